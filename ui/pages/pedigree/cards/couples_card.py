"""How the selected person stands to each partner: parted, related by blood, without children."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import Childlessness, PartnershipStatus
from ui.kit.blocks.cards import Card
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.forms import Form, Tick, text_field
from ui.kit.controls.picker import Picker
from ui.kit.layout.flow import Flow
from ui.kit.marks.visibility import set_shown
from ui.look.tokens import Space
from ui.pages.pedigree.edits.couple_facts import couple_of
from ui.pages.pedigree.edits.facts import mates_of

_STATUS: Final = {
    PartnershipStatus.TOGETHER: N_("pedigree.together"),
    PartnershipStatus.SEPARATED: N_("pedigree.separated"),
    PartnershipStatus.DIVORCED: N_("pedigree.divorced"),
}
_CHILDLESS: Final = {
    "": N_("pedigree.as_drawn"),
    Childlessness.BY_CHOICE: N_("canvas.key_by_choice"),
    Childlessness.INFERTILE: N_("canvas.key_infertile"),
    Childlessness.UNKNOWN: N_("canvas.key_childless"),
}


class CouplesCard(Card):
    """Hidden while there is no partner. Every signal carries the partner's id first.

    parted: and the status; related: and whether; described: and how they are related; childless:
    and why, and its cause; left_by: and who left, or nothing; uncoupled: alone.
    """

    parted = Signal(str, str)
    related = Signal(str, bool)
    described = Signal(str, str)
    childless = Signal(str, str, str)
    left_by = Signal(str, str)
    uncoupled = Signal(str)

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words.say("pedigree.couples"))
        self._words = words
        self._shown: tuple[tuple[str, Partnership], ...] = ()
        self._parts: list[QWidget] = []
        self._pile = QVBoxLayout()
        self._pile.setSpacing(Space.MEDIUM)
        self.add_layout(self._pile)
        self.hide()

    def show_person(self, person: Person | None, family: Family | None) -> None:
        """Show a person's couples."""
        couples = _couples(person, family, self._words) if person and family else ()
        set_shown(self, is_shown=bool(couples))
        if couples == self._shown:
            return
        self._shown = couples
        for old in self._parts:
            self._pile.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._parts = [_Couple(self, name, couple, self._words) for name, couple in couples]
        for new in self._parts:
            self._pile.addWidget(new)


class _Couple(QWidget):
    """The fields of one couple."""

    def __init__(self, card: CouplesCard, name: str, couple: Partnership, words: Catalogue) -> None:
        super().__init__()
        self._card, self._couple, self._words = card, couple, words
        self._mate = couple.partners[1]
        self._cause: QLineEdit | None = None
        self._how: QLineEdit | None = None
        self._childless = self._picker(_CHILDLESS, couple.childlessness or "", self._tell_childless)
        status = self._picker(_STATUS, couple.status, partial(card.parted.emit, self._mate))
        related = Tick(words.say("pedigree.related"))
        related.setChecked(bool(couple.is_consanguineous))
        related.toggled.connect(partial(card.related.emit, self._mate))
        form, children = Form(), Form()
        form.ask(words.say("pedigree.with", person=name), status)
        if couple.status is not PartnershipStatus.TOGETHER:
            form.ask(words.say("pedigree.left_by"), self._who_left(name))
        if couple.is_consanguineous:
            self._how = _field(couple.relationship, self._tell_how)
            children.ask(words.say("canvas.key_relationship"), self._how)
        children.ask(words.say("pedigree.no_children"), self._childless)
        if couple.childlessness is not None:
            self._cause = _field(couple.childlessness_cause, self._tell_cause)
            children.ask(words.say("pedigree.childless_cause"), self._cause)
        apart = action(self, words.say("canvas.key_no_couple"), self._tell_apart)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(Space.SMALL)
        for each in (form, related, children):
            pile.addWidget(each)
        pile.addLayout(Flow(ActionButton(apart)))

    def _picker(self, said: Mapping[Any, str], chosen: str, tell: Callable[[str], None]) -> Picker:
        picker = Picker()
        picker.show_entries(
            tuple((str(code), self._words.say(text)) for code, text in said.items()), chosen
        )
        picker.picked.connect(tell)
        return picker

    def _who_left(self, name: str) -> Picker:
        said = self._words.say
        person = self._couple.partners[0]
        picker = Picker()
        entries = (
            ("", said("canvas.key_u")),
            (person, said("canvas.key_left_person")),
            (self._mate, name),
        )
        picker.show_entries(entries, self._couple.left_by or "")
        picker.picked.connect(partial(self._card.left_by.emit, self._mate))
        return picker

    def _tell_childless(self, code: str) -> None:
        cause = self._cause.text().strip() if self._cause is not None and code else ""
        self._card.childless.emit(self._mate, code, cause)

    def _tell_cause(self) -> None:
        if self._cause is not None and self._cause.isModified():
            self._cause.setModified(False)
            self._tell_childless(self._childless.chosen)

    def _tell_how(self) -> None:
        if self._how is not None and self._how.isModified():
            self._how.setModified(False)
            self._card.described.emit(self._mate, self._how.text().strip())

    def _tell_apart(self) -> None:
        self._card.uncoupled.emit(self._mate)


def _field(text: str, tell: Callable[[], None]) -> QLineEdit:
    field = text_field("")
    field.setText(text)
    field.setModified(False)
    field.editingFinished.connect(tell)
    return field


def _couples(
    person: Person, family: Family, words: Catalogue
) -> tuple[tuple[str, Partnership], ...]:
    """Each partner's name and the couple, the person herself first of the two."""
    unnamed = words.say("shorthand.partner")
    found: list[tuple[str, Partnership]] = []
    for mate in mates_of(family, person.id):
        found.append((family.person(mate).name or unnamed, _turned(person.id, mate, family)))
    return tuple(found)


def _turned(one: PersonId, other: PersonId, family: Family) -> Partnership:
    told = couple_of((one, other), family)
    return replace(told, partners=(one, other))
