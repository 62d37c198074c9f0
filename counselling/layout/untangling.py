"""Orders without crossings, found exactly: who has to stand left of whom if no lines may cross.

Two unions' lines in one gap do not cross if the one lies left of the other at all their ends, and
nobody may stand between partners. So whether a stands left of b, and whether c stands left of d, is
often one question. Questions that are one are joined; if one is joined to its own contrary, every
order has crossings. The questions left are answered as an earlier order answers them, as far as
left of and left of again make left of.

Source: level planarity as equations between orders, as in Randerath, Speckenmeyer, Boros, Hammer,
Kogan, Makino, Simeone and Cepek 2001 (DIMACS TR 2001-30); that contradictions show without the
third rule for lines between two ends: Fulek, Pelsmajer, Schaefer and Stefankovic 2013.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Final

from counselling.layout.exits import ends_at_persons
from counselling.layout.grid import Grid
from counselling.layout.lines import Way
from counselling.layout.questions import Answers, Pair, Questions
from counselling.layout.strangers import comes_from_above, is_in_the_way
from counselling.layout.watch import Watch, nobody_minds, watched

_WIDEST: Final = 260  # nodes in a row, beyond which nothing is tried: questions grow by the square

Equations = list[tuple[Pair, Pair]]  # that let two unions' lines in a gap not cross
Ways = Mapping[int, Way]  # of couples who need not stand side by side: how they are joined
Net = tuple[tuple[str, ...], list[int], list[int]]  # whose, from which nodes, to which nodes


def untangle(
    grid: Grid, like: Sequence[Sequence[int]], ways: Ways, watch: Watch = nobody_minds
) -> list[list[int]] | None:
    """Return an order in which no lines cross, as near as can be to another; None without one.

    ways: couples whose lines may run over or under the row; all others stand side by side. watch:
    called now and then; what it raises ends the search.
    """
    rows = _with_middles(grid, like)
    if max(map(len, rows)) > _WIDEST:
        return None
    questions = Questions(rows)
    for one, other in watched(_between_neighbours(grid, ways), watch):
        if not questions.join(one, other):
            return None
    for equations in watched(_between_lines(grid, ways, rows), watch):
        if not questions.join_all(equations):
            return None
    order = Answers(rows, questions, watch).find()
    return order and [[n for n in row if n < len(grid.row)] for row in order]


def untangle_most(
    grid: Grid, like: Sequence[Sequence[int]], ways: Ways, watch: Watch = nobody_minds
) -> Iterator[list[list[int]]]:
    """Return orders in which few lines cross, until nothing else is given up.

    What contradicts the rest is given up, and comes first in the next order: so something else is.
    Source: Joslin and Clements 1999, Squeaky wheel optimization, Journal of Artificial Intelligence
    Research 10:353.
    """
    rows = _with_middles(grid, like)
    if max(map(len, rows)) > _WIDEST:
        return
    neighbours = list(watched(_between_neighbours(grid, ways), watch))
    lines = list(watched(_between_lines(grid, ways, rows), watch))
    repeated: dict[tuple[int, ...], int] = {}
    given_up: tuple[int, ...] = ()
    while True:
        questions = Questions(rows)
        for pair in neighbours:
            questions.join(*pair)
        for one in watched((*given_up, *_others(lines, given_up)), watch):
            questions.join_all(lines[one])
        first = [questions.leader_of(lines[one][0][0]) for one in reversed(given_up)]
        order = Answers(rows, questions, watch).find_most(first)
        yield [[n for n in row if n < len(grid.row)] for row in order]
        given_up = tuple(i for i, equations in enumerate(lines) if not _holds(equations, order))
        turn = repeated[given_up] = repeated.get(given_up, -1) + 1
        if turn >= len(given_up):
            return
        given_up = (*given_up[turn:], *given_up[:turn])


def untangle_but_one(
    grid: Grid, like: Sequence[Sequence[int]], ways: Ways, watch: Watch = nobody_minds
) -> Iterator[list[list[int]]]:
    """Return orders in which only two unions' lines may cross; empty ones where it was in vain."""
    rows = _with_middles(grid, like)
    if max(map(len, rows)) > _WIDEST:
        return
    neighbours = list(watched(_between_neighbours(grid, ways), watch))
    lines = list(watched(_between_lines(grid, ways, rows), watch))
    for given_up in range(len(lines)):
        questions = Questions(rows)
        for pair in neighbours:
            questions.join(*pair)
        wanted = watched(_others(lines, (given_up,)), watch)
        order = None
        if all(questions.join_all(lines[number]) for number in wanted):
            order = Answers(rows, questions, watch).find()
        yield [[n for n in row if n < len(grid.row)] for row in order or []]


