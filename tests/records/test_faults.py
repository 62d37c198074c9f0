"""What befalls a desk: it is killed, its disk is full, its disk is stolen. Real processes."""

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from counselling.pedigree.edits import ChangePerson
from counselling.records.audit import integrity
from counselling.records.folder.folder import DATABASE
from counselling.records.log import families
from counselling.records.papers import documents, sessions
from counselling.records.papers.documents import NewDocument
from tests.families.builders import three_generations
from tests.records.conftest import PASSPHRASE, Desk
from tests.records.faults.session import MARKERS

ROOT = Path(__file__).resolve().parents[2]
KILLS = 8  # a nightly run takes more; see the environment variable
needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="no file size limit to set")


def command(task: str, path: Path, more: object = "") -> list[str]:
    module = "tests.records.writer"
    return [sys.executable, "-m", module, task, str(path), PASSPHRASE, str(more)]


def run(task: str, path: Path, more: object = "") -> list[list[str]]:
    done = subprocess.run(
        command(task, path, more), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    return [line.split() for line in done.stdout.splitlines()]


def test_a_killed_program_loses_nothing_that_was_acknowledged(desk: Desk, stored: Path) -> None:
    rng = random.Random(5)
    for _ in range(int(os.environ.get("CONSULTAND_KILLS", KILLS))):
        with subprocess.Popen(
            command("until_killed", stored), cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _ in range(rng.randint(1, 80))]
            writer.kill()
            lines += writer.stdout.readlines()
        *_, last = (line.split() for line in lines if line.endswith("\n"))
        session, sequence, revision = last[0], int(last[1]), int(last[2])
        with desk.open(stored) as vault:
            assert integrity.check(vault).is_whole
            (summary,) = families.listing(vault)
            assert families.open_family(vault, summary.id).sequence >= sequence
            assert sessions.notes(vault, session).revision >= revision


@pytest.mark.parametrize("when", range(1, 6))
def test_a_vault_whose_creation_was_killed_is_there_whole_or_not_at_all(
    desk: Desk, tmp_path: Path, when: int
) -> None:
    path = tmp_path / "new.vault"
    assert run("create_and_die", path, when) == []
    if not path.exists():
        desk.create(path).lock()
    with desk.open(path) as vault:
        assert integrity.check(vault).is_whole


@needs_limits
@pytest.mark.parametrize("beyond", [0, 5_000, 60_000, 400_000])
def test_a_full_disk_refuses_in_our_words_and_keeps_all_that_was_acknowledged(
    desk: Desk, stored: Path, beyond: int
) -> None:
    size = (stored / DATABASE).stat().st_size
    *acknowledged, refused, again = run("until_full", stored, size + beyond)
    assert refused[0] == "refused"
    assert refused[1] in ("storage.full", "storage.refused")
    assert again == ["again"]  # the same open vault, once there is room
    with desk.open(stored) as vault:
        assert integrity.check(vault).is_whole
        (summary,) = families.listing(vault)
        assert summary.name == "after"
        if acknowledged:
            session, sequence, revision = acknowledged[-1]
            assert families.open_family(vault, summary.id).sequence > int(sequence)
            assert sessions.notes(vault, session).revision == int(revision)


@needs_limits
@pytest.mark.parametrize("limit", [0, 300, 4096, 50_000])
def test_a_vault_that_does_not_fit_on_the_disk_is_not_made(tmp_path: Path, limit: int) -> None:
    ((refused, message_id),) = run("create_on_full", tmp_path / "new.vault", limit)
    assert (refused, message_id[:8]) == ("refused", "storage.")
    assert not os.listdir(tmp_path)


@needs_limits
def test_an_export_that_does_not_fit_leaves_the_older_file(stored: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "letter.pdf"
    target.parent.mkdir()
    target.write_bytes(b"an older letter")
    assert run("export_on_full", stored, target) == [["refused", "storage.full"]]
    assert target.read_bytes() == b"an older letter"
    assert os.listdir(target.parent) == ["letter.pdf"]


def swept(folder: Path) -> list[tuple[str, str]]:
    """Return every marker found in any file of a folder, in any of three writings."""
    found = []
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for marker in (*MARKERS, PASSPHRASE):
            writings = (marker.encode(), marker.encode("utf-16-le"), marker.encode().hex().encode())
            found += [(path.name, marker) for writing in writings if writing in content]
    return found


def test_no_file_of_a_vault_ever_holds_a_word_that_was_written_into_it(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "clinic.vault"
    person = replace(three_generations().persons[0], name=MARKERS[0])
    with desk.create(path) as vault:
        family = families.adopt(vault, replace(three_generations(), name=MARKERS[1]))
        session = sessions.begin(vault, family)
        for sequence in range(1, 60):
            families.append(vault, family, edits=(ChangePerson(person),), after=sequence)
            sessions.save_notes(vault, session, text=MARKERS[2] * sequence)
        letter = MARKERS[3].encode() * 50_000
        documents.store(vault, NewDocument(family, "letter", "application/pdf", letter))
        assert (path / f"{DATABASE}-wal").stat().st_size > 0
        assert swept(path) == []
    assert swept(tmp_path) == []
    with desk.open(path) as vault:
        assert sessions.notes(vault, session).text == MARKERS[2] * 59


def test_no_file_anywhere_holds_a_word_after_everything_that_records_do(
    desk: Desk, stored: Path, tmp_path: Path
) -> None:
    """Backup, a new key, a backup brought back, a sealed file, a search, an erasure, a refusal."""
    places = {name: tmp_path / name.lower() for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME")}
    for place in places.values():
        place.mkdir()
    environment = os.environ | {name: str(place) for name, place in places.items()}
    command = [sys.executable, "-m", "tests.records.faults.session", "marked", str(stored)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert "found 1" in done.stdout
    assert "said" in done.stdout
    assert not any(marker in done.stdout + done.stderr for marker in MARKERS)
    assert len(list(tmp_path.rglob("*.db"))) >= 4
    assert swept(tmp_path) == []
    for path in tmp_path.rglob("*.db"):
        assert not path.read_bytes().startswith(b"SQLite format 3")
