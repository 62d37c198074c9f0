"""A desk without a vault, the languages, and a watch over what a test leaves behind."""

import gc
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.compose import compose_desk
from counselling.errors import VaultError, WrongKey
from counselling.formats.format import Loss
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.records.copies.backups import Backup
from counselling.records.log import families as records
from counselling.records.papers.tasks import Task
from counselling.records.search.search import Hit
from counselling.records.vault.heads import Freshness
from counselling.settings.schema import Settings
from counselling.work.desk import Desk
from counselling.work.families.families import FoundFile
from counselling.work.sharing.name_readers import Readership
from counselling.work.vault.back_up import BackupState
from counselling.work.vault.bring_back import Found
from counselling.work.vault.door import Arrival, Users
from counselling.work.vault.tasks import Agenda
from tests.conftest import catalogue
from tests.families.builders import three_generations
from ui.context import PageBuilder, UiContext
from ui.kit.standing.page import Page
from ui.kit.threads.courier import Courier
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.loop import Loop
from ui.look import fonts
from ui.look.icons import Icons
from ui.look.theme import Choice, Contrast, Mode, Theme
from ui.pages.families import page as families_page
from ui.pages.unlock import page as unlock_page
from ui.start import Desktop, Plan

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "river lamp oak seven"
LIGHT = Choice(Mode.LIGHT, Contrast.NORMAL)


def _blank(context: UiContext) -> Page:
    """A page that somebody else builds."""
    return Page()


BUILDERS: Mapping[str, PageBuilder] = {
    "unlock": unlock_page.build,
    "families": families_page.build,
    "pedigree": _blank,
    "letters": _blank,
}


# The desk


@dataclass(frozen=True, slots=True)
class Vault:
    name: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Summary:
    id: str
    name: str
    proband: str = ""
    people: int = 1
    changed: datetime = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    differences: int = 0
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    families: tuple[Summary, ...]
    losses: tuple[Loss, ...] = ()


SHEETS = ("academic acid one", "academic acid two")  # a double's, as the code below
CODE = "ABC123-DEF456-GHJ789-KMN012-PQ"  # a double's: no vault of ours has it


@dataclass
class FakeUnlock:
    """A door with one key. `calls` tells what was asked of it."""

    known: tuple[Vault, ...] = (Vault("My clinic", Path("/vaults/My clinic.vault")),)
    home: Path = Path("/vaults")
    owner: str = "anna"
    least_passphrase: int = 15
    is_open: bool = False
    freshness: Freshness = Freshness.SAME
    staff: Users = field(default_factory=lambda: Users(("anna",), "anna"))
    is_code_due: bool = False
    is_invited: bool = False
    calls: list[str] = field(default_factory=list)

    def vaults(self) -> tuple[Vault, ...]:
        return self.known

    def users(self, folder: Path) -> Users:
        return self.staff

    def unlock(self, folder: Path, passphrase: str, *, user: str = "") -> Arrival:
        self.calls.append(f"unlock {folder.name} {user}".strip())
        return self._come_in("vault.wrong_key", is_right=passphrase == PASSPHRASE)

    def recover(self, folder: Path, code: str) -> Arrival:
        self.calls.append(f"recover {folder.name}")
        return self._come_in("vault.code_mistyped", is_right=code == CODE)

    def join(self, folder: Path, sheets: Sequence[str]) -> Arrival:
        self.calls.append(f"join {folder.name}")
        return self._come_in("vault.shares_mistyped", is_right=tuple(sheets) == SHEETS)

    def _come_in(self, message_id: str, *, is_right: bool) -> Arrival:
        if not is_right:
            raise WrongKey(message_id)
        self.is_open = True
        return Arrival(self.freshness, is_code_due=self.is_code_due, is_invited=self.is_invited)

    def take_up(self, passphrase: str) -> Arrival:
        self.calls.append("take up")
        self._check(passphrase)
        self.is_invited, self.is_code_due = False, True
        return Arrival(Freshness.SAME, is_code_due=True)

    def offer_code(self) -> str:
        self.calls.append("offer code")
        return CODE

    def confirm_code(self, code: str) -> None:
        self.calls.append(f"confirm {code}")

    def create(self, folder: Path, passphrase: str, *, owner: str = "") -> str:
        self.calls.append(f"create {folder.name} {owner}".strip())
        self._check(passphrase)
        self.is_open = True
        return CODE

    def _check(self, passphrase: str) -> None:
        if len(passphrase) < self.least_passphrase:
            raise VaultError("vault.passphrase_short", minimum=self.least_passphrase)

    def save_sheet(self, path: Path, code: str) -> None:
        self.calls.append(f"sheet {path.name} {code}")

    def open_demo(self) -> None:
        self.calls.append("demo")
        self.is_open = True

    def lock(self) -> None:
        self.calls.append("lock")
        self.is_open = False


