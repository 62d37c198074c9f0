from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from counselling.errors import FormatError, VaultLocked
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.families.view_model import NO_NAME, FamiliesModel


@pytest.fixture
def model(desk: Any, jobs: Jobs) -> FamiliesModel:
    return FamiliesModel(desk.families, jobs)


@pytest.fixture
def loaded(model: FamiliesModel, qtbot: QtBot) -> FamiliesModel:
    model.load()
    qtbot.waitUntil(lambda: model.state.families is not None)
    return model


def names(model: FamiliesModel) -> list[str]:
    return [family.name for family in model.state.found]


def test_list_is_unknown_until_it_was_read(model: FamiliesModel) -> None:
    assert model.state.families is None
    assert model.state.found == ()


def test_first_family_is_selected_when_the_list_comes(loaded: FamiliesModel) -> None:
    assert loaded.state.selected is not None
    assert loaded.state.selected.name == "Lindqvist"


def test_selection_is_kept_when_the_list_is_read_again(
    loaded: FamiliesModel, desk: Any, qtbot: QtBot
) -> None:
    loaded.choose(desk.families.rows[2])
    desk.families.rows = tuple(reversed(desk.families.rows))
    loaded.load()
    qtbot.waitUntil(lambda: names(loaded)[0] == "Öztürk")
    assert loaded.state.chosen == "f3"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Lindqvist", "Sachsen-Coburg", "Öztürk"]),
        ("lind", ["Lindqvist"]),
        ("victoria", ["Sachsen-Coburg"]),
        ("ÖZT zey", ["Öztürk"]),
        ("lind victoria", []),
    ],
)
def test_every_word_typed_must_be_in_family_or_proband(
    loaded: FamiliesModel, words: str, found: list[str]
) -> None:
    loaded.find(words)
    assert names(loaded) == found


def test_opening_is_written_down_before_it_is_told(
    loaded: FamiliesModel, desk: Any, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(loaded.opened) as heard:
        loaded.open(desk.families.rows[1])
    assert desk.families.opened == ["f2"]
    assert heard.args[0].name == "Sachsen-Coburg"


def test_family_that_cannot_be_opened_says_so(
    loaded: FamiliesModel, desk: Any, qtbot: QtBot
) -> None:
    def refuse(family_id: str) -> None:
        raise VaultLocked("vault.locked")

    desk.families.open = refuse
    with qtbot.assertNotEmitted(loaded.opened):
        loaded.open(desk.families.rows[0])
        qtbot.waitUntil(lambda: loaded.state.failure is not None)
    assert loaded.state.failure == Failure("error.vault.locked")


def test_import_tells_what_was_read_and_what_was_lost_and_reads_the_list_anew(
    loaded: FamiliesModel, qtbot: QtBot
) -> None:
    loaded.find("zey")
    loaded.import_file(Path("/home/nurse/bws d7.canrisk4"))
    assert loaded.state.is_busy
    qtbot.waitUntil(lambda: names(loaded)[:1] == ["bws d7"])
    assert not loaded.state.is_busy
    assert loaded.state.report is not None
    assert [loss.line for loss in loaded.state.report.losses] == [12, 0]
    assert loaded.state.file == "bws d7.canrisk4"
    assert loaded.state.selected == loaded.state.report.families[0]
    assert loaded.state.wanted == ""
    loaded.put_report_away()
    assert loaded.state.report is None


def test_unreadable_file_leaves_the_list_as_it_was(
    loaded: FamiliesModel, desk: Any, qtbot: QtBot
) -> None:
    def refuse(path: Path) -> None:
        raise FormatError("format.line", line=3)

    desk.families.look_into = refuse
    before = loaded.state.families
    loaded.import_file(Path("x.ped"))
    qtbot.waitUntil(lambda: loaded.state.failure is not None)
    assert loaded.state.failure == Failure("error.format.line", (("line", 3),))
    assert loaded.state == replace(loaded.state, families=before, is_busy=False, report=None)


def test_demo_families_come_into_this_vault(loaded: FamiliesModel, qtbot: QtBot) -> None:
    loaded.add_demo()
    qtbot.waitUntil(lambda: "Demo" in names(loaded))


def test_new_family_needs_a_name(loaded: FamiliesModel, desk: Any) -> None:
    loaded.start_naming()
    loaded.create("  ")
    assert loaded.state.failure == NO_NAME
    assert loaded.state.is_naming
    loaded.stop_naming()
    assert (loaded.state.is_naming, loaded.state.failure) == (False, None)


def test_new_family_is_opened_at_once(loaded: FamiliesModel, qtbot: QtBot) -> None:
    loaded.start_naming()
    with qtbot.waitSignal(loaded.opened) as heard:
        loaded.create(" Berg ")
    assert heard.args[0].name == "Berg"
    assert not loaded.state.is_naming


def test_of_several_families_in_a_file_the_user_picks(
    loaded: FamiliesModel, desk: Any, qtbot: QtBot
) -> None:
    desk.families.in_file = 5
    loaded.import_file(Path("clinic.ped"))
    qtbot.waitUntil(lambda: loaded.state.offered is not None)
    assert not loaded.state.is_busy
    assert loaded.state.picked == frozenset()
    loaded.take_picked()  # nothing is ticked: nothing is taken
    assert loaded.state.offered is not None
    loaded.pick(1, True)
    loaded.pick(3, True)
    loaded.pick(3, False)
    loaded.pick(4, True)
    loaded.take_picked()
    qtbot.waitUntil(lambda: loaded.state.report is not None)
    assert [f.name for f in loaded.state.report.families] == ["clinic 2", "clinic 5"]
    assert loaded.state.offered is None


def test_few_families_are_all_ticked_and_can_be_left(
    loaded: FamiliesModel, desk: Any, qtbot: QtBot
) -> None:
    desk.families.in_file = 3
    loaded.import_file(Path("clinic.ped"))
    qtbot.waitUntil(lambda: loaded.state.offered is not None)
    assert loaded.state.picked == {0, 1, 2}
    loaded.pick_all(is_picked=False)
    assert loaded.state.picked == frozenset()
    loaded.pick_all(is_picked=True)
    loaded.leave_offered()
    assert (loaded.state.offered, loaded.state.picked) == (None, frozenset())
    assert len(loaded.state.families or ()) == 3


def test_the_selected_family_is_exported_and_what_is_not_said_is_told(
    loaded: FamiliesModel, desk: Any, qtbot: QtBot
) -> None:
    loaded.export(Path("/home/nurse/family.ped"))
    qtbot.waitUntil(lambda: loaded.state.written is not None)
    assert desk.families.written == ["f1 family.ped"]
    assert loaded.state.file == "family.ped"
    loaded.put_report_away()
    assert loaded.state.written is None
