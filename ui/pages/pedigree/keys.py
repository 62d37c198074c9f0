"""The keys of the canvas and of its twin, the list: one letter a deed, on the selected person."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from counselling.pedigree.terms import ParentKind
from ui.pages.pedigree.entry import EntryModel
from ui.pages.pedigree.prompts import Verb
from ui.pages.pedigree.view_model import PedigreeModel
from ui.pages.pedigree.walking import Way

_WAYS: Final = {
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
}
_VERBS: Final[Mapping[str, Verb]] = {
    "p": Verb.PARTNER,
    "c": Verb.CHILD,
    "s": Verb.SIBLING,
    "a": Verb.CONDITION,
    "d": Verb.DEATH,
    "g": Verb.TEST,
    "l": Verb.LOSS,
    "n": Verb.NAME,
    "x": Verb.SEX,
    "y": Verb.ADOPTION,
    "k": Verb.COUPLE,
}
_PARENTS: Final = {"m": ParentKind.MOTHER, "f": ParentKind.FATHER}
_WITH_OTHERS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Keys(QObject):
    """Looks at the keys before the watched widgets do; only while one of them has the focus.

    opened: the card is wanted; line_wanted: the line, about the selected person; help_wanted: what
    the keys do.
    """

    opened = Signal()
    line_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, model: PedigreeModel, entry: EntryModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._entry = entry
        self._held: list[QKeyEvent] = []
        # queued: a key that is let go changes the state while others are still being told of it
        model.changed.connect(self._let_go, Qt.ConnectionType.QueuedConnection)
        self._deeds: dict[str, Callable[[], None]] = {
            "e": self.opened.emit,
            "w": model.set_alive,
            "'": self.line_wanted.emit,
            "?": self.help_wanted.emit,
        }
        for key, verb in _VERBS.items():
            self._deeds[key] = partial(entry.begin, verb)
        for key, kind in _PARENTS.items():
            self._deeds[key] = partial(model.go_to_parent, kind)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Do what a key says; everything else goes on its way."""
        if event.type() == QEvent.Type.FocusOut and self._asks_for_a_key():
            self._entry.put_away()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if self._must_wait(event):
            self._held.append(event.clone())
            return True
        is_list = watched.inherits("QAbstractItemView")
        is_mine = not event.modifiers() & _WITH_OTHERS and self._press(event, is_list=is_list)
        return is_mine or super().eventFilter(watched, event)

    def _must_wait(self, event: QKeyEvent) -> bool:
        """Along a row one walks as it is drawn: that key, and all after it, wait for the drawing.

        Else what a fast hand types would be about the person who was not left.
        """
        is_sideways = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        return bool(self._held) or (is_sideways and self._model.state.ahead is not None)

    def _let_go(self) -> None:
        if self._model.state.ahead is not None:
            return
        held, self._held = self._held, []
        for event in held:
            target = QApplication.focusWidget()
            if target is not None:
                QApplication.sendEvent(target, event)

    def _press(self, event: QKeyEvent, *, is_list: bool) -> bool:
        key, letter = Qt.Key(event.key()), _letter(event)
        if self._asks_for_a_key() and self._answer(key, letter):
            return True
        if key in _WAYS and not is_list:
            self._model.walk(_WAYS[key])
            return True
        if key == Qt.Key.Key_Delete:
            self._model.remove()
            return True
        if letter in self._deeds:
            self._deeds[letter]()
            return True
        if letter.isdecimal() and letter != "0":  # which shows the whole drawing
            self._entry.begin(Verb.AGE, letter)
            return True
        return False

    def _answer(self, key: Qt.Key, letter: str) -> bool:
        """Answer a question of one key; any other key goes on without the answer, and counts."""
        if key == Qt.Key.Key_Escape:
            self._entry.put_away()
            return True
        if self._entry.press(letter):
            return True
        is_silent = not letter and key not in _WAYS and key not in _ENTER  # Shift alone
        if not is_silent:
            self._entry.go_on()
        return is_silent or key in _ENTER

    def _asks_for_a_key(self) -> bool:
        return self._entry.state is not None and self._entry.state.is_key


def _letter(event: QKeyEvent) -> str:
    """The letter on the key, whatever the keyboard's script; else what it types."""
    if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
        return chr(event.key()).casefold()
    text = event.text()
    return text if text.isprintable() else ""