@dataclass
class FakeFamilies:
    """A vault's families in a list."""

    rows: tuple[Summary, ...] = (
        Summary("f1", "Lindqvist", "Anna Lindqvist", 20),
        Summary("f2", "Sachsen-Coburg", "Victoria", 23, datetime(2026, 2, 1, 12, tzinfo=UTC)),
        Summary("f3", "Öztürk", "Zeynep", 7, datetime(2026, 1, 9, 12, tzinfo=UTC)),
    )
    suffixes: tuple[str, ...] = (".canrisk", ".ped", ".csv")
    opened: list[str] = field(default_factory=list)
    is_refusing: bool = False

    def summaries(self) -> tuple[Summary, ...]:
        return self.rows

    def open(self, family_id: str) -> Summary:
        if self.is_refusing:
            raise VaultError("vault.not_allowed")
        self.opened.append(family_id)
        return next(row for row in self.rows if row.id == family_id)

    def create(self, name: str) -> Summary:
        made = Summary(f"f{len(self.rows) + 1}", name, "", 0)
        self.rows = (made, *self.rows)
        return made

    kinds: tuple[tuple[str, str], ...] = (("consultand", ".consultand"), ("ped", ".ped"))
    in_file: int = 1
    written: list[str] = field(default_factory=list)

    def look_into(self, path: Path) -> FoundFile:
        names = [path.stem, *(f"{path.stem} {n}" for n in range(2, self.in_file + 1))]
        losses = (Loss("error.unexpected", 12), Loss("error.unexpected"))
        return FoundFile(tuple(Family(name, name) for name in names), losses)

    def take(self, found: FoundFile, places: Sequence[int]) -> Report:
        made = tuple(self.create(found.families[place].name) for place in places)
        return Report(made, found.losses)

    def export(self, family_id: str, path: Path) -> tuple[Loss, ...]:
        self.written.append(f"{family_id} {path.name}")
        return (Loss("error.unexpected"),)

    def add_demo(self) -> Report:
        return Report((self.create("Demo"),))


@dataclass
class FakePeople:
    """A vault in which these are found by whatever is typed."""

    hits: tuple[Hit, ...] = ()
    asked: list[str] = field(default_factory=list)

    def find(self, typed: str, *, limit: int) -> tuple[Hit, ...]:
        self.asked.append(typed)
        return self.hits[:limit]


@dataclass
class FakeBackups:
    """Backups into a folder that tells what was asked of it."""

    told: BackupState = field(default_factory=lambda: BackupState(None))
    refuses: str = ""
    calls: list[str] = field(default_factory=list)

    def state(self) -> BackupState:
        return self.told

    def make(self, watch: Callable[[float], None]) -> BackupState:
        self.calls.append("make")
        watch(0.5)
        if self.refuses:
            raise VaultError(self.refuses)
        self.told = replace(self.told, changes=0, is_due=False, is_late=False)
        return self.told

    def choose(self, folder: Path, watch: Callable[[float], None]) -> BackupState:
        self.calls.append(f"choose {folder.name}")
        if self.refuses:
            raise VaultError(self.refuses)
        self.told = BackupState(folder, is_there=True)
        return self.told

    def renew_key(self, passphrase: str, watch: Callable[[float], None]) -> str:
        self.calls.append("renew key")
        watch(0.5)
        if passphrase != PASSPHRASE:
            raise WrongKey("vault.wrong_key")
        return CODE

    def let_earlier_go(self) -> BackupState:
        self.calls.append("let earlier go")
        self.told = replace(self.told, earlier=())
        return self.told

    def prove(self, stamp: str, passphrase: str) -> None:
        self.calls.append(f"prove {stamp}")
        if passphrase != PASSPHRASE:
            raise WrongKey("vault.wrong_key")


