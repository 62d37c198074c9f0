"""The risk of the other breast after a first breast cancer in whole people and sentences, once."""

from collections.abc import Iterator
from dataclasses import dataclass

from counselling.figures.share import Share, rounded_blanks
from counselling.figures.whole import whole
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.risk.model import Assessment, Probability, SecondCancer


@dataclass(frozen=True, slots=True)
class SecondChart:
    """Her share, that of women without a variant, and carriers' by gene, out of the same number.

    note: what the numbers are and what is not in them.
    """

    title: str
    person: Share
    reference: Share
    carriers: tuple[Share, ...]
    out_of: int
    note: str
    direction: str = "ltr"

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it, as it is read and heard."""
        both = (self.person.sentence, self.reference.sentence)
        return (*both, *(share.sentence for share in self.carriers), self.note)


def second_chart(assessment: Assessment, words: Catalogue, *, whose: str) -> SecondChart | None:
    """Say the risk of the other breast; None where the answer has none. whose: the person."""
    second = assessment.second
    if second is None:
        return None
    told = _Told(second, words, whole(assessment))
    return SecondChart(
        words.say(N_("second.title"), total=told.total, **told.ages),
        told.share(whose, second.person),
        told.share(words.say(N_("second.noncarrier")), second.noncarrier, is_reference=True),
        tuple(told.carriers()),
        told.total,
        words.say(N_("second.note")),
        words.direction,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    second: SecondCancer
    words: Catalogue
    total: int

    @property
    def ages(self) -> dict[str, int]:
        return {"start": self.second.from_age_years, "end": self.second.to_age_years}

    def share(self, whose: str, risk: Probability, *, is_reference: bool = False) -> Share:
        blanks = rounded_blanks(whose, risk, self.total)
        sentence = self.words.say(N_("second.counts"), **self.ages, **blanks)
        label = self.words.say(N_("horizon.label"), **blanks)
        return Share.of(blanks, label, sentence, is_reference=is_reference)

    def carriers(self) -> Iterator[Share]:
        for gene, risk in self.second.carriers.items():
            yield self.share(self.words.say(N_("second.carrier"), gene=gene), risk)
