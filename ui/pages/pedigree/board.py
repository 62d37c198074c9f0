"""The drawing, or the same people in a list; below, what one does with either."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QUndoStack
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QToolButton, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.buttons import icon_button
from ui.kit.cards import Card, column, row
from ui.kit.flow import Flow
from ui.kit.forms import text_field
from ui.kit.pair import Pair
from ui.kit.scene_view import SceneView
from ui.kit.table import Table
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, TARGET_PX, Space
from ui.pages.pedigree.people import PersonLine, people_table, person_lines
from ui.pages.pedigree.view_model import PedigreeState


class Board(QWidget):
    """The list is the drawing's twin: the same people, in step with it.

    chosen: carries a person's id; opened: Enter or a double click on the chosen one; left: the
    search is given up.
    """

    chosen = Signal(str)
    opened = Signal()
    left = Signal()

    def __init__(self, words: Catalogue, theme: Theme, icons: Icons, undo: QUndoStack) -> None:
        super().__init__()
        self._words = words
        self._state: PedigreeState | None = None
        self._lines: tuple[PersonLine, ...] = ()
        self.canvas = SceneView(theme, words.say("pedigree.drawing"))
        self.list: Table[PersonLine] = people_table(words)
        hint = words.say("pedigree.find")
        self.wanted: QLineEdit = text_field(hint, placeholder=hint)
        self.wanted.setMinimumWidth(6 * TARGET_PX)
        self.wanted.installEventFilter(self)
        self.as_list = icon_button(
            icons.icon("list"), words.say("pedigree.as_list"), is_checkable=True
        )
        self._tools = self._make_tools(icons, undo)
        self._stack = QStackedWidget()
        card = Card(margin=Space.TIGHT)
        card.add(self.list, stretch=1)
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(card)
        find, tools = QWidget(), QWidget()
        find.setLayout(row(self.wanted, None))
        tools.setLayout(Flow(*self._tools, self.as_list, spacing=Space.TIGHT))
        foot = Pair(theme, find, tools, least_px=MAIN_PX)
        pile = column(self._stack, foot, spacing=Space.SMALL)
        pile.setStretch(0, 1)
        self.setLayout(pile)
        self.canvas.subject_chosen.connect(self.chosen)
        self.canvas.subject_opened.connect(self._open)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)

    def show_state(self, state: PedigreeState) -> None:
        """Show a state."""
        before, self._state = self._state, state
        shown = state.shown
        if before is None or before.shown is not shown:
            self.canvas.show_scene(shown.drawing.scene if shown else None)
            self._lines = person_lines(shown, self._words) if shown else ()
        self.canvas.select(state.chosen)
        line = next((each for each in self._lines if each.id == state.chosen), None)
        self.list.show_rows(self._lines, chosen=line)
        self._stack.setCurrentIndex(1 if state.is_listed else 0)
        self.as_list.setChecked(state.is_listed)
        for tool in self._zooms:
            tool.setEnabled(not state.is_listed)
        if self.wanted.text() != state.wanted:
            self.wanted.setText(state.wanted)

    def focus(self) -> None:
        """Be ready for the arrows."""
        (self.list if self.as_list.isChecked() else self.canvas).setFocus()

    def focus_find(self) -> None:
        """Be ready for a name."""
        self.wanted.setFocus()
        self.wanted.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc lead from the line back to the people."""
        key = event.key() if isinstance(event, QKeyEvent) else None
        if event.type() == QEvent.Type.KeyPress and key == Qt.Key.Key_Escape:
            self.left.emit()
            self.focus()
            return True
        return super().eventFilter(watched, event)

    def _make_tools(self, icons: Icons, undo: QUndoStack) -> tuple[QToolButton, ...]:
        say = self._words.say
        back = icon_button(icons.icon("undo-2"), say("action.undo"))
        forth = icon_button(icons.icon("redo-2"), say("action.redo"))
        farther = icon_button(icons.icon("zoom-out"), say("pedigree.zoom_out"))
        nearer = icon_button(icons.icon("zoom-in"), say("pedigree.zoom_in"))
        fitted = icon_button(icons.icon("maximize"), say("pedigree.fit"))
        self._zooms = (farther, nearer, fitted)
        back.setEnabled(undo.canUndo())
        forth.setEnabled(undo.canRedo())
        undo.canUndoChanged.connect(back.setEnabled)
        undo.canRedoChanged.connect(forth.setEnabled)
        back.clicked.connect(undo.undo)
        forth.clicked.connect(undo.redo)
        farther.clicked.connect(self.canvas.zoom_out)
        nearer.clicked.connect(self.canvas.zoom_in)
        fitted.clicked.connect(self.canvas.fit)
        return (back, forth, *self._zooms)

    def _choose(self, line: PersonLine) -> None:
        self.chosen.emit(line.id)

    def _open(self) -> None:
        self.opened.emit()
