"""What the layout tests share: random families, and a look for everything that may not be wrong.

Hypothesis families are made without a plan, so they are worse than any real one: people with five
mates, mothers who marry grandsons, half of the parents unknown.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import pytest
from hypothesis import strategies as st

from counselling.layout.result import (
    LOSS_SHARE,
    SYMBOL_UNITS,
    Layout,
    Node,
    Segment,
    SegmentKind,
)
from counselling.pedigree.family import Family
from counselling.pedigree.lineage import lines_up
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, PartialDate, Person, PersonId
from counselling.pedigree.terms import LOSSES, ParentKind, Sex, Zygosity

NEARLY = 1e-3
Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, foot
Lengths: TypeAlias = Mapping[PersonId, float]
Faults: TypeAlias = Callable[..., list[str]]


@pytest.fixture(scope="session")
def faults() -> Faults:
    """Whatever may never be wrong with a drawing: one sentence for every fault."""
    return find_faults


@pytest.fixture(scope="session")
def wild_families() -> st.SearchStrategy[Family]:
    """Families without a plan."""
    return _wild_families()


@pytest.fixture(scope="session")
def trees() -> st.SearchStrategy[Family]:
    """Families without loops: everybody marries somebody new."""
    return _trees()


@pytest.fixture(scope="session")
def born() -> Callable[..., Person]:
    """Make a person of these parents, mother first; `sex` and `year` where they matter."""
    return _born


def _born(
    person_id: PersonId,
    mother: PersonId | None = None,
    father: PersonId | None = None,
    *,
    sex: Sex = Sex.UNKNOWN,
    year: int | None = None,
) -> Person:
    told = ((mother, ParentKind.MOTHER), (father, ParentKind.FATHER))
    parents = tuple(ParentLink(parent, kind) for parent, kind in told if parent)
    birth = PartialDate(year) if year else None
    return Person(person_id, sex=sex, parents=parents, birth=birth)


@st.composite
def _wild_families(draw: st.DrawFn) -> Family:
    people: list[Person] = []
    couples: list[tuple[PersonId, PersonId | None]] = []
    reach = draw(st.sampled_from((4, 8, 100)))  # how far apart the ages of partners may lie
    for number in range(draw(st.integers(1, 16))):
        earlier = [person.id for person in people[-reach:]]
        parents: tuple[PersonId | None, PersonId | None] = (None, None)
        if couples and draw(st.booleans()):
            parents = draw(st.sampled_from(couples))
        elif earlier and draw(st.integers(0, 3)):
            mother = draw(st.sampled_from(earlier))
            others = [other for other in earlier if other != mother]
            parents = mother, draw(st.sampled_from([None, *others]))
            couples.append((mother, parents[1]))
        sex = draw(st.sampled_from(Sex))
        people.append(_born(f"p{number}", *parents, sex=sex))
    pairs = st.lists(st.sampled_from([p.id for p in people]), min_size=2, max_size=2, unique=True)
    partnerships = draw(st.lists(pairs, max_size=2)) if len(people) > 1 else []
    family = Family(
        "wild",
        persons=tuple(draw(st.permutations(people))),
        partnerships=tuple(Partnership((one, other)) for one, other in partnerships),
    )
    return replace(family, twins=tuple(_some_twins(draw, family)))


def _some_twins(draw: st.DrawFn, family: Family) -> Iterator[TwinSet]:
    for union in family.unions:
        if len(union.children) > 1 and draw(st.integers(0, 3)) == 0:
            some = st.lists(st.sampled_from(union.children), min_size=2, max_size=3, unique=True)
            yield TwinSet(tuple(draw(some)), draw(st.sampled_from(Zygosity)))


@st.composite
def _trees(draw: st.DrawFn) -> Family:
    people = [_born("p0", sex=Sex.FEMALE)]
    while len(people) < 12 and draw(st.integers(0, 6)):
        parent = draw(st.sampled_from([person.id for person in people]))
        mate = _born(f"p{len(people)}", sex=draw(st.sampled_from(Sex)))
        people.append(mate)
        for _ in range(draw(st.integers(1, 3))):
            people.append(_born(f"p{len(people)}", parent, mate.id, sex=draw(st.sampled_from(Sex))))
        founders = [person for person in people if not person.parents]
        if draw(st.booleans()):  # somebody gets parents, so that branches lead upwards too
            child = draw(st.sampled_from(founders))
            mother, father = _born(f"p{len(people)}"), _born(f"p{len(people) + 1}")
            grown = _born(child.id, mother.id, father.id, sex=child.sex)
            people = [grown if person is child else person for person in people]
            people += [mother, father]
    return Family("tree", persons=tuple(people))


def find_faults(
    family: Family, layout: Layout, widths: Lengths | None = None, heights: Lengths | None = None
) -> list[str]:
    """Look at a drawing without knowing how it was made."""
    if sorted(node.person for node in layout.nodes) != sorted(family.by_id):
        return ["somebody is missing or drawn twice"]
    half = SYMBOL_UNITS / 2
    symbols = {n.person: _symbol(family.person(n.person), n) for n in layout.nodes}
    labels = {
        n.person: (n.x - width / 2, n.y + half, n.x + width / 2, n.y + half + height)
        for n in layout.nodes
        for width, height in [((widths or {}).get(n.person, 0), (heights or {}).get(n.person, 0))]
        if width and height
    }
    return [
        *_overlaps("symbols", symbols),
        *_overlaps("labels", labels),
        *_lines_through_symbols(layout.segments, symbols),
        *_lines_through_labels(layout.segments, labels),
        *_lines_over_each_other(layout.segments),
        *_wrong_unions(family, layout, symbols),
        *(
            f"{person.id} does not stand below {parent}"
            for person in family.persons
            for line in lines_up(family, person)[:1]
            for parent in line.parents
            if symbols[parent][3] > symbols[person.id][1] + NEARLY
        ),
    ]


def _symbol(person: Person, node: Node) -> Box:
    """Where a symbol stands; a loss is smaller and may hang higher."""
    half = SYMBOL_UNITS / 2
    if not node.rise:
        return node.x - half, node.y - half, node.x + half, node.y + half
    assert person.pregnancy in LOSSES
    top, side = node.y - half - node.rise, LOSS_SHARE * half
    return node.x - side, top, node.x + side, top + 2 * side


def _box(segment: Segment) -> Box:
    (left, right), (top, foot) = (
        sorted((segment.x1, segment.x2)),
        sorted((segment.y1, segment.y2)),
    )
    return left, top, right, foot


def _where(segment: Segment) -> Sequence[Box]:
    """Boxes in which a line runs; of a slant only its ends, for it may pass over a mate."""
    if segment.kind is not SegmentKind.TWIN:
        return (_box(segment),)
    (x1, y1), (x2, y2) = (segment.x1, segment.y1), (segment.x2, segment.y2)
    return (x1, y1, x1, y1), (x2, y2, x2, y2)


def _meet(one: Box, other: Box, slack: float) -> bool:
    return (
        one[0] < other[2] + slack
        and other[0] < one[2] + slack
        and one[1] < other[3] + slack
        and other[1] < one[3] + slack
    )


def _overlaps(what: str, boxes: Mapping[PersonId, Box]) -> Iterator[str]:
    ordered = sorted(boxes.items(), key=lambda item: item[1])
    for place, (one, box) in enumerate(ordered):
        for other, other_box in ordered[place + 1 :]:
            if other_box[0] >= box[2]:
                break
            if _meet(box, other_box, -NEARLY):
                yield f"{what} of {one} and {other} overlap"


def _lines_through_symbols(
    segments: Sequence[Segment], symbols: Mapping[PersonId, Box]
) -> Iterator[str]:
    """Also through the symbols that a line ends at: it ends at their edge."""
    for segment in segments:
        for person, symbol in symbols.items():
            if _meet(_box(segment), symbol, -NEARLY) and _enters(segment, symbol):
                yield f"a {segment.kind} line of {segment.owner} runs through {person}"


def _enters(segment: Segment, box: Box) -> bool:
    """Whether a line, slanted ones too, comes inside a box by more than a hair."""
    left, top, right, foot = (
        box[0] + NEARLY,
        box[1] + NEARLY,
        box[2] - NEARLY,
        box[3] - NEARLY,
    )
    first, last = 0.0, 1.0  # of the way along the line (Liang and Barsky 1984)
    dx, dy = segment.x2 - segment.x1, segment.y2 - segment.y1
    for step, room in (
        (-dx, segment.x1 - left),
        (dx, right - segment.x1),
        (-dy, segment.y1 - top),
        (dy, foot - segment.y1),
    ):
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    return first < last


def _lines_through_labels(
    segments: Sequence[Segment], labels: Mapping[PersonId, Box]
) -> Iterator[str]:
    """A single parent's own stem, and other lines that leave her below, run through her label."""
    for segment in segments:
        for person, label in labels.items():
            is_her_own = person in segment.owner or person == segment.child
            if not is_her_own and _meet(_box(segment), label, -NEARLY):
                yield f"a {segment.kind} line of {segment.owner} runs through {person}'s label"


