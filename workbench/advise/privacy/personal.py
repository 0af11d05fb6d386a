"""Personal: which attributes hold data about people, to be masked wherever values are shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.advise import _nouns
from workbench.advise._forms import EMAIL, IBAN, IP
from workbench.advise._words import ORGANISATION_TABLES, PERSON_ROLES, PERSON_TABLES
from workbench.facts import ColumnFacts, Facts, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Change
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.model.subjects import Subject
from workbench.model.types import family
from workbench.naming import singular, words

_PHONE = re.compile(r"\+?[\d\s().\-/]{6,20}(?:\s?x\d+)?")
# `Ann Lee`, `Lee, Ann`, `J. R. van Dyck`: words that begin with capitals, and small ones between.
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"
_PERSON = re.compile(rf"{_CAPITAL}(?:,? (?:(?:van|von|de|der|den|da|di|la|le|del) )*{_CAPITAL})+")
# An address or a number for telephones within a text: what people note about people. An address is tried once for each
# run of its characters, and given up at once: from each letter anew, a text of a hundred megabytes would take for ever.
_MENTION = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}|\+\d[\d ()/.-]{7,}\d")
# Classes by value: the whole value must look so in nearly all rows of the sample.
_SHAPES = (EMAIL, IBAN, IP)
# Classes by name: any of these words, joined, in the column's name; English, German, French, Spanish, Italian, Dutch.
_NAMES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (kind, frozenset(listed.split()))
    for kind, listed in {
        "birth date": "birth born geb geboren birthdate birthday dob dateofbirth borndate bornon geburtsdatum "
        "geburtstag gebdatum "
        "datenaissance datedenaissance fechanacimiento fechadenacimiento datanascita datadinascita geboortedatum",
        "email": "email mail emailaddress correo correoelectronico courriel mailadresse",
        "phone": "phone telephone mobile fax cell phonenumber homephone telefon telefonnummer handy mobilnummer "
        "tel telefono movil cellulare telefoon mobiel portable",
        "name": "firstname lastname surname givenname familyname fullname middlename contactname customername "
        "maidenname forename username login twitter vorname nachname familienname geburtsname prenom nomdefamille "
        "apellido primernombre cognome voornaam achternaam nickname",
        "ip address": "ip ipaddress ipadresse adresseip",
        "address": "street address streetaddress postalcode zipcode zip postcode strasse straße hausnummer plz "
        "postleitzahl anschrift adresse wohnort rue codepostal calle direccion codigopostal indirizzo straat adres",
        "tax id": "svnr sozialversicherung ssn taxid vatid nationalid passport passportnumber steuernummer steuerid "
        "ustid "
        "sozialversicherungsnummer codicefiscale dni nif personalnumber",
        "iban": "iban bankaccount kontonummer",
        "card number": "cardnumber creditcard creditcardnumber pan card kartennummer kreditkarte",
        "number plate": "licenseplate licenceplate numberplate kennzeichen",
        "health": "diagnosis diagnose allergy bloodtype bloodgroup disability",
        "belief": "religion denomination ethnicity konfession",
        "picture": "photo photograph photopath photourl avatar avatarurl portrait selfie passbild",
        "salary": "salary wage gehalt lohn salaire salario stipendio salaris",
    }.items()
)
# Classes of personal data, as people choose from them.
CLASSES = tuple(kind for kind, _ in _NAMES)
# Tables of people: a plain `name` is theirs. A shop's customers may be firms; masking too much does no harm.
_PEOPLE = PERSON_TABLES | frozenset(
    "applicant attendee beneficiary buyer candidate child crew donor friend learner lead manager participant prospect "
    "parent recipient resident respondent seller sibling speaker supervisor tenant trainer traveller visitor volunteer "
    "voter witness benutzer kunde kunden kundin mitarbeiter mitarbeiterin mitglied mitglieder nutzer patienten kontakt "
    "personen schueler teilnehmer adherent employe salarie utilisateur cliente empleado persona usuario "
    "dipendente persone utente gebruiker klant klanten medewerker".split()
)
# Words behind the name of a table that say nothing of what its rows are.
_LISTS = frozenset(
    "list liste overview übersicht uebersicht export data daten table master all alle new neu old alt backup copy "
    "kopie info details stamm stammdaten sheet tabelle blatt result results record records row rows test sample "
    "input output import file extract dump".split()
)
# Classes that only people have; an address or a telephone may be a firm's.
_OF_PEOPLE = frozenset({"birth date", "salary", "health", "belief", "name"})
# Columns of whoever does something.
_DOERS = PERSON_ROLES | _PEOPLE | {"who", "emp", "wer"}
_PLAIN_NAMES = frozenset(
    {("name",), ("nom",), ("nombre",), ("nome",), ("naam",), ("display", "name"), ("full", "name")}
)
# What people write about people, from this mean length on.
_REMARKS = frozenset(
    "note remark comment bio biography cv resume about profile history bemerkung notiz kommentar lebenslauf".split()
)
_REMARK_LENGTH = 20
# Given names that are frequent in Europe and America: where many values begin with one, they are names of people,
# whatever the column is called. No list is complete; a few of them are enough.
_GIVEN = frozenset(
    (
        "adam alan albert alex alexander alexandra alice amanda amy ana andrea andreas andrew angela anja ann anna "
        "anne anthony antonio barbara ben benjamin bernard bernd birgit bjoern björn brandon brian bruno camille carl "
        "carla carlos carmen carol caroline catherine charles charlotte chloe chris christian christina christine "
        "christoph claire clara claudia claus daniel daniela david deborah dennis diana diego dieter dirk dominik "
        "donald dorothy edward elena elisabeth elizabeth ella emily emma eric erik eva fatima felix fernando florian "
        "francesca francesco frank franz fred friedrich gabriel gabriele georg george gerhard giulia giuseppe grace "
        "greta guenter günter hans harald heike heinz helen helga henrik henry ines ingrid isabel jack jacob jakob "
        "james jan jane janet jason javier jean jennifer jens jessica joan joao johann johannes john jonas jonathan "
        "jorge jose joseph josé juan julia julian juliane jörg jürgen karen karin karl katharina katja katrin kevin "
        "klaus kurt käthe laura lea lena leon leonie linda lisa louis luca lucas lucia lucy luigi luis luisa lukas "
        "luke manfred manuel marco margaret maria marie mario marion mark markus marta martha martin martina mary "
        "mateo matthew matthias max maximilian melanie mia michael michaela michel miguel mohamed mohammed monika "
        "nancy natalie nicholas nicolas nicole nina noah nora oliver olivia oscar otto pablo patricia patrick paul "
        "paula pedro peter petra philip philipp pierre rachel rainer ralf raul rebecca renate richard rita robert "
        "roberto rosa ryan sabine samuel sandra sara sarah scott sebastian silke silvia simon simone sofia sonja "
        "sophie stefan stefanie stephan stephanie stephen steven susan susanne sven tanja theo theresa thomas tim "
        "timothy tobias tom tony torsten ulrich ursula ute uwe valentina vanessa vera victor victoria vincent walter "
        "werner william wolfgang yvonne"
    ).split()
)
_GIVEN_SHARE = 0.4
# Names of members of JSON that are of people.
_MEMBERS = re.compile(
    r'"(?:first|last|full|given|family)_?-?[nN]ame"|"(?:e-?mail|phone|mobile|birth_?-?[dD]ate|birthday|iban)"\s*:'
)
_CARD = re.compile(r"[3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}")
# What a name says of other things than people, but for the number of a tax payer and the code of a post office.
_THINGS = frozenset({"id", "code", "count", "type", "status", "mac", "url"})


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose a class of personal data for each attribute whose name or values are of one."""
    for entity in model.entities:
        about = _about(entity)
        for attribute in entity.attributes:
            column = facts.column(entity.source, attribute.column)
            if column is None or attribute.personal is not None:
                continue
            found = _class_of(about, attribute, column)
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


