"""From an assessment to ChartData: curves in percent, words in the reader's language."""

from collections.abc import Sequence

from counselling.figures.chart import ChartData, Series
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.language.numbers import how_many
from counselling.risk.countries import in_words
from counselling.risk.model import Assessment, Curve, CurveKind


def risk_chart(assessment: Assessment, words: Catalogue, *, whose: str) -> ChartData | None:
    """Return the chart of the person's risk beside her population's; None without a curve.

    whose: how the person's line is named ("You", "Anna", "III-1").
    """
    person = assessment.curve(CurveKind.PERSON)
    population = assessment.curve(CurveKind.POPULATION)
    if person is None or population is None:
        return None
    country = in_words(assessment.question.country, words)
    names = {
        CurveKind.PERSON: whose,
        CurveKind.POPULATION: words.say(N_("chart.population"), country=country),
    }
    cancer = words.say(f"cancer.{assessment.cancer}")
    start, end = person.ages_years[0], person.ages_years[-1]
    return ChartData(
        title=words.say(N_("chart.title"), cancer=cancer, start=start, end=end),
        x_label=words.say(N_("chart.age")),
        y_label=words.say(N_("chart.in_100")),
        x=person.ages_years,
        series=tuple(_series(c, names[c.kind]) for c in (person, population)),
        summary=_summary(person, population, words, whose=whose, cancer=cancer),
        note=words.say(
            N_("chart.note"),
            model=assessment.model,
            version=assessment.version,
            country=country,
        ),
        direction=words.direction,
    )


def _series(curve: Curve, name: str) -> Series:
    return Series(
        name,
        _percent(curve.probabilities),
        _percent(curve.low),
        _percent(curve.high),
        is_reference=curve.kind is CurveKind.POPULATION,
    )


def _percent(probabilities: Sequence[float]) -> tuple[float, ...]:
    return tuple(100 * p for p in probabilities)


def _summary(person: Curve, population: Curve, words: Catalogue, *, whose: str, cancer: str) -> str:
    """The picture in one sentence, with the very numbers that the lines end at."""
    mine, theirs = person.probabilities[-1], population.probabilities[-1]
    return words.say(
        N_("chart.summary"),
        whose=whose,
        cancer=cancer,
        start=person.ages_years[0],
        end=person.ages_years[-1],
        mine=how_many(mine),
        theirs=how_many(theirs),
    )
