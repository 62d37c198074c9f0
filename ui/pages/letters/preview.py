"""The letter as it will lie on paper; below it, how near one looks and how to hand it out."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.buttons import ActionButton, icon_button
from ui.kit.cards import column, row
from ui.kit.empty_state import EmptyState
from ui.kit.pair import Pair
from ui.kit.pdf_view import PdfView
from ui.kit.visibility import set_shown
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, TARGET_PX, Space, Token
from ui.pages.letters.view_model import LettersState


class Preview(QWidget):
    """The pages, or a sentence in their place."""

    def __init__(self, words: Catalogue, theme: Theme, icons: Icons, save: QAction) -> None:
        super().__init__()
        self._words = words
        self.pages = PdfView(theme, words.say("letters.preview"), self._name_page)
        self.pages.setMinimumHeight(5 * TARGET_PX)
        picture = icons.icon("file-text", Token.SOFT)
        self._waiting = EmptyState(picture, words.say("letters.preview_here"))
        self._unreadable = EmptyState(picture, words.say("letters.no_preview"))
        farther = icon_button(icons.icon("zoom-out"), words.say("letters.zoom_out"))
        nearer = icon_button(icons.icon("zoom-in"), words.say("letters.zoom_in"))
        fitted = icon_button(icons.icon("maximize"), words.say("letters.fit_width"))
        farther.clicked.connect(self.pages.zoom_out)
        nearer.clicked.connect(self.pages.zoom_in)
        fitted.clicked.connect(self.pages.fit)
        hand_out, tools = QWidget(), QWidget()
        hand_out.setLayout(row(ActionButton(save), None))
        tools.setLayout(row(farther, nearer, fitted, spacing=Space.TIGHT))
        self._foot = Pair(theme, hand_out, tools, least_px=MAIN_PX)
        pile = column(self.pages, self._waiting, self._unreadable, self._foot, spacing=Space.SMALL)
        for place in range(3):
            pile.setStretch(place, 1)
        self.setLayout(pile)

    def show_state(self, state: LettersState) -> None:
        """Show a state."""
        self.pages.show_pdf(state.content)
        is_there = self.pages.pages > 0
        set_shown(self.pages, is_shown=is_there or (state.letter is not None and not state.content))
        set_shown(self._foot, is_shown=state.letter is not None)
        set_shown(self._unreadable, is_shown=bool(state.content) and not is_there)
        set_shown(self._waiting, is_shown=state.letter is None)

    def _name_page(self, page: int, count: int) -> str:
        return self._words.say("letters.page_of", page=page, count=count)
