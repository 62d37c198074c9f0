"""The door, drawn: one card in the middle, one main action."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.banner import Banner
from ui.kit.buttons import ActionButton, action, main_button, quiet_button
from ui.kit.cards import Card, column, row
from ui.kit.centre import Centre
from ui.kit.file_choice import ask_for_folder, ask_where_to_save
from ui.kit.labels import rule, soft, title
from ui.kit.page import Page
from ui.kit.picture import Picture
from ui.kit.visibility import set_shown
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import LARGE_ICON_LINES, Space, Token
from ui.pages.unlock.code_forms import CodeForm, RecoverForm
from ui.pages.unlock.forms import CreateForm, UnlockForm
from ui.pages.unlock.view_model import Step, Task, UnlockModel, UnlockState


def build(context: UiContext) -> "UnlockPage":
    """Build the page with its view model."""
    work = context.desk.unlock
    model = UnlockModel(work, context.jobs)
    page = UnlockPage(
        model,
        context.catalogue,
        context.theme,
        context.icons,
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
        least_passphrase: int,
    ) -> None:
        super().__init__()
        self.model = model
        self._words = words
        self._shown: UnlockState | None = None
        self._create = action(self, words.say("unlock.create"), model.start_creating)
        self._demo = action(self, words.say("unlock.demo"), model.open_demo)
        self._other = action(self, words.say("unlock.other"), self._ask_for_vault)
        self._recover = action(self, words.say("unlock.recover"), model.start_recovering)
        self._banner = Banner(icons)
        self._unlock_form = UnlockForm(words, icons)
        self._create_form = CreateForm(words, icons, least_passphrase=least_passphrase)
        self._code_form, self._recover_form = CodeForm(words), RecoverForm(words)
        self._lost = self._lost_part()
        self._welcome = self._welcome_part()
        self._ways = self._other_ways()
        self._lay_out(theme, icons)
        self._unlock_form.chosen.connect(model.choose)
        self._unlock_form.asked.connect(model.unlock)
        self._create_form.asked.connect(self._make)
        self._create_form.left.connect(model.go_back)
        self._create_form.place_asked.connect(self._ask_for_place)
        self._recover_form.asked.connect(model.recover)
        self._recover_form.left.connect(model.go_back)
        self._code_form.confirmed.connect(model.confirm)
        self._code_form.save_asked.connect(self._ask_where_to_save)
        model.changed.connect(self.show_state)
        self.show_state(model.state)

    def entered(self) -> None:
        """Look which vaults there are."""
        self.model.load()

    def show_state(self, state: UnlockState) -> None:
        """Show a state."""
        is_busy = state.task is not Task.NOTHING
        set_shown(self._welcome, is_shown=state.step is Step.WELCOME)
        set_shown(self._unlock_form, is_shown=state.step is Step.UNLOCK)
        set_shown(self._create_form, is_shown=state.step is Step.CREATE)
        set_shown(self._recover_form, is_shown=state.step is Step.RECOVER)
        set_shown(self._code_form, is_shown=state.step is Step.CODE)
        set_shown(self._lost, is_shown=state.step is Step.LOST)
        set_shown(self._ways, is_shown=state.step is Step.UNLOCK)
        self._code_form.show_code(state.code, is_saved=state.is_saved)
        self._recover_form.show_busy(is_busy=is_busy)
        self._unlock_form.show_vaults(state.vaults, state.chosen)
        self._create_form.show_home(state.home)
        self._unlock_form.show_busy(is_busy=is_busy)
        self._create_form.show_busy(is_busy=is_busy)
        for each in (self._create, self._demo, self._other, self._recover):
            each.setEnabled(not is_busy)
        is_demo = state.task is Task.DEMO
        self._demo.setText(self._words.say("unlock.demo_busy" if is_demo else "unlock.demo"))
        self._banner.tell(state.failure, self._words)
        self._place_focus(state)
        self._shown = state

    def forget(self) -> None:
        """Forget what was typed: the vault is open."""
        self._unlock_form.clear()
        self._create_form.clear()
        self._recover_form.clear()

    def _place_focus(self, state: UnlockState) -> None:
        """Put the cursor where the next word is typed; leave it alone when nothing changed."""
        before = self._shown
        if before is not None and (before.step, before.failure) == (state.step, state.failure):
            return
        if state.step is Step.UNLOCK:
            self._unlock_form.focus()
        elif state.step is Step.RECOVER:
            self._recover_form.focus()
        elif state.step is Step.CODE:
            self._code_form.focus()
        elif state.step is Step.CREATE and (before is None or before.step is not Step.CREATE):
            self._create_form.focus()

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
        forms = (self._unlock_form, self._recover_form, self._create_form, self._code_form)
        for part in (self._banner, self._welcome, *forms, self._lost, self._ways):
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
        verbs = (self._recover, self._demo, self._create, self._other)
        buttons = [quiet_button(each) for each in verbs]
        part.setLayout(column(rule(), *buttons, spacing=Space.SMALL))
        return part

    def _make(self, name: str, passphrase: str, again: str) -> None:
        self.model.create(name, passphrase, repeated=again)

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
