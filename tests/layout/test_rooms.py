"""Rising numbers that leave their rooms as little as possible; who can stay."""

from itertools import combinations, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from counselling.layout.rooms import Rooms, rising, staying

_ends = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=3)
_rooms = st.lists(st.tuples(st.integers(-3, 3), _ends), min_size=1, max_size=5)


def beyond(numbers: list[float], rooms: list[Rooms]) -> float:
    return sum(
        max(0.0, low - x, x - high)
        for x, place in zip(numbers, rooms, strict=True)
        for low, high in zip(place.low, place.high, strict=True)
    )


@given(_rooms)
def test_no_other_rising_numbers_leave_their_rooms_less(
    told: list[tuple[int, list[tuple[int, int]]]],
) -> None:
    rooms = [
        Rooms([x - below for below, _ in ends], x, [x + above for _, above in ends])
        for x, ends in told
    ]
    found = rising(rooms)
    assert found == sorted(found)
    others = (
        list(map(float, numbers))
        for numbers in product(range(-5, 6), repeat=len(rooms))
        if list(numbers) == sorted(numbers)
    )
    best = min(beyond(numbers, rooms) for numbers in others)
    assert beyond(found, rooms) == best


def test_the_lighter_side_goes_where_both_cannot_stay() -> None:
    two, one = ((0.0, 0.0), 0.0, (0.0, 0.0)), ((-3.0,), -3.0, (-3.0,))
    assert rising([Rooms(*two), Rooms(*one)]) == [0.0, 0.0]
    three = (-3.0,) * 3
    assert rising([Rooms(*two), Rooms(three, -3.0, three)]) == [-3.0, -3.0]


def test_who_need_not_move_stays() -> None:
    assert rising([Rooms((-1.0,), 0.0, (1.0,)), Rooms((4.0,), 5.0, (6.0,))]) == [0.0, 5.0]


_wanted = st.lists(st.integers(-4, 4), max_size=8)


def _can_all_stay(wanted: list[int], play: int) -> bool:
    return all(one <= other + play for one, other in combinations(wanted, 2))


@given(_wanted, st.integers(0, 2))
def test_as_many_stay_as_can(told: list[int], play: int) -> None:
    stays = staying(np.array(told, dtype=np.float64), float(play))
    assert _can_all_stay([x for x, stayed in zip(told, stays, strict=True) if stayed], play)
    most = max(
        len(some)
        for count in range(len(told) + 1)
        for some in combinations(told, count)
        if _can_all_stay(list(some), play)
    )
    assert np.count_nonzero(stays) == most


def test_the_fewer_go_though_each_goes_farther() -> None:
    """Two on the left or one on the right: half way each would take all three."""
    assert staying(np.array([0.0, 0.0, -2.0]), 1.0).tolist() == [True, True, False]


@given(_wanted)
def test_who_stays_has_room_to_stay_whatever_the_others_do(told: list[int]) -> None:
    wanted = np.array(told, dtype=np.float64)
    stays = staying(wanted, 2.0)
    rooms = [
        Rooms((x - 1,), x, (x + 1,)) if stayed else Rooms((-np.inf,), x, (np.inf,))
        for x, stayed in zip(wanted.tolist(), stays, strict=True)
    ]
    found = rising(rooms)
    assert found == sorted(found)
    assert all(low <= x <= high for x, ((low,), _, (high,)) in zip(found, rooms, strict=True))
