"""Links before the call, each to be copied, made anew or ended; and what was left beforehand."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from counselling.call.link.room import Role
from counselling.language.catalogue import Catalogue
from ui.kit.blocks.banner import Banner, announce
from ui.kit.blocks.cards import Card, column
from ui.kit.blocks.question import Question
from ui.kit.blocks.working import Working
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.layout.flow import Flow
from ui.kit.marks.deeds import needing
from ui.kit.marks.labels import body, soft, strong
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.session.known.names import names_of
from ui.pages.session.working.planned import Planned, PlannedState

if TYPE_CHECKING:
    from counselling.work.session.appointments import Standing


_ROLES: Final = tuple(Role)  # several of a role stand together


class AppointmentRow(QWidget):
    """One appointment: for whom and until when, a link a person, and its end."""

    def __init__(self, words: Catalogue, icons: Icons, planned: Planned, one: "Standing") -> None:
        super().__init__()
        links = sorted(one.links, key=lambda each: _ROLES.index(each[0]))
        self._words, self._links = words, [link for _, link in links]
        self._names = names_of([role for role, _ in links], words)
        self._until = datetime.fromtimestamp(one.closes, UTC)
        self.news = strong()
        self.copies = [
            action(self, "", partial(self._take_along, seat)) for seat in range(len(self._links))
        ]
        for copy in self.copies:
            copy.setIcon(icons.icon("copy"))
        self.question = Question(
            words.say("planned.end_question"),
            yes=words.say("planned.end_yes"),
            no=words.say("action.cancel"),
            run=partial(planned.end, one.id),
        )
        self.end = needing(action(self, words.say("planned.end"), self.question.ask), "change")
        pile = column(self.news, spacing=Space.SMALL)
        pile.addLayout(Flow(*map(ActionButton, self.copies)))
        pile.addLayout(Flow(ActionButton(self.end)))
        pile.addWidget(self.question)
        self.setLayout(pile)
        self._name_copies()

    def show_one(self, one: "Standing", state: PlannedState) -> None:
        """Say for whom it is and until when; a session that was cut off goes on in its room."""
        say = self._words.say
        whose = "planned.for_her" if one.person else "planned.for_anybody"
        if one.person and one.person != state.person:
            whose = "planned.for_another"
        if one.session:
            whose = "planned.begun"
        here = self._until.astimezone()
        date, time = self._words.date(here.date()), f"{here:%H:%M}"
        self.news.setText(say("planned.until", whose=say(whose), date=date, time=time))
        self.end.setEnabled(not state.is_busy)

    def _take_along(self, seat: int) -> None:
        self._name_copies()
        QGuiApplication.clipboard().setText(self._links[seat])
        self.copies[seat].setText(self._words.say("session.copied"))
        announce(self, self.copies[seat].text())

    def _name_copies(self) -> None:
        for who, copy in zip(self._names, self.copies, strict=True):
            copy.setText(self._words.say("session.copy_for", who=who))


class PlannedCard(Card):
    """Shown while no session runs, where the clinic has a server of its own.

    language: tells the one in which the patient's page begins.
    """

    def __init__(
        self, words: Catalogue, icons: Icons, planned: Planned, language: Callable[[], str]
    ) -> None:
        super().__init__(words.say("planned.title"))
        self._words, self._icons, self._planned = words, icons, planned
        self._language = language
        self.rows: dict[str, AppointmentRow] = {}
        self._banner, self._told, self._waiting = Banner(icons), body(), body()
        self.draw = needing(action(self, words.say("planned.draw"), self._draw), "create")
        self.question = Question(
            words.say("planned.draw_question"),
            yes=words.say("planned.draw_yes"),
            no=words.say("action.cancel"),
            run=self._draw_now,
        )
        self.fetch = action(self, words.say("planned.fetch"), planned.fetch)
        self.working = Working(words.say("planned.fetching"), words.say("action.cancel"))
        self.working.stopped.connect(planned.stop_fetching)
        self._pile = column(spacing=Space.CARD)
        self.add(soft(words.say("planned.hint")))
        self.add(self._banner)
        self.add_layout(self._pile)
        self.add_layout(Flow(ActionButton(self.draw), ActionButton(self.fetch)))
        for part in (self.question, self.working, self._told, self._waiting):
            self.add(part)
        planned.changed.connect(self.show_planned)
        self.show_planned(planned.state)

    def show_planned(self, state: PlannedState) -> None:
        """Show a state."""
        say, standing = self._words.say, state.standing or ()
        self._show_rows(state)
        self._banner.tell(state.failure, self._words)
        self.draw.setText(say("planned.draw_anew" if state.hers else "planned.draw"))
        self.draw.setEnabled(not state.is_busy and state.standing is not None)
        self.fetch.setEnabled(state.share is None and bool(standing or state.family))
        self.working.show_share(state.share)
        self._say_new(self._brought(state))
        waiting = say("planned.waiting", count=state.waiting) if state.waiting else ""
        self._waiting.setText(waiting)
        set_shown(self._waiting, is_shown=bool(waiting))
        if state.is_busy or state.hers is None:
            self.question.put_away()

    def _show_rows(self, state: PlannedState) -> None:
        standing = state.standing or ()
        for gone in set(self.rows) - {each.id for each in standing}:
            row = self.rows.pop(gone)
            row.hide()
            row.deleteLater()
        for each in standing:
            if each.id not in self.rows:
                made = AppointmentRow(self._words, self._icons, self._planned, each)
                self.rows[each.id] = made
                self._pile.addWidget(made)
            self.rows[each.id].show_one(each, state)

    def _brought(self, state: PlannedState) -> str:
        say = self._words.say
        if state.came is None:
            return ""
        if state.out_of_reach:
            return say("planned.out_of_reach", count=state.out_of_reach)
        return say("planned.came", count=state.came) if state.came else say("planned.nothing")

    def _say_new(self, told: str) -> None:
        is_new = bool(told) and told != self._told.text()
        self._told.setText(told)
        set_shown(self._told, is_shown=bool(told))
        if is_new:
            announce(self, told)

    def _draw(self) -> None:
        if self._planned.state.hers is None:
            self._draw_now()
        else:
            self.question.ask()

    def _draw_now(self) -> None:
        self._planned.draw(self._language())
