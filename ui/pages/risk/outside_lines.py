"""A kept result of another program: what it says, and ours of the same, a line a number."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import column, row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.marks.labels import body, small, soft, strong
from ui.kit.marks.tones import Tone
from ui.look.icons import Icons
from ui.look.tokens import Space

if TYPE_CHECKING:
    from counselling.figures.beside import Beside


class OutsideLines(QWidget):
    """One program's result; away: the user wants it put away, carries the program's name."""

    away = Signal(str)

    def __init__(self, told: "Beside", words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self._program = told.program
        stale = Banner(icons)
        stale.say(told.stale, tone=Tone.CAUTION)
        remove = action(self, words.say("risk.outside_away"), self._put_away)
        button = ActionButton(remove)
        button.setAccessibleName(words.say("risk.outside_away_of", title=told.title))
        end = QWidget()
        end.setLayout(row(button, None))
        parts = (strong(told.title), soft(told.origin), stale, _grid(told), small(told.note), end)
        self.setLayout(column(*parts, spacing=Space.TIGHT))

    def _put_away(self) -> None:
        self.away.emit(self._program)


def _grid(told: "Beside") -> QWidget:
    """What, theirs, ours; each number's label is named whole for the ear."""
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(Space.CARD)
    grid.setVerticalSpacing(Space.TIGHT)
    for column_, head in enumerate(told.columns):
        grid.addWidget(soft(head), 0, column_)
        grid.setColumnStretch(column_, 4 if column_ == 0 else 3)
    for at, line in enumerate(told.rows, start=1):
        labels: tuple[QLabel, ...] = (body(line.what), strong(line.theirs), body(line.ours))
        for column_, label in enumerate(labels):
            label.setAccessibleName(f"{told.columns[column_]}: {label.text()}")
            grid.addWidget(label, at, column_)
    return whole
