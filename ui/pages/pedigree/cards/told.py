"""What is told on the cards beside the drawing, handed to the same verbs as the keys'."""

from functools import partial

from PySide6.QtCore import QObject

from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Adoption, Childlessness, Gender, PartnershipStatus, Sex
from ui.pages.pedigree.edits import couple_facts, facts
from ui.pages.pedigree.kept.view_model import PedigreeModel
from ui.pages.pedigree.prompting.entry import EntryModel
from ui.pages.pedigree.prompting.fact import Known
from ui.pages.pedigree.prompting.prompts import Verb


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

    def take_back(self, known: Known) -> None:
        """Take a fact back."""
        self._model.do(known.back)

    def put_right(self, known: Known) -> None:
        """Ask anew for a fact that is there."""
        if known.change is not None:
            self._entry.ask(known.change)

    def part(self, partner: str, code: str) -> None:
        """Take how the selected person stands to a partner."""
        if pair := self._pair(partner):
            self._model.do(partial(couple_facts.parted, pair, PartnershipStatus(code)))

    def relate(self, partner: str, is_related: bool) -> None:
        """Take whether the selected person and a partner are related by blood."""
        if pair := self._pair(partner):
            self._model.do(partial(couple_facts.related, pair, is_related=is_related))

    def relate_as(self, partner: str, how: str) -> None:
        """Take how they are related, in the family's words."""
        if pair := self._pair(partner):
            is_related = bool(how)
            self._model.do(partial(couple_facts.related, pair, is_related=is_related, how=how))

    def bear_none(self, partner: str, code: str, cause: str) -> None:
        """Take why a couple has no children, and the cause of it."""
        if pair := self._pair(partner):
            why = Childlessness(code) if code else None
            self._model.do(partial(couple_facts.childless, pair, why, cause))

    def leave(self, partner: str, who: str) -> None:
        """Take who left."""
        if pair := self._pair(partner):
            self._model.do(partial(couple_facts.left, pair, who or None))

    def uncouple(self, partner: str) -> None:
        """Take back all that was said of a couple."""
        if pair := self._pair(partner):
            self._model.do(partial(couple_facts.uncoupled, pair))

    def _pair(self, partner: str) -> tuple[PersonId, PersonId] | None:
        person = self._model.state.chosen
        return (person, partner) if person is not None else None
