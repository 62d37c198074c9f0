"""Rising numbers that leave their rooms as little as possible."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from counselling.layout.elastic import rising

_rooms = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(0, 2), st.integers(1, 3)), min_size=1, max_size=5
)


def beyond(
    numbers: list[float], rooms: list[tuple[float, float, float]], weights: list[int]
) -> float:
    return sum(
        weight * max(0.0, low - x, x - high)
        for x, (low, _, high), weight in zip(numbers, rooms, weights, strict=True)
    )


@given(_rooms)
def test_no_other_rising_numbers_leave_their_rooms_less(told: list[tuple[int, int, int]]) -> None:
    rooms = [(float(x - play), float(x), float(x + play)) for x, play, _ in told]
    weights = [weight for _, _, weight in told]
    found = rising(rooms, weights)
    assert found == sorted(found)
    others = (
        list(map(float, numbers))
        for numbers in product(range(-5, 6), repeat=len(rooms))
        if list(numbers) == sorted(numbers)
    )
    best = min(beyond(numbers, rooms, weights) for numbers in others)
    assert beyond(found, rooms, weights) == best


def test_the_lighter_side_goes_where_both_cannot_stay() -> None:
    rooms = [(0.0, 0.0, 0.0), (-3.0, -3.0, -3.0)]
    assert rising(rooms, [1, 2]) == [-3.0, -3.0]
    assert rising(rooms, [2, 1]) == [0.0, 0.0]


def test_who_need_not_move_stays() -> None:
    assert rising([(-1.0, 0.0, 1.0), (4.0, 5.0, 6.0)], [1, 1]) == [0.0, 5.0]
