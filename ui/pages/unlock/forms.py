"""The two forms of the door: one to open a vault, one to make one."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import row
from ui.kit.blocks.passphrase_field import PassphraseField
from ui.kit.controls.buttons import action, main_button, quiet_button
from ui.kit.controls.chooser import Chooser
from ui.kit.controls.forms import Form, text_field
from ui.kit.marks.labels import section, small
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.summaries import KnownVault


class UnlockForm(QWidget):
    """Which vault, who is there, and the passphrase.

    chosen: another vault; user_chosen: another name; asked: open it with this.
    """

    chosen = Signal(object)
    user_chosen = Signal(str)
    asked = Signal(str)

    def __init__(self, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self._words = words
        self._folders: tuple[Path, ...] = ()
        self._vault = Chooser(words.say("unlock.vault"))
        self._users: tuple[str, ...] = ()
        self._user = Chooser(words.say("unlock.user"))
        self._passphrase = passphrase_field(words, icons)
        self._go = action(self, words.say("unlock.unlock"), self._ask)
        form = Form()
        form.ask(words.say("unlock.vault"), self._vault)
        self._who = form.ask(words.say("unlock.user"), self._user)
        form.ask(words.say("unlock.passphrase"), self._passphrase)
        parts = pile(self)
        parts.addWidget(form)
        parts.addWidget(main_button(self._go))
        self._vault.activated.connect(self._choose)
        self._user.activated.connect(self._choose_user)
        self._passphrase.submitted.connect(self._go.trigger)

    def show_vaults(self, vaults: Sequence[KnownVault], chosen: Path | None) -> None:
        """Show the vaults to choose from."""
        folders = tuple(vault.folder for vault in vaults)
        if folders != self._folders:
            self._folders = folders
            self._vault.clear()
            for place, vault in enumerate(vaults):
                self._vault.addItem(vault.name)
                self._vault.setItemData(place, str(vault.folder), Qt.ItemDataRole.ToolTipRole)
        if chosen in folders:
            self._vault.setCurrentIndex(folders.index(chosen))

    def show_users(self, users: Sequence[str], user: str) -> None:
        """Show who may enter; where it is one alone, nobody is asked."""
        if tuple(users) != self._users:
            self._users = tuple(users)
            self._user.clear()
            self._user.addItems(self._users)
        if user in self._users:
            self._user.setCurrentIndex(self._users.index(user))
        self._who.set_visible(is_visible=len(self._users) > 1)

    def show_busy(self, *, is_busy: bool) -> None:
        """Say that the vault is being opened."""
        self.setEnabled(not is_busy)
        self._go.setText(self._words.say("unlock.unlocking" if is_busy else "unlock.unlock"))

    def focus(self) -> None:
        """Be ready for the passphrase, or for another one."""
        self._passphrase.setFocus()
        self._passphrase.field.selectAll()

    def clear(self) -> None:
        """Forget the passphrase."""
        self._passphrase.clear()

    def _choose(self, place: int) -> None:
        self.chosen.emit(self._folders[place])

    def _choose_user(self, place: int) -> None:
        self.user_chosen.emit(self._users[place])

    def _ask(self) -> None:
        self.asked.emit(self._passphrase.passphrase)


class CreateForm(QWidget):
    """Name, place and passphrase of a new vault, and its first user's name.

    asked: make it (name, passphrase, the same again, whose it is); left: do not; place_asked:
    another folder.
    """

    asked = Signal(str, str, str, str)
    left = Signal()
    place_asked = Signal()

    def __init__(
        self, words: Catalogue, icons: Icons, *, owner: str, least_passphrase: int
    ) -> None:
        super().__init__()
        self._words = words
        self._name = text_field(words.say("unlock.name"))
        self._name.setText(words.say("unlock.name_default"))
        self._owner = text_field(words.say("unlock.owner"))
        self._owner.setText(owner)
        self._passphrase = passphrase_field(words, icons)
        self._again = passphrase_field(words, icons)
        self._place = small()
        self._go = action(self, words.say("unlock.create"), self._ask)
        back = action(self, words.say("unlock.back"), self.left.emit)
        elsewhere = action(self, words.say("unlock.elsewhere"), self.place_asked.emit)
        form = Form()
        form.ask(words.say("unlock.name"), self._name)
        form.ask(words.say("unlock.owner"), self._owner, hint=words.say("unlock.owner_hint"))
        hint = words.say("unlock.passphrase_hint", minimum=least_passphrase)
        form.ask(words.say("unlock.passphrase_new"), self._passphrase, hint=hint)
        form.ask(words.say("unlock.repeat"), self._again)
        parts = pile(self)
        parts.addWidget(section(words.say("unlock.create")))
        parts.addWidget(form)
        parts.addLayout(row(self._place, None, quiet_button(elsewhere)))
        parts.addWidget(main_button(self._go))
        parts.addLayout(row(None, quiet_button(back), None))
        self._again.submitted.connect(self._go.trigger)

    def show_home(self, home: Path) -> None:
        """Say where the vault will lie."""
        self._place.setText(self._words.say("unlock.place", folder=home.name))
        self._place.setToolTip(str(home))

    def show_busy(self, *, is_busy: bool) -> None:
        """Say that the vault is being made."""
        self.setEnabled(not is_busy)
        self._go.setText(self._words.say("unlock.creating" if is_busy else "unlock.create"))

    def focus(self) -> None:
        """Be ready for the first answer."""
        self._name.setFocus()
        self._name.selectAll()

    def clear(self) -> None:
        """Forget the passphrases."""
        self._passphrase.clear()
        self._again.clear()

    def _ask(self) -> None:
        once, again = self._passphrase.passphrase, self._again.passphrase
        self.asked.emit(self._name.text(), once, again, self._owner.text())


def passphrase_field(words: Catalogue, icons: Icons) -> PassphraseField:
    """Return a field for a passphrase, with the eye that shows it."""
    return PassphraseField(
        eye=icons.icon("eye"),
        show_words=words.say("unlock.show"),
        caps_words=words.say("unlock.caps"),
    )


def pile(widget: QWidget) -> QVBoxLayout:
    """Return a column in which the parts of a form stand."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.CARD)
    return column
