"""Splices: the small rewritings of which a patch is made, and how lines and settings become splices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from workbench.formats.dbml import syntax
from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.writer import INDENT


@dataclass(frozen=True)
class Splice:
    """Replace what stands between two positions."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """Apply splices that do not overlap."""
    for splice in sorted(splices, key=lambda s: (s.start, s.end), reverse=True):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


def lines_of(text: str) -> list[str]:
    """Lines of a text with their ends; only a line feed ends one."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def rel(chunk: Chunk, span: syntax.Span) -> syntax.Span:
    """Span inside the chunk's own text."""
    return chunk.rel(span[0]), chunk.rel(span[1])


def settings_splices(
    chunk: Chunk,
    settings: syntax.Settings,
    at: int,
    old: Mapping[str, list[str]],
    new: Mapping[str, list[str]],
    *,
    before_brace: bool = False,
) -> list[Splice]:
    """Change the settings that differ; the others keep the author's text and order."""
    out: list[str] = []
    seen: set[str] = set()
    for item in settings.items:
        key = _KEYS.get(item.name, item.name)
        if key == "not null" and item.name == "null" and "not null" in new:
            continue
        if old.get(key, []) == new.get(key, []):
            out.append(chunk.text[slice(*rel(chunk, item.span))])
        elif key not in seen:
            out += new.get(key, [])
        seen.add(key)
    for key, texts in new.items():
        if key not in seen and old.get(key, []) != texts:
            out += texts
    body = f"[{', '.join(out)}]" if out else ""
    if settings.span[0] >= 0:
        start, end = rel(chunk, settings.span)
        if not body:
            while start > 0 and chunk.text[start - 1] in " \t":
                start -= 1
        return [Splice(start, end, body)]
    if not body:
        return []
    lead = " " if before_brace and at and not chunk.text[at - 1].isspace() else ""
    return [Splice(at, at, f"{lead}{body} " if before_brace else f" {body}")]


_KEYS = {"primary key": "pk", "null": "null"}


def without_line(chunk: Chunk, span: syntax.Span) -> Splice:
    """Take out a line, or only the span where other things stand on the line."""
    start, end = rel(chunk, span)
    line_start, line_end = _line(chunk.text, start, end)
    before, after = chunk.text[line_start:start], chunk.text[end:line_end]
    if not before.strip() and (not after.strip() or is_comment(after)):
        return Splice(line_start, line_end, "")
    if not before.strip() and after.lstrip(" \t").startswith("}"):
        return Splice(line_start, end + len(after) - len(after.lstrip(" \t")), "")
    return Splice(start, end, "")


def alone(chunk: Chunk, span: syntax.Span) -> syntax.Span | None:
    """Lines of what has them to itself but for a comment; None where other things stand there too, or no line ends."""
    start, end = rel(chunk, span)
    line_start, line_end = _line(chunk.text, start, end)
    before, after = chunk.text[line_start:start], chunk.text[end:line_end]
    single = not before.strip() and (not after.strip() or is_comment(after)) and after.endswith("\n")
    return (line_start, line_end) if single else None


def without_block(chunk: Chunk, span: syntax.Span) -> Splice:
    """Take out lines, and the empty line that set them apart."""
    splice = without_line(chunk, span)
    above = chunk.text.rfind("\n", 0, max(splice.start - 1, 0)) + 1
    blank = splice.start and not chunk.text[above : splice.start].strip()
    return Splice(above if blank else splice.start, splice.end, splice.text)


def is_comment(rest: str) -> bool:
    """Whether the rest of a line is one comment and nothing else."""
    rest = rest.strip()
    return rest.startswith("//") or (rest.startswith("/*") and rest.find("*/") == len(rest) - 2)


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    line_end = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end + 1


