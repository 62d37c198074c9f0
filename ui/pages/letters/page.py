"""The letters: those that are kept and the form for a new one, beside them the letter itself."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card, column
from ui.kit.blocks.empty_state import EmptyState
from ui.kit.controls.buttons import action
from ui.kit.controls.entries import people_entries
from ui.kit.controls.file_choice import ask_where_to_save
from ui.kit.controls.line_list import LineList
from ui.kit.layout.columns import Columns
from ui.kit.marks.deeds import needing
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.standing.navigator import Navigator, Whereabouts
from ui.kit.standing.page import Page
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import Space, Token
from ui.pages.letters.letter_card import LetterCard
from ui.pages.letters.letter_words import file_kinds, letter_lines
from ui.pages.letters.link_filling import LinkFilling
from ui.pages.letters.preview import Preview
from ui.pages.letters.review_telling import ReviewTelling
from ui.pages.letters.state import LettersState
from ui.pages.letters.view_model import LettersModel

WRITE: Final = "write"  # the task that opens the form at once
_FILE_NAME: Final = "letter"  # a file name is seen by whoever sees the folder: it names nobody


def build(context: UiContext) -> "LettersPage":
    """Build the page with its view model."""
    desk, words = context.desk, context.catalogue
    known = [language.code for language in desk.letters.languages]
    language = words.code if words.code in known else known[0]
    model = LettersModel(desk.letters, desk.pedigrees, desk.risks, context.jobs, language=language)
    page = LettersPage(model, words, context.theme, context.icons, context.navigator)
    model.setParent(page)
    if desk.sessions.appointments is not None:
        filling = LinkFilling(model, desk.sessions.appointments.link, context.jobs)
        page.came.connect(filling.ask_again)
    telling = ReviewTelling(model, desk.safekeeping.wording.listing, context.jobs)
    page.came.connect(telling.ask_again)
    return page


class LettersPage(Page):
    """The page. came: somebody looks at it again."""

    came = Signal()

    def __init__(
        self,
        model: LettersModel,
        words: Catalogue,
        theme: Theme,
        icons: Icons,
        navigator: Navigator,
    ) -> None:
        super().__init__()
        self.model = model
        self._words = words
        self._navigator = navigator
        self._new = action(self, words.say("letters.new"), model.start_writing, shortcut="Ctrl+N")
        self._new.setIcon(icons.icon("pencil", Token.ON_ACCENT))
        self._save = action(self, words.say("letters.save"), self._ask_where, shortcut="Ctrl+S")
        self._save.setIcon(icons.icon("download"))
        needing(self._new, "create")
        needing(self._save, "export")
        self._banner = Banner(icons)
        self._form = LetterCard(
            words,
            theme,
            templates=model.templates,
            languages=model.languages,
            forms=model.forms,
            countries=model.countries,
        )
        self._list = LineList(words.say("page.letters"), is_choice=True)
        self._kept = Card(words.say("letters.kept"))
        self._preview = Preview(words, theme, icons, self._save, model.languages)
        picture = icons.icon("file-text", Token.SOFT)
        self._empty = EmptyState(picture, words.say("letters.empty"), self._new)
        self._lay_out(theme)
        self._connect()
        self.show_state(model.state)

    def entered(self) -> None:
        """Read what is kept; begin a letter where one was asked for."""
        where = self._navigator.state
        self._open(where)
        self.came.emit()
        if where.task == WRITE:
            self.model.start_writing()
        self._focus(self.model.state)

    def show_state(self, state: LettersState) -> None:
        """Show a state."""
        letters = state.letters or ()
        is_empty = state.letters == () and not state.is_asking
        set_shown(self._empty, is_shown=is_empty)
        set_shown(self._columns, is_shown=not is_empty)
        self._tell(state)
        self._form.show_state(state)
        set_shown(self._kept, is_shown=bool(letters))
        lines = letter_lines(
            letters, self._people(state), self.model.languages, self._words, state.versions
        )
        ids = [each.id for each in letters]
        at = ids.index(state.chosen) if state.chosen in ids else None
        self._list.show_lines(lines, chosen=at)
        self._preview.show_state(state)
        self._save.setEnabled(
            state.letter is not None and not state.is_saving and not state.is_asking
        )
        busy = "letters.saving" if state.is_saving else "letters.save"
        self._save.setText(self._words.say(busy))
        if self._form.isHidden() == state.is_asking:
            set_shown(self._form, is_shown=state.is_asking)
            if self.isVisible():
                self._focus(state)
        self._show_head(state)

    def _tell(self, state: LettersState) -> None:
        if state.failure is not None:
            self._banner.tell(state.failure, self._words)
        elif state.file:
            said = self._words.say("letters.saved", file=state.file)
            rest = self._words.say("letters.saved_rest")
            self._banner.say(said, rest=rest, tone=Tone.GOOD)
        elif state.is_written:
            self._banner.say(self._words.say("letters.written"), tone=Tone.GOOD)
        else:
            self._banner.say("")

    def _show_head(self, state: LettersState) -> None:
        count = len(state.letters or ())
        subtitle = self._words.say("letters.count", count=count) if count else ""
        # the form and the empty page have their own main button
        main = self._new if count and not state.is_asking else None
        if (self.subtitle, self.main_action) != (subtitle, main):
            self.subtitle, self.main_action = subtitle, main
            self.head_changed.emit()

    def _people(self, state: LettersState) -> dict[str, str]:
        shown = state.shown
        return dict(people_entries(shown.record.family, shown.drawing.numbers)) if shown else {}

    def _focus(self, state: LettersState) -> None:
        """Be ready for what one does next: answer the first question, or walk in the list."""
        if state.is_asking:
            self._form.kind.setFocus()
        elif state.letters == ():
            self._empty.setFocus()
        else:
            self._list.setFocus()

    def _follow(self, where: Whereabouts) -> None:
        """Show another family's letters when one is opened while this page is at the front."""
        if self.isVisible() and where.family and where.family.id != self.model.family_id:
            self._open(where)

    def _compare(self, is_shown: bool) -> None:
        self.model.show_comparison(is_shown=is_shown)

    def _enlarge(self, is_large: bool) -> None:
        self.model.enlarge(is_large=is_large)

    def _open(self, where: Whereabouts) -> None:
        if where.family is not None:
            self.model.open(
                where.family.id,
                person=where.person,
                country=where.country,
                supposed=where.supposed,
            )

    def _connect(self) -> None:
        model, form, navigator = self.model, self._form, self._navigator
        form.person_chosen.connect(navigator.select)
        form.person_chosen.connect(model.choose_person)
        form.country_chosen.connect(navigator.compare_with)
        form.country_chosen.connect(model.choose_country)
        form.language_chosen.connect(model.choose_language)
        form.kind_chosen.connect(model.choose_kind)
        form.address_chosen.connect(model.choose_address)
        form.enlarged.connect(self._enlarge)
        form.filled.connect(model.fill)
        form.looked.connect(model.look)
        form.agreed.connect(model.note_agreed)
        form.posted.connect(model.note_post)
        form.compared.connect(self._compare)
        form.asked.connect(model.write)
        form.left.connect(model.stop_writing)
        self._list.chosen.connect(self._look_at)
        self._list.picked.connect(self._go_into)
        navigator.changed.connect(self._follow)
        model.changed.connect(self.show_state)
        model.held.connect(self._look_first)

    def _lay_out(self, theme: Theme) -> None:
        self._list.setSpacing(Space.TIGHT)
        self._kept.add(self._list)
        self._form.hide()
        side = QWidget()
        side.setLayout(column(self._form, self._kept, None, spacing=Space.CARD))
        self._columns = Columns(theme, self._preview, side, is_side_first=True, parent=self)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        page.addWidget(self._banner)
        page.addWidget(self._columns, 1)
        page.addWidget(self._empty, 1)

    def _look_first(self) -> None:
        """Lead to what must be looked at before the letter is kept."""
        if self.isVisible():
            self._preview.findings.take_focus()

    def _look_at(self, place: int) -> None:
        self.model.choose((self.model.state.letters or ())[place].id)

    def _go_into(self, place: int) -> None:
        """Enter on a letter leads to its pages."""
        self._look_at(place)
        self._preview.pages.setFocus()

    def _ask_where(self) -> None:
        words = self._words
        dialog = ask_where_to_save(
            self,
            words.say("letters.save"),
            name=_FILE_NAME,
            kinds=file_kinds(self.model.state.letter, words),
        )
        dialog.chosen.connect(self._save_as)

    def _save_as(self, path: Path) -> None:
        self.model.save(path)
