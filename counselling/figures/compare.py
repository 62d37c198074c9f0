"""Before and after a result that nobody has yet: two counts out of the same number of people."""

from collections.abc import Mapping
from dataclasses import dataclass

from counselling.figures.horizons import Share, Teller, rounded_blanks
from counselling.figures.icon_array import denominator
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import TestMethod
from counselling.risk import countries
from counselling.risk.model import Assessment, Horizon, Probability, Span
from counselling.risk.supposing import Supposition


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two shares out of the same `out_of`, and what is told beside them; all words said already.

    population: the average, empty where the shares are of carriers. carriers: what the result
    does to the chance to carry a variant. note: how the test is supposed to be made, the model.
    """

    title: str
    before: Share
    after: Share
    out_of: int
    population: tuple[str, ...]
    carriers: tuple[str, ...]
    note: tuple[str, ...]
    direction: str = "ltr"

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything in the order it is read and heard."""
        both = (self.before.sentence, self.after.sentence)
        return (*both, *self.population, *self.carriers, *self.note)


def compare(
    before: Assessment,
    after: Assessment,
    what: Supposition,
    words: Catalogue,
    *,
    names: Mapping[PersonId, str],
) -> Comparison:
    """Tell the remaining lifetime before and after; the chance to carry where there is no curve.

    names: how each person is called.
    """
    told = _Told(before, after, what, words, names)
    first, second = before.horizon(Span.REMAINING), after.horizon(Span.REMAINING)
    if first is None or second is None:
        return told.carriers_only()
    return told.risks(first, second)


@dataclass(frozen=True, slots=True)
class _Told:
    before: Assessment
    after: Assessment
    what: Supposition
    words: Catalogue
    names: Mapping[PersonId, str]

    def risks(self, first: Horizon, second: Horizon) -> Comparison:
        total = denominator(first.person.value, second.person.value, first.population.value)
        teller = self._teller(total)
        ages = (first.from_age_years, first.to_age_years)
        blanks = {"cancer": teller.cancer, "start": ages[0], "end": ages[1], "total": total}
        average = teller.share(teller.reference, first.population, ages, is_reference=True)
        return Comparison(
            self.words.say(N_("compare.title"), whose=self._whose, **blanks),
            teller.share(self.words.say(N_("compare.now")), first.person, ages),
            teller.share(self._if, second.person, ages),
            total,
            (average.sentence,),
            tuple(share.sentence for share in self._carriers(total)),
            self._note(),
            self.words.direction,
        )

    def carriers_only(self) -> Comparison:
        total = denominator(self.before.any_gene.value, self.after.any_gene.value)
        first, second = self._carriers(total)
        blanks = {"genes": self._genes, "total": total}
        title = self.words.say(N_("compare.carriers_title"), whose=self._whose, **blanks)
        note, direction = self._note(), self.words.direction
        return Comparison(title, first, second, total, (), (), note, direction)

    def _carriers(self, total: int) -> tuple[Share, Share]:
        now = self.words.say(N_("compare.now"))
        return (
            self._carrier(now, self.before.any_gene, total),
            self._carrier(self._if, self.after.any_gene, total),
        )

    def _carrier(self, name: str, probability: Probability, total: int) -> Share:
        blanks = rounded_blanks(name, probability, total)
        sentence = self.words.say(N_("compare.carriers"), genes=self._genes, **blanks)
        return Share.of(blanks, self.words.say(N_("horizon.label"), **blanks), sentence)

    def _teller(self, total: int) -> Teller:
        cancer = self.words.say(f"cancer.{self.before.cancer}")
        country = countries.in_words(self.before.question.country, self.words)
        return Teller(self.words, cancer, country, total)

    @property
    def _whose(self) -> str:
        asked = self.before.question.person
        return self.names.get(asked, asked)

    @property
    def _genes(self) -> str:
        return ", ".join(self.before.consultand)

    @property
    def _if(self) -> str:
        person = self.names.get(self.what.person, self.what.person)
        result = self.what.result.value
        return self.words.say(N_("compare.if"), person=person, gene=self.what.gene, result=result)

    def _note(self) -> tuple[str, ...]:
        made = self.after.question.family.person(self.what.person).tests[-1]
        method = "direct" if made.method is TestMethod.DIRECT else "search"
        return (
            self.words.say(N_("compare.method"), method=method, gene=made.gene),
            self.words.say(
                N_("chart.note"),
                model=self.before.model,
                version=self.before.version,
                country=countries.in_words(self.before.question.country, self.words),
            ),
        )
