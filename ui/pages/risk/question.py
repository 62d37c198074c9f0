"""The question: about whom, and compared with whom."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from counselling.risk.countries import in_words
from ui.kit.forms import Form
from ui.kit.picker import Entries, Picker
from ui.look.tokens import Space
from ui.pages.risk.view_model import RiskState

if TYPE_CHECKING:
    from counselling.work.pedigrees import ShownFamily


class QuestionBar(QWidget):
    """Two choices. person_chosen, country_chosen: carry an id, a country's name in the tables."""

    person_chosen = Signal(str)
    country_chosen = Signal(str)

    def __init__(self, words: Catalogue, countries: tuple[str, ...]) -> None:
        super().__init__()
        self._words = words
        self.person = Picker()
        self._country = Picker()
        named = ((country, in_words(country, words)) for country in countries)
        self._countries = tuple(sorted(named, key=_words))
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
        people = people_entries(state.shown) if state.shown else ()
        self.person.show_entries(people, state.person)
        self._country.show_entries(self._countries, state.country)


def people_entries(shown: "ShownFamily") -> Entries:
    """Return everybody as an entry, number and name, in the order of the drawing."""
    known = shown.record.family.by_id
    numbers = shown.drawing.numbers.items()
    return tuple((p, f"{number}  {known[p].name}".strip()) for p, number in numbers)


def _words(entry: tuple[str, str]) -> str:
    return entry[1]
