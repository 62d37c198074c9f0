import pytest

from counselling.language.catalogue import Catalogue
from counselling.risk.countries import countries, in_words


def test_a_country_is_named_in_the_readers_language(
    english: Catalogue, german: Catalogue, arabic: Catalogue
) -> None:
    assert in_words("UK", english) == "United Kingdom"
    assert in_words("UK", german) == "Vereinigtes Königreich"
    assert in_words("UK", arabic) == "المملكة المتحدة"


def test_a_name_that_is_in_no_table_stays_as_it_is(german: Catalogue) -> None:
    assert in_words("Ruritania", german) == "Ruritania"


@pytest.mark.parametrize("country", countries(), ids=lambda country: country.iso)
def test_every_country_of_the_tables_has_an_arabic_name(country: object, arabic: Catalogue) -> None:
    assert not in_words(country.name, arabic).isascii()  # type: ignore[attr-defined]
