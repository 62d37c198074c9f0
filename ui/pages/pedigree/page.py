"""The drawn family: the drawing first, beside it the selected person and the checks."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QVBoxLayout

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.banner import Banner, announce
from ui.kit.blocks.empty_state import EmptyState
from ui.kit.controls.buttons import action
from ui.kit.layout.columns import Columns
from ui.kit.marks.deeds import needing
from ui.kit.marks.visibility import bring_into_view, set_shown
from ui.kit.standing.navigator import Navigator, Whereabouts
from ui.kit.standing.page import Page
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import Space, Token
from ui.pages.pedigree.canvas.board import Board
from ui.pages.pedigree.canvas.hand import Hand
from ui.pages.pedigree.cards.beside import Beside
from ui.pages.pedigree.cards.sheet_model import SheetModel
from ui.pages.pedigree.kept.dragging import Dragging
from ui.pages.pedigree.kept.view_model import PedigreeModel, PedigreeState
from ui.pages.pedigree.prompting.entry import EntryModel
from ui.pages.pedigree.prompting.keys import Keys
from ui.pages.pedigree.typed.asking import Asking, line_model
from ui.pages.pedigree.typed.line import Line
from ui.pages.pedigree.typed.line_model import LineModel
from ui.pages.pedigree.typed.line_state import LineState


def build(context: UiContext) -> "PedigreePage":
    """Build the page with its view model."""
    model = PedigreeModel(context.desk.pedigrees, context.jobs, context.catalogue, context.undo)
    line = line_model(model, context.desk.pedigrees, context.jobs, context.catalogue)
    entry = EntryModel(model, context.desk.habits, context.jobs, context.catalogue)
    sheet = SheetModel(model, context.desk.pedigrees, context.desk.sheets, context.jobs, model)
    page = PedigreePage(
        model,
        line,
        entry,
        sheet,
        Dragging(model, context.desk.pedigrees, context.jobs, model),
        context.desk.habits.letters,
        context.catalogue,
        context.theme,
        context.icons,
        context.navigator,
    )
    model.setParent(page)
    line.setParent(page)
    return page


class PedigreePage(Page):
    """The page."""

    def __init__(
        self,
        model: PedigreeModel,
        line: LineModel,
        entry: EntryModel,
        sheet: SheetModel,
        dragging: Dragging,
        letters: Mapping[str, str],
        words: Catalogue,
        theme: Theme,
        icons: Icons,
        navigator: Navigator,
    ) -> None:
        super().__init__()
        self.model = model
        self._words = words
        self._navigator = navigator
        self._sheet = action(
            self, words.say("pedigree.save_sheet"), self._show_sheet, shortcut="Ctrl+S"
        )
        self._sheet.setIcon(icons.icon("download", Token.ON_ACCENT))
        needing(self._sheet, "print")
        consultand = action(self, words.say("pedigree.make_consultand"), self._make_consultand)
        self._banner = Banner(icons)
        self._removed = Banner(icons, action(self, words.say("action.undo"), model.stack.undo))
        self.entry = entry
        entry.setParent(self)
        self.keys = Keys(model, entry, letters, self)
        self.line = Line(line, words, theme)
        self._typed = line
        self.asking = Asking(line, self.line, words, theme, icons)
        self._board = Board(words, theme, icons, model.stack, self.entry, self.asking)
        self._board.watch(self.keys)
        self.hand = Hand(model, entry, dragging, self._board, letters, words, theme, icons)
        interviews = line.interview.work
        self.beside = Beside(model, entry, sheet, interviews, letters, words, icons, consultand)
        needing(self.asking, "change")
        begin = action(self, words.say("pedigree.begin"), model.add_first)
        self._empty = EmptyState(
            icons.icon("user-plus", Token.SOFT),
            words.say("pedigree.empty"),
            begin,
            hint=words.say("pedigree.empty_hint"),
        )
        self._lay_out(theme)
        action(self, words.say("canvas.help_round"), self._go_round, shortcut="F6")
        action(self, words.say("pedigree.find"), self._board.focus_find, shortcut="/")
        self._connect()
        self.show_state(model.state)

    def entered(self) -> None:
        """Read the family; the arrows work at once, and Ctrl+Z undoes here."""
        self.model.stack.setActive(True)
        where = self._navigator.state
        if where.family is not None:
            self.model.open(where.family.id, person=where.person)
        self._board.focus()

    def left(self) -> None:
        """Keep what stands in a field; elsewhere Ctrl+Z must not change what is not seen."""
        self.setFocus()
        self.model.stack.setActive(False)

    def show_state(self, state: PedigreeState) -> None:
        """Show a state."""
        family = state.family
        is_empty = family is not None and not family.persons
        set_shown(self._empty, is_shown=is_empty)
        set_shown(self._columns, is_shown=not is_empty)
        self._board.show_state(state)
        self.line.show_family(state)
        self.beside.show_state(state)
        self._tell(state)
        self._sheet.setEnabled(family is not None)
        self._show_head(state, is_empty=is_empty)

    def _tell(self, state: PedigreeState) -> None:
        self._banner.tell(state.failure, self._words)
        self._removed.say(state.removed)

    def _show_head(self, state: PedigreeState, *, is_empty: bool) -> None:
        count = len(state.family.persons) if state.family else 0
        subtitle = self._words.say("pedigree.count", count=count) if count else ""
        main = None if is_empty else self._sheet
        if (self.subtitle, self.main_action) != (subtitle, main):
            self.subtitle, self.main_action = subtitle, main
            self.head_changed.emit()
        if self.isVisible():
            self._name_in_header(state)

    def _name_in_header(self, state: PedigreeState) -> None:
        """Hand on to the other pages who is selected, and the proband under a new name."""
        head, family = self._navigator.state.family, state.family
        if head is None or family is None or head.id != self.model.family_id:
            return
        proband = family.by_id.get(family.proband or "")
        if proband is not None and proband.name:
            self._navigator.rename(replace(head, proband=proband.name))
        self._navigator.select(state.chosen)

    def _follow(self, where: Whereabouts) -> None:
        """Show another family when one is opened while this page is at the front."""
        if self.isVisible() and where.family and where.family.id != self.model.family_id:
            self.model.open(where.family.id, person=where.person)

    def _connect(self) -> None:
        model, board = self.model, self._board
        board.chosen.connect(model.choose)
        board.opened.connect(self._go_to_card)
        board.list.walked.connect(model.walk)
        board.as_list.clicked.connect(model.list_people)
        board.left.connect(model.stop_finding)
        board.wanted.textEdited.connect(model.find)
        board.wanted.returnPressed.connect(model.find_next)
        self._navigator.changed.connect(self._follow)
        self.keys.opened.connect(self._go_to_card)
        self.hand.opened.connect(self._go_to_card)
        self.keys.help_wanted.connect(self._show_keys)
        self.keys.spoken.connect(self._speak)
        board.keys.clicked.connect(self._show_keys)
        self.beside.left.connect(board.focus)
        self.keys.line_wanted.connect(self._go_to_line)
        self.line.left.connect(board.focus)
        self.keys.question_wanted.connect(self.asking.ask_next)
        self._typed.changed.connect(self._show_typed)
        model.said.connect(self._say)
        model.changed.connect(self.show_state)

    def _lay_out(self, theme: Theme) -> None:
        self._columns = Columns(theme, self._board, self.beside, parent=self)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        page.addWidget(self._banner)
        page.addWidget(self._removed)
        page.addWidget(self._columns, 1)
        page.addWidget(self._empty, 1)

    def _show_typed(self, state: LineState) -> None:
        self._board.show_ghost(state.ghost, state.picture)
        self.line.show_family(self.model.state)

    def _go_round(self) -> None:
        """From the people to the line, to the card, and round again."""
        focused = QApplication.focusWidget()
        if focused is not None and self.line.isAncestorOf(focused):
            self._go_to_card()
        elif focused is not None and self._board.isAncestorOf(focused):
            self._go_to_line()
        else:
            self._board.focus()

    def _go_to_card(self) -> None:
        self.beside.card.name.setFocus()
        bring_into_view(self.beside.card.name)

    def _go_to_line(self) -> None:
        self.line.field.setFocus()
        bring_into_view(self.line)

    def _show_keys(self) -> None:
        self.beside.keys.ask()
        if self.beside.keys.isVisible():
            bring_into_view(self.beside.keys)

    def _speak(self) -> None:
        """Say all of the selected person, and bring her card into view."""
        person = self.model.state.person
        if person is not None:
            bring_into_view(self.beside.card)
            announce(self, self._board.voice.whole(person.id))

    def _say(self, done: str) -> None:
        announce(self, done)

    def _make_consultand(self) -> None:
        if self.model.state.chosen is not None:
            self.model.make_consultand(self.model.state.chosen)

    def _show_sheet(self) -> None:
        self.beside.sheet.ask()
        if self.beside.sheet.isVisible():
            bring_into_view(self.beside.sheet)
