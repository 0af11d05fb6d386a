"""Computed: which attributes say what follows from others of the same row, and the rows in which they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.advise._bound import measurable
from workbench.advise._checks import checked, mentions
from workbench.advise._listing import listed
from workbench.advise.generated._formulas import Formula, formulas
from workbench.facts import Facts, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add, Change, Edit
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Check, Entity, Generated
from workbench.model.subjects import Subject
from workbench.naming import sql_name
from workbench.questions import Holds, HoldsFact

# Rows that a formula does not hold for are faults up to this share.
FAULTY_SHARE = 0.005
_LEAST_ROWS = 50
# In so many rows, and such a share of them, every operand makes a difference: where all quantities are 1, total = price
# says it all.
_LEAST_MATTERS = 10
_LEAST_MATTERS_SHARE = 0.02
_MOST_FORMULAS = 240
# So many rows are looked at first, and so many of them may break a formula that is asked of all.
_GLANCE = 500
_GLANCE_SHARE = 0.05


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose computed attributes, or checks where they are rounded; report the rows that say something else."""
    for entity in model.entities:
        table = facts.tables.get(entity.source)
        if table is None or table.rows < _LEAST_ROWS:
            continue
        yield from _held(facts, entity)
        tried = list(formulas(_free(facts, model, entity)))[:_MOST_FORMULAS]
        # Most formulas are refuted by a few rows; the rest are asked of all.
        glance = _question(entity, tried, lambda f: (f.check,), _GLANCE)
        if tried and glance not in facts:
            yield glance
            continue
        seen = facts.get(glance)
        if not isinstance(seen, HoldsFact):
            continue
        broken = dict(zip(seen.question.conditions, seen.broken, strict=True))
        likely = [f for f in tried if broken[f.check] <= seen.rows * _GLANCE_SHARE]
        if not likely:
            continue
        question = _question(entity, likely, _conditions)
        fact = facts.get(question)
        if not isinstance(fact, HoldsFact):
            yield question
        else:
            yield from _findings(entity, likely, fact)


def _question(
    entity: Entity, tried: list[Formula], conditions: Callable[[Formula], tuple[str, ...]], first: int | None = None
) -> Holds:
    return Holds(
        str(entity.name),
        tuple(dict.fromkeys(name for f in tried for name in (f.target, *f.operands))),
        tuple(dict.fromkeys(condition for f in tried for condition in conditions(f))),
        first,
    )


def _free(facts: Facts, model: Model, entity: Entity) -> list[Attribute]:
    """Attributes that may be computed, or be computed from: what identifies rows and what refers is neither."""
    fixed = {name for r in model.references_from(entity.name) for name in r.child_attributes}
    fixed |= {name for key in entity.all_keys for name in key.attributes}
    return [a for a in entity.attributes if a.name not in fixed and measurable(facts, entity, (a.name,))]


def _conditions(formula: Formula) -> tuple[str, ...]:
    return formula.exact, formula.check, formula.matters, _together(formula)


def _together(formula: Formula) -> str:
    """Condition: the value is missing exactly where one that it is computed from is."""
    return f"({sql_name(formula.target)} IS NULL) = (({formula.expression}) IS NULL)"


