"""Paints a Scene with Qt: prepared once for a picture, painted as often as the screen asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.scene import (
    Anchor,
    Circle,
    Group,
    Item,
    Line,
    Path,
    Rectangle,
    Scene,
    Stroke,
    Text,
)
from ui.kit.pictures.far_sight import FAR, FarPicture, seen_from_far
from ui.kit.pictures.pieces import Index, Outline, Subject, Writing
from ui.look.fonts import FAMILIES

__all__ = ["Outline", "Prepared", "Preparer", "Subject", "Writing", "prepare"]

# Qt rounds small type to whole pixels, and labels would grow into each other: type is made large
# and painted smaller, which keeps every width exact.
_TYPE_PX: Final = 100


_LEGIBLE_PX: Final = 2.5  # height of type under which it is grey noise, and costs the most time
_SEEN_PX: Final = 0.8

Leaf: TypeAlias = Line | Rectangle | Circle | Path | Text


@dataclass(frozen=True)
class Prepared:
    """A scene turned into what Qt paints; unit: points, as in the scene. texts: where they are.

    Made on any thread. What is too small to be seen at a scale is not painted.
    """

    pieces: tuple[Outline | Writing, ...]
    subjects: tuple[Subject, ...]
    texts: tuple[QRectF, ...]
    paper: QRectF

    @cached_property
    def by_name(self) -> Mapping[str, Subject]:
        """Subjects by name."""
        return {subject.name: subject for subject in self.subjects}

    @cached_property
    def index(self) -> Index:
        """Where the pieces are."""
        return Index([piece.bounds for piece in self.pieces])

    @cached_property
    def far(self) -> FarPicture:
        """What is left of it from far away."""
        return FarPicture(self.pieces)

    @cached_property
    def text_index(self) -> Index:
        """Where the texts are."""
        return Index(self.texts)

    def ready(self) -> "Prepared":
        """Make all that finds its parts now: of a large one, off the UI thread."""
        _ = (self.index, self.text_index, self.by_name, self.far)
        return self

    def paint(self, painter: QPainter, *, part: QRectF | None = None) -> int:
        """Paint everything, or only what touches a part.

        Returns how much that was, in pieces.
        """
        world, scale = painter.worldTransform(), 1.0
        shown_at = world.m11()
        if shown_at < FAR:
            return self.far.paint(painter, part)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen: QPen | None = None
        font: QFont | None = None
        count = 0
        for piece in self._touching(part, shown_at):
            count += 1
            wanted = piece.scale if isinstance(piece, Writing) else 1.0
            if wanted != scale:
                scale = wanted
                painter.setWorldTransform(QTransform(world).scale(scale, scale))
            if piece.pen is not pen:  # neighbours mostly share theirs
                pen = piece.pen
                painter.setPen(pen)
            if isinstance(piece, Outline):
                painter.setBrush(piece.brush)
                painter.drawPath(piece.path)
                continue
            if piece.font is not font:
                font = piece.font
                painter.setFont(font)
            painter.setLayoutDirection(piece.direction)
            painter.drawText(piece.at, piece.text)
        painter.setWorldTransform(world)
        return count

    def _touching(self, part: QRectF | None, scale: float) -> Iterator[Outline | Writing]:
        """Pieces that are seen in a part at a scale."""
        pieces = self.pieces
        for number in range(len(pieces)) if part is None else self.index.near(part):
            piece = pieces[number]
            if piece.least_scale <= scale and (part is None or piece.bounds.intersects(part)):
                yield piece


def prepare(scene: Scene, *, colours: Mapping[Ink, str] = PAPER_COLOURS) -> Prepared:
    """Prepare a scene for painting."""
    return Preparer(colours).prepare(scene)


class Preparer:
    """Prepares scenes that are mostly alike: what they have in common is prepared once."""

    def __init__(self, colours: Mapping[Ink, str] = PAPER_COLOURS) -> None:
        self._maker = _Maker({ink: QColor(colour) for ink, colour in colours.items()})

    def prepare(self, scene: Scene) -> Prepared:
        """Prepare a scene for painting."""
        return _prepared(scene, self._maker)


def _prepared(scene: Scene, maker: "_Maker") -> Prepared:
    pieces = tuple(maker.pieces(scene.items))
    subjects = tuple(_subjects(scene, maker))
    texts = tuple(piece.bounds for piece in pieces if isinstance(piece, Writing))
    return Prepared(pieces, subjects, texts, QRectF(0, 0, scene.width, scene.height))


class _Maker:
    """Makes pens, fonts and pieces; equal items are asked for twice and made once."""

    def __init__(self, colours: Mapping[Ink, QColor]) -> None:
        self._colours = colours
        self._fonts = {is_bold: _type(is_bold=is_bold) for is_bold in (False, True)}
        self._metrics = {is_bold: QFontMetricsF(font) for is_bold, font in self._fonts.items()}
        self._text_pens = {ink: QPen(colour) for ink, colour in colours.items()}
        self._brushes = {ink: QBrush(colour) for ink, colour in colours.items()}
        self._pens: dict[Stroke | None, QPen] = {None: QPen(Qt.PenStyle.NoPen)}
        self._made: dict[Leaf, Outline | Writing] = {}

    def pieces(self, items: tuple[Item, ...]) -> Iterator[Outline | Writing]:
        for item in items:
            if isinstance(item, Group):
                yield from self.pieces(item.items)
            else:
                yield self.piece(item)

    def piece(self, item: Leaf) -> Outline | Writing:
        if item not in self._made:
            self._made[item] = self._text(item) if isinstance(item, Text) else self._shape(item)
        return self._made[item]

    def _shape(self, item: Line | Rectangle | Circle | Path) -> Outline:
        path = QPainterPath()
        match item:
            case Line(x1, y1, x2, y2):
                path.moveTo(x1, y1)
                path.lineTo(x2, y2)
            case Rectangle(x, y, width, height):
                path.addRoundedRect(x, y, width, height, item.radius, item.radius)
            case Circle(x, y, radius):
                path.addEllipse(QPointF(x, y), radius, radius)
            case Path(steps):
                _walk(path, steps)
        fill = None if isinstance(item, Line) else item.fill
        brush = self._brushes[fill] if fill else QBrush(Qt.BrushStyle.NoBrush)
        half = item.stroke.width_pt / 2 if item.stroke else 0.0
        bounds = path.boundingRect().adjusted(-half, -half, half, half)
        least = _SEEN_PX / max(bounds.width(), bounds.height(), 1e-3)
        line = QLineF(item.x1, item.y1, item.x2, item.y2) if isinstance(item, Line) else None
        pen = self._pen(item.stroke)
        far = seen_from_far(pen, brush, is_line=line is not None)
        return Outline(bounds, least, pen, brush, path, line, far)

    def _text(self, item: Text) -> Writing:
        metrics, scale = self._metrics[item.is_bold], item.size_pt / _TYPE_PX
        width = metrics.horizontalAdvance(item.text) * scale
        share = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[item.anchor]
        left, top = item.x - width * share, item.y - metrics.ascent() * scale
        is_rtl = item.direction == "rtl"
        return Writing(
            QRectF(left, top, width, metrics.height() * scale),
            _LEGIBLE_PX / max(item.size_pt, 1e-3),
            self._text_pens[item.ink],
            self._fonts[item.is_bold],
            scale,
            QPointF(left, item.y) / scale,
            item.text,
            Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight,
        )

    def _pen(self, stroke: Stroke | None) -> QPen:
        if stroke not in self._pens and stroke is not None:
            pen = QPen(self._colours[stroke.ink], stroke.width_pt)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            if stroke.dash:
                # Qt counts dashes in pen widths, scenes in points
                pen.setDashPattern([length / stroke.width_pt for length in stroke.dash])
            self._pens[stroke] = pen
        return self._pens[stroke]


def _type(*, is_bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(_TYPE_PX)
    font.setBold(is_bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _walk(path: QPainterPath, steps: tuple[tuple[str | float, ...], ...]) -> None:
    for head, *numbers in steps:
        at = [float(number) for number in numbers]
        match head:
            case "M":
                path.moveTo(at[0], at[1])
            case "L":
                path.lineTo(at[0], at[1])
            case "C":
                path.cubicTo(at[0], at[1], at[2], at[3], at[4], at[5])
            case "Z":
                path.closeSubpath()


def _subjects(scene: Scene, maker: _Maker) -> Iterator[Subject]:
    for group in scene.groups():
        if not group.subject:
            continue
        places = [maker.piece(i).bounds for i in _leaves(group)]
        shapes = [maker.piece(i).bounds for i in _leaves(group) if _is_shape(i)]
        bounds = QRectF()
        for place in places:
            bounds = bounds.united(place)
        # the largest: an arrow's head is a shape too
        symbol = max(shapes, key=lambda box: box.width() * box.height(), default=bounds)
        yield Subject(group.subject, group.label, symbol, bounds)


def _leaves(group: Group) -> Iterator[Leaf]:
    for item in group.items:
        if isinstance(item, Group):
            yield from _leaves(item)
        else:
            yield item


def _is_shape(item: Leaf) -> bool:
    return isinstance(item, Rectangle | Circle | Path)
