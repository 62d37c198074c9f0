"""Families in the vault: listed, taken in, opened, changed by Edits, their history told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from counselling.errors import VaultError
from counselling.pedigree.edits import AdoptFamily, Edit, NameFamily
from counselling.pedigree.family import Family
from counselling.records import oplog, projection
from counselling.records.acts import Act, Action, FamilyId, Transaction, write_down
from counselling.records.chain import NOTHING
from counselling.records.clock import moment
from counselling.records.projection import Standing
from counselling.records.vault import Vault


@dataclass(frozen=True, slots=True)
class FamilySummary:
    """A family's line in the list. proband: the name, or the id where no name is known."""

    id: FamilyId
    name: str
    people: int
    proband: str
    changed: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class FamilyRecord:
    """A family as the vault holds it; sequence: how many edits have made it."""

    id: FamilyId
    family: Family
    sequence: int
    changed: datetime
    changed_by: str


class _SummaryRow(NamedTuple):
    id: str
    name: str
    people: int
    proband: str
    changed_at: str
    changed_by: str


def listing(vault: Vault) -> tuple[FamilySummary, ...]:
    """Return all families, the one changed last first. Written down as a query."""
    sql = (
        "SELECT family_id, name, people, proband, changed_at, changed_by FROM family_summary"
        " ORDER BY changed_at DESC, name, family_id"
    )

    def read(transaction: Transaction) -> list[_SummaryRow]:
        return transaction.connection.rows(_SummaryRow, sql)

    rows = vault.write(read, act=Act(Action.QUERY, "families"))
    return tuple(FamilySummary(*row[:4], moment(row.changed_at), row.changed_by) for row in rows)


def create(vault: Vault, *, name: str) -> FamilyId:
    """Begin a family without people."""
    return _begin(vault, (NameFamily(name),))[0]


def adopt(vault: Vault, family: Family) -> FamilyId:
    """Take in a family that was read; the vault gives it an id of its own.

    Raises VaultError("vault.edit_unreadable") for one that could not be read back.
    """
    return adopt_all(vault, (family,))[0]


def adopt_all(vault: Vault, adopted: Sequence[Family]) -> tuple[FamilyId, ...]:
    """Take in the families of one file, all of them or none; each is an act of its own.

    Raises VaultError("vault.edit_unreadable") for one that could not be read back.
    """
    return _begin(vault, [AdoptFamily(family) for family in adopted]) if adopted else ()


def _begin(vault: Vault, firsts: Sequence[Edit]) -> tuple[FamilyId, ...]:
    new = tuple((vault.new_id(), first) for first in firsts)
    acts = [Act(Action.CREATE, "family", family) for family, _ in new]

    def begin(transaction: Transaction) -> None:
        for family, first in new:
            sql = "INSERT INTO family VALUES (?, ?)"
            transaction.connection.run(sql, family, transaction.at)
            _take(transaction, Standing(Family(id=family), NOTHING), (first,))
        for act in acts[:-1]:
            write_down(transaction, act, subject=vault.subject(act.family or ""))

    vault.write(begin, act=acts[-1])
    return tuple(family for family, _ in new)


def open_family(vault: Vault, family: FamilyId) -> FamilyRecord:
    """Open a family: written down as a view.

    Raises VaultError("vault.no_such_family"), DamagedVault, NewerVault.
    """

    def read(transaction: Transaction) -> Standing:
        return projection.stand(transaction.connection, family)

    return _record(vault.write(read, act=Act(Action.VIEW, "family", family)))


def append(vault: Vault, family: FamilyId, *, edits: tuple[Edit, ...], after: int) -> FamilyRecord:
    """Do edits on a family that stands at the sequence `after`; all of them or none.

    Raises VaultError("vault.family_changed") when it was changed elsewhere meanwhile,
    PedigreeError when an edit does not fit, VaultError("vault.edit_unreadable").
    """

    def change(transaction: Transaction) -> Standing:
        standing = projection.stand(transaction.connection, family)
        if standing.head.sequence != after:
            raise VaultError("vault.family_changed")
        return _take(transaction, standing, edits)

    return _record(vault.write(change, act=Act(Action.CHANGE, "family", family)))


def _take(transaction: Transaction, standing: Standing, edits: tuple[Edit, ...]) -> Standing:
    family = standing.family.id
    for edit in edits:
        entry = oplog.append(transaction, family, after=standing.head, edit=edit)
        standing = standing.after(entry)
        if projection.is_snapshot_due(standing.head):
            projection.keep_snapshot(transaction.connection, standing)
    if edits:
        projection.keep_summary(transaction.connection, standing)
    return standing


def rebuild(vault: Vault) -> None:
    """Tell every table about families anew from the log."""

    def tell(transaction: Transaction) -> None:
        projection.rebuild(transaction.connection)

    vault.write(tell, act=Act(Action.RESTORE, "families"))


def _record(standing: Standing) -> FamilyRecord:
    return FamilyRecord(
        standing.family.id,
        standing.family,
        standing.head.sequence,
        moment(standing.at),
        standing.author,
    )
