"""Use case: what the models say about a person of the vault, computed and pictured."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from counselling.drawing.measure import Measure
from counselling.figures.beside import Beside, beside
from counselling.figures.chart import ChartData
from counselling.figures.dots import DotChart
from counselling.figures.horizons import band_lines
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers.consents import demand_use
from counselling.risk import registry
from counselling.risk.countries import countries
from counselling.risk.model import Assessment
from counselling.risk.supposition import Supposition
from counselling.work.pedigree.contradictions import contradictions_told
from counselling.work.pedigree.draw_family import draw_family
from counselling.work.risk.assess_risk import (
    RiskPictures,
    assess,
    in_words,
    picture,
)
from counselling.work.risk.check_model import CheckedModel, check_model
from counselling.work.risk.compare_risk import ComparedRisk, compare_risk, receptors_open
from counselling.work.risk.explain_risk import explain_answer, explanation_words
from counselling.work.risk.outside_results import OutsideResults
from counselling.work.vault.door import Door

_NO_SETTING: Final = "UK"  # until the settings name one


@dataclass(frozen=True)
class ShownRisk:
    """An answer, its pictures, its assumptions and doubts in words, and everybody's number.

    band: the guideline's category, as a clinician is told it. beside: what other programs say.
    models: names of those that have something to go by in this family. receptors: whose breast
    cancer's receptor can be supposed.
    """

    family: Family
    assessment: Assessment
    pictures: RiskPictures
    reasons: tuple[str, ...]
    caveats: tuple[str, ...]
    numbers: Mapping[PersonId, str]
    band: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    models: tuple[str, ...] = ()
    receptors: frozenset[PersonId] = frozenset()


class Risks:
    """Answers about people of the vault. Slow enough to stay off the UI thread.

    chart_page: makes the interactive page of a chart. country: the desk's own, as its settings
    name it; "" for none.
    """

    def __init__(
        self,
        door: Door,
        *,
        words: Catalogue,
        measure: Measure,
        chart_page: Callable[[ChartData | DotChart], str],
        country: str = "",
    ) -> None:
        self._door, self._words, self._measure = door, words, measure
        self._chart_page, self._country = chart_page, country

    @property
    def country(self) -> str:
        """The country that is compared with unless another is chosen, as the tables name it."""
        return self._country if self._country in self.countries else _NO_SETTING

    @property
    def countries(self) -> tuple[str, ...]:
        """Countries whose population a person can be compared with, as the tables name them."""
        return tuple(country.name for country in countries())

    def family(self, family_id: str) -> Family:
        """Open a family; written down as a view."""
        return families.open_family(self._door.vault, family_id).family

    @property
    def models(self) -> tuple[str, ...]:
        """Names of the models, the usual one first."""
        return tuple(model.name for model in registry.MODELS)

    @property
    def outside(self) -> OutsideResults:
        """What other programs worked out about people of the vault."""
        return OutsideResults(self._door)

    def ask(
        self, family: Family, *, person: PersonId | None, country: str, model: str = ""
    ) -> ShownRisk:
        """Ask a model about a person (default: the first one, whom the family is about).

        Raises RiskInputError, also for a family that contradicts its own tests;
        VaultError("vault.restricted") for somebody whose records are kept and not to be used.
        """
        return self._told(family, person, country, model, has_interval=True)

    def estimate(
        self, family: Family, *, person: PersonId | None, country: str, model: str = ""
    ) -> ShownRisk | None:
        """Answer at once without intervals; None where the whole answer takes no longer.

        Raises as `ask`.
        """
        chosen = registry.find(model) if model else registry.usual(family)
        if not registry.takes_long(chosen):
            return None
        return self._told(family, person, country, model, has_interval=False)

    def _told(
        self,
        family: Family,
        person: PersonId | None,
        country: str,
        model: str,
        *,
        has_interval: bool,
    ) -> ShownRisk:
        words = self._words
        with contradictions_told(family, words, self._measure):
            answer = assess(
                family, person=person, country=country, model=model, has_interval=has_interval
            )
        asked = answer.question.person
        demand_use(self._door.vault, family.id, asked)
        drawing = draw_family(family, words, self._measure)
        whose = family.person(asked).name or drawing.numbers[asked]
        return ShownRisk(
            family,
            answer,
            picture(answer, words, self._measure, whose=whose),
            tuple(in_words(reason, words, drawing.numbers) for reason in answer.reasons),
            tuple(in_words(caveat, words, drawing.numbers) for caveat in answer.caveats),
            drawing.numbers,
            band_lines(answer, words, is_for_patient=False),
            beside(answer, words),
            models=tuple(one.name for one in registry.concerning(family)),
            receptors=receptors_open(answer),
        )

    def compare(self, risk: ShownRisk, what: Supposition) -> ComparedRisk:
        """Answer again as if somebody's test had a result; before and after in one picture.

        Raises RiskInputError, PedigreeError for a result that this family cannot have.
        """
        names = {p.id: p.name or risk.numbers.get(p.id, p.id) for p in risk.family.persons}
        return compare_risk(
            risk.assessment, what, self._words, self._measure, names=names, has_words=False
        )

    def moves(self, risk: ShownRisk) -> tuple[str, ...]:
        """Say what moves an answer. Raises RiskInputError as the model does."""
        told = explain_answer(risk.assessment)
        return tuple(explanation_words(told, self._words, _people(risk)))

    def check(self, model: str, *, country: str) -> CheckedModel:
        """Compare a model with print and with a country's rates.

        Raises RiskInputError for a model that cannot be checked.
        """
        return check_model(model, country, self._words, self._measure)

    def chart_page(self, chart: ChartData | DotChart) -> str:
        """Return the interactive chart as one page."""
        return self._chart_page(chart)


def _people(risk: ShownRisk) -> Mapping[PersonId, str]:
    """Everybody's number with the name, where there is one."""
    return {
        person.id: f"{risk.numbers.get(person.id, '')} {person.name}".strip()
        for person in risk.family.persons
    }