@dataclass
class FakeBringBack:
    """A folder with these backups, which one code opens."""

    found: tuple[Found, ...] = ()
    calls: list[str] = field(default_factory=list)

    def find(self, folder: Path) -> tuple[Found, ...]:
        if not self.found:
            raise VaultError("vault.no_backup")
        return self.found

    def restore(
        self,
        backup: Backup,
        name: str,
        *,
        passphrase: str = "",
        code: str = "",
        watch: Callable[[float], None],
    ) -> Path:
        self.calls.append(f"restore {backup.stamp} {name}")
        watch(0.5)
        if code != CODE and passphrase != PASSPHRASE:
            raise WrongKey("vault.code_mistyped")
        return Path(f"/vaults/{name}.vault")


@dataclass
class FakeReaders:
    """A vault of Anna, who is in, and Berta."""

    known: Readership = field(
        default_factory=lambda: Readership(
            ("anna", "berta", "clinic"), frozenset({"anna", "berta", "clinic"}), "anna", "clinic"
        )
    )
    calls: list[str] = field(default_factory=list)
    refuses: str = ""

    def look(self, family: str) -> Readership:
        return self.known

    def name(self, family: str, readers: frozenset[str]) -> Readership:
        self.calls.append(f"{family} {' '.join(sorted(readers))}")
        if self.refuses:
            raise VaultError(self.refuses)
        self.known = replace(self.known, readers=readers)
        return self.known


class FakeTasks:
    """Nothing is to be done until a test says so."""

    def __init__(self) -> None:
        self.tasks: tuple[Task, ...] = ()

    def waiting(self) -> Agenda:
        return Agenda(date(2026, 11, 29), self.tasks)

    def finish(self, family: str, task: str) -> Agenda:
        self.tasks = tuple(one for one in self.tasks if one.id != task)
        return self.waiting()


@dataclass
class FakeSafekeeping:
    """A role that may do all but what is forbidden."""

    forbidden: tuple[str, ...] = ()
    backups: FakeBackups = field(default_factory=FakeBackups)
    bring_back: FakeBringBack = field(default_factory=FakeBringBack)
    readers: FakeReaders = field(default_factory=FakeReaders)
    tasks: FakeTasks = field(default_factory=FakeTasks)

    def may(self, action: str) -> bool:
        return action not in self.forbidden


@dataclass
class FakeDesk:
    unlock: FakeUnlock = field(default_factory=FakeUnlock)
    families: FakeFamilies = field(default_factory=FakeFamilies)
    people: FakePeople = field(default_factory=FakePeople)
    safekeeping: FakeSafekeeping = field(default_factory=FakeSafekeeping)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture(scope="session")
def kept_vault(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with one family of three generations, Anna's, and its recovery code.

    Made once: to make a passphrase a key takes long on purpose, and hundreds of tests begin here.
    """
    home = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CONSULTAND_HOME", str(home / "home"))
        made = compose_desk(Settings(), home=home / "vaults")
        folder = home / "vaults" / "test.vault"
        code = made.unlock.create(folder, PASSPHRASE)
        records.adopt(made.unlock.vault, three_generations())
        made.unlock.lock()
    return folder, code


@pytest.fixture
def vault_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept_vault: tuple[Path, str]
) -> Iterator[Desk]:
    """The real desk over a real vault with one family of three generations, Anna's."""
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path / "home"))
    kept, code = kept_vault
    folder = tmp_path / "vaults" / "test.vault"
    shutil.copytree(kept, folder)
    made = compose_desk(Settings(), home=folder.parent)
    made.unlock.recover(folder, code)
    yield made
    made.unlock.lock()


