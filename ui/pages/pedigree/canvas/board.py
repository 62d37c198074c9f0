"""The drawing, or the same people in a list; below, what one does with either."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QUndoStack
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QToolButton, QWidget

from counselling.drawing.scene import Scene
from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import Card, column, row
from ui.kit.controls.buttons import icon_button
from ui.kit.controls.forms import text_field
from ui.kit.controls.heard_tree import install
from ui.kit.layout.flow import Flow
from ui.kit.layout.pair import Pair
from ui.kit.marks.visibility import bring_into_view
from ui.kit.pictures.editing_view import EditingView
from ui.kit.pictures.scene_painter import Prepared
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, TARGET_PX, Space
from ui.pages.pedigree.canvas.canvas_heard import CanvasHeard
from ui.pages.pedigree.canvas.people import PersonLine, person_lines
from ui.pages.pedigree.canvas.people_tree import PeopleTree
from ui.pages.pedigree.kept.state import PedigreeState
from ui.pages.pedigree.kept.view import Picture
from ui.pages.pedigree.kept.voice import Voice
from ui.pages.pedigree.prompting.entry import EntryModel
from ui.pages.pedigree.prompting.quick_entry import QuickEntry

_LARGE: Final = 200  # people; a longer list is made when it is looked at


class Board(QWidget):
    """The list is the drawing's twin: the same people, in step with it.

    chosen: carries a person's id; opened: Enter or a double click on the chosen one; left: the
    search is given up.
    """

    chosen = Signal(str)
    opened = Signal()
    left = Signal()

    def __init__(
        self,
        words: Catalogue,
        theme: Theme,
        icons: Icons,
        undo: QUndoStack,
        entry: EntryModel,
        line: QWidget,
    ) -> None:
        super().__init__()
        self._words = words
        self._state: PedigreeState | None = None
        self._ghost: Scene | None = None
        self._ghost_picture: Prepared | None = None
        self._dragged: Picture | None = None
        self._lines: tuple[PersonLine, ...] | None = None  # made when they are asked for
        self.canvas = EditingView(theme, words.say("pedigree.drawing"))
        self.voice = Voice(words)
        self.list = PeopleTree(words, self.voice)
        self._heard = CanvasHeard(self.canvas, self.voice)
        self.canvas.heard = self._heard
        install()
        hint = words.say("pedigree.find")
        self.wanted: QLineEdit = text_field(hint, placeholder=hint)
        self.wanted.setMinimumWidth(6 * TARGET_PX)
        self.wanted.installEventFilter(self)
        self.as_list = icon_button(
            icons.icon("list"), words.say("pedigree.as_list"), is_checkable=True
        )
        help_icon = icons.icon("circle-question-mark")
        self.keys = icon_button(help_icon, words.say("canvas.keys"))
        self._tools = self._make_tools(icons, undo)
        self._stack = QStackedWidget()
        card = Card(margin=Space.TIGHT)
        card.add(self.list, stretch=1)
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(card)
        find, tools = QWidget(), QWidget()
        find.setLayout(row(self.wanted, None))
        tools.setLayout(Flow(*self._tools, self.as_list, self.keys, spacing=Space.TIGHT))
        foot = Pair(theme, find, tools, least_px=MAIN_PX)
        pile = column(self._stack, line, foot, spacing=Space.SMALL)
        pile.setStretch(0, 1)
        self.setLayout(pile)
        self._quick = QuickEntry(entry, words, self)
        self._quick.finished.connect(self.focus)
        entry.changed.connect(self._show_quick)
        self.canvas.subject_chosen.connect(self.chosen)
        self.canvas.subject_opened.connect(self._open)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)

    def show_state(self, state: PedigreeState) -> None:
        """Show a state."""
        before, self._state = self._state, state
        shown = state.shown
        if before is None or before.view is not state.view:
            self._dragged = None
        self._show_scene()
        self.voice.listen(state)
        if before is None or before.shown is not shown or before.view is not state.view:
            self._heard.listen(state)
            self._lines = None
        self.canvas.select(state.chosen)
        if state.is_listed or (state.family and len(state.family.persons) <= _LARGE):
            self._list_people(state)
        elif before is not None and before.is_listed:
            self.list.show_lines((), chosen=None)  # a hidden one would be measured all the same
        self._stack.setCurrentIndex(1 if state.is_listed else 0)
        self.as_list.setChecked(state.is_listed)
        for tool in self._zooms:
            tool.setEnabled(not state.is_listed)
        if self.wanted.text() != state.wanted:
            self.wanted.setText(state.wanted)
        self._place_quick()

    def show_ghost(self, ghost: Scene | None, picture: Prepared | None = None) -> None:
        """Show the family as it would be; None: as it is. picture: the same, prepared."""
        if ghost is not self._ghost:
            self._ghost, self._ghost_picture = ghost, picture
            self._show_scene()

    def show_dragged(self, dragged: Picture | None) -> None:
        """Show the family while somebody is in the hand; None: as it is."""
        self._dragged = dragged
        self._show_scene()

    def watch(self, keys: QObject) -> None:
        """Let somebody look at the keys of drawing and list before they do."""
        for each in (self.canvas, self.list):
            each.installEventFilter(keys)

    def focus(self) -> None:
        """Be ready for the arrows."""
        people = self.list if self.as_list.isChecked() else self.canvas
        people.setFocus()
        bring_into_view(people)

    def focus_find(self) -> None:
        """Be ready for a name."""
        self.wanted.setFocus()
        self.wanted.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the little card beside its person."""
        super().resizeEvent(event)
        self._place_quick()

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
        self.tidy = icon_button(icons.icon("sparkles"), f"{say('canvas.tidy')} (Alt+T)")
        back.setEnabled(undo.canUndo())
        forth.setEnabled(undo.canRedo())
        undo.canUndoChanged.connect(back.setEnabled)
        undo.canRedoChanged.connect(forth.setEnabled)
        back.clicked.connect(undo.undo)
        forth.clicked.connect(undo.redo)
        farther.clicked.connect(self.canvas.zoom_out)
        nearer.clicked.connect(self.canvas.zoom_in)
        fitted.clicked.connect(self.canvas.fit)
        return (back, forth, *self._zooms, self.tidy)

    def _show_scene(self) -> None:
        state, held = self._state, self._dragged
        if held is not None:
            self.canvas.show_scene(held.scene, held.picture, is_held=True)
        elif self._ghost is not None:
            self.canvas.show_scene(self._ghost, self._ghost_picture)
        elif state is not None and state.view is not None:
            view = state.view
            self.canvas.show_scene(view.drawing.scene, view.picture, around=state.chosen)
        else:
            self.canvas.show_scene(None)

    def _list_people(self, state: PedigreeState) -> None:
        if self._lines is None:
            hidden = state.view.hidden if state.view else frozenset()
            self._lines = person_lines(state.shown, hidden)
        line = next((each for each in self._lines if each.id == state.chosen), None)
        self.list.show_lines(self._lines, chosen=line)

    def _show_quick(self) -> None:
        self._place_quick()
        if not self._quick.isHidden():
            bring_into_view(self._quick)

    def _place_quick(self) -> None:
        state = self._state
        if state is None or self._quick.isHidden():
            return
        place = QRectF()
        if not state.is_listed and state.chosen:
            place = self.canvas.place_of(state.chosen)
        if not place.isNull():
            place.translate(QPointF(self.canvas.mapTo(self, QPoint(0, 0))))
        self._quick.stand_beside(place)

    def _choose(self, line: PersonLine) -> None:
        if self._state is None or line.id != self._state.chosen:  # else it only follows
            self.chosen.emit(line.id)

    def _open(self) -> None:
        self.opened.emit()
