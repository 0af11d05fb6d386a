"""Picture: a histogram as large as a word, as SVG of one path."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

WIDTH: Final = 120
HEIGHT: Final = 28


def histogram(bins: Sequence[int]) -> str:
    """Draw bars side by side; the highest is as high as the picture, and a bar of any rows is to be seen.

    Examples
    --------
    >>> histogram([2, 0, 1])[-68:]
    'aria-hidden="true"><path d="M0 28v-28h39v28M80 28v-14h39v14"/></svg>'
    """
    if not bins or not any(bins):
        return ""
    width = WIDTH / len(bins)
    most = max(bins)
    parts = []
    for i, rows in enumerate(bins):
        if rows:
            high = max(1, round(HEIGHT * rows / most))
            left, right = round(i * width), round((i + 1) * width)
            # A pixel between the bars, where there is room for it.
            parts.append(f"M{left} {HEIGHT}v-{high}h{max(1, right - left - 1)}v{high}")
    path = "".join(parts)
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none"'
    return f'<svg class="h" {box} aria-hidden="true"><path d="{path}"/></svg>'
