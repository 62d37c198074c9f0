"""What one who waits can be let know: a prepared sentence, typed words, or both."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.call.link.before_call import LATER, NOT_TODAY, Sentence
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.blocks.banner import announce
from ui.kit.blocks.cards import row
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.forms import text_field
from ui.kit.controls.picker import Picker
from ui.look.tokens import Space

MOST_LETTERS: Final = 500
_SENTENCES: Final[Mapping[Sentence, str]] = {
    Sentence.NONE: N_("session.note_none"),
    Sentence.MOMENT: N_("session.note_moment"),
    Sentence.FIVE: N_("session.note_five"),
    Sentence.TEN: N_("session.note_ten"),
    Sentence.SOON: N_("session.note_soon"),
    Sentence.ANOTHER_TIME: N_("session.note_another_time"),
    Sentence.PHONE: N_("session.note_phone"),
}


class DoorNote(QWidget):
    """The sentences of the second kind turn her away with them. send: takes sentence and text."""

    def __init__(self, words: Catalogue, send: Callable[[Sentence, str], None]) -> None:
        super().__init__()
        self._words, self._hand_on = words, send
        self.sentence = Picker(words.say("session.note_sentence"))
        entries = [(each.value, words.say(_SENTENCES[each])) for each in _OFFERED]
        self.sentence.show_entries(tuple(entries), Sentence.MOMENT.value)
        self.text = text_field(
            words.say("session.note_text"), placeholder=words.say("session.note_text")
        )
        self.text.setMaxLength(MOST_LETTERS)
        self.send = action(self, words.say("session.note_send"), self._send)
        self.text.returnPressed.connect(self._send)
        self.sentence.picked.connect(self._name_button)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(Space.SMALL)
        pile.addWidget(self.sentence)
        pile.addWidget(self.text)
        pile.addLayout(row(ActionButton(self.send), None))

    def _send(self) -> None:
        sentence, text = Sentence(self.sentence.chosen), self.text.text().strip()
        if sentence or text:
            self._hand_on(sentence, text)
            self.text.clear()
            announce(self, self._words.say("session.note_sent"))

    def _name_button(self, chosen: str) -> None:
        turns_away = Sentence(chosen) in NOT_TODAY
        name = "session.note_refuse" if turns_away else "session.note_send"
        self.text.setEnabled(not turns_away)
        self.send.setText(self._words.say(name))


_OFFERED: Final = (*LATER, Sentence.NONE, *NOT_TODAY)
