"""How long a search takes among 2,000,000 people, beside the same engine without a key.

Run: `consultand bench search --json`, or python -m benchmarks.search [PERSONS [PATIENTS]].
Times in milliseconds, by the wall clock and of this process's work alone (cpu: on a machine that
others use too, what a wait for them or for the disk does not lengthen). All people are invented:
names made of syllables, as often as names are (the n-th most common surname a share like 1/n).
"""

import itertools
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Final

import msgspec
from sqlcipher3 import dbapi2

from app.words import catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person
from counselling.records.entrance.entrance import WayIn
from counselling.records.folder import migrate
from counselling.records.folder.folder import create_vault
from counselling.records.index import search_index
from counselling.records.index.condition_words import ConditionWords, condition_words
from counselling.records.index.search_index import Facts, tokens_of
from counselling.records.index.search_query import read_query
from counselling.records.log import families
from counselling.records.search.search import MOST_HITS, find, search
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, Actor, Role, Transaction
from counselling.records.vault.vault import Vault
from counselling.records.ways.passphrase import Passphrase
from counselling.records.ways.recovery_code import RecoveryCode, new_code
from counselling.records.ways.way import Proof

PERSONS: Final = 2_000_000
PATIENTS: Final = 100_000
OF_A_FAMILY: Final = 20
ROUNDS: Final = 200

_NAMES: Final = """
Mey Schm Mül Jans Ross Garc Kowal Nová Lind Berg Dubr Vand Pet Anders Horv Szab Pap Ferr Łuk Søre
Đor Åg O'Br Þor Weiß Zieg Krä Böh Thom Hav Jur Nik Ost Rau Sig Tar Ulr Vit Wal Zan
- a e i o u an er el in or un ist ak em iv ol as ent ar ik
- er dt ini ia ski sen ova ström pont berg os son ić ách akis mann witz stein feld quist ez es eau
ard escu yan enko uk ov
- Anna Maria José François Åsa Zoë Łukasz Jürgen Søren Núria Giulia Katarína Pieter Eoin Siobhán
Ioannis Dimitra Attila Zsófia Emil Hans Peter Marie Sofie Laura Paul Jan Eva Karl Ida Olga Ivan
Petra Nina Tomáš Lucía Marta Erik Lena Ruth Max Clara Felix Irma Otto Vera Willem Ynés
"""
_HEADS, _MIDDLES, _ENDS, _GIVEN = (part.split() for part in _NAMES.split("-"))
_GENES: Final = ("BRCA1", "BRCA2", "PALB2", "MLH1", "MSH2", "TP53", "CHEK2", "ATM")
_CONDITIONS: Final = ("breast", "ovary", "bowel cancer", "prostate", "pancreas", "melanoma")

# Kind of question -> what is typed; {} is filled from names that are there.
_KINDS: Final = (
    "rare", "common", "common_beginning", "two_terms", "two_common_terms", "nobody", "year",
    "name_and_year", "sound", "gene", "diagnosis", "identifier", "everything_common",
)  # fmt: skip

Row = tuple[str, str, str, int | None, bytes, str]


