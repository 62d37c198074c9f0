"""Small changes to decisions: what a search may try next."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from counselling.layout.decisions import Decisions
from counselling.layout.graph import NOBODY
from counselling.layout.trial import Trial, aimed, attempt

_ONE_CHANGE: Final = 0.6  # of the moves; the others make two to four changes at once
_AIM_AGAIN: Final = 0.1
_NEAR: Final = 2  # unions apart, in which a single change may undo a knot
_AT_A_KNOT: Final = 0.9  # of the changes; the others are made anywhere


class _Spot(NamedTuple):
    """Where a change is made: the trial it starts from and a union to change something at."""

    trial: Trial
    union: int


_Change = Callable[[Decisions, _Spot, random.Random], Decisions]


def random_move(trial: Trial, rng: random.Random) -> Trial | None:
    """Try a random neighbour of a trial; None where its ties contradict themselves."""
    decisions = trial.decisions
    for _ in range(1 if rng.random() < _ONE_CHANGE else rng.randint(2, 4)):
        (change,) = rng.choices(_CHANGES, cum_weights=_SHARES)
        decisions = change(decisions, _Spot(trial, _choose_union(trial, rng)), rng)
    moved = attempt(trial.grid, decisions, like=trial)
    if moved and rng.random() < _AIM_AGAIN:
        return attempt(trial.grid, aimed(moved), like=moved)
    return moved


def _choose_union(trial: Trial, rng: random.Random) -> int:
    """A union with crossed lines, or up to three steps from one; now and then any."""
    graph, knots = trial.grid.graph, trial.price.knots
    if not knots or rng.random() > _AT_A_KNOT:
        return rng.randrange(len(graph.partners))
    union = rng.choice(knots)
    for _ in range(rng.randint(0, 3)):
        union = rng.choice(graph.next_unions[union] or (union,))
    return union


def single_moves(trial: Trial) -> Iterator[Decisions]:
    """Every single change near the knots: a mate or couple turned, a child at either end."""
    graph, decisions = trial.grid.graph, trial.decisions
    near = set(trial.price.knots)
    for _ in range(_NEAR):
        near.update([other for union in near for other in graph.next_unions[union]])
    for union in sorted(near):
        yield decisions.with_union_turned(union)
        for place in range(len(graph.partners[union])):
            yield decisions.with_link_turned(2 * union + place)
        kids = decisions.children[union]
        for kid in kids if len(kids) > 1 else ():
            others = [other for other in kids if other != kid]
            for order in ([kid, *others], [*others, kid]):
                yield decisions.with_children(union, graph.together(order))


def _move_child(decisions: Decisions, spot: _Spot, rng: random.Random) -> Decisions:
    kids = list(decisions.children[spot.union])
    if len(kids) < 2:
        return decisions
    kid = kids.pop(rng.randrange(len(kids)))
    kids.insert(rng.choice((0, len(kids), rng.randint(0, len(kids)))), kid)
    return decisions.with_children(spot.union, spot.trial.grid.graph.together(kids))


def _turn_link(decisions: Decisions, spot: _Spot, rng: random.Random) -> Decisions:
    partners = spot.trial.grid.graph.partners[spot.union]
    return decisions.with_link_turned(2 * spot.union + rng.randrange(len(partners)))


def _turn_couple(decisions: Decisions, spot: _Spot, _: random.Random) -> Decisions:
    return decisions.with_union_turned(spot.union)


def _follow_a_cut(decisions: Decisions, spot: _Spot, rng: random.Random) -> Decisions:
    if not spot.trial.tree.cuts:
        return decisions
    link = rng.choice(spot.trial.tree.cuts)
    ties = decisions.ties
    others = tuple(other for other in ties.first if other != link)
    return replace(decisions, ties=replace(ties, first=(link, *others)))


def _move_beside_mate(decisions: Decisions, spot: _Spot, rng: random.Random) -> Decisions:
    graph, cuts = spot.trial.grid.graph, spot.trial.tree.cuts
    if not cuts:
        return decisions
    link = rng.choice(cuts)
    person = graph.partners[link // 2][link % 2]
    if graph.parents[person] == NOBODY:
        return decisions
    return _beside_mate(decisions, decisions.ties.beside_mate ^ {person})


def _move_back(decisions: Decisions, _: _Spot, rng: random.Random) -> Decisions:
    moved: Sequence[int] = sorted(decisions.ties.beside_mate)
    if not moved:
        return decisions
    return _beside_mate(decisions, decisions.ties.beside_mate - {rng.choice(moved)})


def _start_elsewhere(decisions: Decisions, spot: _Spot, _: random.Random) -> Decisions:
    return replace(decisions, ties=replace(decisions.ties, root=spot.union))


def _beside_mate(decisions: Decisions, people: frozenset[int]) -> Decisions:
    return replace(decisions, ties=replace(decisions.ties, beside_mate=people))


_CHANGES: Final[tuple[_Change, ...]] = (
    _move_child,
    _turn_link,
    _turn_couple,
    _follow_a_cut,
    _move_beside_mate,
    _move_back,
    _start_elsewhere,
)
_SHARES: Final = (40, 65, 78, 88, 94, 97, 100)  # of the changes, added up in their order
