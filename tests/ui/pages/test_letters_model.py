"""The verbs of the letters' page over a real vault: what it shows is what the vault holds."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counselling.pedigree.terms import TestResult
from counselling.risk.supposition import Supposition
from counselling.work.desk import Desk
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.letters.state import LettersState
from ui.pages.letters.view_model import LettersModel


@pytest.fixture
def family_id(vault_desk: Desk) -> str:
    return vault_desk.families.summaries()[0].id


@pytest.fixture
def model(vault_desk: Desk, jobs: Jobs) -> LettersModel:
    desk = vault_desk
    return LettersModel(desk.letters, desk.pedigrees, desk.risks, jobs, language="en")


@pytest.fixture
def opened(model: LettersModel, family_id: str, qtbot: QtBot) -> LettersModel:
    model.open(family_id, person=None, country="")
    qtbot.waitUntil(lambda: model.state.shown is not None and model.state.letters is not None)
    return model


@pytest.fixture
def written(opened: LettersModel, qtbot: QtBot) -> LettersModel:
    opened.start_writing()
    opened.write()
    qtbot.waitUntil(lambda: opened.state.is_written and opened.state.content != b"")
    return opened


def test_family_without_letters_has_an_empty_list(opened: LettersModel, vault_desk: Desk) -> None:
    assert opened.state.letters == ()
    assert (opened.state.person, opened.state.country) == ("child", vault_desk.risks.country)
    assert (opened.state.letter, opened.state.content) == (None, b"")


def test_person_and_country_of_the_screen_before_are_kept(
    model: LettersModel, family_id: str, qtbot: QtBot
) -> None:
    model.open(family_id, person="mother", country="Norway")
    qtbot.waitUntil(lambda: model.state.shown is not None)
    assert (model.state.person, model.state.country) == ("mother", "Norway")


def test_written_letter_is_in_the_vault_and_is_looked_at(
    written: LettersModel, vault_desk: Desk, family_id: str
) -> None:
    (kept,) = vault_desk.letters.listing(family_id)
    assert written.state.letter == kept
    assert (kept.kind, kept.language, kept.person) == ("summary_letter", "en", "child")
    assert written.state.content.startswith(b"%PDF")
    assert not written.state.is_asking


def test_letter_is_asked_for_as_the_form_stands(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    opened.choose_person("mother")
    opened.choose_country("Norway")
    opened.choose_language("ar")
    opened.note_agreed("  See the surgeon \n\nAsk the aunt\n")
    assert opened.state.steps == ("See the surgeon", "Ask the aunt")
    opened.write()
    assert opened.state.is_writing
    qtbot.waitUntil(lambda: opened.state.is_written)
    (kept,) = vault_desk.letters.listing(family_id)
    assert (kept.person, kept.language) == ("mother", "ar")


def test_preview_shows_both_languages_and_keeps_nothing(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    opened.start_writing()
    opened.choose_language("de")
    opened.look()
    assert opened.state.is_looking
    qtbot.waitUntil(lambda: opened.state.findings is not None)
    assert opened.state.content.startswith(b"%PDF")
    assert opened.state.beside.startswith(b"%PDF")
    assert opened.state.shows_preview
    assert vault_desk.letters.listing(family_id) == ()
    opened.choose_kind("session_consent")
    assert (opened.state.content, opened.state.findings) == (b"", None)


def test_an_empty_needed_blank_is_found_by_the_preview_and_refused_by_the_vault(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    opened.start_writing()
    opened.choose_kind("session_consent")
    opened.look()
    qtbot.waitUntil(lambda: opened.state.findings is not None)
    assert opened.state.findings is not None
    assert opened.state.findings[0].message_id == "finding.letter_blank"
    opened.write()
    qtbot.waitUntil(lambda: opened.state.failure is not None)
    assert opened.state.failure is not None
    assert opened.state.failure.sentence_id == "error.letter.held_back"
    assert vault_desk.letters.listing(family_id) == ()
    opened.fill("callback", "+49 30 1234567")
    opened.write()
    qtbot.waitUntil(lambda: opened.state.is_written)
    (kept,) = vault_desk.letters.listing(family_id)
    assert kept.kind == "session_consent_letter"


def test_what_was_sent_is_kept_in_both_languages_and_a_correction_is_a_new_version(
    opened: LettersModel, vault_desk: Desk, qtbot: QtBot
) -> None:
    for count in (1, 2):
        opened.start_writing()
        opened.choose_language("de")
        opened.write()
        qtbot.waitUntil(lambda n=count: len(opened.state.letters or ()) == n)
        qtbot.waitUntil(lambda: opened.state.beside != b"")
    assert opened.state.letters is not None
    assert [opened.state.versions[one.id] for one in opened.state.letters] == [2, 1]
    assert opened.state.beside != opened.state.content


def test_newest_letter_comes_first_and_an_older_one_can_be_looked_at(
    written: LettersModel, qtbot: QtBot
) -> None:
    first = written.state.chosen
    content = written.state.content
    written.choose_language("de")
    written.write()
    qtbot.waitUntil(lambda: len(written.state.letters or ()) == 2)
    assert written.state.letters is not None
    assert [each.language for each in written.state.letters] == ["de", "en"]
    assert first is not None
    written.choose(first)
    assert (written.state.content, written.state.is_written) == (b"", False)
    qtbot.waitUntil(lambda: written.state.content == content)


def test_pressing_twice_in_haste_writes_one_letter(
    opened: LettersModel, vault_desk: Desk, family_id: str, jobs: Jobs, qtbot: QtBot
) -> None:
    opened.write()
    opened.write()
    qtbot.waitUntil(lambda: opened.state.is_written)
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert len(vault_desk.letters.listing(family_id)) == 1


def test_refused_letter_is_told_and_the_form_keeps_what_was_typed(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    opened.start_writing()
    opened.note_agreed("See the surgeon")
    opened.choose_country("Atlantis")
    opened.write()
    qtbot.waitUntil(lambda: opened.state.failure is not None)
    assert opened.state.failure is not None
    assert opened.state.failure.sentence_id == "error.risk.unknown_country"
    assert (opened.state.is_asking, opened.state.is_writing) == (True, False)
    assert opened.state.agreed == "See the surgeon"
    assert vault_desk.letters.listing(family_id) == ()


def test_what_was_agreed_with_one_family_does_not_come_into_anothers_letter(
    opened: LettersModel, vault_desk: Desk
) -> None:
    opened.note_agreed("See the surgeon")
    opened.choose_language("de")
    opened.open(vault_desk.families.create("Berg").id, person=None, country="")
    assert opened.state == LettersState(vault_desk.risks.country, "en")


def test_what_was_agreed_is_kept_for_the_same_family(opened: LettersModel, family_id: str) -> None:
    opened.note_agreed("See the surgeon")
    opened.stop_writing()
    opened.open(family_id, person=None, country="")
    assert opened.state.agreed == "See the surgeon"


def test_letter_that_is_finished_when_another_family_is_open_lies_in_its_own(
    opened: LettersModel, vault_desk: Desk, family_id: str, jobs: Jobs, qtbot: QtBot
) -> None:
    opened.write()
    other = vault_desk.families.create("Berg").id
    opened.open(other, person=None, country="")
    qtbot.waitUntil(lambda: jobs.is_idle)
    QApplication.processEvents()
    assert (opened.state.is_written, opened.state.chosen) == (False, None)
    assert len(vault_desk.letters.listing(family_id)) == 1


def test_nobody_to_write_about_writes_nothing(
    model: LettersModel, vault_desk: Desk, qtbot: QtBot
) -> None:
    model.open(vault_desk.families.create("Berg").id, person=None, country="")
    qtbot.waitUntil(lambda: model.state.shown is not None)
    assert not model.state.can_write
    before = model.state
    model.write()
    assert model.state == before


def test_letter_is_saved_whole(written: LettersModel, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "letter.pdf"
    written.save(path)
    assert written.state.is_saving
    qtbot.waitUntil(lambda: written.state.file == "letter.pdf")
    assert path.read_bytes() == written.state.content
    assert (written.state.is_saving, written.state.is_written) == (False, False)


def test_letter_that_cannot_be_saved_is_one_sentence_and_stays_in_the_vault(
    written: LettersModel, vault_desk: Desk, family_id: str, tmp_path: Path, qtbot: QtBot
) -> None:
    written.save(tmp_path / "gone" / "letter.pdf")
    qtbot.waitUntil(lambda: written.state.failure is not None)
    assert written.state.failure == Failure("error.storage.gone")
    assert not (tmp_path / "gone").exists()
    (kept,) = vault_desk.letters.listing(family_id)
    assert vault_desk.letters.content(kept.id) == written.state.content


def test_coming_back_reads_the_list_anew_and_keeps_the_place(
    written: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    before = written.state.chosen
    vault_desk.letters.write_summary(family_id, person=None, language="de", country="UK")
    written.open(family_id, person=None, country="")
    qtbot.waitUntil(lambda: len(written.state.letters or ()) == 2)
    assert written.state.chosen == before
    assert written.state.content != b""


def test_bytes_of_a_letter_are_not_in_what_a_state_says_of_itself(written: LettersModel) -> None:
    assert repr(written.state) == repr(replace(written.state, content=b""))


def test_family_that_cannot_be_read_is_told(model: LettersModel, qtbot: QtBot) -> None:
    model.open("nobody", person=None, country="")
    qtbot.waitUntil(lambda: model.state.failure == Failure("error.vault.no_such_family"))


def test_comparison_goes_into_the_letter_unless_it_is_left_out_or_was_anothers(
    model: LettersModel, family_id: str, qtbot: QtBot
) -> None:
    what = Supposition("child", "BRCA1", TestResult.NEGATIVE)
    model.open(family_id, person="child", country="", supposed=what)
    qtbot.waitUntil(lambda: model.state.shown is not None)
    assert model.state.has_comparison
    model.show_comparison(is_shown=False)
    assert not model.state.has_comparison
    model.show_comparison(is_shown=True)
    model.write()
    qtbot.waitUntil(lambda: model.state.is_written)
    model.choose_person("mother")
    assert (model.state.supposed, model.state.has_comparison) == (None, False)


def test_the_address_is_read_with_the_person_and_kept_with_the_letter(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: opened.state.post == "")
    opened.start_writing()
    opened.note_post("3 Bridge Lane\n10117 Rivertown\n")
    opened.write()
    qtbot.waitUntil(lambda: opened.state.is_written)
    assert vault_desk.letters.post(family_id, "child") == ("3 Bridge Lane", "10117 Rivertown")
    opened.choose_person("mother")
    qtbot.waitUntil(lambda: opened.state.post == "")
    opened.choose_person("child")
    qtbot.waitUntil(lambda: opened.state.post == "3 Bridge Lane\n10117 Rivertown")


def test_a_preview_of_another_address_is_none(opened: LettersModel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: opened.state.post == "")
    opened.start_writing()
    opened.look()
    qtbot.waitUntil(lambda: opened.state.findings is not None)
    opened.note_post("1 Other Street")
    assert opened.state.findings is None


def test_an_address_that_is_too_long_is_said_and_stays_in_its_field(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: opened.state.post == "")
    opened.start_writing()
    opened.note_post("x" * 60)
    opened.write()
    qtbot.waitUntil(lambda: opened.state.failure is not None)
    assert opened.state.failure is not None
    assert opened.state.failure.sentence_id == "error.vault.address_long"
    assert opened.state.post == "x" * 60
    assert vault_desk.letters.listing(family_id) == ()
