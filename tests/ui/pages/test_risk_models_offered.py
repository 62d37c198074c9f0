"""The risk's page offers the models that have something to go by in the family, and asks them."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.work.desk import Desk
from tests.ui.pages.test_risk_page import Open, open_risk, picker, texts
from ui.pages.risk.page import RiskPage

__all__ = ["open_risk"]  # a fixture


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


def offered(page: RiskPage) -> list[str]:
    model = picker(page, "Model")
    return [model.itemText(at) for at in range(model.count())]


def test_a_family_with_breast_and_ovarian_cancer_is_offered_neither_lynch_nor_rare_genes(
    open_risk: Open, language: Callable[[str], Catalogue]
) -> None:
    page = open_risk(catalogue=language("en"))
    names = offered(page)
    assert "Consultand nine genes: ovarian cancer" in names
    assert not [name for name in names if "Lynch" in name or "PTEN" in name]
    assert picker(page, "Model").currentText() == names[0]


def test_the_ovarian_risk_by_nine_genes_is_shown_in_words(
    open_risk: Open, language: Callable[[str], Catalogue], qtbot: QtBot
) -> None:
    page = open_risk(catalogue=language("en"))
    page.model.choose_model("consultand-ovary")
    qtbot.waitUntil(lambda: page.model.state.risk is not None)
    assert picker(page, "Model").currentText() == "Consultand nine genes: ovarian cancer"
    said = texts(page)
    assert any("ovarian cancer between" in text for text in said)
    assert not any(text.startswith("NICE") for text in said)
