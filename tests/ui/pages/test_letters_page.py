"""The letters as they are seen, heard, and driven by keys."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from counselling.language.catalogue import Catalogue
from counselling.pedigree.finding import Finding, Severity
from counselling.work.desk import Desk
from tests.ui.test_audit import cut_ones, focusable, small_ones
from ui.kit.controls.line_list import LineList
from ui.kit.controls.picker import Picker
from ui.kit.pictures.pdf_view import PdfView
from ui.kit.standing.navigator import OpenFamily
from ui.look.theme import Choice, Contrast, Mode
from ui.pages.letters.page import LettersPage, build
from ui.pages.risk import page as risk_page
from ui.start import Desktop

LARGE = Choice(Mode.LIGHT, Contrast.NORMAL, 2.0)
Open = Callable[..., LettersPage]


MOST_FIELDS = 40  # of one letter


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def family_id(desk: Desk) -> str:
    return desk.families.summaries()[0].id


@pytest.fixture
def open_letters(
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    desk: Desk,
    qtbot: QtBot,
) -> Open:
    def make(*, task: str = "", **how: Any) -> LettersPage:
        desktop = open_desktop(builders={"letters": build, "risk": risk_page.build}, **how)
        enter(desktop)
        desktop.window.activateWindow()
        qtbot.waitActive(desktop.window)
        summary = desk.families.summaries()[0]
        head = OpenFamily(summary.id, summary.name, summary.proband)
        desktop.context.navigator.open(head)
        desktop.context.navigator.go("letters", task=task)
        page = desktop.window.page
        assert isinstance(page, LettersPage)
        state = page.model
        qtbot.waitUntil(lambda: state.state.shown is not None and state.state.letters is not None)
        return page

    return make


@pytest.fixture
def written(open_letters: Open, desk: Desk, family_id: str, qtbot: QtBot) -> LettersPage:
    """A page with two letters; the newest, in German, is looked at."""
    for language in ("en", "de"):
        desk.letters.write_summary(family_id, person=None, language=language, country="UK")
    page = open_letters()
    qtbot.waitUntil(lambda: page.model.state.content != b"")
    return page


def seen(page: QWidget, kind: type[Any]) -> list[Any]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in seen(page, QLabel)]


def button(page: QWidget, words: str) -> QPushButton:
    return next(b for b in seen(page, QPushButton) if b.text() == words)


def picker(page: QWidget, name: str) -> Picker:
    return next(p for p in seen(page, Picker) if p.accessibleName() == name)


def pages(page: QWidget) -> PdfView:
    """The letter as it is sent; beside it may stand the counsellor's language."""
    view = next(one for one in seen(page, PdfView))
    assert isinstance(view, PdfView)
    assert view is page._preview.pages  # type: ignore[attr-defined]
    return view


def test_family_without_letters_offers_to_write_one(open_letters: Open) -> None:
    page = open_letters()
    assert "letters.empty" in texts(page)
    (only,) = seen(page, QPushButton)
    assert only.text() == "letters.new"
    assert page.main_action is None  # the empty page itself has the one main button


def test_a_form_of_address_is_asked_for_where_the_language_has_two(open_letters: Open) -> None:
    page = open_letters(task="write")
    for language, has_choice in (("en", False), ("de", True), ("nb", False)):
        page.model.choose_language(language)
        names = {one.accessibleName() for one in seen(page, Picker)}
        assert ("letters.address" in names) is has_choice


