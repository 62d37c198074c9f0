"""The cards of the panel of keeping: the rule, what is due, and what becomes of one family."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import Card
from ui.kit.controls.buttons import ActionButton, action, main_button
from ui.kit.controls.forms import Form, text_field
from ui.kit.controls.picker import Picker
from ui.kit.controls.table import Table
from ui.kit.layout.flow import Flow
from ui.kit.marks.labels import body, small, soft
from ui.kit.marks.visibility import set_offered, set_shown
from ui.pages.safekeeping.keeping.keeping_model import KeepingModel, KeepingState
from ui.pages.safekeeping.keeping.keeping_words import KeepingWords

if TYPE_CHECKING:
    from counselling.records.privacy.retention import Due

_LONGER: Final = (1, 2, 5, 10, 20, 30)  # years from today


class RuleCard(Card):
    """The rule that counts. changed: another one shall (country, years as typed, basis)."""

    changed = Signal(str, str, str)

    def __init__(self, words: Catalogue, said: KeepingWords) -> None:
        super().__init__(words.say("keeping.rule_title"))
        self._said = said
        self._now = body()
        say, form = words.say, Form()
        self.country = Picker()
        self.years, self.basis = text_field(""), text_field("")
        form.ask(say("keeping.country"), self.country)
        form.ask(say("keeping.years"), self.years, hint=say("keeping.years_hint"))
        form.ask(say("keeping.basis"), self.basis, hint=say("keeping.basis_hint"))
        self._form = form
        self._change = action(self, say("keeping.change_rule"), self._open)
        self._go = action(self, say("keeping.set_rule"), self._set)
        self._back = action(self, say("action.cancel"), self.close_form)
        self.add(self._now)
        self.add(form)
        buttons = (main_button(self._go), ActionButton(self._back), ActionButton(self._change))
        self.add_layout(Flow(*buttons))
        self.close_form()

    def show_state(self, state: KeepingState) -> None:
        """Show the rule."""
        told = state.told
        self._go.setEnabled(not state.is_busy)
        self._change.setEnabled(told is not None)
        if told is None:
            return
        self._now.setText(self._said.rule(told.rule))
        self.country.show_entries(
            self._said.countries(told),
            told.own.country if self._form.isHidden() else self.country.chosen,
        )
        if self._form.isHidden():
            self.years.setText(str(told.own.years) if told.own.years else "")
            self.basis.setText(told.own.basis)

    def close_form(self) -> None:
        """Show the rule alone."""
        self._offer(is_form=False)

    def _open(self) -> None:
        self._offer(is_form=True)
        self.country.setFocus()

    def _offer(self, *, is_form: bool) -> None:
        set_shown(self._form, is_shown=is_form)
        set_offered(self._go, is_offered=is_form)
        set_offered(self._back, is_offered=is_form)
        set_offered(self._change, is_offered=not is_form)

    def _set(self) -> None:
        self.changed.emit(self.country.chosen, self.years.text(), self.basis.text())


class DueCard(Card):
    """The families that are due. chosen: the id of another."""

    chosen = Signal(str)

    def __init__(self, words: Catalogue, said: KeepingWords) -> None:
        super().__init__(words.say("keeping.due"))
        self.table: Table[Due] = Table(words.say("keeping.due"), said.columns())
        self._none = soft(words.say("keeping.nothing"))
        self.add(soft(words.say("keeping.due_what")))
        self.add(self.table, stretch=1)
        self.add(self._none)
        self.table.chosen.connect(self._choose)

    def show_state(self, state: KeepingState) -> None:
        """Show them, and which one is chosen."""
        has_rule = state.told is not None and state.told.due is not None
        self.table.show_rows(state.rows, chosen=state.due)
        set_shown(self.table, is_shown=bool(state.rows))
        set_shown(self._none, is_shown=has_rule and not state.rows)
        set_shown(self, is_shown=has_rule)

    def _choose(self, one: "Due") -> None:
        self.chosen.emit(one.family)


class DecideCard(Card):
    """What becomes of the chosen family. longer: kept so many years, why; free: the rule counts
    again; erase: it goes to the guided erasing.
    """

    longer = Signal(int, str)
    free = Signal()
    erase = Signal()

    def __init__(self, words: Catalogue, said: KeepingWords, model: KeepingModel) -> None:
        super().__init__()
        self._words, self._said, self._model = words, said, model
        self._kept = body()
        self.years, self.reason = Picker(), text_field("")
        say, form = words.say, Form()
        form.ask(say("keeping.until"), self.years)
        form.ask(say("keeping.reason"), self.reason, hint=say("keeping.reason_hint"))
        self._keep = action(self, say("keeping.keep"), self._emit)
        self._free = action(self, say("keeping.free"), self.free.emit)
        self._erase = action(self, say("keeping.erase"), self.erase.emit)
        for part in (self._kept, form):
            self.add(part)
        buttons = (ActionButton(self._free), ActionButton(self._erase))
        self.add_layout(Flow(main_button(self._keep), *buttons))
        self.add(small(say("keeping.erase_hint")))
        self.reason.returnPressed.connect(self._keep.trigger)

    def show_state(self, state: KeepingState) -> None:
        """Show whom it is about, and what was decided."""
        due = state.due
        set_shown(self, is_shown=due is not None)
        if due is None:
            self.reason.clear()
            return
        self.set_title(self._said.name(due))
        kept = self._said.kept(due)
        self._kept.setText(kept)
        set_shown(self._kept, is_shown=bool(kept))
        set_offered(self._free, is_offered=due.kept is not None)
        for each in (self._keep, self._free, self._erase):
            each.setEnabled(not state.is_busy)
        self.years.show_entries(self._entries(), self.years.chosen or str(_LONGER[2]))

    def _entries(self) -> tuple[tuple[str, str], ...]:
        say, date = self._words.say, self._words.date
        return tuple(
            (str(n), say("keeping.longer", years=n, day=date(self._model.until(n))))
            for n in _LONGER
        )

    def _emit(self) -> None:
        self.longer.emit(int(self.years.chosen), self.reason.text())