def _findings(entity: Entity, tried: list[Formula], fact: HoldsFact) -> Iterator[Finding]:
    met = dict(zip(fact.question.conditions, fact.met, strict=True))
    broken = dict(zip(fact.question.conditions, fact.broken, strict=True))
    chosen: dict[str, Formula] = {}
    computed = {a.name for a in entity.attributes if a.generated is not None}
    used = {a.name for a in entity.attributes if any(mentions(e, a.name) for e in _expressions(entity))}

    def worth(formula: Formula) -> tuple[bool, bool, bool]:
        """What holds everywhere says more than what has faults, and what is not rounded more than what is."""
        return broken[formula.check] > 0, broken[formula.exact] > broken[formula.check], formula.rounded

    for formula in sorted(tried, key=worth):
        rows = met[formula.check] + broken[formula.check]
        enough = max(_LEAST_MATTERS, rows * _LEAST_MATTERS_SHARE)
        if rows < _LEAST_ROWS or broken[formula.check] > rows * FAULTY_SHARE or met[formula.matters] < enough:
            continue
        # total = net + tax says already that net = total - tax.
        turned = any(formula.target in f.operands and f.target in formula.operands for f in chosen.values())
        if formula.target not in chosen and not turned:
            chosen[formula.target] = formula
    used |= {name for formula in chosen.values() for name in formula.operands}
    for formula in chosen.values():
        if formula.target in computed or checked(entity, formula.target):
            continue
        rows, faults = met[formula.check] + broken[formula.check], broken[formula.check]
        edit: Edit = Add(Check(expression=formula.check), entity.name)
        # Engines refuse what is computed from something computed.
        apart = formula.target not in used and not set(formula.operands) & computed
        if formula.computed is not None and apart and not broken[formula.exact] and not broken[_together(formula)]:
            edit = Change.of(Subject.attribute(entity.name, formula.target), generated=Generated(formula.computed))
        yield _proposal(entity, formula, (rows, faults), edit, near=broken[formula.exact] > faults)
        if faults:
            yield _faults(entity, formula, faults, fact)


def _expressions(entity: Entity) -> list[str]:
    return [a.generated.expression for a in entity.attributes if a.generated is not None]


def _proposal(entity: Entity, formula: Formula, counts: tuple[int, int], edit: Edit, *, near: bool) -> Finding:
    rows, broken = counts
    exactly = " up to the rounding of its last digit" if near else ", rounded," if formula.rounded else ""
    where = f"in {rows:,} rows" if not broken else f"in all but {broken:,} of {rows:,} rows"
    if isinstance(edit, Change):
        step = "Let the engine compute it; as an ordinary column it can come to disagree."
    else:
        step = f"Make {formula.check} a check, or leave the column out and compute it."
    return Finding(
        "GEN-001-computed",
        "advice",
        Subject.attribute(entity.name, formula.target),
        f"Is {formula.expression}{exactly} {where}. {step}",
        Evidence(
            figures=(Figure("rows", rows, "rows"), Figure("violations", broken, "rows")),
            reason=f"it follows from {listed(formula.operands)}",
        ),
        (edit,),
        0.7 if near or broken else 0.8,
    )


def _faults(entity: Entity, formula: Formula, count: int, fact: HoldsFact) -> Finding:
    return Finding(
        "DATA-011-computed",
        "warning",
        Subject.attribute(entity.name, formula.target),
        f"{count:,} row{'s say' if count > 1 else ' says'} something else than {formula.expression}. "
        f"Mend {'them' if count > 1 else 'it'} at the source.",
        Evidence(
            figures=(Figure("violations", count, "rows"),),
            sql=fact.sql(formula.check),
            personal=any(a.personal is not None for a in entity.attributes if a.name in fact.question.attributes),
        ),
    )


def _held(facts: Facts, entity: Entity) -> Iterator[Finding | Question]:
    """Values in the data of what the model has computed already."""
    for attribute in entity.attributes:
        if attribute.generated is None or not measurable(facts, entity, (attribute.name,)):
            continue
        expression = attribute.generated.expression
        condition = f"{sql_name(attribute.name)} IS NOT DISTINCT FROM ({expression})"
        names = tuple(a.name for a in entity.attributes if measurable(facts, entity, (a.name,)))
        question = Holds(str(entity.name), names, (condition,))
        fact = facts.get(question)
        if not isinstance(fact, HoldsFact):
            yield question
        elif 0 < fact.broken[0] < fact.rows:  # all of them: the expression is one that only another engine knows
            known = Formula(attribute.name, (), expression, condition, condition, "true", expression)
            yield _faults(entity, known, fact.broken[0], fact)
