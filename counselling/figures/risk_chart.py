"""From an assessment to ChartData: curves in people of so many, words in the reader's language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from counselling.figures.cancer_name import cancer_name
from counselling.figures.chart import ChartData, Role, Series
from counselling.figures.horizons import Teller
from counselling.figures.share import Share, rounded_blanks
from counselling.figures.whole import whole
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.risk.countries import in_words
from counselling.risk.model import Assessment, Curve, CurveKind, Interval, Probability

_LEAST: Final = 0.1  # of everybody, so that a small risk looks small


def risk_chart(
    assessment: Assessment, words: Catalogue, *, whose: str, out_of: int = 0
) -> ChartData | None:
    """Return the chart of the person's risk beside her population's; None without a curve.

    whose: how the person's line is named ("You", "Anna", "III-1"). out_of: of how many people it
    is told, 0 for what fits the answer (`whole`).
    """
    told = curves_of(assessment, words, whose=whose, out_of=out_of or whole(assessment))
    return None if told is None else told.chart()


def curves_of(
    assessment: Assessment, words: Catalogue, *, whose: str, out_of: int
) -> "RiskCurves | None":
    """Return the curves with the words they are told in; None where none was computed."""
    person = assessment.curve(CurveKind.PERSON)
    population = assessment.curve(CurveKind.POPULATION)
    if person is None or population is None:
        return None
    return RiskCurves(assessment, person, population, words, whose, out_of)


@dataclass(frozen=True, slots=True)
class RiskCurves:
    """One answer's curves. whose: how the person is named; out_of: of how many people."""

    assessment: Assessment
    person: Curve
    population: Curve
    words: Catalogue
    whose: str
    out_of: int

    def chart(self) -> ChartData:
        """Return both lines with all their words."""
        start, end = self.person.ages_years[0], self.person.ages_years[-1]
        told = (self.end_of(self.person), self.end_of(self.population))
        return self.framed(
            self.words.say(N_("chart.title"), cancer=self.cancer, start=start, end=end),
            (self.series(self.person), self.series(self.population)),
            told,
        )

    def framed(self, title: str, series: tuple[Series, ...], told: tuple[Share, ...]) -> ChartData:
        """Return a chart of these lines; told: their ends, which the summary says."""
        net = self.words.say(N_("chart.net"))
        return ChartData(
            title=title,
            x_label=self.words.say(N_("chart.age")),
            y_label=self.words.say(N_("chart.in"), total=self.out_of),
            x=self.person.ages_years,
            series=series,
            summary=" ".join((*(one.sentence for one in told), net)),
            note=self.words.say(
                N_("chart.note"),
                model=self.assessment.model,
                version=self.assessment.version,
                country=self.country,
            ),
            direction=self.words.direction,
            out_of=self.out_of,
            least_top=_LEAST * self.out_of,
        )

    def series(self, curve: Curve, name: str = "", *, role: Role = Role.MAIN) -> Series:
        """Return one line; name: another than the person's or her population's."""
        is_reference = curve.kind is CurveKind.POPULATION
        name = name or (self._average if is_reference else self.whose)
        scale = self.out_of
        return Series(
            name,
            tuple(scale * p for p in curve.probabilities),
            tuple(scale * p for p in curve.low),
            tuple(scale * p for p in curve.high),
            role=Role.REFERENCE if is_reference else role,
            said=tuple(self._labels(curve, name)),
        )

    def end_of(self, curve: Curve, name: str = "") -> Share:
        """Return where a line ends, with the very numbers that it is drawn by."""
        is_reference = curve.kind is CurveKind.POPULATION
        ages = (curve.ages_years[0], curve.ages_years[-1])
        teller = Teller(self.words, self.cancer, self.country, self.out_of)
        name = name or (teller.reference if is_reference else self.whose)
        last = _at(curve, len(curve.ages_years) - 1)
        return teller.share(name, last, ages, is_reference=is_reference)

    def _labels(self, curve: Curve, name: str) -> Iterator[str]:
        """What stands at each age, rounded as everywhere else."""
        for place in range(len(curve.ages_years)):
            blanks: Mapping[str, str | int] = rounded_blanks(name, _at(curve, place), self.out_of)
            yield self.words.say(N_("horizon.label"), **blanks)

    @property
    def cancer(self) -> str:
        """As a sentence names it."""
        return cancer_name(self.assessment.cancer, self.words)

    @property
    def country(self) -> str:
        """As a sentence names it."""
        return in_words(self.assessment.question.country, self.words)

    @property
    def _average(self) -> str:
        return self.words.say(N_("chart.population"), country=self.country)


def _at(curve: Curve, place: int) -> Probability:
    if not (curve.low and curve.high):
        return Probability(curve.probabilities[place])
    interval = Interval(curve.low[place], curve.high[place], "")
    return Probability(curve.probabilities[place], interval)
