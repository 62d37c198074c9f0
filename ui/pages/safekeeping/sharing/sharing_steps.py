"""The steps of the panel of sharing, a card each: to whom a family goes, what a file brings, what
opens another vault.
"""

from PySide6.QtCore import Qt, Signal

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import Card
from ui.kit.blocks.facts import Facts
from ui.kit.blocks.passphrase_field import PassphraseField
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.controls.forms import Form, Tick, text_field
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import body, soft
from ui.kit.marks.visibility import set_offered, set_shown
from ui.look.icons import Icons
from ui.pages.safekeeping.sharing.sharing_state import SharingState, Step
from ui.pages.safekeeping.sharing.sharing_words import SharingWords


class GiveCard(Card):
    """To whom the chosen family goes. typed: the key so far; over, file: give it so; left: not."""

    typed = Signal(str)
    over = Signal()
    file = Signal()
    left = Signal()

    def __init__(self, words: Catalogue, said: SharingWords) -> None:
        super().__init__()
        self._words, self._said = words, said
        say = words.say
        self.key = text_field(say("sharing.their_key"))
        self.key.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as it is read in any language
        form = Form()
        self.row = form.ask(say("sharing.their_key"), self.key, hint=say("sharing.their_key_hint"))
        self.give_over = action(self, say("sharing.over"), self.over.emit)
        self.write_file = action(self, say("sharing.into_file"), self.file.emit)
        self.write_too = action(self, say("sharing.into_file"), self.file.emit)
        back = action(self, say("action.cancel"), self.left.emit)
        self.add(form)
        self.add(body(say("sharing.for_good")))
        buttons = (main_button(self.give_over), main_button(self.write_file))
        self.add_layout(Flow(*buttons, ActionButton(self.write_too), ActionButton(back)))
        self.key.textEdited.connect(self.typed)

    def show_state(self, state: SharingState) -> None:
        """Show a state; hidden but for its step."""
        is_new = self.isHidden()
        set_shown(self, is_shown=state.step is Step.KEY)
        if state.family is None or state.step is not Step.KEY:
            return
        name = self._said.name(state.family.name)
        self.set_title(self._words.say("sharing.give_to", name=name))
        if self.key.text() != state.typed:
            self.key.setText(state.typed)
        self.row.complain(self._said.key(state))
        set_offered(self.give_over, is_offered=state.has_relay)
        set_offered(self.write_too, is_offered=state.has_relay)
        set_offered(self.write_file, is_offered=not state.has_relay)
        for verb in (self.give_over, self.write_file, self.write_too):
            verb.setEnabled(bool(state.recipient) and not state.is_at_work)
        if is_new:
            self.key.setFocus(Qt.FocusReason.OtherFocusReason)


class FoundCard(Card):
    """What a file that was given would bring. taken: take it in; left: do not."""

    taken = Signal()
    left = Signal()

    def __init__(self, words: Catalogue, said: SharingWords) -> None:
        super().__init__()
        self._words, self._said = words, said
        self._facts, self._more = Facts(), body()
        self.take = action(self, words.say("sharing.take_in"), self.taken.emit)
        back = action(self, words.say("action.cancel"), self.left.emit)
        self._button, self._back = main_button(self.take), ActionButton(back)
        self.add(soft(words.say("sharing.file_what")))
        self.add(self._facts)
        self.add(self._more)
        self.add_layout(Flow(self._button, self._back))

    def show_state(self, state: SharingState) -> None:
        """Show a state; hidden but for its step."""
        is_new, found = self.isHidden(), state.found
        set_shown(self, is_shown=found is not None and state.step is Step.FILE)
        if found is None:
            return
        self.set_title(self._said.name(found.name))
        self._facts.show_facts(self._said.facts(found))
        is_all_here = found.is_here and not found.entries
        more = self._words.say("sharing.would_differ", count=found.differences)
        if not found.differences:
            more = self._words.say("sharing.nothing_new") if is_all_here else ""
        self._more.setText(more)
        set_shown(self._more, is_shown=bool(more))
        self.take.setEnabled(not state.is_at_work and not is_all_here)
        if is_new:
            button = self._back if is_all_here else self._button
            button.setFocus(Qt.FocusReason.OtherFocusReason)


class MergeCard(Card):
    """What opens the other vault. merged: go (passphrase, code, one of them ""); left: do not."""

    merged = Signal(str, str)
    left = Signal()

    def __init__(self, words: Catalogue, icons: Icons) -> None:
        super().__init__(words.say("sharing.merge"))
        self._words, say = words, words.say
        self._where = body()
        self.passphrase = PassphraseField(
            eye=icons.icon("eye"), show_words=say("unlock.show"), caps_words=say("unlock.caps")
        )
        self.code = text_field(say("unlock.code"))
        self.by_code = Tick(say("sharing.by_code"))
        form = Form()
        question = say("sharing.their_passphrase")
        self._asks = form.ask(question, self.passphrase, hint=say("sharing.merge_hint"))
        self._asks_code = form.ask(say("unlock.code"), self.code, hint=say("sharing.code_spent"))
        self.go = action(self, say("sharing.merge_go"), self._go)
        self.back = action(self, say("action.cancel"), self.left.emit)
        for part in (self._where, form, self.by_code):
            self.add(part)
        self.add_layout(Flow(main_button(self.go), ActionButton(self.back)))
        self.by_code.toggled.connect(self._show_way)
        self.passphrase.submitted.connect(self.go.trigger)
        self.code.returnPressed.connect(self.go.trigger)
        self._show_way(is_by_code=False)

    def show_state(self, state: SharingState) -> None:
        """Show a state; hidden but for its step."""
        is_new, folder = self.isHidden(), state.folder
        set_shown(self, is_shown=state.step is Step.VAULT)
        if state.step is not Step.VAULT:
            self.clear()
            return
        where = self._words.say("sharing.vault_where", folder=folder.name if folder else "")
        self._where.setText(where)
        for verb in (self.go, self.back):
            verb.setEnabled(not state.is_at_work)
        if is_new:
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget what was typed."""
        self.passphrase.clear()
        self.code.clear()
        self.by_code.setChecked(False)

    def _show_way(self, is_by_code: bool) -> None:
        self._asks.set_visible(is_visible=not is_by_code)
        self._asks_code.set_visible(is_visible=is_by_code)
        (self.code if is_by_code else self.passphrase).setFocus()

    def _go(self) -> None:
        is_by_code = self.by_code.isChecked()
        passphrase = "" if is_by_code else self.passphrase.passphrase
        self.merged.emit(passphrase, self.code.text() if is_by_code else "")
