"""Erasing: a family's key is destroyed, and with it the family in every copy that can be reached.

Of one person: the family begins anew, under another id and key, with her as a symbol without a
name or a fact; its old history, in which she stands, goes with the old key. What is about others is
taken over with who told it and when, and so are their sessions and letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from counselling.errors import CounsellingError, VaultError
from counselling.files import told_by_the_disk
from counselling.pedigree.continuing import ContinueFamily
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.places import whom
from counselling.records.copies import keys_beside
from counselling.records.folder import earlier_keys
from counselling.records.log import families, oplog, projection
from counselling.records.log.standing import Standing
from counselling.records.papers import appointments, consents, documents, notes
from counselling.records.privacy import facts
from counselling.records.privacy.remaining import heard_from_others, without_person
from counselling.records.readership import turning
from counselling.records.store.engine import DATABASE, Connection, connect
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction, write_down
from counselling.records.vault.sealing import FamilyKey
from counselling.records.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Preview:
    """What erasing a person would do. family: how it would be drawn then.

    sessions, documents: that would go; notes: of others, which name her and would go; letters:
    of others, which stay and may name her.
    """

    family: Family
    sessions: int
    documents: int
    notes: int
    letters: int


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased. family: the id under which the rest goes on, "" where nothing does.

    unreached: folders of backups that could not be reached: their keys are still there.
    """

    family: FamilyId = ""
    sessions: int = 0
    documents: int = 0
    unreached: tuple[Path, ...] = ()


def preview(vault: Vault, family: FamilyId, person: PersonId) -> Preview:
    """Say what erasing a person would do; nothing is changed. Written down as a view.

    Raises as `open_family`, PedigreeError.
    """
    now = families.open_family(vault, family).family
    left = without_person(now, person, new_id=vault.new_id())
    is_central = person in (now.consultand, now.proband)

    def count(connection: Connection) -> Preview:
        gone = _about(connection, "session", family, person, is_central=is_central)
        papers = _about(connection, "document", family, person, is_central=True)
        stay = len(_rows(connection, "document", family)) - len(papers)
        lost = len(now.notes) - len(left.notes)
        lost += sum(
            one.note != other.note for one, other in zip(now.persons, left.persons, strict=True)
        )
        lost -= bool(now.person(person).note)
        return Preview(left, len(gone), len(papers), lost, stay)

    return vault.read(count)


def erase_person(
    vault: Vault, family: FamilyId, person: PersonId, *, backup_folders: Sequence[Path] = ()
) -> Erased:
    """Erase a person; the family goes on without what was known of her, under another id.

    Raises as `open_family`, PedigreeError, VaultError("vault.unsettled") while entries about
    others wait to be chosen between; nothing is changed then.
    """
    new = vault.new_id()
    symbol = vault.new_id()

    def erase(transaction: Transaction) -> Erased:
        connection, keys = transaction.connection, transaction.keys
        old_key = keys.of(connection, family)
        standing = projection.stand(connection, family, old_key)
        now = standing.family
        is_central = person in (now.consultand, now.proband)
        first = _continued(connection, old_key, standing, person, symbol)
        readers = keys.readers(connection, family)
        new_key = families.begin_under(transaction, new, first, readers=readers)
        sessions = _about(connection, "session", family, person, is_central=is_central)
        papers = _about(connection, "document", family, person, is_central=True)
        _drop_documents(connection, papers)
        connection.run(
            "UPDATE session SET person = '' WHERE family_id = ? AND person = ?", family, person
        )
        _take_over(connection, family, new, old_key, new_key, without=sessions)
        consents.move(connection, family, new, old_key=old_key, new_key=new_key, without=person)
        _destroy(transaction, family)
        follows = Act(Action.CREATE, f"family/follows/{vault.subject(family)}", new)
        write_down(transaction, follows, subject=vault.subject(new))
        return Erased(new, len(sessions), len(papers))

    done = vault.write(erase, act=Act(Action.ERASE, "family/person", family))
    return replace(done, unreached=_reach_copies(vault, backup_folders))


