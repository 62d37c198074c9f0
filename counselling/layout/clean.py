"""Which drawings without crossings are looked for, the plainest first.

First with all couples side by side, then with one joined around its neighbours, then with founder
couples off their rows. What is asked of each is exact (untangling.py) and takes a millisecond.
Where there is none, the same ways lead to orders with few crossings.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, islice, permutations, product
from typing import Final, NamedTuple

from counselling.layout.crossings import price
from counselling.layout.exits import ends_at_persons
from counselling.layout.grid import Grid, Lift, Move, grid_of
from counselling.layout.lifting import lifts_to_try
from counselling.layout.lines import Way, run_lines
from counselling.layout.trial import Trial, begin
from counselling.layout.untangling import (
    Ways,
    contradictions,
    untangle,
    untangle_but_one,
    untangle_most,
)
from counselling.layout.walk import Order
from counselling.layout.watch import Watch, nobody_minds

_QUESTIONS: Final = 400_000  # pairs of neighbours in rows, over all tries: what time is given
_FEWER_QUESTIONS: Final = 60_000  # where every order crosses, twice
_MATES: Final = 5  # of one person, whose ways are all tried
_LIFTS: Final = 3
_ABREAST: Final = 8  # plans that are followed at once
_NEARLY: Final = 0.5  # contradictions, where those between two rows leave out what none shows
_SQUEAKS: Final = 3  # orders looked at for each way, where every order crosses


class _Plan(NamedTuple):
    """A way to look for an order: rows with their waypoints, couples who may be joined around."""

    like: Trial
    ways: Ways


def clean_orders(start: Trial, effort: float, watch: Watch = nobody_minds) -> list[Trial]:
    """Orders without crossings, of the plainest kind that there is; the cheapest first.

    watch: called all the while; what it raises ends the search.
    """
    left = _QUESTIONS * effort
    for plans in _kinds(start):
        found: list[Trial] = []
        for plan in plans:
            left -= sum(len(row) ** 2 for row in plan.like.order.rows)
            trial = _carry_out(plan, watch)
            if trial and not trial.crossings:
                found.append(trial)
            if left < 0:
                break
        if found:
            return sorted(found, key=lambda trial: trial.cost)
        if left < 0:
            break
    return _step_by_step(start, _QUESTIONS * effort, watch)


def nearly_clean_orders(start: Trial, effort: float, watch: Watch = nobody_minds) -> list[Trial]:
    """Orders with few crossings, where an order without was looked for in vain; the cheapest first.

    watch: called all the while; what it raises ends the search.
    """
    left = _FEWER_QUESTIONS * effort
    usual = _Plan(start, _usual_ways(start))
    others = (_Plan(start, ways) for ways in _two_around(start, usual.ways))
    counted: list[tuple[int, _Plan]] = []
    for plan in chain((usual,), _around(usual), _off_the_row(usual), others):
        like = plan.like
        left -= sum(len(row) ** 2 for row in like.order.rows)
        if left < 0:
            break
        counted.append((contradictions(like.grid, like.order.rows, plan.ways, watch), plan))
    counted.sort(key=lambda entry: entry[0])
    found: dict[float, Trial] = {}
    left = _FEWER_QUESTIONS * effort
    for _, (like, ways) in counted:
        for rows in islice(untangle_most(like.grid, like.order.rows, ways, watch), _SQUEAKS):
            left -= sum(len(row) ** 2 for row in rows)
            trial = _in_order(like, rows)
            found.setdefault(trial.cost, trial)
        if left < 0:
            break
    if min((trial.crossings for trial in found.values()), default=0) > 1:
        plans = [plan for _, plan in counted]
        found |= {trial.cost: trial for trial in _crossed_once(plans, effort, watch)}
    return sorted(found.values(), key=lambda trial: trial.cost)


def _crossed_once(plans: Sequence[_Plan], effort: float, watch: Watch) -> Iterator[Trial]:
    """The first order found in which lines cross once, if there is one."""
    left = _FEWER_QUESTIONS * effort
    for like, ways in plans:
        for rows in untangle_but_one(like.grid, like.order.rows, ways, watch):
            left -= sum(len(row) ** 2 for row in like.order.rows)
            trial = _in_order(like, rows) if any(rows) else None
            if trial and trial.crossings == 1:
                yield trial
                return
            if left < 0:
                return


def _carry_out(plan: _Plan, watch: Watch) -> Trial | None:
    like = plan.like
    watch()
    rows = untangle(like.grid, like.order.rows, plan.ways, watch)
    if rows is None:
        return None
    return _in_order(like, rows)


def _in_order(like: Trial, rows: list[list[int]]) -> Trial:
    order = Order(rows, like.order.when)
    return like._replace(order=order, price=price(like.grid, rows))


def _kinds(start: Trial) -> Iterator[Iterable[_Plan]]:
    """Ways to look, in kinds that cost alike, each kind to be tried to its end."""
    usual = _usual_ways(start)
    yield (_Plan(start, usual),)
    yield (_Plan(start, ways) for ways in _one_around(start, usual))
    lifted = []
    for lifts in _lifts(start):
        grid = grid_of(start.grid.graph, start.grid.generation, lifts)
        lifted.append(begin(grid))
        yield (_Plan(lifted[-1], _usual_ways(lifted[-1])),)
    yield (_Plan(start, ways) for ways in _two_around(start, usual))
    for trial in lifted:
        yield (_Plan(trial, ways) for ways in _one_around(trial, _usual_ways(trial)))


def _step_by_step(start: Trial, left: float, watch: Watch) -> list[Trial]:
    """Several knots at once: whatever takes the most contradictions away, again and again."""
    usual = _Plan(start, _usual_ways(start))
    fewest, _ = _knotted(usual, watch)
    best = [usual]
    while best:
        found: list[tuple[float, _Plan]] = []
        for plan in chain.from_iterable((*_around(one), *_off_the_row(one)) for one in best):
            left -= sum(len(row) ** 2 for row in plan.like.order.rows)
            count, trial = _knotted(plan, watch)
            if trial:
                return [trial]
            if count < fewest:
                found.append((count, plan))
            if left < 0:
                return []
        found.sort(key=lambda entry: entry[0])
        best = [plan for _, plan in found[:_ABREAST]]
        fewest = found[0][0] if found else fewest
    return []


def _knotted(plan: _Plan, watch: Watch) -> tuple[float, Trial | None]:
    """How many contradictions a plan has, and without any the order if there is one."""
    like = plan.like
    watch()
    count = contradictions(like.grid, like.order.rows, plan.ways, watch)
    trial = None if count else _carry_out(plan, watch)
    if trial and trial.crossings:
        trial = None
    return count or _NEARLY, trial


def _around(plan: _Plan) -> Iterator[_Plan]:
    return (_Plan(plan.like, ways) for ways in _one_around(plan.like, plan.ways))


def _off_the_row(plan: _Plan) -> Iterator[_Plan]:
    grid = plan.like.grid
    for lift in _liftable(plan.like) if len(grid.lifts) < _LIFTS else ():
        yield _Plan(begin(grid_of(grid.graph, grid.generation, (*grid.lifts, lift))), plan.ways)


def _usual_ways(trial: Trial) -> Ways:
    """Of couples who cannot all stand side by side, because somebody has a third mate."""
    grid = trial.grid
    crowded = {p for p, unions in _seated(grid).items() if len(unions) > 2}
    return {
        detour.union: detour.way
        for detour in run_lines(grid, trial.order.rows).detours
        if crowded & {*grid.seats[detour.union]}
    }


def _seated(grid: Grid) -> dict[int, list[int]]:
    """Couples of everybody, by the node that stands for her in the couple's row."""
    joins = {union for union, _, _ in ends_at_persons(grid)}
    seated: dict[int, list[int]] = {}
    for union, seats in enumerate(grid.seats):
        if len(seats) == 2 and union not in joins:
            for seat in seats:
                seated.setdefault(seat, []).append(union)
    return seated


