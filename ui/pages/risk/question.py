"""The question: about whom, compared with whom, and which model is asked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counselling.language.catalogue import Catalogue
from ui.kit.blocks.cards import column
from ui.kit.controls.entries import country_entries, people_entries
from ui.kit.controls.forms import Form
from ui.kit.controls.picker import Picker
from ui.kit.layout.pair import Pair
from ui.look.theme import Theme
from ui.look.tokens import MAIN_PX, Space
from ui.pages.risk.view_model import RiskState


class QuestionBar(QWidget):
    """Three choices, each with a signal that carries an id, or a name in the tables."""

    person_chosen = Signal(str)
    country_chosen = Signal(str)
    model_chosen = Signal(str)

    def __init__(
        self,
        words: Catalogue,
        theme: Theme,
        countries: tuple[str, ...],
        models: tuple[str, ...],
    ) -> None:
        super().__init__()
        self.person = Picker()
        self._country = Picker()
        self._countries = country_entries(countries, words)
        self._model = Picker()
        self._models = tuple((name, words.say(f"model.{name}")) for name in models)
        self._offered = models  # those with something to go by, once a family was looked at
        about, compared, asked = Form(), Form(), Form()
        asked.ask(words.say("risk.model"), self._model)
        about.ask(words.say("risk.person"), self.person)
        compared.ask(words.say("risk.country"), self._country)
        pair = Pair(theme, about, compared, least_px=MAIN_PX, is_even=True)
        self.setLayout(column(pair, asked, spacing=Space.MEDIUM))
        self.person.picked.connect(self.person_chosen)
        self._country.picked.connect(self.country_chosen)
        self._model.picked.connect(self.model_chosen)

    def show_state(self, state: RiskState) -> None:
        """Show what is asked."""
        shown = state.shown
        people = people_entries(shown.record.family, shown.drawing.numbers) if shown else ()
        self.person.show_entries(people, state.person)
        self._country.show_entries(self._countries, state.country)
        if state.risk is not None and state.risk.models:
            self._offered = (*state.risk.models, state.asked_model)
        asked = state.asked_model or self._models[0][0]
        offered = tuple(one for one in self._models if one[0] in (*self._offered, asked))
        self._model.show_entries(offered, asked)
