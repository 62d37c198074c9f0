"""Use case: the same answer before and after a gene test that was not made yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.errors import RiskInputError
from counselling.figures.chart import ChartData
from counselling.figures.compare import Comparison, compare, comparison_chart
from counselling.figures.compare_scene import comparison_scene
from counselling.figures.risk_curve import risk_curve
from counselling.language.catalogue import Catalogue
from counselling.pedigree.person import PersonId
from counselling.risk import registry
from counselling.risk.model import Assessment
from counselling.risk.supposing import may_suppose_receptor, supposed
from counselling.risk.supposition import RECEPTOR, Supposition
from counselling.work.pedigree.contradictions import contradictions_told
from counselling.work.risk.assess_risk import answer_again
from counselling.work.risk.horizon_table import horizon_table, reference_table, value_table


@dataclass(frozen=True)
class ComparedRisk:
    """Two answers of one model to one question, their words, and both in one picture.

    chart, curve: both by age, None where there is no curve.
    """

    what: Supposition
    before: Assessment
    after: Assessment
    words: Comparison
    scene: Scene
    chart: ChartData | None = None
    curve: Scene | None = None


def knows(answer: Assessment, what: Supposition) -> bool:
    """Whether the model of an answer counts what is supposed."""
    if what.gene == RECEPTOR:
        return registry.reads_tumours(registry.find(answer.model))
    return what.gene in answer.consultand


def receptors_open(answer: Assessment) -> frozenset[PersonId]:
    """Return the people whose tumour's receptor can be supposed, and would count in this model."""
    if not registry.reads_tumours(registry.find(answer.model)):
        return frozenset()
    family = answer.question.family
    return frozenset(p.id for p in family.persons if may_suppose_receptor(family, p))


def suppose(
    before: Assessment, what: Supposition, words: Catalogue, measure: Measure
) -> Assessment:
    """Return what the same model answers if the test had this result.

    words, measure: of the drawing by whose numbers people are named. Raises RiskInputError as
    `supposed` does, "risk.gene_not_in_model", and "risk.conflict" or "risk.panel_conflict" with
    the people where the result cannot be in this family.
    """
    if not knows(before, what):
        known = ", ".join(before.consultand)
        raise RiskInputError("risk.gene_not_in_model", field="gene", gene=what.gene, known=known)
    family = supposed(before.question.family, what)
    with contradictions_told(family, words, measure):
        return answer_again(before, family)


def compare_risk(
    before: Assessment,
    what: Supposition,
    words: Catalogue,
    measure: Measure,
    *,
    names: Mapping[PersonId, str],
    has_words: bool = True,
    reader: PersonId = "",
    out_of: int = 0,
) -> ComparedRisk:
    """Suppose a result, and show before and after out of the same number of people.

    names: how each person is called. has_words: the picture says all sentences, as on paper.
    reader, out_of: as `compare`.
    Raises as `suppose`.
    """
    after = suppose(before, what, words, measure)
    told = compare(before, after, what, words, names=names, reader=reader, out_of=out_of)
    chart = comparison_chart(before, after, what, words, names=names, reader=reader, out_of=out_of)
    return ComparedRisk(
        what,
        before,
        after,
        told,
        comparison_scene(told, measure, has_words=has_words),
        chart,
        risk_curve(chart, measure) if chart else None,
    )


def comparison_table(compared: ComparedRisk) -> Mapping[str, object]:
    """Return a comparison as plain tables."""
    what = compared.what
    return {
        "model": compared.before.model,
        "reference": reference_table(compared.before),
        "person": what.person,
        "gene": what.gene,
        "result": what.result.value,
        "before": _side(compared.before),
        "after": _side(compared.after),
        "words": list(compared.words.sentences),
    }


def _side(assessment: Assessment) -> Mapping[str, object]:
    any_gene = value_table(assessment.any_gene)
    return {"any_gene": any_gene, "horizons": horizon_table(assessment)}
