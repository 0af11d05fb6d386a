"""Tokens: a text is cut into pieces that know their kind, where they stand and what is between them."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml.grammar.tokens import tokenize, unescaped


def pieces(text):
    tokens = tokenize(text)
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)][:-1]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", []),
        ("id _x1 2nd día 名前", ["word"] * 5),
        ("\"a b\" 'c d' '''e\nf'''", ["quoted", "string", "string"]),
        ("7 007 1.5 1e3 2E-4 1e+2 ", ["number"] * 6),
        ("`now()` `a\nb`", ["code", "code"]),
        ("#fff #3498DB #", ["colour"] * 3),
        ("{ } [ ] ( ) , : ; *", ["{", "}", "[", "]", "(", ")", ",", ":", ";", "*"]),
        ("a $ b", ["word", "bad", "word"]),
        ("1.2.3 ", ["bad"]),
    ],
)
def test_each_piece_has_a_kind(text, kinds):
    tokens = tokenize(text)
    assert tokens.kinds == [*kinds, "end"]
    assert tokens.starts[-1] == tokens.ends[-1] == len(text)


@pytest.mark.parametrize(
    "operators",
    ["< <> <? <= <-", "<>? > >? >=", "- -> -?", "?- ?-? ?< ?<? ?<> ?<>? ?> ?>?", "= == ! !=", "+ % . & | ~ /"],
)
def test_an_operator_is_as_long_as_it_can_be(operators):
    assert pieces(operators) == operators.split()
    assert set(tokenize(operators).kinds[:-1]) == {"operator"}


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("a.b>c.d", ["a", ".", "b", ">", "c", ".", "d"]),
        ("decimal(10,2)[]", ["decimal", "(", "10", ",", "2", ")", "[", "]"]),
        ("t{a int}", ["t", "{", "a", "int", "}"]),
        ("'it\\'s' 'b'", ["'it\\'s'", "'b'"]),
        ("'''it's''' x", ["'''it's'''", "x"]),
        ("a?<>?b", ["a", "?<>?", "b"]),
    ],
)
def test_pieces_need_no_blanks_between_them(text, cut):
    assert pieces(text) == cut


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a b\nc\r\nd", [False, False, True, True, False]),
        ("a // b\nc", [False, True, False]),
        ("a /* b\n */ c", [False, False, False]),
        ("\n\na", [True, False]),
        ("a '''b\nc''' d", [False, False, False, False]),
    ],
)
def test_a_token_knows_whether_a_line_ended_before_it(text, lines):
    assert tokenize(text).lines == lines


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("a b", [False, True, False]),
        ("a\tb(c)", [False, True, False, False, False, False]),
        ("a\n  b", [False, False, False]),
        ("a \nb", [False, True, False]),
        ("a/**/b", [False, False, False]),
        ("a /**/b", [False, True, False]),
        ("a\r\nb", [False, False, False]),
    ],
)
def test_a_token_knows_whether_blanks_stand_behind_the_one_before_it(text, gaps):
    assert tokenize(text).gaps == gaps


@pytest.mark.parametrize("text", ["a // b ' c", "a /* b ' */", "a // /* b", "// x\na", "/* // */a"])
def test_a_comment_is_no_token(text):
    assert pieces(text) == ["a"]
    assert tokenize(text).wrong == []


@pytest.mark.parametrize(("between", "right"), [("/* \n */", False), ("// \n", True), ("/* */ \n", True)])
def test_the_end_of_a_line_within_a_comment_ends_no_line(between, right):
    text = f"Table t {{ a int {between} b int }}"
    tokens = tokenize(text)
    assert tokens.lines[pieces(text).index("b")] is right
    assert (oracle().ask(text)[0] == []) is right


@pytest.mark.parametrize(
    ("text", "start", "message"),
    [
        ("Table t { a int [note: 'x\n'] }", 23, 'This "\'x" is not closed.'),
        ("Table t { a int [note: 'x] }", 23, 'This "\'x] }" is not closed.'),
        ("Table t { a int [note: '''x] }\n''", 23, "This \"'''x] }\" is not closed."),
        ('Table "t { a int }', 6, "This '\"t { a int }' is not closed."),
        ("Table t { a int [default: `x] }", 26, "This '`x] }' is not closed."),
        ("Table t { a int } /* x\ny", 18, "This '/* x' is not closed."),
        ("Table t { a int } $", 18, "The character '$' has no place here."),
        ("Table t { a int [default: 1.2.3] }", 26, "'1.2.3' is no number."),
        ("Table t { a int [note: 'x\\u00g'] }", 25, "An escape '\\u' needs four hexadecimal digits behind it."),
    ],
)
def test_what_is_no_token_is_complained_of_where_it_is(text, start, message):
    assert tokenize(text).wrong[0][:2] == (message, start)
    assert oracle().ask(text)[0][0][1] == start


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("'x y'", "x y"),
        ("'it\\'s'", "it's"),
        (r"'a\tb\nc'", "a\tb\nc"),
        (r"'\u0041\u00e9'", "Aé"),
        (r"'\uD83D\uDE00'", "😀"),
        (r"'a\\b'", "a\\b"),
        (r"'\q'", "q"),
        ("'a\\\nb'", "ab"),
        ("'''a\\'''b'''", "a'''b"),
        ('"a \\"b\\""', 'a "b"'),
    ],
)
def test_a_text_says_what_is_between_its_quotes(literal, value):
    tokens = tokenize(f"Table t {{ a int [default: {literal}] }}")
    at = next(at for at, kind in enumerate(tokens.kinds) if kind in ("string", "quoted"))
    assert tokens.value(at) == value
    errors, content = oracle().ask(tokens.text)
    assert errors == []
    assert content["tables"][0]["fields"][0]["dbdefault"]["value"] == value


def test_a_number_in_front_of_the_last_character_of_a_text_takes_it_in():
    text = "Table t { a int }\nRecords t(a) {\n 5}"
    assert pieces(text)[-1] == "5}"
    assert oracle().ask(text)[0]
    assert pieces(text + "\n")[-2:] == ["5", "}"]
    assert oracle().ask(text + "\n")[0] == []


@pytest.mark.parametrize(
    ("body", "said"),
    [("plain", "plain"), (r"it\'s", "it's"), (r"it\u0020is", "it is"), (r"\r\0\b\v\f", "\r\0\b\v\f")],
)
def test_escapes_are_resolved(body, said):
    assert unescaped(body) == said
