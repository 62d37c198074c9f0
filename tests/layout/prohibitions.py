"""What may not be in a drawing, as constraints of the exact oracle (oracle.py)."""

from collections.abc import Sequence
from itertools import combinations

from counselling.layout.graph import NOBODY
from counselling.layout.grid import Point
from tests.layout.programme import Cap, End, Net, Node, Programme, Term, at


class Prohibitions(Programme):
    """The programme with every crossing forbidden, or paid for."""

    # ------------------------------------------------------------------ what may not be

    def _forbid(self) -> None:
        self._part_nobody()
        self._keep_twins_together()
        self._reach_from_above()
        for nets in self._gaps.values():
            for one, other in combinations(nets, 2):
                if self._owner(one.union) == self._owner(other.union):
                    continue
                if one.bottoms and other.bottoms:
                    self._keep_apart(one, other)
                elif one.bottoms or other.bottoms:
                    self._hang_outside(*sorted((one, other), key=lambda net: bool(net.bottoms)))
                else:
                    self._loop_apart(one, other)
        for row, caps in self._caps.items():
            for cap in caps:
                if cap.union in self._mode and row >= 0 and cap.union not in self._lift:
                    self._keep_clear_of_spans(cap, row)
                elif cap.union in self._lift:
                    self._keep_clear_of_slants(cap)
                for net in self._gaps[row]:
                    if self._owner(net.union) != self._owner(cap.union):
                        self._keep_out(cap, net)
            for one, other in combinations(caps, 2):
                if self._owner(one.union) != self._owner(other.union):
                    self._nest(one, other)

    def _owner(self, union: int) -> tuple[str, ...]:
        return self._graph.drawn_owner(union)

    def _part_nobody(self) -> None:
        """Nobody stands between partners side by side; lines that pass between them cross."""
        grid = self._grid
        for union, (beside, _, _) in self._mode.items():
            one, other = (at(seat) for seat in grid.seats[union])
            for node in self._rows[grid.row_of_union[union]]:
                kind, number, _ = node
                if node in (one, other) or node == ("middle", union, 0):
                    continue
                if kind == "node" and grid.point[number] is not Point.PASSAGE:
                    self._same_side(node, one, other, [(1.0, beside)], [])
                elif kind == "raised":
                    raised = self._lift[number][0]
                    self._same_side(node, one, other, [(1.0, beside), (1.0, raised)], [])
                elif kind == "leg":
                    raised = self._lift[number][0]
                    pays = self._crossing()
                    self._same_side(node, one, other, [(1.0, beside), (1.0, raised)], pays)
                elif kind == "middle":
                    over = self._mode[number][1]
                    pays = self._crossing()
                    self._same_side(node, one, other, [(1.0, beside), (1.0, over)], pays)
                else:
                    self._same_side(node, one, other, [(1.0, beside)], self._crossing())

    def _same_side(
        self, node: Node, one: Node, other: Node, where: Sequence[Term], pays: Sequence[Term]
    ) -> None:
        """A node stands on the same side of two others where all these variables are 1."""
        first, at_first = self._left_of(node, one, 1.0)
        second, at_second = self._left_of(node, other, -1.0)
        terms, constant = [*first, *second], at_first + at_second
        relaxed = [*[(-f, v) for f, v in where], *pays]
        self._demand([*terms, *relaxed], -len(where) - constant)
        self._demand([*[(-f, v) for f, v in terms], *relaxed], -len(where) + constant)

    def _reach_from_above(self) -> None:
        """A stand-in's line goes on to its siblings over whoever stands between: few lines do."""
        grid, graph = self._grid, self._graph
        for union, (_, stand_in_node) in self._joins.items():
            hers = graph.sharers(graph.joins[union])
            for node in self._rows[grid.row[stand_in_node]]:
                kind, number, _ = node
                if kind == "node" and number not in hers and self._comes_from_above(number, hers):
                    pays = self._crossing()
                    for kid in sorted(hers):
                        if number != stand_in_node:
                            self._same_side(node, at(kid), at(stand_in_node), [], pays)

    def _comes_from_above(self, node: int, hers: frozenset[int]) -> bool:
        graph, grid = self._graph, self._grid
        if grid.is_waypoint(node):
            stand_in = graph.joins[grid.waypoint_union[node - grid.people]]
            return stand_in == NOBODY or not hers & graph.sharers(stand_in)
        if node >= graph.people:
            return not hers & graph.sharers(node)
        return graph.parents[node] != NOBODY

    def _keep_twins_together(self) -> None:
        """No sibling stands between twins; their mates may."""
        graph = self._graph
        for twins in graph.twins:
            siblings = graph.children[graph.parents[min(twins)]]
            for sibling in set(siblings) - twins:
                for one, other in combinations(sorted(twins), 2):
                    self._same_side(at(sibling), at(one), at(other), [], [])

    def _keep_apart(self, one: Net, other: Net) -> None:
        """Of two nets all of one lies left of all of the other, or ends cross over."""
        is_left = self._variable()
        pays: dict[tuple[int, Node], list[Term]] = {}
        for mine, theirs in ((one.tops, other.tops), (one.bottoms, other.bottoms)):
            for end in mine:
                for another in theirs:
                    if end.node == another.node:
                        continue
                    where = [e.is_there for e in (end, another) if e.is_there != NOBODY]
                    terms, constant = self._left_of(end.node, another.node, 1.0)
                    bought = [
                        *pays.setdefault((0, end.node), self._crossing()),
                        *pays.setdefault((1, another.node), self._crossing()),
                    ]
                    relaxed = [*[(-1.0, v) for v in where], *bought]
                    self._demand([*terms, (-1.0, is_left), *relaxed], -len(where) - constant)
                    self._demand(
                        [*[(-f, v) for f, v in terms], (1.0, is_left), *relaxed],
                        -len(where) + constant,
                    )

    def _hang_outside(self, childless: Net, net: Net) -> None:
        """No line leaves a row out of the loop below it that joins a childless couple."""
        through = self._crossing()
        for end in net.tops:
            self._keep_off(childless, end, through)

    def _loop_apart(self, one: Net, other: Net) -> None:
        """Two loops below a row: beside each other, or one within the other."""
        if {end.node for end in one.tops} & {end.node for end in other.tops}:
            return
        pays = self._crossing()
        free = self._variable(), self._variable()
        self._demand([(1.0, free[0]), (1.0, free[1])], 1)
        for chosen, loop, others in ((free[0], one, other.tops), (free[1], other, one.tops)):
            for end in others:
                self._keep_off(loop, end, pays, chosen)

    def _keep_off(self, loop: Net, end: End, pays: Sequence[Term], *also: int) -> None:
        left, right = loop.tops
        if end.node not in (left.node, right.node):
            there = [v for v in (left.is_there, end.is_there, *also) if v != NOBODY]
            self._same_side(end.node, left.node, right.node, [(1.0, v) for v in there], pays)

    def _keep_out(self, cap: Cap, net: Net) -> None:
        """No line that comes from above ends under a bar without crossing it."""
        through = self._crossing()  # by the net's stem instead
        for end in net.bottoms:
            if end.node in cap.ends:
                continue
            pays = [*self._crossing(), *through]
            self._not_under(cap, end, pays)

    def _not_under(self, cap: Cap, end: End, pays: Sequence[Term], *also: int) -> None:
        where = [cap.is_there, *also, *([end.is_there] if end.is_there != NOBODY else [])]
        for one, other in combinations(cap.ends, 2):
            self._same_side(end.node, one, other, [(1.0, v) for v in where], pays)

    def _keep_clear_of_spans(self, cap: Cap, row: int) -> None:
        """A line over a row comes down where neither slants nor a bar in common are in its way."""
        one, other = cap.ends[:2]
        for span in self._grid.spans_in[row]:
            for seat, mate in ((one, other), (other, one)):
                pays = self._crossing()
                others = [at(node) for node in sorted(span) if at(node) != seat]
                where = [(1.0, cap.is_there)]
                if len(others) < len(span):
                    for node in others:
                        self._demand_opposite(seat, mate, node, where, pays)
                else:
                    for node in others[1:]:
                        self._same_side(seat, others[0], node, where, pays)

    def _keep_clear_of_slants(self, cap: Cap) -> None:
        """Slants of those born together are too low for a couple's bar under theirs."""
        row = {self._grid.row[number] for _, number, _ in cap.ends}
        for born in self._graph.births:
            if self._grid.row[born[0]] in row and at(born[0]) not in cap.ends:
                pays = self._crossing()
                for end in cap.ends:
                    for one, other in combinations(born, 2):
                        self._same_side(end, at(one), at(other), [(1.0, cap.is_there)], pays)

    def _demand_opposite(
        self, node: Node, one: Node, other: Node, where: Sequence[Term], pays: Sequence[Term]
    ) -> None:
        """A node stands between two others where these variables are 1."""
        first, at_first = self._left_of(one, node, 1.0)
        second, at_second = self._left_of(node, other, -1.0)
        terms, constant = [*first, *second], at_first + at_second
        relaxed = [*[(-f, v) for f, v in where], *pays]
        self._demand([*terms, *relaxed], -len(where) - constant)
        self._demand([*[(-f, v) for f, v in terms], *relaxed], -len(where) + constant)

    def _nest(self, one: Cap, other: Cap) -> None:
        """Of two bars over a row one lies above: the other's span holds none of its ends."""
        is_above, is_below = self._variable(), self._variable()
        self._demand([(1.0, is_above), (1.0, is_below)], 1)
        for upper, lower, chosen in ((one, other, is_above), (other, one, is_below)):
            for node in upper.ends:
                if node not in lower.ends:
                    end = End(node, upper.is_there)
                    self._not_under(lower, end, self._crossing(), chosen)
            if upper.union not in self._lift and lower.union in self._lift:
                self._come_down_outside(upper, lower, chosen)

    def _come_down_outside(self, mates: Cap, siblings: Cap, chosen: int) -> None:
        """A bar of mates above that of siblings: she stands at their end, on her mate's side."""
        where = [(1.0, v) for v in (mates.is_there, siblings.is_there, chosen)]
        for seat, mate in (mates.ends[:2], mates.ends[1::-1]):
            if seat in siblings.ends:
                pays = self._crossing()
                for sibling in sorted({*siblings.ends} - {seat, mate}):
                    self._demand_opposite(seat, mate, sibling, where, pays)
