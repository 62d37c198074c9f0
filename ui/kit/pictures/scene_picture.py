"""A Scene that is only looked at: on paper, as wide as its place, never scrolled."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.scene import Scene
from ui.kit.pictures.scene_painter import Prepared, prepare
from ui.look.theme import Theme
from ui.look.tokens import CONTROL_RADIUS_PX, PIXELS_PER_POINT, Space


class ScenePicture(QWidget):
    """As large as on paper, times the text size; smaller where it has no room.

    most_px: the greatest width, at text size 1.
    """

    def __init__(self, theme: Theme, *, most_px: int) -> None:
        super().__init__()
        self._theme = theme
        self._most_px = most_px
        self._scene: Scene | None = None
        self._prepared: Prepared | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_scene(self, scene: Scene | None) -> None:
        """Show a picture."""
        if scene == self._scene:
            return
        self._scene = scene
        self._prepared = prepare(scene) if scene else None
        self.setAccessibleName(scene.title if scene else "")
        self.setAccessibleDescription(scene.description if scene else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The size on paper."""
        wide = self._wide() + 2 * Space.MEDIUM
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Half of what it is at text size 1 is still read."""
        return QSize(round(self._plain() / 2), 0)

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        if self._scene is None:
            return 0
        inner = min(width - 2 * Space.MEDIUM, self._wide())
        return round(inner * self._scene.height / self._scene.width) + 2 * Space.MEDIUM

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper, then the picture in its middle."""
        if self._prepared is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QPainterPath()
        sheet.addRoundedRect(QRectF(self.rect()), CONTROL_RADIUS_PX, CONTROL_RADIUS_PX)
        painter.fillPath(sheet, QColor(PAPER_COLOURS[Ink.PAPER]))
        paper = self._prepared.paper
        inner = QRectF(self.rect()).adjusted(*(Space.MEDIUM * side for side in (1, 1, -1, -1)))
        scale = min(inner.width() / paper.width(), inner.height() / paper.height())
        scale = min(scale, self._wide() / paper.width())
        corner = inner.center() - paper.center() * scale
        painter.translate(corner)
        painter.scale(scale, scale)
        self._prepared.paint(painter)
        painter.end()

    def _wide(self) -> int:
        return self._theme.pixels(self._plain())

    def _plain(self) -> float:
        width = self._scene.width if self._scene else 0.0
        return min(width * PIXELS_PER_POINT, self._most_px)
