"""The cards of the panel of research exports: what a project gets, and what it would hold."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from counselling.session.elements import WORDS
from ui.kit.blocks.cards import Card
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.controls.forms import Form, Tick, text_field
from ui.kit.controls.line_list import LineList
from ui.kit.controls.picker import Picker
from ui.kit.layout.flow import Flow
from ui.kit.marks.deeds import needing
from ui.kit.marks.labels import soft, strong
from ui.kit.marks.visibility import set_shown
from ui.look.tokens import Space
from ui.pages.safekeeping.research.research_model import ResearchState
from ui.pages.safekeeping.research.research_words import ResearchWords

_SMALLEST: Final = "10"
_FORMS: Final = (("phenopackets", "Phenopackets (GA4GH)"), ("fhir", "HL7 FHIR"))


class OrderCard(Card):
    """What a project gets. asked: its name, the format, the smallest group as typed, what it does.

    changed: something else was typed or ticked. uses: what a project may do that asks for a yes of
    its own; all of it is ticked until somebody says otherwise: then nobody is in an export who did
    not agree to what becomes of it.
    """

    asked = Signal(str, str, str, tuple)
    changed = Signal()

    def __init__(self, words: Catalogue, uses: tuple[str, ...]) -> None:
        super().__init__(words.say("research.order"))
        say, form = words.say, Form()
        self.project, self.form = text_field(""), Picker()
        self.smallest = text_field("")
        self.smallest.setText(_SMALLEST)
        self.form.show_entries(_FORMS, _FORMS[0][0])
        form.ask(say("research.project"), self.project, hint=say("research.project_hint"))
        form.ask(say("research.form"), self.form)
        form.ask(say("research.smallest"), self.smallest, hint=say("research.smallest_hint"))
        self.needs = {use: _ticked(words.begun(say(WORDS[use]))) for use in uses}
        form.ask(
            say("research.needs"), _stacked(self.needs.values()), hint=say("research.needs_hint")
        )
        self.look = needing(action(self, say("research.look"), self._ask), "export")
        self.add(soft(say("research.what")))
        self.add(form)
        self.add_layout(Flow(ActionButton(self.look)))
        self.project.textEdited.connect(self._change)
        self.smallest.textEdited.connect(self._change)
        self.form.picked.connect(self._change)
        for tick in self.needs.values():
            tick.toggled.connect(self._tick)
        for field in (self.project, self.smallest):
            field.returnPressed.connect(self.look.trigger)

    def show_state(self, state: ResearchState) -> None:
        """Let nothing be changed while it is worked on."""
        is_idle = state.share is None
        self.look.setEnabled(is_idle)
        for field in (self.project, self.form, self.smallest, *self.needs.values()):
            field.setEnabled(is_idle)

    def _ask(self) -> None:
        needs = tuple(use for use, tick in self.needs.items() if tick.isChecked())
        self.asked.emit(self.project.text(), self.form.chosen, self.smallest.text(), needs)

    def _tick(self, is_on: bool) -> None:
        self.changed.emit()

    def _change(self, typed: str) -> None:
        self.changed.emit()


def _ticked(text: str) -> Tick:
    tick = Tick(text)
    tick.setChecked(True)
    return tick


def _stacked(ticks: Iterable[Tick]) -> QWidget:
    """Put ticks below each other, as one field of a form."""
    field = QWidget()
    column = QVBoxLayout(field)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.SMALL)
    for tick in ticks:
        column.addWidget(tick)
    return field


class SeenCard(Card):
    """What it would hold and lose. asked: write it."""

    asked = Signal()

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words.say("research.seen"))
        self._said = ResearchWords(words)
        self._head = strong()
        self._lines = LineList(words.say("research.seen"), is_choice=False)
        self.write = needing(action(self, words.say("research.write"), self.asked.emit), "export")
        self.add(self._head)
        self.add(self._lines)
        self.add_layout(Flow(main_button(self.write)))

    def show_state(self, state: ResearchState) -> None:
        """Show what was seen; nothing hides the card."""
        set_shown(self, is_shown=state.seen is not None)
        if state.seen is None or state.order is None:
            return
        self._head.setText(self._said.head(state.seen))
        self._lines.show_lines(self._said.lines(state.seen, smallest=state.order.smallest))
        self.write.setEnabled(state.share is None and state.seen.families > 0)
