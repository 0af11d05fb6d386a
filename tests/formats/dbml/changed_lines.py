"""What an edit changes in a text, line by line, after making sure that the text then says the model."""

import difflib
from dataclasses import replace

from tests.strategies import edits
from workbench.errors import WorkbenchError
from workbench.formats.dbml import Document, patch
from workbench.model.diff import renames_of


def same(a, b):
    """Whether two models are equal; references have an order in a text only among those of one kind."""
    ordered = [replace(model, references=tuple(sorted(model.references, key=str))) for model in (a, b)]
    return ordered[0] == ordered[1]


def edited_at_random(data, document):
    """Document after each of up to three random edits; each must leave its text saying the model exactly."""
    model = document.model
    for _ in range(3):
        edit = data.draw(edits(model))
        try:
            after = edit.apply(model)
        except WorkbenchError:
            continue
        document = patch(document, model, after, renames_of(edit))
        assert same(Document.of(document.text).model, after), document.text
        yield document
        model = after


def patched(text, *changes):
    """Text after some edits, one after the other; each must leave it saying the model exactly."""
    document = Document.of(text)
    model = document.model
    for edit in changes:
        after = edit.apply(model)
        document = patch(document, model, after, renames_of(edit))
        assert same(Document.of(document.text).model, after), document.text
        model = after
    return document.text


def changed_lines(text, *changes):
    """Lines that some edits take out (``-``) and put in (``+``); the same for a text with other line ends."""
    after = patched(text, *changes)
    assert patched(text.replace("\n", "\r\n"), *changes) == after.replace("\n", "\r\n")
    lines = difflib.unified_diff(text.splitlines(), after.splitlines(), n=0, lineterm="")
    return "".join(f"{line}\n" for line in lines if not line.startswith(("---", "+++", "@@")))
