"""Declaring: a model from a script of SQL, by running it on an empty database and reading that back.

One file per engine; the file name is the registry.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench import engines, relational, targets
from workbench.declaring._fault import DdlError, fault
from workbench.declaring._scratch import named_in
from workbench.declaring._split import split
from workbench.declaring._verdict import judge
from workbench.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    from workbench.connect import Database
    from workbench.declaring._scratch import Scratch
    from workbench.declaring._split import Statement
    from workbench.formats.dbml import Diagnostic
    from workbench.formats.dbml.completion import Completion
    from workbench.model import Model

__all__ = ["DEFAULT_ENGINE", "DdlError", "Declaration", "completions", "declare", "load", "names"]

DEFAULT_ENGINE = "postgresql"
"""What most scripts are written for, and what holds most: DuckDB has no actions of references, SQLite hardly a type."""


@dataclass(frozen=True)
class Declaration:
    """What a script declares.

    Parameters
    ----------
    model
        The model; its tables are in the order of the script.
    engine
        Engine that the script was run on, with its version: ``postgresql@18.1``.
    left_out
        What of the script is not in the model, each kind of statement once, with the place of the first.
    """

    model: Model
    engine: str
    left_out: tuple[Diagnostic, ...] = ()


def names() -> tuple[str, ...]:
    """Engines that scripts are written for, sorted.

    Examples
    --------
    >>> names()
    ('duckdb', 'mariadb', 'postgresql', 'sqlite')
    """
    return targets.names("workbench.declaring")


def load(engine: str) -> Scratch:
    """Where scripts for an engine are run.

    Raises
    ------
    UnknownNameError
        When there is no such engine; suggests the nearest.
    """
    scratch: Scratch = targets.load("workbench.declaring", engine, kind="engine")
    return scratch


def declare(script: str, engine: str = DEFAULT_ENGINE) -> Declaration:
    """Run a script on an empty database that is thrown away, and read what it made.

    The engine itself says what the script means, so all that it takes is taken. Statements that declare nothing (rows,
    queries, rights) are left out and told. Nothing outside of that database is read or written, whatever the script
    says, and no network is needed.

    Parameters
    ----------
    script
        Statements of SQL.
    engine
        Engine that it is written for: ``"postgresql"`` (the embedded one), ``"duckdb"`` or ``"sqlite"``.

    Raises
    ------
    DdlError
        When a statement fails, is none, or reaches outside; says the line and the column.
    UnknownNameError
        When there is no such engine; suggests the nearest.
    UsageError
        When no script can be run on the engine, or not on that version of it.
    MissingExtraError
        When the engine is not installed; says how to install it.

    Examples
    --------
    >>> found = declare("CREATE TABLE artist (id int PRIMARY KEY, name text NOT NULL);", "duckdb")
    >>> [(str(entity.name), entity.primary_key.attributes) for entity in found.model.entities]
    [('artist', ('id',))]
    """
    name, version = engines.split(engine)
    scratch = load(name)
    statements = split(script, postgresql=scratch.postgresql_quotes)
    wanted, left_out = _judged(script, statements, scratch)
    try:
        with scratch.open() as database:
            if version is not None and not database.engine.runs_as(version):
                runs = f"{database.engine.title} {database.engine.version}"
                raise UsageError(f"{runs} runs here, not {version}.", hint=f"Leave the version out: {name}.")
            for statement in wanted:
                _run(script, statement, scratch, database)
            scratch.settle(database)
            _check_references(script, wanted, scratch.missing(database))
            model: Model = relational.load(database.engine).reflect(database)
            found = Declaration(_in_order(model, wanted), str(database.engine), left_out)
    except MissingExtraError as error:
        others = ", ".join(other for other in ("duckdb", "sqlite") if other != name)
        error.hint = f'Run pip install "data-modeling-workbench[{error.extra}]", or name another engine: {others}.'
        raise
    if not model.entities and not model.enums:
        raise DdlError([fault(script, 0, "The script leaves no table behind. Write one: CREATE TABLE t (a int).")])
    return found


def _judged(
    script: str, statements: list[Statement], scratch: Scratch
) -> tuple[list[Statement], tuple[Diagnostic, ...]]:
    """What is run, and what is told of the rest."""
    if not statements:
        raise DdlError([fault(script, 0, "There is no statement here. Write one: CREATE TABLE t (a int).")])
    verdicts = [(statement, judge(statement, scratch.runs)) for statement in statements]
    refused = [
        fault(script, statement.start, verdict.message, len(statement.tokens[0].text))
        for statement, verdict in verdicts
        if verdict.does == "refuse"
    ]
    if refused:
        raise DdlError(refused)
    count = Counter(verdict.message for _, verdict in verdicts)
    first = {verdict.message: statement for statement, verdict in reversed(verdicts) if verdict.message}
    told = [
        fault(
            script,
            statement.start,
            message if count[message] == 1 else f"{message[:-1]} ({count[message]} times).",
            len(statement.tokens[0].text),
            "warning",
        )
        for message, statement in sorted(first.items(), key=lambda item: item[1].start)
    ]
    return [statement for statement, verdict in verdicts if verdict.does == "run"], tuple(told)


def _run(script: str, statement: Statement, scratch: Scratch, database: Database) -> None:
    blame = scratch.run(database, statement)
    if blame is None:
        return
    message = f"{database.engine.title}: {blame.words.rstrip('.!')}."
    if blame.position is not None:
        at = statement.start + blame.position
        length = next((len(token.text) for token in statement.tokens if token.start == at), 1)
    else:
        at, length = named_in(statement, blame.words, blame.name) or (statement.start, len(statement.tokens[0].text))
    raise DdlError([fault(script, min(at, len(script)), message, length)])


def _check_references(script: str, statements: list[Statement], missing: tuple[str, ...]) -> None:
    found = []
    for table in missing:
        places = (named_in(statement, "", table) for statement in statements if statement.says("REFERENCES"))
        at, length = next((place for place in places if place), (0, 1))
        found.append(fault(script, at, f"There is no table {table!r}. Declare it in the same script.", length))
    if found:
        raise DdlError(found)


def _in_order(model: Model, statements: list[Statement]) -> Model:
    """The model with its tables in the order of the script; a catalogue has them in that of their names."""
    order: dict[str, int] = {}
    for statement in statements:
        words = [token.word for token in statement.tokens[:8]]
        if statement.head[:1] == ("CREATE",) and "TABLE" in words:
            at = words.index("TABLE") + 1
            at += 3 if words[at : at + 3] == ["IF", "NOT", "EXISTS"] else 0
            while statement.tokens[at + 1 : at + 2] and statement.tokens[at + 1].text == ".":
                at += 2
            if at < len(statement.tokens):
                order.setdefault(statement.tokens[at].name.casefold(), len(order))
    last = len(order)
    entities = sorted(model.entities, key=lambda entity: order.get(entity.name.name.casefold(), last))
    place = {entity.name: number for number, entity in enumerate(entities)}
    references = sorted(model.references, key=lambda reference: place[reference.child])
    return replace(model, entities=tuple(entities), references=tuple(references))


def completions(script: str, position: int, engine: str = DEFAULT_ENGINE) -> list[Completion]:
    """What may stand at a position of a script: statements, types, and names of tables and columns of the script.

    Parameters
    ----------
    script
        The script, which may be broken.
    position
        A place in it, in characters from 0.
    engine
        Engine that it is written for.

    Examples
    --------
    >>> [found.text for found in completions("create table t (a timestam", 26, "sqlite")]
    []
    >>> [found.text for found in completions("create table t (a timestam", 26, "duckdb")]
    ['timestamp', 'timestamptz']
    """
    from workbench.declaring._completion import completions as found

    name, _ = engines.split(engine)
    return found(script, position, name, load(name))
