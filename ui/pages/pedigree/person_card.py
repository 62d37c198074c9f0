"""The selected person: what is known in words, and the three facts that can be set right here."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from counselling.figures.labels import lines, role_of
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Person
from counselling.pedigree.terms import Gender
from counselling.pedigree.validation import MAX_AGE_YEARS
from ui.kit.buttons import ActionButton
from ui.kit.cards import Card
from ui.kit.chip import Chip
from ui.kit.facts import Facts, listed
from ui.kit.flow import Flow
from ui.kit.forms import Form, Tick, text_field
from ui.kit.tones import Tone
from ui.look.icons import Icons
from ui.pages.pedigree.ages import NoAge, as_typed, typed_age
from ui.pages.pedigree.people import ONLY_CONDITIONS, tests

_WHO: Final[Mapping[Gender, str]] = {
    Gender.WOMAN: N_("person.woman"),
    Gender.MAN: N_("person.man"),
    Gender.NON_BINARY: N_("person.non_binary"),
    Gender.UNKNOWN: N_("person.gender_unknown"),
}


class PersonCard(Card):
    """A field's value counts when it is left or Enter is pressed.

    renamed: the new name; aged: an Age or None; died: whether; each about the person shown.
    """

    renamed = Signal(str, str)
    aged = Signal(str, object)
    died = Signal(str, bool)

    def __init__(self, words: Catalogue, icons: Icons, make_consultand: QAction) -> None:
        super().__init__()
        self._words = words
        self._person: Person | None = None
        self._who = Chip(icons)
        self._role = Chip(icons)
        self._facts = Facts()
        self.name: QLineEdit = text_field("")
        self._age = text_field("")
        self._deceased = Tick(words.say("pedigree.deceased"))
        form = Form()
        form.ask(words.say("pedigree.name"), self.name)
        hint = words.say("pedigree.age_hint")
        self._age_row = form.ask(words.say("pedigree.age_now"), self._age, hint=hint)
        self.add_layout(Flow(self._who, self._role))
        self.add(self._facts)
        self.add(form)
        self.add(self._deceased)
        self.add_layout(Flow(ActionButton(make_consultand)))
        self.name.editingFinished.connect(self._tell_name)
        self._age.editingFinished.connect(self._tell_age)
        self._deceased.toggled.connect(self._tell_death)

    def show_person(self, person: Person, family: Family, number: str) -> None:
        """Show a person."""
        is_other = self._person is None or self._person.id != person.id
        self._person = person
        self.set_title(f"{number}  {person.name}".strip())
        self._who.say(self._words.say(_WHO[person.shown_gender]), Tone.NEUTRAL, icon="user")
        role = role_of(person.id, family)
        said = self._words.say(f"pedigree.role_{role}") if role else ""
        self._role.say(said, Tone.ACCENT)
        self._facts.show_facts(self._known(person))
        # what somebody is typing is not taken from under her fingers
        if is_other or not self.name.isModified():
            _put(self.name, person.name)
        if is_other or not self._age.isModified():
            _put(self._age, as_typed(person.age))
            self._age_row.complain("")
        asked = "pedigree.age_at_death" if person.is_deceased else "pedigree.age_now"
        self._age_row.rename(self._words.say(asked))
        self._deceased.blockSignals(True)
        self._deceased.setChecked(person.is_deceased)
        self._deceased.blockSignals(False)

    def _known(self, person: Person) -> tuple[tuple[str, str], ...]:
        words = self._words
        facts = (
            (words.say("pedigree.conditions"), lines(person, words, ONLY_CONDITIONS)),
            (words.say("pedigree.tests"), tests(person, words)),
        )
        return tuple((name, listed(parts, words)) for name, parts in facts if parts)

    def _tell_name(self) -> None:
        if self._person is not None and self.name.isModified():
            self.name.setModified(False)
            self.renamed.emit(self._person.id, self.name.text())

    def _tell_age(self) -> None:
        if self._person is None or not self._age.isModified():
            return
        try:
            age: Age | None = typed_age(self._age.text())
        except NoAge:
            limit = self._words.number(MAX_AGE_YEARS)
            self._age_row.complain(self._words.say("pedigree.age_wrong", limit=limit))
            return
        self._age.setModified(False)
        self._age_row.complain("")
        self.aged.emit(self._person.id, age)

    def _tell_death(self, is_deceased: bool) -> None:
        if self._person is not None:
            self.died.emit(self._person.id, is_deceased)


def _put(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
    field.setModified(False)
