"""Names of what is told: operations, results, and who somebody is."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from counselling.figures.labels import TEST
from counselling.figures.terms_said import GENDERS, OPERATIONS
from counselling.language.catalogue import FSI, PDI, Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import GeneTest, PersonId

RLM: Final = "\u200f"  # Unicode bidi: right-to-left mark

Named: TypeAlias = Callable[[PersonId], str]


def beside(parts: Iterable[str], words: Catalogue) -> str:
    """Put short facts side by side; empty ones are left out.

    Where reading begins at the right each keeps its own direction: "ER+" is not to become "+ER".
    """
    said = [part for part in parts if part]
    if words.direction == "rtl":  # a sentence of the catalogue has its isolates within
        said = [part if FSI in part else f"{FSI}{part}{PDI}" for part in said]
    return led(" ".join(said), words)


def led(text: str, words: Catalogue) -> str:
    """Let a line begin where reading begins: one that begins with an isolate would not."""
    return RLM + text if words.direction == "rtl" and text else text


def operation_name(kind: str, words: Catalogue) -> str:
    """Name an operation: in the language where it is known, as it was written otherwise."""
    return words.say(OPERATIONS[kind]) if kind in OPERATIONS else kind


def result_words(test: GeneTest, words: Catalogue) -> str:
    """Say a gene and what was found."""
    return words.say(TEST[test.result], gene=test.gene)


def who(
    person_id: PersonId, family: Family, numbers: Mapping[PersonId, str], words: Catalogue
) -> str:
    """Say who somebody is: number and name, as far as there are any."""
    person = family.by_id.get(person_id)
    if person is None:
        return person_id
    said = person.name or words.say(GENDERS[person.shown_gender])
    return beside((numbers.get(person_id, ""), said), words)
