"""Personal: which attributes hold data about people, to be masked wherever values are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.facts import ColumnFacts, Facts, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Change
from workbench.model.model import Model
from workbench.model.nodes import Attribute
from workbench.model.subjects import Subject
from workbench.model.types import family
from workbench.naming import singular, words

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_PHONE = re.compile(r"\+?[\d\s().\-/]{6,20}(?:\s?x\d+)?")
_IBAN = re.compile(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?")
# Classes by value: the whole value must look so in nearly all rows of the sample.
_SHAPES = (("email", _EMAIL), ("iban", _IBAN))
# Classes by name: any of these words, joined, in the column's name.
_NAMES: tuple[tuple[str, frozenset[str]], ...] = (
    ("birth date", frozenset({"birthdate", "birthday", "dob", "dateofbirth", "borndate", "bornon"})),
    ("email", frozenset({"email", "mail", "emailaddress"})),
    ("phone", frozenset({"phone", "telephone", "mobile", "fax", "cell", "phonenumber", "homephone"})),
    ("name", frozenset({"firstname", "lastname", "surname", "givenname", "familyname", "fullname", "middlename",
                        "contactname", "customername", "maidenname"})),
    ("ip address", frozenset({"ip", "ipaddress"})),
    ("address", frozenset({"street", "address", "streetaddress", "postalcode", "zipcode", "zip", "postcode"})),
    ("tax id", frozenset({"ssn", "taxid", "vatid", "nationalid", "passport", "passportnumber"})),
    ("iban", frozenset({"iban", "bankaccount"})),
    ("salary", frozenset({"salary", "wage"})),
)  # fmt: skip
# What a name says of other things than people.
_THINGS = frozenset({"id", "code", "count", "type", "status", "mac", "url"})


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose a class of personal data for each attribute whose name or values are of one."""
    for entity in model.entities:
        for attribute in entity.attributes:
            column = facts.column(entity.source, attribute.column)
            if column is None or attribute.personal is not None:
                continue
            found = _class_of(attribute, column)
            if found is None:
                continue
            kind, why, confidence = found
            subject = Subject.attribute(entity.name, attribute.name)
            yield Finding(
                "PII-001-personal",
                "advice",
                subject,
                f"Holds personal data ({kind}): {why}. Its values are to be masked.",
                Evidence(figures=(Figure("rows", column.rows, "rows"),), reason=why, personal=True),
                (Change.of(subject, personal=kind),),
                confidence,
            )


def _class_of(attribute: Attribute, column: ColumnFacts) -> tuple[str, str, float] | None:
    values = [value for value, _ in column.values[:200] if len(value) > 2]
    if family(attribute.type) == "text":
        for kind, shape in _SHAPES:
            if values and sum(bool(shape.fullmatch(value)) for value in values) >= 0.8 * len(values):
                return kind, f"its values look like {kind}s", 0.97
    parts = [singular(word) for word in words(attribute.column)]
    joined = {"".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)}
    if parts and parts[-1] in _THINGS and "tax" not in parts and "vat" not in parts and "postal" not in parts:
        return None
    for kind, names in _NAMES:
        if joined & names and _plausible(kind, attribute, values):
            return kind, f"it is named {attribute.column}", 0.93
    return None


def _plausible(kind: str, attribute: Attribute, values: list[str]) -> bool:
    """Whether values under such a name can be of its class."""
    if kind == "birth date":
        return family(attribute.type) in ("date", "timestamp", "text")
    if kind == "salary":
        return family(attribute.type) in ("decimal", "integer", "float") or all(v[:1].isdigit() for v in values)
    if kind == "phone" and values:
        return sum(bool(_PHONE.fullmatch(value)) for value in values) >= 0.5 * len(values)
    return family(attribute.type) == "text" or kind in ("address", "tax id")
