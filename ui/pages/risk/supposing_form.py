"""Which result is supposed: whose test, of which gene or of the tumour's receptor, how it ends."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import TestResult
from counselling.risk.supposition import RECEPTOR, Supposition
from ui.kit.blocks.cards import column
from ui.kit.controls.entries import people_entries
from ui.kit.controls.forms import Form
from ui.kit.controls.picker import Entries, Picker
from ui.kit.layout.pair import Pair
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX

if TYPE_CHECKING:
    from counselling.work.risk.risks import ShownRisk


class SupposingForm(QWidget):
    """Three choices; the later ones follow the earlier."""

    def __init__(self, words: Catalogue, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._risk: ShownRisk | None = None
        self._question: tuple[str, PersonId, str] | None = None
        self._person, self._gene, self._result = Picker(), Picker(), Picker()
        forms = [Form(), Form(), Form()]
        forms[0].ask(words.say("risk.compare_person"), self._person)
        forms[1].ask(words.say("risk.compare_gene"), self._gene)
        forms[2].ask(words.say("risk.compare_result"), self._result)
        test = Pair(theme, forms[1], forms[2], least_px=MAIN_PX, is_even=True)
        self.setLayout(column(forms[0], test))
        self._person.picked.connect(self._show_genes)
        self._gene.picked.connect(self._show_results)

    @property
    def supposed(self) -> Supposition:
        """What is chosen."""
        result = TestResult(self._result.chosen)
        return Supposition(self._person.chosen, self._gene.chosen, result)

    def focus_first(self) -> None:
        """Begin with the person."""
        self._person.setFocus()

    def show_risk(self, risk: "ShownRisk") -> None:
        """Show the choices that fit an answer; those made stay while the question does."""
        self._risk = risk
        asked = risk.assessment.question
        question = (asked.family.id, asked.person, ",".join(risk.assessment.consultand))
        if question != self._question:
            self._question = question
            self._gene.show_entries((), None)
            self._person.show_entries(people_entries(risk.family, risk.numbers), asked.person)
        self._show_genes(self._person.chosen)

    def _show_genes(self, person: PersonId) -> None:
        """The genes of the model, and the receptor of a breast cancer where it would count."""
        if self._risk is None:
            return
        genes = tuple(self._risk.assessment.consultand)
        entries: Entries = tuple((gene, gene) for gene in genes)
        if person in self._risk.receptors:
            entries += ((RECEPTOR, self._words.say("risk.compare_receptor")),)
        chosen = self._gene.chosen
        likely = chosen if chosen in dict(entries) else self._likely(genes)
        self._gene.show_entries(entries, likely)
        self._show_results(likely)

    def _likely(self, genes: tuple[str, ...]) -> str:
        """The gene in which somebody of the family has a variant, else the first."""
        assert self._risk is not None
        found = {
            test.gene
            for person in self._risk.family.persons
            for test in person.tests
            if test.result is TestResult.POSITIVE
        }
        return next((gene for gene in genes if gene in found), genes[0])

    def _show_results(self, gene: str) -> None:
        is_receptor = gene == RECEPTOR
        negative, positive = (
            ("risk.compare_receptor_negative", "risk.compare_receptor_positive")
            if is_receptor
            else ("risk.compare_negative", "risk.compare_positive")
        )
        entries = (
            (TestResult.NEGATIVE.value, self._words.say(negative)),
            (TestResult.POSITIVE.value, self._words.say(positive)),
        )
        self._result.show_entries(entries, self._result.chosen or TestResult.NEGATIVE.value)
