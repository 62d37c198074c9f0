"""The selected person: what is known in words, and the three facts that can be set right here."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from counselling.figures.labels import role_of
from counselling.figures.terms_said import GENDERS
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.lifetimes import MAX_AGE_YEARS
from counselling.pedigree.person import Age, Person
from counselling.pedigree.terms import Adoption, Sex
from ui.kit.blocks.cards import Card
from ui.kit.blocks.chip import Chip
from ui.kit.controls.buttons import ActionButton, action
from ui.kit.controls.forms import Form, Tick, text_field
from ui.kit.controls.picker import Entries, Picker
from ui.kit.layout.flow import Flow
from ui.kit.marks.tones import Tone
from ui.look.icons import Icons
from ui.pages.pedigree.cards.fact_lines import FactLines
from ui.pages.pedigree.edits.ages import NoAge, as_typed, typed_age
from ui.pages.pedigree.prompting.fact import Known, Place
from ui.pages.pedigree.prompting.prompts import Verb

_GENDERS: Final[Mapping[str, str]] = {each.value: said for each, said in GENDERS.items()}
_SEXES: Final[Mapping[str, str]] = {
    Sex.FEMALE: N_("canvas.key_f"),
    Sex.MALE: N_("canvas.key_m"),
    Sex.UNKNOWN: N_("canvas.key_u"),
}
_ADOPTIONS: Final[Mapping[str, str]] = {
    Adoption.IN: N_("pedigree.adopted_in"),
    Adoption.OUT: N_("pedigree.adopted_out"),
}


class PersonCard(Card):
    """A field's value counts when it is left or Enter is pressed.

    renamed: the new name; aged: an Age or None; died: whether; each about the person shown.
    asked: a question that a key asks too is to be asked; sexed, gendered, adopted: a code or
    nothing; taken_back, put_right: the Known that is to be; left: Esc.
    """

    asked = Signal(str)
    sexed = Signal(str, str)
    gendered = Signal(str, str)
    adopted = Signal(str, str)
    taken_back = Signal(object)
    put_right = Signal(object)
    left = Signal()
    renamed = Signal(str, str)
    aged = Signal(str, object)
    died = Signal(str, bool)

    def __init__(self, words: Catalogue, icons: Icons, make_consultand: QAction) -> None:
        super().__init__()
        self._words = words
        self._person: Person | None = None
        self._who = Chip(icons)
        self._role = Chip(icons)
        add_condition = action(self, words.say("pedigree.add_condition"), self._ask_condition)
        add_test = action(self, words.say("pedigree.add_test"), self._ask_test)
        add_loss = action(self, words.say("pedigree.add_loss"), self._ask_loss)
        add_other = action(self, words.say("pedigree.add_other"), self._ask_other)
        say = words.say
        self._conditions = FactLines(say("pedigree.conditions"), add_condition, words, icons)
        self._tests = FactLines(say("pedigree.tests"), add_test, words, icons)
        self._others = FactLines(say("pedigree.others"), add_other, words, icons)
        self._sex, self._gender, self._adoption = Picker(), Picker(), Picker()
        self.name: QLineEdit = text_field("")
        self._age = text_field("")
        self._deceased = Tick(words.say("pedigree.deceased"))
        form = Form()
        form.ask(words.say("pedigree.name"), self.name)
        hint = words.say("pedigree.age_hint")
        self._age_row = form.ask(words.say("pedigree.age_now"), self._age, hint=hint)
        self.add_layout(Flow(self._who, self._role))
        self.add(form)
        self.add(self._deceased)
        self.add(self._conditions)
        self.add(self._tests)
        self.add(self._others)
        more = Form()
        more.ask(words.say("pedigree.sex"), self._sex)
        more.ask(words.say("pedigree.gender"), self._gender)
        more.ask(words.say("pedigree.adoption"), self._adoption)
        self.add(more)
        self.add_layout(Flow(ActionButton(add_loss), ActionButton(make_consultand)))
        self.name.editingFinished.connect(self._tell_name)
        self._age.editingFinished.connect(self._tell_age)
        self._deceased.toggled.connect(self._tell_death)
        for lines in (self._conditions, self._tests, self._others):
            lines.removed.connect(self.taken_back)
            lines.changed.connect(self.put_right)
        self._sex.picked.connect(self._tell_sex)
        self._gender.picked.connect(self._tell_gender)
        self._adoption.picked.connect(self._tell_adoption)

    def show_person(
        self, person: Person, family: Family, number: str, known: Sequence[Known]
    ) -> None:
        """Show a person. known: everything that is told of her."""
        is_other = self._person is None or self._person.id != person.id
        self._person = person
        self.set_title(f"{number}  {person.name}".strip())
        self._who.say(self._words.say(GENDERS[person.shown_gender]), Tone.NEUTRAL, icon="user")
        role = role_of(person.id, family)
        said = self._words.say(f"pedigree.role_{role}") if role else ""
        self._role.say(said, Tone.ACCENT)
        for lines, place in (
            (self._conditions, Place.CONDITIONS),
            (self._tests, Place.TESTS),
            (self._others, Place.OTHER),
        ):
            lines.show_facts([each for each in known if each.place == place])
        self._show_choices(person)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead back to the people on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_choices(self, person: Person) -> None:
        say = self._words.say
        self._sex.show_entries(_said(_SEXES, self._words), person.sex.value)
        genders = (("", say("pedigree.as_sex")), *_said(_GENDERS, self._words))
        self._gender.show_entries(genders, person.gender.value if person.gender else "")
        ways = (("", say("pedigree.not_adopted")), *_said(_ADOPTIONS, self._words))
        self._adoption.show_entries(ways, person.adoption.value if person.adoption else "")

    def _ask_condition(self) -> None:
        self.asked.emit(Verb.CONDITION)

    def _ask_test(self) -> None:
        self.asked.emit(Verb.TEST)

    def _ask_loss(self) -> None:
        self.asked.emit(Verb.LOSS)

    def _ask_other(self) -> None:
        self.asked.emit(Verb.MORE)

    def _tell_sex(self, code: str) -> None:
        if self._person is not None:
            self.sexed.emit(self._person.id, code)

    def _tell_gender(self, code: str) -> None:
        if self._person is not None:
            self.gendered.emit(self._person.id, code)

    def _tell_adoption(self, code: str) -> None:
        if self._person is not None:
            self.adopted.emit(self._person.id, code)

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


def _said(codes: Mapping[str, str], words: Catalogue) -> Entries:
    return tuple((code, words.say(said)) for code, said in codes.items())
