"""Equations of a wide drawing solved in blocks: what stands far apart has nothing to do with it.

The drawing is cut into upright strips. The few unknowns that tie strips together are the border:
without them the strips are blocks that do not know of each other (one step of nested dissection,
George 1973, SIAM Journal on Numerical Analysis 10:345).
"""

from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Reals: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]
Flags: TypeAlias = NDArray[np.bool_]

_FEW: Final = 120  # unknowns that are solved at once
_WIDE: Final = 0.4  # share of the unknowns above which a border is no help


class Equations(NamedTuple):
    """A symmetric system. rows, columns, values: its entries, added up; right: its right side."""

    rows: Integers
    columns: Integers
    values: Reals
    right: Reals


def solved(equations: Equations, strip: Integers) -> Reals:
    """Return the solution, shape (unknowns,); strip: of every unknown, in any order."""
    size = len(equations.right)
    if size < _FEW:
        return _at_once(equations)
    is_border = _border(equations, strip)
    if np.count_nonzero(is_border) > _WIDE * size:
        return _at_once(equations)
    return _in_blocks(equations, strip, is_border)


def _at_once(equations: Equations) -> Reals:
    rows, columns, values, right = equations
    size = len(right)
    form = add_up(rows * size + columns, values, size * size)
    return np.linalg.solve(form.reshape(size, size), right).astype(np.float64, copy=False)


def _border(equations: Equations, strip: Integers) -> Flags:
    """Of every entry across strips one of the two unknowns: the one that has more of them."""
    rows, columns, _, right = equations
    is_across = strip[rows] != strip[columns]
    one, other = rows[is_across], columns[is_across]
    count = np.bincount(one, minlength=len(right))
    takes_one = (count[one] > count[other]) | ((count[one] == count[other]) & (one < other))
    border = np.zeros(len(right), dtype=bool)
    border[np.where(takes_one, one, other)] = True
    return border


class _Blocks:
    """Where every unknown stands: in the block of its strip, or in the border.

    Blocks are padded to one size, so that all are solved in one call.
    """

    def __init__(self, strip: Integers, is_border: Flags) -> None:
        inner, self.border = np.flatnonzero(~is_border), np.flatnonzero(is_border)
        self.inner = inner[np.argsort(strip[inner], kind="stable")]
        counts = np.bincount(strip[inner])
        counts = counts[counts > 0]
        self.count, self.most, self.rim = len(counts), int(counts.max()), len(self.border)
        block = np.repeat(np.arange(self.count), counts)
        within = np.arange(len(inner)) - np.repeat(np.cumsum(counts) - counts, counts)
        self.place = np.empty(len(strip), dtype=np.intp)
        self.place[self.inner] = block * self.most + within
        self.place[self.border] = np.arange(self.rim)
        is_padding = np.ones((self.count, self.most), dtype=bool)
        is_padding[block, within] = False
        self.padding = np.flatnonzero(is_padding)

    def tables(self, equations: Equations, is_border: Flags) -> tuple[Reals, Reals, Reals]:
        """Return the blocks, what ties them to the border, and the border's own entries.

        Shapes (count, most, most), (count * most, rim + 1), (rim, rim); the last column of the
        second is the right side.
        """
        rows, columns, values, right = equations
        count, most, rim, place = self.count, self.most, self.rim, self.place
        from_border, to_border = is_border[rows], is_border[columns]
        row, column = place[rows], place[columns]
        some = ~(from_border | to_border)
        own = add_up(row[some] * most + column[some] % most, values[some], count * most * most)
        own[self.padding * most + self.padding % most] = 1.0
        some = to_border & ~from_border
        wide = rim + 1
        ties = add_up(row[some] * wide + column[some], values[some], count * most * wide)
        ties[place[self.inner] * wide + rim] = right[self.inner]
        some = from_border & to_border
        rest = add_up(row[some] * rim + column[some], values[some], rim * rim)
        return own.reshape(count, most, most), ties.reshape(-1, wide), rest.reshape(rim, rim)


def _in_blocks(equations: Equations, strip: Integers, is_border: Flags) -> Reals:
    """Solve every block for the border's unknowns, then the border, then the blocks."""
    blocks = _Blocks(strip, is_border)
    own, ties, rest = blocks.tables(equations, is_border)
    rim = blocks.rim
    by_block = ties.reshape(blocks.count, blocks.most, rim + 1)
    solved_for = np.linalg.solve(own, by_block).reshape(-1, rim + 1)
    taken = ties[:, :rim].T @ solved_for
    x = np.empty(len(strip))
    right = equations.right[blocks.border] - taken[:, rim]
    x[blocks.border] = border = np.linalg.solve(rest - taken[:, :rim], right)
    inner = solved_for[:, rim] - solved_for[:, :rim] @ border
    x[blocks.inner] = inner[blocks.place[blocks.inner]]
    return x


def add_up(places: Integers, amounts: Reals, size: int) -> Reals:
    """Return the sum of the amounts at every place, shape (size,)."""
    return np.bincount(places, amounts, size).astype(np.float64, copy=False)


def strips(near: Reals, count: int) -> Integers:
    """Cut into upright strips with about as many unknowns each: of every one its strip.

    near: about where everybody stands.
    """
    cuts = np.sort(near)[(np.arange(1, count) * len(near)) // count]
    return np.searchsorted(cuts, near, side="right")
