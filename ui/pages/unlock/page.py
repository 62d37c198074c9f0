"""The door, drawn: one card in the middle, one main action."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card, column, row
from ui.kit.controls.buttons import ActionButton, action, main_button, quiet_button
from ui.kit.controls.file_choice import ask_for_folder, ask_where_to_save
from ui.kit.layout.centre import Centre
from ui.kit.marks.labels import rule, soft, title
from ui.kit.marks.picture import Picture
from ui.kit.marks.visibility import set_offered, set_shown
from ui.kit.standing.page import Page
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import LARGE_ICON_LINES, Space, Token
from ui.pages.unlock.code_forms import CodeForm, RecoverForm
from ui.pages.unlock.entry_forms import JoinForm, TakeUpForm
from ui.pages.unlock.forms import CreateForm, UnlockForm
from ui.pages.unlock.restore_form import RestoreForm
from ui.pages.unlock.restore_model import RestoreModel, RestoreState
from ui.pages.unlock.view_model import Step, Task, UnlockModel, UnlockState

AnyForm: TypeAlias = UnlockForm | RecoverForm | JoinForm | CreateForm | TakeUpForm | CodeForm
_LONG_FORMS: Final = (Step.CREATE, Step.TAKE_UP, Step.JOIN)


def build(context: UiContext) -> "UnlockPage":
    """Build the page with its view model."""
    work = context.desk.unlock
    model = UnlockModel(work, context.jobs)
    page = UnlockPage(
        model,
        context.catalogue,
        context.theme,
        context.icons,
        restore=RestoreModel(context.desk.safekeeping.bring_back, context.jobs),
        owner=work.owner,
        least_passphrase=work.least_passphrase,
    )
    model.setParent(page)
    model.opened.connect(page.forget)
    model.opened.connect(context.navigator.enter)
    return page


class UnlockPage(Page):
    """Welcome, unlock or create, whichever the state says."""

    def __init__(
        self,
        model: UnlockModel,
        words: Catalogue,
        theme: Theme,
        icons: Icons,
        *,
        restore: RestoreModel,
        owner: str,
        least_passphrase: int,
    ) -> None:
        super().__init__()
        self.model = model
        restore.setParent(self)
        self.restore = restore
        self._words = words
        self._shown: UnlockState | None = None
        self._create = action(self, words.say("unlock.create"), model.start_creating)
        self._demo = action(self, words.say("unlock.demo"), model.open_demo)
        self._other = action(self, words.say("unlock.other"), self._ask_for_vault)
        self._recover = action(self, words.say("unlock.recover"), model.start_recovering)
        self._join = action(self, words.say("unlock.join"), model.start_joining)
        self._bring_back = action(self, words.say("unlock.bring_back"), restore.start)
        self._banner = Banner(icons)
        self._usual, self._restore_form = QWidget(), RestoreForm(restore, words, icons)
        self._unlock_form = UnlockForm(words, icons)
        self._create_form = CreateForm(words, icons, owner=owner, least_passphrase=least_passphrase)
        self._take_up_form = TakeUpForm(words, icons, least_passphrase=least_passphrase)
        self._code_form, self._recover_form = CodeForm(words), RecoverForm(words)
        self._join_form = JoinForm(words)
        self._forms: Mapping[Step, AnyForm] = {
            Step.UNLOCK: self._unlock_form,
            Step.RECOVER: self._recover_form,
            Step.JOIN: self._join_form,
            Step.CREATE: self._create_form,
            Step.TAKE_UP: self._take_up_form,
            Step.CODE: self._code_form,
        }
        self._lost = self._lost_part()
        self._welcome = self._welcome_part()
        self._ways = self._other_ways()
        self._lay_out(theme, icons)
        self._connect(model)
        self.show_state(model.state)

    def _connect(self, model: UnlockModel) -> None:
        self._unlock_form.chosen.connect(model.choose)
        self._unlock_form.user_chosen.connect(model.choose_user)
        self._unlock_form.asked.connect(model.unlock)
        self._create_form.asked.connect(self._make)
        self._create_form.place_asked.connect(self._ask_for_place)
        self._recover_form.asked.connect(model.recover)
        self._join_form.asked.connect(model.join)
        for form in (self._create_form, self._recover_form, self._join_form):
            form.left.connect(model.go_back)
        self._take_up_form.asked.connect(self._take_up)
        self._code_form.confirmed.connect(model.confirm)
        self._code_form.save_asked.connect(self._ask_where_to_save)
        model.changed.connect(self.show_state)
        self.restore.changed.connect(self._show_usual)
        self.restore.restored.connect(self._go_in)

    def _show_usual(self, state: RestoreState) -> None:
        set_shown(self._usual, is_shown=not state.is_open)

    def _go_in(self, folder: Path, secret: str, is_code: bool) -> None:
        """Open what was brought back by what opened it."""
        self.model.choose(folder)
        if is_code:
            self.model.recover(secret)
        else:
            self.model.unlock(secret)

    def entered(self) -> None:
        """Look which vaults there are."""
        self.model.load()

    def veil(self) -> None:
        """Lock what is open behind the door; a code that nobody wrote down is made anew later."""
        self.model.leave_inside()
        self.restore.leave()
        self.forget()

    def show_state(self, state: UnlockState) -> None:
        """Show a state."""
        is_busy = state.task is not Task.NOTHING
        set_shown(self._welcome, is_shown=state.step is Step.WELCOME)
        for step, form in self._forms.items():
            set_shown(form, is_shown=state.step is step)
        set_shown(self._lost, is_shown=state.step is Step.LOST)
        set_shown(self._ways, is_shown=state.step is Step.UNLOCK)
        self._code_form.show_code(state.code, is_saved=state.is_saved, is_renewed=state.is_renewed)
        for each in (self._recover_form, self._join_form, self._take_up_form):
            each.show_busy(is_busy=is_busy)
        set_offered(self._join, is_offered=state.has_sheets)
        self._unlock_form.show_vaults(state.vaults, state.chosen)
        users = sorted(state.users, key=self._words.collation_key)
        self._unlock_form.show_users(users, state.user)
        self._create_form.show_home(state.home)
        self._unlock_form.show_busy(is_busy=is_busy)
        self._create_form.show_busy(is_busy=is_busy)
        others = (self._other, self._recover, self._join, self._bring_back)
        for verb in (self._create, self._demo, *others):
            verb.setEnabled(not is_busy)
        is_demo = state.task is Task.DEMO
        self._demo.setText(self._words.say("unlock.demo_busy" if is_demo else "unlock.demo"))
        self._banner.tell(state.failure, self._words)
        self._place_focus(state)
        self._shown = state

    def forget(self) -> None:
        """Forget what was typed: the vault is open."""
        for form in (self._unlock_form, self._create_form, self._recover_form):
            form.clear()
        self._join_form.clear()
        self._take_up_form.clear()

    def _place_focus(self, state: UnlockState) -> None:
        """Put the cursor where the next word is typed; leave it alone when nothing changed."""
        before = self._shown
        if before is not None and (before.step, before.failure) == (state.step, state.failure):
            return
        is_new = before is None or before.step is not state.step
        # a long form keeps the cursor where it was when something in it was refused
        if state.step in self._forms and (is_new or state.step not in _LONG_FORMS):
            self._forms[state.step].focus()

    def _lay_out(self, theme: Theme, icons: Icons) -> None:
        sign = Picture(icons.icon("shield-check", Token.ACCENT), lines=LARGE_ICON_LINES)
        name = column(
            title(self._words.say("app.name")),
            soft(self._words.say("unlock.safe")),
            spacing=Space.TIGHT,
        )
        head = row(sign, spacing=Space.CARD)
        head.addLayout(name, 1)
        card = Card(margin=Space.PAGE)
        card.add_layout(head)
        parts = (self._banner, self._welcome, *self._forms.values(), self._lost, self._ways)
        self._usual.setLayout(column(*parts))
        for part in (self._usual, self._restore_form):
            card.add(part)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(Centre(theme, card))

    def _welcome_part(self) -> QWidget:
        part = QWidget()
        part.setLayout(
            column(
                soft(self._words.say("unlock.welcome")),
                main_button(self._create),
                ActionButton(self._demo),
                quiet_button(self._bring_back),
                quiet_button(self._other),
            )
        )
        return part

    def _lost_part(self) -> QWidget:
        """What can be done with a vault that has lost something; to lock it is the safe way."""
        leave = action(self, self._words.say("unlock.leave"), self.model.leave)
        go_on = action(self, self._words.say("unlock.go_on"), self.model.go_on)
        part = QWidget()
        part.setLayout(column(main_button(leave), ActionButton(go_on)))
        return part

    def _other_ways(self) -> QWidget:
        part = QWidget()
        own = (self._recover, self._join, self._demo)
        verbs = (*own, self._create, self._bring_back, self._other)
        buttons = [quiet_button(each) for each in verbs]
        part.setLayout(column(rule(), *buttons, spacing=Space.SMALL))
        return part

    def _make(self, name: str, passphrase: str, again: str, owner: str) -> None:
        self.model.create(name, passphrase, repeated=again, owner=owner)

    def _take_up(self, passphrase: str, again: str) -> None:
        self.model.take_up(passphrase, repeated=again)

    def _ask_for_vault(self) -> None:
        dialog = ask_for_folder(self, self._words.say("unlock.other"), self.model.state.home)
        dialog.chosen.connect(self.model.choose)

    def _ask_where_to_save(self) -> None:
        dialog = ask_where_to_save(
            self,
            self._words.say("unlock.code_save"),
            name=self._words.say("unlock.code_file"),
            kinds=((self._words.say("unlock.code_sheet"), ".pdf"),),
        )
        dialog.chosen.connect(self.model.save_sheet)

    def _ask_for_place(self) -> None:
        dialog = ask_for_folder(self, self._words.say("unlock.elsewhere"), self.model.state.home)
        dialog.chosen.connect(self.model.put_into)
