"""The card of a new vault key: why, what it does, the passphrase, and what may go afterwards."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card, column
from ui.kit.blocks.passphrase_field import PassphraseField
from ui.kit.blocks.question import Question
from ui.kit.blocks.working import Working
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.controls.file_choice import ask_where_to_save
from ui.kit.controls.forms import Form
from ui.kit.layout.flow import Flow
from ui.kit.marks.deeds import needing
from ui.kit.marks.labels import body, soft
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import bring_into_view, set_offered, set_shown
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.safekeeping.backups.key_model import KeyModel, KeyState
from ui.pages.safekeeping.ways.ways_cards import CodeCard
from ui.pages.safekeeping.ways.ways_model import CHECKED


class KeyCard(Card):
    """What a new key is for. asked: make one (the passphrase); let_go: earlier backups may go."""

    asked = Signal(str)
    let_go = Signal()

    def __init__(self, words: Catalogue, icons: Icons) -> None:
        super().__init__(words.say("vault_key.title"))
        self._words, say = words, words.say
        self.passphrase = PassphraseField(
            eye=icons.icon("eye"), show_words=say("unlock.show"), caps_words=say("unlock.caps")
        )
        form = Form()
        form.ask(say("unlock.passphrase"), self.passphrase, hint=say("vault_key.passphrase_hint"))
        self.open = needing(action(self, say("vault_key.open"), self._open), "rotate")
        self.make = needing(action(self, say("vault_key.make"), self._ask), "rotate")
        self._back = action(self, say("action.cancel"), self.close_form)
        self._steps = QWidget()
        self._steps.setLayout(column(soft(say("vault_key.how")), form))
        self._now, self._earlier = body(), body()
        self.drop = needing(action(self, say("vault_key.drop"), self._drop), "rotate")
        self._question = Question(
            say("vault_key.drop_sure"),
            yes=say("vault_key.drop"),
            no=say("action.cancel"),
            run=self.let_go.emit,
        )
        for part in (self._now, soft(say("vault_key.why")), self._steps):
            self.add(part)
        again = ActionButton(self.open)
        self.setFocusProxy(again)
        self.add_layout(Flow(main_button(self.make), ActionButton(self._back), again))
        self.add(self._earlier)
        self.add(self._question)
        self.add_layout(Flow(ActionButton(self.drop)))
        self.passphrase.submitted.connect(self.make.trigger)
        self.close_form()

    def show_state(self, state: KeyState, *, key: int, earlier: int, can_back_up: bool) -> None:
        """Show which key it is, and how many backups an earlier one opens."""
        say = self._words.say
        self.make.setEnabled(state.is_idle and can_back_up)
        self._now.setText(say("vault_key.now", number=key))
        self._earlier.setText(say("vault_key.earlier", count=earlier) if earlier else "")
        set_shown(self._earlier, is_shown=earlier > 0)
        set_offered(self.drop, is_offered=earlier > 0)
        for each in (self.drop, self.open):
            each.setEnabled(state.is_idle)
        if (state.share is not None or state.code) and not self._steps.isHidden():
            self.close_form()

    def close_form(self) -> None:
        """Say only what a new key is for."""
        self.passphrase.clear()
        self._offer(is_form=False)

    def _open(self) -> None:
        self._offer(is_form=True)
        self.passphrase.setFocus()
        QTimer.singleShot(0, self._bring)  # when its place in the page is known

    def _bring(self) -> None:
        bring_into_view(self)

    def _offer(self, *, is_form: bool) -> None:
        set_shown(self._steps, is_shown=is_form)
        for each in (self.make, self._back):
            set_offered(each, is_offered=is_form)
        set_offered(self.open, is_offered=not is_form)

    def _ask(self) -> None:
        self.asked.emit(self.passphrase.passphrase)
        self.passphrase.clear()

    def _drop(self) -> None:
        self._question.ask()
        QTimer.singleShot(0, self._bring_question)

    def _bring_question(self) -> None:
        bring_into_view(self._question)


class KeyPart(QWidget):
    """The card with what comes of it: how far it is, the sheet, and that it was done."""

    def __init__(self, model: KeyModel, words: Catalogue, icons: Icons) -> None:
        super().__init__()
        self.model, self._words = model, words
        self._banner = Banner(icons)
        self.working = Working(words.say("vault_key.running"), words.say("audit.stop"))
        self.card, self.code_card = KeyCard(words, icons), CodeCard(words, checked=CHECKED)
        self._shown = KeyState()
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(Space.CARD)
        for part in (self._banner, self.working, self.code_card, self.card):
            pile.addWidget(part)
        self.card.asked.connect(model.renew)
        self.card.let_go.connect(model.let_earlier_go)
        self.working.stopped.connect(model.stop)
        self.code_card.save_asked.connect(self._ask_where)
        self.code_card.read.connect(model.confirm)
        self.code_card.left.connect(model.withdraw)

    def left(self) -> None:
        """Leave no passphrase and no code on a screen that nobody looks at."""
        self.card.close_form()
        self.model.forget()

    def show_state(self, state: KeyState, *, key: int, earlier: int, can_back_up: bool) -> None:
        """Show a state."""
        has_code = bool(state.code)
        self.card.show_state(state, key=key, earlier=earlier, can_back_up=can_back_up)
        set_shown(self.card, is_shown=not has_code)
        self.code_card.show_code(state.code, is_saved=state.is_saved)
        set_shown(self.code_card, is_shown=has_code)
        self.working.show_share(state.share)
        self.working.stop.setEnabled(not state.is_stopping)
        self._tell(state)
        self._move_focus(state)

    def _move_focus(self, state: KeyState) -> None:
        """Go to what has come in the place of what had the focus."""
        before, self._shown = self._shown, state
        if state.code and not before.code:
            self.code_card.focus()
            QTimer.singleShot(0, self._bring_code)  # when its place in the page is known
        elif state.share is not None and before.share is None:
            self.working.setFocus()
        elif (before.share is not None and state.share is None) or (before.code and not state.code):
            self.card.setFocus()

    def _bring_code(self) -> None:
        bring_into_view(self.code_card)

    def _tell(self, state: KeyState) -> None:
        say = self._words.say
        if state.failure is not None:
            self._banner.tell(state.failure, self._words)
        elif state.share is not None:
            what = "vault_key.stopping" if state.is_stopping else "vault_key.running"
            self._banner.say(say(what), rest=say("vault_key.running_rest"))
        else:
            said = say(state.done) if state.done else ""
            rest = say("vault_key.sheet_next") if state.code and state.done else ""
            self._banner.say(said, rest=rest, tone=Tone.GOOD)

    def _ask_where(self) -> None:
        say = self._words.say
        dialog = ask_where_to_save(
            self,
            say("unlock.code_save"),
            name=say("unlock.code_file"),
            kinds=((say("unlock.code_sheet"), ".pdf"),),
        )
        dialog.chosen.connect(self.model.save_sheet)
