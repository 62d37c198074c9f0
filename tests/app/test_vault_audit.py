"""`consultand vault audit`: rows, what is unusual, and a file of AuditEvents."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.conftest import Run, Said

PASSPHRASE = "four goats sing softly"
HERS = "seven lamps above a river"

Vault = Callable[..., Said]


@pytest.fixture
def vault(run: Run, tmp_path: Path) -> Vault:
    """Run a deed on one vault of Anna's, its secrets through a pipe."""
    folder = tmp_path / "clinic.vault"

    def call(deed: str, *words: object, secrets: tuple[str, ...] = (PASSPHRASE,)) -> Said:
        read, write = os.pipe()
        try:
            os.write(write, "".join(f"{secret}\n" for secret in secrets).encode())
            os.close(write)
            return run("vault", deed, folder, *words, "--secret-fd", read, "--no-keyring", "--json")
        finally:
            os.close(read)

    assert call("create", "--user", "anna").code == 0
    return call


def test_the_audit_is_written_as_a_bundle_and_that_stands_in_it(
    vault: Vault, tmp_path: Path
) -> None:
    out = tmp_path / "audit.json"
    said = vault("audit", "--fhir", out)
    assert said.code == 0, said.err
    bundle = json.loads(out.read_text("utf-8"))
    assert said.json["rows"] == len(bundle["entry"]) >= 3
    rows = vault("audit").json["rows"]
    assert "audit/fhir" in [row["target"] for row in rows]  # type: ignore[attr-defined]


def test_tries_in_vain_are_found_alone_and_pointed_out(vault: Vault) -> None:
    for _ in range(3):
        assert vault("audit", secrets=("a guess that is wrong",)).code == 2
    said = vault("audit", "--refused")
    while said.code:  # the door makes one wait after the third
        said = vault("audit", "--refused")
    rows = said.json["rows"]
    assert {row["action"] for row in rows} == {"unlock"}  # type: ignore[attr-defined]
    (tries,) = vault("audit", "--unusual").json["unusual"]  # type: ignore[misc]
    assert (tries["reason"], tries["count"]) == ("tries", 3)


def test_who_may_not_read_the_audit_is_told_so_in_one_line(vault: Vault, tmp_path: Path) -> None:
    added = vault("users", "--add", "berta", "--role", "nurse", secrets=(PASSPHRASE, HERS))
    assert added.code == 0, added.err
    out = tmp_path / "audit.json"
    for words in ((), ("--unusual",), ("--fhir", out)):
        said = vault("audit", *words, "--user", "berta", secrets=(HERS,))
        assert (said.code, said.out) == (2, "")
        assert said.err.count("\n") == 1
        assert "role" in said.err
    assert not out.exists()
    refused = vault("audit", "--refused").json["rows"]
    assert [row["actor"] for row in refused] == ["berta"] * 3  # type: ignore[attr-defined]
