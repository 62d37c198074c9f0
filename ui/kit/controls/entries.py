"""People, countries and languages as entries of a picker: ids, and words in a useful order."""

from collections.abc import Iterable, Mapping

from counselling.language.catalogue import Catalogue
from counselling.language.registry import Language
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.risk.countries import in_words
from ui.kit.controls.picker import Entries


def people_entries(family: Family, numbers: Mapping[PersonId, str]) -> Entries:
    """Return everybody by number and name, in the order of the drawing."""
    known = family.by_id
    return tuple((p, f"{number}  {known[p].name}".strip()) for p, number in numbers.items())


def country_entries(countries: Iterable[str], words: Catalogue) -> Entries:
    """Return countries of the tables by their names in a language."""
    return in_order(((name, in_words(name, words)) for name in countries), words)


def language_entries(languages: Iterable[Language], words: Catalogue) -> Entries:
    """Return languages, each in its own name."""
    return in_order(((language.code, language.own_name) for language in languages), words)


def in_order(entries: Iterable[tuple[str, str]], words: Catalogue) -> Entries:
    """Put entries in the order of their words, as the reader's language has it."""
    return tuple(sorted(entries, key=lambda entry: words.collation_key(entry[1])))