@dataclass(frozen=True)
class _About:
    """What the rows of a table are, as far as names tell."""

    last: str
    """Last word of its name that says something, in the singular."""
    people: bool
    vague: bool
    """Whether its name says nothing, or it has what only people have: a name in it may be somebody's."""


def _about(entity: Entity) -> _About:
    said = list(words(entity.name.name))
    while len(said) > 1 and (said[-1].isdigit() or said[-1] in _LISTS):
        said.pop()
    last = {said[-1], singular(said[-1])} if said else set()
    is_person = any(_nouns.kinds(word) == {"person"} for word in last) and not last & ORGANISATION_TABLES
    people = bool(last & _PEOPLE) or is_person
    nameless = bool(last & _LISTS) or not any(map(_nouns.known, last))
    owned = {kind for attribute in entity.attributes for kind in _by_name(attribute.column)}
    return _About(singular(said[-1]) if said else "", people, nameless or bool(owned & _OF_PEOPLE))


def _by_name(column: str) -> Iterator[str]:
    """Classes that a column's name stands for."""
    parts = [singular(word) for word in words(column)]
    if _of_things(parts):
        return
    joined = {"".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)}
    yield from (kind for kind, names in _NAMES if joined & names)


def _of_things(parts: list[str]) -> bool:
    """Whether the last word is of a thing: the postal address id of a purchase is no address."""
    return bool(parts) and parts[-1] in _THINGS and not set(parts[-2:-1]) & {"tax", "vat", "postal"}


