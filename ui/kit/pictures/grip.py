"""What a hand holds between pressing a button and letting go: the paper, a band, or somebody."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication

from ui.kit.pictures.pieces import Subject


class Hold(Enum):
    """What is held."""

    PAPER = "paper"
    BAND = "band"
    SUBJECT = "subject"


@dataclass(slots=True)
class Grip:
    """start: where it was taken, last: where it is now, in pixels. is_adding: Ctrl or Shift held.

    is_moving: it was moved farther than a hand trembles; until then it may become a click.
    """

    hold: Hold
    start: QPointF
    last: QPointF
    subject: Subject | None = None
    is_adding: bool = False
    is_moving: bool = False

    @property
    def way(self) -> QPointF:
        """From where it was taken to where it is."""
        return self.last - self.start

    @property
    def band(self) -> QRectF:
        """What lies between."""
        return QRectF(self.start, self.last).normalized()

    def move_to(self, place: QPointF) -> QPointF:
        """Go on; returns the way since the last move that counted."""
        moved = place - self.last
        if not self.is_moving and moved.manhattanLength() <= QApplication.startDragDistance():
            return QPointF()
        self.is_moving, self.last = True, place
        return moved
