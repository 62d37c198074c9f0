"""What to ask next: from a family as a value to the next question in words, and to a read answer.

Two families of invented people: a descent of couples with three children each, in which most people
are too far away to be asked about, and one sibship, in which nobody is.
"""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from app.words import catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.terms import ParentKind, Sex
from counselling.work.history.answer_question import Typing, read_answer
from counselling.work.history.ask_next import Interviews, ask

RUNS: Final = 20
SIZES: Final = (20, 100, 1000)
_SEXES: Final = (Sex.FEMALE, Sex.MALE)


def measure() -> Mapping[str, object]:
    """Measure every size; a family is new each time, so that no look-up is made before."""
    figures: dict[str, object] = {"runs": RUNS}
    for size in SIZES:
        figures[f"descent_of_{size}"] = _of(_descent(size))
    figures[f"sibship_of_{SIZES[-1]}"] = _of(_sibship(SIZES[-1]))
    return figures


def _of(family: Family) -> Mapping[str, object]:
    interviews = Interviews(words=catalogue("en"))
    question = ask(family).questions[1]
    typing = Typing("en", datetime(2026, 1, 1, tzinfo=UTC), {})
    return {
        "people": len(family.persons),
        "questions": len(ask(family).questions),
        "next_question_ms": _milliseconds(lambda: interviews.plan(replace(family))),
        "answer_ms": _milliseconds(
            lambda: read_answer("br ca 42 d 60", replace(family), question, typing)
        ),
    }


def _milliseconds(run: Callable[[], object]) -> Mapping[str, float]:
    times = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - started))
    measured = times[1:]  # the first loads tables
    return {"median": round(statistics.median(measured), 2), "max": round(max(measured), 2)}


def _descent(size: int) -> Family:
    people = [Person("f", sex=Sex.MALE), Person("m", sex=Sex.FEMALE)]
    couples, born = [("m", "f")], []
    for mother, father in couples:
        for number in range(3):
            sex, other = _SEXES[number % 2], _SEXES[(number + 1) % 2]
            child = _child(f"c{len(people)}", mother, father, sex)
            mate = Person(f"x{len(people)}", sex=other)
            people += [child, mate]
            born.append(child.id)
            pair = (child.id, mate.id)
            couples.append(pair if sex is Sex.FEMALE else pair[::-1])
        if len(people) >= size:
            break
    return Family("descent", persons=tuple(people), consultand=born[len(born) // 2])


def _sibship(size: int) -> Family:
    parents = (Person("m", sex=Sex.FEMALE), Person("f", sex=Sex.MALE))
    kids = tuple(_child(f"c{number}", "m", "f", Sex.FEMALE) for number in range(size - 2))
    return Family("sibship", persons=(*parents, *kids), consultand="c5")


def _child(name: str, mother: PersonId, father: PersonId, sex: Sex) -> Person:
    links = (ParentLink(mother, ParentKind.MOTHER), ParentLink(father, ParentKind.FATHER))
    return Person(name, sex=sex, parents=links)
