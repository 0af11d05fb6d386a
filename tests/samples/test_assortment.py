from workbench.samples.assortment import BRANDS, COLOURS, DEPARTMENTS, SERIES, SUPPLIER_KINDS, SUPPLIER_WORDS

# Length of an IBAN without country and check digits, from the SWIFT IBAN registry.
ACCOUNT_LENGTHS = {"DE": 18, "AT": 16, "CH": 17, "FR": 23, "IT": 23, "PL": 24, "CZ": 20, "SE": 20, "PT": 21}


def test_there_are_forty_categories_of_different_names():
    names = [department.name for department in DEPARTMENTS]
    names += [kind.name for department in DEPARTMENTS for kind in department.kinds]
    assert len(names) == len(set(names)) == 40


def test_every_season_has_twelve_months():
    assert all(len(department.season) == 12 for department in DEPARTMENTS)


def test_ranges_rise():
    for department in DEPARTMENTS:
        for kind in department.kinds:
            assert 0 < kind.price[0] < kind.price[1]
            assert 0 < kind.weight[0] < kind.weight[1]
            assert kind.nouns
            assert kind.attributes


def test_account_patterns_have_the_length_of_their_country():
    assert {country: len(account) for country, account, _ in SUPPLIER_KINDS if account} == ACCOUNT_LENGTHS


def test_no_word_stands_twice():
    for words in (tuple(brand for brand, _ in BRANDS), SERIES, COLOURS, SUPPLIER_WORDS):
        assert len(set(words)) == len(words)
