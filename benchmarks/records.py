"""The vault at the size of a region: how long what a counsellor does takes, and what a key costs.

Run: `consultand bench records --json`, or python -m benchmarks.records FAMILIES MEGABYTES PERSONS.
Wall clock, in milliseconds unless the name says otherwise; beside it the same engine without a key
in the same run. All people are invented. Goals: docs/decisions/0050.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Final

from sqlcipher3 import dbapi2

from benchmarks import search
from counselling.pedigree.edits import ChangePerson, NameFamily
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Person
from counselling.records.audit import audit
from counselling.records.copies import backups, renewal, restoring
from counselling.records.entrance.entrance import WayIn
from counselling.records.exchange import exchange
from counselling.records.folder.folder import create_vault, open_vault
from counselling.records.log import families
from counselling.records.papers import documents
from counselling.records.papers.documents import NewDocument
from counselling.records.store.engine import DATABASE
from counselling.records.vault.acts import Actor, Role
from counselling.records.vault.vault import Vault
from counselling.records.ways.passphrase import Passphrase
from counselling.records.ways.recovery_code import RecoveryCode, new_code
from counselling.records.ways.way import Proof

FAMILIES: Final = 100_000
MEGABYTES: Final = 600
PERSONS: Final = 2_000_000
_BATCH: Final = 500
_ROUNDS: Final = 300
_EDITS: Final = 2_000
_PROOF: Final = Proof(passphrase="only invented people")
_CODE: Final = Proof(code=new_code(lambda count: bytes(count)))
_WAYS: Final = (WayIn(Passphrase.kind, _PROOF), WayIn(RecoveryCode.kind, _CODE))
now = partial(datetime.now, UTC)


def measure(
    families_count: int = FAMILIES, megabytes: int = MEGABYTES, persons: int = PERSONS
) -> Mapping[str, object]:
    """Build a vault of this size, measure it, and a search of this many people."""
    told: dict[str, object] = {"families": families_count}
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "bench.vault"
        owner = Actor("bench", Role.ADMINISTRATOR)
        with create_vault(folder, owner=owner, ways=_WAYS, now=now) as vault:
            told["built"] = _build(vault, families_count)
            told["work"] = _work(vault)
            told["merge"] = _merge(vault, folder, Path(room))
            told["grown"] = _grow(vault, folder, megabytes)
        told["unlock"] = {name: _unlock(folder, way) for name, way in _ways().items()}
        told["copies"] = _copies(folder, Path(room))
        told["disk"] = _disk(folder, Path(room))
        told["without_a_key"] = _plain(Path(room))
    told["search"] = search.measure(persons, max(persons // 20, 1))
    return told


def _person(number: int, name: str) -> Person:
    return Person(f"p{number}", name=f"{name} {number}", age=Age.at(20 + number % 60))


def _family(name: str, people: int = 20) -> Family:
    return Family(name, name, tuple(_person(n, name) for n in range(people)), proband="p0")


def _build(vault: Vault, count: int) -> Mapping[str, float]:
    since = perf_counter()
    for first in range(0, count, _BATCH):
        some = range(first, min(first + _BATCH, count))
        families.adopt_all(vault, [_family(f"Family{number}") for number in some])
    seconds = perf_counter() - since
    return {"seconds": round(seconds, 1), "families_per_s": round(count / seconds)}


def _spread(act: Callable[[int], object], rounds: int = _ROUNDS) -> Mapping[str, float]:
    times = []
    for turn in range(rounds):
        since = perf_counter()
        act(turn)
        times.append(1000 * (perf_counter() - since))
    times.sort()
    return {"p50": round(times[len(times) // 2], 2), "p99": round(times[int(len(times) * 0.99)], 2)}


def _work(vault: Vault) -> Mapping[str, object]:
    """What a counsellor does all day, in a family of forty and in one of 2,000 edits."""
    forty = families.adopt(vault, _family("Forty", people=40))
    record = families.open_family(vault, forty)

    def save(turn: int) -> None:
        nonlocal record
        person = replace(record.family.persons[turn % 40], note=f"note {turn}")
        edits = (ChangePerson(person),)
        record = families.append(vault, forty, edits=edits, after=record.sequence)

    saved = _spread(save)
    opened = _spread(lambda _: families.open_family(vault, forty))
    long = families.adopt(vault, _family("Long", people=40))
    names = tuple(NameFamily(f"n{turn}") for turn in range(_EDITS))
    families.append(vault, long, edits=names, after=1)
    since = perf_counter()
    verdict = audit.verify(vault)
    seconds = perf_counter() - since
    return {
        "save_an_edit": saved,
        "open_family_of_40_with_audit_row": opened,
        "open_family_of_2000_edits": _spread(lambda _: families.open_family(vault, long)),
        "audit_rows": verdict.head.sequence,
        "audit_rows_per_s": round(verdict.head.sequence / seconds),
    }


def _merge(vault: Vault, folder: Path, room: Path) -> Mapping[str, float]:
    """Two copies of a family of forty, two hundred edits in each."""
    family = families.adopt(vault, _family("Both", people=40))
    small = room / "small.vault"
    owner = Actor("bench", Role.ADMINISTRATOR)
    with create_vault(small, owner=owner, ways=_WAYS, now=now) as other:
        key = vault.read(lambda c: vault.families.of(c, family))
        first = exchange.missing(vault, family, ())
        exchange.take_in(other, family, bytes(key.secret.secret), first)
        for turn in range(200):
            for desk in (vault, other):
                record = families.open_family(desk, family)
                person = replace(record.family.persons[turn % 40], note=f"{turn} {desk is vault}")
                edits = (ChangePerson(person),)
                families.append(desk, family, edits=edits, after=record.sequence)
        came = exchange.missing(other, family, exchange.known(vault, family))
        since = perf_counter()
        merged = exchange.receive(vault, family, came)
        seconds = perf_counter() - since
    return {"ms": round(1000 * seconds, 1), "differences": len(merged.differences)}


def _grow(vault: Vault, folder: Path, megabytes: int) -> Mapping[str, float]:
    """Put letters in until the file has this size."""
    family = families.adopt(vault, _family("Letters"))
    since, count = perf_counter(), 0
    while _size(folder) < megabytes * 1e6:
        new = NewDocument(family, "letter", "application/pdf", os.urandom(4_000_000))
        documents.store(vault, new)
        count += 1
    return {"letters_of_4_mb": count, "seconds": round(perf_counter() - since, 1)}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("records.db*"))


def _ways() -> Mapping[str, Proof]:
    return {"passphrase": _PROOF, "code": _CODE}


def _unlock(folder: Path, proof: Proof) -> Mapping[str, float]:
    return _spread(lambda _: open_vault(folder, proof=proof, now=now).lock(), rounds=7)


def _copies(folder: Path, room: Path) -> Mapping[str, float]:
    """A verified backup, one brought back, and a new key."""
    target = room / "backups"
    target.mkdir()
    since = perf_counter()
    with open_vault(folder, proof=_PROOF, now=now) as vault:
        unlocked, since = perf_counter() - since, perf_counter()
        backup = backups.make(vault, target, at=now())
        made = perf_counter() - since
    since = perf_counter()
    restoring.restore(backup, room / "back.vault", _PROOF, now=now)
    restored = perf_counter() - since
    shutil.rmtree(room / "back.vault")
    since = perf_counter()
    renewal.renew_key(folder, proof=_PROOF, now=now)
    renewed = perf_counter() - since
    return {
        "mb": round(backup.manifest.size_bytes / 1e6, 1),
        "unlock_s": round(unlocked, 2),
        "verified_backup_s": round(made, 1),
        "restore_s": round(restored, 1),
        "new_key_s": round(renewed, 1),
    }


def _disk(folder: Path, room: Path) -> Mapping[str, float]:
    """The same rows in a file without a key: what pages of the cipher cost, and what seals do."""
    plain = room / "plain.db"
    with open_vault(folder, proof=_PROOF, now=now) as vault:
        sealed = vault.read(
            lambda c: c.row(tuple[int, int], "SELECT count(*), sum(length(sealed)) FROM edit")
        )
        path, key = folder / DATABASE, vault.keys.database.secret.hex()
    raw = dbapi2.connect(str(path))
    raw.execute(f"PRAGMA key = \"x'{key}'\"")
    raw.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
    raw.execute("SELECT sqlcipher_export('plain')").fetchall()
    raw.execute("DETACH DATABASE plain")
    raw.execute("VACUUM")
    raw.close()
    count, body = sealed or (0, 0)
    return {
        "file_mb": round(path.stat().st_size / 1e6, 2),
        "plain_mb": round(plain.stat().st_size / 1e6, 2),
        "pages_percent": round(100 * (path.stat().st_size / plain.stat().st_size - 1), 2),
        "seals_percent_of_edits": round(100 * (28 + 64) * count / max(body - 92 * count, 1), 2),
    }


def _plain(room: Path) -> Mapping[str, object]:
    """The engine's own share of a save and of an opening: the same rows, no key, no seal."""
    raw = dbapi2.connect(str(room / "bare.db"), isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
        raw.execute(f"PRAGMA {pragma}").fetchall()
    raw.execute(
        "CREATE TABLE edit (family, sequence INTEGER, body BLOB, UNIQUE (family, sequence))"
    )
    raw.execute("CREATE TABLE audit (sequence INTEGER PRIMARY KEY, text)")
    body = os.urandom(900)

    def save(turn: int) -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO edit VALUES ('f', ?, ?)", (turn, body))
        raw.execute("INSERT INTO audit (text) VALUES ('a row of the audit, as long as ours is')")
        raw.execute("COMMIT")

    def look(_: int) -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(
            "SELECT * FROM edit WHERE family = 'f' ORDER BY sequence DESC LIMIT 32"
        ).fetchall()
        raw.execute("INSERT INTO audit (text) VALUES ('a row of the audit, as long as ours is')")
        raw.execute("COMMIT")

    told = {"save_an_edit": _spread(save), "open_family_with_audit_row": _spread(look)}
    raw.close()
    return told


if __name__ == "__main__":
    print(json.dumps(measure(*(int(number) for number in sys.argv[1:]))))
