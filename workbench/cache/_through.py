"""Through: what the answer to a question was read through, as part of the name that it is kept under.

An answer holds for the rows of its tables, and for the way in which they were read: the table or SELECT of its entity,
and column, type and binding of its attributes. A model in which one of these was edited asks under another name, so
that it never gets what was measured before the edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.cache._codec import pack
from workbench.cache._fingerprint import digest
from workbench.errors import WorkbenchError
from workbench.facts import Fits, Included, Matches, Ordered, Question, Spread, Unique, Values
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.questions import Copies, Holds, Periods, Snapshot, Subtyped

Kept = tuple[str, tuple[str, ...]]


class Through:
    """Names for the answers that a model asks for.

    Parameters
    ----------
    model
        Whose bindings say how values are read.
    tables
        Name of what each table of the source holds.
    whole
        Name of what the source holds as a whole.
    """

    def __init__(self, model: Model, tables: Mapping[str, str], whole: str) -> None:
        self._model = model
        self._tables = tables
        self._whole = whole
        self._entities = {str(entity.name): entity for entity in model.entities}
        self._read: dict[tuple[str, str], str] = {}
        self._all: str | None = None

    def name(self, question: Question) -> Kept | None:
        """Name of an answer, and names of what it rests on; None where the question is about nothing known."""
        try:
            rests, read = self._parts(question)
        except (WorkbenchError, LookupError):  # whoever measures says what is wrong
            return None
        return digest(pack(question), *rests, *read), tuple(dict.fromkeys(rests))

    def _parts(self, question: Question) -> tuple[list[str], list[str]]:
        match question:
            case Fits(table=table) | Spread(table=table) | Matches(table=table):  # say themselves how they are read
                return [self._tables[table]], []
            case Unique(entity=name, attributes=attributes):
                return self._reading([(name, attributes)])
            case Values(entity=name, attribute=attribute):
                return self._reading([(name, (attribute,))])
            case Ordered(entity=name, lower=lower, upper=upper):
                return self._reading([(name, (lower, upper))])
            case Included():
                ends = (question.child, question.child_attributes), (question.parent, question.parent_attributes)
                return self._reading(ends)
            case Holds(entity=name, attributes=attributes):
                return self._reading([(name, attributes)])
            case Periods():
                return self._reading([(question.entity, (*question.key, question.start, question.end))])
            case Snapshot():
                return self._reading([(question.entity, (*question.key, question.date))])
            case Subtyped():
                parent = question.parent, (*question.key, *question.discriminators)
                return self._reading([parent, *question.children])
            case Copies(entity=name):
                entity = self._entities.get(name) or self._model.entity(name)
                return self._reading([(name, tuple(a.name for a in entity.attributes))])
            case _:  # conditions may ask for anything
                if self._all is None:
                    self._all = digest(*(_whole(entity) for entity in self._model.entities))
                return [self._whole], [self._all]

    def _reading(self, ends: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[list[str], list[str]]:
        rests, read = [], []
        for name, attributes in ends:
            entity = self._entities.get(name) or self._model.entity(name)
            found = [_attribute(entity, attribute) for attribute in attributes]
            # SQL of people's own may look into any table.
            own = entity.binding.select is not None or any(a.binding.expression is not None for a in found)
            rests.append(self._whole if own else self._tables[entity.source])
            read.append(pack((entity.source, entity.binding.select)))
            for attribute in found:
                key = name, attribute.name
                if key not in self._read:
                    self._read[key] = _read(attribute)
                read.append(self._read[key])
        return rests, read


def _attribute(entity: Entity, name: str) -> Attribute:
    attribute = entity.attribute(name)
    if attribute is None:
        raise LookupError(name)
    return attribute


def _read(attribute: Attribute) -> str:
    return pack((attribute.name, attribute.column, attribute.type, attribute.binding, attribute.generated is None))


def _whole(entity: Entity) -> str:
    return pack((str(entity.name), entity.binding, tuple(map(_read, entity.attributes)), entity.source))
