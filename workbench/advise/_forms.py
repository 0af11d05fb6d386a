"""Forms: what texts of a certain meaning look like: addresses, codes of standards, numbers of telephones.

A form is guessed from a sample and then counted on all rows. Patterns are understood alike by Python and RE2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workbench.naming import words
from workbench.reading import INET_PATTERN

# ISO 3166-1 alpha-2 and alpha-3, officially assigned, in the order of the first.
_COUNTRIES = (
    "AD AND AE ARE AF AFG AG ATG AI AIA AL ALB AM ARM AO AGO AQ ATA AR ARG AS ASM AT AUT AU AUS AW ABW AX ALA AZ AZE "
    "BA BIH BB BRB BD BGD BE BEL BF BFA BG BGR BH BHR BI BDI BJ BEN BL BLM BM BMU BN BRN BO BOL BQ BES BR BRA BS BHS "
    "BT BTN BV BVT BW BWA BY BLR BZ BLZ CA CAN CC CCK CD COD CF CAF CG COG CH CHE CI CIV CK COK CL CHL CM CMR CN CHN "
    "CO COL CR CRI CU CUB CV CPV CW CUW CX CXR CY CYP CZ CZE DE DEU DJ DJI DK DNK DM DMA DO DOM DZ DZA EC ECU EE EST "
    "EG EGY EH ESH ER ERI ES ESP ET ETH FI FIN FJ FJI FK FLK FM FSM FO FRO FR FRA GA GAB GB GBR GD GRD GE GEO GF GUF "
    "GG GGY GH GHA GI GIB GL GRL GM GMB GN GIN GP GLP GQ GNQ GR GRC GS SGS GT GTM GU GUM GW GNB GY GUY HK HKG HM HMD "
    "HN HND HR HRV HT HTI HU HUN ID IDN IE IRL IL ISR IM IMN IN IND IO IOT IQ IRQ IR IRN IS ISL IT ITA JE JEY JM JAM "
    "JO JOR JP JPN KE KEN KG KGZ KH KHM KI KIR KM COM KN KNA KP PRK KR KOR KW KWT KY CYM KZ KAZ LA LAO LB LBN LC LCA "
    "LI LIE LK LKA LR LBR LS LSO LT LTU LU LUX LV LVA LY LBY MA MAR MC MCO MD MDA ME MNE MF MAF MG MDG MH MHL MK MKD "
    "ML MLI MM MMR MN MNG MO MAC MP MNP MQ MTQ MR MRT MS MSR MT MLT MU MUS MV MDV MW MWI MX MEX MY MYS MZ MOZ NA NAM "
    "NC NCL NE NER NF NFK NG NGA NI NIC NL NLD NO NOR NP NPL NR NRU NU NIU NZ NZL OM OMN PA PAN PE PER PF PYF PG PNG "
    "PH PHL PK PAK PL POL PM SPM PN PCN PR PRI PS PSE PT PRT PW PLW PY PRY QA QAT RE REU RO ROU RS SRB RU RUS RW RWA "
    "SA SAU SB SLB SC SYC SD SDN SE SWE SG SGP SH SHN SI SVN SJ SJM SK SVK SL SLE SM SMR SN SEN SO SOM SR SUR SS SSD "
    "ST STP SV SLV SX SXM SY SYR SZ SWZ TC TCA TD TCD TF ATF TG TGO TH THA TJ TJK TK TKL TL TLS TM TKM TN TUN TO TON "
    "TR TUR TT TTO TV TUV TW TWN TZ TZA UA UKR UG UGA UM UMI US USA UY URY UZ UZB VA VAT VC VCT VE VEN VG VGB VI VIR "
    "VN VNM VU VUT WF WLF WS WSM YE YEM YT MYT ZA ZAF ZM ZMB ZW ZWE"
).split()
# ISO 4217, the currencies in use, and those that the euro has replaced.
CURRENCIES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
    "HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD "
    "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN "
    "PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY "
    "TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XAU XCD XOF XPF YER ZAR ZMW ATS BEF CYP DEM EEK ESP FIM "
    "FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK"
).split()


@dataclass(frozen=True)
class Form:
    """What texts of one meaning look like.

    Parameters
    ----------
    name
        Short name, also of the class of personal data where it is one.
    title
        What a column of them holds, in the plural.
    pattern
        Regular expression that the whole text matches.
    named
        Words one of which the column's name must have; where it is empty, the shape alone tells.
    """

    name: str
    title: str
    pattern: str
    named: frozenset[str] = field(default=frozenset())

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def fits(self, text: str) -> bool:
        """Whether a text looks so."""
        return self._compiled.fullmatch(text) is not None


def _listed(codes: Sequence[str]) -> str:
    return "|".join(codes)


EMAIL = Form("email", "email addresses", r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
IBAN = Form("iban", "IBANs", r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?")
IP = Form("ip address", "IP addresses", INET_PATTERN)
FORMS: tuple[Form, ...] = (
    EMAIL,
    Form("url", "URLs", r"(?i:https?|ftp)://[^\s/?#]+(?:[/?#]\S*)?|www\.[^\s/]+\.[a-z]{2,}(?:/\S*)?"),
    IBAN,
    Form("mac address", "MAC addresses", r"[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}"),
    Form("colour", "colours as hexadecimal digits", r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?"),
    Form("phone", "telephone numbers", r"\+[\d][\d ().\-/]{5,20}(?: ?(?:x|ext\.?) ?\d+)?"),
    Form(
        "phone", "telephone numbers", r"\+?\(?\d[\d ().\-/]{4,20}(?: ?(?:x|ext\.?) ?\d+)?",
        frozenset("phone telephone tel telefon fax mobile cell handy telefono telefoon".split()),
    ),
    Form(
        "country", "country codes (ISO 3166-1 alpha-2)", _listed(_COUNTRIES[0::2]),
        frozenset("country nation nationality land laenderkennzeichen pays pais paese iso iso2".split()),
    ),
    Form(
        "country", "country codes (ISO 3166-1 alpha-3)", _listed(_COUNTRIES[1::2]),
        frozenset("country nation nationality land pays pais paese iso iso3 noc".split()),
    ),
    Form(
        "currency", "currency codes (ISO 4217)", _listed(CURRENCIES),
        frozenset("currency curr waehrung währung devise moneda divisa valuta ccy".split()),
    ),
    Form(
        "language", "language tags (BCP 47)", r"[a-z]{2,3}(?:[-_][A-Z][a-z]{3})?(?:[-_][A-Z]{2})?",
        frozenset("language lang locale sprache langue idioma lingua taal".split()),
    ),
)  # fmt: skip
# The share of a sample that must look so before all rows are counted.
LEAST_SHARE = 0.9


def form_of(column: str, values: Sequence[tuple[str, int]]) -> Form | None:
    """Form of most values of a sample, or None.

    Parameters
    ----------
    column
        Name of the column.
    values
        Different texts with their counts; no null tokens among them.

    Examples
    --------
    >>> form_of("homepage", [("https://example.org/a", 3), ("http://example.com", 2)]).title
    'URLs'
    >>> form_of("state", [("CA", 3), ("DE", 2)])  # California and Delaware
    """
    total = sum(count for _, count in values)
    said = {word.casefold() for word in words(column)}
    for form in FORMS:
        if (not form.named or form.named & said) and total and _fits(form, values, total):
            return form
    return None


def _fits(form: Form, values: Sequence[tuple[str, int]], total: int) -> bool:
    """Whether nearly all values look so; stops when too many do not."""
    left = (1 - LEAST_SHARE) * total
    for value, count in values:
        if not form.fits(value.strip()):
            left -= count
            if left < -1e-9:  # nine of ten are enough, whatever binary fractions make of it
                return False
    return True


def is_iban(text: str) -> bool:
    """Whether the check digits of an IBAN are those of the rest: modulo 97 it leaves 1 (ISO 7064, MOD 97-10).

    Examples
    --------
    >>> is_iban("DE89 3704 0044 0532 0130 00"), is_iban("DE88 3704 0044 0532 0130 00")
    (True, False)
    """
    plain = "".join(text.split())
    turned = plain[4:] + plain[:4]
    return turned.isalnum() and int("".join(str(int(c, 36)) for c in turned)) % 97 == 1
