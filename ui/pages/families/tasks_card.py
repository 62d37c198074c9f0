"""What is to be done in the families, a line each: it stands above them while there is any."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import Card
from ui.kit.blocks.facts import listed
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.line_list import LineList
from ui.kit.layout.flow import Flow
from ui.kit.marks.deeds import needing
from ui.kit.marks.labels import soft
from ui.kit.marks.visibility import set_shown
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.families.tasks_model import TasksModel, TasksState

if TYPE_CHECKING:
    from datetime import date

    from counselling.records.papers.tasks import Task

_WHAT: Final[Mapping[str, str]] = {
    "assent": N_("tasks.assent"),
    "majority": N_("tasks.majority"),
    "sample": N_("tasks.sample"),
}
_REMINDER: Final = "sample"  # the rest is done by a consent


class TasksCard(Card):
    """It follows its model by itself. opened: the id of the family to open."""

    opened = Signal(str)

    def __init__(self, model: TasksModel, words: Catalogue, icons: Icons, parent: QWidget) -> None:
        super().__init__(words.say("tasks.title"))
        self.model, self._words = model, words
        self._banner = Banner(icons)
        self.list = LineList(words.say("tasks.title"), is_choice=True)
        self.list.setSpacing(Space.TIGHT)
        self._later = soft("")
        self.go = action(parent, words.say("tasks.open"), self._open)
        self.done = needing(action(parent, words.say("tasks.done"), model.finish), "change")
        for part in (self._banner, self.list, self._later):
            self.add(part)
        self.add_layout(Flow(ActionButton(self.go), ActionButton(self.done)))
        self.list.chosen.connect(model.choose)
        self.list.picked.connect(self._pick)
        model.changed.connect(self.show_state)
        self.hide()

    def show_state(self, state: TasksState) -> None:
        """Show a state; without a task soon there is no card."""
        set_shown(self, is_shown=bool(state.tasks) or state.failure is not None)
        self._banner.tell(state.failure, self._words)
        today = state.agenda.today if state.agenda is not None else None
        lines = tuple(self._line(one, today) for one in state.tasks)
        at = state.tasks.index(state.task) if state.task is not None else None
        self.list.show_lines(lines, chosen=at)
        self._later.setText(self._words.say("tasks.later", count=state.later))
        set_shown(self._later, is_shown=state.later > 0)
        is_reminder = state.task is not None and state.task.kind == _REMINDER
        self.done.setEnabled(is_reminder and not state.is_busy)
        self.go.setEnabled(state.task is not None)

    def _line(self, task: "Task", today: "date | None") -> str:
        say = self._words.say
        name = task.person_name or say("tasks.somebody")
        family = task.family_name or say("families.unnamed")
        place = listed((family, self._when(task, today)), self._words)
        return f"{say(_WHAT[task.kind], name=name)}\n{place}"

    def _when(self, task: "Task", today: "date | None") -> str:
        say = self._words.say
        if task.due is None:
            return say("tasks.no_day")
        day = self._words.date(task.due)
        if today is not None and task.due < today:
            return say("tasks.late", day=day)
        return say("tasks.on" if task.is_exact else "tasks.from", day=day)

    def _pick(self, place: int) -> None:
        self.model.choose(place)
        self._open()

    def _open(self) -> None:
        task = self.model.state.task
        if task is not None:
            self.opened.emit(task.family)
