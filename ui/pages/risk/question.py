"""The question: about whom, and compared with whom."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.cards import column
from ui.kit.entries import country_entries, people_entries
from ui.kit.forms import Form
from ui.kit.pair import Pair
from ui.kit.picker import Picker
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX
from ui.pages.risk.view_model import RiskState


class QuestionBar(QWidget):
    """Two choices. person_chosen, country_chosen: carry an id, a country's name in the tables."""

    person_chosen = Signal(str)
    country_chosen = Signal(str)

    def __init__(self, words: Catalogue, theme: Theme, countries: tuple[str, ...]) -> None:
        super().__init__()
        self.person = Picker()
        self._country = Picker()
        self._countries = country_entries(countries, words)
        about, compared = Form(), Form()
        about.ask(words.say("risk.person"), self.person)
        compared.ask(words.say("risk.country"), self._country)
        self.setLayout(column(Pair(theme, about, compared, least_px=MAIN_PX, is_even=True)))
        self.person.picked.connect(self.person_chosen)
        self._country.picked.connect(self.country_chosen)

    def show_state(self, state: RiskState) -> None:
        """Show what is asked."""
        shown = state.shown
        people = people_entries(shown.record.family, shown.drawing.numbers) if shown else ()
        self.person.show_entries(people, state.person)
        self._country.show_entries(self._countries, state.country)
