"""A village where everybody is related: said, and answered exactly for the nearest part."""

import random

from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, ParentLink, Person
from counselling.pedigree.terms import ParentKind, Sex
from counselling.risk.parting import nearest_part
from counselling.work.risk.assess_risk import assess


def village(people: int, *, seed: int = 3) -> Family:
    """Six generations that marry at random; even places are men."""
    rng = random.Random(seed)
    row = people // 6
    made = []
    for place in range(people):
        links: tuple[ParentLink, ...] = ()
        if place >= row:
            first = (place // row - 1) * row
            mother = first + rng.randrange(row // 2) * 2 + 1
            father = first + rng.randrange(row // 2) * 2
            links = (
                ParentLink(str(mother), ParentKind.MOTHER),
                ParentLink(str(father), ParentKind.FATHER),
            )
        sex = Sex.FEMALE if place % 2 else Sex.MALE
        made.append(Person(str(place), sex=sex, parents=links, age=Age.at(40)))
    return Family("village", persons=tuple(made), consultand=str(people - 1))


def test_a_village_is_answered_for_its_nearest_part_and_says_so() -> None:
    family = village(120)
    answer = assess(family, person=None, country="UK", model="consultand-brca-palb2")
    first = answer.caveats[0]
    assert first.message_id == "caveat.nearest_part"
    told = dict(first.fields)
    assert told["all"] == 120
    assert 3 <= int(told["count"]) < 120
    assert len(answer.carriers["BRCA1"]) == told["count"]


def test_the_part_grows_by_distance_and_keeps_the_person() -> None:
    family = village(60)
    sizes: list[int] = []

    def fits(part: Family) -> bool:
        sizes.append(len(part.persons))
        return len(part.persons) <= 20

    part = nearest_part(family, "59", fits)
    assert part is not None
    assert part.person("59")
    assert sizes == sorted(sizes)
    assert len(part.persons) <= 20
    assert nearest_part(family, "59", lambda _: False) is None
