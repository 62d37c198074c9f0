"""The desk as the program wires it, with a vault on this disk."""

import contextlib
import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from app.compose import compose_desk
from counselling.records.folder.folder import DATABASE
from counselling.settings.schema import Clinic, Counsellor, Settings
from counselling.work.desk import Desk

PASSPHRASE = "a passphrase long enough"
SETTINGS = Settings(
    clinic=Clinic("Invented Clinic", "1 Example Street"),
    counsellor=Counsellor("A. Example", "genetic counsellor"),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path / "settings"))
    return tmp_path / "vaults"


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    """A desk before its door is opened."""
    desk = compose_desk(SETTINGS, home=home)
    yield desk
    desk.unlock.lock()


@pytest.fixture
def folder(desk: Desk, home: Path) -> Path:
    """The folder of a vault that is open at the desk, with the demo families in it."""
    folder = home / "clinic.vault"
    desk.unlock.create(folder, PASSPHRASE)
    desk.families.add_demo()
    return folder


Full = Callable[[int], AbstractContextManager[None]]


@pytest.fixture
def full(folder: Path) -> Full:
    """A disk on which the vault's files may grow by so many bytes and no more."""

    @contextlib.contextmanager
    def beyond(grow: int) -> Iterator[None]:
        largest = max(path.stat().st_size for path in folder.glob(f"{DATABASE}*"))
        with limited(largest + grow):
            yield

    return beyond


@contextlib.contextmanager
def limited(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
