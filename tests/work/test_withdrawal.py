"""What somebody takes back counts at once: in every letter, file, sheet and picture."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pypdfium2
import pytest

from app.letters import verify_letter
from counselling.drawing.svg import svg
from counselling.errors import CounsellingError, LetterError, VaultError
from counselling.figures.sheet_order import Format, SheetOrder
from counselling.letters.order import Order
from counselling.pedigree.finding import Finding, Severity
from counselling.records.papers import documents
from counselling.records.papers.consents import Consent, Scope, record
from counselling.records.papers.gates import GATES, LIMITS, Gate, Purpose
from counselling.work.desk import Desk

CARRIER: Final = "III-4"  # a cousin of whom the family is about, with a change in BRCA1
FOCUS: Final = "III-1"
NAME: Final = "Linnea"
BLANKS: Final[Mapping[str, Mapping[str, str]]] = {
    "summary": {},
    "referrer": {"doctor": "Dr Example", "headline": "x"},
    "tumour_board": {"question": "q"},
    "relative": {},
    "invitation": {"start": "2027-01-15 10:30", "link": "https://talk.clinic.example/j#k"},
    "sample_kit": {"sample_id": "KIT-1", "return_by": "2026-12-08"},
}
OF_THE_FAMILY: Final = ("summary", "referrer", "tumour_board", "relative")


@pytest.fixture
def family(desk: Desk, folder: Path) -> str:
    assert folder.is_dir()
    return next(s for s in desk.families.summaries() if "BOC" in s.name).id


def _order(family: str, kind: str = "summary", person: str | None = None) -> Order:
    return Order(family, kind, "en", "UK", own="", person=person, filled=BLANKS[kind])


def _say(desk: Desk, family: str, scope: Scope, *, yes: bool = False, person: str = "") -> None:
    record(desk.unlock.vault, family, Consent(person, scope, is_given=yes))


def _restrict(desk: Desk, family: str, person: str, *, on: bool = True) -> None:
    desk.safekeeping.requests.restrict(family, person, is_restricted=on)


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def _told(found: tuple[Finding, ...]) -> list[tuple[str, object]]:
    kept = ("finding.letter_held_back", "finding.letter_result_held")
    return [(one.message_id, dict(one.fields)["person"]) for one in found if one.message_id in kept]


# A relative whose records are kept and not used (GDPR, article 18)


@pytest.mark.parametrize("kind", OF_THE_FAMILY)
def test_no_letter_about_somebody_else_holds_a_restricted_relative(
    desk: Desk, family: str, kind: str
) -> None:
    _say(desk, family, Scope.FAMILY_CONTACT, yes=True)
    before = desk.letters.preview(_order(family, kind))
    assert "BRCA1" in _text(before.content)
    assert _told(before.findings) == []
    _restrict(desk, family, CARRIER)
    shown = desk.letters.preview(_order(family, kind))
    text = _text(shown.content)
    assert NAME not in text
    assert "found in your cousin" not in text
    assert "BRCA1+" not in text
    if kind == "relative":
        assert "BRCA1" not in text
    assert ("finding.letter_held_back", NAME) in _told(shown.findings)
    _restrict(desk, family, CARRIER, on=False)
    assert _text(desk.letters.preview(_order(family, kind)).content) == _text(before.content)


def test_the_risk_of_a_letter_is_worked_out_without_her(desk: Desk, family: str) -> None:
    before = _text(desk.letters.preview(_order(family, "referrer")).content)
    assert "about 20 in 100" in before
    _restrict(desk, family, CARRIER)
    assert "about 20 in 100" not in _text(desk.letters.preview(_order(family, "referrer")).content)


def test_a_letter_that_tells_nothing_of_the_family_says_nothing_of_it(
    desk: Desk, family: str
) -> None:
    _restrict(desk, family, CARRIER)
    assert _told(desk.letters.preview(_order(family, "invitation")).findings) == []


def test_a_letter_about_whose_records_are_not_used_is_refused_even_as_the_patient(
    desk: Desk, family: str
) -> None:
    _restrict(desk, family, FOCUS)
    with pytest.raises(VaultError, match=r"vault\.restricted"):
        desk.letters.preview(_order(family))


def test_a_relative_to_whom_a_letter_was_written_is_not_named_to_the_doctor(
    desk: Desk, family: str
) -> None:
    _say(desk, family, Scope.FAMILY_CONTACT, yes=True)
    persons = desk.families.record(family).family.persons
    aunt = next(one.id for one in persons if one.name.startswith("Karin"))
    desk.letters.write(_order(family, "relative", aunt))

    def told() -> object:
        shown = desk.letters.preview(_order(family, "referrer"))
        return verify_letter(shown.content).record.whole["letters"]

    assert told()
    _restrict(desk, family, aunt)
    assert not told()


@pytest.mark.parametrize("kind", OF_THE_FAMILY)
@pytest.mark.parametrize("what", [Scope.USE, Scope.TEST_RELATIVES])
def test_a_kept_letter_with_her_in_it_leaves_no_more(
    desk: Desk, family: str, kind: str, what: Scope, tmp_path: Path
) -> None:
    made = desk.letters.write(_order(family, kind))
    desk.letters.export(made.id, tmp_path / "before.pdf")
    _say(desk, family, what, person=CARRIER)
    for act in (
        lambda: desk.letters.export(made.id, tmp_path / "after.pdf"),
        lambda: desk.boards.letter(family, page=0, language="en"),
    ):
        with pytest.raises(LetterError, match=r"letter\.contact_withdrawn"):
            act()
    assert desk.letters.content(made.id)
    anew = desk.letters.write(_order(family, kind))
    desk.letters.export(anew.id, tmp_path / "anew.pdf")


def test_a_letter_that_tells_nothing_of_the_family_may_leave(
    desk: Desk, family: str, tmp_path: Path
) -> None:
    made = desk.letters.write(_order(family, "invitation"))
    _restrict(desk, family, CARRIER)
    desk.letters.export(made.id, tmp_path / "invitation.pdf")


# Her result may help relatives, or not


@pytest.mark.parametrize("kind", OF_THE_FAMILY)
def test_who_says_no_has_her_result_in_no_letter_about_another(
    desk: Desk, family: str, kind: str
) -> None:
    _say(desk, family, Scope.FAMILY_CONTACT, yes=True)
    _say(desk, family, Scope.TEST_RELATIVES, person=CARRIER)
    shown = desk.letters.preview(_order(family, kind))
    text = _text(shown.content)
    assert "BRCA1+" not in text
    assert "BRCA1 found" not in text
    assert "in BRCA1 was found" not in text
    assert "about 20 in 100" not in text
    if kind == "relative":
        assert "BRCA1" not in text
    assert ("finding.letter_result_held", NAME) in _told(shown.findings)


def test_her_own_letter_tells_her_own_result(desk: Desk, family: str) -> None:
    _say(desk, family, Scope.TEST_RELATIVES, person=CARRIER)
    shown = desk.letters.preview(_order(family, "referrer", CARRIER))
    assert "BRCA1+" in _text(shown.content)
    assert _told(shown.findings) == []


def test_her_result_is_in_no_picture_for_another(desk: Desk, family: str) -> None:
    def drawn() -> str:
        return svg(desk.boards.pedigree(family, language="en").scene)

    def risk() -> str:
        return svg(desk.boards.risk(family, person=None, country="UK", language="en"))

    tree, chart = drawn(), risk()
    assert "BRCA1+" in tree
    _say(desk, family, Scope.TEST_RELATIVES, person=CARRIER)
    assert "BRCA1+" not in drawn()
    assert risk() != chart
    _say(desk, family, Scope.TEST_RELATIVES, person=CARRIER, yes=True)
    assert (drawn(), risk()) == (tree, chart)


# Counselling is not wanted any more


def _family_leaves(desk: Desk, family: str, folder: Path) -> Mapping[str, Callable[[], object]]:
    shown = desk.pedigrees.show(family)
    sheet = SheetOrder(format=Format.SVG)
    save = desk.sheets.save
    return {
        "file": lambda: desk.families.export(family, folder / "family.consultand"),
        "sheet": lambda: save(
            shown.record.family, shown.drawing.layout, sheet, folder / "sheet.svg", lambda _: None
        ),
        "board": lambda: desk.boards.pedigree(family, language="en"),
        "risk": lambda: desk.boards.risk(family, person=None, country="UK", language="en"),
        "letter": lambda: desk.letters.preview(_order(family)),
    }


@pytest.mark.parametrize("whose", ["", FOCUS])
@pytest.mark.parametrize("way", ["file", "sheet", "board", "risk", "letter"])
def test_who_wants_no_counselling_is_in_nothing_that_leaves(
    desk: Desk, family: str, whose: str, way: str, tmp_path: Path
) -> None:
    act = _family_leaves(desk, family, tmp_path)[way]
    act()
    for path in tmp_path.glob("*.*"):
        if path.is_file():
            path.unlink()
    _say(desk, family, Scope.CARE, person=whose)
    with pytest.raises(VaultError, match=r"vault\.care_withdrawn"):
        act()
    assert not (tmp_path / "family.consultand").exists()
    assert not (tmp_path / "sheet.svg").exists()
    _say(desk, family, Scope.CARE, person=whose, yes=True)
    act()


def test_who_said_no_to_letters_to_relatives_is_not_the_reason_for_one(
    desk: Desk, family: str
) -> None:
    order = _order(family, "relative")
    desk.letters.preview(order)  # nobody was asked
    _say(desk, family, Scope.FAMILY_CONTACT, person=CARRIER)
    for write in (desk.letters.preview, desk.letters.write):
        with pytest.raises(LetterError) as refused:
            write(order)
        assert refused.value.message_id == "letter.contact_refused"
    _say(desk, family, Scope.FAMILY_CONTACT, yes=True, person=CARRIER)
    desk.letters.preview(order)


def test_a_relative_who_wants_none_is_a_symbol_in_what_holds_the_whole_family(
    desk: Desk, family: str, tmp_path: Path
) -> None:
    _say(desk, family, Scope.CARE, person=CARRIER)
    acts = _family_leaves(desk, family, tmp_path)
    losses = desk.families.export(family, tmp_path / "family.consultand")
    assert [(one.message_id, dict(one.fields)["person"]) for one in losses] == [
        ("loss.care_withdrawn", NAME)
    ]
    acts["sheet"]()
    drawn = svg(desk.boards.pedigree(family, language="en", has_names=True).scene)
    for text in (
        (tmp_path / "family.consultand").read_text("utf-8"),
        (tmp_path / "sheet.svg").read_text("utf-8"),
        drawn,
    ):
        assert "BRCA1" not in text
        assert NAME not in text


def test_her_own_export_stays_possible(desk: Desk, family: str, tmp_path: Path) -> None:
    for scope in (*{gate.scope for gate in GATES}, Scope.USE):
        _say(desk, family, scope, person=FOCUS)
    desk.safekeeping.requests.disclose(family, FOCUS, tmp_path / "hers.zip")
    assert (tmp_path / "hers.zip").stat().st_size > 0


# Whatever gates something: taken back, the act is refused or the fact is absent, at once


def _held_back(desk: Desk, family: str, kind: str, tmp_path: Path) -> bool:
    """Whether a letter is refused everywhere and at once; half a refusal fails."""
    order, found = _order(family, kind), desk.letters.preview(_order(family, kind)).findings
    kept = documents.listing(desk.unlock.vault, family)
    blocked = any(one.severity is Severity.BLOCKING for one in found)
    ways = [lambda: desk.letters.write(order)]
    ways += [
        lambda one=one: desk.letters.export(one.id, tmp_path / "x.pdf")
        for one in kept
        if one.kind == f"{kind}_letter"
    ]
    refused = [_is_refused(way) for way in ways]
    assert len(set(refused)) == 1
    assert refused[0] == blocked
    return blocked


def _is_refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except CounsellingError:
        return True
    return False


def _asked_for(desk: Desk) -> bool:
    agenda = desk.safekeeping.tasks.waiting()
    return any(one.kind == "sample" and one.due is not None for one in agenda.tasks)


def _is_open(desk: Desk, family: str, gate: Gate, tmp_path: Path) -> bool:
    """Whether what a gate stands before is done."""
    vault, research = desk.unlock.vault, desk.safekeeping.research
    match gate.purpose:
        case Purpose.COUNSELLING:
            ways = _family_leaves(desk, family, tmp_path).values()
            refused = {_is_refused(way) for way in ways}
            assert len(refused) == 1
            return refused == {False}
        case Purpose.VIDEO_TALK:
            return not _held_back(desk, family, "invitation", tmp_path)
        case Purpose.SAMPLE:
            is_open = not _held_back(desk, family, "sample_kit", tmp_path)
            assert _asked_for(desk) == is_open
            return is_open
        case Purpose.RELATIVES_TOLD:
            order = _order(family, "relative")
            if _is_refused(lambda: desk.letters.preview(order)):
                return False
            return "BRCA1" in _text(desk.letters.preview(order).content)
        case Purpose.RELATIVES_HELPED:
            return "BRCA1+" in _text(desk.letters.preview(_order(family, "referrer")).content)
        case Purpose.RESEARCH | Purpose.RESEARCH_USE:
            assert vault is not None
            return research.preview("Firm", "phenopackets", 1).people > 0
    raise AssertionError(gate.purpose)


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: f"{gate.purpose}-{gate.scope}")
def test_what_gates_something_shuts_and_opens_it_at_once(
    desk: Desk, family: str, gate: Gate, tmp_path: Path
) -> None:
    for scope in {one.scope for one in GATES}:
        _say(desk, family, scope, yes=True)
    if gate.purpose is Purpose.SAMPLE:
        desk.letters.write(_order(family, "sample_kit"))
    if gate.purpose is Purpose.VIDEO_TALK:
        desk.letters.write(_order(family, "invitation"))
    assert _is_open(desk, family, gate, tmp_path)
    _say(desk, family, gate.scope)
    assert not _is_open(desk, family, gate, tmp_path)
    _say(desk, family, gate.scope, yes=True)
    assert _is_open(desk, family, gate, tmp_path)


@pytest.mark.parametrize(
    ("kind", "scope", "refusal", "finding"),
    [
        ("invitation", Scope.VIDEO, "letter.video_withdrawn", "finding.letter_video"),
        ("sample_kit", Scope.TEST, "letter.test_withdrawn", "finding.letter_test"),
    ],
)
def test_a_letter_for_what_she_does_not_want_is_held_back_with_the_reason(
    desk: Desk, family: str, kind: str, scope: Scope, refusal: str, finding: str, tmp_path: Path
) -> None:
    kept = desk.letters.write(_order(family, kind))
    _say(desk, family, scope, person=FOCUS)
    shown = desk.letters.preview(_order(family, kind))
    assert shown.is_held_back
    assert shown.findings[0].message_id == finding
    for act in (
        lambda: desk.letters.write(_order(family, kind)),
        lambda: desk.letters.export(kept.id, tmp_path / "kept.pdf"),
        lambda: desk.letters.export(kept.id, tmp_path / "kept.html"),
    ):
        with pytest.raises(LetterError) as refused:
            act()
        assert refused.value.message_id == refusal
    desk.letters.write(_order(family, kind, "III-5"))  # another's own word is another's


def test_an_export_for_research_takes_the_strictest_way_where_nothing_is_said(
    desk: Desk, family: str
) -> None:
    research = desk.safekeeping.research
    _say(desk, family, Scope.RESEARCH, yes=True)
    assert research.preview("Firm", "phenopackets", 1).people == 0
    assert research.preview("College", "phenopackets", 1, needs=()).people > 0
    for use in LIMITS:
        _say(desk, family, use, yes=True)
    assert research.preview("Firm", "phenopackets", 1).people > 0
    for use in LIMITS:
        _say(desk, family, use)
        assert research.preview("Firm", "phenopackets", 1, needs=(use.value,)).people == 0
        assert research.preview("College", "phenopackets", 1, needs=()).people > 0


def test_the_summary_that_is_written_in_one_go_keeps_the_counsellors_twin(
    desk: Desk, family: str
) -> None:
    made = desk.letters.write_summary(family, person=None, language="de", country="UK", own="en")
    assert desk.letters.beside(made.id)
