"""What an outdoor retailer sells: departments, categories and how their products are named, priced and described."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A leaf category: how its products look.

    `price` is lowest and highest list price in euros, `weight` lowest and highest weight in kilograms (0 where none is
    given), `nouns` the last words of product names, `sizes` words put between series and noun, `attributes` what the
    JSON column may hold, `share` the part in sales.
    """

    name: str
    share: int
    price: tuple[int, int]
    weight: tuple[float, float]
    nouns: tuple[str, ...]
    sizes: tuple[str, ...]
    attributes: dict[str, tuple[str | int | float | bool, ...]]


class Department(NamedTuple):
    """A top category; `season` scales its sales month by month, January first."""

    name: str
    season: tuple[float, ...]
    kinds: tuple[Kind, ...]


_SUMMER = (0.3, 0.3, 0.6, 1.1, 1.6, 2.0, 2.1, 1.5, 0.9, 0.5, 0.4, 0.6)
_STEADY = (0.8, 0.8, 0.9, 1.1, 1.2, 1.2, 1.2, 1.0, 1.0, 1.0, 0.9, 1.0)
_COLD = (1.5, 1.1, 0.8, 0.7, 0.6, 0.5, 0.5, 0.6, 1.1, 1.5, 1.7, 1.9)
_WINTER = (2.6, 2.2, 1.0, 0.3, 0.1, 0.05, 0.05, 0.1, 0.3, 0.8, 2.0, 3.0)
_MEMBRANE = ("2 layers", "2.5 layers", "3 layers")

