"""Command line: ``workbench infer DATA``, ``workbench diagram NAME.dbml -o FILE``, ….

Results go to stdout, progress and messages to stderr; with ``-o`` the result goes to a file. Exit status: 0 done, with
warnings too; 1 from ``check``, ``prove`` and ``demo`` when something does not hold, and from ``ddl`` when the model
says what no engine could have; 2 for bad usage, or when nothing could be read or proven; 130 when it was stopped.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from workbench import __version__
from workbench.errors import WorkbenchError, interrupted
from workbench.progress import Progress, shown

_MOST_LINES = 20  # of further problems
_Command = Callable[[argparse.Namespace, Progress], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    if not hasattr(options, "command"):
        parser.print_help(sys.stderr)
        return 2
    progress = Progress() if options.quiet else shown(notebook=False)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that lacks an arrow or an accent still gets the rest
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        from workbench import commands

        command: _Command = getattr(commands, options.command)
        status = command(options, progress)
        sys.stdout.flush()
        return status
    except WorkbenchError as error:
        print(f"workbench: {error}", file=sys.stderr)
        for line in error.further[:_MOST_LINES]:
            print(f"  {line}", file=sys.stderr)
        if (left := len(error.further) - _MOST_LINES) > 0:
            print(f"  and {left} more", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return _stopped()
    except RuntimeError as error:
        if interrupted(error):
            return _stopped()
        raise
    except BrokenPipeError:  # `workbench infer … | head` closes the pipe early
        _close_stdout()
        return 0
    except OSError as error:  # no room for temporary files or on what stdout leads to
        where = f"{error.filename}: " if error.filename else ""
        print(f"workbench: {where}{error.strerror or error}. Free some room and try again.", file=sys.stderr)
        _close_stdout()
        return 2


def _stopped() -> int:
    """Say that Ctrl-C was heard; the status is what shells use for it."""
    print("workbench: stopped; nothing was written.", file=sys.stderr)
    return 130


def _close_stdout() -> None:
    """Lead what is left in stdout's buffer to nowhere: Python writes it at its end, and would complain."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_parser() -> argparse.ArgumentParser:
    """Parser of the command line; its help texts are what ``--help`` shows."""
    parser = argparse.ArgumentParser(
        prog="workbench",
        allow_abbrev=False,
        description="From data in hand to a proven database design.",
        epilog="Exit status: 0 done; 1 from check, prove and demo when something does not hold, and from ddl "
        "when the model says what no engine could have; 2 for bad usage, or when nothing "
        "could be read or proven; 3 from infer and profile when files could not be read and the others were; 130 when "
        "it was stopped.",
    )
    parser.add_argument("--version", action="version", version=f"workbench {__version__}")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("-q", "--quiet", action="store_true", help="show no progress")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        about = text[:1].upper() + text[1:] + "."
        added = commands.add_parser(name, help=text, description=about, parents=[shared], allow_abbrev=False)
        added.set_defaults(command=name.replace("import", "import_"))
        return added

    infer = command("infer", "look at data and propose a model")
    _data(infer)
    infer.add_argument("-o", "--output", type=Path, metavar="NAME.dbml", help="write the model here")
    infer.add_argument("--format", choices=["text", "json"], default="text", help="what to print (default: text)")
    infer.add_argument(
        "--accept-above", type=_share, metavar="SHARE",
        help="accept findings of at least this confidence, 0 to 1 "
        "(default: 0.9, for references 0.7; none where a model exists)",
    )  # fmt: skip
    infer.add_argument("--fresh", action="store_true", help="start over; the model there is kept as NAME.dbml.bak")
    _memory(infer)
    _cache(infer)

    profile = command("profile", "measure data")
    _data(profile)
    profile.add_argument(
        "--format", choices=["text", "json", "html"], help="what to print; as the ending of FILE says, else text"
    )
    profile.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the result here")
    profile.add_argument("--show-personal", action="store_true", help="do not mask values of people")
    _memory(profile)
    _cache(profile)

    importing = command("import", "read a model from DBML, JSON or a live database")
    importing.add_argument("source", metavar="SOURCE", help="a .dbml or .json file, or a SQLAlchemy URL")
    importing.add_argument(
        "-o", "--output", type=Path, metavar="NAME.dbml", help="write the model here (.dbml or .json)"
    )
    importing.add_argument(
        "--level",
        type=int,
        metavar="LEVEL",
        help="write DBML for older readers, of level 3, 5, 8 or 10, and say what that cannot say",
    )
    importing.add_argument(
        "--flat", action="store_true", help="put what a DBML file takes from others (use, reuse) into the one file"
    )

    fmt = command("fmt", "write DBML files in one style; comments, order and words stay")
    fmt.add_argument("files", nargs="+", type=Path, metavar="NAME.dbml", help="files, which are changed in place")
    fmt.add_argument("--check", action="store_true", help="change nothing; say which files are not in style")

    check = command("check", "look for mistakes in a model, and whether it still holds for data")
    _model(check)
    check.add_argument("--data", metavar="DATA", help="data that it must hold for")
    check.add_argument("--format", choices=["text", "json"], default="text", help="what to print")
    _cache(check)

    diagram = command("diagram", "draw a model")
    _model(diagram)
    diagram.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="its ending says the format")
    diagram.add_argument(
        "--detail", choices=["all", "keys", "names"], default="all", help="how much of a table to show"
    )
    diagram.add_argument("--theme", choices=["light", "dark"], default="light", help="colours")

    dictionary = command("dictionary", "write the data dictionary of a model")
    _model(dictionary)
    dictionary.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="its ending says the format"
    )
    dictionary.add_argument("--data", metavar="DATA", help="data whose measurements it shows")
    dictionary.add_argument("--show-personal", action="store_true", help="do not mask values of people")

    ddl = command("ddl", "write a model as SQL for an engine")
    _model(ddl)
    _engine(ddl)
    ddl.add_argument("-o", "--output", type=Path, metavar="FILE.sql", help="write the script here")

    prove = command("prove", "run the SQL on an engine, load the data, and see every constraint refuse a wrong row")
    _model(prove)
    _engine(prove)
    prove.add_argument("--data", metavar="DATA", help="data to load")
    prove.add_argument("--url", help="SQLAlchemy URL of a server; embedded engines need none")
    prove.add_argument("--format", choices=["text", "json"], default="text", help="what to print")

    demo = command("demo", "run the whole flow on sample data")
    demo.add_argument(
        "--to", type=Path, default=Path("build/demo"), metavar="DIR", help="where to (default: build/demo)"
    )
    demo.add_argument("--data", type=Path, metavar="DIR", help="sample data (default: ./sample_data, else generated)")

    command("targets", "list what can be read and written")
    published = command("schema", "print the JSON Schema of a model as data, or of what a command prints as JSON")
    published.add_argument("of", choices=["check", "infer", "model", "profile", "prove"], help="what it is of")
    return parser


def _data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "data", metavar="DATA", help="a folder, a glob, or a file: CSV, TSV, Parquet, JSON, DuckDB, SQLite"
    )


def _model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("model", type=Path, metavar="NAME.dbml", help="the model")


def _engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine", required=True, metavar="ENGINE[@VERSION]", help="for example postgresql or postgresql@15"
    )


def _memory(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--memory-limit", metavar="SIZE", help="most memory for measuring, for example 2GB")


def _cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-cache", dest="cache", action="store_false", help="measure anew, and keep nothing of it on the disk"
    )
    parser.add_argument(
        "--verify", action="store_true", help="read all of the data to see whether the cache holds for them"
    )


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return value


if __name__ == "__main__":
    sys.exit(main())
