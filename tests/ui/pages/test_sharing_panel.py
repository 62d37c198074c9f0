"""The panel of sharing over a real vault: a family goes and comes back, a folder, another vault."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.compose import compose_desk
from counselling.language.catalogue import Catalogue
from counselling.records.exchange import family_file
from counselling.records.exchange.relay import courier, grants
from counselling.records.exchange.relay.shared_folder import SharedFolder
from counselling.records.folder import folder as folders
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.vault.acts import Actor, Role
from counselling.records.vault.vault import Vault
from counselling.settings.schema import Settings
from counselling.work.desk import Desk
from counselling.work.sharing.sealing_key import spoken
from tests.families.builders import trio
from tests.records.conftest import PASSPHRASE as THEIRS
from tests.records.conftest import stepping_clock, two_ways
from tests.ui.conftest import PASSPHRASE
from tests.work.test_sharing import aged
from ui.pages.safekeeping.page import SafekeepingPage, build
from ui.pages.safekeeping.sharing.sharing_model import SharingModel
from ui.pages.safekeeping.sharing.sharing_panel import SharingPanel
from ui.pages.safekeeping.sharing.sharing_state import Step
from ui.start import Desktop

BERTA = Actor("berta", Role.ADMINISTRATOR)
Shown = Callable[[], SharingPanel]


@pytest.fixture
def desk(vault_desk: Desk) -> Desk:
    return vault_desk


@pytest.fixture
def desktop(safekeeping_desktop: Desktop) -> Desktop:
    return safekeeping_desktop


@pytest.fixture
def panel(desktop: Desktop, qtbot: QtBot) -> SharingPanel:
    desktop.window.activateWindow()
    qtbot.waitActive(desktop.window)
    desktop.context.navigator.go("safekeeping", task="sharing")
    page = desktop.window.page
    assert isinstance(page, SafekeepingPage)
    assert isinstance(page.panel, SharingPanel)
    made = page.panel
    qtbot.waitUntil(lambda: is_read(made.model))
    return made


def is_read(model: SharingModel) -> bool:
    state = model.state
    return None not in (state.keys, state.families, state.relay)


@pytest.fixture
def mine(desk: Desk) -> Vault:
    return desk.safekeeping.door.vault


@pytest.fixture
def hers() -> Iterator[Vault]:
    with memory_vault(actor=BERTA, now=stepping_clock()) as vault:
        yield vault


@pytest.fixture
def shared(panel: SharingPanel, qtbot: QtBot, tmp_path: Path) -> SharedFolder:
    """The clinic's folder, chosen."""
    place = tmp_path / "shared"
    place.mkdir()
    panel.model.choose_relay(place)
    qtbot.waitUntil(lambda: panel.model.state.has_relay)
    return SharedFolder(place)


def texts(widget: QWidget) -> str:
    labels = (label for label in widget.findChildren(QLabel) if label.isVisible())
    return "\n".join(label.text() for label in labels)


def begin_giving(panel: SharingPanel) -> None:
    panel.model.start_giving()
    panel.model.choose((panel.model.state.families or ())[0])


def done(panel: SharingPanel, qtbot: QtBot) -> str:
    """Wait for the end of a deed; what the banner says then."""
    state = panel.model.state
    qtbot.waitUntil(lambda: panel.model.state.done is not None, timeout=20_000)
    qtbot.waitUntil(lambda: is_read(panel.model) and panel.model.state is not state)
    return texts(panel)


def test_ones_own_key_is_shown_copied_and_a_picture(
    panel: SharingPanel, mine: Vault, qtbot: QtBot
) -> None:
    key, card = spoken(mine.user.sealing), panel.key_card
    assert card.label.text().split() == key.split("-")
    assert card.label.accessibleDescription().split() == key.split("-")
    card.copy.trigger()
    assert QGuiApplication.clipboard().text() == key
    assert not card.picture.isVisible()
    card.show_picture.trigger()
    assert card.picture.isVisible()
    assert card.picture.rows


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "As her desk shows it"),
        ("ABCD", "52 characters are missing"),
        ("ABCD-" * 14, "wrong"),
        ("no key at all, but a sentence that is as long as one would be", "wrong"),
    ],
)
def test_a_key_is_checked_as_it_is_typed_and_a_wrong_one_gives_nothing(
    panel: SharingPanel, typed: str, said: str
) -> None:
    begin_giving(panel)
    QTest.keyClicks(panel.give_card.key, typed)
    assert said in texts(panel.give_card)
    assert not panel.give_card.write_file.isEnabled()