def test_letter_is_written_by_keys_alone(
    open_letters: Open, desk: Desk, family_id: str, qtbot: QtBot, qapp: QApplication
) -> None:
    page = open_letters()
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert picker(page, "letters.kind").hasFocus()
    for _ in range(2):  # person, language
        QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(qapp.focusWidget(), "Deu")  # of many languages one is found by its letters
    for _ in range(4):  # form of address, country, postal address, what was agreed
        QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
    _, agreed = seen(page, QPlainTextEdit)
    assert agreed.hasFocus()
    QTest.keyClicks(agreed, "See the surgeon")
    for _ in range(MOST_FIELDS):  # the letter's blanks, large print, then the main button
        QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
        held = qapp.focusWidget()
        if isinstance(held, QAbstractButton) and held.text() == "letters.write":
            break
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_Return)
    found = page._preview.findings.lines
    qtbot.waitUntil(found.hasFocus, timeout=60_000)  # something is to be looked at first
    assert desk.letters.listing(family_id) == ()
    for _ in range(MOST_FIELDS):  # back over the buttons
        QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        held = qapp.focusWidget()
        if isinstance(held, QAbstractButton) and held.text() == "letters.keep_anyway":
            break
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.state.is_written, timeout=60_000)
    qtbot.waitUntil(lambda: pages(page).pages > 0, timeout=60_000)
    (kept,) = desk.letters.listing(family_id)
    assert kept.language == "de"
    assert "letters.written" in texts(page)
    assert "See the surgeon" in pages(page).accessibleDescription()
    (beside,) = (one for one in seen(page, PdfView) if one.accessibleName() == "letters.own")
    assert "Summary of your genetic counselling" in beside.accessibleDescription()
    (lines,) = seen(page, LineList)
    assert lines.hasFocus()


def test_escape_leaves_the_form_and_keeps_what_was_typed(open_letters: Open) -> None:
    page = open_letters(task="write")
    _, agreed = seen(page, QPlainTextEdit)
    QTest.keyClicks(agreed, "See the surgeon")
    QTest.keyClick(agreed, Qt.Key.Key_Escape)
    assert not page.model.state.is_asking
    assert "letters.empty" in texts(page)
    page.model.start_writing()
    _, agreed = seen(page, QPlainTextEdit)
    assert agreed.toPlainText() == "See the surgeon"


def test_unreviewed_language_says_that_the_letter_is_a_draft(
    open_letters: Open, desk: Desk, qtbot: QtBot
) -> None:
    page = open_letters(task="write")
    qtbot.waitUntil(lambda: "letters.unreviewed" in texts(page), timeout=60_000)
    assert picker(page, "letters.language").accessibleDescription() == "letters.unreviewed"
    listed = picker(page, "letters.language")
    names = [listed.itemText(place) for place in range(listed.count())]
    assert set(names) == {language.own_name for language in desk.letters.languages}
    assert names.index("čeština") < names.index("Deutsch") < names.index("العربية")


def test_form_says_who_reviewed_the_letter_in_its_language_and_when(
    open_letters: Open, desk: Desk, language: Callable[[str], Catalogue], qtbot: QtBot
) -> None:
    words, reviews = language("en"), desk.safekeeping.wording
    (letter,) = (one for one in reviews.listing("de") if one.kind == "summary")
    signed = reviews.sign("summary", "de", letter.wording)
    (one,) = (each for each in signed if each.kind == "summary")
    assert one.at is not None
    page = open_letters(catalogue=words, task="write")
    hint = picker(page, words.say("letters.language")).accessibleDescription
    qtbot.waitUntil(lambda: hint() == words.say("letters.unreviewed"), timeout=60_000)
    page.model.choose_language("de")
    day = words.date(one.at.astimezone().date())
    told = words.say("letters.reviewed", name=one.reviewer, day=day)
    qtbot.waitUntil(lambda: hint() == told, timeout=60_000)
    page.model.choose_kind("invitation")
    assert hint() == words.say("letters.unreviewed")
    reviews.withdraw("summary", "de")  # meanwhile, on another page
    page.entered()
    page.model.choose_kind("summary")
    qtbot.waitUntil(lambda: hint() == words.say("letters.unreviewed"), timeout=60_000)


