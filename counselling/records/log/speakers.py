"""Who wrote an entry of a family's history, and when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from counselling.pedigree.writer import Writer
from counselling.records.log import oplog
from counselling.records.log.differing import OpId
from counselling.records.log.voices import voices
from counselling.records.store.clock import moment
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Speaker:
    """writer: who wrote it down; at: when."""

    writer: Writer
    at: datetime


def speakers(vault: Vault, family: FamilyId, ops: Collection[OpId]) -> Mapping[OpId, Speaker]:
    """Return who wrote these entries of a family that is open. Raises as `open_family`."""
    keys, wanted = vault.families, frozenset(ops)

    def read(connection: Connection) -> Mapping[OpId, Speaker]:
        known = voices(connection, family)
        entries = oplog.entries(connection, family, keys.of(connection, family))
        return {
            entry.thread.op: Speaker(known.of(entry), moment(entry.at))
            for entry in entries
            if entry.thread.op in wanted
        }

    return vault.read(read)
