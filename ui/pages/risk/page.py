"""The risk: the question above, the answer and its pictures, beside them what they rest on."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counselling.language.catalogue import Catalogue
from counselling.risk.supposition import Supposition
from ui.context import UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.cards import column
from ui.kit.blocks.empty_state import EmptyState
from ui.kit.controls.buttons import action
from ui.kit.layout.columns import Columns
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.pictures.chart_view import MakeLiveView
from ui.kit.standing.navigator import Navigator, Whereabouts
from ui.kit.standing.page import Page
from ui.kit.threads.piecemeal import Piecemeal
from ui.look.icons import Icons
from ui.look.theme import Theme
from ui.look.tokens import Space, Token
from ui.pages.risk.answer_card import AnswerCard
from ui.pages.risk.basis_cards import BasisCards
from ui.pages.risk.checks_card import ChecksCard
from ui.pages.risk.compare_card import CompareCard
from ui.pages.risk.curve import Curve
from ui.pages.risk.horizons_card import HorizonsCard
from ui.pages.risk.outside_card import OutsideCard
from ui.pages.risk.outside_model import OutsideModel
from ui.pages.risk.question import QuestionBar
from ui.pages.risk.second_card import SecondCard
from ui.pages.risk.view_model import RiskModel, RiskState

if TYPE_CHECKING:
    from counselling.work.risk.risks import ShownRisk

W = TypeVar("W", bound=QWidget)

_SPARE: Final = 100  # the chart's share of the spare height, as long as it can bear it


def build(context: UiContext) -> "RiskPage":
    """Build the page with its view model."""
    desk = context.desk
    model = RiskModel(desk.pedigrees, desk.risks, context.jobs)
    outside = OutsideModel(desk.risks.outside, context.jobs, now=context.now, parent=model)
    page = RiskPage(
        model,
        outside,
        context.catalogue,
        context.theme,
        context.icons,
        context.navigator,
        context.make_live_view,
    )
    model.setParent(page)
    return page


class RiskPage(Page):
    """The page."""

    def __init__(
        self,
        model: RiskModel,
        outside: OutsideModel,
        words: Catalogue,
        theme: Theme,
        icons: Icons,
        navigator: Navigator,
        make_live_view: MakeLiveView,
    ) -> None:
        super().__init__()
        self.model = model
        self.outside = outside
        self._words = words
        self._navigator = navigator
        self._letter = action(self, words.say("risk.write_letter"), self._write)
        self._letter.setIcon(icons.icon("file-text", Token.ON_ACCENT))
        self.main_action = self._letter
        self._live = action(self, words.say("risk.interactive"), self._turn_chart)
        self._live.setCheckable(True)
        self._banner = Banner(icons)
        self._question = QuestionBar(words, theme, model.countries, model.models)
        self._waiting = EmptyState(icons.icon("chart-line", Token.SOFT), words.say("risk.busy"))
        choose = action(self, words.say("risk.choose_person"), self._focus_person)
        sentence = words.say("risk.nobody")
        self._nobody = EmptyState(icons.icon("user", Token.SOFT), sentence, choose)
        self._lay_out(theme)
        self._question.person_chosen.connect(navigator.select)
        self._question.person_chosen.connect(model.choose_person)
        self._question.country_chosen.connect(navigator.compare_with)
        self._question.country_chosen.connect(model.choose_country)
        self._question.model_chosen.connect(model.choose_model)
        outside.kept.connect(self._ask_again)
        self._building = Piecemeal(self._steps(theme, icons, make_live_view), self)
        navigator.changed.connect(self._follow)
        model.changed.connect(self.show_state)
        self.show_state(model.state)

    def entered(self) -> None:
        """Ask about whoever is selected."""
        self._ask(self._navigator.state)
        self._question.person.setFocus()

    def show_state(self, state: RiskState) -> None:
        """Show a state."""
        risk, is_failed = state.risk, state.failure is not None
        is_nobody = state.shown is not None and state.person is None
        self._banner.tell(state.failure, self._words)
        self._question.show_state(state)
        self.outside.ask_about(self.model.family_id, state.person)
        set_shown(self._nobody, is_shown=is_nobody)
        set_shown(self._waiting, is_shown=risk is None and not is_nobody and not is_failed)
        set_shown(self._answer, is_shown=risk is not None)
        set_shown(self._spare, is_shown=is_failed and risk is None)
        set_shown(self._side, is_shown=risk is not None)
        self._letter.setEnabled(risk is not None)
        self._live.setChecked(state.is_live)
        if risk is not None:
            self._building.finish()  # an answer that came before its cards
            self._show_risk(risk, state)

    def _show_risk(self, risk: "ShownRisk", state: RiskState) -> None:
        asked = risk.assessment.question.person
        name = risk.family.person(asked).name or risk.numbers[asked]
        self._card.show_risk(risk, name)
        self._curve.show_risk(risk)
        self._horizons.show_risk(risk)
        self._second.show_risk(risk)
        self._outside.show_risk(risk)
        self._compare.show_state(state)
        self._basis.show_risk(risk, state.moves)
        # last: it may answer at once that it cannot, with another state
        self._curve.chart.show_chart(risk.pictures.curve, page=state.page)

    def _steps(
        self, theme: Theme, icons: Icons, make_live_view: MakeLiveView
    ) -> tuple[Callable[[], None], ...]:
        """Build the cards, one a turn: all at once they hold up keys and clicks."""
        words, model = self._words, self.model

        def answer() -> None:
            self._card = self._add(AnswerCard(words, theme))

        def curve() -> None:
            self._curve = self._add(Curve(theme, words, self._live, make_live_view))
            self._pile.setStretchFactor(self._curve, _SPARE)
            self._curve.chart.settled.connect(self._settle)

        def tables() -> None:
            self._horizons = self._add(HorizonsCard(words, theme))
            self._second = self._add(SecondCard(words, theme))

        def outside() -> None:
            self._outside = self._add(OutsideCard(words, theme, icons))
            self._outside.read.connect(self._read_outside)
            self._outside.kept.connect(self._keep_outside)
            self._outside.away.connect(self._put_outside_away)
            self.outside.changed.connect(self._outside.show_state)

        def compare() -> None:
            live = model.live_comparison
            self._compare = self._add(CompareCard(live, words, theme, icons, make_live_view))
            self._compare.wanted.connect(model.compare)
            self._compare.shown.connect(self._suppose)

        def checks() -> None:
            self._checks = self._add(ChecksCard(model.checks, words, theme, icons, make_live_view))
            self._pile.addStretch(1)

        def basis() -> None:
            self._basis = BasisCards(words, icons)
            self._beside.addWidget(self._basis)
            self._basis.ensurePolished()

        return answer, curve, tables, outside, compare, checks, basis

    def _add(self, card: W) -> W:
        """Put a card below the others, dressed already: shown all at once they wait for that."""
        self._pile.addWidget(card)
        card.ensurePolished()
        return card

    def _lay_out(self, theme: Theme) -> None:
        self._answer, self._side = QWidget(), QWidget()
        self._pile = column(spacing=Space.CARD)
        self._answer.setLayout(self._pile)
        self._beside = column(spacing=0)
        self._side.setLayout(self._beside)
        self._spare = QWidget()  # keeps the question at the top
        main = QWidget()
        pile = column(self._question, spacing=Space.CARD)
        for part in (self._waiting, self._nobody, self._answer, self._spare):
            pile.addWidget(part, 1)
        main.setLayout(pile)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.CARD)
        page.addWidget(self._banner)
        page.addWidget(Columns(theme, main, self._side, parent=self), 1)

    def _follow(self, where: Whereabouts) -> None:
        """Ask anew when another family is opened while this page is at the front."""
        if self.isVisible() and where.family and where.family.id != self.model.family_id:
            self._ask(where)

    def _ask(self, where: Whereabouts) -> None:
        if where.family is not None:
            self.model.open(where.family.id, person=where.person, country=where.country)

    def _read_outside(self, text: str) -> None:
        state = self.model.state
        if state.person is not None:
            self.outside.read(text, state.person)

    def _keep_outside(self, program: str, version: str, made_on: str) -> None:
        state = self.model.state
        if state.shown is not None and state.person is not None:
            told = {"program": program, "version": version, "made_on": made_on}
            self.outside.keep(state.shown.record, state.person, **told)

    def _put_outside_away(self, program: str) -> None:
        state = self.model.state
        if state.shown is not None and state.person is not None:
            self.outside.put_away(state.shown.record, state.person, program)

    def _ask_again(self) -> None:
        """Read the family anew: a result was kept with it, or put away."""
        if self.model.family_id is not None:
            state = self.model.state
            self.model.open(self.model.family_id, person=state.person, country=state.country)

    def _turn_chart(self) -> None:
        self.model.make_live(is_live=self._live.isChecked())

    def _settle(self, is_live: bool) -> None:
        """Say so where the interactive chart cannot be shown."""
        if not is_live and self.model.state.page:
            self.model.make_live(is_live=False)
            said, rest = self._words.say("risk.not_live"), self._words.say("risk.not_live_rest")
            self._banner.say(said, rest=rest, tone=Tone.NEUTRAL)

    def _suppose(self, what: Supposition) -> None:
        """Take the comparison along to the board and into a letter."""
        self._navigator.select(self.model.state.person)
        self._navigator.suppose(what)

    def _focus_person(self) -> None:
        self._question.person.setFocus()
        self._question.person.showPopup()

    def _write(self) -> None:
        self._navigator.select(self.model.state.person)
        self._navigator.compare_with(self.model.state.country)
        self._navigator.go("letters", task="write")
