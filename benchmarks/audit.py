"""How fast the audit's chain is verified and written out: rows a second, in processor time.

Run: python -m benchmarks.audit [ROWS]. Prints one line of JSON. `measure` is for the bench of all
records.
"""

import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

from counselling.records.audit import audit, audit_export
from counselling.records.audit.audit import Wanted
from counselling.records.audit.audit_export import Period
from counselling.records.entrance.entrance import WayIn
from counselling.records.folder import folder
from counselling.records.store.clock import written
from counselling.records.vault import acts
from counselling.records.vault.acts import (
    DONE,
    ROW_VERSION,
    Act,
    Action,
    Actor,
    AuditRow,
    Role,
    Transaction,
)
from counselling.records.vault.vault import Vault
from counselling.records.ways.passphrase import Passphrase
from counselling.records.ways.recovery_code import RecoveryCode, new_code
from counselling.records.ways.way import Proof

ROWS = 1_000_000  # about ten years of one counsellor
EXPORTED = 50_000  # rows of the newest that are written out
START = datetime(2016, 1, 1, tzinfo=UTC)
PASSPHRASE = "an invented bench passphrase"
ACTIONS = (Action.VIEW, Action.CHANGE, Action.QUERY, Action.VIEW)


@dataclass
class Watch:
    """How often a long work said how far it is."""

    heard: int = 0

    def __call__(self, share: float) -> None:
        """Count."""
        self.heard += 1


def main(rows: int) -> None:
    """Make a vault with so many rows, and measure."""
    with tempfile.TemporaryDirectory() as room:
        print(json.dumps(measure(Path(room), rows)))


def measure(room: Path, rows: int = ROWS) -> Mapping[str, float]:
    """Measure in an empty folder; times in seconds, speeds in rows a second of processor time."""
    clock = partial(datetime.now, UTC)
    ways = (
        WayIn(Passphrase.kind, Proof(passphrase=PASSPHRASE)),
        WayIn(RecoveryCode.kind, Proof(code=new_code(bytes))),
    )
    owner = Actor("bench", Role.ADMINISTRATOR)
    with folder.create_vault(room / "audit.vault", owner=owner, ways=ways, now=clock) as vault:
        fill(vault, rows)
        watch, since, wall = Watch(), process_time(), perf_counter()
        verdict = audit.verify(vault, heard=watch)
        taken, waited = process_time() - since, perf_counter() - wall
        assert verdict.is_whole
        since = process_time()
        period = Period(written(START + timedelta(minutes=5 * (rows - min(rows, EXPORTED)))))
        exported = audit_export.export(vault, room / "audit.json", period=period)
        written_out = process_time() - since
        since = perf_counter()
        audit.find(vault, Wanted(limit=200))
        page = perf_counter() - since
        since = perf_counter()
        audit.find(vault, Wanted(actor="nobody", limit=200))
        scan = perf_counter() - since
    return {
        "audit_rows": verdict.head.sequence,
        "audit_verify_rows_per_second": round(verdict.head.sequence / taken),
        "audit_verify_seconds": round(waited, 2),
        "audit_verify_told": watch.heard,
        "audit_export_rows_per_second": round(exported / written_out),
        "audit_export_mb": round((room / "audit.json").stat().st_size / 1e6),
        "audit_page_seconds": round(page, 3),
        "audit_whole_scan_seconds": round(scan, 3),
    }


def fill(vault: Vault, rows: int) -> None:
    """Append rows as the program would have written them, in few transactions."""
    done, block = 0, 100_000
    while done < rows:
        many = min(block, rows - done)
        act = Act(Action.CHANGE, "bench")
        vault.write(partial(_fill, range(done, done + many)), act=act)
        done += many


def _fill(numbers: range, transaction: Transaction) -> None:
    last = acts.head(transaction.connection)
    sequence, previous = last.sequence, last.hash
    marks = ", ".join("?" * len(AuditRow._fields))
    for number in numbers:
        sequence += 1
        row = AuditRow(
            sequence,
            ROW_VERSION,
            written(START + timedelta(minutes=5 * number)),
            "bench",
            Role.COUNSELLOR,
            ACTIONS[number % len(ACTIONS)],
            f"{number % 4000:032x}",
            f"session/{number:032x}/notes",
            DONE,
            previous,
            b"",
        )
        previous = acts.row_hash(row)
        transaction.connection.run(
            f"INSERT INTO audit VALUES ({marks})", *row._replace(hash=previous)
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
