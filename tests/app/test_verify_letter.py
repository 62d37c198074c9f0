"""`consultand verify-letter`: the record inside is shown, and compared with what a vault keeps."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counselling.formats import registry
from counselling.records.folder.folder import open_vault
from counselling.records.papers.documents import NewDocument, store
from counselling.records.ways.way import Proof
from tests.app.conftest import PASSPHRASE, Run, Said, Vault
from tests.families.builders import trio


@pytest.fixture
def letter(run: Run, family: Path, here: Path) -> Path:
    """A sealed letter of the demo family."""
    out = here / "a.pdf"
    kit = ("--set", "sample_id=KIT-2026-00417", "--set", "return_by=2099-12-08")
    assert run("letter", "sample_kit", family, "--pdf", out, *kit).code == 0
    return out


@pytest.fixture
def archive(vault: Vault, here: Path) -> Path:
    folder, file = here / "clinic.vault", here / "trio.json"
    assert vault("create", folder, "--user", "anna").code == 0
    file.write_bytes(registry.write((trio(),), file.name).content)
    assert vault("import", folder, "--file", file).code == 0
    return folder


def _keep(archive: Path, content: bytes, *, version: str) -> str:
    proof = Proof(passphrase=PASSPHRASE)
    with open_vault(archive, proof=proof, now=lambda: datetime.now(UTC)) as opened:
        from counselling.records.log import families

        (family,) = families.listing(opened)
        new = NewDocument(
            family.id,
            "sample_kit_letter",
            "application/pdf",
            content,
            language="en",
            template_version=version,
        )
        return store(opened, new).id


def _compared(run: Run, letter: Path, archive: Path) -> Said:
    read, write = os.pipe()
    try:
        os.write(write, f"{PASSPHRASE}\n".encode())
        os.close(write)
        words = ("--vault", archive, "--secret-fd", read, "--no-keyring", "--json")
        return run("verify-letter", letter, *words)
    finally:
        os.close(read)


def test_the_record_is_shown_as_data(run: Run, letter: Path) -> None:
    told = run("verify-letter", letter, "--json").json
    (sample,) = told["record"]["samples"]
    assert (sample["sample_id"], sample["return_by"]) == ("KIT-2026-00417", "2099-12-08")
    assert told["archived"] is None
    said = run("verify-letter", letter, "--record").out
    assert json.loads(said[said.index("{") :]) == told["record"]


def test_a_letter_is_compared_with_what_is_kept(run: Run, letter: Path, archive: Path) -> None:
    version = str(run("verify-letter", letter, "--json").json["template_version"])
    said = _compared(run, letter, archive)
    assert (said.code, said.json["archived"]["likeness"]) == (1, "none")
    kept = _keep(archive, letter.read_bytes(), version=version)
    said = _compared(run, letter, archive)
    assert (said.code, said.json["archived"]) == (0, {"likeness": "file", "document": kept})


def test_another_file_of_the_same_letter_has_the_same_record(
    run: Run, letter: Path, archive: Path, here: Path, family: Path
) -> None:
    version = str(run("verify-letter", letter, "--json").json["template_version"])
    kit = ("--set", "sample_id=KIT-2026-00417", "--set", "return_by=2099-12-08")
    again = here / "b.pdf"
    assert run("letter", "sample_kit", family, "--pdf", again, *kit, "--large-print").code == 0
    _keep(archive, again.read_bytes(), version=version)
    said = _compared(run, letter, archive)
    assert (said.code, said.json["archived"]["likeness"]) == (0, "record")


def test_who_enters_is_told_with_a_vault_only(refused: object, letter: Path) -> None:
    assert callable(refused)
    assert "--vault" in refused("verify-letter", letter, "--user", "anna")
