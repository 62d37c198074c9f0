"""The tray: what the patient proposes, how it is read, and taken into the record or not."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from counselling.call.board.board_words import Kind
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.language.registry import direction_of
from ui.kit.blocks.banner import Banner, announce
from ui.kit.blocks.cards import Card, column
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.forms import text_field
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import body, soft, strong
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.session.known.exchange_state import Offer
from ui.pages.session.working.tray import Tray

_PAUSE_MS: Final = 400
_KINDS: Final = {
    Kind.ILLNESS: N_("tray.illness"),
    Kind.DEATH: N_("tray.death"),
    Kind.MISSING: N_("tray.missing"),
    Kind.WRONG: N_("tray.wrong"),
    Kind.OTHER: N_("tray.other"),
}


class _Row(QWidget):
    """One proposal. mended: its line was changed; accepted, put_aside: pressed."""

    mended = Signal(str)
    accepted = Signal()
    put_aside = Signal()

    def __init__(self, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self._words = words
        self._kind, self._said = soft(), strong()
        self._line = text_field(words.say("tray.line"))
        self._told, self._asked = body(), soft()
        self._banner = Banner(icons)
        self._accept = action(self, words.say("tray.accept"), self.accepted.emit)
        self._aside = action(self, words.say("tray.aside"), self.put_aside.emit)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._mend)
        self._line.textEdited.connect(self._type)
        self._line.returnPressed.connect(self._mend)
        pile = column(spacing=Space.SMALL)
        for part in (
            self._kind,
            self._said,
            self._line,
            self._told,
            self._asked,
            self._banner,
        ):
            pile.addWidget(part)
        pile.addLayout(Flow(ActionButton(self._accept), ActionButton(self._aside)))
        pile.setContentsMargins(0, Space.SMALL, 0, Space.SMALL)
        self.setLayout(pile)

    def show_offer(self, offer: Offer) -> None:
        """Show an offer; what is being typed stays."""
        proposal, note, say = offer.proposal, offer.note, self._words.say
        self._kind.setText(say(_KINDS[proposal.kind]))
        self._said.setText(proposal.text or say(_KINDS[proposal.kind]))
        if note is not None and not self._line.hasFocus() and self._line.text() != note.text:
            self._line.setText(note.text)
            is_rtl = direction_of(note.language) == "rtl"
            way = Qt.LayoutDirection
            self._line.setLayoutDirection(way.RightToLeft if is_rtl else way.LeftToRight)
        told = "\n".join(note.told) if note else say("tray.reading")
        asked = note.asked if note else ""
        if note is not None and not note.told and not asked:
            asked = say("tray.nothing_read")
        self._told.setText(told)
        self._asked.setText(asked)
        set_shown(self._told, is_shown=bool(told))
        set_shown(self._asked, is_shown=bool(asked))
        self._banner.tell(offer.failure, self._words)
        self._accept.setEnabled(bool(note and note.is_ready) and not offer.is_busy)
        self._aside.setEnabled(not offer.is_busy)

    def _type(self) -> None:
        self._accept.setEnabled(False)  # what is read is not what stands there
        self._pause.start()

    def _mend(self) -> None:
        self._pause.stop()
        self.mended.emit(self._line.text())


class TrayCard(Card):
    """Hidden while it is empty."""

    def __init__(self, words: Catalogue, icons: Icons, tray: Tray) -> None:
        super().__init__(words.say("tray.title"))
        self._tray = tray
        self._words, self._icons = words, icons
        self._rows: dict[str, _Row] = {}
        self._order: tuple[str, ...] = ()
        self.add(soft(words.say("tray.hint")))
        set_shown(self, is_shown=False)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show what waits."""
        names = tuple(f"{each.proposal.seat} {each.proposal.id}" for each in offers)
        is_more = len(names) > len(self._order)
        for gone in set(self._rows) - set(names):
            row = self._rows.pop(gone)
            row.hide()
            row.deleteLater()
        self._order = names
        for name, offer in zip(names, offers, strict=True):
            if name not in self._rows:
                self._rows[name] = self._row(name)
            self._rows[name].show_offer(offer)
        set_shown(self, is_shown=bool(offers))
        if is_more:
            announce(self, self._words.say("tray.came"))

    def _row(self, name: str) -> _Row:
        row = _Row(self._words, self._icons)
        row.mended.connect(partial(self._mend, name))
        row.accepted.connect(partial(self._accept, name))
        row.put_aside.connect(partial(self._put_aside, name))
        self.add(row)
        return row

    def _mend(self, name: str, text: str) -> None:
        if name in self._order:
            self._tray.mend(self._order.index(name), text)

    def _accept(self, name: str) -> None:
        if name in self._order:
            self._tray.accept(self._order.index(name))

    def _put_aside(self, name: str) -> None:
        if name in self._order:
            self._tray.set_aside(self._order.index(name))
