"""Who stands left of whom: questions of which many are one, and answers that make an order."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final, NamedTuple, TypeAlias

from counselling.layout.watch import Watch, nobody_minds, watched

_TURNS: Final = 60  # answers taken back before an order is given up

Pair: TypeAlias = tuple[int, int]  # the question whether the first stands left of the second


class Questions:
    """Who stands left of whom in every row: questions, and which of them are one.

    Question a, b of a row is numbered by the places of the two in an earlier order, the one
    farther left first, so that 1 always means: as before.
    """

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        self.place: dict[int, tuple[int, int]] = {}
        self.first: list[int] = []
        count = 0
        for row, nodes in enumerate(rows):
            self.first.append(count)
            count += len(nodes) ** 2
            for at, node in enumerate(nodes):
                self.place[node] = row, at
        self.width = [len(nodes) for nodes in rows]
        self._leader = list(range(count))
        self._turn = [1] * count  # against the leader
        self._size = [1] * count

    def number(self, row: int, one: int, other: int) -> tuple[int, int]:
        """A question by two places in a row, and -1 where it is asked the other way round."""
        if one < other:
            return self.first[row] + one * self.width[row] + other, 1
        return self.first[row] + other * self.width[row] + one, -1

    def leader(self, question: int) -> tuple[int, int]:
        """The question that stands for all that are one with it, and -1 for its contrary."""
        leader, turns = self._leader, self._turn
        turn = 1
        while leader[question] != question:
            turn *= turns[question]
            question = leader[question]
        return question, turn

    def join(self, one: Pair, other: Pair) -> bool:
        """Make two questions one; False if the one is the other's contrary."""
        first, turn = self._of(one)
        second, other_turn = self._of(other)
        if first == second:
            return turn == other_turn
        if self._size[first] < self._size[second]:  # ways to the leader stay short
            first, second = second, first
        self._leader[second] = first
        self._size[first] += self._size[second]
        self._turn[second] = turn * other_turn
        return True

    def join_all(self, equations: Sequence[tuple[Pair, Pair]]) -> bool:
        """Join many, or none of them if two are in contradiction."""
        touched = {self._of(pair)[0] for pairs in equations for pair in pairs}
        before = [(q, self._leader[q], self._turn[q], self._size[q]) for q in touched]
        for one, other in equations:
            if not self.join(one, other):
                for question, leader, turn, size in before:
                    self._leader[question], self._turn[question] = leader, turn
                    self._size[question] = size
                return False
        return True

    def leader_of(self, pair: Pair) -> int:
        """The question that stands for this one or its contrary."""
        return self._of(pair)[0]

    def _of(self, pair: Pair) -> tuple[int, int]:
        row, one = self.place[pair[0]]
        question, turn = self.number(row, one, self.place[pair[1]][1])
        leader, against = self.leader(question)
        return leader, turn * against


class _Given(NamedTuple):
    """Questions answered at once, and what was written down: row, left place, right place."""

    questions: list[int]
    written: list[tuple[int, int, int]]


class _Made(NamedTuple):
    """A question answered by choice: its place, the other answer if left, else 0; what followed."""

    at: int
    other: int
    given: _Given


