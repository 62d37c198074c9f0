"""A Scene without words that stands under a sentence: as wide as its place, on paper."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.scene import Scene
from ui.kit.pictures.scene_painter import Prepared, prepare
from ui.look.theme import Theme
from ui.look.tokens import PIXELS_PER_POINT

_LEAST_PX: Final = 80


class SceneStrip(QWidget):
    """As high as on paper, times the text size; stretched along, for a bar has no fixed length.

    Its name is for the ear what the eye sees; it takes no focus, the sentence stands above.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._scene: Scene | None = None
        self._prepared: Prepared | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_scene(self, scene: Scene) -> None:
        """Show a strip."""
        if scene != self._scene:
            self._scene, self._prepared = scene, prepare(scene)
            self.setAccessibleName(scene.title)
            self.setAccessibleDescription(scene.description)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As high as on paper."""
        height = self._scene.height if self._scene else 0.0
        return QSize(_LEAST_PX, self._theme.pixels(height * PIXELS_PER_POINT))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the strip."""
        if self._prepared is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), PAPER_COLOURS[Ink.PAPER])
        paper = self._prepared.paper
        edge = 2.0  # points, so that no line is cut at the ends
        wide = paper.width() + 2 * edge
        painter.scale(self.width() / wide, self.height() / paper.height())
        painter.translate(edge, 0)
        self._prepared.paint(painter)
        painter.end()
