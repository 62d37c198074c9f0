"""Which drawings without crossings are looked for, the plainest first.

First with all couples side by side, then with one joined around its neighbours, then with founder
couples off their rows. What is asked of each is exact (untangling.py) and takes a millisecond.
Where there is none, the same ways lead to orders with few crossings.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, combinations, islice, product
from typing import Final, NamedTuple

from counselling.layout.crossings import price
from counselling.layout.exits import ends_at_persons
from counselling.layout.grid import Grid, Lift, grid_of
from counselling.layout.lifting import lifts_to_try
from counselling.layout.lines import Way, run_lines
from counselling.layout.trial import Trial, begin
from counselling.layout.untangling import Ways, contradictions, untangle, untangle_most
from counselling.layout.walk import Order
from counselling.layout.watch import Watch, nobody_minds

_QUESTIONS: Final = 200_000  # pairs of neighbours in rows, over all tries: what time is given
_FEWER_QUESTIONS: Final = 60_000  # where every order crosses, twice
_MATES: Final = 5  # of one person, whose ways are all tried
_LIFTS: Final = 3
_STEPS: Final = 8
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
    return _step_by_step(start, _QUESTIONS * effort, watch)[0]


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
    return sorted(found.values(), key=lambda trial: trial.cost)


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


def _step_by_step(start: Trial, left: float, watch: Watch) -> tuple[list[Trial], float]:
    """Several knots at once: whatever takes the most contradictions away, again and again."""
    best = _Plan(start, _usual_ways(start))
    fewest = contradictions(start.grid, start.order.rows, best.ways, watch)
    for _ in range(_STEPS):
        if not fewest:
            break
        choice = best
        for plan in (*_around(best), *_off_the_row(best)):
            left -= sum(len(row) ** 2 for row in plan.like.order.rows)
            watch()
            like = plan.like
            count = contradictions(like.grid, like.order.rows, plan.ways, watch)
            if count < fewest:
                choice, fewest = plan, count
            if left < 0:
                break
        if choice is best:
            return [], left
        best = choice
    trial = None if fewest else _carry_out(best, watch)
    return ([trial] if trial and not trial.crossings else []), left


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
        for chosen in combinations(lifts, count):
            if len({lift.union for lift in chosen}) == count:
                yield chosen


def _liftable(trial: Trial) -> list[Lift]:
    """Lifts to try; none where families are drawn as one, for a walk with them sees only one."""
    return [] if trial.grid.graph.families else lifts_to_try(trial)
