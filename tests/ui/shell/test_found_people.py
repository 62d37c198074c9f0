"""How people who were found read."""

from collections.abc import Callable

import pytest

from counselling.language.catalogue import Catalogue
from counselling.records.search.search import Hit, Reason, Why
from ui.shell.found_people import who, why


def hit(*reasons: Reason, name: str = "Anna Meier geb. Huber", year: int | None = 1972) -> Hit:
    return Hit("f1", "Lindqvist", "p1", name, year, reasons)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason(Why.NAME, "Anna Meier"), ""),
        (Reason(Why.GENE, "BRCA1"), "BRCA1"),
        (Reason(Why.BORN, "Huber"), "geborene Huber"),
        (
            Reason(Why.DIAGNOSIS, "bowel cancer"),
            "Darmkrebs",
        ),
        (
            Reason(Why.LETTER, "7K3M-9QRT"),
            "Brief 7K3M-9QRT",
        ),
        (Reason(Why.SOUND, "Meier"), "klingt ähnlich"),
        (Reason(Why.IDENTIFIER, "4711"), "Nummer 4711"),
    ],
)
def test_reason_stands_before_year_and_family(
    reason: Reason, said: str, language: Callable[[str], Catalogue]
) -> None:
    always = ("Jahrgang 1972", "Familie Lindqvist")
    assert why(hit(reason), language("de")).split("  ·  ") == [*filter(None, [said]), *always]


def test_somebody_without_a_name_is_said_to_be_so(language: Callable[[str], Catalogue]) -> None:
    assert who(hit(name=""), language("en")) == "somebody without a name"
    assert who(hit(), language("en")) == "Anna Meier geb. Huber"


def test_nothing_that_is_unknown_is_said(language: Callable[[str], Catalogue]) -> None:
    unknown = Hit("f1", "", "p1", "Anna", None, (Reason(Why.NAME, "Anna"),))
    assert why(unknown, language("en")) == ""