def _one_around(trial: Trial, usual: Ways) -> Iterator[Ways]:
    """One couple joined around its neighbours, the crossed ones first."""
    grid = trial.grid
    knots = set(trial.price.knots)
    couples = sorted({u for us in _seated(grid).values() for u in us}, key=lambda u: u not in knots)
    for union in couples:
        for way in (Way.UNDER, Way.OVER):
            if usual.get(union) is not way:
                yield {**usual, union: way}
    for unions in _seated(grid).values():
        if 2 < len(unions) <= _MATES:
            others = {u: w for u, w in usual.items() if u not in unions}
            for beside in combinations(unions, 2):
                for way in (Way.UNDER, Way.OVER):
                    yield {**others, **{u: way for u in unions if u not in beside}}


def _two_around(trial: Trial, usual: Ways) -> Iterator[Ways]:
    """Two couples below or above their rows, one of them crossed; both below first."""
    knots = sorted(set(trial.price.knots))
    couples = sorted({u for unions in _seated(trial.grid).values() for u in unions})
    pairs = [
        (one, other)
        for one in knots
        for other in couples
        if one in couples and other != one and (other > one or other not in knots)
    ]
    both_under, *mixed = product((Way.UNDER, Way.OVER), repeat=2)
    for ways in (both_under, *mixed):
        for one, other in pairs:
            yield {**usual, one: ways[0], other: ways[1]}


def _lifts(trial: Trial) -> Iterator[tuple[Lift, ...]]:
    """One founder couple off its row, then two, then three."""
    lifts = _liftable(trial)
    for count in range(1, _LIFTS + 1):
        if count == 2:
            yield from _one_within_another(trial.grid, lifts)
        for chosen in combinations(lifts, count):
            if len({lift.union for lift in chosen}) == count:
                yield chosen


def _one_within_another(grid: Grid, lifts: Iterable[Lift]) -> Iterator[tuple[Lift, ...]]:
    """A couple a row higher, and one of that row under its children's lines."""
    raised = [lift for lift in lifts if lift.move is Move.RAISED]
    for outer, inner in permutations(raised, 2):
        if grid.row_of_union[inner.union] == grid.row_of_union[outer.union] - 1:
            yield outer, Lift(Move.TUCKED, inner.union, outer.union)


def _liftable(trial: Trial) -> list[Lift]:
    """Lifts to try; none where families are drawn as one, for a walk with them sees only one."""
    return [] if trial.grid.graph.families else lifts_to_try(trial)