def _others(lines: Sequence[Equations], some: Collection[int]) -> Iterator[int]:
    return (number for number in range(len(lines)) if number not in some)


def _holds(equations: Equations, order: Sequence[Sequence[int]]) -> bool:
    place = {node: at for row in order for at, node in enumerate(row)}
    return all((place[a] < place[b]) == (place[c] < place[d]) for (a, b), (c, d) in equations)


def contradictions(
    grid: Grid, like: Sequence[Sequence[int]], ways: Ways, watch: Watch = nobody_minds
) -> int:
    """Count what keeps an order from being found: 0 where nearly always there is one."""
    rows = _with_middles(grid, like)
    if max(map(len, rows)) > _WIDEST:
        return 0
    questions = Questions(rows)
    neighbours = watched(_between_neighbours(grid, ways), watch)
    count = sum(not questions.join(*pair) for pair in neighbours)
    lines = watched(_between_lines(grid, ways, rows), watch)
    return count + sum(not questions.join_all(equations) for equations in lines)


def _with_middles(grid: Grid, rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Rows with a node for the middle of every couple, numbered after the other nodes."""
    place = [0] * len(grid.row)
    for row in rows:
        for at, node in enumerate(row):
            place[node] = at
    where: dict[int, float] = {node: place[node] for row in rows for node in row}
    full = [list(row) for row in rows]
    for union, seats in enumerate(grid.seats):
        if len(seats) == 2:
            middle = len(grid.row) + union
            where[middle] = (place[seats[0]] + place[seats[1]]) / 2
            full[grid.row_of_union[union]].append(middle)
    return [sorted(row, key=lambda n: (where[n], n)) for row in full]


# ---------------------------------------------------------------------- equations


def _between_neighbours(grid: Grid, ways: Ways) -> Iterator[tuple[Pair, Pair]]:
    """Pairs of questions that must have one answer because couples and twins stand together."""
    joins = {union: node for union, _, node in ends_at_persons(grid)}
    for union, seats in enumerate(grid.seats):
        if union in joins:
            yield from _over_siblings(grid, union, joins[union])
        elif len(seats) == 2:
            yield from _around_couple(grid, union, ways)
    graph = grid.graph
    for bond in graph.bonds:
        for sibling in set(graph.children[graph.parents[min(bond)]]) - bond:
            for one, other in combinations(sorted(bond), 2):
                yield (sibling, one), (sibling, other)


def _between_lines(grid: Grid, ways: Ways, rows: Sequence[Sequence[int]]) -> Iterator[Equations]:
    """The same of two unions' lines in a gap, so that they do not cross; each two in a list.

    Of two loops below childless couples the one that is wider in these rows may lie around.
    """
    place = {node: at for row in rows for at, node in enumerate(row)}

    def width(net: Net) -> tuple[bool, int]:
        _, tops, bottoms = net
        return bool(bottoms), abs(place[tops[0]] - place[tops[-1]])

    for gap in _gaps(grid, ways):
        for one, other in combinations(gap, 2):
            if one[0] == other[0]:
                continue
            if one[2] and other[2]:
                yield from _beside(one, other)
            else:
                yield from _outside(*sorted((one, other), key=width))


def _beside(one: Net, other: Net) -> Iterator[Equations]:
    (_, tops, bottoms), (_, other_tops, other_bottoms) = one, other
    pairs = [
        pair
        for pair in (*product(tops, other_tops), *product(bottoms, other_bottoms))
        if pair[0] != pair[1]
    ]
    if len(pairs) > 1:
        yield [(pairs[0], pair) for pair in pairs[1:]]


def _outside(loop: Net, other: Net) -> Iterator[Equations]:
    """No other line leaves the row out of a loop below a childless couple.

    Two loops that have an end in common never cross.
    """
    (_, (left, right), _), (_, tops, bottoms) = loop, other
    free = [top for top in tops if top not in (left, right)]
    if bottoms or len(free) > 1:
        yield [((top, left), (top, right)) for top in free]


def _around_couple(grid: Grid, union: int, ways: Ways) -> Iterator[tuple[Pair, Pair]]:
    """Whoever may not stand between two partners; their middle does."""
    one, other = grid.seats[union]
    middle, way = len(grid.row) + union, ways.get(union)
    yield (one, middle), (middle, other)
    if way is Way.UNDER:
        return
    row = grid.row_of_union[union]
    if way is Way.OVER:
        yield from _outside_spans(grid, row, one, other)
        yield from _outside_spans(grid, row, other, one)
    for node in _standing_in(grid, row):
        if node not in (one, other) and (way is None or comes_from_above(grid, node)):
            yield (node, one), (node, other)
    for neighbour in grid.unions_in[row]:
        is_over = ways.get(neighbour) is Way.OVER and grid.below[neighbour]
        if way is None and is_over and neighbour != union:
            yield (len(grid.row) + neighbour, one), (len(grid.row) + neighbour, other)


def _outside_spans(grid: Grid, row: int, seat: int, mate: int) -> Iterator[tuple[Pair, Pair]]:
    """A line over the row comes down where neither slants nor a bar in common are in its way."""
    for span in grid.spans_in[row]:
        others = sorted(span - {seat})
        if seat in span:
            yield from (((mate, seat), (seat, other)) for other in others)
        else:
            yield from (((seat, others[0]), (seat, other)) for other in others[1:])


def _over_siblings(grid: Grid, union: int, stand_in: int) -> Iterator[tuple[Pair, Pair]]:
    """Nobody with a line from above between a stand-in and those whose line it is."""
    graph = grid.graph
    hers = graph.sharers(graph.joins[union])
    for node in _standing_in(grid, grid.row[stand_in]):
        if node != stand_in and is_in_the_way(grid, hers, node):
            yield from (((node, kid), (node, stand_in)) for kid in sorted(hers))


def _standing_in(grid: Grid, row: int) -> Sequence[int]:
    return grid.nodes_in[row]


def _gaps(grid: Grid, ways: Ways) -> list[list[Net]]:
    """Of every row: the lines that leave it downwards."""
    graph = grid.graph
    gaps: list[list[Net]] = [[] for _ in grid.levels]

    def add(row: int, union: int, tops: list[int], bottoms: Sequence[int]) -> None:
        if bottoms or len(tops) > 1:
            gaps[row].append((graph.drawn_owner(union), tops, list(bottoms)))

    for run in grid.runs:
        add(run.row, run.union, [run.upper], [run.lower])
    for node, union, born in grid.partings:
        add(grid.row[node], union, [node], born)
    for union, seats in enumerate(grid.seats):
        tops = [len(grid.row) + union] if len(seats) > 1 else [seats[0]]
        if ways.get(union) is Way.UNDER:
            tops = list(seats)
        add(grid.row_of_union[union], union, tops, grid.below[union])
        if grid.stem[union]:
            last = grid.stem[union][-1]
            add(grid.row[last], union, [last], graph.children[union])
    return gaps
