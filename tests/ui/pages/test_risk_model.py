"""The verbs of the risk's page: every number stands under the question it answers."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counselling.figures.chart import ChartData
from counselling.figures.dots import DotChart
from counselling.pedigree.edits import ChangePerson
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, PersonId
from counselling.risk.supposition import Supposition
from counselling.work.desk import Desk
from counselling.work.risk.check_model import CheckedModel
from counselling.work.risk.compare_risk import ComparedRisk
from counselling.work.risk.risks import Risks, ShownRisk
from tests.families.builders import woman
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.risk.view_model import RiskModel, RiskState


@dataclass
class SlowRisks:
    """The real answers; those about `held` wait until they are let go."""

    real: Risks
    held: PersonId = ""
    let_go: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[PersonId | None, str]] = field(default_factory=list)

    @property
    def country(self) -> str:
        return self.real.country

    @property
    def countries(self) -> tuple[str, ...]:
        return self.real.countries

    @property
    def models(self) -> tuple[str, ...]:
        return self.real.models

    def ask(
        self, family: Family, *, person: PersonId | None, country: str, model: str = ""
    ) -> ShownRisk:
        self.asked.append((person, country))
        if person == self.held:
            self.let_go.wait(30)
        return self.real.ask(family, person=person, country=country, model=model)

    def estimate(
        self, family: Family, *, person: PersonId | None, country: str, model: str = ""
    ) -> ShownRisk | None:
        return self.real.estimate(family, person=person, country=country, model=model)

    def compare(self, risk: ShownRisk, what: Supposition) -> ComparedRisk:
        return self.real.compare(risk, what)

    def moves(self, risk: ShownRisk) -> tuple[str, ...]:
        return self.real.moves(risk)

    def check(self, model: str, *, country: str) -> CheckedModel:
        return self.real.check(model, country=country)

    def chart_page(self, chart: ChartData | DotChart) -> str:
        return f"<html>{chart.title}"


@pytest.fixture
def family_id(vault_desk: Desk) -> str:
    return vault_desk.families.summaries()[0].id


@pytest.fixture
def risks(vault_desk: Desk) -> Iterator[SlowRisks]:
    made = SlowRisks(vault_desk.risks)
    yield made
    made.let_go.set()


@pytest.fixture
def model(vault_desk: Desk, jobs: Jobs, risks: SlowRisks) -> RiskModel:
    return RiskModel(vault_desk.pedigrees, risks, jobs)


@pytest.fixture
def answered(model: RiskModel, family_id: str, qtbot: QtBot) -> RiskModel:
    model.open(family_id, person=None, country="")
    qtbot.waitUntil(lambda: model.state.risk is not None)
    return model


def asked_about(model: RiskModel) -> tuple[str, str]:
    assert model.state.risk is not None
    question = model.state.risk.assessment.question
    return question.person, question.country


def test_page_asks_about_whom_the_family_is_about_in_the_desks_own_country(
    answered: RiskModel, vault_desk: Desk
) -> None:
    assert asked_about(answered) == ("child", vault_desk.risks.country)
    assert not answered.state.is_busy


def test_another_person_takes_the_number_away_before_hers_comes(
    answered: RiskModel, risks: SlowRisks, qtbot: QtBot
) -> None:
    risks.held = "mother"
    answered.choose_person("mother")
    assert (answered.state.risk, answered.state.is_busy) == (None, True)
    risks.let_go.set()
    qtbot.waitUntil(lambda: answered.state.risk is not None)
    assert asked_about(answered)[0] == "mother"


def test_newest_question_wins_over_a_late_answer(
    answered: RiskModel, risks: SlowRisks, qtbot: QtBot
) -> None:
    risks.held = "mother"
    answered.choose_person("mother")
    qtbot.waitUntil(lambda: risks.asked[-1][0] == "mother")
    answered.choose_person("uncle")
    qtbot.waitUntil(lambda: answered.state.moves is not None)
    with qtbot.assertNotEmitted(answered.changed, wait=100):
        risks.let_go.set()
    assert asked_about(answered)[0] == "uncle"


def test_country_is_asked_anew(answered: RiskModel, qtbot: QtBot) -> None:
    other = next(each for each in answered.countries if each != answered.state.country)
    before = answered.state.risk
    answered.choose_country(other)
    assert answered.state.risk is None
    qtbot.waitUntil(lambda: answered.state.risk is not None)
    assert asked_about(answered) == ("child", other)
    assert answered.state.risk != before


def test_coming_back_to_the_same_question_does_not_ask_again(
    answered: RiskModel, risks: SlowRisks, family_id: str, jobs: Jobs, qtbot: QtBot
) -> None:
    count = len(risks.asked)
    answered.open(family_id, person="child", country=answered.state.country)
    qtbot.waitUntil(lambda: jobs.is_idle)
    QApplication.processEvents()
    assert answered.state.risk is not None
    assert len(risks.asked) == count


def test_family_that_was_changed_meanwhile_is_asked_about_anew(
    answered: RiskModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    shown = vault_desk.pedigrees.show(family_id)
    older = woman("child", mother="mother", father="father", age=50, name="Anna")
    vault_desk.pedigrees.change(shown, (ChangePerson(older),))
    answered.open(family_id, person=None, country="")
    qtbot.waitUntil(
        lambda: (
            answered.state.risk is not None
            and answered.state.risk.family.person("child").age == Age.at(50)
        )
    )


def test_refusal_of_the_model_is_told_and_no_number_is_left(
    answered: RiskModel, qtbot: QtBot
) -> None:
    answered.choose_country("Atlantis")
    qtbot.waitUntil(lambda: answered.state.failure is not None)
    assert answered.state.failure is not None
    assert answered.state.failure.sentence_id == "error.risk.unknown_country"
    assert (answered.state.risk, answered.state.is_busy) == (None, False)
    answered.choose_country("UK")
    assert answered.state.failure is None


def test_family_about_nobody_asks_nothing(
    model: RiskModel, vault_desk: Desk, risks: SlowRisks, qtbot: QtBot
) -> None:
    made = vault_desk.families.create("Berg")
    model.open(made.id, person=None, country="")
    qtbot.waitUntil(lambda: model.state.shown is not None)
    assert (model.state.person, model.state.risk, risks.asked) == (None, None, [])


def test_family_that_cannot_be_read_is_told(model: RiskModel, qtbot: QtBot) -> None:
    model.open("nobody", person=None, country="")
    qtbot.waitUntil(lambda: model.state.failure == Failure("error.vault.no_such_family"))


def test_interactive_chart_is_made_when_it_is_wanted_and_goes_with_the_answer(
    answered: RiskModel, qtbot: QtBot
) -> None:
    answered.make_live(is_live=True)
    assert (answered.state.is_live, answered.state.page) == (True, "")
    qtbot.waitUntil(lambda: answered.state.page != "")
    answered.choose_person("mother")
    assert (answered.state.is_live, answered.state.page) == (False, "")


def test_without_a_curve_there_is_no_interactive_chart(answered: RiskModel, qtbot: QtBot) -> None:
    answered.choose_person("uncle")
    qtbot.waitUntil(lambda: answered.state.risk is not None)
    assert answered.state.risk is not None
    assert answered.state.risk.pictures.chart is None
    answered.make_live(is_live=True)
    assert (answered.state.is_live, answered.state.page) == (False, "")


def test_what_moves_the_answer_comes_after_it_and_another_model_is_asked(
    model: RiskModel, family_id: str, qtbot: QtBot
) -> None:
    model.open(family_id, person=None, country="UK")
    qtbot.waitUntil(lambda: model.state.risk is not None)
    qtbot.waitUntil(lambda: bool(model.state.moves))
    model.choose_model(model.models[1])
    assert (model.state.risk, model.state.moves) == (None, None)
    qtbot.waitUntil(lambda: model.state.risk is not None, timeout=120_000)
    assert model.state.risk is not None
    assert model.state.risk.assessment.model == model.models[1]
    qtbot.waitUntil(lambda: bool(model.state.moves), timeout=120_000)
    assert any("the risk of breast cancer" in line for line in model.state.moves or ())


def test_how_a_model_was_checked_is_worked_out_when_it_is_asked_and_goes_with_the_model(
    model: RiskModel, family_id: str, qtbot: QtBot
) -> None:
    checks = model.checks
    model.open(family_id, person=None, country="UK")
    qtbot.waitUntil(lambda: checks.state.model != "")
    assert (checks.state.checked, checks.state.is_busy) == (None, False)
    checks.open(is_open=True)
    qtbot.waitUntil(lambda: checks.state.checked is not None)
    assert checks.live.state.chart is checks.state.checked.carriers
    checks.concern("consultand-brca-palb2", "Sweden")
    assert checks.state.checked is None
    assert checks.live.state.chart is None
    qtbot.waitUntil(lambda: checks.state.checked is not None)
    assert "Sweden" in checks.state.checked.nation[0][0].title or checks.state.country == "Sweden"


def test_model_that_cannot_be_checked_is_said_and_nothing_else_is_lost(
    model: RiskModel, qtbot: QtBot
) -> None:
    model.checks.concern("no-such-model", "UK")
    model.checks.open(is_open=True)
    qtbot.waitUntil(lambda: model.checks.state.failure is not None)
    assert model.state.failure is None


def test_of_a_model_that_takes_long_the_estimate_comes_first(
    answered: RiskModel, qtbot: QtBot
) -> None:
    seen: list[bool] = []

    def note(state: RiskState) -> None:
        if state.risk is not None:
            seen.append(state.risk.assessment.question.has_interval)
            assert state.is_busy is not seen[-1]

    answered.changed.connect(note)
    answered.choose_model("consultand-breast-panel")
    qtbot.waitUntil(lambda: bool(seen) and seen[-1], timeout=30_000)
    assert list(dict.fromkeys(seen)) == [False, True]
