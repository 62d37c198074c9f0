"""Orders without crossings, found exactly and at once."""

from collections.abc import Callable

import pytest

from counselling.layout.clean import clean_orders
from counselling.layout.crossings import price
from counselling.layout.generations import generations
from counselling.layout.graph import Graph, parts
from counselling.layout.grid import Grid, Lift, Move, grid_of
from counselling.layout.layout import place
from counselling.layout.numbering import graph_of
from counselling.layout.questions import Answers, Questions
from counselling.layout.result import SegmentKind
from counselling.layout.trial import begin
from counselling.layout.untangling import (
    contradictions,
    untangle,
    untangle_but_one,
    untangle_most,
)
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import Person
from counselling.pedigree.terms import Zygosity
from tests.families.unseen import unseen_family

Born = Callable[..., Person]
Faults = Callable[..., list[str]]


def _grid(graph: Graph) -> Grid:
    return grid_of(graph, generations(graph))


@pytest.mark.parametrize("seed", range(40))
def test_an_untangled_order_has_everybody_and_no_crossing(seed: int) -> None:
    for part in parts(graph_of(unseen_family(seed, 14 + seed % 20))):
        if part.partners:
            start = begin(_grid(part))
            rows = untangle(start.grid, start.order.rows, {})
            if rows is not None:
                assert sorted(map(sorted, rows)) == sorted(map(sorted, start.order.rows))
                assert price(start.grid, rows).crossings == 0
                assert contradictions(start.grid, start.order.rows, {}) == 0


def _three_in_laws(born: Born) -> Graph:
    people = [born("g"), *(born(f"s{i}", "g") for i in range(3))]
    for i in range(3):
        people += [born(f"p{i}"), born(f"m{i}", f"p{i}"), born(f"k{i}", f"s{i}", f"m{i}")]
    (part,) = parts(graph_of(Family("f", persons=tuple(people))))
    return part


def test_what_must_cross_is_not_untangled(born: Born) -> None:
    start = begin(_grid(_three_in_laws(born)))
    assert untangle(start.grid, start.order.rows, {}) is None
    assert clean_orders(start, 1.0) == []


def _must_cross(born: Born) -> Graph:
    """Three siblings whose mates have grandparents."""
    people = [born("g"), *(born(f"s{i}", "g") for i in range(3))]
    for i in range(3):
        people += [born(f"p{i}"), born(f"q{i}", f"p{i}"), born(f"m{i}", f"q{i}")]
        people += [born(f"k{i}", f"s{i}", f"m{i}")]
    (part,) = parts(graph_of(Family("f", persons=tuple(people))))
    return part


def test_where_every_order_crosses_one_with_few_crossings_is_found(born: Born) -> None:
    start = begin(_grid(_must_cross(born)))
    orders = list(untangle_most(start.grid, start.order.rows, {}))
    for rows in orders:
        assert sorted(map(sorted, rows)) == sorted(map(sorted, start.order.rows))
    assert min(price(start.grid, rows).crossings for rows in orders) == 1


def test_what_was_given_up_comes_first_the_next_time(born: Born) -> None:
    """So that the orders differ."""
    start = begin(_grid(_must_cross(born)))
    orders = untangle_most(start.grid, start.order.rows, {})
    assert len({tuple(map(tuple, rows)) for rows in orders}) > 1


def test_an_order_without_crossings_is_the_last(born: Born) -> None:
    people = (born("m"), born("f"), *(born(f"k{i}", "m", "f") for i in range(3)))
    (part,) = parts(graph_of(Family("f", persons=people)))
    start = begin(_grid(part))
    assert len(list(untangle_most(start.grid, start.order.rows, {}))) == 1


def test_questions_that_are_one_have_one_answer_and_contraries_are_noticed() -> None:
    questions = Questions([[0, 1], [2, 3]])
    assert questions.join((0, 1), (3, 2))
    assert not questions.join((0, 1), (2, 3))
    assert not questions.join_all([((1, 0), (3, 2))])
    assert Answers([[0, 1], [2, 3]], questions).find() in ([[0, 1], [3, 2]], [[1, 0], [2, 3]])


def test_answers_make_an_order() -> None:
    questions = Questions([[0, 1, 2]])
    assert questions.join((0, 1), (1, 2))
    assert questions.join((0, 1), (2, 0))  # a circle: no order has it
    assert Answers([[0, 1, 2]], questions).find() is None


def test_of_questions_that_make_a_circle_all_but_one_are_answered_alike() -> None:
    questions = Questions([[0, 1, 2]])
    assert questions.join((0, 1), (1, 2))
    assert questions.join((0, 1), (2, 0))
    (order,) = Answers([[0, 1, 2]], questions).find_most()
    assert sorted(order) == [0, 1, 2]
    alike = [order.index(one) < order.index(other) for one, other in ((0, 1), (1, 2), (2, 0))]
    assert sorted((alike.count(True), alike.count(False))) == [1, 2]


def test_of_what_must_cross_one_thing_is_given_up(born: Born) -> None:
    start = begin(_grid(_must_cross(born)))
    orders = list(filter(any, untangle_but_one(start.grid, start.order.rows, {})))
    assert {price(start.grid, rows).crossings for rows in orders} == {1}


def test_a_founder_couple_goes_under_the_lines_of_a_raised_one() -> None:
    """No single lift would do."""
    (part, *_) = parts(graph_of(unseen_family(7648, 6 + 7648 % 18)))
    best, *_ = clean_orders(begin(_grid(part)), 1.0)
    assert [lift.move for lift in best.grid.lifts] == [Move.RAISED, Move.TUCKED]


def test_twins_under_a_lifted_couple_part_from_one_point(born: Born, faults: Faults) -> None:
    """A twin and her sister marry two brothers who have grandparents: her parents are lifted."""
    people = [born(f"a{i}", "am", "af") for i in range(3)]
    people += [born(f"b{i}", "bm", "bf") for i in range(2)]
    people += [born("am"), born("af"), born("bm", "g"), born("bf"), born("g")]
    people += [born("k0", "a0", "b0"), born("k1", "a2", "b1")]
    twins = (TwinSet(("a0", "a1"), Zygosity.MONOZYGOTIC),)
    family = Family("f", persons=tuple(people), twins=twins)
    layout = place(family)
    assert [owner for _, owner, _ in layout.memory.lifts] == [("af", "am")]
    assert layout.crossings == 0
    assert faults(family, layout) == []
    slants = [s for s in layout.segments if s.kind is SegmentKind.TWIN]
    assert {s.child for s in slants} == {"a0", "a1"}
    assert len({(s.x1, s.y1) for s in slants}) == 1


def test_legs_of_those_born_together_are_one(born: Born) -> None:
    kids = tuple(born(f"k{i}", "m", "f") for i in range(3))
    mate = (born("x", "xm"), born("xm"), born("c", "k2", "x"))
    people = (born("g"), born("m"), born("f", "g"), *kids, *mate)
    sets = (TwinSet(("k0", "k1"), Zygosity.UNKNOWN),)
    (part,) = parts(graph_of(Family("f", persons=people, twins=sets)))
    union = part.parents[part.ids.index("k0")]
    raised = Lift(Move.RAISED, union)
    grid = grid_of(part, generations(part), (raised,))
    assert [len(grid.legs[kid]) > 0 for kid in part.children[union]] == [True, False, True]
    assert len(grid.partings) == 1
