"""The family as the person told it: relatives, what is known of them, what they may inherit."""

from collections.abc import Iterator, Mapping
from typing import Final

from counselling.language.marks import N_
from counselling.letters.inline import Direction, Parts, Token, sentences
from counselling.letters.letter import Block, Table
from counselling.letters.passages.conditions import diagnosis_fact
from counselling.letters.voice import Voice
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import relation
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import TestResult

_MOST_ROWS: Final = 8  # a longer table is the family tree's task
_BETWEEN: Final[Mapping[Direction, str]] = {"ltr": "; ", "rtl": "؛ "}
_FAR: Final = 9  # sorts behind every degree that has a name


def known_facts(
    family: Family, person_id: PersonId, numbering: Mapping[PersonId, str], voice: Voice
) -> Iterator[Block]:
    """Tell illnesses and gene changes of the family as a table, closest relatives first."""
    between = _BETWEEN[voice.catalogue.direction]
    rows = [
        (who(family, person_id, relative, numbering, voice), sentences(*facts, between=between))
        for relative in _closest_first(family, person_id)
        if (facts := tuple(_facts(family, relative, voice)))
    ]
    if not rows:
        return
    heads = (voice.parts(N_("letters.table.person")), voice.parts(N_("letters.table.known")))
    yield Table(heads, tuple(rows[:_MOST_ROWS]), wide=1)
    if len(rows) > _MOST_ROWS:
        yield voice.paragraph(N_("letters.family.more"), count=len(rows) - _MOST_ROWS)


def _closest_first(family: Family, person_id: PersonId) -> list[PersonId]:
    def distance(relative: PersonId) -> int:
        degree = 0 if relative == person_id else relation(family, person_id, relative).degree
        return _FAR if degree is None else degree

    return sorted((person.id for person in family.persons), key=distance)


def who(
    family: Family,
    person_id: PersonId,
    relative: PersonId,
    numbering: Mapping[PersonId, str],
    voice: Voice,
) -> Parts:
    """Name a relative as the person's, with the number of the tree where there is one."""
    if relative == person_id:
        name = voice.text(N_("letters.family.you"))
    else:
        name = voice.kin(relation(family, person_id, relative).key).label
    if relative not in numbering:
        return (name,)
    number = Token(numbering[relative])
    return voice.parts(N_("letters.family.numbered"), name=name, number=number)


def _facts(family: Family, relative: PersonId, voice: Voice) -> Iterator[Parts]:
    person = family.person(relative)
    for diagnosis in person.diagnoses:
        yield diagnosis_fact(diagnosis, voice)
    for test in person.tests:
        if test.result is TestResult.POSITIVE:
            yield voice.parts(N_("letters.fact.gene_change"), gene=Token(test.gene))
