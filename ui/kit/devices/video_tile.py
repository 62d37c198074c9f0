"""A tile that shows the newest picture of somebody, with her name on it.

Loads QtMultimedia: only pages that show video import this file.
"""

from typing import Final, Protocol

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from ui.kit.threads.courier import Courier, Newest
from ui.look.tokens import CARD_RADIUS_PX, CONTROL_RADIUS_PX, Space

# A picture has its own ground in light and dark: video looks washed out on white.
_GROUND: Final = "#0E1416"
_INK: Final = "#E5ECEE"
_VEIL: Final = "#B0000000"


class Planes(Protocol):
    """A picture as YUV 4:2:0 planes without padding, BT.601, video range."""

    @property
    def width(self) -> int:
        """Pixels across."""
        ...

    @property
    def height(self) -> int:
        """Pixels down."""
        ...

    @property
    def y(self) -> bytes:
        """Brightness, width x height bytes."""
        ...

    @property
    def u(self) -> bytes:
        """Blue difference, a quarter of that, rounded up."""
        ...

    @property
    def v(self) -> bytes:
        """Red difference, the same."""
        ...


def video_frame(planes: Planes) -> QVideoFrame:
    """Copy planes into a frame that Qt can show."""
    size = QSize(planes.width, planes.height)
    form = QVideoFrameFormat(size, QVideoFrameFormat.PixelFormat.Format_YUV420P)
    # without these two Qt takes BT.709 and full range, and faces look pale
    form.setColorSpace(QVideoFrameFormat.ColorSpace.ColorSpace_BT601)
    form.setColorRange(QVideoFrameFormat.ColorRange.ColorRange_Video)
    frame = QVideoFrame(form)
    frame.map(QVideoFrame.MapMode.WriteOnly)
    half_width = (planes.width + 1) // 2
    for number, (plane, width) in enumerate(
        ((planes.y, planes.width), (planes.u, half_width), (planes.v, half_width))
    ):
        _copy(plane, width, memoryview(frame.bits(number)), frame.bytesPerLine(number))
    frame.unmap()
    return frame


def _copy(plane: bytes, width: int, target: memoryview, stride: int) -> None:
    """Copy row by row where Qt pads its rows, else at once."""
    if stride == width:
        target[: len(plane)] = plane
        return
    for row in range(min(len(plane) // width, len(target) // stride)):  # Qt drops an odd last row
        target[row * stride : row * stride + width] = plane[row * width : (row + 1) * width]


class VideoTile(QWidget):
    """A dark rounded tile. `show_frame` may be called from any thread; only the newest is shown.

    The whole picture is shown, with bars where its shape is another than the tile's: a nod or a
    hand at the edge is part of the conversation.
    """

    def __init__(self, courier: Courier, name: str, *, is_mirrored: bool = False) -> None:
        super().__init__()
        self._newest: Newest[Planes] = Newest(courier, self._take)
        self._frame: QVideoFrame | None = None
        self._words = ""
        self._is_mirrored = is_mirrored
        self._is_covered = False
        self.shown = 0  # pictures painted so far
        self.setAccessibleName(name)
        self.setMinimumSize(160, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.destroyed.connect(self._newest.close)

    def show_frame(self, planes: Planes) -> None:
        """Show a picture as soon as the screen has time."""
        self._newest.put(planes)

    def say(self, words: str) -> None:
        """Show words while there is no picture: who is coming, that the camera is off."""
        self._words = words
        self.update()

    def clear(self) -> None:
        """Show no picture any more."""
        self._frame = None
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether somebody is seen."""
        return self._frame is not None

    @property
    def name_px(self) -> int:
        """How wide a tile is on which no word of the name is cut."""
        words = self.accessibleName().split()
        return max(map(self.fontMetrics().horizontalAdvance, words), default=0) + 4 * Space.SMALL

    def cover(self, *, is_covered: bool) -> None:
        """Show and keep no picture until it is uncovered: the desk is locked."""
        self._is_covered = is_covered
        if is_covered:
            self.clear()

    def sizeHint(self) -> QSize:
        """Four to three, as most cameras are asked for."""
        return QSize(320, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the picture, the name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        tile = QPainterPath()
        tile.addRoundedRect(QRectF(self.rect()), CARD_RADIUS_PX, CARD_RADIUS_PX)
        painter.setClipPath(tile)
        painter.fillRect(self.rect(), QColor(_GROUND))
        if self._frame is not None:
            self._paint_frame(painter, self._frame)
            self._paint_name(painter)
        else:
            painter.setPen(QColor(_INK))
            words = self._words or self.accessibleName()
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 16, -16, -16), flags, words)
        painter.end()

    def _paint_frame(self, painter: QPainter, frame: QVideoFrame) -> None:
        image = frame.toImage()
        size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(self.rect()).center())
        if self._is_mirrored:  # people know themselves from mirrors
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.drawImage(place, image)
        painter.resetTransform()
        self.shown += 1

    def _paint_name(self, painter: QPainter) -> None:
        """Write the name in the corner where reading begins, in as many lines as it takes."""
        around = self.rect().adjusted(Space.SMALL, Space.SMALL, -Space.SMALL, -Space.SMALL)
        side = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        flags = QStyle.visualAlignment(self.layoutDirection(), side).value
        flags |= Qt.TextFlag.TextWordWrap.value
        room = around.adjusted(Space.SMALL, 0, -Space.SMALL, -Space.TIGHT // 2)
        words = painter.fontMetrics().boundingRect(room, flags, self.accessibleName())
        veil = QPainterPath()
        box = words.adjusted(-Space.SMALL, -Space.TIGHT // 2, Space.SMALL, Space.TIGHT // 2)
        veil.addRoundedRect(QRectF(box), CONTROL_RADIUS_PX, CONTROL_RADIUS_PX)
        painter.fillPath(veil, QColor(_VEIL))
        painter.setPen(QColor(_INK))
        painter.drawText(words, flags, self.accessibleName())

    def _take(self, planes: Planes) -> None:
        if not self._is_covered:
            self._frame = video_frame(planes)
            self.update()