def _lines_over_each_other(segments: Sequence[Segment]) -> Iterator[str]:
    tracks: dict[tuple[bool, int], list[tuple[float, float, PersonId]]] = {}
    for segment in segments:
        left, top, right, foot = _box(segment)
        if right - left > NEARLY and foot - top > NEARLY:
            continue  # twins' slants part from one point
        is_upright = right - left < NEARLY
        at, low, high = (left, top, foot) if is_upright else (top, left, right)
        for track in (round(at / NEARLY), round(at / NEARLY) + 1):
            pieces = tracks.setdefault((is_upright, track), [])
            pieces.append((low, high, "+".join(segment.owner)))
    for pieces in tracks.values():
        pieces.sort()
        for place, (_, high, owner) in enumerate(pieces):
            for low, _, other in pieces[place + 1 :]:
                if low >= high - NEARLY:
                    break
                if other != owner:
                    yield f"lines of {owner} and {other} run over each other"


def _wrong_unions(family: Family, layout: Layout, symbols: Mapping[PersonId, Box]) -> Iterator[str]:
    """Lines must hang together and reach the union's partners and children, nobody else."""
    expected = _unions(family)
    drawn: dict[tuple[PersonId, ...], list[Segment]] = {}
    for segment in layout.segments:
        drawn.setdefault(segment.owner, []).append(segment)
    if drawn.keys() != expected.keys():
        yield f"lines of {sorted(drawn)} instead of {sorted(expected)}"
        return
    for owner, people in expected.items():
        segments = drawn[owner]
        reached = {
            person
            for person, symbol in symbols.items()
            if any(_meet(box, symbol, 2 * NEARLY) for s in segments for box in _where(s))
        }
        reached.update(_met_on_their_lines(segments, layout.segments, symbols))
        if reached != people:
            yield f"lines of {owner} reach {sorted(reached)} instead of {sorted(people)}"
        if not _hang_together(segments):
            yield f"lines of {owner} do not hang together"
        if any(s.kind is SegmentKind.MATE for s in segments) != (len(owner) == 2):
            yield f"{owner}: a couple's line too many or too few"


