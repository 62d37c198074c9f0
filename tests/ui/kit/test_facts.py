from collections.abc import Callable

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import FSI, PDI, Catalogue
from ui.kit.blocks.facts import Facts, listed
from ui.look.theme import Theme

FACTS = (("Conditions", "breast at 39"), ("Gene tests", "BRCA1+"))


def shown(facts: Facts) -> list[str]:
    return [label.text() for label in facts.findChildren(QLabel) if label.isVisible()]


def test_each_fact_is_heard_with_its_name(
    theme: Theme, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    facts = Facts()
    qtbot.addWidget(facts)
    facts.show()
    facts.show_facts(FACTS)
    settle()
    assert shown(facts) == ["Conditions", "breast at 39", "Gene tests", "BRCA1+"]
    parts = [facts.layout().itemAt(n).widget() for n in range(2)]  # type: ignore[union-attr]
    assert [part.accessibleName() for part in parts if part] == [
        "Conditions: breast at 39",
        "Gene tests: BRCA1+",
    ]


def test_same_facts_again_stay_as_they_are_and_others_take_their_place(
    theme: Theme, qtbot: QtBot
) -> None:
    facts = Facts()
    qtbot.addWidget(facts)
    facts.show()
    facts.show_facts(FACTS)
    before = facts.findChildren(QLabel)
    facts.show_facts(FACTS)
    assert facts.findChildren(QLabel) == before
    facts.show_facts(FACTS[:1])
    qtbot.waitUntil(lambda: shown(facts) == ["Conditions", "breast at 39"])


def test_facts_side_by_side_leave_out_what_is_empty(words: Catalogue) -> None:
    assert listed(("Anna", "", "38"), words) == "Anna  ·  38"
    assert listed((), words) == ""


def test_each_fact_keeps_its_direction_where_one_reads_from_the_right() -> None:
    arabic = Catalogue("ar", "rtl", {})
    said = listed(("III-5 Anna", "28 نوفمبر"), arabic)
    assert said == f"\u200f{FSI}III-5 Anna{PDI}  ·  {FSI}28 نوفمبر{PDI}"
    assert listed(("",), arabic) == ""
