"""A program for test_faults: works in a vault until it dies or the disk refuses.

Called as `python -m tests.records.writer TASK FOLDER PASSPHRASE [NUMBER]`; every line on stdout is
something that the vault has acknowledged.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from counselling.errors import StorageError
from counselling.pedigree.edits import NameFamily
from counselling.records.folder import folder
from counselling.records.log import families
from counselling.records.papers import documents, sessions
from counselling.records.papers.documents import NewDocument
from counselling.records.vault.acts import Actor
from counselling.records.vault.vault import Vault
from counselling.records.ways.way import Proof
from tests.records.conftest import two_ways

ACTOR = Actor("writer")


def say(*words: object) -> None:
    print(*words, flush=True)  # noqa: T201


def now() -> datetime:
    return datetime.now(UTC)


def opened(path: Path, passphrase: str) -> Vault:
    return folder.open_vault(path, proof=Proof(passphrase=passphrase), now=now)


def work_on(vault: Vault) -> None:
    """Edit the one family and take notes, for ever."""
    (summary,) = families.listing(vault)
    record = families.open_family(vault, summary.id)
    session = sessions.begin(vault, record.id)
    while True:
        name = NameFamily(f"name {record.sequence} {'and so on ' * 50}")
        record = families.append(vault, record.id, edits=(name,), after=record.sequence)
        notes = sessions.save_notes(vault, session, text=f"{record.sequence} notes")
        say(session, record.sequence, notes.revision)


def until_killed(path: Path, passphrase: str, _: str) -> None:
    with opened(path, passphrase) as vault:
        work_on(vault)


def create_and_die(path: Path, passphrase: str, when: str) -> None:
    """Create a vault, and die at the n-th look at the clock or at the random bytes."""
    looks = iter(range(1, 100))

    def die_in_time() -> None:
        if next(looks) == int(when):
            os.kill(os.getpid(), signal.SIGKILL)

    def random(length: int) -> bytes:
        die_in_time()
        return os.urandom(length)

    def clock() -> datetime:
        die_in_time()
        return now()

    folder.create_vault(
        path, owner=ACTOR, ways=two_ways(passphrase), now=clock, random=random
    ).lock()
    say("created")


def limited(limit: int) -> Callable[[], None]:
    """Let no file grow beyond a size, as on a full disk; return how to free it again."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def until_full(path: Path, passphrase: str, limit: str) -> None:
    with opened(path, passphrase) as vault:
        free = limited(int(limit))
        try:
            work_on(vault)
        except StorageError as error:
            say("refused", error.message_id)
        free()
        (summary,) = families.listing(vault)
        families.append(
            vault,
            summary.id,
            edits=(NameFamily("after"),),
            after=families.open_family(vault, summary.id).sequence,
        )
        say("again")


def create_on_full(path: Path, passphrase: str, limit: str) -> None:
    limited(int(limit))
    try:
        folder.create_vault(path, owner=ACTOR, ways=two_ways(passphrase), now=now)
    except StorageError as error:
        say("refused", error.message_id)


def export_on_full(path: Path, passphrase: str, target: str) -> None:
    with opened(path, passphrase) as vault:
        (summary,) = families.listing(vault)
        letter = NewDocument(summary.id, "letter", "application/pdf", bytes(4_000_000))
        stored = documents.store(vault, letter)
        limited(3_000_000)
        try:
            documents.export(vault, stored.id, path=Path(target))
        except StorageError as error:
            say("refused", error.message_id)


if __name__ == "__main__":
    tasks = (until_killed, create_and_die, until_full, create_on_full, export_on_full)
    task, where, secret, *more = sys.argv[1:]
    with suppress(BrokenPipeError):
        {each.__name__: each for each in tasks}[task](Path(where), secret, more[0] if more else "")
