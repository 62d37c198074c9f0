"""The audit read back: the rows, the head to keep elsewhere, and whether the chain is whole."""

from dataclasses import dataclass
from typing import Final

from counselling.records import acts
from counselling.records.acts import AuditRow, FamilyId
from counselling.records.chain import NOTHING, Head
from counselling.records.engine import Connection
from counselling.records.vault import Vault


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reading of the whole chain found.

    broken_at: the first row that does not follow, None when all do. is_cut: rows that were known
    elsewhere are missing or different (only told when a known head was given). backward_steps:
    how often the clock went back between two rows, which is no damage but worth a question.
    """

    head: Head
    broken_at: int | None = None
    is_cut: bool = False
    backward_steps: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, removed or cut, as far as can be known."""
        return self.broken_at is None and not self.is_cut


_COLUMNS: Final = ", ".join(AuditRow._fields)


def rows(
    vault: Vault, *, family: FamilyId | None = None, limit: int = 1000
) -> tuple[AuditRow, ...]:
    """Return the latest rows, newest first; of one family where it is named."""
    if family is None:
        sql = f"SELECT {_COLUMNS} FROM audit ORDER BY sequence DESC LIMIT ?"
        return tuple(vault.read(lambda connection: connection.rows(AuditRow, sql, limit)))
    sql = f"SELECT {_COLUMNS} FROM audit WHERE subject = ? ORDER BY sequence DESC LIMIT ?"
    subject = vault.subject(family)
    return tuple(vault.read(lambda connection: connection.rows(AuditRow, sql, subject, limit)))


def head(vault: Vault) -> Head:
    """Return the last row's place and hash: whoever keeps it elsewhere notices a cut tail."""
    return vault.read(acts.head)


def verify(vault: Vault, *, known: Head | None = None) -> Verdict:
    """Read the whole chain; `known` is a head that was kept outside the vault."""
    return vault.read(lambda connection: check(connection, known))


def check(connection: Connection, known: Head | None = None) -> Verdict:
    """Read the whole chain over a connection."""
    last, at, backward, met_known = NOTHING, "", 0, known is None or known == NOTHING
    for row in connection.each(AuditRow, f"SELECT {_COLUMNS} FROM audit ORDER BY sequence"):
        follows = row.sequence == last.sequence + 1 and row.previous == last.hash
        if not follows or acts.row_hash(row) != row.hash:
            return Verdict(last, broken_at=last.sequence + 1, backward_steps=backward)
        last = Head(row.sequence, row.hash)
        met_known = met_known or last == known
        backward += row.at < at
        at = row.at
    return Verdict(last, is_cut=not met_known, backward_steps=backward)
