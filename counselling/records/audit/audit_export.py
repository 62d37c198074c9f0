"""The audit as a file: a FHIR Bundle of AuditEvents, written row by row, however many there are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5

import msgspec

from counselling.files import staged
from counselling.records.audit import audit
from counselling.records.audit.audit_events import event
from counselling.records.store.engine import Connection
from counselling.records.vault import acts
from counselling.records.vault.acts import Act, Action
from counselling.records.vault.vault import Vault

_STEP: Final = 500


@dataclass(frozen=True, slots=True)
class Period:
    """A time, as `clock.written` writes moments; `until` itself left out, "" for no end."""

    since: str = ""
    until: str = ""


def _unheard(share: float) -> None:
    """Nobody asks how far it is."""


def export(
    vault: Vault,
    path: Path,
    *,
    period: Period | None = None,
    heard: Callable[[float], None] = _unheard,
) -> int:
    """Write the audit to a file, whole or not at all; return how many rows it holds.

    That it was exported is written down before the file appears, and stands not in it.
    heard: called with the share that is done, 0..1; what it raises ends the work.
    Raises VaultError("vault.not_allowed"), StorageError.
    """
    act = Act(Action.AUDIT, "audit/fhir")
    vault.check(act)
    written = _Written(vault, period or Period(), heard)
    with staged(path, written):
        vault.note_act(act)
    return written.count


class _Written:
    """The pieces of the bundle, made while they are written."""

    def __init__(self, vault: Vault, period: Period, heard: Callable[[float], None]) -> None:
        self._vault, self._period, self._heard = vault, period, heard
        self.count = 0

    def __iter__(self) -> Iterator[bytes]:
        vault = self._vault.read(_id)
        last = self._vault.read(_last)
        name = str(uuid5(UUID(vault), f"bundle/{last}/{self._period.since}/{self._period.until}"))
        yield b'{"resourceType":"Bundle","id":"' + name.encode() + b'","type":"collection",'
        yield b'"entry":['
        self.count = 0
        for row in audit.each(self._vault, since=self._period.since, until=self._period.until):
            told = event(row, vault=vault)
            entry = {"fullUrl": f"urn:uuid:{told['id']}", "resource": told}
            yield (b"," if self.count else b"") + b"\n" + msgspec.json.encode(entry)
            self.count += 1
            if self.count % _STEP == 0:
                self._heard(min(row.sequence / max(last, 1), 1.0))
        yield b"\n]}\n"


def _id(connection: Connection) -> str:
    found = connection.row(tuple[str], "SELECT id FROM vault")
    return found[0] if found else ""


def _last(connection: Connection) -> int:
    return acts.head(connection).sequence
