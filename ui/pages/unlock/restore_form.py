"""Bringing records back from a backup: where it lies, which one, what opens it, what to call it."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import row
from ui.kit.controls.buttons import ActionButton, action, main_button, quiet_button
from ui.kit.controls.file_choice import ask_for_folder
from ui.kit.controls.forms import Form, text_field
from ui.kit.controls.picker import Picker
from ui.kit.controls.table import Column, Table
from ui.kit.marks.labels import section, small, soft
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.look.tokens import TARGET_PX
from ui.pages.unlock.forms import passphrase_field, pile
from ui.pages.unlock.restore_model import RestoreModel, RestoreState

if TYPE_CHECKING:
    from counselling.work.vault.bring_back import Found

_WHOLE: Final = 1000
_ROWS: Final = 5  # of the list that are seen at once
_CODE, _PASSPHRASE = "code", "passphrase"


class RestoreForm(QWidget):
    """It follows its model by itself, and is hidden while nothing is to be brought back."""

    def __init__(self, model: RestoreModel, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self.model, self._words = model, words
        say = words.say
        self._banner = Banner(icons)
        self._where, self._old = small(), small(say("restore.old_hint"))
        columns = (
            Column(say("backups.made"), self._made, is_bold=True),
            Column(say("restore.which"), self._which, is_wide=True),
        )
        self.table: Table[Found] = Table(say("backups.list"), columns)
        self.table.setMinimumHeight(_ROWS * TARGET_PX)
        self._by, self.secret = Picker(), passphrase_field(words, icons)
        self.name = text_field(say("unlock.name"))
        self.name.setText(say("unlock.name_default"))
        self._look = action(self, say("restore.folder"), self._ask_where)
        self._go = action(self, say("restore.go"), self._restore)
        self._rest = QWidget()
        self._bar, self._working = QProgressBar(), QWidget()
        self._lay_out()
        self.table.chosen.connect(model.choose)
        self._by.picked.connect(self._open_by)
        self.secret.submitted.connect(self._go.trigger)
        model.changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: RestoreState) -> None:
        """Show a state."""
        was_open = not self.isHidden()
        set_shown(self, is_shown=state.is_open)
        if not state.is_open:
            self.secret.clear()
        self._where.setText(str(state.folder) if state.folder else "")
        set_shown(self._where, is_shown=state.folder is not None)
        self.table.show_rows(state.found, chosen=state.chosen)
        say = self._words.say
        entries = ((_CODE, say("unlock.code")), (_PASSPHRASE, say("unlock.passphrase")))
        self._by.show_entries(entries, _CODE if state.is_by_code else _PASSPHRASE)
        set_shown(self._rest, is_shown=bool(state.found))
        chosen = state.chosen
        set_shown(self._old, is_shown=chosen is not None and not chosen.is_newest)
        is_busy = state.share is not None
        self._rest.setEnabled(not is_busy)
        self._look.setEnabled(not is_busy)
        self._bar.setValue(round(_WHOLE * (state.share or 0.0)))
        set_shown(self._working, is_shown=is_busy)
        self._banner.tell(state.failure, self._words)
        if state.is_open and not was_open:
            self._look_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        say = self._words.say
        self._look_button = ActionButton(self._look)
        stop = action(self, say("audit.stop"), self.model.give_up)
        back = action(self, say("unlock.back"), self.model.leave)
        self._bar.setRange(0, _WHOLE)
        self._bar.setAccessibleName(say("restore.busy"))
        self._working.setLayout(row(self._bar, ActionButton(stop)))
        form, inner = Form(), pile(self._rest)
        form.ask(say("restore.by"), self._by)
        form.ask(say("restore.secret"), self.secret, hint=say("restore.secret_hint"))
        form.ask(say("unlock.name"), self.name)
        for part in (self.table, self._old, form, main_button(self._go)):
            inner.addWidget(part)
        parts = pile(self)
        head = (section(say("restore.title")), soft(say("restore.what")), self._banner)
        for each in (*head, self._look_button, self._where, self._rest, self._working):
            parts.addWidget(each)
        parts.addLayout(row(None, quiet_button(back), None))

    def _made(self, found: "Found") -> str:
        here: datetime = found.backup.made_at.astimezone()
        day = self._words.date(here.date())
        return self._words.say("audit.moment", day=day, time=f"{here:%H:%M}")

    def _which(self, found: "Found") -> str:
        return self._words.say("restore.newest" if found.is_newest else "restore.older")

    def _open_by(self, way: str) -> None:
        self.model.open_by(is_code=way == _CODE)

    def _restore(self) -> None:
        self.model.restore(self.name.text(), self.secret.passphrase)

    def _ask_where(self) -> None:
        dialog = ask_for_folder(self, self._words.say("restore.folder"), self.model.state.folder)
        dialog.chosen.connect(self.model.look)
