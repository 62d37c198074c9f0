"""The keys of the canvas and of its twin, the list: one letter a deed, on the selected person."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from counselling.pedigree.terms import ParentKind
from counselling.settings.letters import ENGLISH
from ui.pages.pedigree.kept.view_model import PedigreeModel
from ui.pages.pedigree.kept.walking import Way
from ui.pages.pedigree.prompting.entry import EntryModel
from ui.pages.pedigree.prompting.prompts import Verb

_WAYS: Final = {
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
}
_WITH_OTHERS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFTED: Final = {Verb.PARTNER: Verb.FORMER}


class Keys(QObject):
    """Looks at the keys before the watched widgets do; only while one of them has the focus.

    letters: deed and letter. opened: the card is wanted; spoken: the person shall be said and her
    card shown; line_wanted: the line, about the selected person; question_wanted: the next question
    of the interview; help_wanted: what the keys do.
    """

    opened = Signal()
    spoken = Signal()
    line_wanted = Signal()
    question_wanted = Signal()
    help_wanted = Signal()

    def __init__(
        self,
        model: PedigreeModel,
        entry: EntryModel,
        letters: Mapping[str, str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._entry = entry
        self._held: list[QKeyEvent] = []
        # queued: a key that is let go changes the state while others are still being told of it
        model.changed.connect(self._let_go, Qt.ConnectionType.QueuedConnection)
        deeds: dict[str, Callable[[], None]] = {
            "card": self.opened.emit,
            "undo": model.stack.undo,
            "mother": partial(model.go_to_parent, ParentKind.MOTHER),
            "father": partial(model.go_to_parent, ParentKind.FATHER),
        }
        deeds.update({verb: partial(entry.begin, verb) for verb in Verb})
        self._letters = {letter: deeds[deed] for deed, letter in letters.items()}
        self._shifted = {letters.get(verb, ""): deeds[other] for verb, other in _SHIFTED.items()}
        if not all(letter.isascii() for letter in letters.values()):
            # the same deeds on a Latin keyboard, whose letters the language does not have
            latin = {letter: deeds[deed] for deed, letter in ENGLISH.items() if letter}
            self._letters = {**latin, **self._letters}
            self._shifted.update({ENGLISH[verb]: deeds[other] for verb, other in _SHIFTED.items()})
        self._signs: Mapping[str, Callable[[], None]] = {
            "'": self.line_wanted.emit,
            "?": self.question_wanted.emit,
            "؟": self.question_wanted.emit,
            ".": entry.repeat,
            " ": self.spoken.emit,
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Do what a key says; everything else goes on its way."""
        if event.type() == QEvent.Type.FocusOut and self._asks_for_a_key():
            self._entry.put_away()
        if event.type() == QEvent.Type.ShortcutOverride and _is_help(event):
            event.accept()  # here the help is about these keys
            return True
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
        key, pressed = Qt.Key(event.key()), _pressed(event, self._entry.small)
        if self._asks_for_a_key() and self._answer(key, pressed):
            return True
        if key in _WAYS and not is_list:
            is_adding = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._model.walk(_WAYS[key], is_adding=is_adding)
        elif _is_help(event):
            self.help_wanted.emit()
        elif key == Qt.Key.Key_Delete:
            self._remove(event)
        elif key == Qt.Key.Key_Backspace:
            self._entry.begin(Verb.BACK)
        else:
            return self._deed(event, pressed)
        return True

    def _deed(self, event: QKeyEvent, pressed: tuple[str, ...]) -> bool:
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        typed = event.text()
        if typed in self._signs:
            self._signs[typed]()
            return True
        for table in (self._shifted, self._letters) if is_shifted else (self._letters,):
            for letter in pressed:
                if letter in table:
                    table[letter]()
                    return True
        if typed.isdecimal() and typed != "0":  # which shows the whole drawing
            self._entry.begin(Verb.AGE, typed)
            return True
        return False

    def _remove(self, event: QKeyEvent) -> None:
        """With Shift only her; her children and whoever hangs on her stay."""
        is_alone = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._model.remove(is_alone=is_alone)

    def _answer(self, key: Qt.Key, pressed: tuple[str, ...]) -> bool:
        """Answer a question of one key; any other key goes on without the answer, and counts."""
        if key == Qt.Key.Key_Escape:
            self._entry.put_away()
            return True
        if self._entry.press(*pressed):
            return True
        is_silent = not pressed and key not in _WAYS and key not in _ENTER  # Shift alone
        if not is_silent:
            self._entry.go_on()
        return is_silent or key in _ENTER

    def _asks_for_a_key(self) -> bool:
        return self._entry.state is not None and self._entry.state.is_key


def _pressed(event: QKeyEvent, small: Callable[[str], str]) -> tuple[str, ...]:
    """What a key types, then its letter on a Latin keyboard, both small."""
    text = small(event.text())
    typed = (text,) if text.isprintable() and text else ()
    latin: tuple[str, ...] = ()
    if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
        latin = (chr(event.key()).casefold(),)
    return tuple(dict.fromkeys((*typed, *latin)))


def _is_help(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F1
