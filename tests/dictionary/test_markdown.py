"""What comes out is read back by markdown-it, an independent reader of CommonMark and of GFM's tables."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from workbench import dictionary
from workbench.dictionary.markdown import code, escape, inline, table
from workbench.model import Model
from workbench.webpage import visible

OURS = re.compile(r'<br>|<a id="[a-z]+-[a-z0-9_-]+">|<a id="other-tables">|</a>|</?code>')


@pytest.fixture(scope="module")
def reader():
    return MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


def flat(tokens):
    for token in tokens:
        yield token
        yield from flat(token.children or ())


def text_of(inline_token):
    """The text that a person sees."""
    out = []
    for token in inline_token.children:
        if token.type in ("text", "code_inline"):
            out.append(token.content)
        elif token.type in ("softbreak", "hardbreak") or token.content == "<br>":
            out.append("\n")
        else:
            assert token.type == "html_inline", token
            assert OURS.fullmatch(token.content), token
    return "".join(out)


def cell_of(reader, markdown):
    tokens = reader.parse("\n".join(table(["head", "next"], [[markdown, "end"]])))
    cells = [token for token in tokens if token.type == "inline"]
    assert [cell.content for cell in (cells[0], cells[1], cells[3])] == ["head", "next", "end"], tokens
    assert len(cells) == 4
    return cells[2]


def spaced(text):
    return re.sub(r"\s+", " ", visible(text)).strip()


nasty = st.text(st.sampled_from("ab1 \t\n\\`*_[]()<>#+-.!|&;~$=:{}'\"/é👩\u202e\x00") | st.characters(codec="utf-8"))


@given(nasty)
@example("\\|")
@example("a\\")
@example("a\n\n\nb #")
@example("&amp; &#60;")
def test_any_text_in_a_cell_is_read_back_as_it_is(text):
    reader = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    assert spaced(text_of(cell_of(reader, inline(text)))) == spaced(text)


@given(nasty)
@example("a\\|b")
@example("``")
@example("` a")
def test_any_text_as_code_in_a_cell_is_read_back_as_it_is(text):
    reader = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    assert spaced(text_of(cell_of(reader, code(text)))) == spaced(text)


@given(nasty)
@example("# a")
@example("- a\n1) b\n===\n```")
@example("    indented")
def test_any_text_stays_one_paragraph(text):
    reader = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    joined = re.sub(r"\n{2,}", "\n", escape(text))
    tokens = reader.parse(joined)
    if not joined.strip():
        return
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert spaced(text_of(tokens[1])) == spaced(text)


def test_nothing_hostile_gets_out_of_its_place(reader, hostile, hostile_facts, hostile_findings):
    markdown = dictionary.write(hostile, "markdown", facts=hostile_facts, findings=hostile_findings).text
    tokens = list(flat(reader.parse(markdown)))
    html = [token.content for token in tokens if token.type in ("html_inline", "html_block")]
    assert html
    assert [found for found in html if not OURS.fullmatch(found.strip())] == []
    assert all(token.attrs["href"].startswith("#") for token in tokens if token.type == "link_open")
    assert not any(token.type == "image" for token in tokens)
    assert not re.search("[\x00\x1b\u202e]", markdown)
    # No text became a heading: chapters, tables and lists of the model, and the fixed ones.
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings.count("h1") == 1
    # Tables, the area, other tables, enums, domains, views, access patterns, findings.
    assert headings.count("h2") == 8
    assert headings.count("h3") == 8 + 1 + 1 + 8 + 1


def test_each_row_has_as_many_cells_as_its_head(reader, hostile, hostile_facts):
    markdown = dictionary.write(hostile, "markdown", facts=hostile_facts).text
    widths, rows = [], 0
    for token in reader.parse(markdown):
        if token.type == "thead_open":
            widths.append(0)
        elif token.type == "th_open":
            widths[-1] += 1
        elif token.type == "tr_open":
            rows += 1
    # 8 tables of 8 columns with a head each, the contents, the enum, the domain.
    assert widths.count(9) == 8
    assert rows == 8 * 9 + (8 + 1) + (8 + 1) + (2 + 1)


def test_all_links_lead_somewhere(shop, facts, findings):
    markdown = dictionary.write(shop, "markdown", facts=facts, findings=findings).text
    anchors = re.findall(r'<a id="([^"]+)">', markdown)
    assert len(anchors) == len(set(anchors))
    links = re.findall(r"\]\(#([^)]+)\)", markdown)
    assert set(links) >= {"table-customers", "enum-tier"}
    assert set(links) - set(anchors) == set()


def test_the_whole_text(shop, facts, findings, checkout):
    expected = checkout / "tests/golden/dictionary/markdown/shop.md"
    assert dictionary.write(shop, "markdown", facts=facts, findings=findings).text == expected.read_text("utf-8")


def test_an_empty_model_says_so():
    assert dictionary.write(Model(), "markdown").text == (
        "# Data dictionary\n\n0 tables · 0 columns · 0 references\n\nThe model has no tables yet.\n"
    )
