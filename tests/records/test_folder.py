import contextlib
import os
import random
import shutil
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from counselling.errors import (
    DamagedVault,
    NewerVault,
    StorageError,
    VaultBusy,
    VaultError,
    WrongKey,
)
from counselling.records.audit import audit, integrity
from counselling.records.entrance import header as headers
from counselling.records.entrance.entrance import enter
from counselling.records.entrance.header import HEADER, SPARE
from counselling.records.entrance.knocks import KNOCKS
from counselling.records.folder import folder
from counselling.records.folder.folder import DATABASE
from counselling.records.keys.keys import Key, VaultKeys
from counselling.records.log import families
from counselling.records.papers import sessions
from counselling.records.store.engine import connect
from counselling.records.ways.way import Proof
from tests.families.builders import three_generations
from tests.records.conftest import PASSPHRASE, Desk

ROOT = Path(__file__).resolve().parents[2]


def is_whole(desk: Desk, path: Path) -> bool:
    with desk.open(path) as vault:
        return integrity.check(vault).is_whole and len(families.listing(vault)) == 1


def test_a_vault_is_private_to_its_user_and_holds_nothing_but_its_own_files(stored: Path) -> None:
    assert sorted(file.name for file in stored.iterdir()) == [HEADER, SPARE, "lock", DATABASE]
    if os.name != "nt":
        assert stored.stat().st_mode & 0o777 == 0o700
        assert {file.stat().st_mode & 0o777 for file in stored.iterdir()} == {0o600}


def test_a_vault_opens_again_with_what_was_in_it(desk: Desk, stored: Path) -> None:
    with desk.open(stored) as vault:
        (summary,) = families.listing(vault)
        assert (summary.name, summary.people, summary.proband) == ("Invented", 7, "Anna")


def test_a_wrong_passphrase_changes_nothing_and_the_right_one_opens_afterwards(
    desk: Desk, stored: Path
) -> None:
    before = {file.name: file.read_bytes() for file in stored.iterdir()}
    with pytest.raises(WrongKey):
        desk.open(stored, passphrase="a passphrase long enougg")
    after = {file.name: file.read_bytes() for file in stored.iterdir()}
    assert after.pop(KNOCKS)
    assert after == before
    assert is_whole(desk, stored)


def test_a_passphrase_with_umlauts_opens_however_the_keyboard_composes_them(
    desk: Desk, tmp_path: Path
) -> None:
    composed = unicodedata.normalize("NFC", "Großmütter ärgern sich öfter")
    path = tmp_path / "Praxis Müller.vault"
    desk.create(path, passphrase=composed).lock()
    desk.open(path, passphrase=unicodedata.normalize("NFD", composed)).lock()


def test_a_vault_is_never_made_over_another_nor_with_a_short_passphrase(
    desk: Desk, stored: Path, tmp_path: Path
) -> None:
    with pytest.raises(VaultError) as exists:
        desk.create(stored)
    with pytest.raises(VaultError) as short:
        desk.create(tmp_path / "new.vault", passphrase="fourteen chars")
    assert (exists.value.message_id, short.value.message_id) == (
        "vault.exists",
        "vault.passphrase_short",
    )
    assert not (tmp_path / "new.vault").exists()


def test_a_creation_that_fails_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    given: list[int] = []

    def failing(length: int) -> bytes:
        given.append(length)
        if len(given) == 4:
            raise MemoryError
        return os.urandom(length)

    with pytest.raises(MemoryError):
        desk.create(tmp_path / "deep" / "new.vault", random=failing)
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        desk.create(tmp_path / "file" / "new.vault")
    assert [path.name for path in tmp_path.rglob("*")] == ["file"]