def test_ones_own_key_is_no_colleagues(panel: SharingPanel, mine: Vault, hers: Vault) -> None:
    begin_giving(panel)
    card = panel.give_card
    panel.model.type_key(spoken(mine.user.sealing))
    assert "your own key" in texts(card)
    assert not card.write_file.isEnabled()
    panel.model.type_key(spoken(hers.user.sealing))
    assert "whole" in texts(card)
    assert card.write_file.isEnabled()
    assert card.write_file.isVisible()
    assert not card.give_over.isVisible()  # there is no folder


def test_a_family_goes_in_a_file_that_only_her_key_opens(
    panel: SharingPanel, hers: Vault, qtbot: QtBot, tmp_path: Path
) -> None:
    begin_giving(panel)
    panel.model.type_key(spoken(hers.user.sealing))
    panel.model.write_file(tmp_path / "family.sealed")
    assert "family.sealed" in done(panel, qtbot)
    assert panel.model.state.step is Step.REST
    assert family_file.take_in(hers, tmp_path / "family.sealed").family.persons


def test_what_is_in_a_file_is_seen_before_it_comes_in(
    panel: SharingPanel, desk: Desk, mine: Vault, hers: Vault, qtbot: QtBot, tmp_path: Path
) -> None:
    path, model = tmp_path / "family.sealed", panel.model
    family_file.write(hers, families.adopt(hers, trio()), path, to=mine.user.sealing)
    model.look_into(path)
    qtbot.waitUntil(lambda: model.state.step is Step.FILE)
    # what is put into a visible layout is shown when the loop comes round
    qtbot.waitUntil(lambda: {"3", "Not yet"} <= set(texts(panel.found_card).split("\n")))
    assert len(desk.families.summaries()) == 1
    model.leave()
    assert not panel.found_card.isVisible()
    model.look_into(path)
    qtbot.waitUntil(lambda: model.state.step is Step.FILE)
    panel.found_card.take.trigger()
    assert "came in" in done(panel, qtbot)
    assert len(desk.families.summaries()) == 2
    model.look_into(path)
    qtbot.waitUntil(lambda: model.state.step is Step.FILE)
    assert "nothing new" in texts(panel.found_card)
    assert not panel.found_card.take.isEnabled()


