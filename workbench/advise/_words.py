"""Words: what the words of names say of tables and columns, where the names alone do not match.

Short lists of common words, gathered by hand: what identifies and what counts, the roles that people, organisations
and places play, the tables that hold them, and how words are cut short.
"""

from __future__ import annotations

from functools import lru_cache

from workbench.advise import _nouns
from workbench.naming import singular, words

# Words that end the name of what identifies something.
KEY_WORDS = frozenset(
    {"id", "key", "code", "no", "nr", "num", "number", "pk", "uuid", "guid", "sk", "ident", "identifier"}
)
# Words that count rows inside something else: good for a composite key, not alone.
LINE_WORDS = frozenset({"line", "seq", "sequence", "position", "pos", "item", "ordinal", "index", "linenumber", "step"})


@lru_cache(maxsize=65536)
def stems(name: str) -> tuple[str, ...]:
    """Words of a name in the singular, with a key word split off its end: ``orderkey`` gives ``order key``.

    Examples
    --------
    >>> stems("l_orderkey"), stems("CustomerIDs"), stems("Categories")
    (('l', 'order', 'key'), ('customer', 'id'), ('category',))
    """
    found: list[str] = []
    for word in words(name):
        single = singular(word)
        ending = next(
            (k for k in ("key", "id", "code", "number") if single.endswith(k) and len(single) > len(k) + 2), None
        )
        if ending in ("key", "number") or (ending == "id" and single[:-2] not in _NOT_SPLIT):
            found += [singular(single[: -len(ending)]), ending]
        else:
            found.append(single)
    return tuple(found)


# Words that end in "id" by nature.
_NOT_SPLIT = frozenset(
    {"pa", "va", "gr", "flu", "liqu", "sol", "hybr", "bas", "rap", "unpa", "prepa", "inval", "android"}
)


def table_words(table: str) -> tuple[str, ...]:
    """Words of a table's name in the singular."""
    return tuple(singular(word) for word in words(table))


# Words that join a role to what plays it: approved_by, reports_to.
JOINTS = frozenset("by to at in from of with for on via".split())

# What people call a row of the same table that stands above, before or beside: reports_to, parent_id, replaced_by.
SELF_WORDS = frozenset(
    "parent reports report manager supervisor boss lead leader superior predecessor previous prev next successor "
    "replaces replaced original root ancestor mentor superordinate upper higher mother father spouse sibling rival "
    "counterpart twin duplicate master prerequisite reply referrer cloned copied forked "
    "appeal translated overturned superseded companion guardian counter broader narrower superordinate subordinate "
    "superseding sequel prequel follow upline upstream downstream senior variant template base branched derived "
    "continuation continues continued preceding following amended amends corrected corrects cancels reversed reverses "
    "umbrella containing enclosing replace amend supersede continue cancel reverse".split()
)
# What people call somebody for what they do.
PERSON_ROLES = frozenset(
    "rep representative agent clerk manager supervisor assistant seller salesperson buyer author owner creator editor "
    "approver reviewer assignee reporter operator handler contact advisor consultant technician driver head leader "
    "coach teacher instructor user person employee staff by chief director dean judge lawyer doctor nurse pilot "
    "captain commander guest visitor member customer patient student tenant landlord payer payee sender recipient "
    "receiver requester submitter inspector cleaner cashier custodian curator lead boss mentor guardian actor writer "
    "scorer assist winner host hostess guide foreman steward keeper holder bidder lender borrower attending referring "
    "presiding signatory witness sponsor donor lessee lessor attendant partner beneficiary assessor auditor "
    "responsible accompanied assigned escalated delegated referee umpire trainer therapist broker notary founder "
    "inventor".split()
)
ORGANISATION_ROLES = frozenset(
    "owner seller buyer supplier vendor carrier shipper consignee broker payer lender borrower sponsor operator maker "
    "manufacturer provider insurer employer landlord tenant client customer partner issuer publisher distributor "
    "contractor agency bank winner home away from to rival bill ship sold lessee lessor holder notify".split()
)
PLACE_ROLES = frozenset(
    "origin destination source target venue location home base seat hub from to at departure arrival pickup dropoff "
    "birth birthplace place site shipping billing ship bill delivery mailing residence stored located port ground "
    "office headquarters nationality citizenship flag first last".split()
)
PERSON_TABLES = frozenset(
    "employee staff person user member personnel worker people contact account agent salesperson associate colleague "
    "instructor teacher professor student patient doctor nurse customer guest player individual subscriber party "
    "citizen author artist actor driver pilot passenger operator owner client human technician farmer clerk".split()
)
# Tables of people of whom some stand above others, whatever they are called for it.
STAFF_TABLES = frozenset("employee staff personnel worker person people user member agent associate officer".split())
PLACE_TABLES = frozenset(
    "city country airport port location address place site store warehouse branch stadium region state zone station "
    "building room office province territory district county village street area depot plant hub shop hotel museum "
    "facility campus hall nation silo yard dock terminal premise property".split()
)
ORGANISATION_TABLES = frozenset(
    "company firm agency vendor supplier customer client account organization organisation party partner carrier "
    "dealer bank school university institution department team club business corporation enterprise utility airline "
    "publisher studio label store manufacturer brand airline insurer".split()
)
# Columns that only somebody with a name and a birthday has.
PERSON_COLUMNS = frozenset("firstname lastname surname givenname familyname forename middlename maidenname".split())
PLACE_COLUMNS = frozenset("latitude longitude lat lon lng city street postcode zip postalcode zipcode".split())
# What counts, measures or orders something, however much its numbers look like keys.
MEASURE_WORDS = frozenset(
    singular(word)
    for word in "quantity qty amount count total sum price cost rate ratio percent percentage pct score points rating "
    "rank size "
    "length width height weight age year month day week hour minute second hours minutes seconds days weeks months "
    "years duration distance capacity limit level grade stars floor floors pages rooms beds seats number_of sort "
    "sortorder order_no sequence position priority version revision attempts failed population volume area balance "
    "salary budget discount tax fee stock min max avg goals runs wins losses longitude latitude temperature speed "
    "depth temp semester credits round minute flag active deleted enabled is has visible status founded built "
    "established legacy old quantity pieces kg km mw kwh ft teu children adults renewals nights units installments "
    "severity certainty dose dosage strength concentration tier phases cores additions deletions attendance headcount "
    "bytes".split()
)

