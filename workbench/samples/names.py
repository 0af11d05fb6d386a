"""Personal and company names by language: common given names and surnames, joined at random.

Whoever comes out is made up; that a person of the same name exists is chance.
"""

from __future__ import annotations

import unicodedata

GIVEN_NAMES: dict[str, tuple[str, ...]] = {
    "de": (
        "Anna", "Lukas", "Marie", "Jonas", "Katharina", "Felix", "Jürgen", "Käthe", "Sophie", "Matthias", "Lena",
        "Björn", "Ursula", "Stefan", "Claudia", "Thomas", "Heike", "Florian", "Sabine", "Andreas", "Jana", "Götz",
        "Miriam", "Paul",
    ),
    "fr": (
        "Camille", "Hugo", "Élodie", "Théo", "Chloé", "François", "Aurélie", "Jérôme", "Margaux", "Benoît", "Inès",
        "Gaël", "Sylvie", "Loïc", "Nathalie", "Rémi", "Océane", "Étienne",
    ),
    "nl": (
        "Sanne", "Daan", "Femke", "Joost", "Anouk", "Sven", "Lotte", "Bram", "Maaike", "Thijs", "Roos", "Jeroen",
        "Ilse", "Koen", "Esmée", "Ruben",
    ),
    "en": (
        "Emma", "Oliver", "Fiona", "James", "Isla", "Callum", "Charlotte", "Ewan", "Grace", "Alistair", "Zoë", "Rhys",
        "Megan", "Thomas", "Siobhán", "Harry",
    ),
    "it": (
        "Giulia", "Marco", "Francesca", "Luca", "Chiara", "Niccolò", "Elena", "Davide", "Martina", "Andrea", "Sofia",
        "Matteo", "Noemi", "Simone",
    ),
    "es": (
        "Lucía", "Álvaro", "María", "Íñigo", "Sofía", "Javier", "Begoña", "Pablo", "Carmen", "Adrián", "Nuria",
        "Sergio", "Inés", "Óscar",
    ),
    "pl": (
        "Agnieszka", "Łukasz", "Małgorzata", "Paweł", "Zofia", "Michał", "Kasia", "Jakub", "Żaneta", "Tomasz",
        "Bożena", "Wojciech",
    ),
    "cs": ("Tereza", "Jiří", "Lucie", "Ondřej", "Šárka", "Tomáš", "Žofie", "Vojtěch", "Eliška", "Zdeněk"),
    "sv": ("Astrid", "Erik", "Åsa", "Lars", "Ebba", "Göran", "Linnéa", "Nils", "Märta", "Håkan"),
}  # fmt: skip

SURNAMES: dict[str, tuple[str, ...]] = {
    "de": (
        "Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Hoffmann", "Schäfer",
        "Koch", "Bauer", "Richter", "Klein", "Wolf", "Schröder", "Neumann", "Schwarz", "Zimmermann", "Krüger",
        "Hofmann", "Groß", "Huber", "Maier", "Köhler", "Walter", "Böhm", "Kaiser", "Vogt", "Jäger", "Sommer",
        "Steiner", "Gruber", "Moser", "Yılmaz", "Nguyen", "Kowalski", "Özdemir",
    ),
    "fr": (
        "Martin", "Bernard", "Dubois", "Lefèvre", "Moreau", "Girard", "Rousseau", "Fournier", "Mercier", "Blanc",
        "Guérin", "Faure", "Chevalier", "Gauthier", "Perrin", "Clément", "D'Aubigné", "N'Diaye", "Benali", "Lévêque",
    ),
    "nl": (
        "de Vries", "Jansen", "van den Berg", "Bakker", "Visser", "Smit", "Mulder", "de Boer", "Bos", "Vos", "Peters",
        "Hendriks", "van Dijk", "Dekker", "Brouwer", "Kuipers",
    ),
    "en": (
        "Smith", "Jones", "Taylor", "Brown", "Wilson", "MacDonald", "Campbell", "O'Brien", "Stewart", "Reid", "Murray",
        "Clarke", "Patel", "Walker", "Hughes", "Robertson", "Khan", "Smith-Jones",
    ),
    "it": (
        "Rossi", "Russo", "Ferrari", "Esposito", "Bianchi", "Romano", "Colombo", "Ricci", "Marino", "Greco", "Conti",
        "Dell'Acqua", "Gallo", "Costa", "Mair", "Niccolai",
    ),
    "es": (
        "García", "Martínez", "López", "Sánchez", "Pérez", "Gómez", "Fernández", "Núñez", "Muñoz", "Ibáñez",
        "Etxeberria", "Castaño", "Ordóñez", "Vidal",
    ),
    # Polish and Czech surnames are those that women and men share.
    "pl": (
        "Nowak", "Wójcik", "Kowalczyk", "Woźniak", "Mazur", "Krawczyk", "Kaczmarek", "Król", "Wróbel", "Zając",
        "Stępień", "Dudek", "Gołąb",
    ),
    "cs": ("Janů", "Petrů", "Martinů", "Krejčí", "Kočí", "Hořejší", "Pavlů", "Matějů", "Dolejší", "Šebestů"),
    "sv": ("Andersson", "Johansson", "Karlsson", "Nilsson", "Öberg", "Lindqvist", "Sjöberg", "Åkesson", "Björklund"),
}  # fmt: skip

# Customers who are businesses: kind of house by language, then a surname or a city.
BUSINESS_KINDS: dict[str, tuple[str, ...]] = {
    "de": (
        "Bergschule {surname} GmbH", "Kletterhalle {city} e. K.", "{surname} & Partner Reisen GmbH",
        "Hotel Alpenblick {surname} KG", "Jugendreisen {city} gGmbH", "Forstbetrieb {surname}",
        "Outdoor-Akademie {city} GmbH", 'Gasthof "Zum Gipfel" {surname}', "Skischule {surname}, {city}",
        "Pfadfinderbund {city} e. V.",
    ),
    "fr": (
        "École d'escalade {surname} SARL", "Refuge {surname}", "Guides de {city} SCOP", "Camping {surname} & Fils",
        "Voyages {surname} SAS",
    ),
    "nl": ("{surname} Buitensport B.V.", "Klimcentrum {city} B.V.", "Reisbureau {surname}",
    "Zeilschool {surname} V.O.F."),
    "en": (
        "{surname} Mountain Guides Ltd", "{city} Climbing Centre Ltd", "{surname}, Reid & Sons",
        "{surname} Expeditions PLC",
    ),
    "it": ("Rifugio {surname} S.r.l.", "Guide Alpine {city}", "Hotel {surname} S.n.c.", "Scuola Sci {surname}"),
    "es": ("Aventuras {surname} S.L.", "Escuela de Montaña {city}", "Viajes {surname} S.A.", "Albergue {surname}"),
    "pl": ("Szkoła Wspinania {surname}", "Biuro Podróży {surname} Sp. z o.o.", "Schronisko {surname}"),
    "cs": ("Horská chata {surname}", "Lezecké centrum {city} s.r.o.", "Cestovní kancelář {surname} s.r.o."),
    "sv": ("{surname} Friluft AB", "Fjällstation {surname}", "Äventyr {city} AB"),
}  # fmt: skip

# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "Ł": "l", "ø": "o", "æ": "ae", "ı": "i", "ä": "ae", "ö": "oe", "ü": "ue"}
)


def ascii_word(text: str) -> str:
    """Text as people write it in an e-mail address: small ASCII letters and digits only.

    Examples
    --------
    >>> ascii_word("Łukasz"), ascii_word("Müller"), ascii_word("van den Berg")
    ('lukasz', 'mueller', 'vandenberg')
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())
