import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from counselling.errors import DamagedVault, StorageError, VaultError
from counselling.records.audit import audit, integrity
from counselling.records.log import families
from counselling.records.papers import documents, sessions
from counselling.records.papers.documents import NewDocument
from counselling.records.vault.acts import Act, Action, Transaction
from counselling.records.vault.vault import Vault
from tests.families.builders import trio

CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 40


@pytest.fixture
def letter(vault: Vault) -> NewDocument:
    family = families.adopt(vault, trio())
    session = sessions.begin(vault, family, person="child")
    return NewDocument(
        family=family,
        kind="summary_letter",
        media_type="application/pdf",
        content=CONTENT,
        language="de",
        person="child",
        session=session,
        template_version="1",
    )


def test_a_document_is_fetched_as_it_was_stored(vault: Vault, letter: NewDocument) -> None:
    stored = documents.store(vault, letter)
    assert documents.fetch(vault, stored.id) == CONTENT
    assert documents.get(vault, stored.id) == stored
    assert stored.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert (stored.size_bytes, stored.language, stored.author) == (len(CONTENT), "de", "anna")


def test_the_newest_document_is_listed_first(vault: Vault, letter: NewDocument) -> None:
    first, second = (documents.store(vault, letter) for _ in range(2))
    assert documents.listing(vault, letter.family) == (second, first)


def test_an_export_is_the_whole_file_and_written_down(
    vault: Vault, letter: NewDocument, tmp_path: Path
) -> None:
    stored = documents.store(vault, letter)
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"an older letter")
    documents.export(vault, stored.id, path=path)
    assert path.read_bytes() == CONTENT
    assert os.listdir(tmp_path) == ["letter.pdf"]
    row = audit.rows(vault)[0]
    assert (row.action, row.target) == ("export", f"document/{stored.id}")


def test_an_export_that_is_refused_leaves_the_older_file(
    vault: Vault, letter: NewDocument, tmp_path: Path
) -> None:
    stored = documents.store(vault, letter)
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"an older letter")
    vault.lock()
    with pytest.raises(VaultError):
        documents.export(vault, stored.id, path=path)
    assert path.read_bytes() == b"an older letter"
    assert os.listdir(tmp_path) == ["letter.pdf"]


def test_an_export_to_a_folder_that_is_gone_is_told_and_not_written_down(
    vault: Vault, letter: NewDocument, tmp_path: Path
) -> None:
    stored = documents.store(vault, letter)
    with pytest.raises(StorageError) as refused:
        documents.export(vault, stored.id, path=tmp_path / "gone" / "letter.pdf")
    assert refused.value.message_id == "storage.gone"
    assert "export" not in {row.action for row in audit.rows(vault)}


def test_a_document_that_is_not_what_was_stored_is_never_shown(
    vault: Vault, letter: NewDocument, tmp_path: Path
) -> None:
    stored = documents.store(vault, letter)

    def spoil(transaction: Transaction) -> None:
        transaction.connection.run("DROP TRIGGER document_content_is_final")
        transaction.connection.run("UPDATE document_content SET content = x'00'")

    vault.write(spoil, act=Act(Action.CHANGE, "test"))
    with pytest.raises(DamagedVault):
        documents.fetch(vault, stored.id)
    with pytest.raises(DamagedVault):
        documents.export(vault, stored.id, path=tmp_path / "letter.pdf")
    assert not os.listdir(tmp_path)
    assert integrity.check(vault).documents == (stored.id,)


def test_unknown_families_and_documents_are_told(vault: Vault, letter: NewDocument) -> None:
    with pytest.raises(VaultError) as family:
        documents.store(vault, replace(letter, family="nobody"))
    with pytest.raises(VaultError) as document:
        documents.fetch(vault, "none")
    assert (family.value.message_id, document.value.message_id) == (
        "vault.no_such_family",
        "vault.no_such_document",
    )
