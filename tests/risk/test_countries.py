"""Finding a population by name."""

import pytest

from counselling.errors import RiskInputError
from counselling.risk.countries import Basis, countries, filled_from, find


@pytest.mark.parametrize("name", ["UK", "uk", "GB", "United Kingdom", " united kingdom "])
def test_country_is_found_by_name_code_and_other_name(name: str) -> None:
    assert find(name).name == "UK"


@pytest.mark.parametrize("name", ["", "Atlantis", "U"])
def test_unknown_country_is_named_in_the_error(name: str) -> None:
    with pytest.raises(RiskInputError) as caught:
        find(name)
    assert caught.value.fields["country"] == name
    assert "Germany" in str(caught.value.fields["known"])


def test_every_scaled_country_names_a_neighbour_with_registries() -> None:
    scaled = [country for country in countries() if country.basis is Basis.SCALED]
    assert len(scaled) == 8
    assert all(find(country.neighbour).basis is not Basis.SCALED for country in scaled)


def test_codes_are_unique() -> None:
    assert len({country.iso for country in countries()}) == len(countries()) == 34


def test_only_of_israel_all_rates_from_an_age_on_stand_in_for_missing_ones() -> None:
    assert {c.name: filled_from(c.name) for c in countries() if filled_from(c.name)} == {
        "Israel": 75
    }
