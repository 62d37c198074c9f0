"""The populations that a person's risk can be compared with, and what their numbers rest on."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from counselling.errors import RiskInputError
from counselling.language.catalogue import Catalogue
from counselling.risk import store

_LAST_GROUP: Final = 85  # first age of the last group of the incidence tables


class Basis(StrEnum):
    """What a country's incidence rests on."""

    NATIONAL = "national"  # registries that cover the country
    REGIONAL = "regional"  # several regional registries taken together
    SCALED = "scaled"  # a neighbour's curve brought to the national level


@dataclass(frozen=True, slots=True)
class Country:
    """A country as the incidence tables name it.

    iso: ISO 3166-1 alpha-2 code, by which a catalogue can name it in any language.
    also: another English name. neighbour: whose age curve stands in, empty unless scaled.
    """

    name: str
    iso: str
    also: str
    basis: Basis
    neighbour: str


@cache
def countries() -> tuple[Country, ...]:
    """All countries, by name."""
    return tuple(
        Country(row["country"], row["iso"], row["also"], Basis(row["basis"]), row["neighbour"])
        for row in store.rows("countries")
    )


def find(name: str) -> Country:
    """Return the country of this name or ISO code, in any case of letters.

    Raises RiskInputError("risk.unknown_country", field="country", country=name, known).
    """
    wanted = name.strip().casefold()
    for country in countries():
        if wanted and wanted in (n.casefold() for n in (country.name, country.iso, country.also)):
            return country
    known = ", ".join(country.name for country in countries())
    raise RiskInputError("risk.unknown_country", field="country", country=name, known=known)


@cache
def filled_from(name: str) -> int | None:
    """Return the age from which all rates of a country stand in for missing ones; None: none do.

    Single age groups without a case are filled too, of one cancer or another: not those.
    """
    groups = [
        set(row["filled"].split()) for row in store.rows("incidence") if row["country"] == name
    ]
    filled = sorted(map(int, set.intersection(*groups))) if groups else []
    return filled[0] if filled and filled[-1] == _LAST_GROUP else None


def in_words(name: str, words: Catalogue) -> str:
    """Name a country of the tables in a language; a name that is in no table stays as it is."""
    known = next((country for country in countries() if country.name == name), None)
    return words.territory(known.iso, otherwise=name) if known else name
