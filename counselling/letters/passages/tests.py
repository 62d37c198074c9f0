"""Gene tests as a table for professionals: whose, gene and variant, result."""

from collections.abc import Iterable, Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.letters.facts import Result
from counselling.letters.inline import Parts, Token
from counselling.letters.letter import Table
from counselling.letters.voice import Voice
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import relation
from counselling.pedigree.person import GeneTest, Person, PersonId
from counselling.pedigree.terms import TestResult

_RESULTS: Final = {
    TestResult.POSITIVE: N_("letters.result.positive"),
    TestResult.NEGATIVE: N_("letters.result.negative"),
    TestResult.UNCERTAIN: N_("letters.result.uncertain"),
}
_HEADS: Final = (
    N_("letters.row.test.whose"),
    N_("letters.row.test.gene"),
    N_("letters.row.test.result"),
)


def test_table(
    family: Family, person: PersonId, people: Iterable[PersonId], voice: Voice
) -> Table | None:
    """Tell the tests of these people, as relatives of the person; None where there is none."""
    told = [(one, test) for one in people for test in family.person(one).tests]
    if not told:
        return None
    rows = tuple(
        (_whose(family, person, one, voice), (_named(test),), voice.parts(_RESULTS[test.result]))
        for one, test in told
    )
    facts = tuple(
        Result(whose(family, person, one), test.gene, test.result.value, test.variant)
        for one, test in told
    )
    return Table(tuple(voice.parts(head) for head in _HEADS), rows, wide=1, facts=facts)


def change_rows(person: Person, voice: Voice) -> Iterator[Parts]:
    """Tell gene and variant of each of a person's changes, and its class; a line each."""
    for test in person.tests:
        if test.result is not TestResult.NEGATIVE:
            its_class = voice.text(_RESULTS[test.result])
            yield voice.parts(N_("letters.answer.name"), question=_named(test), answer=its_class)


def whose(family: Family, person: PersonId, one: PersonId) -> str:
    """Return whose a test is as data: "self", or the relative's key."""
    return "self" if one == person else relation(family, person, one).key


def _whose(family: Family, person: PersonId, one: PersonId, voice: Voice) -> Parts:
    if one == person:
        return voice.parts(N_("letters.row.test.patient"))
    return (voice.kin(relation(family, person, one).key).label,)


def _named(test: GeneTest) -> Token:
    return Token(f"{test.gene} {test.variant}" if test.variant else test.gene)