# Words


class _Echo(dict[str, str]):
    """Messages that are their own ids: tests of behaviour do not depend on wording."""

    def __missing__(self, message_id: str) -> str:
        return message_id

    def __contains__(self, message_id: object) -> bool:
        return True


@pytest.fixture
def words() -> Catalogue:
    return Catalogue("en", "ltr", _Echo())


@cache
def _read(code: str) -> Catalogue:
    """All the words of a language, as the program has them."""
    return catalogue(code)


@pytest.fixture
def language() -> Callable[[str], Catalogue]:
    return _read


# Qt


def _settle() -> None:
    """Let Qt do everything that is due, deletions included."""
    for _ in range(2):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def settle(qapp: QApplication) -> Callable[[], None]:
    return _settle


@pytest.fixture(scope="session", autouse=True)
def what_was_there_before() -> Iterator[int]:
    """Let the garbage collector pass over what was imported: it looks after every test.

    Gives how many objects that are: to count them each time takes as long as to look through them.
    """
    gc.collect()
    gc.freeze()
    yield gc.get_freeze_count()
    gc.unfreeze()


@pytest.fixture(autouse=True)
def nothing_is_left_behind(qapp: QApplication, what_was_there_before: int) -> Iterator[None]:
    """Fail a test that leaves a thread, a running timer or a window."""
    threads = set(threading.enumerate())
    yield
    _settle()
    gc.collect()
    _settle()
    left = [thread.name for thread in threading.enumerate() if thread not in threads]
    windows = [type(window).__name__ for window in qapp.topLevelWidgets()]
    there = gc.get_objects()
    timers = [o for o in there if type(o) is QTimer and isValid(o) and o.isActive()]
    if len(there) > what_was_there_before:  # a desk's collector took back what was set aside
        gc.freeze()
    del there
    assert (left, windows, timers) == ([], [], [])


@pytest.fixture
def courier(qapp: QApplication) -> Courier:
    return Courier()


@pytest.fixture
def jobs(courier: Courier) -> Iterator[Jobs]:
    made = Jobs(courier)
    yield made
    made.close()


@pytest.fixture
def loop(courier: Courier) -> Iterator[Loop]:
    made = Loop(courier)
    yield made
    made.close()


@pytest.fixture
def theme(qapp: QApplication, courier: Courier) -> Iterator[Theme]:
    fonts.load(ROOT / "assets" / "fonts")
    made = Theme(qapp, LIGHT, courier)
    yield made
    made.choose(LIGHT)
    while not made.is_worn:
        QCoreApplication.processEvents()


@pytest.fixture
def icons(theme: Theme) -> Icons:
    return Icons(ROOT / "assets" / "icons", theme)


@pytest.fixture
def open_desktop(
    qapp: QApplication, desk: FakeDesk, words: Catalogue
) -> Iterator[Callable[..., Desktop]]:
    """Open the whole desk, with the two pages of this storey and two blank ones."""
    opened: list[Desktop] = []

    def make(
        *,
        catalogue: Catalogue = words,
        look: Choice = LIGHT,
        builders: Mapping[str, PageBuilder] = MappingProxyType({}),
        remember_look: Callable[[Choice], None] | None = None,
        **options: Any,
    ) -> Desktop:
        assets = ROOT / "assets"
        pages = {**BUILDERS, **builders}
        options = {"desk": desk, "remember_look": remember_look, **options}
        plan = Plan(builders=pages, catalogue=catalogue, assets=assets, look=look, **options)
        desktop = Desktop(qapp, plan)
        opened.append(desktop)
        desktop.window.show()
        return desktop

    yield make
    for desktop in opened:
        desktop.close()
        desktop.deleteLater()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def enter(qtbot: QtBot) -> Callable[[Desktop], None]:
    """Unlock an open desk and wait until the families are there."""

    def go(desktop: Desktop) -> None:
        desktop.context.navigator.enter()
        page = desktop.window.page
        assert isinstance(page, families_page.FamiliesPage)
        qtbot.waitUntil(lambda: page.model.state.families is not None)

    return go


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt)