def test_a_file_that_is_none_is_told_and_nothing_comes_in(
    panel: SharingPanel, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path, model = tmp_path / "family.sealed", panel.model
    path.write_bytes(b"no family")
    model.look_into(path)
    qtbot.waitUntil(lambda: model.state.failure is not None)
    assert model.state.step is Step.REST
    assert "no family file" in texts(panel)
    assert len(desk.families.summaries()) == 1


def test_a_family_goes_over_the_folder_and_what_differs_leads_to_its_page(
    panel: SharingPanel,
    desktop: Desktop,
    mine: Vault,
    hers: Vault,
    shared: SharedFolder,
    qtbot: QtBot,
) -> None:
    begin_giving(panel)
    key = spoken(hers.user.sealing)
    panel.model.type_key(key)
    assert panel.give_card.give_over.isVisible()
    panel.give_card.give_over.trigger()
    assert "lies in the shared folder" in done(panel, qtbot)
    qtbot.waitUntil(lambda: bool(panel.model.state.relay and panel.model.state.relay.families))
    table = panel.relay_card.table
    row = [table.model().index(0, column).data() for column in range(3)]
    assert row[1] == key[:14]
    assert row[2]
    grants.accept(hers, shared, grants.waiting(hers, shared))
    family = panel.model.state.relay.families[0].line.id  # type: ignore[union-attr]
    aged(hers, family, 33)
    aged(mine, family, 41)
    courier.sync(hers, shared, family)
    assert panel.main_action is not None
    panel.main_action.trigger()
    said = done(panel, qtbot)
    assert "One family was brought up to date: one entry came in, one entry went out." in said
    qtbot.waitUntil(lambda: panel.waiting_card.isVisible())
    panel.waiting_card.opened.emit(panel.waiting_card.table.current)
    where = desktop.context.navigator.state
    assert (where.page, where.family.id if where.family else "") == ("pedigree", family)


def test_a_folder_that_lies_is_told_in_plain_words_with_what_to_do(
    panel: SharingPanel,
    mine: Vault,
    hers: Vault,
    shared: SharedFolder,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    aged(mine, (panel.model.state.families or ())[0].id, 41)
    begin_giving(panel)
    panel.model.type_key(spoken(hers.user.sealing))
    panel.model.give_over()
    done(panel, qtbot)
    family = (panel.model.state.families or ())[0].id
    sorted((tmp_path / "shared" / family).iterdir())[-1].unlink()
    panel.model.exchange()
    qtbot.waitUntil(lambda: bool(panel.model.state.refused))
    lines = panel.refused_card.list
    assert lines.isVisible()
    assert "another history" in lines.item(0).text()
    assert "Tell who runs the folder" in lines.item(0).text()


def test_a_folder_that_is_away_says_so_and_offers_no_exchange(
    panel: SharingPanel, shared: SharedFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    assert panel.main_action is not None
    assert panel.main_action.text() == "Exchange now"
    (tmp_path / "shared").rmdir()
    panel.model.load()
    qtbot.waitUntil(lambda: not panel.model.state.has_relay)
    assert "cannot be reached" in texts(panel.relay_card)
    assert panel.main_action.text() == "Give a family"


@pytest.fixture
def laptop(tmp_path: Path) -> Path:
    place = tmp_path / "laptop.vault"
    made = folders.create_vault(place, owner=BERTA, ways=two_ways(), now=stepping_clock())
    with made:
        for _ in range(2):
            families.adopt(made, trio())
    return place


def test_another_vault_comes_in_by_its_passphrase_and_is_counted(
    panel: SharingPanel, desk: Desk, laptop: Path, qtbot: QtBot
) -> None:
    panel.model.choose_vault(laptop)
    card = panel.merge_card
    assert "laptop.vault" in texts(card)
    card.passphrase.field.setText("another one that is wrong")
    card.go.trigger()
    qtbot.waitUntil(lambda: panel.model.state.failure is not None, timeout=20_000)
    assert panel.model.state.step is Step.VAULT
    card.passphrase.field.setText(THEIRS)
    card.go.trigger()
    assert "2 new families, 2 entries, no session, no document" in done(panel, qtbot)
    assert card.passphrase.passphrase == ""
    assert len(desk.families.summaries()) == 3


def test_a_merging_is_given_up_and_nothing_is_half(
    panel: SharingPanel, laptop: Path, qtbot: QtBot
) -> None:
    panel.model.choose_vault(laptop)
    panel.model.merge(THEIRS, "")
    assert panel.working.isVisible()
    panel.working.stop.trigger()
    assert not panel.working.isVisible()
    assert "Stopped" in texts(panel)


def test_names_and_passphrases_are_gone_when_the_panel_is_left(
    panel: SharingPanel, hers: Vault, qtbot: QtBot
) -> None:
    panel.model.choose_vault(Path("laptop.vault"))
    panel.merge_card.passphrase.field.setText(PASSPHRASE)
    panel.left()
    state = panel.model.state
    assert (state.families, state.relay, state.family) == (None, None, None)
    assert panel.merge_card.passphrase.passphrase == ""
    assert "laptop" not in repr(state)


@pytest.mark.parametrize(
    ("role", "open_ones"), [(Role.READER, 0), (Role.NURSE, 0), (Role.COUNSELLOR, 4)]
)
def test_what_a_role_may_not_do_is_grey_and_her_key_is_hers_all_the_same(
    desk: Desk,
    open_desktop: Callable[..., Desktop],
    enter: Callable[[Desktop], None],
    language: Callable[[str], Catalogue],
    settle: Callable[[], None],
    qtbot: QtBot,
    tmp_path: Path,
    role: Role,
    open_ones: int,
) -> None:
    place = tmp_path / "role.vault"
    made = folders.create_vault(
        place, owner=Actor("carla", role), ways=two_ways(), now=stepping_clock()
    )
    made.lock()
    desk.unlock.unlock(place, THEIRS)
    desktop = open_desktop(builders={"safekeeping": build}, catalogue=language("en"))
    enter(desktop)
    desktop.context.navigator.go("safekeeping", task="backups")
    settle()
    page = desktop.window.page
    assert isinstance(page, SafekeepingPage)
    page.model.choose("sharing")  # built when the page was gone over already
    panel = page.panel
    assert isinstance(panel, SharingPanel)
    qtbot.waitUntil(lambda: is_read(panel.model))
    verbs = panel._verbs
    assert sum(verb.isEnabled() for verb in verbs) == open_ones
    assert panel.key_card.copy.isEnabled()
    desk.unlock.lock()


def test_the_folder_is_remembered(
    panel: SharingPanel, shared: SharedFolder, tmp_path: Path
) -> None:
    text = (tmp_path / "home" / "settings.toml").read_text("utf-8")
    assert f'relay_folder = "{tmp_path / "shared"}"' in text
    assert compose_desk(Settings(relay_folder="x"), home=tmp_path / "vaults")
    shutil.rmtree(tmp_path / "shared")
