"""Content: each file says what the official parser says, and is refused where that one refuses it."""

from __future__ import annotations

import contextlib
import os
import random
import re
from pathlib import Path

import pytest

from tests.formats.dbml.changed_lines import same
from tests.formats.dbml.grammar.oracle import oracle, plain, understood
from workbench.formats.dbml import DbmlError, read_dbml, write_dbml
from workbench.formats.dbml.grammar.fields import note_text

FILES = Path(__file__).with_name("files")
RIGHT = sorted((FILES / "right").glob("*.dbml"))
WRONG = sorted((FILES / "wrong").glob("*.dbml"))
# What a model refuses though the language has it: a setting that is nearly one of DBML's, and a name that is none.
STRICTER = re.compile("There is no setting|A name is empty|holds the character|A reference names its columns")
ROUNDS = 10_000 if os.environ.get("WORKBENCH_SOAK") == "1" else 400


def text_of(path):
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_a_right_file_says_what_the_official_parser_says(path):
    errors, content = oracle().ask(text_of(path))
    assert errors == []
    assert understood(text_of(path)) == plain(content)


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_wrong_file_is_refused_by_both(path):
    errors, _ = oracle().ask(text_of(path))
    assert errors
    with pytest.raises(ValueError, match=r".+ at \d+"):
        understood(text_of(path))


def test_there_are_enough_files():
    assert len(RIGHT) >= 150
    assert len(WRONG) >= 50


PIECES = re.compile(r"\w+|'[^'\n]*'|\"[^\"\n]*\"|`[^`]*`|[^\w\s]+|\n|[ \t]+")


def changed(text, some, pieces):
    """A text in which a few pieces are gone, doubled, exchanged or replaced by pieces of others."""
    found = PIECES.findall(text)
    for _ in range(some.choice([1, 1, 1, 2, 3])):
        at, other = some.randrange(len(found) + 1), some.randrange(len(found) + 1)
        piece = some.choice(pieces)
        match some.randrange(4):
            case 0:
                found[at : at + 1] = []
            case 1:
                found.insert(at, piece)
            case 2:
                found[at : at + 1] = [piece]
            case _:
                found[at : at + 1], found[other : other + 1] = found[other : other + 1], found[at : at + 1]
    return "".join(found)


# What may stand in the place of a name, a value or a line, and seldom does.
ODD = r"""
(t) (t,u) (a,b) t.(a) t.(a,b) s.t.(a) (t.a) () t.() "q" "a b" "" '' 's' 12 -1 1.5 1e5 1e400 `e` `` #fff #12345 [x] []
[x:1] a.b a.b.c a.b.c.d f(x) f() f(1,'x') a[] a[1] a[][] null true False ~p !x <-t.a ->t.a >t.a <t.a -t.a <>t.a ?>t.a *
{} {a} x:1 a+b a-b a<b a->b a=b a==1 , ,, pk [note:'n'] [pk] [color:#abc] public.t "public".t e.x é テ a$ $ @ / /*c*/
//c (a)(b) t(a) t(a,b) e.(x) [a][b] a: {:} a.* *.a a..b 1a 1.2.3 0x1F 1e \ "a\"b" '\\' 'open "open `open
""".split()


def with_odd_pieces(text, some, _pieces):
    """A text in which something stands that is right elsewhere, if anywhere."""
    found = PIECES.findall(text)
    for _ in range(some.choice([1, 1, 2])):
        words = [at for at, piece in enumerate(found) if not piece.isspace()] or [0]
        at = some.choice(words)
        found[at : at + some.choice([0, 1, 1, 1, 2, 3, 5])] = [some.choice(ODD)]
    return "".join(found)


@pytest.mark.hypothesis  # run by `make soak` as well, with more rounds
@pytest.mark.parametrize(("change", "least"), [(changed, 50), (with_odd_pieces, 5)])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_a_little_wrong_is_judged_alike(seed, change, least):
    some = random.Random(seed)
    texts = [text for path in (*RIGHT, *WRONG) if "use" not in (text := text_of(path)).split()]
    pieces = [piece for text in texts for piece in PIECES.findall(text)]
    accepted = 0
    for _ in range(ROUNDS):
        text = change(some.choice(texts), some, pieces)
        errors, content = oracle().ask(text)
        said = None
        with contextlib.suppress(ValueError):
            said = understood(text)
        assert (said is None) == bool(errors), (text, errors)
        assert said is None or said == plain(content), text
        if said is None:
            continue
        accepted += 1
        try:
            model = read_dbml(text)
        except DbmlError as error:
            assert STRICTER.search(str(error)), text  # noqa: PT017 - every other error is a fault
            continue
        written = write_dbml(model)
        assert same(read_dbml(written), model), text
        assert oracle().ask(written)[0] == [], text
    assert accepted > least


@pytest.mark.parametrize(
    ("text", "note"),
    [("x", "x"), ("\n  a\n    b\n", "a\n  b\n"), ("   ", "   "), ("\n\n", ""), ("a\n  b", "a\n  b")],
)
def test_the_text_of_a_note(text, note):
    assert note_text(text) == note
