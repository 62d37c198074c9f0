"""A quiet sign in the rail: a backup is being made, or somebody should see to the backups."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from counselling.language.catalogue import Catalogue
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.standing.navigator import Navigator
from ui.kit.threads.backing_up import BackingUp, BackingUpState
from ui.look.icons import Icons
from ui.look.tokens import Token
from ui.shell.rail import Rail


class BackupSign(QObject):
    """It leads to the panel of backups. Nothing is shown while all is well."""

    def __init__(
        self,
        backing_up: BackingUp,
        navigator: Navigator,
        words: Catalogue,
        icons: Icons,
        rail: Rail,
    ) -> None:
        super().__init__(rail)
        self._navigator, self._words = navigator, words
        self._late = icons.icon("triangle-alert", Tone.CAUTION.ink)
        self._runs = icons.icon("save", Token.SOFT)
        self.action = QAction(self)
        self.action.setObjectName("backup_sign")
        self.action.triggered.connect(self._go)
        self._button = rail.add_sign(self.action)
        backing_up.changed.connect(self.show_state)

    def show_state(self, state: BackingUpState) -> None:
        """Show what is to be known; nothing while all is well."""
        is_running = state.share is not None
        self.action.setIcon(self._runs if is_running else self._late)
        self.action.setText(self._words.say("backups.running" if is_running else "backups.late"))
        set_shown(self._button, is_shown=is_running or state.is_late)

    def _go(self) -> None:
        self._navigator.go("safekeeping", task="backups")
