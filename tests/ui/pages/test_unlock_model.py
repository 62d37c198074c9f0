from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from counselling.records.vault.heads import Freshness
from counselling.work.vault.door import Users
from tests.ui.conftest import CODE, SHEETS
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.unlock.view_model import (
    BAD_NAME,
    CODE_DIFFERS,
    LOST,
    REPEAT_DIFFERS,
    Step,
    Task,
    UnlockModel,
)

KEY = "river lamp oak seven"


@pytest.fixture
def model(desk: Any, jobs: Jobs, qtbot: QtBot) -> UnlockModel:
    return UnlockModel(desk.unlock, jobs)


@pytest.fixture
def loaded(model: UnlockModel, qtbot: QtBot) -> UnlockModel:
    model.load()
    qtbot.waitUntil(lambda: model.state.step is not Step.LOOKING)
    return model


def test_last_opened_vault_is_chosen(loaded: UnlockModel) -> None:
    assert loaded.state.step is Step.UNLOCK
    assert loaded.state.chosen == Path("/vaults/My clinic.vault")


def test_without_a_vault_one_is_welcomed(desk: Any, model: UnlockModel, qtbot: QtBot) -> None:
    desk.unlock.known = ()
    model.load()
    qtbot.waitUntil(lambda: model.state.step is Step.WELCOME)


