"""Before and after a result that nobody has yet: two counts out of the same number of people."""

from collections.abc import Mapping
from dataclasses import dataclass

from counselling.figures.carriers import carrier_share, gene_blanks, population_share
from counselling.figures.chart import ChartData, Role
from counselling.figures.horizons import Teller
from counselling.figures.risk_chart import RiskCurves, curves_of
from counselling.figures.share import Share
from counselling.figures.whole import whole
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import TestMethod
from counselling.risk import countries
from counselling.risk.model import Assessment, Horizon, Probability, Span
from counselling.risk.supposition import RECEPTOR, Supposition


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two shares out of the same `out_of`, and what is told beside them; all words said already.

    out_of: the one of the page that `before` stands on.
    population: the average person, of carriers where the shares are. carriers: what the result
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
    reader: PersonId = "",
    out_of: int = 0,
    called: str = "",
) -> Comparison:
    """Tell the remaining lifetime before and after; the chance to carry where there is no curve.

    names: how each person is called. reader: who is addressed as "you", "" for nobody. out_of: as
    `risk_chart`. called: the supposed result in the caller's words, "" for ours.
    """
    told = _Told(before, after, what, words, names, reader, out_of or whole(before), called)
    first, second = before.horizon(Span.REMAINING), after.horizon(Span.REMAINING)
    if first is None or second is None:
        return told.carriers_only()
    return told.risks(first, second)


def comparison_chart(
    before: Assessment,
    after: Assessment,
    what: Supposition,
    words: Catalogue,
    *,
    names: Mapping[PersonId, str],
    reader: PersonId = "",
    out_of: int = 0,
) -> ChartData | None:
    """Return both curves by age beside the population's; None where there is none."""
    total = out_of or whole(before)
    told = _Told(before, after, what, words, names, reader, total, "")
    first = curves_of(before, words, whose=told.whose, out_of=total)
    second = curves_of(after, words, whose=told.whose, out_of=total)
    return None if first is None or second is None else told.curves(first, second)


@dataclass(frozen=True, slots=True)
class _Told:
    before: Assessment
    after: Assessment
    what: Supposition
    words: Catalogue
    names: Mapping[PersonId, str]
    reader: PersonId
    out_of: int
    called: str

    def risks(self, first: Horizon, second: Horizon) -> Comparison:
        total = self.out_of
        teller = self._teller(total)
        ages = (first.from_age_years, first.to_age_years)
        blanks = {"cancer": teller.cancer, "start": ages[0], "end": ages[1], "total": total}
        average = teller.share(teller.reference, first.population, ages, is_reference=True)
        return Comparison(
            self.words.say(N_("compare.title"), who=self._who(), whose=self.whose, **blanks),
            teller.share(self.words.say(N_("compare.now")), first.person, ages),
            teller.share(self._if, second.person, ages),
            total,
            (average.sentence,),
            (*(share.sentence for share in self._carriers(total)), *self._population),
            self._note(),
            self.words.direction,
        )

    def curves(self, first: RiskCurves, second: RiskCurves) -> ChartData:
        now, found = self.words.say(N_("compare.now")), self.what.result.value
        start, end = first.person.ages_years[0], first.person.ages_years[-1]
        blanks = {"cancer": first.cancer, "start": start, "end": end}
        return first.framed(
            self.words.say(N_("compare.curves_title"), who=self._who(), whose=self.whose, **blanks),
            (
                first.series(first.person, self.words.say(N_("compare.before"))),
                second.series(
                    second.person,
                    self.words.say(N_("compare.after"), result=found),
                    role=Role.SUPPOSED,
                ),
                first.series(first.population),
            ),
            (
                first.end_of(first.person, now),
                second.end_of(second.person, self._if),
                first.end_of(first.population),
            ),
        )

    def carriers_only(self) -> Comparison:
        total = self.out_of
        first, second = self._carriers(total)
        blanks = {**gene_blanks(self.before), "total": total}
        title = self.words.say(
            N_("compare.carriers_title"), who=self._who(), whose=self.whose, **blanks
        )
        note, direction = self._note(), self.words.direction
        return Comparison(title, first, second, total, self._population, (), note, direction)

    def _carriers(self, total: int) -> tuple[Share, Share]:
        now = self.words.say(N_("compare.now"))
        return (
            self._carrier(now, self.before.any_gene, total),
            self._carrier(self._if, self.after.any_gene, total),
        )

    def _carrier(self, name: str, probability: Probability, total: int) -> Share:
        return carrier_share(name, probability, self.before, self.words, out_of=total)

    @property
    def _population(self) -> tuple[str, ...]:
        """How many people carry, where a chance to carry is told."""
        share = population_share(self.before, self.words, out_of=self.out_of)
        return (share.sentence,) if share else ()

    def _teller(self, total: int) -> Teller:
        cancer = self.words.say(f"cancer.{self.before.cancer}")
        country = countries.in_words(self.before.question.country, self.words)
        return Teller(self.words, cancer, country, total)

    @property
    def whose(self) -> str:
        return self._named(self.before.question.person)

    def _named(self, person: PersonId) -> str:
        if person == self.reader:
            return self.words.say(N_("chart.you"))
        return self.names.get(person, person)

    def _who(self, person: PersonId = "") -> str:
        """How a message speaks of a person (the one asked about): to her, or of her."""
        return "you" if (person or self.before.question.person) == self.reader else "other"

    @property
    def _if(self) -> str:
        if self.called:
            return self.called
        person, who = self._named(self.what.person), self._who(self.what.person)
        result = self.what.result.value
        if self.what.gene == RECEPTOR:
            return self.words.say(N_("compare.if_receptor"), person=person, result=result)
        return self.words.say(
            N_("compare.if"), who=who, person=person, gene=self.what.gene, result=result
        )

    def _method(self) -> str:
        """How the result that nobody has yet is supposed to be come by."""
        if self.what.gene == RECEPTOR:
            return self.words.say(N_("compare.receptor"))
        made = self.after.question.family.person(self.what.person).tests[-1]
        method = "direct" if made.method is TestMethod.DIRECT else "search"
        return self.words.say(N_("compare.method"), method=method, gene=made.gene)

    def _note(self) -> tuple[str, ...]:
        return (
            self._method(),
            self.words.say(
                N_("chart.note"),
                model=self.before.model,
                version=self.before.version,
                country=countries.in_words(self.before.question.country, self.words),
            ),
        )
