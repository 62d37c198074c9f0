"""Documents in the vault: letters and figures as they were made, never changed, exported whole."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from counselling.errors import DamagedVault, VaultError
from counselling.files import staged
from counselling.pedigree.person import PersonId
from counselling.records.papers.sessions import SessionId
from counselling.records.store.clock import moment
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.sealing import FamilyKey, FamilyKeys
from counselling.records.vault.vault import Vault

DocumentId: TypeAlias = str


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document to be stored.

    kind: "summary_letter", "pedigree", "risk_curve", ...; person: whom it is about, "" for the
    family; language: BCP 47, "" for a picture without words; template_version: of what made it.
    """

    family: FamilyId
    kind: str
    media_type: str
    content: bytes
    language: str = ""
    person: PersonId = ""
    session: SessionId | None = None
    template_version: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of a stored document without opening it."""

    id: DocumentId
    family: FamilyId
    session: SessionId | None
    person: PersonId
    kind: str
    language: str
    media_type: str
    template_version: str
    created_at: datetime
    author: str
    size_bytes: int
    sha256: str


class Row(NamedTuple):
    """A document as its row in the database has it; its content lies beside it."""

    id: str
    family_id: str
    session_id: str | None
    person: str
    kind: str
    language: str
    media_type: str
    template_version: str
    created_at: str
    author: str
    size_bytes: int
    sha256: bytes


COLUMNS: Final = ", ".join(Row._fields)


def store(vault: Vault, new: NewDocument) -> Document:
    """Store a document. Raises VaultError("vault.no_such_family"), StorageError."""
    document = vault.new_id()

    def write(transaction: Transaction) -> Document:
        return add(transaction, new, document=document)

    return vault.write(write, act=Act(Action.CREATE, _target(document), new.family))


def store_together(vault: Vault, papers: Sequence[NewDocument]) -> Document:
    """Store documents of one family that belong together, all or none, and return the last.

    They are one act, named by the last. Raises as `store`.
    """
    ids = [vault.new_id() for _ in papers]

    def write(transaction: Transaction) -> Document:
        pairs = zip(papers, ids, strict=True)
        return [add(transaction, new, document=document) for new, document in pairs][-1]

    return vault.write(write, act=Act(Action.CREATE, _target(ids[-1]), papers[-1].family))


def add(transaction: Transaction, new: NewDocument, *, document: DocumentId) -> Document:
    """Store a document under a new id, within an act. Raises VaultError("vault.no_such_family")."""
    connection = transaction.connection
    key = transaction.keys.of(connection, new.family)
    row = Row(
        document,
        new.family,
        new.session,
        new.person,
        new.kind,
        new.language,
        new.media_type,
        new.template_version,
        transaction.at,
        transaction.actor.name,
        len(new.content),
        hashlib.sha256(new.content).digest(),
    )
    marks = ", ".join("?" * len(row))
    connection.run(f"INSERT INTO document ({COLUMNS}) VALUES ({marks})", *row)
    put(connection, key, document, new.content)
    return as_told(row)


def put(connection: Connection, key: FamilyKey, document: DocumentId, content: bytes) -> None:
    """Put a document's content beside what is known of it, sealed."""
    sealed = key.seal(content, about=_about(document))
    connection.run("INSERT INTO document_content VALUES (?, ?)", document, sealed)


def listing(vault: Vault, family: FamilyId) -> tuple[Document, ...]:
    """Return the documents of a family that is open, the newest first; none is opened.

    Raises VaultError("vault.family_sealed").
    """
    sql = f"SELECT {COLUMNS} FROM document WHERE family_id = ? ORDER BY created_at DESC, rowid DESC"
    keys = vault.families

    def read(connection: Connection) -> list[Row]:
        keys.demand(connection, family)
        return connection.rows(Row, sql, family)

    return tuple(as_told(row) for row in vault.read(read))


def about(connection: Connection, family: FamilyId, person: PersonId) -> tuple[Document, ...]:
    """Return the documents about one person of a family, over a connection."""
    sql = f"SELECT {COLUMNS} FROM document WHERE family_id = ? AND person = ? ORDER BY created_at"
    return tuple(as_told(row) for row in connection.rows(Row, sql, family, person))


def get(vault: Vault, document: DocumentId) -> Document:
    """Return what is known of a document.

    Raises VaultError: "vault.no_such_document", "vault.family_sealed".
    """
    keys = vault.families

    def read(connection: Connection) -> Document:
        found = _find(connection, document)
        keys.demand(connection, found.family)
        return found

    return vault.read(read)


