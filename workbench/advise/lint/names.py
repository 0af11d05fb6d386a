"""Names: written in several styles, or told apart by case alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from workbench.facts import Facts, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.model import Model
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
    styles: dict[Subject, str] = {}
    for entity in model.entities:
        _note(styles, Subject.entity(entity.name), entity.name.name)
        lower: dict[str, str] = {}
        for attribute in entity.attributes:
            subject = Subject.attribute(entity.name, attribute.name)
            _note(styles, subject, attribute.name)
            if (other := lower.setdefault(attribute.name.casefold(), attribute.name)) != attribute.name:
                yield _collision(subject, attribute.name, other)
    seen: dict[str, str] = {}
    for entity in model.entities:
        text = str(entity.name)
        if (other := seen.setdefault(text.casefold(), text)) != text:
            yield _collision(Subject.entity(entity.name), text, other)
    counts = Counter(styles.values())
    if len(counts) > 1:
        main, most = counts.most_common(1)[0]
        for subject, style in styles.items():
            if style != main and counts[style] <= most / 2:
                yield Finding(
                    "LINT-010-unlike-name",
                    "advice",
                    subject,
                    f"Is written in {style}; most names are in {main}. Rename it if you may.",
                    Evidence(figures=(Figure(main, most, "names"), Figure(style, counts[style], "names"))),
                )


def _note(styles: dict[Subject, str], subject: Subject, name: str) -> None:
    style = next((style for style, pattern in _STYLES if pattern.match(name)), None)
    if style is not None:
        styles[subject] = style


def _collision(subject: Subject, name: str, other: str) -> Finding:
    return Finding(
        "LINT-009-case-collision",
        "warning",
        subject,
        f"{name} and {other} differ by case only, which SQLite, DuckDB and MariaDB do not tell apart. Rename one.",
        Evidence("measured", reason="read from the model"),
    )
