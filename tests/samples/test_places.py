import pytest

from workbench.samples.draw import Draw
from workbench.samples.places import COUNTRIES, SITES


def test_codes_of_stores_are_unique_and_rise():
    codes = [site.code for site in SITES]
    assert codes == sorted(set(codes))
    assert all(len(code) == 4 and code.startswith("00") for code in codes)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_stores_stand_in_a_known_city_of_central_or_western_europe(site):
    (country,) = [one for one in COUNTRIES if one.code == site.country_code]
    assert site.city in {city.name for city in country.cities}
    assert 44 < site.latitude < 57
    assert -5 < site.longitude < 21


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.code)
def test_patterns_can_be_filled(country):
    draw = Draw(1, "places")
    assert country.street.format(street="X", number=1) in {"X 1", "1 X"}
    for phone in country.phones:
        assert draw.text(phone).startswith("+")
    for city in country.cities:
        assert "#" not in draw.text(city.postal_code)


def test_german_numbers_come_from_the_ranges_kept_for_fiction():
    (germany,) = [country for country in COUNTRIES if country.code == "DE"]
    assert germany.phones == ("+49 30 23125 ###", "+49 171 39200##")
