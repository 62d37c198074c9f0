"""Use case: ask the risk models about a person, and put the answer into pictures and tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.errors import RiskInputError
from counselling.figures.carriers import CarrierChart, carrier_chart
from counselling.figures.chart import ChartData
from counselling.figures.horizons import HorizonChart, horizon_chart
from counselling.figures.icon_array import icon_array
from counselling.figures.risk_chart import risk_chart
from counselling.figures.risk_curve import risk_curve
from counselling.figures.second_cancer import SecondChart, second_chart
from counselling.figures.whole import whole
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.risk import countries, panel_hazards, penetrance, registry
from counselling.risk.model import (
    Assessment,
    Caveat,
    Curve,
    Question,
    RiskModel,
)
from counselling.risk.parting import nearest_part
from counselling.risk.polygenic_score import PolygenicScore
from counselling.work.risk.horizon_table import (
    band_table,
    horizon_table,
    reference_table,
    second_table,
    value_table,
)

_COUNTRIES: Final = ("country", "neighbour")  # fields that hold a name of the tables
_TOO_TANGLED: Final = "risk.too_tangled"


def assess(
    family: Family,
    *,
    person: PersonId | None,
    country: str,
    model: str = "",
    score: PolygenicScore | None = None,
    has_interval: bool = True,
) -> Assessment:
    """Return a model's answer about a person (default: whom the family is about).

    model: "" for the one that fits the family. score: the person's polygenic score for breast
    cancer.
    Raises RiskInputError: nobody chosen, no such person, country or model, a family with
    blocking findings, a family too tangled for exact work.
    """
    chosen = registry.find(model) if model else registry.usual(family)
    question = _question(family, person, country, score)
    return _answer(chosen, replace(question, has_interval=has_interval))


def assess_all(
    family: Family,
    *,
    person: PersonId | None,
    country: str,
    score: PolygenicScore | None = None,
) -> tuple[tuple[Assessment, ...], tuple[tuple[str, RiskInputError], ...]]:
    """Return the answers of all models that concern the family and can, the usual one's first;
    others with the reason.

    Raises as `assess` where the usual model cannot answer: then the question is to blame.
    """
    question = _question(family, person, country, score)
    first = registry.usual(family)
    answers, refusals = [_answer(first, question)], []
    for model in registry.concerning(family):
        if model is first:
            continue
        try:
            answers.append(_answer(model, question))
        except RiskInputError as reason:
            refusals.append((model.name, reason))
    return tuple(answers), tuple(refusals)


def answer_again(before: Assessment, family: Family) -> Assessment:
    """Put the question of an answer to the same model about another state of the family.

    Raises as the model does.
    """
    return _answer(registry.find(before.model), replace(before.question, family=family))


def forget_models() -> None:
    """Free what the models keep for the next question: for programs that ask no other."""
    penetrance.forget()
    panel_hazards.forget()


def _answer(model: RiskModel, question: Question) -> Assessment:
    """Ask a model; of a family too tangled for exact work its nearest part, and say so."""
    try:
        return model.assess(question)
    except RiskInputError as reason:
        if reason.message_id != _TOO_TANGLED:
            raise
        answers: list[Assessment] = []

        def fits(part: Family) -> bool:
            try:
                answers.append(model.assess(replace(question, family=part)))
            except RiskInputError as refused:
                if refused.message_id != _TOO_TANGLED:
                    raise
                return False
            return True

        part = nearest_part(question.family, question.person, fits)
        if part is None:
            raise
        counted = (("count", len(part.persons)), ("all", len(question.family.persons)))
        caveat = Caveat(N_("caveat.nearest_part"), fields=counted)
        return replace(answers[-1], caveats=(caveat, *answers[-1].caveats))


def _question(
    family: Family, person: PersonId | None, country: str, score: PolygenicScore | None
) -> Question:
    asked = person or family.focus
    if asked is None:
        raise RiskInputError("risk.nobody_chosen")
    return Question(family, asked, country, score)


@dataclass(frozen=True)
class RiskPictures:
    """An assessment as pictures, all out of the same number of people.

    chart, curve: None where no curve could be computed. carriers: for any gene and for each.
    horizons: the spans people ask about, in words and numbers for their bars. second: the other
    breast after a first breast cancer.
    """

    chart: ChartData | None
    curve: Scene | None
    icons: Scene
    carriers: CarrierChart
    horizons: HorizonChart | None = None
    second: SecondChart | None = None


def picture(
    assessment: Assessment, words: Catalogue, measure: Measure, *, whose: str
) -> RiskPictures:
    """Draw an assessment; whose: how the person's line is named in the chart."""
    chart = risk_chart(assessment, words, whose=whose)
    carriers = carrier_chart(assessment, words, whose=whose)
    icons = icon_array(
        assessment.any_gene.value,
        words,
        measure,
        sentence_id=N_("icon.carriers"),
        out_of=whole(assessment),
        beside=carriers.reference.label if carriers.reference else "",
    )
    return RiskPictures(
        chart,
        risk_curve(chart, measure) if chart else None,
        icons,
        carriers,
        horizon_chart(assessment, words, whose=whose),
        second_chart(assessment, words, whose=whose),
    )


def as_table(assessment: Assessment, numbers: Mapping[PersonId, str]) -> Mapping[str, object]:
    """Return an assessment as plain tables, every number with model, source and assumptions."""
    question = assessment.question
    return {
        "model": assessment.model,
        "version": assessment.version,
        "person": question.person,
        "number": numbers.get(question.person, ""),
        "country": question.country,
        "standing": assessment.standing.value,
        "reasons": [_caveat(reason) for reason in assessment.reasons],
        "consultand": {gene: value_table(p) for gene, p in assessment.consultand.items()},
        "any_gene": value_table(assessment.any_gene),
        "reference": reference_table(assessment),
        "carriers": {gene: dict(people) for gene, people in assessment.carriers.items()},
        "cancer": assessment.cancer,
        "horizons": horizon_table(assessment),
        "band": band_table(assessment),
        "second_breast_cancer": second_table(assessment),
        "curves": {curve.kind.value: _curve(curve) for curve in assessment.curves},
        "assumptions": [_caveat(caveat) for caveat in assessment.caveats],
        "citations": [{"text": c.text, "status": c.status} for c in assessment.citations],
    }


def _caveat(caveat: Caveat) -> Mapping[str, object]:
    return {"id": caveat.message_id, "people": list(caveat.persons), **dict(caveat.fields)}


def _curve(curve: Curve) -> Mapping[str, Sequence[float]]:
    return {
        "ages": curve.ages_years,
        "probabilities": curve.probabilities,
        "low": curve.low,
        "high": curve.high,
    }


def in_words(caveat: Caveat, words: Catalogue, numbers: Mapping[PersonId, str]) -> str:
    """Say a caveat or a reason; people are named by their pedigree numbers."""
    fields = {
        name: countries.in_words(str(value), words) if name in _COUNTRIES else value
        for name, value in caveat.fields
    }
    said = words.say(caveat.message_id, **fields)
    if not caveat.persons:
        return said
    people = ", ".join(numbers.get(person, person) for person in caveat.persons)
    return words.say(N_("caveat.about"), people=people, caveat=said)
