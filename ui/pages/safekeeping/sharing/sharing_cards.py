"""What the panel of sharing shows at rest: one's key, the shared folder, what is to be settled."""

from typing import Final, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QGuiApplication, QIcon
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import announce
from ui.kit.blocks.cards import Card, row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.line_list import LineList
from ui.kit.controls.table import Table
from ui.kit.layout.flow import Flow
from ui.kit.marks.deeds import needing
from ui.kit.marks.labels import body, code_label, soft
from ui.kit.marks.visibility import set_shown
from ui.kit.pictures.qr_picture import QrPicture
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import TARGET_PX
from ui.pages.safekeeping.sharing.sharing_state import SharingState
from ui.pages.safekeeping.sharing.sharing_words import SharingWords
from ui.summaries import FamilySummary

R = TypeVar("R")

_GROUPS_IN_A_LINE: Final = 7
_MOST_HIGH_PX: Final = 10 * TARGET_PX


class KeyCard(Card):
    """One's own key: to be read out, copied, or read by a phone."""

    def __init__(self, words: Catalogue, theme: Theme, icons: Icons) -> None:
        super().__init__(words.say("sharing.key"))
        self._words, self._key = words, ""
        self.label = code_label(words.say("sharing.key"))
        self.picture = QrPicture(theme, words.say("sharing.key_picture_name"))
        self.copy = action(self, words.say("sharing.key_copy"), self._take_along)
        self.copy.setIcon(icons.icon("copy"))
        self.show_picture = action(self, words.say("sharing.key_picture"), self._show)
        self.show_picture.setCheckable(True)
        self.add(soft(words.say("sharing.key_what")))
        self.add_layout(row(self.label, None))
        self.add_layout(row(self.picture, None))
        self.add_layout(Flow(ActionButton(self.copy), ActionButton(self.show_picture)))

    def show_key(self, key: str) -> None:
        """Show a key in groups of four; "" while it is not known."""
        if key != self._key:
            self._key = key
            groups = key.split("-")
            lines = (groups[:_GROUPS_IN_A_LINE], groups[_GROUPS_IN_A_LINE:])
            self.label.setText("\n".join("  ".join(line) for line in lines if line))
            self.label.setAccessibleDescription(" ".join(groups))
            self.copy.setText(self._words.say("sharing.key_copy"))
            self.picture.show_text(key)
        for verb in (self.copy, self.show_picture):
            verb.setEnabled(bool(key))
        self._show()

    def _show(self) -> None:
        set_shown(self.picture, is_shown=bool(self._key) and self.show_picture.isChecked())

    def _take_along(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self.copy.setText(self._words.say("sharing.key_copied"))
        announce(self, self.copy.text())


class RelayCard(Card):
    """The clinic's shared folder. choose_asked: another one is wanted. give: gives a family."""

    choose_asked = Signal()

    def __init__(self, words: Catalogue, icons: Icons, said: SharingWords, give: QAction) -> None:
        super().__init__(words.say("sharing.relay"))
        self._words = words
        self._what, self._where = soft(words.say("sharing.relay_what")), body()
        self.table = _as_high_as_its_rows(Table(words.say("sharing.relay"), said.columns()))
        self._empty = soft(words.say("sharing.relay_empty"))
        choose = action(self, words.say("sharing.relay_choose"), self.choose_asked.emit)
        choose.setIcon(icons.icon("folder-open"))
        self.choose: QAction = needing(choose, "share")
        for part in (self._what, self._where, self._empty):
            self.add(part)
        self._give = ActionButton(give)
        self.add(self.table)
        self.add_layout(Flow(self._give, ActionButton(self.choose)))

    def show_state(self, state: SharingState) -> None:
        """Show where it is, and what goes over it."""
        say, relay = self._words.say, state.relay
        folder = relay.folder if relay is not None else None
        shared = relay.families if relay is not None else ()
        set_shown(self._what, is_shown=relay is not None and folder is None)
        where = say("sharing.relay_where", folder=str(folder)) if folder else ""
        if folder is not None and not state.has_relay:
            where = f"{where}\n{say('sharing.relay_gone')}"
        self._where.setText(where)
        set_shown(self._where, is_shown=bool(where))
        set_shown(self._empty, is_shown=state.has_relay and not shared)
        self.table.show_rows(shared)
        set_shown(self.table, is_shown=bool(shared))
        set_shown(self._give, is_shown=state.has_relay)  # else it is the header's
        again = "sharing.relay_another" if folder else "sharing.relay_choose"
        self.choose.setText(say(again))
        self.choose.setEnabled(not state.is_at_work)


class OfferCard(Card):
    """What a deed is for, and the way to it. asked: it is begun."""

    asked = Signal()

    def __init__(self, title: str, what: str, begin: str, icon: QIcon) -> None:
        super().__init__(title)
        self.begin: QAction = needing(action(self, begin, self.asked.emit), "merge")
        self.begin.setIcon(icon)
        self.add(soft(what))
        self.add_layout(Flow(ActionButton(self.begin)))


class WaitingCard(Card):
    """Families in which somebody must choose. opened: one of them is gone to."""

    opened = Signal(object)

    def __init__(self, words: Catalogue, said: SharingWords) -> None:
        super().__init__(words.say("differ.title"))
        columns = said.columns_of_waiting()
        self.table = _as_high_as_its_rows(Table(words.say("differ.title"), columns))
        go = action(self, words.say("sharing.go"), self._go)
        self.add(soft(words.say("sharing.waiting_what")))
        self.add(self.table)
        self.add_layout(Flow(ActionButton(go)))
        self.table.opened.connect(self.opened)

    def show_families(self, families: tuple[FamilySummary, ...]) -> None:
        """Show these."""
        self.table.show_rows(families, chosen=families[0] if families else None)

    def _go(self) -> None:
        if self.table.current is not None:
            self.opened.emit(self.table.current)


class RefusedCard(Card):
    """Families that were not exchanged, each with why and what to do."""

    def __init__(self, words: Catalogue, said: SharingWords) -> None:
        super().__init__(words.say("sharing.refused"))
        self._said = said
        self.list = LineList(words.say("sharing.refused"), is_choice=False)
        self.list.setMaximumHeight(8 * TARGET_PX)
        self.add(self.list)

    def show_state(self, state: SharingState) -> None:
        """Show them; none hides the card."""
        self.list.show_lines(tuple(map(self._said.refused, state.refused)))
        set_shown(self, is_shown=bool(state.refused))


def _as_high_as_its_rows(table: Table[R]) -> Table[R]:
    """Let a short table take no more than it shows; a long one scrolls in itself."""
    table.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
    table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
    table.setMaximumHeight(_MOST_HIGH_PX)
    return table
