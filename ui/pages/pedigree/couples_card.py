"""How the selected person stands to each partner: together or parted, related by blood or not."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import PartnershipStatus
from ui.kit.cards import Card
from ui.kit.forms import Form, Tick
from ui.kit.picker import Picker
from ui.kit.visibility import set_shown
from ui.look.tokens import Space

_STATUS: Final = {
    PartnershipStatus.TOGETHER: N_("pedigree.together"),
    PartnershipStatus.SEPARATED: N_("pedigree.separated"),
    PartnershipStatus.DIVORCED: N_("pedigree.divorced"),
}


class CouplesCard(Card):
    """Hidden while there is no partner.

    parted: the partner's id and the status; related: the partner's id and whether.
    """

    parted = Signal(str, str)
    related = Signal(str, bool)

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
        self._parts = [self._couple(name, couple) for name, couple in couples]
        for new in self._parts:
            self._pile.addWidget(new)

    def _couple(self, name: str, couple: Partnership) -> QWidget:
        mate, words = couple.partners[1], self._words
        part = QWidget()
        pile = QVBoxLayout(part)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.setSpacing(Space.SMALL)
        status = Picker()
        entries = tuple((each.value, words.say(said)) for each, said in _STATUS.items())
        status.show_entries(entries, couple.status.value)
        status.picked.connect(partial(self.parted.emit, mate))
        form = Form()
        form.ask(words.say("pedigree.with", person=name), status)
        related = Tick(words.say("pedigree.related"))
        related.setChecked(bool(couple.is_consanguineous))
        related.toggled.connect(partial(self.related.emit, mate))
        pile.addWidget(form)
        pile.addWidget(related)
        return part


def _couples(
    person: Person, family: Family, words: Catalogue
) -> tuple[tuple[str, Partnership], ...]:
    """Each partner's name and the couple, the person herself first of the two."""
    found: dict[PersonId, Partnership] = {}
    for union in family.unions_of(person.id):
        for mate in union.partners:
            if mate != person.id:
                told = union.partnership
                found[mate] = Partnership(
                    (person.id, mate),
                    told.status if told else PartnershipStatus.TOGETHER,
                    is_consanguineous=told.is_consanguineous if told else None,
                )
    unnamed = words.say("shorthand.partner")
    return tuple((family.person(mate).name or unnamed, found[mate]) for mate in found)
