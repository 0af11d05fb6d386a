import pytest

from workbench.samples.names import BUSINESS_KINDS, GIVEN_NAMES, SURNAMES, ascii_word
from workbench.samples.places import COUNTRIES


def test_every_language_of_a_country_has_all_lists():
    languages = {country.language for country in COUNTRIES}
    assert set(GIVEN_NAMES) == set(SURNAMES) == set(BUSINESS_KINDS) == languages


@pytest.mark.parametrize("names", [GIVEN_NAMES, SURNAMES, BUSINESS_KINDS])
def test_no_name_stands_twice_in_its_language(names):
    for language, listed in names.items():
        assert len(set(listed)) == len(listed), language


def test_every_name_gives_a_mail_name():
    for names in (*GIVEN_NAMES.values(), *SURNAMES.values()):
        for name in names:
            assert ascii_word(name).isascii()
            assert ascii_word(name).isalpha(), name


@pytest.mark.parametrize(
    ("name", "word"),
    [("Größ", "groess"), ("O'Brien", "obrien"), ("Śnieżka", "sniezka"), ("Åsa", "asa"), ("Yılmaz", "yilmaz")],
)
def test_mail_names_are_written_as_people_do(name, word):
    assert ascii_word(name) == word
