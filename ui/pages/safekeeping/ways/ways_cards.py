"""The cards of the panel of one's own ways: what there is, what can be changed, a new code."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import Card
from ui.kit.blocks.passphrase_field import PassphraseField
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.controls.forms import Form, text_field
from ui.kit.controls.table import Column, Table
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import code_label, soft
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.pages.safekeeping.staff.staff_words import StaffWords

if TYPE_CHECKING:
    from counselling.work.vault.own_ways import OwnWay


class ListCard(Card):
    """The ways there are. chosen: the name of another."""

    chosen = Signal(str)

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words.say("safekeeping.ways"))
        self._words, self._said = words, StaffWords(words)
        columns = (
            Column(words.say("ways.way"), self._way, is_bold=True),
            Column(words.say("ways.where"), self._where, is_wide=True),
        )
        self.table: Table[OwnWay] = Table(words.say("safekeeping.ways"), columns)
        self.add(self.table, stretch=1)
        self.add(soft(words.say("ways.two_stay")))
        self.table.chosen.connect(self._choose)

    def show_ways(self, ways: "tuple[OwnWay, ...]", way: "OwnWay | None") -> None:
        """Show the ways, and which one is chosen."""
        self.table.show_rows(ways, chosen=way)

    def _way(self, way: "OwnWay") -> str:
        return self._said.way(way.kind)

    def _where(self, way: "OwnWay") -> str:
        if way.kind != "passphrase+device":
            return self._words.say("ways.anywhere")
        return self._words.say("ways.here" if way.is_here else "ways.elsewhere")

    def _choose(self, way: "OwnWay") -> None:
        self.chosen.emit(way.name)


class ChangeCard(Card):
    """What changes a way, each after the passphrase that opens now.

    changed: another passphrase (now, new, again); added: one more (now, new, again, for here);
    renewed: another recovery code (now); taken: the chosen way away (now).
    """

    changed = Signal(str, str, str)
    added = Signal(str, str, str, bool)
    renewed = Signal(str)
    taken = Signal(str)

    def __init__(self, words: Catalogue, icons: Icons, *, least_passphrase: int) -> None:
        super().__init__(words.say("ways.change"))
        fields = [
            PassphraseField(
                eye=icons.icon("eye"),
                show_words=words.say("unlock.show"),
                caps_words=words.say("unlock.caps"),
            )
            for _ in range(3)
        ]
        self.now, self.new, self.again = fields
        form, later = Form(), Form()
        form.ask(words.say("ways.now"), self.now, hint=words.say("ways.now_hint"))
        hint = words.say("unlock.passphrase_hint", minimum=least_passphrase)
        later.ask(words.say("ways.new"), self.new, hint=hint)
        later.ask(words.say("unlock.repeat"), self.again)
        self.change = action(self, words.say("ways.change_passphrase"), self._change)
        self.add_here = action(self, words.say("ways.add_here"), self._add_here)
        self.add_anywhere = action(self, words.say("ways.add_anywhere"), self._add_anywhere)
        self.renew = action(self, words.say("ways.renew"), self._renew)
        self.take = action(self, words.say("ways.take"), self._take)
        self.add(form)
        self.add_layout(Flow(ActionButton(self.renew), ActionButton(self.take)))
        self.add(later)
        adding = (ActionButton(self.add_here), ActionButton(self.add_anywhere))
        self.add_layout(Flow(main_button(self.change), *adding))

    @property
    def verbs(self) -> tuple[QAction, ...]:
        """All that can be done here."""
        return self.change, self.add_here, self.add_anywhere, self.renew

    def clear(self) -> None:
        """Forget the passphrases."""
        for field in (self.now, self.new, self.again):
            field.clear()

    def _change(self) -> None:
        self.changed.emit(self.now.passphrase, self.new.passphrase, self.again.passphrase)

    def _add_here(self) -> None:
        self._add(is_for_here=True)

    def _add_anywhere(self) -> None:
        self._add(is_for_here=False)

    def _add(self, *, is_for_here: bool) -> None:
        typed = self.now.passphrase, self.new.passphrase, self.again.passphrase
        self.added.emit(*typed, is_for_here)

    def _take(self) -> None:
        self.taken.emit(self.now.passphrase)

    def _renew(self) -> None:
        self.renewed.emit(self.now.passphrase)


class CodeCard(Card):
    """A new recovery code on its way to paper.

    save_asked: on a sheet; read: its last letters; left: none after all.
    """

    save_asked = Signal()
    left = Signal()
    read = Signal(str)

    def __init__(self, words: Catalogue, *, checked: int) -> None:
        super().__init__(words.say("unlock.code"))
        self._words = words
        self._code, self._saved = code_label(words.say("unlock.code")), soft()
        self._typed = text_field(words.say("unlock.code_check", count=checked))
        form = Form()
        form.ask(words.say("unlock.code_check", count=checked), self._typed)
        save = action(self, words.say("unlock.code_save"), self.save_asked.emit)
        go = action(self, words.say("ways.code_go"), self._read)
        for part in (soft(words.say("ways.code_what")), self._code, self._saved, form):
            self.add(part)
        back = action(self, words.say("action.cancel"), self.left.emit)
        self.add_layout(Flow(main_button(go), ActionButton(save), ActionButton(back)))
        self._typed.returnPressed.connect(go.trigger)

    def show_code(self, code: str, *, is_saved: bool) -> None:
        """Show a code, and whether its sheet was written."""
        if code != self._code.text():
            self._typed.clear()
        self._code.setText(code)
        self._saved.setText(self._words.say("unlock.code_saved") if is_saved else "")
        set_shown(self._saved, is_shown=is_saved)

    def focus(self) -> None:
        """Be ready for the letters from the paper."""
        self._typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        self.read.emit(self._typed.text())
