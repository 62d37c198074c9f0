"""`consultand vault audit`: rows, what is unusual, and a file of AuditEvents."""

import json
from pathlib import Path

import pytest

from tests.app.conftest import PASSPHRASE, Said, Vault

HERS = "seven lamps above a river"


@pytest.fixture
def hers(vault: Vault, tmp_path: Path) -> Vault:
    """Run a deed on one vault of Anna's."""
    folder = tmp_path / "clinic.vault"

    def call(deed: str, *words: object, **more: tuple[str, ...]) -> Said:
        return vault(deed, folder, *words, **more)

    assert call("create", "--user", "anna").code == 0
    return call


def test_the_audit_is_written_as_a_bundle_and_that_stands_in_it(
    hers: Vault, tmp_path: Path
) -> None:
    out = tmp_path / "audit.json"
    said = hers("audit", "--fhir", out)
    assert said.code == 0, said.err
    bundle = json.loads(out.read_text("utf-8"))
    assert said.json["rows"] == len(bundle["entry"]) >= 3
    rows = hers("audit").json["rows"]
    assert "audit/fhir" in [row["target"] for row in rows]  # type: ignore[attr-defined]


def test_tries_in_vain_are_found_alone_and_pointed_out(hers: Vault) -> None:
    for _ in range(3):
        assert hers("audit", secrets=("a guess that is wrong",)).code == 2
    said = hers("audit", "--refused")
    while said.code:  # the door makes one wait after the third
        said = hers("audit", "--refused")
    rows = said.json["rows"]
    assert {row["action"] for row in rows} == {"unlock"}  # type: ignore[attr-defined]
    (tries,) = hers("audit", "--unusual").json["unusual"]  # type: ignore[misc]
    assert (tries["reason"], tries["count"]) == ("tries", 3)


def test_who_may_not_read_the_audit_is_told_so_in_one_line(hers: Vault, tmp_path: Path) -> None:
    added = hers("users", "--add", "berta", "--role", "nurse", secrets=(PASSPHRASE, HERS))
    assert added.code == 0, added.err
    out = tmp_path / "audit.json"
    for words in ((), ("--unusual",), ("--fhir", out)):
        said = hers("audit", *words, "--user", "berta", secrets=(HERS,))
        assert (said.code, said.out) == (2, "")
        assert said.err.count("\n") == 1
        assert "role" in said.err
    assert not out.exists()
    refused = hers("audit", "--refused").json["rows"]
    assert [row["actor"] for row in refused] == ["berta"] * 3  # type: ignore[attr-defined]