DEPARTMENTS: tuple[Department, ...] = (
    Department("Camping", _SUMMER, (
        Kind("Tents", 7, (99, 899), (0.9, 6.5), ("Tent", "Dome Tent", "Tunnel Tent", "Ultralight Tent"),
             ("1P", "2P", "3P", "4P"),
             {"season": (3, 4), "water_column_mm": (2000, 3000, 4000, 5000), "freestanding": (True, False)}),
        Kind("Base Camp Tents", 1, (890, 4490), (7.5, 38.0), ("Group Tent", "Base Camp Tent"), ("6P", "8P", "10P"),
             {"water_column_mm": (3000, 5000, 10000), "stove_jack": (True, False)}),
        Kind("Sleeping Bags", 6, (59, 649), (0.5, 2.1), ("Sleeping Bag", "Down Bag", "Quilt"), ("+5", "0", "-5", "-12"),
             {"filling": ("down 650", "down 800", "synthetic"), "comfort_c": (7, 3, 0, -4, -9),
              "zip": ("left", "right")}),
        Kind("Sleeping Mats", 5, (19, 219), (0.3, 1.6), ("Sleeping Mat", "Air Mat", "Foam Mat"), ("S", "M", "L"),
             {"r_value": (1.9, 3.2, 4.5, 6.1), "self_inflating": (True, False)}),
        Kind("Camp Furniture", 2, (25, 189), (0.5, 5.5), ("Camp Chair", "Camp Table", "Hammock"), ("", "Compact", "XL"),
             {"max_load_kg": (90, 110, 120, 145)}),
    )),
    Department("Camp Kitchen", _SUMMER, (
        Kind("Stoves", 4, (24, 189), (0.08, 1.3), ("Gas Stove", "Multi-Fuel Stove", "Alcohol Stove"),
             ("", "Pro", "Duo"),
             {"fuel": ("gas", "petrol", "alcohol", "wood"), "output_w": (1800, 2600, 3000), "piezo": (True, False)}),
        Kind("Cookware", 4, (8, 119), (0.05, 1.5), ("Pot Set", "Frying Pan", "Mug", "Spork"), ("0.5 l", "1 l", "2 l"),
             {"material": ("titanium", "aluminium", "stainless steel"), "dishwasher_safe": (True, False)}),
        Kind("Bottles & Water Treatment", 6, (9, 129), (0.05, 0.6), ("Bottle", "Flask", "Water Filter"),
             ("0.5 l", "0.75 l", "1 l"),
             {"bpa_free": (True,), "insulated": (True, False)}),
        Kind("Trail Food", 8, (3, 13), (0.05, 0.25),
             ("Chili sin Carne", "Pasta Bolognese", "Muesli", "Curry Rice", "Energy Bar"), ("", "Double"),
             {"kcal": (240, 410, 560, 680), "vegan": (True, False), "allergens": ("gluten", "milk", "nuts", "none")}),
    )),
    Department("Backpacks & Bags", _STEADY, (
        Kind("Daypacks", 7, (39, 189), (0.4, 1.3), ("Daypack", "Hiking Pack"), ("18", "22", "26", "30"),
             {"rain_cover": (True, False), "hydration_ready": (True, False)}),
        Kind("Trekking Packs", 4, (129, 379), (1.1, 2.6), ("Trekking Pack", "Expedition Pack"),
             ("45+10", "55+10", "65+10", "75+15"),
             {"back_length": ("S", "M", "L", "adjustable"), "rain_cover": (True, False)}),
        Kind("Travel Bags", 3, (49, 259), (0.7, 3.4), ("Duffel", "Trolley", "Travel Pack"), ("40", "60", "90"),
             {"wheels": (True, False), "cabin_size": (True, False)}),
        Kind("Dry Bags", 3, (11, 69), (0.05, 0.6), ("Dry Bag", "Compression Bag"), ("5 l", "10 l", "20 l", "35 l"),
             {"ip_rating": ("IPX4", "IPX6", "IPX7")}),
    )),
    Department("Clothing", _COLD, (
        Kind("Rain Jackets", 8, (89, 549), (0.2, 0.7), ("Rain Jacket", "Hardshell", "Poncho"), ("W", "M"),
             {"membrane": _MEMBRANE, "water_column_mm": (10000, 20000, 28000), "sizes": ("XS-XL", "S-XXL")}),
        Kind("Insulated Jackets", 7, (119, 629), (0.3, 0.9), ("Down Jacket", "Insulated Jacket", "Vest"), ("W", "M"),
             {"filling": ("down 700", "down 850", "synthetic"), "hood": (True, False), "sizes": ("XS-XL", "S-XXL")}),
        Kind("Fleece", 6, (49, 219), (0.2, 0.6), ("Fleece", "Fleece Hoody"), ("W", "M"),
             {"weight_class": (100, 200, 300), "recycled": (True, False)}),
        Kind("Base Layers", 7, (29, 129), (0.1, 0.3), ("Shirt", "Long Sleeve", "Tights"), ("W", "M"),
             {"material": ("merino", "polyester", "merino blend"), "g_per_m2": (120, 150, 200, 260)}),
        Kind("Trousers", 7, (59, 299), (0.2, 0.7), ("Hiking Trousers", "Zip-off Trousers", "Shorts"), ("W", "M"),
             {"stretch": (True, False), "fit": ("slim", "regular"), "lengths": ("short", "regular", "long")}),
        Kind("Gloves & Hats", 5, (14, 119), (0.03, 0.3), ("Gloves", "Beanie", "Cap", "Mittens"), ("", "Kids"),
             {"windproof": (True, False), "touchscreen": (True, False)}),
    )),
    Department("Footwear", _STEADY, (
        Kind("Hiking Boots", 9, (119, 389), (0.9, 1.9), ("Hiking Boot", "Trekking Boot", "Mountaineering Boot"),
             ("W", "M"),
             {"category": ("A", "A/B", "B", "B/C", "C"), "membrane": (True, False), "resoleable": (True, False)}),
        Kind("Trail Shoes", 7, (89, 199), (0.5, 0.9), ("Trail Shoe", "Approach Shoe"), ("W", "M"),
             {"drop_mm": (4, 6, 8, 10), "membrane": (True, False)}),
        Kind("Sandals", 3, (39, 149), (0.4, 0.8), ("Trekking Sandal", "Sandal"), ("W", "M"),
             {"closed_toe": (True, False), "vegan": (True, False)}),
        Kind("Socks", 8, (12, 39), (0.05, 0.12), ("Hiking Socks", "Trekking Socks", "Liner Socks"),
             ("", "Light", "Heavy"),
             {"material": ("merino", "cotton blend", "polyamide")}),
    )),
    Department("Climbing", _STEADY, (
        Kind("Ropes", 3, (79, 289), (2.4, 4.9), ("Single Rope", "Half Rope", "Twin Rope"),
             ("40 m", "60 m", "70 m", "80 m"),
             {"diameter_mm": (7.8, 8.5, 9.2, 9.8), "falls": (5, 7, 9), "dry_treated": (True, False)}),
        Kind("Harnesses", 3, (45, 169), (0.25, 0.6), ("Harness", "Via Ferrata Harness"), ("XS", "S/M", "L"),
             {"gear_loops": (2, 4, 5)}),
        Kind("Carabiners", 6, (7, 119), (0.02, 0.6), ("Carabiner", "Quickdraw Set", "Belay Device"),
             ("", "HMS", "6-pack"),
             {"gate": ("straight", "wire", "screw", "twistlock"), "kn": (20, 22, 24)}),
        Kind("Climbing Helmets", 3, (49, 139), (0.17, 0.4), ("Climbing Helmet", "Mountain Helmet"), ("S/M", "L"),
             {"norm": ("EN 12492",), "led_clip": (True, False)}),
    )),
    Department("Winter", _WINTER, (
        Kind("Snowshoes", 4, (99, 299), (1.6, 2.5), ("Snowshoe", "Snowshoe Set"), ('22"', '25"', '30"'),
             {"max_load_kg": (80, 100, 120), "heel_lift": (True, False)}),
        Kind("Avalanche Safety", 3, (29, 1349), (0.2, 3.1), ("Probe", "Shovel", "Transceiver", "Airbag Pack"),
             ("", "Pro"),
             {"antennas": (1, 3), "range_m": (40, 60, 70)}),
    )),
    Department("Travel & Navigation", _STEADY, (
        Kind("Headlamps", 5, (19, 249), (0.05, 0.4), ("Headlamp", "Camp Lantern"), ("200", "400", "600", "1000"),
             {"rechargeable": (True, False), "ip_rating": ("IPX4", "IPX7")}),
        Kind("Compasses & GPS", 2, (15, 699), (0.03, 0.4), ("Compass", "GPS Handheld", "Altimeter Watch"),
             ("", "II", "Pro"),
             {"battery_h": (0, 18, 35, 180), "maps": ("none", "Europe", "World")}),
        Kind("Trekking Poles", 5, (29, 229), (0.35, 0.65), ("Trekking Poles", "Folding Poles"), ("", "Carbon", "Kids"),
             {"material": ("aluminium", "carbon"), "pack_length_cm": (36, 42, 60, 67), "antishock": (True, False)}),
    )),
)  # fmt: skip