def _class_of(about: _About, attribute: Attribute, column: ColumnFacts) -> tuple[str, str, float] | None:
    values = [value for value, _ in column.values[:200] if len(value) > 2]
    if family(attribute.type) == "text":
        for form in _SHAPES:
            if values and _all_like(form.fits, values):
                return form.name, f"its values look like {form.title}", 0.97
    parts = [singular(word) for word in words(attribute.column)]
    if _of_things(parts):
        return None
    for kind in _by_name(attribute.column):
        if _plausible(kind, attribute, values):
            return kind, f"it is named {attribute.column}", 0.93
    if family(attribute.type) == "text":
        if about.people and values and _is_own_name(about.last, tuple(parts)):
            return "name", f"it is the name of a {about.last}", 0.92
        if about.vague and values and tuple(parts) in _PLAIN_NAMES:
            if _given(values) >= _GIVEN_SHARE:
                return "name", "its values begin with given names", 0.92
            if _all_like(_PERSON.fullmatch, values):
                return "name", "its values look like names, and nothing says that they are of things", 0.9
        if parts and parts[-1] in _DOERS and values and _all_like(_PERSON.fullmatch, values):
            return "name", f"its values look like names, and {parts[-1]} is what a person does", 0.92
        if set(parts) & _REMARKS and about.people and _mean(values) >= _REMARK_LENGTH:
            return "free text", f"it is what is noted about a {about.last}", 0.91
        # The names of bands, films and products begin with given names too.
        named = tuple(parts[-1:]) in (("name",), ("title",))
        if values and not named and _all_like(_PERSON.fullmatch, values) and _given(values) >= _GIVEN_SHARE:
            return "name", "its values begin with given names", 0.92
        mentions = sum(bool(_MENTION.search(value)) for value in values)
        if mentions >= 3 or (mentions and mentions >= 0.01 * len(values)):
            return "free text", "its texts mention email addresses or phone numbers", 0.9
    if family(attribute.type) == "json" and sum(map(bool, map(_MEMBERS.search, values))) >= max(1, 0.1 * len(values)):
        return "free text", "its objects hold names, addresses or numbers of people", 0.91
    return None


def _given(values: list[str]) -> float:
    """Share of values with a given name as first word, or as the first one behind a comma."""
    firsts = (value.rpartition(",")[2].split()[:1] for value in values)
    return sum(bool(first) and first[0].casefold() in _GIVEN for first in firsts) / len(values)


def _mean(values: list[str]) -> float:
    return sum(map(len, values)) / len(values) if values else 0.0


def _all_like(fits: Callable[[str], object], values: list[str]) -> bool:
    """Whether four of five values fit; stops when too many do not."""
    left = len(values) // 5
    for value in values:
        if not fits(value):
            left -= 1
            if left < 0:
                return False
    return True


def _is_own_name(table: str, column: tuple[str, ...]) -> bool:
    """Whether a column is the name of what a table is of: `name` or `employee_name` in `employees`."""
    return column in _PLAIN_NAMES or (column[-1:] == ("name",) and set(column[:-1]) <= {table, "full", "legal"})


def _plausible(kind: str, attribute: Attribute, values: list[str]) -> bool:
    """Whether values under such a name can be of its class."""
    if kind == "birth date":
        return family(attribute.type) in ("date", "timestamp", "text")
    if kind == "salary":
        return family(attribute.type) in ("decimal", "integer", "float") or 2 * sum(
            v[:1].isdigit() for v in values
        ) >= len(values)
    if kind == "card number" and values:
        return sum(bool(_CARD.fullmatch(value)) for value in values) >= 0.5 * len(values)
    if kind == "phone" and values:
        return sum(bool(_PHONE.fullmatch(value)) for value in values) >= 0.5 * len(values)
    return family(attribute.type) == "text" or kind in ("address", "tax id")