def test_every_finding_can_be_read_by_keys_however_many_there_are(
    open_letters: Open,
    language: Callable[[str], Catalogue],
    settle: Callable[[], None],
    qapp: QApplication,
) -> None:
    page = open_letters(catalogue=language("en"), look=LARGE, task="write")
    page.window().resize(720, 520)
    many = tuple(
        Finding("finding.letter_jargon", Severity.DOUBTFUL, fields=(
            ("section", "What we talked about"), ("number", number), ("word", "penetrance")))
        for number in range(1, 10)
    )  # fmt: skip
    card = page._preview.findings
    page.model.changed.disconnect(page.show_state)  # what it still reads knows of no findings
    card.show_state(replace(page.model.state, is_asking=True, findings=many, looked=("it",)))
    card.take_focus()
    assert qapp.focusWidget() is card.lines
    assert card.lines.count() == len(many)
    for number in range(1, 10):
        place = card.lines.currentIndex()
        assert f"sentence {number}" in place.data()
        shown = card.lines.visualRect(place)
        assert card.lines.viewport().rect().contains(shown), number
        settle()
        in_sight = card.lines.viewport().visibleRegion()
        assert in_sight.contains(card.lines.visualRect(place).center()), number
        QTest.keyClick(card.lines, Qt.Key.Key_Down)


