"""Vaults for tests: one in memory for the rules, one on the disk for what only a disk can show."""

import itertools
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from counselling.records.entrance.entrance import WayIn
from counselling.records.folder import folder
from counselling.records.folder.memory import memory_vault
from counselling.records.log import families
from counselling.records.vault.acts import Actor, Role
from counselling.records.vault.vault import Vault
from counselling.records.ways.passphrase import Passphrase
from counselling.records.ways.recovery_code import RecoveryCode, new_code
from counselling.records.ways.way import Proof
from tests.families.builders import three_generations

PASSPHRASE = "a passphrase long enough"
CODE = new_code(lambda length: bytes(range(1, length + 1)))
ANNA = Actor("anna", Role.ADMINISTRATOR)


def two_ways(passphrase: str = PASSPHRASE, code: str = CODE) -> tuple[WayIn, ...]:
    """A passphrase and the code on paper: what every vault of these tests opens with."""
    return (
        WayIn(Passphrase.kind, Proof(passphrase=passphrase)),
        WayIn(RecoveryCode.kind, Proof(code=code)),
    )


@dataclass(frozen=True)
class Desk:
    """How tests open vaults: always as Anna, always by a clock that steps one second a look."""

    now: Callable[[], datetime]

    def create(self, path: Path, *, passphrase: str = PASSPHRASE, **more: object) -> Vault:
        known = {"owner": ANNA, "ways": two_ways(passphrase), "now": self.now} | more
        return folder.create_vault(path, **known)  # type: ignore[arg-type]

    def open(self, path: Path, *, passphrase: str = PASSPHRASE, **more: object) -> Vault:
        known = {"proof": Proof(passphrase=passphrase), "now": self.now} | more
        return folder.open_vault(path, **known)  # type: ignore[arg-type]


def stepping_clock() -> Callable[[], datetime]:
    steps = itertools.count()
    start = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    return lambda: start + timedelta(seconds=next(steps))


@pytest.fixture(scope="session")
def desk() -> Desk:
    return Desk(stepping_clock())


@pytest.fixture
def vault() -> Iterator[Vault]:
    with memory_vault(actor=ANNA, now=stepping_clock()) as vault:
        yield vault


@pytest.fixture(scope="session")
def _stored(tmp_path_factory: pytest.TempPathFactory, desk: Desk) -> Path:
    path = tmp_path_factory.mktemp("stored") / "clinic.vault"
    with desk.create(path) as vault:
        families.adopt(vault, three_generations())
    return path


@pytest.fixture
def stored(_stored: Path, tmp_path: Path) -> Path:
    """A closed vault on the disk with one family in it, for each test its own copy."""
    path = tmp_path / "clinic.vault"
    shutil.copytree(_stored, path)
    return path


@pytest.fixture(autouse=True)
def _no_leaked_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    leaked = set(threading.enumerate()) - before
    assert not leaked, "a vault was not locked"
