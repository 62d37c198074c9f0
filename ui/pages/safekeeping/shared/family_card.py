"""The card on which a family is found and chosen, the first step of several panels."""

from typing import Protocol

from PySide6.QtCore import Signal

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import Card
from ui.kit.controls.buttons import action, main_button
from ui.kit.controls.forms import text_field
from ui.kit.controls.table import Column, Table
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import soft
from ui.summaries import FamilySummary


class Choice(Protocol):
    """What the card shows of a panel's state."""

    @property
    def wanted(self) -> str:
        """What was typed to find one."""
        ...

    @property
    def found(self) -> tuple[FamilySummary, ...]:
        """The families that it is about."""
        ...

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        ...


class FamilyCard(Card):
    """The first step. opened: the family that is meant."""

    opened = Signal(object)

    def __init__(self, words: Catalogue, title: str, what: str) -> None:
        super().__init__(title)
        self._words = words
        columns = (
            Column(words.say("families.column_name"), self._name, is_wide=True, is_bold=True),
            Column(words.say("families.column_proband"), _proband),
        )
        self.wanted = text_field(words.say("families.find"), placeholder=words.say("families.find"))
        self.table: Table[FamilySummary] = Table(words.say("page.families"), columns)
        self._go = action(self, words.say("requests.go"), self._open)
        for part in (soft(what), self.wanted):
            self.add(part)
        self.add(self.table, stretch=1)
        self.add_layout(Flow(main_button(self._go)))
        self.table.opened.connect(self.opened)

    def show_state(self, state: Choice) -> None:
        """Show the families that are found."""
        if self.wanted.text() != state.wanted:
            self.wanted.setText(state.wanted)
        self.table.show_rows(state.found)
        self._go.setEnabled(bool(state.found) and not state.is_busy)

    def _open(self) -> None:
        if self.table.current is not None:
            self.opened.emit(self.table.current)

    def _name(self, family: FamilySummary) -> str:
        return family.name or self._words.say("families.unnamed")


def _proband(family: FamilySummary) -> str:
    return family.proband