class Answers:
    """Answers questions so that every row is an order."""

    def __init__(
        self,
        rows: Sequence[Sequence[int]],
        questions: Questions,
        watch: Watch = nobody_minds,
    ) -> None:
        self._rows, self._watch = rows, watch
        self._same: dict[int, list[tuple[int, int, int, int]]] = {}  # row, places, against it
        self._leader: dict[tuple[int, int, int], tuple[int, int]] = {}
        for row, nodes in enumerate(rows):
            for one, other in watched(combinations(range(len(nodes)), 2), watch):
                number, _ = questions.number(row, one, other)
                leader, turn = questions.leader(number)
                self._leader[row, one, other] = leader, turn
                self._same.setdefault(leader, []).append((row, one, other, turn))
        self._parted = self._torn = 0
        self._answer: dict[int, int] = {}
        # of every row and place: who is known to stand to the right, and to the left
        self._right: list[list[set[int]]] = [[set() for _ in row] for row in rows]
        self._left: list[list[set[int]]] = [[set() for _ in row] for row in rows]

    def find(self) -> list[list[int]] | None:
        """Return the rows in order, None when too many answers had to be taken back."""
        leaders = sorted(self._same, key=lambda q: (-len(self._same[q]), q))
        made: list[_Made] = []
        turned = at = 0
        while at < len(leaders):
            self._watch()
            if leaders[at] not in self._answer and not self._answer_next(leaders[at], at, made):
                turned += 1
                if turned > _TURNS or not self._turn_last(leaders, made):
                    return None
                at = made[-1].at
            at += 1
        return self._order()

    def find_most(self, first: Iterable[int] = ()) -> list[list[int]]:
        """Return the rows in order: questions that are one, but cannot be, are asked one by one.

        first: leaders of questions to be answered before all others.
        """
        waiting = sorted(self._same, key=lambda q: (len(self._same[q]), -q))
        waiting += first
        while waiting:
            self._watch()
            leader = waiting.pop()
            if leader in self._answer or leader not in self._same:
                continue
            if not self._answer_next(leader, 0, []):
                if len(self._same[leader]) == 1:
                    waiting.append(leader)
                    leader = self._torn
                waiting += self._part(leader)
        return self._order()

    def _part(self, leader: int) -> list[int]:
        """Make questions that were one many again; return them, the first to be asked last."""
        parted = []
        for row, one, other, _ in self._same.pop(leader):
            self._parted += 1
            self._leader[row, one, other] = -self._parted, 1
            self._same[-self._parted] = [(row, one, other, 1)]
            parted.append(-self._parted)
        return parted[::-1]

    def _order(self) -> list[list[int]]:
        return [
            [nodes[at] for at in sorted(range(len(nodes)), key=lambda at: len(left[at]))]
            for nodes, left in zip(self._rows, self._left, strict=True)
        ]

    def _answer_next(self, leader: int, at: int, made: list[_Made]) -> bool:
        """Answer as before or else the other way round."""
        as_before = 1 if sum(turn for *_, turn in self._same[leader]) >= 0 else -1
        for value, other in ((as_before, -as_before), (-as_before, 0)):
            given = self._give(leader, value)
            if given:
                made.append(_Made(at, other, given))
                return True
        return False

    def _turn_last(self, leaders: Sequence[int], made: list[_Made]) -> bool:
        """Give the other answer to the last question that has one left."""
        while made:
            last = made.pop()
            self._take_back(last.given)
            given = self._give(leaders[last.at], last.other) if last.other else None
            if given:
                made.append(_Made(last.at, 0, given))
                return True
        return False

    def _give(self, leader: int, answer: int) -> "_Given | None":
        """Answer a question and all that follow from it; None, and nothing done, on a clash."""
        given = _Given([], [])
        waiting = [(leader, answer)]
        while waiting:
            question, value = waiting.pop()
            known = self._answer.get(question)
            if known is None:
                self._answer[question] = value
                given.questions.append(question)
                for row, one, other, turn in self._same[question]:
                    ends = (one, other) if turn * value > 0 else (other, one)
                    given.written.append((row, *ends))
                    waiting += self._follow(row, *ends)
            elif known != value:
                many = [q for q in given.questions if len(self._same[q]) > 1]
                self._torn = many[-1] if many else leader
                self._take_back(given)
                return None
        return given

    def _follow(self, row: int, one: int, other: int) -> list[tuple[int, int]]:
        """Write down that one stands left of another; what is said of third ones by it."""
        right, left = self._right[row], self._left[row]
        right[one].add(other)
        left[other].add(one)
        told = [self._that(row, one, third) for third in right[other] - right[one]]
        told += [self._that(row, third, other) for third in left[one] - left[other]]
        return told

    def _that(self, row: int, one: int, other: int) -> tuple[int, int]:
        if one < other:
            return self._leader[row, one, other]
        leader, turn = self._leader[row, other, one]
        return leader, -turn

    def _take_back(self, given: "_Given") -> None:
        for question in given.questions:
            del self._answer[question]
        for row, one, other in given.written:
            self._right[row][one].discard(other)
            self._left[row][other].discard(one)
