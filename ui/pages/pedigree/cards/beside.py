"""What stands beside the drawing: cards about the selected person and panels asked for by key.

Made together with the page they would hold keys and clicks up: they are made in the next turn of
the event loop and laid out in the one after that, unless somebody needs them earlier.
"""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import column
from ui.kit.marks.deeds import needing
from ui.kit.marks.visibility import set_shown
from ui.kit.threads.piecemeal import Piecemeal
from ui.look.icons import Icons
from ui.look.tokens import Space
from ui.pages.pedigree.cards.answers_card import AnswersCard
from ui.pages.pedigree.cards.checks_card import ChecksCard
from ui.pages.pedigree.cards.couples_card import CouplesCard
from ui.pages.pedigree.cards.differences_card import DifferencesCard
from ui.pages.pedigree.cards.keys_card import KeysCard
from ui.pages.pedigree.cards.person_card import PersonCard
from ui.pages.pedigree.cards.sheet_model import SheetModel
from ui.pages.pedigree.cards.sheet_panel import SheetPanel
from ui.pages.pedigree.cards.told import Told
from ui.pages.pedigree.kept.view_model import PedigreeModel, PedigreeState
from ui.pages.pedigree.prompting.entry import EntryModel
from ui.pedigree_work import InterviewsWork


class Beside(QWidget):
    """The side column. left: the focus goes back to the drawing."""

    left = Signal()

    def __init__(
        self,
        model: PedigreeModel,
        entry: EntryModel,
        sheet: SheetModel,
        interviews: InterviewsWork,
        letters: Mapping[str, str],
        words: Catalogue,
        icons: Icons,
        consultand: QAction,
    ) -> None:
        super().__init__()
        self._model, self._entry, self._sheet_model = model, entry, sheet
        self._interviews, self._letters = interviews, letters
        self._words, self._icons, self._consultand = words, icons, consultand
        self._laying: Piecemeal | None = None
        QTimer.singleShot(0, self, self._make)

    @property
    def is_made(self) -> bool:
        """Whether the cards are there; they are made when they are first needed."""
        return self._laying is not None

    @property
    def card(self) -> PersonCard:
        """The selected person."""
        self._have()
        return self._card

    @property
    def sheet(self) -> SheetPanel:
        """The panel of the sheet."""
        self._have()
        return self._sheet

    @property
    def keys(self) -> KeysCard:
        """The keys, as they are in force."""
        self._have()
        return self._keys

    @property
    def answers(self) -> AnswersCard:
        """What was answered that is no fact."""
        self._have()
        return self._answers

    def show_state(self, state: PedigreeState) -> None:
        """Show a state; before there is a family nothing is to be seen here."""
        if state.family is not None:
            self._have()
        if self.is_made:
            self._show(state)

    def _show(self, state: PedigreeState) -> None:
        family, person, coming = state.family, state.person, state.coming
        set_shown(self._card, is_shown=person is not None)
        set_shown(self._checks, is_shown=family is not None)
        self._answers.show_family(coming, person)
        self._couples.show_person(person, coming)
        if state.shown and family and coming and person:
            number = (numbers := state.shown.drawing.numbers).get(person.id, "")
            self._card.show_person(person, coming, number, self._entry.known())
            self._checks.show_findings(state.shown.findings, numbers)
            self._consultand.setEnabled(family.consultand != person.id)

    def _have(self) -> None:
        self._make()
        if self._laying is not None:
            self._laying.finish()

    def _make(self) -> None:
        """Make all as children from the start: roles are looked up in them right after."""
        if self.is_made:
            return
        words, icons = self._words, self._icons
        self._keys = KeysCard(words, self._letters)
        self._sheet = SheetPanel(self._sheet_model, words, icons)
        self._differ = DifferencesCard(self._model, words)
        self._card = PersonCard(words, icons, self._consultand)
        self._couples = CouplesCard(words)
        self._answers = AnswersCard(self._interviews, words)
        self._checks = ChecksCard(words, icons)
        for card in (self._card, self._couples, self._answers, self._differ):
            needing(card, "change")
        for part in self._parts():
            part.setParent(self)
        self._connect()
        self._laying = Piecemeal((self._lay_out,), self)
        self._differ.show_state(self._model.state)
        self._show(self._model.state)

    def _parts(self) -> tuple[QWidget, ...]:
        cards = self._differ, self._card, self._couples, self._answers, self._checks
        return self._keys, self._sheet, *cards

    def _lay_out(self) -> None:
        self.setLayout(column(*self._parts(), None, spacing=Space.CARD))

    def _connect(self) -> None:
        model, card, couples = self._model, self._card, self._couples
        card.renamed.connect(model.rename)
        card.aged.connect(model.set_age)
        card.died.connect(model.set_deceased)
        told = Told(model, self._entry, self)
        card.asked.connect(told.ask)
        card.sexed.connect(told.sex)
        card.gendered.connect(told.gender)
        card.adopted.connect(told.adoption)
        card.taken_back.connect(told.take_back)
        card.put_right.connect(told.put_right)
        couples.parted.connect(told.part)
        couples.related.connect(told.relate)
        couples.described.connect(told.relate_as)
        couples.childless.connect(told.bear_none)
        couples.left_by.connect(told.leave)
        couples.uncoupled.connect(told.uncouple)
        self._checks.pointed_at.connect(model.choose)
        for source in (self._keys.closed, self._sheet.closed, card.left):
            source.connect(self.left)
