"""References: a line of the text, or a setting of a column, to a reference, and back."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from workbench.formats.dbml import extras, syntax
from workbench.formats.dbml.scope import Scope
from workbench.formats.dbml.strings import quote_colour, quote_name, quote_qualified
from workbench.model.nodes import ACTIONS, Action, Attribute, Cardinality, Entity, Reference
from workbench.naming import slug


def read_reference(
    scope: Scope,
    left: tuple[syntax.Name, tuple[str, ...]],
    right: syntax.Endpoint,
    settings: syntax.Settings = syntax.NO_SETTINGS,
    name: str | None = None,
) -> Reference:
    """Read one reference as its operator says it, whatever level the text is for.

    Parameters
    ----------
    scope
        Resolves the names of tables.
    left
        Table and columns before the operator.
    right
        The operator, and what stands behind it.
    settings, name
        What else the line says.
    """
    operator = right.operator
    symbol = operator.strip("?")
    left_end = Cardinality.of(0 if operator.startswith("?") else 1, many=symbol in (">", "<>"))
    right_end = Cardinality.of(0 if operator.endswith("?") else 1, many=symbol in ("<", "<>"))
    far = right.table or left[0]  # `ref: > id`: a column of the same table
    ends = [(scope.table(left[0]), left[1], left_end), (scope.table(far), right.columns, right_end)]
    if symbol == "<":
        ends.reverse()
    colour = settings.get("color")
    return Reference(
        child=ends[0][0],
        child_attributes=ends[0][1],
        child_cardinality=ends[0][2],
        parent=ends[1][0],
        parent_attributes=ends[1][1],
        parent_cardinality=ends[1][2],
        name=name,
        on_delete=_action(settings.get("delete")),
        on_update=_action(settings.get("update")),
        enforced=not settings.has("inactive"),
        color=colour.text if colour else None,
    )


def references_of(
    element: syntax.Element, scope: Scope
) -> Iterator[tuple[Reference, syntax.Element, syntax.Settings, syntax.Span]]:
    """References that an element says, as their operators say them, each with where it stands.

    Yields
    ------
    reference, element, settings, span
        The element is the partial where a table says the reference by injecting one.
    """
    if isinstance(element, syntax.Ref):
        name = ".".join(element.name) or None
        for line in element.lines:
            left = line.left, line.left_columns
            yield read_reference(scope, left, line.right, line.settings, name), element, line.settings, line.span
    elif isinstance(element, syntax.Table) and not element.partial and (element.references or element.injected):
        for column, part in scope.columns(element):
            for setting in column.settings.items:
                if setting.ref is not None:
                    found = read_reference(scope, (element.name, (column.name,)), setting.ref)
                    yield found, part, syntax.NO_SETTINGS, setting.span


def loosened(reference: Reference, attributes: list[Attribute | None]) -> Reference:
    """What a plain operator means in a text for DBML 8: nothing about minima but what the columns say."""
    required = all(attribute is not None and not attribute.nullable for attribute in attributes)
    child, parent = reference.child_cardinality, reference.parent_cardinality
    return replace(
        reference,
        child_cardinality=Cardinality.of(0, many=child.many),
        parent_cardinality=Cardinality.of(0 if parent.many else int(required), many=parent.many),
    )


def reference_slugs(references: Sequence[Reference]) -> list[str]:
    """Words for the references that one entity holds, whatever their order."""
    words = [slug(r.name or f"{' '.join(r.child_attributes)} {r.parent.name}")[:40] for r in references]
    shared = {word for word, count in Counter(words).items() if count > 1}
    return [f"{w}_{_mark(r)}" if w in shared else w for w, r in zip(words, references, strict=True)]


def _mark(reference: Reference) -> str:
    """Short sign of the ends of a reference, for those that would share a word."""
    return hashlib.blake2b(str(reference).encode("utf-8", "replace"), digest_size=4).hexdigest()


def described(reference: Reference, metadata: Mapping[str, str], word: str) -> Reference:
    """Reference with what the ``Metadata`` of its child says of it, under its word."""
    if not metadata:
        return reference
    prefix = f"wb_ref_{word}"
    # Another text that this one takes from may hold the reference that it shares its word with.
    marked = f"{prefix}_{_mark(reference)}"
    if any(key.startswith(f"{marked}_") for key in metadata):
        prefix = marked
    return replace(
        reference,
        deferrable=metadata.get(f"{prefix}_deferrable") == "true",
        note=metadata.get(f"{prefix}_note"),
        properties=extras.node_properties(metadata, prefix),
    )


def operator(reference: Reference, *, strict: bool = True) -> str:
    """Operator between child (left) and parent (right).

    Examples
    --------
    >>> from workbench.model import Cardinality, QualifiedName, Reference
    >>> ends = dict(child=QualifiedName("a"), parent=QualifiedName("b"))
    >>> operator(Reference(**ends, child_attributes=("x",), parent_attributes=("y",)))
    '?>'
    """
    child, parent = reference.child_cardinality, reference.parent_cardinality
    symbol = ("<>" if parent.many else ">") if child.many else ("<" if parent.many else "-")
    if not strict:
        return symbol
    return ("" if child.minimum else "?") + symbol + ("" if parent.minimum else "?")


def is_one_sided(reference: Reference) -> bool:
    """Whether the operator tells the child from the parent, so that both may change sides."""
    return reference.child_cardinality.many and not reference.parent_cardinality.many


def turned(symbol: str) -> str:
    """Turn an operator round, for the parent to stand on the left.

    Examples
    --------
    >>> turned("?>")
    '<?'
    """
    return symbol[::-1].translate(str.maketrans("<>", "><"))


def reference_text(reference: Reference, *, strict: bool = True) -> str:
    """One ``Ref`` in its short form."""
    name = f" {quote_name(reference.name)}" if reference.name is not None else ""
    return f"Ref{name}: {reference_body(reference, strict=strict)}"


def reference_body(
    reference: Reference, *, strict: bool = True, tables: tuple[str, str] | None = None, parent_first: bool = False
) -> str:
    """Both ends of a reference, the operator between them, and the settings.

    Parameters
    ----------
    reference
        What to write.
    strict
        Whether to say the minima.
    tables
        How the text calls child and parent; their names otherwise.
    parent_first
        Write the parent on the left.
    """
    settings = []
    if reference.on_delete is not None:
        settings.append(f"delete: {reference.on_delete}")
    if reference.on_update is not None:
        settings.append(f"update: {reference.on_update}")
    if reference.color is not None:
        settings.append(f"color: {quote_colour(reference.color)}")
    if not reference.enforced:
        settings.append("inactive")
    names = tables or (quote_qualified(reference.child), quote_qualified(reference.parent))
    child, parent = _end(names[0], reference.child_attributes), _end(names[1], reference.parent_attributes)
    symbol = operator(reference, strict=strict)
    text = f"{parent} {turned(symbol)} {child}" if parent_first else f"{child} {symbol} {parent}"
    return f"{text} [{', '.join(settings)}]" if settings else text


def is_loose(reference: Reference, entity: Entity | None) -> bool:
    """Whether a plain operator in a text for DBML 8 says exactly this reference."""
    attributes = [entity.attribute(name) if entity else None for name in reference.child_attributes]
    return loosened(reference, attributes) == reference


def _end(table: str, columns: tuple[str, ...]) -> str:
    names = [quote_name(column) for column in columns]
    return f"{table}." + (names[0] if len(names) == 1 else f"({', '.join(names)})")


def _action(value: syntax.Value | None) -> Action | None:
    text = value.text.lower() if value else None
    return next((action for action in ACTIONS if action == text), None)
