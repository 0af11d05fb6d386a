"""Names: written in several styles, or told apart by case alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from workbench.facts import Facts, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.subjects import Subject

_STYLES = (
    ("snake_case", re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+\Z")),
    ("camelCase", re.compile(r"[a-z]+[a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+\Z")),
    ("PascalCase", re.compile(r"(?:[A-Z][a-z0-9]+){2,}[A-Z]*\Z")),
    ("UPPER_CASE", re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\Z")),
    ("words with spaces", re.compile(r".*\s.*\Z")),
)


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Report names in another style than most of the model, and names that differ by case only."""
    styles: list[tuple[QualifiedName, str | None, str]] = []  # (entity, attribute, style)
    for entity in model.entities:
        if (style := _style(entity.name.name)) is not None:
            styles.append((entity.name, None, style))
        lower: dict[str, str] = {}
        for attribute in entity.attributes:
            name = attribute.name
            if (style := _style(name)) is not None:
                styles.append((entity.name, name, style))
            if (other := lower.setdefault(name.casefold(), name)) != name:
                yield _collision(Subject.attribute(entity.name, name), name, other)
    seen: dict[str, str] = {}
    for entity in model.entities:
        text = str(entity.name)
        if (other := seen.setdefault(text.casefold(), text)) != text:
            yield _collision(Subject.entity(entity.name), text, other)
    counts = Counter(style for *_, style in styles)
    if len(counts) > 1:
        main, most = counts.most_common(1)[0]
        for owner, part, style in styles:
            if style != main and counts[style] <= most / 2:
                yield Finding(
                    "LINT-010-unlike-name",
                    "advice",
                    Subject.entity(owner) if part is None else Subject.attribute(owner, part),
                    f"Is written in {style}; most names are in {main}. Rename it if you may.",
                    Evidence(figures=(Figure(main, most, "names"), Figure(style, counts[style], "names"))),
                )


@lru_cache(maxsize=65536)
def _style(name: str) -> str | None:
    return next((style for style, pattern in _STYLES if pattern.match(name)), None)


def _collision(subject: Subject, name: str, other: str) -> Finding:
    return Finding(
        "LINT-009-case-collision",
        "warning",
        subject,
        f"{name} and {other} differ by case only, which SQLite, DuckDB and MariaDB do not tell apart. Rename one.",
        Evidence("measured", reason="read from the model"),
    )
