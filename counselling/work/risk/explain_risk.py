"""Use case: what moves an answer, by the model that gave it, as tables and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.language.conditions import condition_name
from counselling.language.marks import N_
from counselling.language.numbers import decimals_needed
from counselling.pedigree.person import PersonId
from counselling.risk import registry
from counselling.risk.breast_panel_explaining import explain_breast_panel
from counselling.risk.explaining import explain
from counselling.risk.influences import Explanation, Influence, NextTest, ahead_of
from counselling.risk.model import Assessment
from counselling.risk.models.breast_panel import BreastPanel
from counselling.risk.models.hereditary_breast_ovarian import HereditaryBreastOvarian
from counselling.risk.syndrome import SyndromePanel
from counselling.risk.syndrome_explaining import explain_syndrome

_SHOWN: Final = 8  # lines of an explanation in words
_TOLD: Final = 1e-3  # a change below this reads as none in percent
_TOLD_SHARE: Final = 0.02


def explain_answer(answer: Assessment) -> Explanation:
    """Explain an answer by its own model: the chance to carry, and the risk of its curve.

    Raises as the model does.
    """
    model, ahead = registry.find(answer.model), ahead_of(answer)
    match model:
        case SyndromePanel():
            return explain_syndrome(model.syndrome, answer.question, ahead=ahead)
        case BreastPanel():
            return explain_breast_panel(answer.question, ahead=ahead)
        case HereditaryBreastOvarian():
            return explain(answer.question, ahead=ahead)
    raise LookupError(model.name)  # a new model brings its own explanation


def explanation_table(
    explanation: Explanation, numbers: Mapping[PersonId, str]
) -> Mapping[str, object]:
    """Return an explanation as plain tables; the risks are those of `risk`, null where none is."""
    ahead = explanation.ahead
    return {
        "probability": explanation.probability,
        "risk": None
        if ahead is None
        else {
            "cancer": ahead.organ.cancer,
            "from_age": ahead.from_age_years,
            "to_age": ahead.to_age_years,
            "value": explanation.risk,
        },
        "influences": [
            {
                "person": one.person,
                "number": numbers.get(one.person, ""),
                "fact": one.kind.value,
                "what": one.what,
                "without": one.without,
                "change": one.change,
                "risk_without": one.risk_without,
            }
            for one in explanation.influences
        ],
        "next_tests": [
            {
                "person": one.person,
                "number": numbers.get(one.person, ""),
                "positive": one.positive,
                "if_positive": one.if_positive,
                "if_negative": one.if_negative,
                "gain": one.gain,
                "risk_if_positive": one.risk_if_positive,
                "risk_if_negative": one.risk_if_negative,
            }
            for one in explanation.next_tests
        ],
    }


def explanation_words(
    explanation: Explanation, words: Catalogue, numbers: Mapping[PersonId, str]
) -> Sequence[str]:
    """Say the greatest changes and the tests that would tell most, a line each.

    numbers: how each person is called.
    """
    teller = _Teller(explanation, words, numbers)
    seen = [one for one in explanation.influences if teller.is_worth_telling(one)]
    return [
        *(teller.influence(one) for one in seen[:_SHOWN]),
        *(teller.next_test(one) for one in explanation.next_tests[:_SHOWN]),
    ]


@dataclass(frozen=True, slots=True)
class _Teller:
    explanation: Explanation
    words: Catalogue
    numbers: Mapping[PersonId, str]

    def is_worth_telling(self, one: Influence) -> bool:
        told = self.explanation
        pairs = [(one.change, told.probability), (told.risk_change(one), told.risk or 0.0)]
        return any(abs(by) >= max(_TOLD, _TOLD_SHARE * of) for by, of in pairs)

    def influence(self, one: Influence) -> str:
        return self.words.say(
            N_("explain.influence"),
            person=self.numbers.get(one.person, one.person),
            fact=one.kind.value,
            what=condition_name(one.what, self.words),
            now=self._percent(self.explanation.probability),
            without=self._percent(one.without),
            **self._risks(risk=self.explanation.risk, risk_without=one.risk_without),
        )

    def next_test(self, one: NextTest) -> str:
        return self.words.say(
            N_("explain.next_test"),
            person=self.numbers.get(one.person, one.person),
            positive=self._percent(one.positive),
            if_positive=self._percent(one.if_positive),
            if_negative=self._percent(one.if_negative),
            **self._risks(risk_positive=one.risk_if_positive, risk_negative=one.risk_if_negative),
        )

    def _risks(self, **risks: float | None) -> Mapping[str, str | int]:
        """Blanks of the cancer's risk; has_risk selects whether it is said at all."""
        ahead = self.explanation.ahead
        told = {name: self._percent(risk) for name, risk in risks.items() if risk is not None}
        if ahead is None or len(told) < len(risks):
            return {
                "has_risk": "no",
                "cancer": "",
                "start": 0,
                "end": 0,
                **dict.fromkeys(risks, ""),
            }
        return {
            "has_risk": "yes",
            "cancer": self.words.say(f"cancer.{ahead.organ.cancer}"),
            "start": ahead.from_age_years,
            "end": ahead.to_age_years,
            **told,
        }

    def _percent(self, probability: float) -> str:
        return self.words.percent(probability, decimals=decimals_needed(probability))
