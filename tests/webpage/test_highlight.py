import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import UnknownNameError
from workbench.webpage import highlight, visible

pieces = st.sampled_from(
    ["'", '"', "`", "--", "/*", "*/", "//", "'''", "\n", "CREATE ", "x", "1.5", "<b>", "&", "\\", "é"]
)


def kinds(text, language):
    return re.findall(r'<span class="(\w)">(.*?)</span>', html.unescape(str(highlight(text, language))), re.DOTALL)


@pytest.mark.parametrize("language", ["sql", "dbml"])
@given(text=st.lists(pieces | st.text(), max_size=20).map("".join))
def test_every_character_is_kept_and_escaped(language, text):
    out = str(highlight(text, language))
    plain = re.sub(r'<span class="[a-z]">|</span>', "", out)
    assert "<" not in plain
    assert html.unescape(plain) == visible(text)


def test_sql():
    text = """CREATE TABLE "select" (a varchar(10) DEFAULT 'it''s -- no'); -- 'yes' <\n/* b */ `order`"""
    assert kinds(text, "sql") == [
        ("k", "CREATE"),
        ("k", "TABLE"),
        ("q", '"select"'),
        ("t", "varchar"),
        ("n", "10"),
        ("k", "DEFAULT"),
        ("s", "'it''s -- no'"),
        ("c", "-- 'yes' <"),
        ("c", "/* b */"),
        ("q", "`order`"),
    ]


def test_dbml():
    text = "Table a { // b\n  id int64 [pk, note: 'it\\'s']\n  Note: '''two\nlines'''\n}"
    assert kinds(text, "dbml") == [
        ("k", "Table"),
        ("c", "// b"),
        ("t", "int64"),
        ("k", "pk"),
        ("k", "note"),
        ("s", "'it\\'s'"),
        ("k", "Note"),
        ("s", "'''two\nlines'''"),
    ]


def test_an_unknown_language_names_the_known_ones():
    with pytest.raises(UnknownNameError, match=r"There is no language to colour 'sq'\. Did you mean 'sql'"):
        highlight("", "sq")
