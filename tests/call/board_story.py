"""What a board shows in a session: facts that are told of a family, and a family of two hundred.

Who stands for somebody is the same from picture to picture, as with the marks of a desk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from app.fonts import measure
from counselling.drawing.scene import Scene
from counselling.figures.labels import DE_IDENTIFIED
from counselling.layout.search import Effort
from counselling.pedigree.edits import ChangePerson
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, GeneTest
from counselling.pedigree.structure import AddChild
from counselling.pedigree.terms import TestResult
from counselling.work.pedigree.draw_family import draw_family
from tests.conftest import catalogue
from tests.families.builders import breast_ovarian
from tests.families.unseen import unseen_family

MANY = 200
_TOLD = 40  # facts


def many() -> Scene:
    """Return a picture of two hundred people, without names."""
    family, words = unseen_family(5, MANY), catalogue("en")
    drawn = draw_family(
        family, words, measure(), choice=DE_IDENTIFIED, effort=Effort.FIRST
    )  # the first order found is one: nobody looks at the picture
    return drawn.scene


def told() -> Sequence[Scene]:
    """Return pictures of twenty people, each after one more fact."""
    family, words = breast_ovarian(), catalogue("en")
    drawn = draw_family(family, words, measure(), choice=DE_IDENTIFIED)
    scenes = [drawn.scene]
    for each in islice(_facts(family), _TOLD):
        drawn = draw_family(each, words, measure(), choice=DE_IDENTIFIED, previous=drawn.layout)
        scenes.append(drawn.scene)
    return scenes


def _facts(family: Family) -> Iterator[Family]:
    """The family after one fact more and one more: an age, a test, an illness, a death, a child."""
    known = next(d.condition for p in family.persons for d in p.diagnoses)
    for number, person in enumerate(family.persons):
        now = family.person(person.id)
        changes = (
            replace(now, age=Age.at(61)),
            replace(now, age=Age.at(61), tests=(GeneTest("BRCA1", TestResult.NEGATIVE),)),
            replace(now, age=Age.at(62), diagnoses=(*now.diagnoses, Diagnosis(known, Age.at(45)))),
            replace(now, age=Age.at(62), is_deceased=True),
        )
        family = ChangePerson(changes[number % len(changes)]).apply(family)
        yield family
        if person.parents and number % 5 == 0:
            child = replace(person, id=f"new {number}", diagnoses=(), tests=(), age=Age.at(30))
            family = AddChild(child).apply(family)
            yield family