# Own label first: it sells most. All brands and series are made up.
BRANDS: tuple[tuple[str, int], ...] = (
    ("Fernweg", 24), ("Bergfalk", 16), ("Tarnwick", 13), ("Sturmvik", 12), ("Ostwind & Söhne", 9), ("Valmorisca", 8),
    ("Hüttenruf", 8), ("Nordmåne", 7), ("Cresta Alba", 6), ("Śnieżnik", 4), ("Pied du Mont", 3), ("雪嶺 Setsurei", 2),
)  # fmt: skip

SERIES: tuple[str, ...] = (
    "Alder", "Arolla", "Bora", "Calanda", "Cirrus", "Condor", "Dachstein", "Dolina", "Enzian", "Falun", "Fjell", "Föhn",
    "Gneis", "Granit", "Halti", "Ibex", "Juniper", "Karwendel", "Kestrel", "Lärche", "Lupin", "Lynx", "Marmot Creek",
    "Mistral", "Moraine", "Névé", "Norrsken", "Orkan", "Pico", "Quarz", "Rigi", "Sarek", "Scirocco", "Séracs", "Skua",
    "Tarn", "Triglav", "Tundra", "Ural", "Vanoise", "Wapiti", "Watzmann", "Yarrow", "Zephyr", "Zirbe",
)  # fmt: skip

COLOURS: tuple[str, ...] = (
    "moss", "slate", "rust", "night blue", "sand", "black", "glacier", "raspberry", "ochre", "petrol", "grey melange",
)  # fmt: skip

# Has neither colour nor warranty.
EDIBLE = frozenset({"Trail Food"})

# Suppliers: country, language-bound patterns of names, pattern of the account part of the IBAN (None where the country
# has none): the bank code zero is not given out, so no account is anybody's.
SUPPLIER_KINDS: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
    ("DE", "00000".ljust(18, "#"),
     ("{word} Textilwerke GmbH", "{word} Metallwaren GmbH & Co. KG", "{word} Großhandel AG")),
    ("AT", "00000".ljust(16, "#"), ("{word} Loden GesmbH", "{word} Bergsport GmbH")),
    ("CH", "00000".ljust(17, "#"), ("{word} Messer AG", "{word} Outdoor Suisse SA")),
    ("FR", "00000".ljust(23, "#"), ("Ateliers {word} SARL", "Tissus {word} SAS", "Cordages {word} & Cie")),
    ("IT", "X00000".ljust(23, "#"), ("Calzaturificio {word} S.p.A.", "{word} Scarponi S.r.l.")),
    ("PL", "00000".ljust(24, "#"), ("{word} Sprzęt Turystyczny Sp. z o.o.", "Zakłady {word} S.A.")),
    ("CZ", "00000".ljust(20, "#"), ("{word} Lana s.r.o.", "Šicí dílna {word} a.s.")),
    ("SE", "00000".ljust(20, "#"), ("{word} Friluftsliv AB", "{word} Ullspinneri AB")),
    ("PT", "00000".ljust(21, "#"), ("Calçados {word} Lda.", "Têxteis {word} S.A.")),
    ("VN", None, ("Công ty May {word}", "{word} Garment JSC")),
    ("TW", None, ("{word} 戶外用品有限公司",)),
    ("JP", None, ("{word} テント製作所", "株式会社{word}")),
)  # fmt: skip

SUPPLIER_WORDS: tuple[str, ...] = (
    "Adler", "Brocken", "Castello", "Dunajec", "Edelweiß", "Fäustel", "Gämse", "Hōrai", "Isola", "Jura", "Kōgen",
    "Lumière", "Mühlbach", "Nový Dvůr", "Ørsta", "Piz Alv", "Quercia", "Rösler", "Šumava", "Tatry", "Überall",
    "Vésubie", "Włóczęga", "Xanthos", "Ylva", "Žďár",
)  # fmt: skip
