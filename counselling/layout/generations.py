"""Which row everybody belongs to: children below parents, siblings and partners level."""

from collections.abc import Iterable, Sequence

from counselling.errors import LayoutError
from counselling.layout.graph import NOBODY, Graph


def generations(graph: Graph) -> tuple[int, ...]:
    """Row of every person, 0 at the top.

    Full siblings always share a row. Partners do unless one descends from the other's sibship (an
    uncle and his niece): then the couple's line runs down to the lower one.
    Raises LayoutError("layout.own_ancestor") when somebody is her own ancestor.
    """
    level = _Levels(graph)
    late = []
    for union, partners in enumerate(graph.partners):
        if len(partners) == 2:
            if any(_is_free(graph, person) for person in partners):
                level.join(*partners)  # somebody without other ties stands wherever the mate does
            else:
                late.append(union)
    level.settle()
    late.sort(key=lambda union: (level.apart(*graph.partners[union]), union))
    for union in late:
        level.join_if_level_can_be(*graph.partners[union])
    return level.drawn_together()


def _is_free(graph: Graph, person: int) -> bool:
    return graph.parents[person] == NOBODY and len(graph.links_of[person]) == 1


class _Levels:
    """Groups of people who share a row, and the longest way down to each group."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._leader = list(range(len(graph.ids)))
        self._unions: list[list[int]] = [
            [link // 2 for link in links] for links in graph.links_of
        ]  # of the leader: unions in which a member of the group is a partner
        self._level: list[int] = []
        for siblings in graph.children:
            for sibling in siblings[1:]:
                self.join(sibling, siblings[0])

    def join(self, person: int, other: int) -> None:
        """Give two people one row; only before settle()."""
        mine, kept = self._group(person), self._group(other)
        if mine != kept:
            self._leader[mine] = kept
            self._unions[kept] += self._unions[mine]
            self._unions[mine] = []

    def settle(self) -> None:
        """Find every group's level."""
        waiting = [0] * len(self._leader)
        leaders = {self._group(person) for person in range(len(self._leader))}
        for leader in leaders:
            for group in self._below(leader):
                waiting[group] += 1
        self._level = [0] * len(self._leader)
        ready = [leader for leader in leaders if not waiting[leader]]
        for leader in ready:  # grows while it is walked
            for group in self._below(leader):
                self._level[group] = max(self._level[group], self._level[leader] + 1)
                waiting[group] -= 1
                if not waiting[group]:
                    ready.append(group)
        if len(ready) < len(leaders):
            raise LayoutError("layout.own_ancestor")

    def apart(self, person: int, other: int) -> int:
        """How many levels lie between two people."""
        return abs(self._level[self._group(person)] - self._level[self._group(other)])

    def join_if_level_can_be(self, person: int, other: int) -> None:
        """Give two people one row unless the one's group stands above the other's."""
        upper, lower = sorted(
            (self._group(person), self._group(other)), key=lambda group: self._level[group]
        )
        if upper != lower and not self._leads_down(upper, lower):
            level = self._level[lower]
            self.join(upper, lower)
            self._push_down(lower, level)

    def drawn_together(self) -> tuple[int, ...]:
        """Return the levels, with groups that came late pulled down to their descendants."""
        leaders = {self._group(person) for person in range(len(self._leader))}
        upwards = sorted(leaders, key=lambda leader: (-self._level[leader], leader))
        below = {leader: set(self._below(leader)) for leader in leaders}
        above = dict.fromkeys(leaders, 0)
        for groups in below.values():
            for group in groups:
                above[group] += 1
        free = [
            leader for leader in upwards if below[leader] and len(below[leader]) >= above[leader]
        ]
        for _ in range(4):  # one pull may make room for the next; more rounds changed no family
            for leader in free:
                lowest = min(self._level[group] for group in below[leader]) - 1
                self._level[leader] = max(self._level[leader], lowest)
        rows = [self._level[self._group(person)] for person in range(len(self._leader))]
        top = min(rows)
        return tuple(row - top for row in rows)

    def _group(self, person: int) -> int:
        leader = self._leader
        while leader[person] != person:
            leader[person] = leader[leader[person]]
            person = leader[person]
        return person

    def _below(self, leader: int) -> Iterable[int]:
        children: Sequence[tuple[int, ...]] = self._graph.children
        return (
            self._group(children[union][0]) for union in self._unions[leader] if children[union]
        )

    def _leads_down(self, upper: int, lower: int) -> bool:
        """Whether a line of descent leads from one group to the other."""
        floor = self._level[lower]
        seen = {upper}
        stack = [upper]
        while stack:
            for group in self._below(stack.pop()):
                if group == lower:
                    return True
                if group not in seen and self._level[group] < floor:
                    seen.add(group)
                    stack.append(group)
        return False

    def _push_down(self, leader: int, level: int) -> None:
        """Let everybody below a group follow after it has been joined at this level."""
        self._level[leader] = level
        stack = [leader]
        while stack:
            leader = stack.pop()
            for group in self._below(leader):
                if self._level[group] <= self._level[leader]:
                    self._level[group] = self._level[leader] + 1
                    stack.append(group)
