"""Every edit and every fact has keys, a form in the line and a control, or a reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

import pytest
from _pytest.mark import ParameterSet
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counselling.pedigree.edits import EDITS
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import Diagnosis, GeneTest, Person
from counselling.shorthand.reader import read
from counselling.shorthand.registry import lexicon
from counselling.work.desk import Desk
from tests.ui.pages.pedigree_typing import PATIENT, settled, steps_done, strike
from ui.pages.pedigree.page import PedigreePage
from ui.pages.pedigree.prompting.choices import MORE


@dataclass(frozen=True)
class Way:
    """How a fact is told.

    keys: on the canvas, struck about a woman who is alone. line: typed about her; without one,
    why_no_line. control: the name, or its beginning, of what shows and changes it on the cards.
    """

    keys: str
    control: str
    line: str = ""
    why_no_line: str = ""


SELDOM: Final = "told seldom: the line keeps it as `note ...`"
NO_GRAMMAR: Final = "no note says it in words that cannot be mistaken"

PERSON: Final[Mapping[str, Way]] = {
    "name": Way("NEva⏎", "Name", 'pt "Eva"'),
    "sex": Way("Xu", "Sex for inheritance", "sis"),
    "gender": Way("Xgn", "Gender", why_no_line=NO_GRAMMAR),
    "parents": Way("M", "Take back: Mother: ", "mother 60"),
    "birth": Way("B12/5/1960⏎", "Put right: Born: ", "born 1960"),
    "age": Way("38⏎", "Age now", "pt 38"),
    "is_deceased": Way("D⏎⏎", "Deceased", "sis d 60"),
    "cause_of_death": Way("D⏎fall⏎", "Put right: Cause of death: fall", "mother d 60 mi"),
    "diagnoses": Way("Ab⏎⏎", "Put right: ", "br ca 43"),
    "carries": Way("Icarr⏎b⏎", "Put right: Carrier", why_no_line=SELDOM),
    "tests": Way("G⏎+", "Put right: BRCA1+", "BRCA1 pos"),
    "procedures": Way("O⏎45⏎", "Put right: RRSO", "RRSO 45"),
    "pregnancy": Way("Ls", "Put right: Pregnancy: ", "pt SAB"),
    "ancestry": Way("Iance⏎ash⏎", "Put right: Ancestry: ", "AJ"),
    "risk_factors": Way("Irisk⏎bmi=27⏎", "Put right: Body mass index 27", why_no_line=SELDOM),
    "note": Way("Inote⏎asks␣often⏎", "Put right: Note: ", "pt note asks often"),
    "assigned": Way("Xbm", "Put right: Sex assigned", why_no_line=NO_GRAMMAR),
    "pronouns": Way("Ipron⏎they⏎", "Put right: Pronouns: ", why_no_line=NO_GRAMMAR),
    "karyotype": Way("Ikary⏎47,XXY⏎", "Put right: Karyotype: ", why_no_line=SELDOM),
    "presymptomatic": Way("Ivar⏎b⏎", "Put right: Variant, no signs", why_no_line=SELDOM),
    "evaluations": Way("Iexam⏎MRI⏎+", "Put right: Examination: ", why_no_line=SELDOM),
    "death": Way("D1999⏎⏎", "Put right: Date of death: ", "mother d 1999"),
    "gestation_weeks": Way("Ls8⏎", "Put right: Weeks", "pt SAB 8 wks"),
    "due": Way("Iexpected⏎12/5/2027⏎", "Put right: Expected", why_no_line=SELDOM),
    "last_period": Way("Ilast⏎5/2027⏎", "Put right: Last", why_no_line=SELDOM),
    "count": Way("5Sgm", "Put right: Group", why_no_line="three people are three symbols there"),
    "adoption": Way("Yi", "Adoption", "sis adopted out"),
    "childlessness": Way("Kn", "Put right: No children", "pt no children by choice"),
    "childlessness_cause": Way("Kiscars⏎", "Put right: Infertile, scars", why_no_line=SELDOM),
    "contact": Way("Icont⏎n", "Put right: no contact", why_no_line=SELDOM),
    "is_documented": Way("Idocu⏎", "Take back: Documented", why_no_line=SELDOM),
    "is_status_unknown": Way("Iaff⏎", "Take back: Not known whether", why_no_line=SELDOM),
    "is_placeholder": Way("Iplac⏎", "Take back: Placeholder", "mat cousin 40"),
    "has_unknown_parents": Way("Ianybody⏎", "Take back: Parents", why_no_line=SELDOM),
    "suspected": Way("A?b⏎⏎", "Put right: ? breast", "poss br ca 43"),
    "excluded": Way("A-b⏎", "Take back: ", "no br ca"),
}
COUPLE: Final[Mapping[str, Way]] = {
    "partners": Way("P⏎", "With Partner", "husband 40"),
    "status": Way("P⏎Ks", "With Partner", "ex-husband 40"),
    "childlessness": Way("P⏎Kn", "No children", why_no_line=SELDOM),
    "is_consanguineous": Way("P⏎Kr", "Related by blood", "husband consang"),
    "relationship": Way("P⏎Kwcousins⏎", "How they are related", "husband 1st cousins"),
    "left_by": Way("P⏎Kl1", "Who left", why_no_line=SELDOM),
    "childlessness_cause": Way("P⏎Kiscars⏎", "Cause", why_no_line=SELDOM),
}
TWINS: Final[Mapping[str, Way]] = {
    "members": Way("St2m", "Put right: Twin: ", "twin bro"),
    "zygosity": Way("St1", "Put right: Twin: ", "identical twin sis"),
}
DIAGNOSIS: Final[Mapping[str, Way]] = {
    "condition": Way("Ab⏎⏎", "Put right: ", "br ca"),
    "age": Way("Ab⏎43⏎", "Put right: breast 43", "br ca 43"),
    "laterality": Way("Ab⏎43b⏎", "Put right: breast bilateral 43", "bilat br ca 43"),
    "markers": Way("Ab⏎43␣ER+⏎", "Put right: breast 43 ER+", "br ca 43 ER+"),
    "pathology": Way("Ab⏎43␣ductal⏎", "Put right: breast 43 ductal", "br ca 43 grade 3"),
    "source": Way("Ab⏎43␣(path)⏎", "Put right: breast 43 (path)", "br ca 43 (path)"),
}
TEST: Final[Mapping[str, Way]] = {
    "gene": Way("Gpalb2⏎v", "Put right: PALB2", "PALB2 VUS"),
    "result": Way("G⏎-", "Put right: BRCA1-", "BRCA1 neg"),
    "method": Way("G⏎d-", "Put right: BRCA1- only", why_no_line=SELDOM),
    "variant": Way("Gbrca1␣c.68_69del⏎+", "Put right: BRCA1+ c.68_69del", "BRCA1 pos c.68_69del"),
}
NO_FACTS: Final = {(Person, "id"): "the program's own name for somebody"}
# Kinds of edits: keys that write one into the log; at | the hand waits for the drawing.
EDITS_BY_KEYS: Final[Mapping[str, str]] = {
    "add_person": "Cf",
    "change_person": "38⏎",
    "remove_person": "Sf⇧⌫",
    "set_partnership": "P⏎Ks",
    "choose_consultand": "SfIasks⏎",
    "name_family": "Iname⏎Nilsson⏎",
    "choose_proband": "Ibrought⏎",
    "clear_mark": "SfIasks⏎ ⇤asks⏎",
    "add_parents": "M",
    "add_child": "Cf",
    "add_partner": "P⏎",
    "clear_partnership": "P⏎Kx",
    "link_parent": "SfPu Jfos⏎2⏎",
    "unlink_parent": "M↓ ⇤mother⏎",
    "set_twins": "St1",
    "clear_twins": "St1 ⇤twin⏎",
    "remove_people": "Sf⌫",
    "nudge": "⌥⇧→",
    "pin": "⌥p",
    "unpin": "⌥p|⌥p",
    "order_siblings": "SfSm|⌥←",
    "set_side": "P⏎|⌥→",
    "tidy": "⌥⇧→|⌥t",
    "retrace": "38⏎Z",
}
EDITS_ELSEWHERE: Final[Mapping[str, str]] = {
    "adopt_family": "a file that was read: no single fact",
    "continue_family": "what is left after somebody was erased: no single fact",
    "statement": "joins the edits of one step; a typed line is one",
    "record_answer": "the interview",
    "take_note": "the interview",
    "name_historian": "the panel of the sheet",
    "record_outside": "the page of the risk",
    "drop_outside": "the page of the risk",
    "settle": "the card of two entries, one of which is kept",
}
TABLES: Final = (
    (Person, PERSON),
    (Partnership, COUPLE),
    (TwinSet, TWINS),
    (Diagnosis, DIAGNOSIS),
    (GeneTest, TEST),
)
ALL: Final = [
    pytest.param(kind, field, way, id=f"{kind.__name__}.{field}")
    for kind, table in TABLES
    for field, way in table.items()
]


def _is_typed(case: ParameterSet) -> bool:
    _, _, way = case.values
    return isinstance(way, Way) and bool(way.line)


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def page(patient_page: PedigreePage) -> PedigreePage:
    return patient_page


def values(kind: type[Any], field: str, family: Family) -> list[str]:
    """What is told of this field in the whole family."""
    holders: Mapping[type[Any], tuple[Any, ...]] = {
        Person: family.persons,
        Partnership: family.partnerships,
        TwinSet: family.twins,
        Diagnosis: tuple(d for p in family.persons for d in p.diagnoses),
        GeneTest: tuple(t for p in family.persons for t in p.tests),
    }
    return sorted(repr(getattr(each, field)) for each in holders[kind])


def default(kind: type[Any], field: str) -> str:
    value = next(each.default for each in fields(kind) if each.name == field)
    return repr(PATIENT.sex) if field == "sex" else repr(value)


def is_told(kind: type[Any], field: str, family: Family) -> bool:
    return any(value != default(kind, field) for value in values(kind, field, family))


@pytest.mark.parametrize(("kind", "table"), TABLES, ids=[kind.__name__ for kind, _ in TABLES])
def test_every_fact_has_its_way_in_this_table(kind: type[Any], table: Mapping[str, Way]) -> None:
    known = {each.name for each in fields(kind) if (kind, each.name) not in NO_FACTS}
    assert known == set(table)
    for way in table.values():
        assert bool(way.line) != bool(way.why_no_line)


def test_every_kind_of_edit_has_keys_or_a_reason() -> None:
    assert set(EDITS) <= set(EDITS_BY_KEYS) | set(EDITS_ELSEWHERE)
    assert not set(EDITS_BY_KEYS) & set(EDITS_ELSEWHERE)


@pytest.mark.parametrize(("kind", "field", "way"), ALL)
def test_fact_is_told_by_keys_shown_on_a_card_and_taken_back(
    page: PedigreePage, qtbot: QtBot, kind: type[Any], field: str, way: Way
) -> None:
    steps, before = steps_done(page, qtbot), settled(page, qtbot)
    strike(way.keys)
    family = settled(page, qtbot)
    assert page.entry.state is None
    assert is_told(kind, field, family), values(kind, field, family)
    if field == "parents":
        strike("↓")
    qtbot.waitUntil(lambda: any(name.startswith(way.control) for name in names(page)))
    strike("Z" * (page.model.stack.index() - steps))
    assert settled(page, qtbot) == before


def names(page: PedigreePage) -> list[str]:
    visible = (w for w in page.findChildren(QWidget) if w.isVisible())
    return [name for w in visible for name in (w.accessibleName(), _text(w))]


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""


@pytest.mark.parametrize(("kind", "field", "way"), [each for each in ALL if _is_typed(each)])
def test_fact_is_told_by_the_line(kind: type[Any], field: str, way: Way) -> None:
    patient = Family("typed", persons=(PATIENT,), consultand=PATIENT.id)
    reading = read(way.line, patient, lexicon("en"), current=PATIENT.id)
    assert not reading.questions, reading.questions
    assert is_told(kind, field, reading.family)


@pytest.mark.parametrize(("kind", "keys"), EDITS_BY_KEYS.items())
def test_edit_is_written_by_keys(
    page: PedigreePage, desk: Desk, qtbot: QtBot, kind: str, keys: str
) -> None:
    for group in keys.split("|"):
        strike(group)
        settled(page, qtbot)
    assert page.model.family_id is not None
    told = {each.sentence_id for each in desk.pedigrees.history(page.model.family_id)}
    assert f"history.{kind}" in told


def test_every_fact_behind_more_is_asked_for_by_the_mouse(page: PedigreePage, qtbot: QtBot) -> None:
    quick = page._board._quick
    asked = set()
    for place in range(len(MORE)):
        page.beside.card._ask_other()
        item = quick.list.item(place)
        quick.list.scrollToItem(item)
        spot = quick.list.visualItemRect(item).center()
        QTest.mouseClick(quick.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        asked.add(page.entry.state.verb if page.entry.state else "done at once")
        page.entry.put_away()
        settled(page, qtbot)
    assert len(asked) >= len(MORE) - 6 + 1  # those told by a single key are done at once
    assert QApplication.focusWidget() is page._board.canvas
