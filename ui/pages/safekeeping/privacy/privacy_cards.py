"""The cards of the panel of requests, one a step: who and what for, erasing, done."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import Card
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.controls.forms import Form, text_field
from ui.kit.controls.picker import Picker
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import body, soft
from ui.kit.marks.visibility import set_shown
from ui.pages.safekeeping.privacy.privacy_model import RequestState
from ui.pages.safekeeping.shared.audit_words import AuditWords

if TYPE_CHECKING:
    from counselling.work.privacy.answer_requests import Asker, Certificate


class WishCard(Card):
    """The second step: who asks, and what for. The signals say what is wished."""

    asked = Signal(str)
    see = Signal()
    correct = Signal()
    restrict = Signal()
    erase = Signal()
    left = Signal()

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self.who = Picker()
        form, say = Form(), words.say
        form.ask(say("requests.who"), self.who, hint=say("requests.who_hint"))
        self.add(form)
        self.add(soft(say("requests.wish")))
        self._see = action(self, say("requests.see"), self.see.emit)
        self._correct = action(self, say("requests.correct"), self.correct.emit)
        self._restrict = action(self, say("requests.restrict"), self.restrict.emit)
        self._erase = action(self, say("requests.erase"), self.erase.emit)
        wishes = (self._see, self._correct, self._restrict, self._erase)
        self.add_layout(Flow(*(ActionButton(each) for each in wishes)))
        self._restricted = body(say("requests.is_restricted"))
        self.add(self._restricted)
        back = action(self, say("requests.another"), self.left.emit)
        self.add_layout(Flow(ActionButton(back)))
        self.who.picked.connect(self.asked)

    def show_state(self, state: RequestState) -> None:
        """Show who can ask, and what can be done for her."""
        say, asker = self._words.say, state.asker
        name = state.family.name if state.family else ""
        self.set_title(name or say("families.unnamed"))
        self.who.show_entries(tuple((a.id, self._named(a)) for a in state.askers), state.person)
        is_ready = asker is not None and not state.is_busy
        self._see.setEnabled(is_ready and bool(state.person))
        for each in (self._correct, self._restrict, self._erase):
            each.setEnabled(is_ready)
        is_restricted = asker is not None and asker.is_restricted
        self._restrict.setText(say("requests.free" if is_restricted else "requests.restrict"))
        set_shown(self._restricted, is_shown=is_restricted)

    def _named(self, asker: "Asker") -> str:
        if not asker.id:
            return self._words.say("differ.family")
        return asker.name or self._words.say("requests.unnamed", id=asker.id)


class EraseCard(Card):
    """The third step, only before something is erased. confirmed: the name that was typed."""

    confirmed = Signal(str)
    left = Signal()

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words.say("requests.erase_title"))
        self._words = words
        self._told = body()
        self.typed = text_field("")
        form = Form()
        self._row = form.ask(words.say("requests.type", name=""), self.typed)
        self._erase = action(self, words.say("requests.erase_now"), self._confirm)
        back = action(self, words.say("action.cancel"), self.left.emit)
        self.add(self._told)
        self.add(form)
        self.add_layout(Flow(ActionButton(back), main_button(self._erase)))
        self.typed.returnPressed.connect(self._erase.trigger)

    def show_state(self, state: RequestState) -> None:
        """Say what would go and what stays; asked for the first time, be ready for the name."""
        is_asked = state.gone is not None
        if is_asked and self.isHidden():
            self.typed.clear()
            set_shown(self, is_shown=True)
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        set_shown(self, is_shown=is_asked)
        self._erase.setEnabled(not state.is_busy)
        if state.gone is not None:
            self._told.setText("\n".join(self._lines(state)))
            self._row.rename(self._words.say("requests.type", name=state.name))

    def _lines(self, state: RequestState) -> list[str]:
        say, gone = self._words.say, state.gone
        if gone is None:
            return []
        if not state.person:
            lines = [say("requests.family_goes")]
        else:
            lines = [say("requests.person_goes"), say("requests.stay", count=gone.people)]
        lines.append(say("requests.goes", sessions=gone.sessions, documents=gone.documents))
        if gone.notes:
            lines.append(say("requests.notes_go", count=gone.notes))
        if gone.letters:
            lines.append(say("requests.letters_stay", count=gone.letters))
        return [*lines, say("requests.for_good")]

    def _confirm(self) -> None:
        self.confirmed.emit(self.typed.text())


class DoneCard(Card):
    """That something was erased, to be copied into a letter. It names nobody."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words.say("requests.done"))
        self._words, self._times = words, AuditWords(words)
        self._line = body()
        self._line.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._unreached = body()
        self.add(self._line)
        self.add(self._unreached)

    def show_certificate(self, told: "Certificate | None") -> None:
        """Show it; None hides the card."""
        set_shown(self, is_shown=told is not None)
        if told is None:
            return
        say, erased = self._words.say, told.erased
        line = say(
            "requests.certificate",
            when=self._times.moment(told.at),
            author=told.author,
            row=told.row,
            mark=told.mark,
            sessions=erased.sessions,
            documents=erased.documents,
        )
        self._line.setText(line)
        self._line.setAccessibleName(line)
        folders = self._words.listed([str(folder) for folder in erased.unreached])
        said = say("requests.unreached", folders=folders) if erased.unreached else ""
        self._unreached.setText(said)
        set_shown(self._unreached, is_shown=bool(said))
