"""Calibration: whether of the references proposed at some confidence that share is true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SIDE, _EDGE = 320, 40  # pixels


@dataclass(frozen=True)
class Bin:
    """References proposed at confidences from `low` on, up to the next bin.

    Parameters
    ----------
    low
        Least confidence (0..1).
    many
        How many there are.
    said, true
        Mean confidence, and share that is true (0..1).
    """

    low: float
    many: int
    said: float
    true: float


def bins(marks: Iterable[tuple[float, bool]], parts: int = 10) -> list[Bin]:
    """Put confidences with their truth into bins of the same width; those without any are left out."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(parts)]
    for confidence, true in marks:
        held[min(parts - 1, int(confidence * parts))].append((confidence, true))
    return [
        Bin(place / parts, len(found), sum(p for p, _ in found) / len(found), sum(t for _, t in found) / len(found))
        for place, found in enumerate(held)
        if found
    ]


def svg(series: Sequence[tuple[str, str, Sequence[Bin]]]) -> str:
    """Draw the share that is true over the confidence, beside the diagonal on which both are the same.

    Parameters
    ----------
    series
        Title, colour and bins of each; the size of a dot grows with the number of references.
    """
    size = _SIDE + 2 * _EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="11">',
        f'<rect width="{size}" height="{size}" fill="white"/>',
        f'<path d="M{_at(0, 0)} L{_at(1, 1)}" stroke="#999" stroke-dasharray="4 3"/>',
        f'<path d="M{_at(0, 1)} L{_at(0, 0)} L{_at(1, 0)}" stroke="black" fill="none"/>',
        f'<text x="{size / 2}" y="{size - 8}" text-anchor="middle">confidence</text>',
        f'<text x="12" y="{size / 2}" text-anchor="middle" transform="rotate(-90 12 {size / 2})">share true</text>',
    ]
    for tick in (0.0, 0.5, 1.0):
        x, y = _EDGE + tick * _SIDE, _EDGE + (1 - tick) * _SIDE
        parts += [
            f'<text x="{x}" y="{_EDGE + _SIDE + 14}" text-anchor="middle">{tick:g}</text>',
            f'<text x="{_EDGE - 4}" y="{y + 4}" text-anchor="end">{tick:g}</text>',
        ]
    for place, (title, colour, found) in enumerate(series):
        line = " L".join(_at(each.said, each.true) for each in found)
        parts.append(f'<path d="M{line}" stroke="{colour}" fill="none"/>' if found else "")
        for each in found:
            x, y = _at(each.said, each.true).split(",")
            parts.append(
                f'<circle cx="{x}" cy="{y}" r="{2 + min(6.0, each.many**0.5 / 6):.1f}" fill="{colour}">'
                f"<title>{each.many} references, {each.true:.2f} true at {each.said:.2f}</title></circle>"
            )
        parts.append(f'<text x="{_EDGE + 8}" y="{_EDGE + 12 + 14 * place}" fill="{colour}">{title}</text>')
    return "\n".join([*filter(None, parts), "</svg>", ""])


def _at(x: float, y: float) -> str:
    return f"{_EDGE + x * _SIDE:.1f},{_EDGE + (1 - y) * _SIDE:.1f}"
