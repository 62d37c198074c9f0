"""Lays a drawing out on paper: one page, or a poster of tiles; with title, day, key and page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from counselling.drawing.bounds import bounds
from counselling.drawing.imprint import FOOT_PT, MARKS_PT, Imprint, marks
from counselling.drawing.paper import A4, Box, Paper
from counselling.drawing.scene import Item, Scene
from counselling.drawing.tiles import Tile, tiles

_KEY_SHARE: Final = 0.3  # of a page's height at most
_KEY_GAP_PT: Final = 12.0


@dataclass(frozen=True, slots=True)
class Layer:
    """Items laid on a page: moved to (x, y), then scaled there; nothing shows outside `clip`."""

    items: tuple[Item, ...]
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    clip: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page as a value. tile: its window on the drawing as printed, where it is a poster's."""

    paper: Paper
    layers: tuple[Layer, ...]
    tile: Tile | None = None


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """Which paper. poster: the large sheet that the pages make up when they are glued."""

    paper: Paper = A4
    is_landscape: bool = False
    poster: Paper | None = None

    @property
    def ways(self) -> tuple[Paper, ...]:
        """The paper as it may be turned."""
        return (self.paper.turned,) if self.is_landscape else (self.paper, self.paper.turned)


def _no_key(_: float) -> Scene:
    return Scene((), 0.0, 0.0)


@dataclass(frozen=True)
class Print:
    """A drawing for paper. key: set for a width, so that it is read on any page; or none."""

    picture: Scene
    key: Callable[[float], Scene] = _no_key


def pages(drawn: Print, imprint: Imprint, choice: SheetChoice) -> tuple[Page, ...]:
    """Return the pages, turned where the drawing is larger or the pages are fewer that way.

    Nothing is enlarged. Without a poster there is one page.
    """
    frames = [_Frame(drawn, imprint, paper) for paper in choice.ways]
    if choice.poster is None:
        return (max(frames, key=lambda frame: frame.scale).whole(),)
    ways = (choice.poster, choice.poster.turned)
    scale = max(_scale(drawn.picture, way.width_pt, way.height_pt) for way in ways)
    return min((frame.tiled(scale) for frame in frames), key=len)


def _scale(scene: Scene, width: float, height: float) -> float:
    return min(1.0, width / max(scene.width, 1), height / max(scene.height, 1))


class _Frame:
    """A sheet of paper with its places for title, drawing, key and page number."""

    def __init__(self, drawn: Print, imprint: Imprint, paper: Paper) -> None:
        self._scene, self._imprint, self._paper = drawn.picture, imprint, paper
        self._key = drawn.key(paper.printable.width)
        box = paper.printable
        self._key_scale = _scale(self._key, box.width, _KEY_SHARE * box.height)
        key_height = self._key.height * self._key_scale
        below = FOOT_PT + (key_height + _KEY_GAP_PT if key_height else 0.0)
        head = imprint.head_pt(box.width)
        self._area = Box(box.x, box.y + head, box.width, box.height - head - below)

    @property
    def scale(self) -> float:
        """How large the whole drawing is on this page."""
        return _scale(self._scene, self._area.width, self._area.height)

    def whole(self) -> Page:
        """The whole drawing on one page."""
        area, scale = self._area, self.scale
        left = area.x + (area.width - self._scene.width * scale) / 2
        picture = Layer(self._scene.items, left, area.y, scale)
        key_y = area.y + self._scene.height * scale + _KEY_GAP_PT
        return Page(self._paper, (picture, *self._around(1, 1, None, key_y)))

    def tiled(self, scale: float) -> tuple[Page, ...]:
        """The drawing at a scale, on as many pages as it takes."""
        most = self._area.inset(MARKS_PT)
        wide, high = self._scene.width * scale, self._scene.height * scale
        found = tiles(wide, high, (most.width, most.height))
        size = found[0].window
        left = most.x + (most.width - size.width) / 2
        window = Box(left, most.y + (most.height - size.height) / 2, size.width, size.height)
        measure = self._imprint.measure
        boxed = [(item, bounds(item, measure)) for item in self._scene.items]
        return tuple(
            Page(
                self._paper,
                (
                    _part(boxed, tile, window, scale),
                    *self._around(number, len(found), tile, self._area.foot + _KEY_GAP_PT),
                    Layer(tuple(marks(window, tile)) if len(found) > 1 else ()),
                ),
                tile,
            )
            for number, tile in enumerate(found, start=1)
        )

    def _around(
        self, number: int, count: int, tile: Tile | None, key_y: float
    ) -> tuple[Layer, ...]:
        box = self._paper.printable
        told = tile if count > 1 else None
        words = (*self._imprint.head(box), *self._imprint.foot(box, number, count, told))
        is_left = self._imprint.words.direction == "ltr"
        left = box.x if is_left else box.right - self._key.width * self._key_scale
        return (Layer(words), Layer(self._key.items, left, key_y, self._key_scale))


def _part(boxed: Sequence[tuple[Item, Box | None]], tile: Tile, window: Box, scale: float) -> Layer:
    """What one tile shows: only items that reach into it, cut at its edge."""
    at = tile.window
    seen = Box(at.x / scale, at.y / scale, at.width / scale, at.height / scale)
    items = tuple(item for item, box in boxed if box and box.meets(seen))
    return Layer(items, window.x - at.x, window.y - at.y, scale, window)