def fetch(vault: Vault, document: DocumentId) -> bytes:
    """Return a document's content; written down as a view.

    Raises VaultError("vault.no_such_document"), DamagedVault when it is not what was stored.
    """
    family = get(vault, document).family
    return vault.write(
        lambda transaction: content_of(transaction.connection, document, transaction.keys),
        act=Act(Action.VIEW, _target(document), family),
    )


def export(vault: Vault, document: DocumentId, *, path: Path) -> None:
    """Write a document to a file, whole or not at all, in place of what was there.

    The export is written down before the file appears under its name.
    Raises VaultError("vault.no_such_document"), DamagedVault, StorageError.
    """
    family = get(vault, document).family
    keys = vault.families
    content = vault.read(lambda connection: content_of(connection, document, keys))
    with staged(path, content):
        vault.note_act(Act(Action.EXPORT, _target(document), family))


def _find(connection: Connection, document: DocumentId) -> Document:
    row = connection.row(Row, f"SELECT {COLUMNS} FROM document WHERE id = ?", document)
    if row is None:
        raise VaultError("vault.no_such_document")
    return as_told(row)


def as_told(row: Row) -> Document:
    """Return what a row says of its document."""
    return Document(*row[:8], moment(row.created_at), row.author, row.size_bytes, row.sha256.hex())


def content_of(connection: Connection, document: DocumentId, keys: FamilyKeys) -> bytes:
    """Return a document's content over a connection. Raises DamagedVault."""
    content = _stored(connection, document, keys)
    if content is None:
        raise DamagedVault("vault.document_damaged")
    return content


def is_true(connection: Connection, document: DocumentId, keys: FamilyKeys) -> bool:
    """Whether a document's content is what was stored; others' documents count as true."""
    if not keys.is_mine(connection, _find(connection, document).family):
        return True
    return _stored(connection, document, keys) is not None


def reseal(connection: Connection, family: FamilyId, *, old: FamilyKey, new: FamilyKey) -> None:
    """Seal every document of a family anew: its old key opens nothing here any more."""
    sql = (
        "SELECT document_id, content FROM document_content JOIN document ON id = document_id"
        " WHERE family_id = ?"
    )
    for document, sealed in connection.rows(tuple[str, bytes], sql, family):
        content = old.open(sealed, about=_about(document))
        connection.run(
            "UPDATE document_content SET content = ? WHERE document_id = ?",
            new.seal(content, about=_about(document)),
            document,
        )


def move(
    connection: Connection,
    old: FamilyId,
    new: FamilyId,
    *,
    old_key: FamilyKey,
    new_key: FamilyKey,
) -> None:
    """Put the documents of a family under another family's id and key."""
    for row in connection.rows(Row, f"SELECT {COLUMNS} FROM document WHERE family_id = ?", old):
        content = _opened(connection, row.id, old_key)
        connection.run("DELETE FROM document_content WHERE document_id = ?", row.id)
        connection.run("DELETE FROM document WHERE id = ?", row.id)
        marks = ", ".join("?" * len(row))
        moved = row._replace(family_id=new)
        connection.run(f"INSERT INTO document ({COLUMNS}) VALUES ({marks})", *moved)
        put(connection, new_key, row.id, content)


def _opened(connection: Connection, document: DocumentId, key: FamilyKey) -> bytes:
    sql = "SELECT content FROM document_content WHERE document_id = ?"
    found = connection.row(tuple[bytes], sql, document)
    if found is None:
        raise DamagedVault("vault.document_damaged")
    return key.open(found[0], about=_about(document))


def _stored(connection: Connection, document: DocumentId, keys: FamilyKeys) -> bytes | None:
    sql = (
        "SELECT content, sha256, family_id FROM document_content JOIN document ON id = document_id"
        " WHERE document_id = ?"
    )
    found = connection.row(tuple[bytes, bytes, str], sql, document)
    if found is None:
        return None
    sealed, digest, family = found
    try:
        content = keys.of(connection, family).open(sealed, about=_about(document))
    except DamagedVault:
        return None
    return content if hashlib.sha256(content).digest() == digest else None


def _about(document: DocumentId) -> bytes:
    return f"document/{document}".encode()


def _target(document: DocumentId) -> str:
    return f"document/{document}"
