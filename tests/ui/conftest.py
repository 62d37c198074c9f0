"""A desk without a vault, the languages, and a watch over what a test leaves behind."""

import gc
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType

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
from counselling.records import families as records
from counselling.settings.schema import Settings
from counselling.work.desk import Desk
from counselling.work.families import FoundFile
from tests.conftest import catalogue
from tests.families.builders import three_generations
from ui.context import PageBuilder, UiContext
from ui.kit.courier import Courier
from ui.kit.jobs import Jobs
from ui.kit.loop import Loop
from ui.kit.page import Page
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


@dataclass(frozen=True, slots=True)
class Report:
    families: tuple[Summary, ...]
    losses: tuple[Loss, ...] = ()


CODE = "ABC123-DEF456-GHJ789-KMN012-PQ"  # a double's: no vault of ours has it


@dataclass
class FakeUnlock:
    """A door with one key. `calls` tells what was asked of it."""

    known: tuple[Vault, ...] = (Vault("My clinic", Path("/vaults/My clinic.vault")),)
    home: Path = Path("/vaults")
    least_passphrase: int = 15
    is_open: bool = False
    freshness: str = "same"
    calls: list[str] = field(default_factory=list)

    def vaults(self) -> tuple[Vault, ...]:
        return self.known

    def unlock(self, folder: Path, passphrase: str) -> str:
        self.calls.append(f"unlock {folder.name}")
        if passphrase != PASSPHRASE:
            raise WrongKey("vault.wrong_key")
        self.is_open = True
        return self.freshness

    def recover(self, folder: Path, code: str) -> str:
        self.calls.append(f"recover {folder.name}")
        if code != CODE:
            raise WrongKey("vault.code_mistyped")
        self.is_open = True
        return self.freshness

    def create(self, folder: Path, passphrase: str) -> str:
        self.calls.append(f"create {folder.name}")
        if len(passphrase) < self.least_passphrase:
            raise VaultError("vault.passphrase_short", minimum=self.least_passphrase)
        self.is_open = True
        return CODE

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

    def summaries(self) -> tuple[Summary, ...]:
        return self.rows

    def open(self, family_id: str) -> Summary:
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
class FakeDesk:
    unlock: FakeUnlock = field(default_factory=FakeUnlock)
    families: FakeFamilies = field(default_factory=FakeFamilies)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def vault_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The real desk over a real vault with one family of three generations, Anna's."""
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path / "home"))
    made = compose_desk(Settings(), home=tmp_path / "vaults")
    made.unlock.create(tmp_path / "vaults" / "test.vault", PASSPHRASE)
    records.adopt(made.unlock.vault, three_generations())
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
def what_was_there_before() -> Iterator[None]:
    """Let the garbage collector pass over what was imported: it looks after every test."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def nothing_is_left_behind(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a thread, a running timer or a window."""
    threads = set(threading.enumerate())
    yield
    _settle()
    gc.collect()
    _settle()
    left = [thread.name for thread in threading.enumerate() if thread not in threads]
    windows = [type(window).__name__ for window in qapp.topLevelWidgets()]
    timers = [o for o in gc.get_objects() if type(o) is QTimer and isValid(o) and o.isActive()]
    if gc.get_freeze_count() == 0:  # a desk's collector took back what was set aside
        gc.freeze()
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
    ) -> Desktop:
        assets = ROOT / "assets"
        pages = {**BUILDERS, **builders}
        plan = Plan(desk, pages, catalogue, assets, look, remember_look=remember_look)
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
