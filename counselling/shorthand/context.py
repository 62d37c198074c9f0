"""What a statement is read with: the family so far, the words, who "her" is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import TestResult
from counselling.shorthand.draft import Draft
from counselling.shorthand.fact import Fact
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.people import People


@dataclass(slots=True)
class Context:
    """What a statement is read with. current: who "her" is; None after a group or a doubt.

    is_first: nothing was typed before. is_prose: the text began with "her" or "his" and means the
    patient by it. named_from: whom somebody named by "her" belongs to. words: how somebody was
    named, without "her". header: the side that a line of its own says all who follow are on.
    has_more: another statement follows. before: what was told of who was named last.
    """

    text: str
    lexicon: Lexicon
    draft: Draft
    people: People
    consultand: PersonId
    current: PersonId | None
    numbers: Mapping[str, PersonId]
    names: dict[str, PersonId] = field(default_factory=dict)
    is_first: bool = False
    is_prose: bool = False
    named_from: dict[PersonId, PersonId] = field(default_factory=dict)
    words: dict[PersonId, str] = field(default_factory=dict)
    header: str = ""
    has_more: bool = False
    before: tuple[Fact, ...] = ()

    def tested_genes(self) -> tuple[str, ...]:
        """Genes in which somebody of the family has a pathogenic variant."""
        tests = (test for person in self.draft.people.values() for test in person.tests)
        return tuple(sorted({t.gene for t in tests if t.result is TestResult.POSITIVE}))
