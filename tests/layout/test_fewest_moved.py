"""Who moves for an edit, held against an exact optimum: a mixed-integer programme.

Who is drawn in a row keeps the order and the smallest gaps; it is asked how few people need stand
more than half a unit (less the hundredth that the layout keeps in hand) from where they stood, the
whole sheet shifted as it likes. Labels and all wishes are left out, so no drawing in that order can
move fewer. Families with lines that pass rows, or several beside each other, are not looked at.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeVar

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from counselling.layout.graph import parts
from counselling.layout.layout import place
from counselling.layout.numbering import graph_of
from counselling.layout.result import Layout
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.structure import AddChild, AddParents, RemovePeople
from counselling.pedigree.terms import ParentKind, Sex
from tests.families.unseen import unseen_family
from tests.layout.test_shared_families import shared_families, with_both_parents

Born = Callable[..., Person]
T = TypeVar("T")

_GAP = 0.98  # of neighbours, one of whom is new
_FAR = 0.5
_PLAY = 0.49
_SHARE = 0.04
_ALL = 1000.0  # farther than anybody goes


def moved(before: Layout, after: Layout, shift: float = 0.0) -> int:
    """Count who moved by more than half a unit."""
    both = (n for n in before.by_person if n in after.by_person)
    ways = (after.by_person[n].x - before.by_person[n].x - shift for n in both)
    return sum(abs(way) > _FAR + 1e-6 for way in ways)


def fewest(before: Layout, after: Layout) -> int:
    """How many have to, with everybody in the order that they have now."""
    names = list(after.by_person)
    at = {name: i for i, name in enumerate(names)}
    count = len(names)
    kept = [name for name in names if name in before.by_person]
    rows: list[dict[int, float]] = []
    least: list[float] = []
    for name in kept:  # x - shift within half a unit, or the switch is on
        for sign in (1.0, -1.0):
            rows.append({at[name]: sign, 2 * count: -sign, count + at[name]: _ALL})
            least.append(sign * before.by_person[name].x - _PLAY)
    by_row: dict[float, list[PersonId]] = {}
    for name in names:
        by_row.setdefault(after.by_person[name].y, []).append(name)
    for row in by_row.values():
        for one, other in pairwise(sorted(row, key=lambda n: after.by_person[n].x)):
            is_new = one not in before.by_person or other not in before.by_person
            rows.append({at[other]: 1.0, at[one]: -1.0})
            least.append(_GAP if is_new else 1.0)
    matrix = np.zeros((len(rows), 2 * count + 1))
    for number, factors in enumerate(rows):
        for column, factor in factors.items():
            matrix[number, column] = factor
    is_switch = np.zeros(2 * count + 1)
    is_switch[count:-1] = 1.0
    bounds = Bounds(np.where(is_switch, 0.0, -_ALL / 4), np.where(is_switch, 1.0, _ALL / 4))
    constraints = LinearConstraint(matrix, np.array(least) - 1e-6, np.inf)
    result = milp(is_switch, integrality=is_switch, bounds=bounds, constraints=constraints)
    assert result.success
    return round(float(result.fun))


def _edited(family: Family) -> Iterator[Family]:
    """Parents for three founders, a sibling for three children, three people gone."""
    founders = [p.id for p in family.persons if not p.parents and family.unions_of(p.id)]
    new = Person("new1", sex=Sex.FEMALE), Person("new2", sex=Sex.MALE)
    links = ParentLink("new1", ParentKind.MOTHER), ParentLink("new2", ParentKind.FATHER)
    for founder in _some(founders):
        yield AddParents(founder, new, links).apply(family)
    children = [p for p in family.persons if p.genetic_parents]
    for child in _some([p for p in children if p.genetic_parents]):
        yield AddChild(Person("new1", parents=child.parents)).apply(family)
    for leaf in _some([p.id for p in children if not family.unions_of(p.id)]):
        yield RemovePeople((leaf,)).apply(family)


def _some(things: list[T]) -> list[T]:
    return things[:: max(1, len(things) // 3)][:3]


def _cases(family: Family) -> Iterator[tuple[Layout, Layout]]:
    """Drawings of one family before and after an edit, without lines that pass a row."""
    before = place(family)
    for edited in _edited(family):
        if len(parts(graph_of(edited))) == 1:
            after = place(edited, previous=before)
            if not after.memory.waypoints:
                yield before, after


def _moved_without_need(family: Family) -> list[tuple[str, int, int]]:
    found = []
    for before, after in _cases(family):
        count = moved(before, after)
        if count > _SHARE * len(before.nodes):
            least = fewest(before, after)
            if count > least:
                found.append((family.id, count, least))
    return found


def test_in_shared_families_no_more_move_than_must_or_a_few() -> None:
    families = [with_both_parents(f) for f in shared_families() if len(f.persons) <= 60]
    if not families:
        pytest.skip("no shared folder beside us")
    assert [case for family in families for case in _moved_without_need(family)] == []


def test_in_unseen_families_too() -> None:
    families = [unseen_family(seed, 8 + seed % 30) for seed in range(40)]
    assert [case for family in families for case in _moved_without_need(family)] == []


def test_parents_between_two_couples_take_one_of_them_far(born: Born) -> None:
    """Two more need a place of two units; what both sides give freely is not one."""
    people = [born(who) for who in "abcd"]
    people += [born("k", "a", "b"), born("y"), born("l", "k", "y")]
    people += [born("x1", "c", "d"), born("x2", "c", "d"), born("n", "x2")]
    family = Family("f", persons=tuple(people), partnerships=(Partnership(("l", "n")),))
    before = place(family)
    new = Person("new1", sex=Sex.FEMALE), Person("new2", sex=Sex.MALE)
    links = ParentLink("new1", ParentKind.MOTHER), ParentLink("new2", ParentKind.FATHER)
    after = place(AddParents("y", new, links).apply(family), previous=before)
    assert after.crossings == 0
    assert moved(before, after) == fewest(before, after) == 2
