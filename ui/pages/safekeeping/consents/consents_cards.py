"""The cards of the panel of consents: what was said, a new word, and exports that hold her."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from counselling.language.catalogue import Catalogue
from counselling.session.consent import Explained
from ui.kit.blocks.cards import Card
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.controls.forms import Form, text_field
from ui.kit.controls.line_list import LineList
from ui.kit.controls.picker import Picker
from ui.kit.controls.table import Table
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import body, soft
from ui.kit.marks.visibility import set_shown
from ui.pages.safekeeping.consents.consents_model import ConsentsState, NewWord
from ui.pages.safekeeping.consents.consents_words import (
    EFFECTS,
    MEDIA,
    OFFERED,
    WHOSE,
    ConsentsWords,
)

if TYPE_CHECKING:
    from counselling.records.papers.consents import Recorded
    from counselling.records.papers.handed import Handed

_YES, _NO = "yes", "no"
_NONE: Final = ("", "-", "–", "—")  # nothing was said; there was none


class LedgerCard(Card):
    """What was said in a family. asked: another person's words are wanted; left: another family."""

    asked = Signal(str)
    left = Signal()

    def __init__(self, words: Catalogue, said: ConsentsWords) -> None:
        super().__init__()
        self._words, self._said = words, said
        self.who = Picker()
        form = Form()
        form.ask(words.say("consents.of_whom"), self.who)
        self._standing = body()
        self.table: Table[Recorded] = Table(words.say("safekeeping.consents"), said.columns())
        self._none = soft(words.say("consents.none"))
        for part in (form, self._standing):
            self.add(part)
        self.add(self.table, stretch=1)
        self.add(self._none)
        back = action(self, words.say("requests.another"), self.left.emit)
        self.add_layout(Flow(ActionButton(back)))
        self.who.picked.connect(self.asked)

    def show_state(self, state: ConsentsState) -> None:
        """Show whose words, what counts now, and all that was said."""
        name = state.family.name if state.family is not None else ""
        self.set_title(name or self._words.say("families.unnamed"))
        self.who.show_entries(self._said.people(), state.person)
        self._standing.setText(self._said.standing(_of_one(state)))
        is_hers = all(one.consent.person == state.person for one in state.words)
        self.table.setColumnHidden(WHOSE, bool(state.person) and is_hers)
        self.table.show_rows(state.words)
        set_shown(self.table, is_shown=bool(state.words))
        set_shown(self._none, is_shown=state.ledger is not None and not state.words)


class RecordCard(Card):
    """A new word, as a short form. recorded: carries the NewWord.

    left: nothing is to be written down after all.
    """

    recorded = Signal(object)
    left = Signal()

    def __init__(self, words: Catalogue, said: ConsentsWords) -> None:
        super().__init__(words.say("consents.record"))
        self._words, self._people = words, said
        self.who, self.scope, self.word, self.medium = (Picker() for _ in range(4))
        self.given_by, self.explained_by, self.interpreter = (text_field("") for _ in range(3))
        form, say = Form(), words.say
        form.ask(say("consents.of_whom"), self.who)
        form.ask(say("consents.what"), self.scope)
        self._row = form.ask(say("consents.said"), self.word)
        form.ask(say("consents.how"), self.medium)
        form.ask(say("consents.given_by"), self.given_by, hint=say("consents.given_by_hint"))
        form.ask(say("consents.explained_by"), self.explained_by)
        form.ask(say("session.role_interpreter"), self.interpreter)
        self._go = action(self, say("consents.write_down"), self._record)
        back = action(self, say("action.cancel"), self.left.emit)
        self.add(form)
        self.add_layout(Flow(main_button(self._go), ActionButton(back)))
        for picker, entries in ((self.scope, OFFERED), (self.medium, MEDIA)):
            picker.show_entries(_said(words, entries), next(iter(entries)))
        yes_no = ((_YES, say("consents.given")), (_NO, say("consents.taken")))
        self.word.show_entries(yes_no, _YES)
        for picker in (self.scope, self.word):
            picker.picked.connect(self._explain)
        for field in self._fields:
            field.returnPressed.connect(self._go.trigger)
        self._explain("")

    def open(self, person: str) -> None:
        """Be ready for a word of this person."""
        self.who.show_entries(self._people.people(), person)
        self.word.show_entries(((_YES, self.word.itemText(0)), (_NO, self.word.itemText(1))), _YES)
        self._explain("")
        for field in self._fields:
            field.clear()
        self.scope.setFocus()

    def show_state(self, state: ConsentsState) -> None:
        """Let nothing be written twice."""
        self._go.setEnabled(not state.is_busy)

    def clear(self) -> None:
        """Keep no name."""
        for field in self._fields:
            field.clear()
        self.who.show_entries((), None)

    def _explain(self, chosen: str) -> None:
        """Say before it is written what a withdrawal does at once."""
        is_given = self.word.chosen == _YES
        effect = "consents.effect_given" if is_given else EFFECTS[self.scope.chosen]
        self._row.complain(self._words.say(effect))

    def _record(self) -> None:
        self.recorded.emit(
            NewWord(
                self.who.chosen,
                self.scope.chosen,
                self.word.chosen == _YES,
                self.medium.chosen,
                self.given_by.text().strip(),
                self._told(),
            )
        )

    def _told(self) -> Explained:
        """Who explained and interpreted; an empty field says nothing, a dash that nobody did."""
        interpreter = self.interpreter.text().strip()
        if interpreter in _NONE:
            has_interpreter = False if interpreter else None
            return Explained(self.explained_by.text().strip(), has_interpreter)
        return Explained(self.explained_by.text().strip(), True, interpreter)

    @property
    def _fields(self) -> tuple[QLineEdit, ...]:
        return self.given_by, self.explained_by, self.interpreter


class HeldCard(Card):
    """Exports that hold somebody who does not agree any more: whom to tell, and of whom."""

    def __init__(self, words: Catalogue, said: ConsentsWords) -> None:
        super().__init__(words.say("consents.in_spite"))
        self._said = said
        self.lines = LineList(words.say("consents.in_spite"), is_choice=False)
        self.add(soft(words.say("consents.in_spite_what")))
        self.add(self.lines)

    def show_held(self, held: "Sequence[Handed]") -> None:
        """Show them; none hides the card."""
        self.lines.show_lines(tuple(map(self._said.held, held)))
        set_shown(self, is_shown=bool(held))


def _of_one(state: ConsentsState) -> "tuple[Recorded, ...]":
    """What counts for the chosen one: her own and the family's; of the family its own alone."""
    if state.person:
        return state.words
    return tuple(one for one in state.words if not one.consent.person)


def _said(words: Catalogue, entries: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((value, words.begun(words.say(message))) for value, message in entries.items())