def test_findings_are_said_once_a_preview(
    open_letters: Open, heard: list[str], language: Callable[[str], Catalogue]
) -> None:
    page = open_letters(catalogue=language("en"), task="write")
    found = (Finding("finding.letter_hard", Severity.DOUBTFUL),)
    state = replace(page.model.state, is_asking=True, findings=found, looked=("one",))
    card = page._preview.findings
    for one in (state, state, replace(state, looked=("other",))):
        card.show_state(one)
    said = [text for text in heard if "hard to read" in text]
    assert len(said) == 2
    assert said[0].startswith("To look at")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader was asked to say."""
    said: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return said


def test_risk_page_leads_into_the_form_with_person_and_country(
    open_letters: Open, qtbot: QtBot
) -> None:
    page = open_letters()
    navigator = page._navigator
    navigator.select("mother")
    navigator.compare_with("Norway")
    navigator.go("risk")
    window = page.window()
    risk = window.page  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: risk.model.state.risk is not None)
    risk.main_action.trigger()
    assert window.page is page  # type: ignore[attr-defined]
    assert page.model.state.is_asking
    assert (page.model.state.person, page.model.state.country) == ("mother", "Norway")
    assert picker(page, "letters.country").chosen == "Norway"
    assert picker(page, "letters.kind").hasFocus()


def test_country_chosen_here_holds_on_the_risk_page_too(open_letters: Open) -> None:
    page = open_letters(task="write")
    countries = picker(page, "letters.country")
    QTest.keyClick(countries, Qt.Key.Key_Up)
    assert page._navigator.state.country == countries.chosen != ""


def test_letters_are_listed_newest_first_with_language_person_day_and_size(
    open_letters: Open,
    desk: Desk,
    family_id: str,
    language: Callable[[str], Catalogue],
) -> None:
    for code in ("en", "ar"):
        desk.letters.write_summary(family_id, person=None, language=code, country="UK")
    words = language("en")
    page = open_letters(catalogue=words)
    (lines,) = seen(page, LineList)
    day = words.date(desk.letters.listing(family_id)[0].created_at.astimezone().date())
    newest, oldest = lines.item(0).text(), lines.item(1).text()
    assert newest.startswith("Summary letter  ·  العربية\nIII-2  Anna  ·  ")
    assert oldest.startswith("Summary letter  ·  English")
    assert day in newest
    assert newest.endswith("kB")


def test_arrows_look_at_another_letter_and_enter_goes_into_it(
    written: LettersPage, qtbot: QtBot
) -> None:
    before = pages(written).accessibleDescription()
    (lines,) = seen(written, LineList)
    assert lines.hasFocus()
    QTest.keyClick(lines, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: pages(written).accessibleDescription() not in ("", before))
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert pages(written).hasFocus()


def test_text_of_the_letter_reaches_the_ear(written: LettersPage) -> None:
    view = pages(written)
    assert view.accessibleName() == "letters.preview"
    assert "Anna" in view.accessibleDescription()


def test_letter_is_saved_under_a_name_that_names_nobody(
    written: LettersPage, tmp_path: Path, qtbot: QtBot
) -> None:
    QTest.keyClick(written, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = written.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "letter.pdf"
    dialog.fileSelected.emit(str(tmp_path / "letter.pdf"))
    dialog.close()
    qtbot.waitUntil(lambda: "letters.saved" in texts(written))
    assert "letters.saved_rest" in texts(written)
    assert (tmp_path / "letter.pdf").read_bytes() == written.model.state.content


def test_failure_to_save_is_told_and_the_letter_is_still_there(
    written: LettersPage, tmp_path: Path, qtbot: QtBot
) -> None:
    written.model.save(tmp_path / "gone" / "letter.pdf")
    qtbot.waitUntil(lambda: "error.storage.gone" in texts(written))
    assert pages(written).pages > 0


def test_looking_at_a_letter_leaves_nothing_on_the_disk(
    open_letters: Open,
    desk: Desk,
    family_id: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setenv("TMPDIR", str(spare))
    desk.letters.write_summary(family_id, person=None, language="en", country="UK")
    page = open_letters()
    qtbot.waitUntil(lambda: pages(page).pages > 0, timeout=60_000)
    page.grab()
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert [each for each in files if each.read_bytes().startswith(b"%PDF")] == []
    assert list(spare.iterdir()) == []


def test_locking_throws_the_document_away(
    written: LettersPage, settle: Callable[[], None], qtbot: QtBot
) -> None:
    gone: list[str] = []
    view, window = pages(written), written.window()
    view._document.destroyed.connect(lambda: gone.append("document"))  # type: ignore[union-attr]
    window.lock()  # type: ignore[attr-defined]
    settle()
    qtbot.waitUntil(lambda: gone == ["document"])


def test_buttons_zoom_and_fit_the_width_again(written: LettersPage) -> None:
    farther, nearer, fitted = seen(written, QToolButton)
    nearer.click()
    assert pages(written).zoom > 1
    fitted.click()
    assert pages(written).zoom == 1
    farther.click()
    assert pages(written).zoom < 1


def test_list_stands_before_the_letter_where_one_begins_to_read(written: LettersPage) -> None:
    (lines,) = seen(written, LineList)
    assert lines.mapTo(written, QPoint(0, 0)).x() < pages(written).mapTo(written, QPoint(0, 0)).x()


def test_arabic_page_is_mirrored_and_the_paper_is_not(
    open_letters: Open,
    desk: Desk,
    family_id: str,
    language: Callable[[str], Catalogue],
    qtbot: QtBot,
) -> None:
    desk.letters.write_summary(family_id, person=None, language="ar", country="UK")
    page = open_letters(catalogue=language("ar"))
    qtbot.waitUntil(lambda: pages(page).pages > 0, timeout=60_000)
    (lines,) = seen(page, LineList)
    assert lines.mapTo(page, QPoint(0, 0)).x() > pages(page).mapTo(page, QPoint(0, 0)).x()


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_nothing_is_cut_in_the_smallest_window_at_twice_the_size(
    open_letters: Open,
    desk: Desk,
    family_id: str,
    language: Callable[[str], Catalogue],
    code: str,
    qtbot: QtBot,
    settle: Callable[[], None],
) -> None:
    desk.letters.write_summary(family_id, person=None, language=code, country="UK")
    page = open_letters(catalogue=language(code), look=LARGE, task="write")
    page.window().resize(720, 520)
    settle()
    for part in (*seen(page, Picker), *seen(page, QPushButton), *seen(page, PdfView)):
        left = part.mapTo(page, QPoint(0, 0)).x()
        assert left >= 0
        assert left + part.width() <= page.width()
    for each in seen(page, QPushButton):
        assert each.width() >= each.minimumSizeHint().width()


def test_showing_a_state_twice_equals_once(
    written: LettersPage, settle: Callable[[], None]
) -> None:
    settle()
    written.grab()
    settle()
    once = written.grab().toImage()
    written.show_state(written.model.state)
    settle()
    assert written.grab().toImage() == once


@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_every_control_is_named_large_enough_and_whole_at_twice_the_size(
    open_letters: Open, language: Callable[[str], Catalogue], settle: Callable[[], None], code: str
) -> None:
    page = open_letters(catalogue=language(code), look=LARGE, task="write")
    settle()
    window = page.window()
    heard = [QAccessible.queryAccessibleInterface(control) for control in focusable(window)]
    assert [each for each in heard if not each.text(QAccessible.Text.Name)] == []
    assert list(small_ones(window)) == []
    assert list(cut_ones(window)) == []