def test_right_passphrase_opens(desk: Any, loaded: UnlockModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(loaded.opened):
        loaded.unlock(KEY)
        assert loaded.state.task is Task.UNLOCKING
    assert desk.unlock.is_open
    assert loaded.state.task is Task.NOTHING


def test_wrong_passphrase_is_told_and_may_be_tried_again(
    desk: Any, loaded: UnlockModel, qtbot: QtBot
) -> None:
    loaded.unlock("guess")
    qtbot.waitUntil(lambda: loaded.state.failure is not None)
    assert loaded.state.failure == Failure("error.vault.wrong_key")
    assert loaded.state.task is Task.NOTHING
    assert not desk.unlock.is_open
    with qtbot.waitSignal(loaded.opened):
        loaded.unlock(KEY)
    assert loaded.state.failure is None


def test_passphrase_is_kept_in_no_state(loaded: UnlockModel, qtbot: QtBot) -> None:
    states: list[object] = []
    loaded.changed.connect(states.append)
    with qtbot.waitSignal(loaded.opened):
        loaded.unlock(KEY)
    assert states
    assert KEY not in repr(states)
    assert KEY not in repr(vars(loaded))


def test_second_click_while_the_key_is_made_asks_nothing(
    desk: Any, loaded: UnlockModel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(loaded.opened):
        loaded.unlock(KEY)
        loaded.unlock(KEY)
        loaded.open_demo()
        loaded.create("Praxis", KEY, repeated=KEY)
    assert desk.unlock.calls == ["unlock My clinic.vault anna"]


def test_vault_that_was_pointed_at_comes_into_the_list(loaded: UnlockModel) -> None:
    loaded.choose(Path("/elsewhere/Old.vault"))
    assert [vault.name for vault in loaded.state.vaults] == ["My clinic", "Old"]
    assert loaded.state.chosen == Path("/elsewhere/Old.vault")
    loaded.choose(Path("/elsewhere/Old.vault"))
    assert len(loaded.state.vaults) == 2


def test_new_vault_is_made_in_the_chosen_folder_and_opened(
    desk: Any, loaded: UnlockModel, qtbot: QtBot
) -> None:
    loaded.start_creating()
    loaded.put_into(Path("/elsewhere"))
    loaded.create(" Praxis ", KEY, repeated=KEY, owner=" Berta ")
    qtbot.waitUntil(lambda: loaded.state.step is Step.CODE)
    assert desk.unlock.calls == ["create Praxis.vault Berta"]
    with qtbot.waitSignal(loaded.opened):
        loaded.confirm(CODE[-10:])
    assert loaded.state.code == ""


def test_a_new_vault_waits_until_its_code_is_on_paper(
    desk: Any, loaded: UnlockModel, qtbot: QtBot
) -> None:
    opened: list[bool] = []
    loaded.opened.connect(lambda: opened.append(True))
    loaded.create("Praxis", KEY, repeated=KEY)
    qtbot.waitUntil(lambda: loaded.state.step is Step.CODE)
    assert loaded.state.code == CODE
    assert CODE not in repr(loaded.state)
    loaded.load()  # coming back to the page shows it still
    assert loaded.state.step is Step.CODE
    loaded.confirm("MN012-PR")
    assert loaded.state.failure == CODE_DIFFERS
    assert not opened
    loaded.save_sheet(Path("/safe/code.pdf"))
    qtbot.waitUntil(lambda: loaded.state.is_saved)
    assert desk.unlock.calls[-1] == f"sheet code.pdf {CODE}"
    loaded.confirm(" kmn012 pq ")
    qtbot.waitUntil(lambda: bool(opened))
    assert desk.unlock.calls[-1] == f"confirm {CODE}"
    assert loaded.state.code == ""


def test_the_code_opens_where_the_passphrase_is_gone(
    desk: Any, loaded: UnlockModel, qtbot: QtBot
) -> None:
    loaded.start_recovering()
    loaded.recover("not the code")
    qtbot.waitUntil(lambda: loaded.state.failure is not None)
    assert loaded.state.step is Step.RECOVER
    with qtbot.waitSignal(loaded.opened):
        loaded.recover(CODE)
    assert CODE not in repr(vars(loaded))


def test_passphrases_that_differ_create_nothing(desk: Any, loaded: UnlockModel) -> None:
    loaded.create("Praxis", KEY, repeated=KEY + "!")
    assert loaded.state.failure == REPEAT_DIFFERS
    assert desk.unlock.calls == []


@pytest.mark.parametrize("name", ["", "  ", "a/b", "..", "C:\\x", "what?"])
def test_name_that_is_no_folder_creates_nothing(desk: Any, loaded: UnlockModel, name: str) -> None:
    loaded.create(name, KEY, repeated=KEY)
    assert loaded.state.failure == BAD_NAME
    assert desk.unlock.calls == []


def test_what_the_vault_refuses_is_told_with_its_numbers(loaded: UnlockModel, qtbot: QtBot) -> None:
    loaded.create("Praxis", "short", repeated="short")
    qtbot.waitUntil(lambda: loaded.state.failure is not None)
    assert loaded.state.failure == Failure("error.vault.passphrase_short", (("minimum", 15),))


def test_demo_is_one_click(desk: Any, loaded: UnlockModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(loaded.opened):
        loaded.open_demo()
        assert loaded.state.task is Task.DEMO
    assert desk.unlock.calls == ["demo"]


def test_going_back_forgets_the_failure(loaded: UnlockModel) -> None:
    loaded.start_creating()
    loaded.create("", KEY, repeated=KEY)
    loaded.go_back()
    assert (loaded.state.step, loaded.state.failure) == (Step.UNLOCK, None)


@pytest.mark.parametrize("freshness", ["older", "forged"])
def test_a_vault_that_has_lost_something_says_so_before_it_is_worked_with(
    desk: Any, loaded: UnlockModel, qtbot: QtBot, freshness: str
) -> None:
    desk.unlock.freshness = Freshness(freshness)
    opened: list[bool] = []
    loaded.opened.connect(lambda: opened.append(True))
    loaded.unlock(KEY)
    qtbot.waitUntil(lambda: loaded.state.step is Step.LOST)
    assert loaded.state.failure == LOST[freshness]
    assert not opened
    loaded.leave()
    qtbot.waitUntil(lambda: loaded.state.step is Step.UNLOCK)
    assert not desk.unlock.is_open
    assert not opened
    loaded.unlock(KEY)
    qtbot.waitUntil(lambda: loaded.state.step is Step.LOST)
    loaded.go_on()
    assert opened


def test_only_the_ways_of_who_is_chosen_are_tried(
    desk: Any, model: UnlockModel, qtbot: QtBot
) -> None:
    desk.unlock.staff = Users(("anna", "berta"), "berta", has_sheets=True)
    model.load()
    qtbot.waitUntil(lambda: model.state.users == ("anna", "berta"))
    assert (model.state.user, model.state.has_sheets) == ("berta", True)
    model.choose_user("anna")
    with qtbot.waitSignal(model.opened):
        model.unlock(KEY)
    assert desk.unlock.calls == ["unlock My clinic.vault anna"]


def test_two_of_the_clinics_sheets_open(desk: Any, loaded: UnlockModel, qtbot: QtBot) -> None:
    loaded.start_joining()
    loaded.join(SHEETS[0], SHEETS[0])
    qtbot.waitUntil(lambda: loaded.state.failure is not None)
    assert loaded.state.step is Step.JOIN
    with qtbot.waitSignal(loaded.opened):
        loaded.join(*SHEETS)
    assert SHEETS[0] not in repr(vars(loaded))


def test_a_code_that_was_used_gives_way_to_a_new_one_before_work_begins(
    desk: Any, loaded: UnlockModel, qtbot: QtBot
) -> None:
    desk.unlock.is_code_due = True
    opened: list[bool] = []
    loaded.opened.connect(lambda: opened.append(True))
    loaded.recover(CODE)
    qtbot.waitUntil(lambda: loaded.state.step is Step.CODE)
    assert loaded.state.is_renewed
    loaded.load()
    assert loaded.state.step is Step.CODE
    assert not opened
    with qtbot.waitSignal(loaded.opened):
        loaded.confirm(CODE[-10:])
    assert desk.unlock.calls[-2:] == ["offer code", f"confirm {CODE}"]


def test_who_was_invited_makes_a_passphrase_and_writes_down_a_code_before_work_begins(
    desk: Any, loaded: UnlockModel, qtbot: QtBot
) -> None:
    desk.unlock.is_invited = True
    loaded.recover(CODE)
    qtbot.waitUntil(lambda: loaded.state.step is Step.TAKE_UP)
    loaded.take_up(KEY, repeated=KEY + "!")
    assert loaded.state.failure == REPEAT_DIFFERS
    loaded.take_up("short", repeated="short")
    qtbot.waitUntil(lambda: loaded.state.failure is not REPEAT_DIFFERS)
    qtbot.waitUntil(lambda: loaded.state.failure is not None)
    assert loaded.state.step is Step.TAKE_UP
    loaded.take_up(KEY, repeated=KEY)
    qtbot.waitUntil(lambda: loaded.state.step is Step.CODE)
    with qtbot.waitSignal(loaded.opened):
        loaded.confirm(CODE[-10:])


def test_a_loss_is_told_before_anything_else_is_asked(
    desk: Any, loaded: UnlockModel, qtbot: QtBot
) -> None:
    desk.unlock.freshness, desk.unlock.is_code_due = Freshness.OLDER, True
    loaded.recover(CODE)
    qtbot.waitUntil(lambda: loaded.state.step is Step.LOST)
    loaded.go_on()
    qtbot.waitUntil(lambda: loaded.state.step is Step.CODE)
