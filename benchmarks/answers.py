"""How long each risk model takes to answer about a family of thirty, and to say what moves it.

Processor time of this process: the first answer in a country works its hazards out, later ones do
not. The best of several runs.
"""

import resource
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, ParentLink, Person
from counselling.pedigree.terms import ParentKind, Sex
from counselling.risk.model import Question
from counselling.risk.registry import MODELS
from counselling.work.risk.explain_risk import explain_answer

_RUNS: Final = 3
_COUNTRY: Final = "Slovenia"  # whose hazards nothing else has worked out


def measure() -> Mapping[str, object]:
    """Measure every model of the registry."""
    question = Question(thirty(), "c00", _COUNTRY)
    found = {}
    for model in MODELS:
        figures = {
            "first_s": _time(partial(model.assess, question)),
            "again_s": _best(partial(model.assess, question)),
        }
        answer = model.assess(question)
        figures["moves_s"] = _best(partial(explain_answer, answer))
        quick = replace(question, has_interval=False)
        figures["estimate_s"] = _best(partial(model.assess, quick))
        found[model.name] = {name: round(value, 3) for name, value in figures.items()}
    return {"people": len(question.family.persons), "models": found}


def thirty() -> Family:
    """Return three pairs of grandparents, their twelve children and twelve grandchildren."""
    people: list[Person] = []
    for n in range(3):
        ill = (Diagnosis("bowel cancer", Age.at(60)),)
        people += [
            Person(f"gf{n}", sex=Sex.MALE, age=Age.at(75)),
            Person(f"gm{n}", sex=Sex.FEMALE, age=Age.at(78), diagnoses=ill),
        ]
        people += [_child(f"k{n}{k}", k, 50 + k, f"gm{n}", f"gf{n}") for k in range(4)]
    for n in range(2):
        people += [_child(f"c{n}{k}", k, 20 + k, f"k{n}0", f"k{n + 1}1") for k in range(6)]
    return Family("thirty", persons=tuple(people))


def _child(name: str, place: int, years: int, mother: str, father: str) -> Person:
    first = place == 0 and name.startswith("k")
    return Person(
        name,
        sex=(Sex.FEMALE, Sex.MALE)[place % 2],
        age=Age.at(years),
        parents=(ParentLink(mother, ParentKind.MOTHER), ParentLink(father, ParentKind.FATHER)),
        diagnoses=(Diagnosis("womb cancer", Age.at(48)),) if first else (),
    )


def _best(work: Callable[[], object]) -> float:
    return min(_time(work) for _ in range(_RUNS))


def _time(work: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    work()
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