# Short forms that no rule of cutting words explains.
ABBREVIATIONS: dict[str, str] = {
    "acct": "account", "acc": "account", "addr": "address", "amt": "amount", "appt": "appointment", "auth": "author",
    "bldg": "building", "bus": "business", "cat": "category", "cmpy": "company", "co": "company", "coll": "college",
    "ctry": "country", "curr": "currency", "cust": "customer", "dept": "department", "desc": "description",
    "dst": "destination", "dest": "destination", "div": "division", "doc": "document", "emp": "employee",
    "eng": "engineer", "env": "environment", "equip": "equipment", "fac": "facility", "grp": "group",
    "hosp": "hospital",
    "img": "image", "inv": "invoice", "lang": "language", "loc": "location", "mfg": "manufacturer",
    "mfr": "manufacturer", "mgr": "manager", "mkt": "market", "msg": "message", "org": "organization", "ord": "order",
    "pat": "patient", "pers": "person", "pmt": "payment", "pos": "position", "prod": "product", "prof": "professor",
    "proj": "project", "prov": "province", "pub": "publisher", "qtr": "quarter", "recv": "receiver", "reg": "region",
    "rep": "representative", "repo": "repository", "req": "request", "res": "reservation", "sched": "schedule",
    "sect": "section", "sess": "session", "src": "source", "stat": "status", "std": "standard", "stu": "student",
    "subj": "subject", "sub": "subscription", "supp": "supplier", "svc": "service", "sys": "system",
    "tech": "technician",
    "terr": "territory", "tkt": "ticket", "trans": "transaction", "txn": "transaction", "uni": "university",
    "usr": "user", "veh": "vehicle", "vend": "vendor", "wh": "warehouse", "whs": "warehouse", "wo": "workorder",
}  # fmt: skip
# Words for the same kind of thing.
SYNONYMS: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "person people individual human",
        "employee staff worker personnel salesperson associate rep representative",
        "user account login member",
        "customer client buyer consumer guest",
        "supplier vendor provider",
        "company firm organization organisation business corporation enterprise",
        "product item article good sku",
        "category kind type class group",
        "picture image photo photograph",
        "country nation nationality citizenship",
        "department division unit",
        "location place site venue",
        "store shop outlet branch",
        "movie film title",
        "car vehicle automobile",
        "doctor physician",
        "teacher instructor lecturer professor",
        "language tongue",
        "shipper carrier",
        "order purchase",
        "bill invoice receipt",
        "stadium ground arena",
        "city town hometown",
        "job position role",
        "season edition",
        "meeting appointment hearing",
    )
)


@lru_cache(maxsize=4096)
def same_meaning(word: str) -> frozenset[str]:
    """Words for the same kind of thing, or for a wider or narrower kind."""
    return _nouns.related(word).union(*(group for group in SYNONYMS if word in group))


@lru_cache(maxsize=65536)
def likeness(short: str, whole: str) -> float:
    """How far one word stands for another (0..1): the same, cut, without its vowels, or of the same meaning.

    Examples
    --------
    >>> likeness("dept", "department"), likeness("cust", "customer"), likeness("lngg", "language")
    (0.9, 0.9, 0.75)
    >>> likeness("order", "border"), likeness("client", "customer"), likeness("physician", "doctor")
    (0.0, 0.6, 0.6)
    >>> likeness("artist", "advertisement")
    0.0
    """
    if short == whole:
        return 1.0
    if ABBREVIATIONS.get(short) == whole or ABBREVIATIONS.get(whole) == short:
        return 0.9
    if whole in same_meaning(short):
        return 0.6
    if len(short) > len(whole):
        short, whole = whole, short
    if len(short) < 3 or short[0] != whole[0]:
        return 0.0
    rest = len(whole) - len(short)
    # A word of its own is not another one cut: artist is no advertisement, policy hardly a policyholder.
    alone = len(short) >= 5 and _nouns.known(short)
    if whole.startswith(short):
        return 0.85 if rest <= 2 else 0.5 if alone else 0.85 if len(short) >= 4 else 0.75
    if alone:
        return 0.0
    # Letters left out, as in mgr and acct: in order, and hardly any vowel kept where consonants were dropped.
    at = 0
    for letter in short:
        at = whole.find(letter, at) + 1
        if not at:
            return 0.0
    vowels = sum(letter in "aeiou" for letter in short[1:])
    return 0.75 if vowels <= 1 else 0.0
