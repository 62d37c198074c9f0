"""The question: about whom, and compared with whom."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.entries import country_entries, people_entries
from ui.kit.forms import Form
from ui.kit.picker import Picker
from ui.look.tokens import Space
from ui.pages.risk.view_model import RiskState


class QuestionBar(QWidget):
    """Two choices. person_chosen, country_chosen: carry an id, a country's name in the tables."""

    person_chosen = Signal(str)
    country_chosen = Signal(str)

    def __init__(self, words: Catalogue, countries: tuple[str, ...]) -> None:
        super().__init__()
        self.person = Picker()
        self._country = Picker()
        self._countries = country_entries(countries, words)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.CARD)
        for question, picker in (
            (words.say("risk.person"), self.person),
            (words.say("risk.country"), self._country),
        ):
            form = Form()
            form.ask(question, picker)
            line.addWidget(form, 1)
        self.person.picked.connect(self.person_chosen)
        self._country.picked.connect(self.country_chosen)

    def show_state(self, state: RiskState) -> None:
        """Show what is asked."""
        shown = state.shown
        people = people_entries(shown.record.family, shown.drawing.numbers) if shown else ()
        self.person.show_entries(people, state.person)
        self._country.show_entries(self._countries, state.country)