def _continued(
    connection: Connection, key: FamilyKey, standing: Standing, person: PersonId, symbol: PersonId
) -> ContinueFamily:
    """What the family goes on with; its differences could be settled by its old history alone."""
    if any(whom(one.place) != (person,) for one in standing.differences):
        raise VaultError("vault.unsettled")
    now = standing.family
    told = facts.told(now, oplog.entries(connection, now.id, key))
    left = without_person(now, person, new_id=symbol)
    return ContinueFamily(left, heard_from_others(told, now.person(person), new_id=symbol))


def erase_family(vault: Vault, family: FamilyId, *, backup_folders: Sequence[Path] = ()) -> Erased:
    """Erase a family: its key goes, here and beside every backup that can be reached.

    Raises as `open_family`; nothing is changed then.
    """

    def erase(transaction: Transaction) -> Erased:
        connection = transaction.connection
        transaction.keys.of(connection, family)
        sessions, papers = (_rows(connection, name, family) for name in ("session", "document"))
        _drop_documents(connection, papers)
        connection.run("UPDATE session SET person = '' WHERE family_id = ?", family)
        _destroy(transaction, family)
        return Erased("", len(sessions), len(papers))

    done = vault.write(erase, act=Act(Action.ERASE, "family", family))
    return replace(done, unreached=_reach_copies(vault, backup_folders))


def _destroy(transaction: Transaction, family: FamilyId) -> None:
    appointments.forget(transaction.connection, family)
    projection.forget(transaction.connection, family)
    earlier_keys.forget(transaction.connection, family)
    turning.forget(transaction.connection, family)
    transaction.keys.destroy(transaction.connection, family)


def _rows(connection: Connection, table: str, family: FamilyId) -> list[str]:
    sql = f"SELECT id FROM {table} WHERE family_id = ?"
    return [row for (row,) in connection.rows(tuple[str], sql, family)]


def _about(
    connection: Connection, table: str, family: FamilyId, person: PersonId, *, is_central: bool
) -> list[str]:
    """Rows about a person; of who asks for advice, those about the whole family too."""
    whole = "" if is_central else person
    sql = f"SELECT id FROM {table} WHERE family_id = ? AND person IN (?, ?)"
    return [row for (row,) in connection.rows(tuple[str], sql, family, person, whole)]


def _drop_documents(connection: Connection, gone: Sequence[str]) -> None:
    for document in gone:
        connection.run("DELETE FROM document_content WHERE document_id = ?", document)
        connection.run("DELETE FROM document WHERE id = ?", document)


def _take_over(
    connection: Connection,
    old: FamilyId,
    new: FamilyId,
    old_key: FamilyKey,
    new_key: FamilyKey,
    *,
    without: Sequence[str],
) -> None:
    """Put sessions and documents of the others under the family's new id and key."""
    for session in set(_rows(connection, "session", old)) - set(without):
        connection.run("UPDATE session SET family_id = ? WHERE id = ?", new, session)
    notes.reseal(connection, new, old=old_key, new=new_key)
    documents.move(connection, old, new, old_key=old_key, new_key=new_key)


def _reach_copies(vault: Vault, folders: Sequence[Path]) -> tuple[Path, ...]:
    """Let what was erased go from the journal, from copies beside the vault, from backups."""
    place = vault.folder
    if place is None:
        return ()
    connection = connect(place / DATABASE, vault.keys.database)
    try:
        connection.row(tuple[int, int, int], "PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    with told_by_the_disk():
        for copy in place.glob("records.step-*.db"):
            copy.unlink()
    unreached = []
    for folder in folders:
        kept = folder / f"consultand-{vault.id}"
        try:
            if not kept.is_dir():
                raise FileNotFoundError
            keys_beside.keep(vault, kept)
        except (CounsellingError, OSError):
            unreached.append(folder)
    return tuple(unreached)
