"""The board: one picture at a time, just as the patient sees it, and whether she does."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from counselling.language.registry import find
from ui.kit.blocks.banner import Banner, announce
from ui.kit.blocks.cards import column
from ui.kit.blocks.chip import Chip
from ui.kit.blocks.facts import listed
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.forms import Tick
from ui.kit.controls.picker import Picker
from ui.kit.layout.flow import Flow
from ui.kit.marks.letter_names import letter_name
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_offered, set_shown
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import Space
from ui.pages.session.around.beside import Beside
from ui.pages.session.board.board_canvas import BoardCanvas
from ui.pages.session.known.exchange_state import Tool
from ui.pages.session.known.state import BoardState, Picture
from ui.pages.session.papers.past_card import moment_in_words

if TYPE_CHECKING:
    from counselling.records.papers.documents import Document


class BoardCard(QWidget):
    """picked: another picture is to be looked at. turned: by how many pages of the letter.

    letter_chosen: its id. named: the family is to be drawn with names, or without. hand: what is
    done with the hand on it.
    """

    picked = Signal(object)
    letter_chosen = Signal(str)
    named = Signal(bool)
    turned = Signal(int)

    def __init__(
        self, words: Catalogue, theme: Theme, icons: Icons, hand: Sequence[QAction]
    ) -> None:
        super().__init__()
        self._words = words
        self._was_seen = False
        names = {
            Picture.PEDIGREE: words.say("page.pedigree"),
            Picture.RISK: words.say("board.by_age"),
            Picture.AHEAD: words.say("board.ahead"),
            Picture.CARRIERS: words.say("board.carriers"),
            Picture.COMPARED: words.say("board.compared"),
            Picture.LETTER: words.say("board.a_letter"),
        }
        group = QActionGroup(self)
        self._actions = {
            p: action(self, name, partial(self.picked.emit, p)) for p, name in names.items()
        }
        for each in self._actions.values():
            each.setCheckable(True)
            group.addAction(each)
        self._chip = Chip(icons)
        self._banner = Banner(icons)
        self.canvas = BoardCanvas(theme, words.say("session.board"))
        self._hand = tuple(ActionButton(each) for each in hand)
        pile = column(spacing=Space.SMALL)
        self._buttons = {p: ActionButton(each) for p, each in self._actions.items()}
        buttons = list(self._buttons.values())
        pile.addLayout(Flow(*buttons, Beside(self._chip, buttons[0])))
        pile.addWidget(self._banner)
        pile.addWidget(self.canvas, 1)
        self._back = action(self, words.say("board.page_back"), partial(self.turned.emit, -1))
        self._on = action(self, words.say("board.page_on"), partial(self.turned.emit, 1))
        self._pages = Chip(icons)
        turning = ActionButton(self._back), ActionButton(self._on)
        self._named = Tick(words.say("label.names"))
        self._named.clicked.connect(self.named)
        self._warning = Banner(icons)
        pile.addWidget(self._warning)
        self._letters = Picker(words.say("board.a_letter"))
        self._letters.picked.connect(self.letter_chosen)
        pile.addWidget(self._letters)
        pile.addLayout(Flow(*self._hand, self._named, *turning, Beside(self._pages, turning[0])))
        self.setLayout(pile)

    def show_board(self, board: BoardState, tool: Tool) -> None:
        """Show a board, and what is in the hand."""
        self.canvas.hold(tool)
        self._actions[board.picture].setChecked(True)
        set_shown(self._buttons[Picture.COMPARED], is_shown=board.can_compare)
        self.canvas.show_scene(board.scene)
        self._banner.tell(board.failure, self._words)
        self._show_chip(board)
        self._show_pages(board)
        self._show_names(board)
        is_seen = board.is_shared and board.is_seen
        if is_seen and not self._was_seen:
            announce(self, self._words.say("session.seen"))
        self._was_seen = is_seen

    def _show_names(self, board: BoardState) -> None:
        """Say what names mean as soon as they are ticked: they are shared by another press."""
        is_family = board.picture is Picture.PEDIGREE
        set_shown(self._named, is_shown=is_family)
        self._named.setChecked(board.has_names)
        warning = self._words.say("board.named_warning")
        self._warning.say(warning if is_family and board.has_names else "", tone=Tone.CAUTION)

    def _show_pages(self, board: BoardState) -> None:
        is_letter = board.picture is Picture.LETTER and board.pages > 0
        for each, is_more in (
            (self._back, board.page > 0),
            (self._on, board.page < board.pages - 1),
        ):
            set_offered(each, is_offered=is_letter)
            each.setEnabled(is_more)
        set_shown(self._letters, is_shown=is_letter and len(board.letters) > 1)
        entries = tuple((each.id, self._letter(each)) for each in board.letters)
        self._letters.show_entries(entries, board.letter)
        where = self._words.say("board.page", page=board.page + 1, pages=board.pages)
        self._pages.say(where if is_letter else "", Tone.NEUTRAL, icon="file-text")

    def _letter(self, letter: "Document") -> str:
        language = find(letter.language).own_name if letter.language else ""
        when = moment_in_words(letter.created_at, self._words)
        return listed((letter_name(letter.kind, self._words), language, when), self._words)

    def _show_chip(self, board: BoardState) -> None:
        say = self._words.say
        if board.scene is None:
            self._chip.say("" if board.failure else say("session.drawing"), Tone.NEUTRAL)
        elif board.shared is None:
            self._chip.say(say("session.not_shared"), Tone.NEUTRAL)
        elif not board.is_shared:
            self._chip.say(say("session.sees_other"), Tone.CAUTION)
        elif board.is_seen:
            self._chip.say(say("session.seen"), Tone.GOOD, icon="eye")
        else:
            self._chip.say(say("session.on_its_way"), Tone.NEUTRAL, icon="monitor-up")
