"""Pedigree numbers: generations in roman numerals, people from left to right in arabic."""

from collections.abc import Mapping, Sequence

from counselling.pedigree.person import PersonId

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"))


def roman(number: int) -> str:
    """Write a positive number in roman numerals."""
    out = ""
    for value, letters in (*_ROMAN, (1, "I")):
        while number >= value:
            out += letters
            number -= value
    return out


def number(rows: Sequence[Sequence[PersonId]]) -> Mapping[PersonId, str]:
    """Number people by generation and place: rows as drawn, top row first, each left to right."""
    return {
        person_id: f"{roman(generation)}-{place}"
        for generation, row in enumerate(rows, start=1)
        for place, person_id in enumerate(row, start=1)
    }
