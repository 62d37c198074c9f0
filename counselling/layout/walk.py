"""One walk over a family that says who stands left of whom.

The walk is written as a grammar: a phrase is a generator of nodes and further phrases, as they
follow each other from left to right, whatever row they stand in. Whoever is met first stands left
in her row, so branches of the tree cannot cross, unless three or more children of one couple have
relatives of their own higher up.

Most phrases know a direction. They are told outwards, from where the walk comes, and turned round
when it goes to the left.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from counselling.layout.decisions import LEFT, RIGHT, Decisions
from counselling.layout.graph import NOBODY
from counselling.layout.grid import Grid
from counselling.layout.tree import Tree

Phrase: TypeAlias = "Iterator[int | Phrase]"
Words: TypeAlias = "list[int | Phrase]"


class Order(NamedTuple):
    """rows: nodes from left to right. when: at which step of the walk each node was met."""

    rows: list[list[int]]
    when: list[int]


class _Sibship(NamedTuple):
    """Children of a union as a walk meets them: those with ties upwards stand outside."""

    near: int | None  # stands before the parent that the walk comes from
    middle: Sequence[int]
    far: int | None


def walk(grid: Grid, tree: Tree, decisions: Decisions) -> Order:
    """Return the order of every row."""
    rows: list[list[int]] = [[] for _ in grid.levels]
    when = [0] * len(grid.row)
    row, legs = grid.row, grid.legs
    clock = 0
    stack: list[Phrase] = [_Grammar(grid, tree, decisions).family()]
    while stack:
        for word in stack[-1]:
            if not isinstance(word, int):
                stack.append(word)
                break
            rows[row[word]].append(word)
            when[word] = clock
            if word < len(legs):
                for leg in legs[word]:
                    rows[row[leg]].append(leg)
                    when[leg] = clock
            clock += 1
        else:
            stack.pop()
    return Order(rows, when)


class _Grammar:
    """The phrases. A person or a union is always reached by one neighbour in the tree."""

    def __init__(self, grid: Grid, tree: Tree, decisions: Decisions) -> None:
        self._grid = grid
        self._graph = grid.graph
        self._tree = tree
        self._people = len(grid.graph.ids)
        self._decisions = decisions

    def family(self) -> Phrase:
        """Everybody, from the root outwards."""
        union = self._tree.root - self._people
        if union < 0:  # a person without relatives
            yield self._tree.root
            return
        links = self._couple(union)
        sibship = self._sibship(union, RIGHT)
        if len(links) > 1:
            yield from reversed(self._partner(links[0], LEFT, sibship.near))
        else:
            yield from self._descents(sibship.near)
        yield from self._grid.stem[union]
        yield from map(self._branch, sibship.middle)
        yield from self._partner(links[-1], RIGHT, sibship.far)

    def _descend(self, person: int) -> Phrase:
        """A person met from her parents, between those of her unions that are left and right."""
        left, right = self._unions_beside(person)
        for place in reversed(range(len(left))):
            yield self._block(left[place], LEFT, is_near=place == 0)
        if right:  # a child with ties upwards stands outside its parents
            yield from self._descents(self._sibship(right[0] // 2, RIGHT).near)
        yield person
        if left:
            yield from self._descents(self._sibship(left[0] // 2, LEFT).near)
        for place, link in enumerate(right):
            yield self._block(link, RIGHT, is_near=place == 0)

    def _block(self, link: int, side: int, *, is_near: bool) -> Phrase:
        """A union beside a partner who was met: children, then the mate and what hangs on it."""
        union = link // 2
        sibship = self._sibship(union, side)
        outward: Words = [] if is_near else self._descents(sibship.near)
        outward += self._grid.approach[link]
        outward += self._grid.stem[union]
        outward += map(self._branch, sibship.middle)
        outward += self._partner(link ^ 1, side, sibship.far)
        yield from _told(outward, side)

    def _mate(self, link: int, side: int, kid: int | None) -> Phrase:
        """A partner met from the union; kid: the child that stands outside her."""
        graph, tree = self._graph, self._tree
        person = graph.partners[link // 2][link % 2]
        parents = graph.parents[person]
        others = [other for other in tree.links_of[person] if other != link]
        goes_up = tree.hangs[person]
        # a child whose relatives stand higher than the mate's parents goes outside these as well
        is_outermost = (
            kid is not None
            and goes_up
            and len(graph.children[parents]) == 1
            and tree.top[kid] < self._grid.row[person]
        )
        outward: Words = [person]
        if not is_outermost:
            outward += self._descents(kid)
        if goes_up:
            outward.append(self._ascend(person, side, others))
        else:
            outward += (self._block(other, side, is_near=False) for other in others)
        if is_outermost:
            outward += self._descents(kid)
        yield from _told(outward, side)

    def _ascend(self, person: int, side: int, others: Sequence[int]) -> Phrase:
        """The parents and siblings of a person met from elsewhere, and her other unions."""
        union = self._graph.parents[person]
        links = self._couple(union, side)
        sibship = self._sibship(union, side, besides=person)
        inner, outer = (links[0], links[-1]) if side == RIGHT else (links[-1], links[0])
        outward = self._partner(inner, -side, None)[::-1]
        outward += self._grid.stem[union]
        outward += (self._block(other, side, is_near=False) for other in others)
        outward += self._descents(sibship.near)
        outward += map(self._branch, sibship.middle)
        if len(links) > 1:
            outward += self._partner(outer, side, sibship.far)
        else:
            outward += self._descents(sibship.far)
        yield from _told(outward, side)

    def _partner(self, link: int, side: int, kid: int | None) -> Words:
        """Outwards: a partner's line down to the union, then the partner unless met elsewhere."""
        words: Words = [*self._grid.approach[link]]
        if self._tree.is_followed[link]:
            words.append(self._mate(link, side, kid))
        else:
            words += self._descents(kid)
        return words

    def _descents(self, kid: int | None) -> Words:
        return [] if kid is None else [self._branch(kid)]

    def _branch(self, person: int) -> "int | Phrase":
        return self._descend(person) if self._graph.links_of[person] else person

    def _unions_beside(self, person: int) -> tuple[list[int], list[int]]:
        """Followed links left and right of a person, nearest first."""
        side = self._decisions.side
        links = self._tree.links_of[person]
        left = [link for link in links if side[link] == LEFT]
        right = [link for link in links if side[link] == RIGHT]
        if len(links) == 2 and not (left and right):  # one mate on each side
            (left, right) = (left[:1], left[1:]) if left else (right[1:], right[:1])
        return left, right

    def _couple(self, union: int, side: int = 0) -> list[int]:
        """Links of a union seen from its children, left to right.

        Men left; but seen from one side, whoever has more hanging on stands outside.
        """
        graph, tree = self._graph, self._tree
        partners = graph.partners[union]
        links = [2 * union + place for place in range(len(partners))]
        if len(links) < 2:
            return links
        if graph.is_man[partners[1]] and not graph.is_man[partners[0]]:
            links.reverse()
        if side:
            left, right = (
                tree.size[partners[link % 2]] if tree.is_followed[link] else 0 for link in links
            )
            if left != right and (left > right) == (side == RIGHT):
                links.reverse()
        if union in self._decisions.turned:
            links.reverse()
        return links

    def _sibship(self, union: int, side: int, besides: int = NOBODY) -> _Sibship:
        """Children of a union that hang on it, seen from where the walk comes."""
        hangs, top = self._tree.hangs, self._tree.top
        kids = [k for k in self._decisions.children[union] if hangs[k] and k != besides]
        bonds = self._graph.bonds_of.get(besides)
        if bonds:  # those who belong beside the person whom the walk came from come first
            kids.sort(key=lambda k: sum(k not in bond for bond in bonds), reverse=side == LEFT)
        left = right = None
        above = self._grid.row_of_children[union] - 1
        if kids and top[kids[0]] <= above and self._leaning(kids[0], above) < 0:
            left = kids.pop(0)
        if kids and top[kids[-1]] <= above and self._leaning(kids[-1], above) >= 0:
            right = kids.pop()
        if side == RIGHT:
            return _Sibship(left, kids, right)
        return _Sibship(right, kids[::-1], left)

    def _leaning(self, person: int, above: int) -> int:
        """To which side the relatives of a person stand that reach up to a row."""
        tree, side = self._tree, self._decisions.side
        return sum(
            side[link]
            for link in tree.links_of[person]
            if tree.top[self._people + link // 2] <= above
        )


def _told(outward: Words, side: int) -> Phrase:
    return iter(outward) if side == RIGHT else reversed(outward)
