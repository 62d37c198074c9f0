"""The search for an order without crossings: hill climbing over decisions, then lifted couples.

Moves are drawn from a generator of fixed seed and counted, not timed: the same family always gets
the same drawing. Families without loops almost never come here.
"""

import random
from dataclasses import replace
from enum import Enum
from itertools import islice
from typing import Final

from counselling.layout.clean import clean_orders, nearly_clean_orders
from counselling.layout.generations import generations
from counselling.layout.graph import Graph
from counselling.layout.grid import Lift, grid_of
from counselling.layout.lifting import lifts_to_try
from counselling.layout.moves import random_move, single_moves
from counselling.layout.trial import Trial, aimed, attempt, begin
from counselling.layout.watch import Watch, nobody_minds

_CANDIDATES: Final = 6  # orders that are worth drawing to see which crosses least on paper
_MORE: Final = 24  # with those that are worth it only while more cross on paper than in them
_GOOD_ENOUGH: Final = 8.0  # cost of an order that nobody would mend
_LARGE: Final = 120  # people; beyond, a search is not repeated
_TOO_LARGE_TO_LIFT: Final = 400
_LIFTS: Final = 3
_ROOTS: Final = 8

_APART: Final = 30.0  # what a couple costs that cannot stand side by side: third and later mates
_STEP_UP: Final = 30.0  # uphill, taken now and then (_BOLDNESS) after long idling (_PATIENCE)
_PATIENCE: Final = 150
_BOLDNESS: Final = 0.05
_TIRED: Final = 400  # tries in vain, after which a climb goes back to the best order
_EPSILON: Final = 1e-9


class Effort(Enum):
    """How long to look for a better order."""

    FIRST = 0.0  # take the first one
    NORMAL = 1.0
    LONG = 6.0  # worth it in the background only


def search(
    graph: Graph, effort: Effort = Effort.NORMAL, watch: Watch | None = None
) -> tuple[Trial, ...]:
    """Return the best orders found, best first, and the first one tried; then some not as good.

    watch: called at every try; what it raises ends the search.
    """
    start = begin(grid_of(graph, generations(graph)))
    if effort is Effort.FIRST or _is_settled(start):
        return (start,)
    size = len(graph.ids)
    found = _Search(watch or nobody_minds)
    if not start.crossings:
        return found.climb(start, max(0, min(200, 12_000 // size - 30)), seed=7), start
    found.watch()
    clean = clean_orders(start, effort.value, found.watch)
    if clean:
        return (*clean[:_CANDIDATES], start)
    for trial in nearly_clean_orders(start, effort.value, found.watch)[:_MORE]:
        found.remember(trial)
    budget = _budget(size, effort)
    first, *others = starts_elsewhere(start, budget // 3, found.watch)
    best = found.climb(first, budget, seed=7)
    for seed, other in zip((23, 41), others, strict=False):  # other ways down
        if best.crossings and size <= _LARGE:
            best = min(best, found.climb(other, budget // 2, seed), key=lambda t: t.cost)
    while best.crossings and size <= _TOO_LARGE_TO_LIFT and len(best.grid.lifts) < _LIFTS:
        lifted = found.lift(best, budget)
        if lifted is None:
            break
        best = lifted
    orders = found.candidates()  # on paper the first order may still be the best
    return (*orders[:_CANDIDATES], start, *orders[_CANDIDATES:])


def starts_elsewhere(start: Trial, budget: int, watch: Watch) -> list[Trial]:
    """Walks from other unions too, best first: with loops much depends on where a walk starts."""
    unions = len(start.decisions.children)
    roots = max(1, min(_ROOTS, budget // 2))
    starts = [start]
    for root in range(0, unions, -(-unions // roots)):
        watch()
        ties = replace(start.decisions.ties, root=root)
        trial = attempt(start.grid, replace(start.decisions, ties=ties))
        if trial:
            turned = attempt(start.grid, aimed(trial), like=trial)
            starts.append(turned if turned and turned.cost < trial.cost else trial)
    return sorted(starts, key=lambda trial: trial.cost)


def _budget(size: int, effort: Effort) -> int:
    """How many orders to try: time is what is given, and a large family's order takes longer."""
    tries = 800 if size <= 160 else 60_000 // size if size <= 400 else 25_000 // size
    return int(tries * effort.value)


def _is_settled(trial: Trial) -> bool:
    return not trial.crossings and trial.price.cost <= _GOOD_ENOUGH


class _Search:
    """Climbs, and remembers the best orders they came by."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self._found: dict[tuple[float, tuple[Lift, ...]], Trial] = {}

    def candidates(self) -> tuple[Trial, ...]:
        """Return the best orders of all climbs, best first."""
        return tuple(sorted(self._found.values(), key=lambda t: t.cost)[:_MORE])

    def climb(self, start: Trial, budget: int, seed: int) -> Trial:
        """Walk over neighbouring decisions, never for long where it gets worse."""
        rng = random.Random(seed)
        best = here = start
        self.remember(start)
        unavoidable = _APART * sum(max(0, len(links) - 2) for links in start.grid.graph.links_of)
        idle = tried = 0
        limit = budget
        while tried < limit and best.price.cost - unavoidable >= _GOOD_ENOUGH:
            tried += 1
            self.watch()
            there = random_move(here, rng)
            if there is None:
                continue
            self.remember(there)
            step_up = _STEP_UP if idle > _PATIENCE and rng.random() < _BOLDNESS else 0.0
            if there.cost < here.cost - _EPSILON:
                here, idle = there, 0
            else:
                idle += 1
                if there.cost <= here.cost + step_up:
                    here = there
            if here.cost < best.cost - _EPSILON:
                best, idle = here, 0
                if not best.crossings:  # nothing crosses any more: only polish
                    limit = min(limit, max(tried, 60) + max(20, budget // 12))
            if idle > _TIRED:
                here, idle = best, 0
        return self._polish(best, budget)

    def lift(self, best: Trial, budget: int) -> Trial | None:
        """Take the founder couple off its row that saves most; None if none saves anything."""
        graph, generation = best.grid.graph, best.grid.generation
        choice = best
        for one_more in lifts_to_try(best):
            grid = grid_of(graph, generation, (*best.grid.lifts, one_more))
            trial = begin(grid)
            same = attempt(grid, best.decisions)
            if same and same.cost < trial.cost:
                trial = same
            trial = self.climb(trial, budget // 4, seed=11)
            if trial.cost < choice.cost - _EPSILON:
                choice = trial
                if not choice.crossings:
                    return choice
        if choice is best:
            return None
        return self.climb(choice, budget // 2, seed=5)

    def _polish(self, best: Trial, tries: int) -> Trial:
        """Knots left: try single changes at them, as long as that helps."""
        before = float("inf")
        while best.price.knots and best.cost < before - 1 and tries:
            before = best.cost
            for decisions in islice(single_moves(best), tries):
                tries -= 1
                self.watch()
                trial = attempt(best.grid, decisions, like=best)
                if trial and trial.cost < best.cost - _EPSILON:
                    best = trial
        self.remember(best)
        return best

    def remember(self, trial: Trial) -> None:
        """Keep an order if it is one of the best."""
        key = round(trial.cost, 3), trial.grid.lifts
        if key not in self._found:
            self._found[key] = trial
            if len(self._found) > 2 * _MORE:
                kept = sorted(self._found.items(), key=lambda item: item[1].cost)
                self._found = dict(kept[:_MORE])
