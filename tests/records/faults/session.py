"""A program under test: a scripted session on the real records; a line for each act that is done.

Called as `python -m tests.records.faults.session TASK FOLDER`. Ends with a line "refused ID" where
the records said so in their own words; anything else that is raised is a fault of theirs and shows.
"""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from counselling.errors import CounsellingError
from counselling.pedigree.edits import NameFamily, RemovePerson
from counselling.records.copies import backups, renewal, restoring
from counselling.records.exchange import family_file
from counselling.records.folder import folder
from counselling.records.log import families
from counselling.records.papers import documents, sessions
from counselling.records.papers.documents import NewDocument
from counselling.records.privacy import erasing, restricting
from counselling.records.search import search
from counselling.records.vault.vault import Vault
from counselling.records.ways.way import Proof
from tests.families.builders import three_generations
from tests.records.conftest import CODE, PASSPHRASE

MARKERS: Final = ("Zzyzxmarker", "Quirnmarker", "Wexlomarker", "Gralmarker")
PROOF: Final = Proof(code=CODE) if os.environ.get("FAULT_CODE") else Proof(passphrase=PASSPHRASE)


def now() -> datetime:
    return datetime.now(UTC)


def done(*words: object) -> None:
    """Acknowledge, in one write: the power may be cut between two."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def opened(path: Path) -> Vault:
    return folder.open_vault(path, proof=PROOF, now=now)


def work(path: Path, rounds: int = 12) -> None:
    """What a counsellor does in an hour; every line names what the vault must have from then on."""
    with opened(path) as vault:
        record = families.open_family(vault, families.listing(vault)[0].id)
        session = sessions.begin(vault, record.id)
        for turn in range(rounds):
            name = NameFamily(f"name {turn} {'and so on ' * 40}")
            record = families.append(vault, record.id, edits=(name,), after=record.sequence)
            done("sequence", record.id, record.sequence)
            kept = sessions.save_notes(vault, session, text=f"note {turn} {'so ' * 30}")
            done("notes", session, kept.revision)
            if turn % 4 == 0:
                new = families.adopt(vault, three_generations())
                done("family", new)
                letter = NewDocument(record.id, "letter", "text/plain", b"Dear Anna" * 3000)
                done("document", documents.store(vault, letter).id)
    done("locked")


def long_work(path: Path) -> None:
    """The same for ever, until somebody ends it."""
    while True:
        work(path)


def take_in(path: Path) -> None:
    """An import of many families, all of them or none."""
    with opened(path) as vault:
        for _ in range(1000):
            new = families.adopt_all(vault, [three_generations()] * 20)
            done("family", new[-1])


def back_up(path: Path) -> None:
    """Backups, one after the other, and one brought back."""
    with opened(path) as vault:
        for number in range(1000):
            at = datetime(2027 + number, 1, 1, tzinfo=UTC)
            made = backups.make(vault, path.parent / "stick", at=at)
            done("backup", made.stamp)


def bring_back(path: Path) -> None:
    """The newest backup brought back, again and again."""
    (made, *_) = backups.found_in(path.parent / "stick")
    for number in range(1000):
        back = path.parent / f"back{number}.vault"
        restoring.restore(made, back, PROOF, now=now)
        done("restored", back.name)


def renew(path: Path) -> None:
    """A new key, again and again."""
    for _ in range(1000):
        done("key", renewal.renew_key(path, proof=PROOF, now=now))


def restrict(path: Path) -> None:
    """A family sealed to one user and opened again, again and again."""
    with opened(path) as vault:
        family = families.listing(vault)[0].id
        for turn in range(1000):
            restricting.restrict(vault, family, {"anna"} if turn % 2 == 0 else ())
            done("readers", turn)


def enter(path: Path) -> None:
    """Only in and out: also what brings an older vault up to date."""
    opened(path).lock()
    done("locked")


def marked(path: Path) -> None:
    """Everything that the records do, with words that nobody else writes."""
    people = three_generations()
    people = people.replace_person(replace(people.persons[0], name=f"{MARKERS[0]} Berg"))
    stick = path.parent / "stick"
    stick.mkdir()
    with opened(path) as vault:
        family = families.adopt(vault, replace(people, name=MARKERS[1]))
        session = sessions.begin(vault, family, person=people.persons[0].id)
        for turn in range(1, 30):
            sessions.save_notes(vault, session, text=MARKERS[2] * turn)
        letter = NewDocument(family, "letter", "text/plain", MARKERS[3].encode() * 9000)
        documents.store(vault, letter)
        done("found", len(search.search(vault, MARKERS[0])))
        made = backups.make(vault, stick, at=now())
    renew_once(path)
    restoring.restore(made, path.with_name("back.vault"), PROOF, now=now)
    with opened(path) as vault:
        other = families.adopt(vault, replace(people, name=MARKERS[1]))
        key = vault.user.sealing
        family_file.write(vault, other, path.with_name("family.sealed"), to=key)
        restricting.restrict(vault, other, {"anna"})
        erasing.erase_person(vault, family, people.persons[0].id, backup_folders=(stick,))
        try:
            families.append(vault, other, edits=(RemovePerson(MARKERS[0]),), after=1)
        except CounsellingError as refused:
            done("said", refused)
        backups.make(vault, stick, at=datetime(2031, 1, 1, tzinfo=UTC))


def renew_once(path: Path) -> None:
    """One new key."""
    renewal.renew_key(path, proof=PROOF, now=now)


TASKS: Final[Mapping[str, Callable[[Path], None]]] = {
    task.__name__: task
    for task in (work, long_work, take_in, back_up, bring_back, renew, restrict, enter, marked)
}


def main() -> None:
    task, where = sys.argv[1:]
    try:
        TASKS[task](Path(where))
    except CounsellingError as refused:
        done("refused", refused.message_id)


if __name__ == "__main__":
    main()
