"""Data dictionary as Markdown: tables that read well in a terminal too, for repositories and wikis.

Written in GitHub Flavored Markdown (GFM 0.29). Anchors are explicit, for each program that shows Markdown makes those
of headings its own way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from workbench.dictionary._format import Format
from workbench.webpage import count, plural, share, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workbench.dictionary._pages import (
        AttributePage,
        Dictionary,
        EntityPage,
        FindingPage,
        Link,
        ListPage,
        Measures,
        ReferencePage,
        SqlPage,
    )

# What could start a construct inside a line (GFM, sections 2.4 and 6); underscores within words are plain there.
_INLINE: Final = re.compile(r"[\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|(?:(?<=\s)|^)#", re.MULTILINE)
# What could start a block at the beginning of a line: lists, rules, underlines of headings.
_BLOCK: Final = re.compile(r"^([-+=]|\d+(?=[.)]))", re.MULTILINE)
_ENTITIES: Final = {"<": "&lt;", ">": "&gt;"}


def escape(text: str) -> str:
    r"""Make a text stand in a paragraph, a cell or a heading as it is; line breaks stay, white space around lines goes.

    Examples
    --------
    >>> print(escape("a|b *c* <script> order_id _x_"))
    a\|b \*c\* &lt;script&gt; order_id \_x\_
    >>> print(escape("1. one"), escape("- two"))
    1\. one \- two
    """
    lines = "\n".join(line.strip() for line in visible(text).strip().split("\n"))
    escaped = _INLINE.sub(r"\\\g<0>", lines)
    escaped = _BLOCK.sub(lambda found: f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}", escaped)
    return re.sub("[<>]", lambda found: _ENTITIES[found[0]], escaped)


def inline(text: str) -> str:
    r"""Make a text stand on one line: line breaks become ``<br>``.

    Examples
    --------
    >>> inline("first\nsecond")
    'first<br>second'
    """
    return re.sub("\n+", "<br>", escape(text))


def code(text: str, *, cell: bool = True) -> str:
    """Write a name, a value or an expression as code, which shows its characters as they are.

    In a cell, a pipe would end it in some programs and not in others when a backslash stands before it (GFM, section
    4.10), so a text with a pipe becomes an element of its own there instead of a code span.

    Examples
    --------
    >>> print(code("order_id"), code("a`b"))
    `order_id` ``a`b``
    """
    flat = re.sub(r"\s+", " ", visible(text)).strip() or " "
    if cell and "|" in flat:
        return f"<code>{escape(flat)}</code>"
    fence = "`" * (max((len(run) for run in re.findall("`+", flat)), default=0) + 1)
    pad = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{pad}{flat}{pad}{fence}"


def codes(texts: Iterable[str]) -> str:
    """Several names as code, separated by commas."""
    return ", ".join(map(code, texts))


def link(to: Link) -> str:
    """Link to a table, an enum or, for a column, to its table."""
    anchor = to.table or to.anchor
    return f"[{inline(to.text)}](#{anchor})" if anchor else inline(to.text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> list[str]:
    r"""Lay out a table whose cells are Markdown already; `right` are the columns of numbers.

    Examples
    --------
    >>> print("\n".join(table(["a", "n"], [["x", "1"]], right=[1])))
    | a | n |
    | --- | ---: |
    | x | 1 |
    """
    right = frozenset(right)
    rules = ["---:" if position in right else "---" for position in range(len(head))]
    return ["| " + " | ".join(cells) + " |" for cells in (head, rules, *rows)] + [""]


# -- the parts of a dictionary ------------------------------------------------------------------------------------


def render(dictionary: Dictionary) -> str:
    """Write the whole dictionary as one Markdown text."""
    lines = [f"# {inline(dictionary.title)}", ""]
    lines += _note(dictionary.note)
    lines += [" · ".join(f"{number} {noun}" for noun, number in dictionary.figures), ""]
    if dictionary.masked:
        lines += ["Values of personal columns are masked.", ""]
    lines += _properties(dictionary.properties)
    lines += _contents(dictionary)
    for area in dictionary.areas:
        if area.name is not None:
            lines += [_anchor(area.anchor), "", f"## {inline(area.name)}", "", *_note(area.note)]
        for entity in area.entities:
            lines += _entity(entity, "##" if area.name is None else "###")
    lines += _lists("Enums", ("Value", "Meaning"), dictionary.enums)
    lines += _lists("Domains", ("Rule", "Remark"), dictionary.domains)
    lines += _queries("Views", dictionary.views)
    lines += _queries("Access patterns", dictionary.patterns)
    if dictionary.findings:
        lines += ["## Findings", ""]
        rows = ((f.severity, link(f.subject), inline(f.message), _evidence(f)) for f in dictionary.findings)
        lines += table(("Severity", "About", "Finding", "Evidence"), rows)
    return "\n".join(lines).rstrip("\n") + "\n"


def _anchor(name: str) -> str:
    return f'<a id="{name}"></a>'


def _note(note: str | None) -> list[str]:
    """Write a note as paragraphs; single line breaks are kept by a backslash."""
    if not note or not note.strip():
        return []
    paragraphs = re.split(r"\n{2,}", escape(note))
    return [line for paragraph in paragraphs for line in (paragraph.replace("\n", "\\\n"), "")]


def _properties(properties: tuple[tuple[str, str], ...]) -> list[str]:
    return [*(f"- {inline(name)}: {inline(value)}" for name, value in properties), ""] if properties else []


def _contents(dictionary: Dictionary) -> list[str]:
    measured = any(entity.rows is not None for entity in dictionary.entities)
    in_areas = any(area.name is not None for area in dictionary.areas)
    rows = []
    for area in dictionary.areas:
        for entity in area.entities:
            first_line = (entity.note or "").strip().partition("\n")[0]
            row = [f"[{inline(entity.name)}](#{entity.anchor})"]
            row += [inline(area.name or "")] if in_areas else []
            row += [_rows(entity.rows)] if measured else []
            rows.append([*row, str(len(entity.attributes)), inline(first_line)])
    if not rows:
        return ["The model has no tables yet.", ""]
    head = ["Table", *(["Area"] if in_areas else []), *(["Rows"] if measured else []), "Columns", "Description"]
    right = [position for position, title in enumerate(head) if title in ("Rows", "Columns")]
    return ["## Tables", "", *table(head, rows, right=right)]


def _rows(rows: int | None) -> str:
    return "" if rows is None else count(rows)


def _entity(entity: EntityPage, level: str) -> list[str]:
    lines = [_anchor(entity.anchor), "", f"{level} {inline(entity.name)}", "", *_note(entity.note)]
    about = [
        *([f"from {inline(entity.source)}"] if entity.source else []),
        *([plural(entity.rows, "row")] if entity.rows is not None else []),
        plural(len(entity.attributes), "column"),
    ]
    lines += [" · ".join(about), "", f"{escape(entity.grain)}.", ""]
    lines += _properties(entity.properties)
    for kinship in entity.kinships:
        lines += ["".join(link(part) if part.anchor else escape_part(part.text) for part in kinship), ""]
    if entity.attributes:
        head = ["Column", "Type", "Key", "Null", "Description"]
        head += ["Nulls", "Distinct", "Range", "Frequent values"] if entity.measured else []
        rows = (_attribute(attribute, measured=entity.measured) for attribute in entity.attributes)
        lines += table(head, rows, right=(5, 6))
    sections = {
        "Keys": [_named(f"{key.kind}: {codes(key.attributes)}", key.name, key.note) for key in entity.keys],
        "References": [_reference(reference, outgoing=True) for reference in entity.references],
        "Referenced by": [_reference(reference, outgoing=False) for reference in entity.referenced_by],
        "Indexes": [
            _named(
                f"{codes(index.parts)}"
                + (f" where {code(index.where, cell=False)}" if index.where else "")
                + (f" ({inline(', '.join(index.traits))})" if index.traits else ""),
                index.name,
                index.note,
            )
            for index in entity.indexes
        ],
        "Checks": [_named(code(check.expression, cell=False), check.name, check.note) for check in entity.checks],
        "Partitioned": [inline(entity.partitioning)] if entity.partitioning else [],
        "Findings": [
            f"{finding.severity}: {inline(finding.message)} ({inline(finding.code)})" for finding in entity.findings
        ],
    }
    for title, items in sections.items():
        if items:
            lines += [f"**{title}**", "", *(f"- {item}" for item in items), ""]
    return lines


def escape_part(text: str) -> str:
    """Escape a piece of a sentence: the white space at its ends belongs to the sentence."""
    head = text[: len(text) - len(text.lstrip())]
    tail = text[len(text.rstrip()) :]
    return f"{head}{inline(text)}{tail}"


def _named(text: str, name: str | None, note: str | None) -> str:
    name_part = f", named {code(name)}" if name else ""
    return f"{text}{name_part}" + (f": {inline(note)}" if note else "")


def _attribute(attribute: AttributePage, *, measured: bool) -> list[str]:
    said = [
        *([inline(attribute.note)] if attribute.note else []),
        *([f"→ {', '.join(map(link, attribute.parents))}"] if attribute.parents else []),
        *([inline("; ".join(attribute.remarks))] if attribute.remarks else []),
        *([f"personal: {inline(attribute.personal)}"] if attribute.personal else []),
        *(f"{inline(name)}: {inline(value)}" for name, value in attribute.properties),
    ]
    kind = attribute.type
    shown_type = f"[{code(kind.text)}](#{kind.anchor})" if kind.anchor else code(kind.text)
    cells = [code(attribute.name), shown_type, ", ".join(attribute.marks), "yes" if attribute.nullable else "no"]
    cells.append("<br>".join(said))
    return [*cells, *_measures(attribute.measures)] if measured else cells


def _measures(found: Measures | None) -> list[str]:
    if found is None:
        return ["", "", "", ""]
    distinct = "unique" if found.unique else ("" if found.distinct_exact else "≈ ") + count(found.distinct)
    cells = [share(found.null_share) if found.rows else "", distinct]
    if found.masked:
        return [*cells, "masked", "masked"]
    ends = [value for value in (found.minimum, found.maximum) if value is not None]
    frequent = (f"{code(value)} {share(part)}" for value, part in found.frequent)
    return [*cells, " … ".join(map(code, dict.fromkeys(ends))), ", ".join(frequent)]


def _reference(reference: ReferencePage, *, outgoing: bool) -> str:
    there = reference.parent if outgoing else reference.child
    here, beyond = (
        (reference.child_attributes, reference.parent_attributes)
        if outgoing
        else (reference.parent_attributes, reference.child_attributes)
    )
    arrow = "→" if outgoing else "←"
    said = f"{reference.parents_per_child}, {reference.children_per_parent}"
    rules = [said, *(["identifying"] if reference.identifying else []), *reference.rules]
    text = f"{codes(here)} {arrow} {link(there)} ({codes(beyond)}): {inline('; '.join(rules))}"
    return _named(text, reference.name if outgoing else None, reference.note if outgoing else None)


def _evidence(finding: FindingPage) -> str:
    sure = "" if finding.confidence is None else f", confidence {finding.confidence:.2f}"
    return inline(f"{finding.evidence}{sure} ({finding.code})")


def _lists(title: str, head: tuple[str, str], pages: tuple[ListPage, ...]) -> Iterator[str]:
    if not pages:
        return
    yield from (f"## {title}", "")
    for page in pages:
        yield from (_anchor(page.anchor), "", f"### {inline(page.name)}", "", *_note(page.note))
        if page.used_by:
            yield from (f"Used by {', '.join(map(link, page.used_by))}", "")
        yield from table(head, ((code(item), inline(meaning or "")) for item, meaning in page.items))


def _queries(title: str, pages: tuple[SqlPage, ...]) -> Iterator[str]:
    if not pages:
        return
    yield from (f"## {title}", "")
    for page in pages:
        yield from (_anchor(page.anchor), "", f"### {inline(page.name)}", "", *_note(page.note))
        if page.traits:
            yield from (inline(", ".join(page.traits)), "")
        sql = visible(page.sql).strip("\n")
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", sql)), 3)
        yield from (f"{fence}sql", sql, fence, "")


TARGET = Format(name="markdown", suffixes=(".md", ".markdown"), media_type="text/markdown", render=render)
