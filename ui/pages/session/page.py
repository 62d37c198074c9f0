"""The session: past ones while none runs; else the board, beside it the call and the notes."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.call.link.room import Presence
from counselling.language.catalogue import Catalogue
from ui.context import UiContext
from ui.kit.blocks.cards import column
from ui.kit.blocks.empty_state import EmptyState
from ui.kit.controls.buttons import action
from ui.kit.controls.entries import language_entries
from ui.kit.controls.picker import Picker
from ui.kit.layout.columns import Columns
from ui.kit.layout.flow import Flow
from ui.kit.layout.scroll import Scroll
from ui.kit.marks.deeds import needing
from ui.kit.marks.labels import aside
from ui.kit.marks.visibility import set_shown
from ui.kit.standing.navigator import Navigator, Whereabouts
from ui.kit.standing.page import Page
from ui.kit.threads.courier import Courier
from ui.kit.threads.piecemeal import Piecemeal
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import Space, Token
from ui.pages.session.around.at_door import AtDoor
from ui.pages.session.around.beside import Beside
from ui.pages.session.around.controls import Controls
from ui.pages.session.calling.news import News
from ui.pages.session.calling.this_computer import ThisComputer
from ui.pages.session.known.state import SessionState, Stage
from ui.pages.session.papers.past_card import PastCard
from ui.pages.session.papers.planned_card import PlannedCard
from ui.pages.session.running import RunningCards
from ui.pages.session.working.view_model import SessionModel


def build(context: UiContext) -> "SessionPage":
    """Build the page with its view model."""
    desk = context.desk
    model = SessionModel(
        desk.sessions,
        desk.boards,
        desk.hearing,
        context.jobs,
        loop=context.loop,
        courier=context.courier,
        make_equipment=partial(ThisComputer, courier=context.courier, wishes={}),
        language=context.catalogue.code,
        country=desk.risks.country,
        now=context.now,
    )
    page = SessionPage(
        model,
        context.catalogue,
        context.theme,
        context.icons,
        courier=context.courier,
        navigator=context.navigator,
    )
    model.setParent(page)
    application = QCoreApplication.instance()
    if application is not None:  # a program that is told to end asks no page before
        application.aboutToQuit.connect(model.leave)
    return page


class SessionPage(Page):
    """The page."""

    def __init__(
        self,
        model: SessionModel,
        words: Catalogue,
        theme: Theme,
        icons: Icons,
        *,
        courier: Courier,
        navigator: Navigator,
    ) -> None:
        super().__init__()
        self.model = model
        self._words = words
        self._navigator = navigator
        self._start = action(self, words.say("session.start"), model.start)
        self._start.setIcon(icons.icon("video", Token.ON_ACCENT))
        needing(self._start, "create")
        self._controls = Controls(
            self, model, words, icons, ask_end=self._ask_end, bring=self._bring
        )
        mute, camera = self._controls.mute, self._controls.camera
        self._door = AtDoor(self, model, words, icons, mute=mute, camera=camera)
        self._is_veiled = False
        self._news = News(words, icons, self, self._go_back)
        self._language = Picker(words.say("session.language"))
        self._languages = language_entries(model.page_languages, words)
        self._past = PastCard(words, model.past)
        self._planned = PlannedCard(words, icons, model.planned, self._page_language)
        sentence, hint = words.say("session.empty"), words.say("session.empty_hint")
        sign = icons.icon("video", Token.SOFT)
        # below the links its button would be out of sight
        own = () if model.planned.is_offered else (self._start,)
        self._empty = EmptyState(sign, sentence, *own, hint=hint)
        self._lay_out(theme)
        steps = self._running.steps(theme, icons, courier)
        self._building = Piecemeal((*steps, self._cover_again), self)
        self._language.picked.connect(model.choose_language)
        navigator.changed.connect(self._follow)
        model.changed.connect(self.show_state)
        self.show_state(model.state)

    def entered(self) -> None:
        """Read the family's sessions; a shared picture is drawn anew and pushed if it changed."""
        self._cover(is_veiled=False)
        self._open(self._navigator.state)
        (self._running.notes.field if self.model.state.is_running else self._language).setFocus()

    def left(self) -> None:
        """Keep what was typed; the call goes on."""
        self.model.leave()

    def veil(self) -> None:
        """The call goes on; its picture, the notes and the board are taken off the screen."""
        self._cover(is_veiled=True)
        self.model.planned.forget()
        self.model.veil()

    def may_close(self) -> bool:
        """A running session is ended by hand."""
        return self.model.state.stage is Stage.IDLE

    def show_state(self, state: SessionState) -> None:
        """Show a state."""
        is_running, past = state.is_running, state.past.sessions
        has_begun = is_running and self._columns.isHidden()
        has_ended = not is_running and not self._columns.isHidden()
        is_empty = not is_running and past == ()
        set_shown(self._choice, is_shown=not is_running)
        set_shown(self._empty, is_shown=is_empty)
        set_shown(self._past, is_shown=bool(past))
        set_shown(self._planned, is_shown=self.model.planned.is_offered and past is not None)
        set_shown(self._spare, is_shown=past is None)
        set_shown(self._idle, is_shown=not is_running)
        set_shown(self._columns, is_shown=is_running)
        self._language.show_entries(self._languages, state.language)
        self._past.show_past(state.past)
        self._news.show_state(state)
        self._controls.show_state(state)
        if is_running:
            self._building.finish()  # a session that began before its cards were there
        if self._building.is_done:
            self._running.show_state(state)
        if has_begun:
            self._running.notes.field.setFocus()
        self._show_start(state)
        self._show_head(state, is_empty=is_empty)
        if has_ended and state.family is not None:
            self._plan(self._navigator.state)

    def _show_start(self, state: SessionState) -> None:
        is_idle = state.stage is Stage.IDLE
        self._start.setEnabled(is_idle and state.family is not None)
        begin = "session.go_back_in" if state.past.unfinished else "session.start"
        self._start.setText(self._words.say(begin if is_idle else "session.starting"))
        self._language.setEnabled(is_idle)

    def _show_head(self, state: SessionState, *, is_empty: bool) -> None:
        count, words = len(state.past.sessions or ()), self._words
        subtitle = words.say("session.count", count=count) if count else ""
        has_own = is_empty and not self.model.planned.is_offered  # the empty page's button
        main = None if has_own else self._start
        if state.is_running and state.started is not None:
            subtitle = words.say("session.since", time=f"{state.started.astimezone():%H:%M}")
            main = self._controls.share
        is_patient = state.call.presence is Presence.KNOCKED
        knocking = words.say("session.knocking" if is_patient else "door.knocking")
        summons = knocking if state.call.is_knocked else ""
        at_door = self._door.show_state(state)
        door = at_door if self._is_veiled else ("", "")
        head = (subtitle, main, summons, door)
        if (self.subtitle, self.main_action, self.summons, self.door_words) != head:
            self.subtitle, self.main_action, self.summons, self.door_words = head
            self.head_changed.emit()

    def _cover_again(self) -> None:
        self._cover(is_veiled=self._is_veiled)

    def _cover(self, *, is_veiled: bool) -> None:
        self._is_veiled = is_veiled
        self.at_door = self._door.actions
        if self._building.is_done:
            self._running.cover(is_covered=is_veiled)
        self.show_state(self.model.state)

    def _lay_out(self, theme: Theme) -> None:
        self._choice = QWidget()
        label = aside(self._words.say("session.language"))
        self._choice.setLayout(Flow(Beside(label, self._language), self._language))
        self._spare, idle = QWidget(), QWidget()
        before = column(self._planned, spacing=Space.CARD)
        for part in (self._past, self._empty, self._spare):
            before.addWidget(part, 1)
        idle.setLayout(before)
        self._idle = Scroll(idle)
        side, main = QWidget(), QWidget()
        beside = column(spacing=Space.CARD)
        side.setLayout(beside)
        before = column(self._news.lacks, spacing=Space.SMALL)
        main.setLayout(before)
        self._running = RunningCards(
            self.model, self._words, self._controls, main=before, side=beside
        )
        self._columns = Columns(theme, main, side, parent=self)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        for part in (self._news.elsewhere, self._news.banner, self._choice):
            page.addWidget(part)
        for part in (self._idle, self._columns):
            page.addWidget(part, 1)

    def _follow(self, where: Whereabouts) -> None:
        """Show another family's sessions when one is opened while this page is at the front."""
        if self.isVisible() and where.family and where.family.id != self.model.wanted:
            self._open(where)

    def _open(self, where: Whereabouts) -> None:
        if where.family is not None:
            self.model.open(
                where.family,
                person=where.person,
                country=where.country,
                supposed=where.supposed,
            )
            self._plan(where)

    def _plan(self, where: Whereabouts) -> None:
        if where.family is not None and self.model.state.stage is Stage.IDLE:
            self.model.planned.read(where.family.id, where.person or "")

    def _page_language(self) -> str:
        return self.model.state.language

    def _bring(self) -> None:
        self.model.exchange.bring(self._running.board.canvas.seen_part)

    def _ask_end(self) -> None:
        self._running.question.ask()

    def _go_back(self) -> None:
        """Open the family that the running session is with."""
        page, family = self._navigator.state.page, self.model.state.family
        if family is not None:
            self._navigator.open(family)
            self._navigator.go(page)