class Crowd:
    """Invented people, the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self._rng = random.Random(seed)
        made = ["".join(parts) for parts in itertools.product(_HEADS, _MIDDLES, _ENDS)]
        random.Random(7).shuffle(made)  # the common names are common for whoever asks, too
        self.surnames = made
        self._shares = list(itertools.accumulate(1 / (n + 8) for n in range(len(made))))
        self._given = list(itertools.accumulate(1 / (n + 4) for n in range(len(_GIVEN))))
        self._words: dict[str, frozenset[str]] = {}

    def rows(self, persons: int, patients: int) -> Iterator[Row]:
        """Rows of the search, family by family."""
        every = max(1, persons // patients)
        for number in range(persons):
            family = f"{number // OF_A_FAMILY:032x}"
            yield (family, *self._person(number, is_patient=number % every == 0))

    def _person(self, number: int, *, is_patient: bool) -> tuple[str, str, int | None, bytes, str]:
        rng = self._rng
        given = rng.choices(_GIVEN, cum_weights=self._given)[0]
        surname = rng.choices(self.surnames, cum_weights=self._shares)[0]
        year = rng.randrange(1900, 2020) if rng.random() < 0.7 else None
        facts = Facts()
        if is_patient:
            genes = (rng.choice(_GENES),) if rng.random() < 0.6 else ()
            facts = Facts(genes, (rng.choice(_CONDITIONS),), (f"MRN{number:08}",))
        tokens = self._tokens(given) | self._tokens(surname) | tokens_of("", year, facts)
        name = f"{given} {surname}"
        body = msgspec.json.encode(facts)
        return f"p{number % OF_A_FAMILY}", name, year, body, " ".join(sorted(tokens))

    def _tokens(self, word: str) -> frozenset[str]:
        if word not in self._words:
            self._words[word] = tokens_of(word, None, Facts())
        return self._words[word]

    def questions(self, kind: str) -> str:
        """One question of a kind."""
        rng, given, surnames = self._rng, _GIVEN[:8], self.surnames
        rare, common = rng.choice(surnames[5000:]), rng.choice(surnames[:20])
        return {
            "rare": rare,
            "common": common,
            "common_beginning": common[: rng.randrange(2, 4)],
            "two_terms": f"{rng.choice(_GIVEN)} {rare[:5]}",
            "two_common_terms": f"{rng.choice(given)} {common}",
            "nobody": f"{rare}x {rng.choice(given)}y",
            "year": str(rng.randrange(1920, 2000)),
            "name_and_year": f"{rng.choice(given)} {rng.randrange(1920, 2000)}",
            "sound": rare.replace("e", "a") + "h",
            "gene": rng.choice(_GENES),
            "diagnosis": rng.choice(("Brustkrebs", "bowel cancer", "Darmkrebs", "melanoma")),
            "identifier": f"MRN{rng.randrange(0, PATIENTS) * 20:08}",
            "everything_common": f"{given[0][:2]} {given[1][:2]} {common[:2]}",
        }[kind]


def _fill(connection: Connection, crowd: Crowd, persons: int, patients: int) -> None:
    families = -(-persons // OF_A_FAMILY)
    for number in range(families):
        name = f"{number:032x}"
        connection.run("INSERT INTO family VALUES (?, '2026-01-01T00:00:00.000Z')", name)
        sql = (
            "INSERT INTO family_summary (family_id, name, people, proband, changed_at, changed_by,"
            " sequence, differences) VALUES (?, ?, 20, '', '2026-01-01T00:00:00.000Z', '', 1, 0)"
        )
        connection.run(sql, name, f"F{number}")
    sql = (
        "INSERT INTO search_person (family_id, person, name, birth_year, facts, tokens)"
        " VALUES (?, ?, ?, ?, ?, ?)"
    )
    for row in crowd.rows(persons, patients):
        connection.run(sql, *row)


def _times(ask: Callable[[str], int], crowd: Crowd, kind: str) -> Mapping[str, float]:
    wall, cpu, hits = [], [], 0
    for _ in range(ROUNDS):
        typed = crowd.questions(kind)
        since, worked = perf_counter(), process_time()
        hits += ask(typed)
        cpu.append(1000 * (process_time() - worked))
        wall.append(1000 * (perf_counter() - since))
    return {**_spread(cpu, "cpu"), **_spread(wall, "wall"), "hits_mean": round(hits / ROUNDS, 1)}


def _spread(times: list[float], clock: str) -> Mapping[str, float]:
    ranked = sorted(times)
    p50, p99 = ranked[len(ranked) // 2], ranked[int(len(ranked) * 0.99)]
    return {f"{clock}_p50_ms": round(p50, 2), f"{clock}_p99_ms": round(p99, 2)}


def _sizes(connection: Connection, folder: Path) -> Mapping[str, float]:
    sql = "SELECT coalesce(sum(length(block)), 0) FROM search_text_data"
    index = (connection.row(tuple[int], sql) or (0,))[0]
    file = sum(path.stat().st_size for path in folder.rglob("*.db*"))
    return {"file_mb": round(file / 1e6, 1), "index_mb": round(index / 1e6, 1)}


def measure(persons: int = PERSONS, patients: int = PATIENTS) -> Mapping[str, object]:
    """Fill a vault and a plain database with the same people, and ask both the same questions."""
    words = condition_words(catalogue(code) for code in ("en", "de", "ar"))
    told: dict[str, object] = {"persons": persons, "patients": patients, "rounds": ROUNDS}
    with tempfile.TemporaryDirectory() as folder:
        told["plain"] = _plain(Path(folder), persons, patients, words)
        told["vault"] = _vault(Path(folder), persons, patients, words)
    return told


def _plain(
    folder: Path, persons: int, patients: int, words: ConditionWords
) -> Mapping[str, object]:
    raw = dbapi2.connect(str(folder / "plain.db"), isolation_level=None)
    connection = Connection(raw)
    connection.row(tuple[str], "PRAGMA journal_mode = WAL")
    connection.run("PRAGMA synchronous = FULL")
    migrate.migrate(connection, migrate.released_steps())
    filled = _filled(connection, persons, patients)
    answer = partial(_find, connection, words=words)
    crowd = Crowd(8)
    found = {kind: _times(answer, crowd, kind) for kind in _KINDS}
    told = {**filled, **_sizes(connection, folder), "search": found}
    connection.close()
    return told


def _filled(connection: Connection, persons: int, patients: int) -> Mapping[str, float]:
    since = perf_counter()
    with connection.transaction(is_write=True):
        _fill(connection, Crowd(), persons, patients)
    rows = perf_counter() - since
    since = perf_counter()
    with connection.transaction(is_write=True):
        connection.run("INSERT INTO search_text (search_text) VALUES ('rebuild')")
    index = perf_counter() - since
    connection.row(tuple[int, int, int], "PRAGMA wal_checkpoint(TRUNCATE)")
    return {"rows_s": round(rows, 1), "index_s": round(index, 1)}


def _find(connection: Connection, typed: str, *, words: ConditionWords) -> int:
    query = read_query(typed, words)
    with connection.transaction(is_write=False):
        return len(find(connection, query, typed, limit=MOST_HITS))


def _vault(
    folder: Path, persons: int, patients: int, words: ConditionWords
) -> Mapping[str, object]:
    proof, code = Proof(passphrase="only invented people"), new_code(lambda n: bytes(n))
    ways = (WayIn(Passphrase.kind, proof), WayIn(RecoveryCode.kind, Proof(code=code)))
    owner = Actor("bench", Role.ADMINISTRATOR)
    path = folder / "bench.vault"
    with create_vault(path, owner=owner, ways=ways, now=partial(datetime.now, UTC)) as vault:

        def fill(transaction: Transaction) -> None:
            _fill(transaction.connection, Crowd(), persons, patients)

        def rebuild(transaction: Transaction) -> None:
            transaction.connection.run("INSERT INTO search_text (search_text) VALUES ('rebuild')")

        since = perf_counter()
        vault.write(fill, act=Act(Action.RESTORE, "bench"))
        rows, since = perf_counter() - since, perf_counter()
        vault.write(rebuild, act=Act(Action.RESTORE, "bench"))
        index = perf_counter() - since
        told: dict[str, object] = {"rows_s": round(rows, 1), "index_s": round(index, 1)}
        told |= vault.read(partial(_sizes, folder=path))

        def answer(typed: str) -> int:
            return len(search(vault, typed, conditions=words))

        def unaudited(typed: str) -> int:
            query = read_query(typed, words)
            return len(vault.read(lambda c: find(c, query, typed, limit=MOST_HITS)))

        told["search"] = {kind: _times(unaudited, Crowd(8), kind) for kind in _KINDS}
        told["search_with_its_audit_row"] = {
            kind: _times(answer, Crowd(8), kind) for kind in _KINDS
        }
        told["one_family_saved"] = _saving(vault)
    return told


def _saving(vault: Vault) -> Mapping[str, float]:
    """One person of a family of forty changed, the search told: what it adds to a save."""
    made = families.adopt(vault, _family())
    before = families.open_family(vault, made).family
    wall, cpu = [], []
    for turn in range(ROUNDS):
        after = replace(before, persons=(*before.persons[:-1], _changing(turn + 1)))

        def tell(transaction: Transaction, before: Family = before, after: Family = after) -> None:
            search_index.update(transaction.connection, before, after)

        since, worked = perf_counter(), process_time()
        vault.write(tell, act=Act(Action.CHANGE, "family", made))
        cpu.append(1000 * (process_time() - worked))
        wall.append(1000 * (perf_counter() - since))
        before = after
    return {**_spread(cpu, "cpu"), **_spread(wall, "wall")}


def _family() -> Family:
    people = [Person(f"p{n}", name=f"{_GIVEN[n]} Müller-{n}") for n in range(39)]
    return Family("bench", name="Bench", persons=(*people, _changing(0)), proband="p0")


def _changing(turn: int) -> Person:
    return Person("p39", name=f"Turn {turn} Lindqvist")


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]] or [PERSONS, PATIENTS]
    print(json.dumps(measure(*given)))
