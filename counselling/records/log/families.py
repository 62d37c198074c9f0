"""Families in the vault: listed, taken in, opened, changed by Edits, their history told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from counselling.errors import VaultError
from counselling.pedigree.edits import AdoptFamily, Edit, NameFamily
from counselling.pedigree.family import Family
from counselling.pedigree.origin import UNSAID, Origin
from counselling.pedigree.writer import NAMELESS, Writer
from counselling.records.log import oplog, projection, summaries, voices
from counselling.records.log.differing import Difference
from counselling.records.log.standing import Standing
from counselling.records.log.summaries import Line
from counselling.records.store.clock import moment
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction, write_down
from counselling.records.vault.sealing import FamilyKey
from counselling.records.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class FamilySummary:
    """A family's line in the list. proband: the name, or the id where no name is known.

    differences: how many wait to be settled. is_restricted: only named users read it.
    """

    id: FamilyId
    name: str
    people: int
    proband: str
    changed: datetime
    changed_by: str
    differences: int = 0
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class FamilyRecord:
    """A family as the vault holds it.

    sequence: how many edits have made it. differences: what two people said differently without
    knowing of each other, until somebody settles it. writer: who changed it last, by the key that
    signed; changed_by is the name that she wrote.
    """

    id: FamilyId
    family: Family
    sequence: int
    changed: datetime
    changed_by: str
    differences: tuple[Difference, ...] = ()
    writer: Writer = NAMELESS


def listing(vault: Vault) -> tuple[FamilySummary, ...]:
    """Return all families that this user can read, the one changed last first.

    Written down as a query.
    """

    def read(transaction: Transaction) -> tuple[FamilySummary, ...]:
        lines = summaries.readable(transaction.connection, transaction.keys)
        lines.sort(key=lambda line: (line.name, line.family_id))
        lines.sort(key=lambda line: line.changed_at, reverse=True)
        return tuple(map(_summary, lines))

    return vault.write(read, act=Act(Action.QUERY, "families"))


def _summary(line: Line) -> FamilySummary:
    changed, is_restricted = moment(line.changed_at), line.sealed is not None
    return FamilySummary(*line[:4], changed, line.changed_by, line.differences, is_restricted)


def line(vault: Vault, family: FamilyId) -> FamilySummary:
    """Return one family's line; of a family that is open, or was just taken in.

    Raises as `open_family`.
    """
    keys = vault.families

    def read(connection: Connection) -> FamilySummary:
        found = summaries.kept(connection, family, keys.of(connection, family))
        if found is None:
            raise VaultError("vault.no_such_family")
        return _summary(found)

    return vault.read(read)


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
            begin_under(transaction, family, first)
        for act in acts[:-1]:
            write_down(transaction, act, subject=vault.subject(act.family or ""))

    vault.write(begin, act=acts[-1])
    return tuple(family for family, _ in new)


def begin_under(
    transaction: Transaction,
    family: FamilyId,
    first: Edit,
    *,
    readers: Collection[tuple[str, str]] = (),
) -> FamilyKey:
    """Begin a family within a transaction, for these readers alone where there are any."""
    connection = transaction.connection
    connection.run("INSERT INTO family VALUES (?, ?)", family, transaction.at)
    key = transaction.keys.give(connection, family, readers)
    _take(transaction, Standing(Family(id=family)), (first,), key)
    return key


def open_family(vault: Vault, family: FamilyId) -> FamilyRecord:
    """Open a family: written down as a view.

    Raises VaultError: "vault.no_such_family", "vault.family_sealed" to who may not read it,
    "vault.family_erased"; DamagedVault, NewerVault.
    """

    def read(transaction: Transaction) -> FamilyRecord:
        key = transaction.keys.of(transaction.connection, family)
        return record_of(transaction, projection.stand(transaction.connection, family, key))

    return vault.write(read, act=Act(Action.VIEW, "family", family))


def append(
    vault: Vault,
    family: FamilyId,
    *,
    edits: tuple[Edit, ...],
    after: int,
    origin: Origin = UNSAID,
) -> FamilyRecord:
    """Do edits on a family that stands at the sequence `after`; all of them or none.

    origin: who told what they say.

    Raises VaultError("vault.family_changed") when it was changed elsewhere meanwhile,
    PedigreeError when an edit does not fit, VaultError("vault.edit_unreadable").
    """

    def change(transaction: Transaction) -> FamilyRecord:
        key = transaction.keys.of(transaction.connection, family)
        standing = projection.stand(transaction.connection, family, key)
        if standing.head.sequence != after:
            raise VaultError("vault.family_changed")
        return record_of(transaction, _take(transaction, standing, edits, key, origin))

    return vault.write(change, act=Act(Action.CHANGE, "family", family))


def _take(
    transaction: Transaction,
    standing: Standing,
    edits: tuple[Edit, ...],
    key: FamilyKey,
    origin: Origin = UNSAID,
) -> Standing:
    family, connection = standing.family.id, transaction.connection
    before = standing.family
    for edit in edits:
        entry = oplog.append(
            transaction, family, key, after=standing.tips, edit=edit, origin=origin
        )
        standing = standing.after(entry)
        if projection.is_snapshot_due(standing.head):
            projection.keep_snapshot(connection, standing, key)
    if edits:
        is_restricted = bool(transaction.keys.holders(connection, family))
        summaries.keep(connection, standing, key, is_restricted=is_restricted, before=before)
    return standing


def rebuild(vault: Vault) -> None:
    """Tell every table about families anew from the log."""

    def tell(transaction: Transaction) -> None:
        projection.rebuild(transaction.connection, transaction.keys)

    vault.write(tell, act=Act(Action.RESTORE, "families"))


def record_of(transaction: Transaction, standing: Standing) -> FamilyRecord:
    """Return a standing as who works with families sees it. Raises as `FamilyKeys.of`."""
    connection, family = transaction.connection, standing.family.id
    return FamilyRecord(
        family,
        standing.family,
        standing.head.sequence,
        moment(standing.at),
        standing.author,
        standing.differences,
        voices.last(connection, family, transaction.keys.of(connection, family)),
    )
