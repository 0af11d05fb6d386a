"""Countries, cities and streets of the sample data: real geography, patterns for what is drawn.

In patterns ``#`` stands for a digit and ``@`` for a capital letter (`Draw.text`). Telephone numbers come from the
ranges that regulators keep free for fiction where there are any (Germany, France, the United Kingdom, Sweden), and
hold runs of zeros elsewhere.
"""

from __future__ import annotations

from typing import NamedTuple


class City(NamedTuple):
    """A city with the pattern of its postal codes and its share among the customers of its country."""

    name: str
    postal_code: str
    weight: int


class Country(NamedTuple):
    """What an address in a country looks like.

    `language` names the list of personal names, `street` is ``{street} {number}`` in the country's order.
    """

    code: str
    weight: int
    language: str
    phones: tuple[str, ...]
    street: str
    streets: tuple[str, ...]
    cities: tuple[City, ...]


class Site(NamedTuple):
    """Where a store stands: name of the store, city, country and coordinates in degrees (WGS 84)."""

    code: str
    name: str
    city: str
    country_code: str
    latitude: float
    longitude: float
    weight: int


_GERMAN_STREETS = (
    "Hauptstraße", "Bahnhofstraße", "Gartenweg", "Lindenallee", "Schillerstraße", "Am Mühlbach", "Bergstraße",
    "Kirchgasse", "Goethestraße", "Birkenweg", "Rosenstraße", "Ringstraße", "Wiesengrund", "Steinweg", "Marktplatz",
)  # fmt: skip

COUNTRIES: tuple[Country, ...] = (
    Country("DE", 40, "de", ("+49 30 23125 ###", "+49 171 39200##"), "{street} {number}", _GERMAN_STREETS, (
        City("Berlin", "10###", 22), City("Hamburg", "20###", 14), City("München", "80###", 16),
        City("Köln", "50###", 10), City("Leipzig", "041##", 8), City("Dresden", "010##", 7),
        City("Stuttgart", "701##", 8), City("Freiburg im Breisgau", "790##", 7), City("Nürnberg", "904##", 5),
        City("Frankfurt am Main", "603##", 8), City("Halle (Saale)", "061##", 2), City("Görlitz", "028##", 1),
        City("Garmisch-Partenkirchen", "82467", 2), City("Zwickau", "080##", 1),
    )),
    Country("AT", 10, "de", ("+43 660 0######",), "{street} {number}", _GERMAN_STREETS, (
        City("Wien", "1##0", 40), City("Innsbruck", "60##", 25), City("Salzburg", "50##", 15),
        City("Graz", "80##", 12), City("Linz", "40##", 8),
    )),
    Country("CH", 9, "de", ("+41 79 000 ## ##",), "{street} {number}", (
        "Bahnhofstrasse", "Seestrasse", "Dorfstrasse", "Rue du Lac", "Via Cantonale", "Alpenstrasse", "Kirchweg",
        "Rue de la Gare", "Bergweg", "Mühlegasse",
    ), (
        City("Zürich", "80##", 40), City("Bern", "30##", 25), City("Genève", "12##", 15), City("Luzern", "60##", 12),
        City("Lugano", "69##", 8),
    )),
    Country("FR", 11, "fr", ("+33 6 39 98 ## ##",), "{number} {street}", (
        "rue de la République", "rue Victor Hugo", "avenue Jean Jaurès", "place de l'Église", "chemin des Écoliers",
        "rue du Moulin", "boulevard des Alpes", "impasse des Lilas", "rue Pasteur", "allée des Tilleuls",
    ), (
        City("Lyon", "6900#", 30), City("Grenoble", "38#00", 25), City("Annecy", "74000", 15),
        City("Nice", "06#00", 8), City("Bourg-en-Bresse", "01000", 4), City("Paris", "750##", 18),
    )),
    Country("NL", 8, "nl", ("+31 6 0000####",), "{street} {number}", (
        "Kerkstraat", "Dorpsstraat", "Molenweg", "Prinsengracht", "Julianalaan", "Beukenlaan", "Stationsweg",
        "Nieuwstraat", "Oude Gracht", "Schoolstraat",
    ), (
        City("Amsterdam", "10## @@", 45), City("Utrecht", "35## @@", 30), City("Rotterdam", "30## @@", 15),
        City("Groningen", "97## @@", 10),
    )),
    Country("GB", 6, "en", ("+44 7700 900###",), "{number} {street}", (
        "High Street", "Station Road", "Church Lane", "Victoria Road", "Mill Lane", "The Green", "Park Avenue",
        "King's Road", "Castle Street", "Springfield Close",
    ), (
        City("Edinburgh", "EH# #@@", 45), City("Manchester", "M# #@@", 25), City("Bristol", "BS# #@@", 20),
        City("Keswick", "CA12 #@@", 10),
    )),
    Country("IT", 5, "it", ("+39 300 000####",), "{street} {number}", (
        "via Roma", "via Garibaldi", "corso Italia", "via Dante", "piazza della Libertà", "via delle Dolomiti",
        "vicolo San Giovanni", "via Mazzini",
    ), (
        City("Bolzano", "39100", 35), City("Torino", "101##", 30), City("Trento", "381##", 15),
        City("Roma", "001##", 20),
    )),
    Country("ES", 4, "es", ("+34 600 00# ###",), "{street} {number}", (
        "calle Mayor", "calle de Alcalá", "avenida de la Constitución", "plaza de España", "calle del Ñandú",
        "paseo del Prado", "calle San Martín", "ronda de Atocha",
    ), (
        City("Madrid", "280##", 40), City("Barcelona", "080##", 35), City("Bilbao", "480##", 15),
        City("Vitoria-Gasteiz", "010##", 10),
    )),
    Country("PL", 3, "pl", ("+48 500 00# ###",), "{street} {number}", (
        "ul. Długa", "ul. Krakowska", "ul. Słoneczna", "ul. Szkolna", "ul. Leśna", "ul. Świętego Jana",
        "al. Niepodległości", "ul. Łąkowa",
    ), (
        City("Kraków", "30-###", 45), City("Warszawa", "02-###", 30), City("Zakopane", "34-500", 10),
        City("Wrocław", "50-###", 15),
    )),
    Country("CZ", 2, "cs", ("+420 700 00# ###",), "{street} {number}", (
        "Hlavní", "Nádražní", "Školní", "Zahradní", "Žižkova", "Dvořákova", "Lesní", "Na Příkopě",
    ), (
        City("Brno", "60# 00", 45), City("Praha", "1#0 00", 40), City("Liberec", "460 0#", 15),
    )),
    Country("SE", 2, "sv", ("+46 70 174 06 ##",), "{street} {number}", (
        "Storgatan", "Kungsgatan", "Björkvägen", "Södra vägen", "Åsgatan", "Drottninggatan", "Älvgatan", "Skolgatan",
    ), (
        City("Stockholm", "11# ##", 50), City("Göteborg", "41# ##", 30), City("Östersund", "831 ##", 20),
    )),
)  # fmt: skip

