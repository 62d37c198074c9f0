"""Badges of a drawing of which branches are folded away: how many people, and on which side."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from counselling.drawing.bounds import bounds
from counselling.drawing.ink import SMALL_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.scene import Anchor, Group, Item, Path, Rectangle, Scene, Stroke, Text
from counselling.figures.marks import STAR_PT
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.branches import Branch, Fold
from counselling.pedigree.person import PersonId

_HEIGHT_PT: Final = 10.0
_AROUND_PT: Final = 2.5  # of sign and number in their badge
_SIGN_PT: Final = 5.0  # width of the sign
_AWAY_PT: Final = 2.5  # from the partners' line
_BESIDE_PT: Final = 8.0  # from the symbol: the ring of a selection stands between
_STAR: Final = "*"
_STROKE: Final = Stroke(Ink.ACCENT)
_SPOKEN: Final[Mapping[Branch, str]] = {
    Branch.ANCESTORS: N_("pedigree.folded_ancestors"),
    Branch.DESCENDANTS: N_("pedigree.folded_descendants"),
}


def with_badges(
    scene: Scene, counts: Mapping[Fold, int], words: Catalogue, measure: Measure
) -> Scene:
    """Put a badge beside everybody at whom a branch was folded away: how many are not drawn.

    It stands right of the symbol, above the partners' line or below it, and is said with her.
    """
    by_person: dict[PersonId, list[tuple[Branch, int]]] = {}
    for fold, count in counts.items():
        by_person.setdefault(fold.person, []).append((fold.branch, count))
    items = tuple(
        _badged(item, by_person[item.subject], words, measure)
        if isinstance(item, Group) and item.subject in by_person
        else item
        for item in scene.items
    )
    return replace(scene, items=items)


def _badged(
    group: Group, folded: list[tuple[Branch, int]], words: Catalogue, measure: Measure
) -> Group:
    right, middle = _edge(group, measure)
    made: list[Item] = []
    said = [group.label.rstrip(". ")]
    for branch, count in folded:
        made += _badge(right + _BESIDE_PT, middle, branch, count, measure)
        said.append(words.say(_SPOKEN[branch], count=count))
    return replace(group, items=(*group.items, *made), label=". ".join(said))


def _badge(
    left: float, middle: float, branch: Branch, count: int, measure: Measure
) -> Iterator[Item]:
    """A frame with a sign that points to where the branch hangs, and a number."""
    is_above = branch is Branch.ANCESTORS
    top = middle - _AWAY_PT - _HEIGHT_PT if is_above else middle + _AWAY_PT
    text = str(count)
    wide = measure.width_pt(text, SMALL_PT) + _SIGN_PT + 3 * _AROUND_PT
    yield Rectangle(left, top, wide, _HEIGHT_PT, Ink.PAPER, _STROKE, radius=3.0)
    x, y = left + _AROUND_PT, top + _HEIGHT_PT / 2
    tip = -_SIGN_PT / 2.5 if is_above else _SIGN_PT / 2.5
    yield Path(
        (("M", x, y - tip), ("L", x + _SIGN_PT, y - tip), ("L", x + _SIGN_PT / 2, y + tip), ("Z",)),
        Ink.ACCENT,
        None,
    )
    at = x + _SIGN_PT + _AROUND_PT
    yield Text(at, top + _HEIGHT_PT * 0.8, text, SMALL_PT, Anchor.START, Ink.ACCENT)


def _edge(group: Group, measure: Measure) -> tuple[float, float]:
    """Right edge of a symbol, of its star too, and its middle."""
    shape = bounds(group.items[0], measure)  # a symbol begins with its shape
    assert shape is not None
    is_starred = any(isinstance(item, Text) and item.text == _STAR for item in group.items)
    return shape.right + (STAR_PT if is_starred else 0.0), (shape.y + shape.foot) / 2
