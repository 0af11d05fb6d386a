"""Metadata patch: rewrite, inside ``Metadata``, only what a change concerns.

What metadata say of a column, of a group, and of the note and colour of a table goes before what the thing says
itself. Where that changes, the line of the metadata goes, and the thing says it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from workbench.formats.dbml import extras, syntax, writer
from workbench.formats.dbml.columns import extra_settings
from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.metadata import COLOUR, HEADER, NOTE
from workbench.formats.dbml.pairs_patch import field_splices
from workbench.formats.dbml.placing import without
from workbench.formats.dbml.scope import qualified
from workbench.formats.dbml.splices import Splice, rel, spliced, without_line
from workbench.formats.dbml.strings import quote_name, quote_qualified
from workbench.formats.dbml.transition import Transition
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Entity, SubjectArea

Line = syntax.Setting | syntax.NoteLine
Values = Mapping[str, str | None]


def patch_table(
    chunk: Chunk, element: syntax.Pairs, transition: Transition, *, first: bool, elsewhere: Collection[str]
) -> Chunk | None:
    """Rewrite ``Metadata Table`` so that it says what the parts of the entity are to say; None when nothing is left.

    Parameters
    ----------
    chunk, element, transition
        The block, and what changes.
    first
        Whether it is the first block of its table; what is new goes there.
    elsewhere
        Fields of all blocks of its table.
    """
    name = transition.scope.table(element.name)
    before = transition.before.entities_by_name.get(name)
    after = transition.after.entities_by_name.get(transition.names.entity(name))
    if before is None:
        return chunk
    if after is None:
        return without(chunk)
    respelled = name != after.name or element.name in transition.lost_aliases
    if before is after and not respelled and transition.same_references(name, after.name):
        return chunk
    moved = _overtaken(element, {NOTE: before.note, HEADER: before.color}, {NOTE: after.note, HEADER: after.color})
    here = {item.name for item in element.items} - {item.name for item in moved if isinstance(item, syntax.Setting)}
    old, new = (_said(*pair, here) for pair in ((before, transition.before), (after, transition.after)))
    new = {key: value for key, value in new.items() if key in here or (first and key not in elsewhere)}
    if not new and here <= set(old) and all(note in moved for note in element.notes):
        return without(chunk)
    splices = [Splice(*rel(chunk, element.name_span), quote_qualified(after.name))] if respelled else []
    splices += field_splices(chunk, element, old, new) + [without_line(chunk, item.span) for item in moved]
    return Chunk.of(spliced(chunk.text, splices)) if splices else chunk


def settings_elsewhere(
    elements: Iterable[syntax.Element | None], name_of: Callable[[syntax.Name], QualifiedName]
) -> dict[QualifiedName, frozenset[str]]:
    """Settings of each table that a ``Metadata`` block says."""
    found: dict[QualifiedName, frozenset[str]] = {}
    for element in elements:
        if isinstance(element, syntax.Pairs) and element.target == "table":
            name = name_of(element.name)
            said = {item.name for item in element.items if item.name.lower() != HEADER}
            found[name] = found.get(name, frozenset()) | said
    return found


def _said(entity: Entity, model: Model, here: set[str]) -> dict[str, str]:
    """What the metadata of an entity say: of its parts, and the properties that this text has among them."""
    items = writer.metadata_items(entity, model)
    plain, _ = extras.free_settings(entity.properties)
    return items | {key: value for key, value in plain.items() if key in here}


def patch_column(chunk: Chunk, element: syntax.Pairs, transition: Transition) -> Chunk | None:
    """Rewrite ``Metadata Column`` so that nothing in it is said otherwise now; None when nothing is left."""
    if len(element.name) == 1:
        return chunk
    table, column = transition.scope.table(element.name[:-1]), element.name[-1]
    name = transition.names.entity(table)
    renamed = transition.names.attributes(table).get(column, column)
    before = _attribute(transition.before, table, column)
    after = _attribute(transition.after, name, renamed)
    if before is None:
        return chunk
    if after is None:
        return without(chunk)
    lines = _overtaken(element, _of_column(before), _of_column(after))
    said = element.name[:-1]
    if name == table and renamed == column and said not in transition.lost_aliases:
        return _kept(chunk, element, lines, None)
    return _kept(chunk, element, lines, f"{transition.spelled(said, name)}.{quote_name(renamed)}")


def patch_group(chunk: Chunk, element: syntax.Pairs, transition: Transition) -> Chunk | None:
    """Rewrite ``Metadata TableGroup`` so that nothing in it is said otherwise now; None when nothing is left."""
    name = qualified(element.name)
    new = transition.names.area(name)
    before = next((area for area in transition.before.areas if area.name == name), None)
    after = next((area for area in transition.after.areas if area.name == new), None)
    if before is None:
        return chunk
    if after is None:
        return without(chunk)
    lines = _overtaken(element, _of_group(before), _of_group(after))
    return _kept(chunk, element, lines, quote_name(new.name) if new != name else None)


def _attribute(model: Model, entity: QualifiedName, name: str) -> Attribute | None:
    found = model.entities_by_name.get(entity)
    return None if found is None else found.attribute(name)


def _of_column(attribute: Attribute) -> dict[str, str | None]:
    return {NOTE: attribute.note, **extra_settings(attribute)}


def _of_group(area: SubjectArea) -> dict[str, str | None]:
    plain, odd = extras.free_settings(area.properties)
    return {NOTE: area.note, COLOUR: area.color, "wb_properties": odd, **plain}


def _overtaken(element: syntax.Pairs, before: Values, after: Values) -> list[Line]:
    """Lines that say what is otherwise now; a key that is no setting of its own stands among the properties."""

    def differs(key: str) -> bool:
        key = key.lower() if key.lower() in (NOTE, HEADER, COLOUR) else key
        known = key in before or key in after
        key = key if known else "wb_properties"
        return before.get(key) != after.get(key)

    notes = element.notes if differs(NOTE) else []
    return [*notes, *(item for item in element.items if differs(item.name))]


def _kept(chunk: Chunk, element: syntax.Pairs, lines: list[Line], name: str | None) -> Chunk | None:
    """Chunk without lines and under another name; None when nothing is left."""
    if lines and len(lines) == len(element.items) + len(element.notes):
        return without(chunk)
    splices = [Splice(*rel(chunk, element.name_span), name)] if name is not None else []
    splices += [without_line(chunk, line.span) for line in lines]
    return Chunk.of(spliced(chunk.text, splices)) if splices else chunk