def test_where_there_is_no_vault_the_error_says_so(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(VaultError) as missing:
        desk.open(tmp_path / "none.vault")
    assert missing.value.message_id == "vault.not_found"
    assert not list(tmp_path.iterdir())


def test_vaults_are_found_by_what_they_hold(stored: Path) -> None:
    (stored.parent / "empty.vault").mkdir()
    (stored.parent / "other.txt").touch()
    assert folder.vaults_in(stored.parent) == (stored,)
    assert folder.vaults_in(stored.parent / "nowhere") == ()


def test_a_second_door_in_this_program_is_busy(desk: Desk, stored: Path) -> None:
    with desk.open(stored), pytest.raises(VaultBusy):
        desk.open(stored)
    assert is_whole(desk, stored)


def test_a_second_program_is_told_that_the_vault_is_busy(desk: Desk, stored: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from counselling.errors import VaultBusy\n"
        "from counselling.records.folder import folder\n"
        "from counselling.records.ways.way import Proof\n"
        "try: folder.open_vault(Path(sys.argv[1]), proof=Proof(passphrase=sys.argv[2]),"
        " now=lambda: datetime.now(UTC))\n"
        "except VaultBusy: print('busy')\n"
    )
    with desk.open(stored):
        other = subprocess.run(
            [sys.executable, "-c", script, str(stored), PASSPHRASE],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    assert other.stdout == "busy\n"


def database_of(stored: Path) -> tuple[Path, Key]:
    header = headers.read(stored).header
    key = enter(header, Proof(passphrase=PASSPHRASE)).vault_key
    return stored / DATABASE, VaultKeys.of(key).database


def test_a_vault_of_a_later_release_is_refused_untouched(desk: Desk, stored: Path) -> None:
    path, key = database_of(stored)
    connection = connect(path, key)
    connection.run("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerVault):
        desk.open(stored)
    assert path.read_bytes() == before


def test_a_header_of_another_vault_is_recognised(desk: Desk, stored: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.vault"
    desk.create(other).lock()
    for name in (HEADER, SPARE):
        shutil.copy(other / name, stored / name)
    with pytest.raises(DamagedVault) as refused:
        desk.open(stored)
    assert refused.value.message_id == "vault.mismatched"


def test_a_weakened_header_is_refused_before_its_cost_is_paid(desk: Desk, stored: Path) -> None:
    header = headers.read(stored).header
    slot = header.slots[0]
    weaker = replace(slot, parameters={**slot.parameters, "memory_kib": 8, "passes": 1})
    headers.settle(stored, replace(header, slots=(weaker, *header.slots[1:])))
    with pytest.raises(DamagedVault) as refused:
        desk.open(stored)
    assert refused.value.message_id == "vault.header_weak"


@pytest.mark.parametrize("content", [b"", b"x" * 8, b"SQLite format 3\0" + bytes(8176)])
def test_what_is_no_encrypted_database_is_refused(desk: Desk, stored: Path, content: bytes) -> None:
    (stored / DATABASE).write_bytes(content)
    with pytest.raises(DamagedVault):
        desk.open(stored)


def test_a_damaged_header_is_mended_from_the_spare_and_that_is_written_down(
    desk: Desk, stored: Path
) -> None:
    good = (stored / HEADER).read_bytes()
    (stored / HEADER).write_bytes(good[:100])
    with desk.open(stored) as vault:
        restored, unlocked, *_ = audit.rows(vault)
        assert (restored.action, restored.target) == ("restore", "header")
        assert unlocked.action == "unlock"
    assert (stored / HEADER).read_bytes() == good


def test_many_threads_work_in_one_vault_at_once(desk: Desk, stored: Path) -> None:
    with desk.open(stored) as vault, ThreadPoolExecutor(8) as pool:
        (summary,) = families.listing(vault)
        kept = [sessions.begin(vault, summary.id) for _ in range(4)]

        def work(number: int) -> None:
            session = kept[number % 4]
            sessions.save_notes(vault, session, text=f"note {number}")
            families.open_family(vault, summary.id)
            assert len(sessions.listing(vault, summary.id)) == 4

        list(pool.map(work, range(200)))
        revisions = [sessions.notes(vault, session).revision for session in kept]
        assert sum(revisions) == 200
        assert integrity.check(vault).is_whole


def spoil(content: bytes, rng: random.Random) -> bytes:
    """Damage as disks and people do it: a bit, a page, the end, two pages, a page twice."""
    spoilt, pages = bytearray(content), len(content) // 4096
    one, two = (4096 * page for page in rng.sample(range(pages), 2))
    match rng.choice(("bit", "zero", "cut", "swap", "copy")):
        case "bit":
            spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
        case "zero":
            spoilt[one : one + 4096] = bytes(4096)
        case "cut":
            del spoilt[rng.randrange(len(spoilt)) :]
        case "swap":
            first, second = spoilt[one : one + 4096], spoilt[two : two + 4096]
            spoilt[one : one + 4096], spoilt[two : two + 4096] = second, first
        case "copy":
            spoilt[one : one + 4096] = spoilt[two : two + 4096]
    return bytes(spoilt)


@pytest.mark.parametrize("seed", range(int(os.environ.get("CONSULTAND_DAMAGES", "40"))))
def test_a_damaged_database_is_refused_or_found_damaged_but_never_read_wrong(
    desk: Desk, stored: Path, seed: int
) -> None:
    good = (stored / DATABASE).read_bytes()
    spoilt = spoil(good, random.Random(seed))
    (stored / DATABASE).write_bytes(spoilt)
    with contextlib.suppress(DamagedVault), desk.open(stored) as vault:
        (summary,) = families.listing(vault)
        people = families.open_family(vault, summary.id).family.persons
        assert people == three_generations().persons
        integrity.check(vault)  # tells of a page that nothing uses, or finds nothing
