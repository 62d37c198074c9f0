"""The agenda: what the session wants to get through, ticked off as it goes."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from counselling.language.catalogue import Catalogue
from counselling.session.agenda import Agenda
from ui.kit.blocks.cards import Card, row
from ui.kit.controls.forms import Tick
from ui.kit.marks.labels import body, soft


class AgendaCard(Card):
    """ticked: a point's place, and whether it is done."""

    ticked = Signal(int, bool)

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words.say("session.agenda"))
        self._words = words
        self._count = soft()
        self._ticks: list[Tick] = []
        self._labels: list[QLabel] = []
        self.add(self._count)

    def show_agenda(self, agenda: Agenda) -> None:
        """Show an agenda."""
        done, total = agenda.done, len(agenda.topics)
        self._count.setText(self._words.say("session.agenda_done", done=done, total=total))
        if len(self._ticks) != total:
            self._make(agenda)
        for tick, label, topic in zip(self._ticks, self._labels, agenda.topics, strict=True):
            said = self._words.say(topic.words) if topic.is_message else topic.words
            label.setText(said)
            tick.setAccessibleName(said)
            tick.blockSignals(True)
            tick.setChecked(topic.done_at is not None)
            tick.blockSignals(False)

    def _make(self, agenda: Agenda) -> None:
        """Make a line a point; the words stand beside their box, for a box does not wrap them."""
        for part in (*self._ticks, *self._labels):
            part.hide()
            part.deleteLater()
        self._ticks = [Tick() for _ in agenda.topics]
        self._labels = [body() for _ in agenda.topics]
        for place, (tick, label) in enumerate(zip(self._ticks, self._labels, strict=True)):
            tick.toggled.connect(partial(self.ticked.emit, place))
            line = row(tick, label)
            line.setStretch(1, 1)
            self.add_layout(line)
