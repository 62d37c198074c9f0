"""Files that are handed over: offered, taken, on their way, and what became of them."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QProgressBar, QWidget

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.blocks.banner import announce
from ui.kit.blocks.cards import Card, column
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.file_choice import ask_for_file
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import soft, strong
from ui.kit.marks.visibility import set_offered, set_shown
from ui.look.tokens import Space
from ui.pages.session.known.state import CallState
from ui.pages.session.known.talk_state import Handed, Stand, TalkState
from ui.pages.session.working.hand_over import HandOver

_SUFFIXES: Final = (".pdf", ".png", ".jpg", ".jpeg")
_STANDS: Final = {
    Stand.OFFERED: N_("handed.offered"),
    Stand.COMES: N_("handed.comes"),
    Stand.MOVING: N_("handed.moving"),
    Stand.KEEPING: N_("handed.keeping"),
    Stand.KEPT: N_("handed.kept"),
    Stand.UNKEPT: N_("handed.unkept"),
    Stand.DONE: N_("handed.done"),
    Stand.DECLINED: N_("handed.declined"),
    Stand.CANCELLED: N_("handed.cancelled"),
    Stand.BROKEN: N_("handed.broken"),
}


class _File(QWidget):
    """One file: its name and size, how far it is, what can be done."""

    def __init__(self, words: Catalogue, files: HandOver) -> None:
        super().__init__()
        self._words, self._files = words, files
        self._file: Handed | None = None
        self._name, self._stand, self._bar = strong(), soft(), QProgressBar()
        self.take = action(self, words.say("handed.take"), self._take)
        self.stop = action(self, words.say("handed.stop"), self._stop)
        pile = column(self._name, self._stand, self._bar, spacing=Space.SMALL)
        pile.addLayout(Flow(ActionButton(self.take), ActionButton(self.stop)))
        self.setLayout(pile)

    def show_file(self, file: Handed) -> None:
        """Show how it stands, and say it when that is new."""
        say, before = self._words.say, self._file
        self._file = file
        size = self._words.number(file.size_bytes / 1_000_000, decimals=1)
        self._name.setText(say("handed.name", name=file.name, size=size))
        stand = say(_STANDS[file.stand])
        self._stand.setText(stand)
        is_moving = file.stand is Stand.MOVING
        self._bar.setRange(0, file.size_bytes)
        self._bar.setValue(file.came)
        self._bar.setAccessibleName(file.name)
        set_shown(self._bar, is_shown=is_moving)
        set_offered(self.take, is_offered=file.stand in (Stand.COMES, Stand.UNKEPT))
        self.take.setText(say("handed.again" if file.stand is Stand.UNKEPT else "handed.take"))
        is_open = file.stand in (Stand.COMES, Stand.OFFERED, Stand.MOVING, Stand.UNKEPT)
        set_offered(self.stop, is_offered=is_open)
        self.stop.setText(say("handed.decline" if file.stand is Stand.COMES else "handed.stop"))
        if before is None or before.stand is not file.stand:
            announce(self, f"{file.name}: {stand}")

    def _take(self) -> None:
        if self._file is not None:
            self._files.take(self._file)

    def _stop(self) -> None:
        if self._file is not None:
            self._files.stop(self._file)


class FilesCard(Card):
    """What goes over the sealed line between both ends; no server sees it."""

    def __init__(self, words: Catalogue, files: HandOver) -> None:
        super().__init__(words.say("handed.title"))
        self._words, self._files = words, files
        self._rows: dict[tuple[str, int], _File] = {}
        self._seat = ""
        self.offer: QAction = action(self, words.say("handed.offer"), self._choose)
        self._hint = soft(words.say("handed.hint"))
        self._pile = column(spacing=Space.MEDIUM)
        self.add(self._hint)
        self.add_layout(self._pile)
        self.add_layout(Flow(ActionButton(self.offer)))

    def show_state(self, talk: TalkState, call: CallState) -> None:
        """Show a state."""
        self._seat = call.seat
        self.offer.setEnabled(call.is_connected)
        set_shown(self._hint, is_shown=not talk.files)
        about = {(file.seat, file.file): file for file in talk.files}
        for gone in set(self._rows) - set(about):
            row = self._rows.pop(gone)
            row.hide()
            row.deleteLater()
        for name, file in about.items():
            if name not in self._rows:
                self._rows[name] = _File(self._words, self._files)
                self._pile.addWidget(self._rows[name])
            self._rows[name].show_file(file)

    def _choose(self) -> None:
        say = self._words.say
        asked = ask_for_file(
            self,
            say("handed.offer"),
            suffixes=_SUFFIXES,
            kind=say("handed.kinds"),
            all_files=say("handed.all_files"),
        )
        asked.chosen.connect(partial(self._offer, self._seat))

    def _offer(self, seat: str, path: Path) -> None:
        self._files.offer(seat, path)
