"""Killed at every touch of a file while who may come in is changed: nobody is lost, all settles."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from counselling.errors import CounsellingError
from counselling.records.audit import audit, integrity
from counselling.records.entrance import header as headers
from counselling.records.entrance.header import HEADER, SPARE
from counselling.records.staff import admission, clinic, codes, invitations, staff
from counselling.records.vault.acts import Role
from counselling.records.vault.vault import Vault
from counselling.records.ways.way import Proof
from tests.records.conftest import CODE, PASSPHRASE, Desk, two_ways
from tests.records.staff_child import HERS

ROOT = Path(__file__).resolve().parents[2]
TASKS = ("add", "invite", "take_up", "remove", "name_clinic", "renew")
MOST = 60  # touches of a task, far more than there are
# every second touch; a nightly run takes each (what there is to settle lasts for two and more)
STEP = 1 if "CONSULTAND_KILLS" in os.environ else 2


@pytest.fixture(scope="module")
def begun(_stored: Path, desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Callable[
    [str], tuple[Path, tuple[str, ...]]
]:  # fmt: skip
    """Vaults as each task finds them, and what the child is to come in with."""

    def make(task: str) -> tuple[Path, tuple[str, ...]]:
        path = tmp_path_factory.mktemp(task) / "clinic.vault"
        shutil.copytree(_stored, path)
        came_by: tuple[str, ...] = ()
        with desk.open(path) as vault:
            if task == "take_up":
                code = invitations.invite(vault, "berta", Role.NURSE, random=os.urandom)
                came_by = (code,)
            elif task == "remove":
                admission.add_user(
                    vault, "berta", Role.NURSE, ways=two_ways(HERS), random=os.urandom
                )
        desk.open(path).lock()
        return path, came_by

    return make


def killed(task: str, path: Path, when: int, came_by: tuple[str, ...]) -> bool:
    """Run the task, killed at the n-th touch; whether it was."""
    words = [sys.executable, "-m", "tests.records.staff_child", task, str(path), str(when)]
    done = subprocess.run([*words, *came_by], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.stdout != "done\n"


def opens(desk: Desk, path: Path, proof: Proof) -> bool:
    try:
        desk.open(path, proof=proof).lock()
    except CounsellingError:
        return False
    return True


def living(vault: Vault) -> set[str]:
    return {member.id for member in staff.members(vault) if member.until is None}


@pytest.mark.parametrize("task", TASKS)
def test_whatever_was_begun_is_finished_or_undone_at_the_next_opening(
    desk: Desk, tmp_path: Path, begun: Callable[[str], tuple[Path, tuple[str, ...]]], task: str
) -> None:
    start, came_by = begun(task)
    kills = settled = 0
    for when in range(1, MOST, STEP):
        path = tmp_path / f"{when}.vault"
        shutil.copytree(start, path)
        was_killed = killed(task, path, when, came_by)
        _check(desk, path, task, came_by)
        with desk.open(path) as vault:
            settled += any("settled" in row.target for row in audit.rows(vault, limit=8))
        if not was_killed:
            break
        kills += 1
    assert 3 < kills < MOST / STEP - 1
    assert settled or task in ("renew",)  # at some point of each there was something to settle


def _check(desk: Desk, path: Path, task: str, came_by: tuple[str, ...]) -> None:
    """Anna comes in as before; header, spare and staff say the same; no half user is left."""
    with desk.open(path) as vault:
        assert integrity.check(vault).is_whole
        header = headers.read(path).header
        assert (path / HEADER).read_bytes() == (path / SPARE).read_bytes()
        assert {user.id for user in header.users} == living(vault)
        assert {slot.user for slot in header.slots} == living(vault)
        names = [member.name for member in staff.members(vault) if member.until is None]
        assert len(names) == len(set(names))
    if task == "take_up":
        # by the invitation or by her own passphrase, never by both and never by none
        by = [opens(desk, path, Proof(code=came_by[0])), opens(desk, path, Proof(HERS))]
        assert sum(by) == 1
    elif task == "renew":
        assert opens(desk, path, Proof(code=CODE)) or not _is_due(desk, path)
    elif task == "add":
        is_in = "berta" in clinic.people(headers.read(path).header)
        assert is_in == opens(desk, path, Proof(HERS))


def _is_due(desk: Desk, path: Path) -> bool:
    with desk.open(path, passphrase=PASSPHRASE) as vault:
        return codes.is_due(vault)
