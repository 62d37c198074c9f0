"""What is told on the cards beside the drawing, handed to the same verbs as the keys'."""

from functools import partial

from PySide6.QtCore import QObject

from counselling.pedigree.terms import Adoption, Gender, PartnershipStatus, Sex
from ui.pages.pedigree import facts
from ui.pages.pedigree.entry import EntryModel
from ui.pages.pedigree.prompts import Verb
from ui.pages.pedigree.view_model import PedigreeModel


class Told(QObject):
    """Turns the codes of pickers into the field's terms; an empty code is nothing told."""

    def __init__(self, model: PedigreeModel, entry: EntryModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._entry = entry

    def ask(self, verb: str) -> None:
        """Ask what a key asks."""
        self._entry.begin(Verb(verb))

    def sex(self, person: str, code: str) -> None:
        """Take the sex."""
        self._model.do(partial(facts.sexed, person, Sex(code)))

    def gender(self, person: str, code: str) -> None:
        """Take the gender; nothing: as the sex."""
        self._model.do(partial(facts.gendered, person, Gender(code) if code else None))

    def adoption(self, person: str, code: str) -> None:
        """Take which way somebody was adopted."""
        self._model.do(partial(facts.adopted, person, Adoption(code) if code else None))

    def undiagnose(self, person: str, place: int) -> None:
        """Take a diagnosis back."""
        self._model.do(partial(facts.undiagnosed, person, place))

    def untest(self, person: str, place: int) -> None:
        """Take a gene test back."""
        self._model.do(partial(facts.untested, person, place))

    def part(self, partner: str, code: str) -> None:
        """Take how the selected person stands to a partner."""
        person = self._model.state.chosen
        if person is not None:
            status = PartnershipStatus(code)
            self._model.do(partial(facts.partnered, (person, partner), status=status))

    def relate(self, partner: str, is_related: bool) -> None:
        """Take whether the selected person and a partner are related by blood."""
        person = self._model.state.chosen
        if person is not None:
            self._model.do(partial(facts.partnered, (person, partner), is_related=is_related))
