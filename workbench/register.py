"""Register: numbers of findings, which keep theirs while others are accepted, rejected or found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from workbench.errors import UnknownNameError, UsageError
from workbench.findings import Finding
from workbench.model.subjects import Subject

_WAYS = "Give its number, accept(3), or accept(above=0.8) or accept(code='ENUM')."


class Register:
    """Gives each finding a number when it is first seen, and never gives that number to another one.

    Examples
    --------
    >>> first, second = (Finding(code, "advice", Subject.model(), "Do it.") for code in ("A-001-a", "B-001-b"))
    >>> register = Register()
    >>> list(register.number([first, second])), list(register.number([second]))
    ([0, 1], [1])
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[tuple[str, Subject], int], int] = {}

    def number(self, findings: Iterable[Finding], first: Mapping[int, Finding] | None = None) -> dict[int, Finding]:
        """Findings by number, in the order in which they were given.

        Parameters
        ----------
        first
            What a finding was when it was first seen, by its `id`, where it has followed a rename since.
        """
        seen: Counter[tuple[str, Subject]] = Counter()
        found = {}
        for finding in findings:
            # One code may say two things of one subject.
            identity = (first or {}).get(id(finding), finding).identity
            key = identity, seen[identity]
            seen[identity] += 1
            found[self._numbers.setdefault(key, len(self._numbers))] = finding
        return found


def acceptable(findings: Mapping[int, Finding], number: object) -> Finding:
    """Finding of a number, when there is something to accept in it.

    Raises
    ------
    UsageError
        When there is not, or no finding has the number; says which there are.
    """
    finding = numbered(findings, number)
    if not finding.acceptable:
        able = {n: f for n, f in findings.items() if f.acceptable}
        raise UsageError(
            f"Finding {number} ({finding.code} on {finding.subject.title}) proposes no change: it tells what is so.",
            hint=f"Those that can be accepted: {_numbers(able)}." if able else "None that waits can be accepted.",
        )
    return finding


def numbered(findings: Mapping[int, Finding], number: object) -> Finding:
    """Finding of a number.

    Raises
    ------
    UsageError
        When it is no number, or none of these has it; says which there are.
    """
    if isinstance(number, bool) or not isinstance(number, int):
        raise UsageError(f"{number!r} is no finding.", hint=_WAYS)
    if number not in findings:
        raise UsageError(f"There is no finding {number}.", hint=_known(findings))
    return findings[number]


def chosen(
    findings: Mapping[int, Finding],
    *,
    above: Any = None,
    code: Any = None,
    able: Callable[[Finding], bool] = lambda _: True,
) -> list[Finding]:
    """Findings of a code, and at least of a confidence.

    Parameters
    ----------
    findings
        Those that wait.
    above
        Least confidence (0..1); what has none is left out then.
    code
        How the code begins.
    able
        Which of them can be chosen at all.

    Raises
    ------
    UsageError
        When neither is said, the confidence is none, or none of those with the code can be chosen.
    UnknownNameError
        When no finding has such a code; suggests the nearest.
    """
    if above is None and code is None:
        raise UsageError("Say which finding.", hint="accept(3), accept(above=0.8) or accept(code='ENUM').")
    if above is not None:
        confidence_of(above)
    if code is not None and not any(f.code.startswith(str(code)) for f in findings.values()):
        raise UnknownNameError("finding with the code", str(code), {f.code for f in findings.values()})
    found = [
        f
        for f in findings.values()
        if able(f)
        and (above is None or (f.confidence is not None and f.confidence >= above))
        and (code is None or f.code.startswith(str(code)))
    ]
    if not found and above is None:
        mine = {number: f for number, f in findings.items() if f.code.startswith(str(code))}
        dropping = any(f.drops for f in mine.values())
        raise UsageError(
            f"None of the findings with a code that begins with {code!r} can be accepted so.",
            hint=f"Their numbers are {_numbers(mine)}; "
            + ("what drops something is accepted by its number." if dropping else "they propose no change."),
        )
    return found


def confidence_of(value: object) -> float:
    """Number from 0 to 1; raises :class:`UsageError` for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise UsageError(f"{value!r} is no confidence.", hint="Give a number from 0 to 1, such as 0.8.")
    return float(value)


def _known(findings: Mapping[int, Finding]) -> str:
    if not findings:
        return "None waits."
    if sorted(findings) == list(range(len(findings))):
        return f"They are numbered 0 to {len(findings) - 1}."
    return f"Their numbers are {_numbers(findings)}."


def _numbers(findings: Iterable[int], *, most: int = 20) -> str:
    """Numbers as people list them, neighbours together: ``0, 9 to 38, 41``."""
    runs: list[list[int]] = []
    for number in sorted(findings):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    left = sum(map(len, runs[most:]))
    return ", ".join(shown[:most]) + (f" and {left} more" if left else "")
