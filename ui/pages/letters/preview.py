"""The letter as it will lie on paper; below it, how near one looks and how to hand it out."""

from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.language.registry import Language
from ui.kit.blocks.cards import column, row
from ui.kit.blocks.empty_state import EmptyState
from ui.kit.controls.buttons import ActionButton, icon_button
from ui.kit.layout.pair import Pair
from ui.kit.marks.labels import small
from ui.kit.marks.visibility import set_shown
from ui.kit.pictures.pdf_view import PdfView
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, TARGET_PX, Space, Token
from ui.pages.letters.findings_card import FindingsCard
from ui.pages.letters.state import LettersState

_BOTH_PX: Final = 2 * 260  # two pages whose words can still be told


class Preview(QWidget):
    """The pages, or a sentence in their place."""

    def __init__(
        self,
        words: Catalogue,
        theme: Theme,
        icons: Icons,
        save: QAction,
        languages: tuple[Language, ...],
    ) -> None:
        super().__init__()
        self._words = words
        self._languages = {language.code: language.own_name for language in languages}
        self.pages = PdfView(theme, words.say("letters.preview"), self._name_page)
        self.pages.setMinimumHeight(5 * TARGET_PX)
        picture = icons.icon("file-text", Token.SOFT)
        self._waiting = EmptyState(picture, words.say("letters.preview_here"))
        self._unreadable = EmptyState(picture, words.say("letters.no_preview"))
        farther = icon_button(icons.icon("zoom-out"), words.say("letters.zoom_out"))
        nearer = icon_button(icons.icon("zoom-in"), words.say("letters.zoom_in"))
        fitted = icon_button(icons.icon("maximize"), words.say("letters.fit_width"))
        farther.clicked.connect(self._farther)
        nearer.clicked.connect(self._nearer)
        fitted.clicked.connect(self._fit)
        hand_out, tools = QWidget(), QWidget()
        self._hand_out = ActionButton(save)
        self.findings = FindingsCard(words, theme)
        hand_out.setLayout(row(self._hand_out, None))
        tools.setLayout(row(farther, nearer, fitted, spacing=Space.TIGHT))
        self._foot = Pair(theme, hand_out, tools, least_px=MAIN_PX)
        self.own_pages = PdfView(theme, words.say("letters.own"), self._name_page)
        self.own_pages.setMinimumHeight(5 * TARGET_PX)
        self._theirs, self._mine = small(), small(words.say("letters.own"))
        first, self._beside = QWidget(), QWidget()
        first.setLayout(column(self._theirs, self.pages, spacing=Space.TIGHT))
        self._beside.setLayout(column(self._mine, self.own_pages, spacing=Space.TIGHT))
        # both at their least width, so that the two languages stand side by side on a usual screen
        self._sheets = Pair(theme, first, self._beside, least_px=_BOTH_PX, is_even=True)
        self._draft = small()
        pile = column(
            self.findings,
            self._draft,
            self._sheets,
            self._waiting,
            self._unreadable,
            self._foot,
            spacing=Space.SMALL,
        )
        for place in range(2, 5):
            pile.setStretch(place, 1)
        self.setLayout(pile)

    def show_state(self, state: LettersState) -> None:
        """Show a state."""
        self.pages.show_pdf(state.content)
        self.own_pages.show_pdf(state.beside)
        is_there, is_asked = self.pages.pages > 0, state.is_asking
        is_coming = state.letter is not None and not state.content and not is_asked
        set_shown(self._sheets, is_shown=is_there or is_coming)
        set_shown(self._beside, is_shown=bool(state.beside))
        set_shown(self._theirs, is_shown=bool(state.beside))
        self.findings.show_state(state)
        set_shown(self._draft, is_shown=state.shows_preview)
        self._draft.setText(self._words.say(_standing(state)))
        code = state.language if state.shows_preview else self._code(state)
        language = self._languages.get(code, code)
        self._theirs.setText(self._words.say("letters.theirs", language=language))
        set_shown(self._foot, is_shown=state.letter is not None or is_there)
        set_shown(self._hand_out, is_shown=state.letter is not None and not is_asked)
        set_shown(self._unreadable, is_shown=bool(state.content) and not is_there)
        is_empty = not state.content and (state.letter is None or is_asked)
        set_shown(self._waiting, is_shown=is_empty)

    def _code(self, state: LettersState) -> str:
        return state.letter.language if state.letter is not None else ""

    def _farther(self) -> None:
        self.pages.zoom_out()
        self.own_pages.zoom_out()

    def _nearer(self) -> None:
        self.pages.zoom_in()
        self.own_pages.zoom_in()

    def _fit(self) -> None:
        self.pages.fit()
        self.own_pages.fit()

    def _name_page(self, page: int, count: int) -> str:
        return self._words.say("letters.page_of", page=page, count=count)


def _standing(state: LettersState) -> str:
    """Of what the pages are a preview: of this letter, or of it as it was."""
    return N_("letters.draft_shown") if state.is_seen else N_("letters.preview_old")