def _met_on_their_lines(
    segments: Sequence[Segment], every: Sequence[Segment], symbols: Mapping[PersonId, Box]
) -> Iterator[PersonId]:
    """Siblings with a line in common: its bar ends at, or is met by, their own lines."""
    bars = [s for s in segments if s.kind is SegmentKind.SIBSHIP]
    legs = [s for s in every if s.kind is SegmentKind.CHILD and s.owner != segments[0].owner]
    for leg in legs:
        foot = (leg.x2, leg.y2, leg.x2, leg.y2)
        if any(_meet(_box(bar), foot, 2 * NEARLY) for bar in bars):
            yield from _reached_by(foot, every, symbols)


def _reached_by(
    foot: Box, every: Sequence[Segment], symbols: Mapping[PersonId, Box]
) -> Iterator[PersonId]:
    """Whom the rest of a leg reaches from this joint down: one, or those born together."""
    for segment in every:
        start = (segment.x1, segment.y1, segment.x1, segment.y1)
        if segment.kind in (SegmentKind.CHILD, SegmentKind.TWIN) and _meet(start, foot, NEARLY):
            end = (segment.x2, segment.y2, segment.x2, segment.y2)
            met = [person for person, box in symbols.items() if _meet(end, box, 2 * NEARLY)]
            yield from met or _reached_by(end, every, symbols)


def _unions(family: Family) -> dict[tuple[PersonId, ...], set[PersonId]]:
    """Of every union that is drawn: everybody whom its lines reach."""
    unions: dict[tuple[PersonId, ...], set[PersonId]] = {}
    for person in family.persons:
        for line in lines_up(family, person):
            unions.setdefault(line.parents, set(line.parents)).add(person.id)
    for partnership in family.partnerships:
        unions.setdefault(tuple(sorted(partnership.partners)), set(partnership.partners))
    return unions


def _hang_together(segments: Sequence[Segment]) -> bool:
    reached = {0}
    stack = [0]
    while stack:
        here = _box(segments[stack.pop()])
        for place, other in enumerate(segments):
            if place not in reached and _meet(here, _box(other), 2 * NEARLY):
                reached.add(place)
                stack.append(place)
    return len(reached) == len(segments)
