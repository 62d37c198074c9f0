"""Documents in the vault: letters and figures as they were made, never changed, exported whole."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from counselling.errors import DamagedVault, VaultError
from counselling.files import staged
from counselling.pedigree.person import PersonId
from counselling.records.acts import Act, Action, FamilyId, Transaction
from counselling.records.clock import moment
from counselling.records.engine import Connection
from counselling.records.sessions import SessionId
from counselling.records.vault import Vault

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


class _Row(NamedTuple):
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


_COLUMNS: Final = ", ".join(_Row._fields)


def store(vault: Vault, new: NewDocument) -> Document:
    """Store a document. Raises VaultError("vault.no_such_family"), StorageError."""
    document = vault.new_id()

    def write(transaction: Transaction) -> Document:
        connection = transaction.connection
        if connection.row(tuple[int], "SELECT 1 FROM family WHERE id = ?", new.family) is None:
            raise VaultError("vault.no_such_family")
        row = _Row(
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
        connection.run(f"INSERT INTO document ({_COLUMNS}) VALUES ({marks})", *row)
        sql = "INSERT INTO document_content VALUES (?, ?)"
        connection.run(sql, document, new.content)
        return _document(row)

    return vault.write(write, act=Act(Action.CREATE, _target(document), new.family))


def listing(vault: Vault, family: FamilyId) -> tuple[Document, ...]:
    """Return the documents of a family that is open, the newest first; none is opened."""
    sql = (
        f"SELECT {_COLUMNS} FROM document WHERE family_id = ? ORDER BY created_at DESC, rowid DESC"
    )
    rows = vault.read(lambda connection: connection.rows(_Row, sql, family))
    return tuple(_document(row) for row in rows)


def get(vault: Vault, document: DocumentId) -> Document:
    """Return what is known of a document. Raises VaultError("vault.no_such_document")."""
    return vault.read(lambda connection: _find(connection, document))


def fetch(vault: Vault, document: DocumentId) -> bytes:
    """Return a document's content; written down as a view.

    Raises VaultError("vault.no_such_document"), DamagedVault when it is not what was stored.
    """
    family = get(vault, document).family
    return vault.write(
        lambda transaction: _content(transaction.connection, document),
        act=Act(Action.VIEW, _target(document), family),
    )


def export(vault: Vault, document: DocumentId, *, path: Path) -> None:
    """Write a document to a file, whole or not at all, in place of what was there.

    The export is written down before the file appears under its name.
    Raises VaultError("vault.no_such_document"), DamagedVault, StorageError.
    """
    family = get(vault, document).family
    content = vault.read(lambda connection: _content(connection, document))
    with staged(path, content):
        vault.note_act(Act(Action.EXPORT, _target(document), family))


def _find(connection: Connection, document: DocumentId) -> Document:
    row = connection.row(_Row, f"SELECT {_COLUMNS} FROM document WHERE id = ?", document)
    if row is None:
        raise VaultError("vault.no_such_document")
    return _document(row)


def _document(row: _Row) -> Document:
    return Document(*row[:8], moment(row.created_at), row.author, row.size_bytes, row.sha256.hex())


def _content(connection: Connection, document: DocumentId) -> bytes:
    content = _stored(connection, document)
    if content is None:
        raise DamagedVault("vault.document_damaged")
    return content


def is_true(connection: Connection, document: DocumentId) -> bool:
    """Whether a document's content is what was stored."""
    return _stored(connection, document) is not None


def _stored(connection: Connection, document: DocumentId) -> bytes | None:
    sql = (
        "SELECT content, sha256 FROM document_content JOIN document ON id = document_id"
        " WHERE document_id = ?"
    )
    found = connection.row(tuple[bytes, bytes], sql, document)
    if found is None or hashlib.sha256(found[0]).digest() != found[1]:
        return None
    return found[0]


def _target(document: DocumentId) -> str:
    return f"document/{document}"
