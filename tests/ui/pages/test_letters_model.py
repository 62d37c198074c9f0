"""The verbs of the letters' page over a real vault: what it shows is what the vault holds."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counselling.letters.order import Order
from counselling.pedigree.terms import TestResult
from counselling.risk.supposition import Supposition
from counselling.work.desk import Desk
from counselling.work.letters.letter_papers import Shown
from counselling.work.letters.letters import Letters
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.letters.keeping import keep_or_show
from ui.pages.letters.ordering import order_of
from ui.pages.letters.state import LettersState
from ui.pages.letters.view_model import LettersModel

LONG = 60_000


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
    qtbot.waitUntil(
        lambda: model.state.shown is not None and model.state.letters is not None, timeout=LONG
    )
    return model


@pytest.fixture
def written(opened: LettersModel, qtbot: QtBot) -> LettersModel:
    opened.start_writing()
    keep(opened, qtbot)
    qtbot.waitUntil(lambda: opened.state.content != b"", timeout=LONG)
    return opened


def keep(model: LettersModel, qtbot: QtBot) -> None:
    """Press the button, and once more where something is shown first."""
    look_first(model, qtbot)
    model.write()
    qtbot.waitUntil(lambda: model.state.is_written, timeout=LONG)


def look_first(model: LettersModel, qtbot: QtBot) -> None:
    """Press the button; something doubtful is shown, and nothing kept."""
    model.write()
    qtbot.waitUntil(lambda: not model.state.is_writing, timeout=LONG)
    assert model.state.findings
    assert not model.state.is_written


def test_family_without_letters_has_an_empty_list(opened: LettersModel, vault_desk: Desk) -> None:
    assert opened.state.letters == ()
    assert (opened.state.person, opened.state.country) == ("child", vault_desk.risks.country)
    assert (opened.state.letter, opened.state.content) == (None, b"")


def test_person_and_country_of_the_screen_before_are_kept(
    model: LettersModel, family_id: str, qtbot: QtBot
) -> None:
    model.open(family_id, person="mother", country="Norway")
    qtbot.waitUntil(lambda: model.state.shown is not None, timeout=LONG)
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
    opened.start_writing()
    opened.choose_person("mother")
    opened.choose_country("Norway")
    opened.choose_language("ar")
    opened.note_agreed("  See the surgeon \n\nAsk the aunt\n")
    assert opened.state.steps == ("See the surgeon", "Ask the aunt")
    look_first(opened, qtbot)
    opened.write()
    assert opened.state.is_writing
    qtbot.waitUntil(lambda: opened.state.is_written, timeout=LONG)
    (kept,) = vault_desk.letters.listing(family_id)
    assert (kept.person, kept.language) == ("mother", "ar")


def test_preview_shows_both_languages_and_keeps_nothing(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    opened.start_writing()
    opened.choose_language("de")
    opened.look()
    assert opened.state.is_looking
    qtbot.waitUntil(lambda: opened.state.findings is not None, timeout=LONG)
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
    qtbot.waitUntil(lambda: opened.state.findings is not None, timeout=LONG)
    assert opened.state.findings is not None
    assert opened.state.findings[0].message_id == "finding.letter_blank"
    opened.write()
    qtbot.waitUntil(lambda: opened.state.failure is not None, timeout=LONG)
    assert opened.state.failure is not None
    assert opened.state.failure.sentence_id == "error.letter.held_back"
    assert vault_desk.letters.listing(family_id) == ()
    opened.fill("callback", "+49 30 1234567")
    keep(opened, qtbot)
    (kept,) = vault_desk.letters.listing(family_id)
    assert kept.kind == "session_consent_letter"


def test_what_was_sent_is_kept_in_both_languages_and_a_correction_is_a_new_version(
    opened: LettersModel, vault_desk: Desk, qtbot: QtBot
) -> None:
    for count in (1, 2):
        opened.start_writing()
        opened.choose_language("de")
        keep(opened, qtbot)
        qtbot.waitUntil(lambda n=count: len(opened.state.letters or ()) == n, timeout=LONG)
        qtbot.waitUntil(lambda: opened.state.beside != b"", timeout=LONG)
    assert opened.state.letters is not None
    assert [opened.state.versions[one.id] for one in opened.state.letters] == [2, 1]
    assert opened.state.beside != opened.state.content


def test_newest_letter_comes_first_and_an_older_one_can_be_looked_at(
    written: LettersModel, qtbot: QtBot
) -> None:
    first = written.state.chosen
    content = written.state.content
    written.start_writing()
    written.choose_language("de")
    keep(written, qtbot)
    qtbot.waitUntil(lambda: len(written.state.letters or ()) == 2, timeout=LONG)
    assert written.state.letters is not None
    assert [each.language for each in written.state.letters] == ["de", "en"]
    assert first is not None
    written.choose(first)
    assert (written.state.content, written.state.is_written) == (b"", False)
    qtbot.waitUntil(lambda: written.state.content == content, timeout=LONG)


def test_pressing_twice_in_haste_writes_one_letter(
    opened: LettersModel, vault_desk: Desk, family_id: str, jobs: Jobs, qtbot: QtBot
) -> None:
    opened.start_writing()
    look_first(opened, qtbot)
    opened.write()
    opened.write()
    qtbot.waitUntil(lambda: opened.state.is_written, timeout=LONG)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=LONG)
    assert len(vault_desk.letters.listing(family_id)) == 1


def test_refused_letter_is_told_and_the_form_keeps_what_was_typed(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    opened.start_writing()
    opened.note_agreed("See the surgeon")
    opened.choose_country("Atlantis")
    opened.write()
    qtbot.waitUntil(lambda: opened.state.failure is not None, timeout=LONG)
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
    opened.start_writing()
    look_first(opened, qtbot)
    opened.write()
    other = vault_desk.families.create("Berg").id
    opened.open(other, person=None, country="")
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=LONG)
    QApplication.processEvents()
    assert (opened.state.is_written, opened.state.chosen) == (False, None)
    assert len(vault_desk.letters.listing(family_id)) == 1


def test_nobody_to_write_about_writes_nothing(
    model: LettersModel, vault_desk: Desk, qtbot: QtBot
) -> None:
    model.open(vault_desk.families.create("Berg").id, person=None, country="")
    qtbot.waitUntil(lambda: model.state.shown is not None, timeout=LONG)
    assert not model.state.can_write
    before = model.state
    model.write()
    assert model.state == before


def test_letter_is_saved_whole(written: LettersModel, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "letter.pdf"
    written.save(path)
    assert written.state.is_saving
    qtbot.waitUntil(lambda: written.state.file == "letter.pdf", timeout=LONG)
    assert path.read_bytes() == written.state.content
    assert (written.state.is_saving, written.state.is_written) == (False, False)


def test_letter_that_cannot_be_saved_is_one_sentence_and_stays_in_the_vault(
    written: LettersModel, vault_desk: Desk, family_id: str, tmp_path: Path, qtbot: QtBot
) -> None:
    written.save(tmp_path / "gone" / "letter.pdf")
    qtbot.waitUntil(lambda: written.state.failure is not None, timeout=LONG)
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
    qtbot.waitUntil(lambda: len(written.state.letters or ()) == 2, timeout=LONG)
    assert written.state.chosen == before
    assert written.state.content != b""


def test_bytes_of_a_letter_are_not_in_what_a_state_says_of_itself(written: LettersModel) -> None:
    assert repr(written.state) == repr(replace(written.state, content=b""))


def test_family_that_cannot_be_read_is_told(model: LettersModel, qtbot: QtBot) -> None:
    model.open("nobody", person=None, country="")
    qtbot.waitUntil(
        lambda: model.state.failure == Failure("error.vault.no_such_family"), timeout=LONG
    )


def test_comparison_goes_into_the_letter_unless_it_is_left_out_or_was_anothers(
    model: LettersModel, family_id: str, qtbot: QtBot
) -> None:
    what = Supposition("child", "BRCA1", TestResult.NEGATIVE)
    model.open(family_id, person="child", country="", supposed=what)
    qtbot.waitUntil(lambda: model.state.shown is not None, timeout=LONG)
    assert model.state.has_comparison
    model.show_comparison(is_shown=False)
    assert not model.state.has_comparison
    model.show_comparison(is_shown=True)
    model.start_writing()
    keep(model, qtbot)
    model.choose_person("mother")
    assert (model.state.supposed, model.state.has_comparison) == (None, False)


def test_the_address_is_read_with_the_person_and_kept_with_the_letter(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: opened.state.post == "", timeout=LONG)
    opened.start_writing()
    opened.note_post("3 Bridge Lane\n10117 Rivertown\n")
    keep(opened, qtbot)
    assert vault_desk.letters.post(family_id, "child") == ("3 Bridge Lane", "10117 Rivertown")
    opened.choose_person("mother")
    qtbot.waitUntil(lambda: opened.state.post == "", timeout=LONG)
    opened.choose_person("child")
    qtbot.waitUntil(lambda: opened.state.post == "3 Bridge Lane\n10117 Rivertown", timeout=LONG)


def test_a_preview_of_another_address_is_none(opened: LettersModel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: opened.state.post == "", timeout=LONG)
    opened.start_writing()
    opened.look()
    qtbot.waitUntil(lambda: opened.state.findings is not None, timeout=LONG)
    opened.note_post("1 Other Street")
    assert opened.state.findings is None


def test_an_address_that_is_too_long_is_said_and_stays_in_its_field(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: opened.state.post == "", timeout=LONG)
    opened.start_writing()
    opened.note_post("x" * 60)
    opened.write()
    qtbot.waitUntil(lambda: opened.state.failure is not None, timeout=LONG)
    assert opened.state.failure is not None
    assert opened.state.failure.sentence_id == "error.vault.address_long"
    assert opened.state.post == "x" * 60
    assert vault_desk.letters.listing(family_id) == ()


def test_what_is_doubtful_is_shown_before_a_letter_is_kept(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    opened.start_writing()
    with qtbot.waitSignal(opened.held, timeout=LONG):
        opened.write()
    assert opened.state.keeps_anyway
    assert opened.state.content.startswith(b"%PDF")  # it is looked at, too
    assert vault_desk.letters.listing(family_id) == ()
    opened.write()
    qtbot.waitUntil(lambda: opened.state.is_written, timeout=LONG)
    assert len(vault_desk.letters.listing(family_id)) == 1


def test_a_preview_shows_what_is_doubtful_too(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    opened.start_writing()
    opened.look()
    qtbot.waitUntil(lambda: opened.state.keeps_anyway, timeout=LONG)
    opened.write()
    qtbot.waitUntil(lambda: opened.state.is_written, timeout=LONG)
    assert len(vault_desk.letters.listing(family_id)) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda model: model.note_agreed("See the surgeon"),
        lambda model: model.choose_country("Norway"),
        lambda model: model.choose_person("mother"),
        lambda model: model.choose_language("de"),
        lambda model: model.enlarge(is_large=True),
        lambda model: model.note_post("3 Bridge Lane"),
        lambda model: model.fill("salutation", "Dear Ada,"),
    ],
)
def test_whatever_is_changed_asks_anew(
    change: Callable[[LettersModel], None], opened: LettersModel, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: opened.state.post == "", timeout=LONG)
    opened.start_writing()
    look_first(opened, qtbot)
    assert opened.state.keeps_anyway
    change(opened)
    assert not opened.state.keeps_anyway
    look_first(opened, qtbot)


def test_what_came_to_be_doubtful_since_is_shown_first(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    opened.start_writing()
    look_first(opened, qtbot)
    found = opened.state.findings
    assert found is not None
    order = order_of(opened.state, family_id, opened.template, own="en")
    kept, shown = keep_or_show(vault_desk.letters, order, found[1:])
    assert (kept, shown.findings) == (None, found)
    assert vault_desk.letters.listing(family_id) == ()


def test_a_letter_with_nothing_doubtful_is_kept_at_once(
    opened: LettersModel, vault_desk: Desk, family_id: str
) -> None:
    order = order_of(opened.state, family_id, opened.template, own="en")
    kept, _ = keep_or_show(Faultless(vault_desk.letters), order, ())
    assert vault_desk.letters.listing(family_id) == (kept,)


class Faultless:
    """Letters in which nothing is found."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters

    def __getattr__(self, name: str) -> object:
        return getattr(self._letters, name)

    def preview(self, order: Order) -> Shown:
        return replace(self._letters.preview(order), findings=())


def test_what_holds_a_letter_back_is_never_kept_all_the_same(
    opened: LettersModel, vault_desk: Desk, family_id: str, qtbot: QtBot
) -> None:
    opened.start_writing()
    opened.choose_kind("session_consent")
    look_first(opened, qtbot)
    assert not opened.state.keeps_anyway
    opened.write()
    qtbot.waitUntil(lambda: opened.state.failure is not None, timeout=LONG)
    assert vault_desk.letters.listing(family_id) == ()


def test_who_left_the_form_meanwhile_is_not_led_back(
    opened: LettersModel, vault_desk: Desk, family_id: str, jobs: Jobs, qtbot: QtBot
) -> None:
    opened.start_writing()
    opened.write()
    opened.stop_writing()
    qtbot.waitUntil(lambda: not opened.state.is_writing, timeout=LONG)
    assert (opened.state.findings, opened.state.content) == (None, b"")
    assert vault_desk.letters.listing(family_id) == ()
