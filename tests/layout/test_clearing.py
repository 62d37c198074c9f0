"""Stems beside bars which they need not cross."""

from collections.abc import Sequence

import pytest

from counselling.layout.clearing import BESIDE, Passing, choices, standing_over
from counselling.layout.graph import parts
from counselling.layout.layout import place
from counselling.layout.numbering import graph_of
from counselling.layout.paper import count_crossings
from counselling.layout.pen import Pen
from counselling.layout.search import search
from counselling.layout.sheet import Sheet
from counselling.layout.sketch import Sketch
from counselling.pedigree.arrangement import Arrangement
from tests.families.unseen import unseen_family

X: Sequence[float] = (0.0, 1.0, 1.2)


def _crossings(sketch: Sketch) -> int:
    return count_crossings(tuple(Sheet([sketch]).segments()))


def test_a_stem_stands_over_a_bar_that_ends_beyond_it() -> None:
    assert list(standing_over([((Passing(0, 1, 2, 1),),)], X)) == [Passing(0, 1, 2, 1)]
    assert list(standing_over([((Passing(0, 1, 2, -1),),)], X)) == []


def test_of_two_bars_the_one_is_the_upper_for_which_less_is_to_be_moved() -> None:
    far, near = Passing(0, 0, 2, 1), Passing(1, 1, 2, 1)
    assert list(standing_over([((far,), (near,))], X)) == [near]
    assert list(standing_over([((far,), ())], X)) == []


@pytest.mark.parametrize("seed", [1461, 2914])
def test_where_stems_stand_beside_bars_no_more_crosses_than_in_the_order(seed: int) -> None:
    part, *_ = parts(graph_of(unseen_family(seed, 6 + seed % 18)))
    best, *_ = search(part)
    pen = Pen({}, {}, {}, Arrangement())
    assert _crossings(pen.draw(best.grid, best.order.rows)) > best.crossings
    clear = pen.draw_clear(best.grid, best.order.rows)
    assert _crossings(clear) == best.crossings
    crossed = choices(best.grid, pen.prepare(best.grid, best.order.rows).lines)
    kept_off = {one for choice in crossed for way in choice for one in way}
    assert any(
        one.side * ((clear.x[one.left] + clear.x[one.right]) / 2 - clear.x[one.end]) > BESIDE / 2
        for one in kept_off
    )


def test_nobody_is_moved_where_nothing_crosses() -> None:
    family = unseen_family(3, 20)
    assert place(family).crossings == 0
    for part in parts(graph_of(family)):
        if part.partners:
            best, *_ = search(part)
            pen = Pen({}, {}, {}, Arrangement())
            assert pen.draw_clear(best.grid, best.order.rows) == pen.draw(
                best.grid, best.order.rows
            )