def line_splices(
    chunk: Chunk, old: list[str], new: list[str], spans: list[syntax.Span], *, close: int, indent: str
) -> list[Splice]:
    """Make lines say something else; those that say the same keep the author's text.

    Parameters
    ----------
    chunk
        Where the lines stand.
    old, new
        What they say, in this package's own style.
    spans
        Where each of the old ones stands.
    close
        Position of the brace that ends them.
    indent
        For lines that are added, where the ones that are there do not show another.
    """
    if len(old) != len(spans) or not spans:
        drops = [without_line(chunk, span) for span in spans]
        return [*drops, before_brace(chunk, close, [indent + line for line in new])] if new else drops
    if sorted(old) == sorted(new) and len(set(old)) == len(old):
        lines = [_with_comments(chunk, alone(chunk, span)) for span in spans]
        if all(line is not None for line in lines):
            text = {said: chunk.text[slice(*line)] for said, line in zip(old, lines, strict=True) if line is not None}
            moved = zip(lines, old, new, strict=True)
            return [Splice(*line, text[now]) for line, was, now in moved if line is not None and was != now]
    start = chunk.rel(spans[0][0])
    before = chunk.text[chunk.text.rfind("\n", 0, start) + 1 : start]
    indent = indent if before.strip() else before
    said = {line: chunk.text[slice(*rel(chunk, span))] for line, span in zip(old, spans, strict=True)}
    splices: list[Splice] = []
    for what, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        shared = min(last - first, end - begin)
        for span, line in zip(spans[first : first + shared], new[begin : begin + shared], strict=True):
            splices.append(Splice(*rel(chunk, span), said.get(line, line)))
        splices += [without_line(chunk, span) for span in spans[first + shared : last]]
        if fresh := [indent + said.get(line, line) for line in new[begin + shared : end]]:
            place = first + shared
            at_end = place == len(spans)
            splices.append(before_brace(chunk, close, fresh) if at_end else _before_line(chunk, spans, place, fresh))
    return splices


def _with_comments(chunk: Chunk, line: syntax.Span | None) -> syntax.Span | None:
    """Lines with those above that are nothing but comments."""
    if line is None:
        return None
    start = line[0]
    while start:
        above = chunk.text.rfind("\n", 0, start - 1) + 1
        if not is_comment(chunk.text[above:start]):
            break
        start = above
    return start, line[1]


def _before_line(chunk: Chunk, spans: list[syntax.Span], place: int, lines: list[str]) -> Splice:
    """New lines before one that is there, and before the comments above it."""
    body = "".join(line + "\n" for line in lines)
    if place:  # behind the line before, whose comment stays with it
        end = chunk.rel(spans[place - 1][1])
        line_end = chunk.text.find("\n", end, chunk.rel(spans[place][0]))
        if line_end >= 0:
            return Splice(line_end + 1, line_end + 1, body)
    start = chunk.rel(spans[place][0])
    at = chunk.text.rfind("\n", 0, start) + 1
    if chunk.text[at:start].strip():
        indent = lines[0][: len(lines[0]) - len(lines[0].lstrip(" "))]
        return Splice(start, start, "".join(f"{line.strip(' ')}\n{indent}" for line in lines))
    above = chunk.text.rfind("\n", 0, max(at - 1, 0)) + 1
    while above < at and is_comment(chunk.text[above:at]):
        at, above = above, chunk.text.rfind("\n", 0, max(above - 1, 0)) + 1
    return Splice(at, at, body)


def before_brace(chunk: Chunk, brace: int, lines: list[str]) -> Splice:
    """New lines before a closing brace, which keeps its own line or gets one."""
    line_start = chunk.text.rfind("\n", 0, brace) + 1
    body = "\n".join(lines) + "\n"
    if not chunk.text[line_start:brace].strip():
        return Splice(line_start, line_start, body)
    # White space before the brace would be left at the end of the line that it stood on.
    first = next(line for line in lines if line)
    depth = max(0, len(first) - len(first.lstrip(" ")) - len(INDENT))
    return Splice(len(chunk.text[:brace].rstrip(" \t")), brace, f"\n{body}{' ' * depth}")