# Store codes leave gaps: closed stores keep theirs.
SITES: tuple[Site, ...] = (
    Site("0001", "Fernweg Leipzig", "Leipzig", "DE", 51.3406, 12.3747, 16),
    Site("0002", "Fernweg Berlin Mitte", "Berlin", "DE", 52.52713, 13.38721, 18),
    Site("0004", "Fernweg Berlin Kreuzberg", "Berlin", "DE", 52.49973, 13.40338, 11),
    Site("0005", "Fernweg Dresden", "Dresden", "DE", 51.05041, 13.73726, 9),
    Site("0007", "Fernweg Hamburg", "Hamburg", "DE", 53.55034, 10.00065, 14),
    Site("0008", "Fernweg Köln", "Köln", "DE", 50.93753, 6.96028, 11),
    Site("0011", "Fernweg München Sendling", "München", "DE", 48.1203, 11.54522, 19),
    Site("0012", "Fernweg München Schwabing", "München", "DE", 48.16217, 11.58624, 10),
    Site("0013", "Fernweg Stuttgart", "Stuttgart", "DE", 48.77585, 9.18293, 9),
    Site("0014", "Fernweg Freiburg", "Freiburg im Breisgau", "DE", 47.9959, 7.85222, 12),
    Site("0016", "Fernweg Nürnberg", "Nürnberg", "DE", 49.45203, 11.07675, 7),
    Site("0017", "Fernweg Frankfurt", "Frankfurt am Main", "DE", 50.11552, 8.68417, 9),
    Site("0021", "Fernweg Wien", "Wien", "AT", 48.2023, 16.36141, 12),
    Site("0022", "Fernweg Innsbruck", "Innsbruck", "AT", 47.26266, 11.39454, 14),
    Site("0023", "Fernweg Salzburg", "Salzburg", "AT", 47.80949, 13.05501, 6),
    Site("0026", "Fernweg Zürich", "Zürich", "CH", 47.36667, 8.55, 13),
    Site("0027", "Fernweg Bern", "Bern", "CH", 46.94809, 7.44744, 8),
    Site("0031", "Fernweg Lyon", "Lyon", "FR", 45.74846, 4.84671, 7),
    Site("0032", "Fernweg Grenoble", "Grenoble", "FR", 45.17155, 5.72239, 8),
    Site("0033", "Fernweg Annecy", "Annecy", "FR", 45.9, 6.11667, 5),
    Site("0036", "Fernweg Amsterdam", "Amsterdam", "NL", 52.37403, 4.88969, 9),
    Site("0038", "Fernweg Utrecht", "Utrecht", "NL", 52.09083, 5.12222, 6),
    Site("0041", "Fernweg Bolzano", "Bolzano", "IT", 46.49067, 11.33982, 7),
    Site("0042", "Fernweg Torino", "Torino", "IT", 45.07049, 7.68682, 4),
    Site("0044", "Fernweg Edinburgh", "Edinburgh", "GB", 55.95206, -3.19648, 7),
    Site("0046", "Fernweg Kraków", "Kraków", "PL", 50.06143, 19.93658, 5),
    Site("0047", "Fernweg Brno", "Brno", "CZ", 49.19522, 16.60796, 3),
)  # fmt: skip
