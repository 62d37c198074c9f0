"""What is wrong with a page as it stands on the screen: cut, shortened, outside, one on another.

CONSULTAND_PICTURES=DIR keeps a picture of each page that is looked at.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QTableView,
    QWidget,
)

from counselling.language.pseudo import CLOSE, OPEN
from tests.ui.test_audit import cut_ones, small_ones
from ui.kit.devices.video_tile import VideoTile
from ui.kit.marks.labels import Line
from ui.start import Desktop
from ui.tour import rest

PICTURES = os.environ.get("CONSULTAND_PICTURES", "")
WORD = re.compile(r"[A-Za-z]{3,}")
# Names of people, genes, models, countries and files, and the languages' own names, are data.
DATA = re.compile(r"^[^a-z]*$|^(III-5  )?Anna$|^demo$|^English$|^United Kingdom$|^Phenopackets")
MARKS = re.compile("[\u200e\u200f\u2066-\u2069]")  # of direction, around names


def seen(window: QWidget, kind: type[QWidget] = QWidget) -> Iterator[QWidget]:
    """What is on the screen."""
    for widget in window.findChildren(kind):
        if widget.isVisible():
            yield widget


def texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every visible label, button and entry, with its kind."""
    for widget in seen(window):
        kind = type(widget).__name__
        if isinstance(widget, QLabel | QAbstractButton):
            yield kind, widget.text()
        elif isinstance(widget, QComboBox):
            yield kind, widget.currentText()
        elif isinstance(widget, QTableView):
            model = widget.model()
            for column in range(model.columnCount()):
                yield kind, str(model.headerData(column, widget.horizontalHeader().orientation()))


def untranslated(window: QWidget) -> list[str]:
    """Words that are in no catalogue."""
    return sorted(
        {
            f"{kind}: {text}"
            for kind, text in texts(window)
            if WORD.search(text) and not _is_marked(text) and not DATA.search(MARKS.sub("", text))
        }
    )


def shortened(window: QWidget) -> Iterator[str]:
    """Lines that end in an ellipsis."""
    for widget in seen(window, Line):
        if isinstance(widget, Line) and widget.text() != widget.whole:
            yield f"{type(widget).__name__} {widget.whole[:60]}"


def broken(window: QWidget) -> Iterator[str]:
    """Paragraphs so narrow that a word is broken in two."""
    for label in seen(window, QLabel):
        if isinstance(label, QLabel) and label.wordWrap() and label.text():
            measure = QFontMetrics(label.font())
            widest = max(label.text().split(), key=measure.horizontalAdvance, default="")
            if label.contentsRect().width() < measure.horizontalAdvance(widest):
                yield f"{widest[:40]} in {label.text()[:40]}"


def outside(window: QWidget) -> Iterator[str]:
    """What is wider than the frame that it scrolls in, or not within the window."""
    for frame in seen(window, QScrollArea):
        if isinstance(frame, QScrollArea) and frame.widget() is not None:
            wide = frame.widget().width()
            if wide > frame.viewport().width() and not frame.horizontalScrollBar().isVisible():
                widest = max(seen(frame.widget()), key=_needs_px)
                room = frame.viewport().width()
                yield f"{wide} px wide in {room}, for {_name(widest)}: {_needs_px(widest)}"
    for widget in seen(window):
        if widget.window() is not window:
            continue
        place = widget.mapTo(window, QPoint(0, 0))
        if not _scrolls(widget) and not window.rect().contains(QRect(place, widget.size())):
            yield f"{_name(widget)} at {place.x()}, {place.y()}, {widget.size().toTuple()}"


def piled(window: QWidget) -> Iterator[str]:
    """Parts of one whole that lie on each other; a small picture lies on a large one."""
    for whole in seen(window):
        layout = whole.layout()
        parts = [p for p in whole.children() if isinstance(p, QWidget) and p.isVisible()]
        parts = [p for p in parts if not p.isWindow() and not isinstance(p, VideoTile)]
        if layout is None:
            continue
        for place, one in enumerate(parts):
            for other in parts[place + 1 :]:
                if one.geometry().intersects(other.geometry()):
                    yield f"{_name(one)} on {_name(other)}"


def wrong_with(desktop: Desktop, name: str) -> dict[str, list[str]]:
    """What is wrong with the page at the front."""
    rest(desktop)
    QApplication.processEvents()
    window = desktop.window
    if PICTURES:
        window.grab().save(str(Path(PICTURES) / f"pseudo-{name}.png"))
    return {
        name: [
            *(f"cut {each}" for each in cut_ones(window)),
            *(f"shortened {each}" for each in shortened(window)),
            *(f"broken {each}" for each in broken(window)),
            *(f"outside {each}" for each in outside(window)),
            *(f"piled {each}" for each in piled(window)),
            *(f"small {each}" for each in small_ones(window)),
            *(f"English {each}" for each in untranslated(window)),
        ]
    }


def _needs_px(widget: QWidget) -> int:
    """The least width of what has no parts of its own."""
    return 0 if widget.layout() is not None else widget.minimumSizeHint().width()


def _is_marked(text: str) -> bool:
    """Whether it comes from a catalogue; of a message that is told in two parts each has a mark."""
    return OPEN in text or CLOSE in text


def _scrolls(widget: QWidget) -> bool:
    """Whether it is, or may be, moved into sight by scrolling."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above is not None


def _name(widget: QWidget) -> str:
    text = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{type(widget).__name__} {text[:40]}".strip()
