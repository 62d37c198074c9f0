"""`consultand vault`: backups, a new key, records to and from colleagues, requests of people."""

import json
import zipfile
from pathlib import Path

import pytest

from counselling.formats import registry
from tests.app.conftest import PASSPHRASE, Said, Vault
from tests.families.builders import three_generations

HERS = "seven lamps above a river"


def made(vault: Vault, folder: Path, passphrase: str = PASSPHRASE) -> str:
    """Make a vault with one family; return the family's id."""
    said = vault("create", folder, "--user", "anna", secrets=(passphrase,))
    assert said.code == 0, said.err
    file = folder.with_name("family.json")
    file.write_bytes(registry.write((three_generations(),), file.name).content)
    said = vault("import", folder, "--file", file, secrets=(passphrase,))
    assert said.code == 0, said.err
    families = said.json["families"]
    assert isinstance(families, list)
    return str(families[0])


def good(said: Said) -> dict[str, object]:
    assert said.code == 0, said.err
    return said.json


def refused(said: Said) -> str:
    """The one sentence of a refusal."""
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "Traceback" not in said.err
    return said.err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "clinic.vault"


def test_a_backup_is_made_listed_and_brought_back_and_the_key_renewed(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    family = made(vault, folder)
    stick = tmp_path / "stick"
    assert "folder for backups" in refused(vault("backup", folder, "--to", stick))
    stick.mkdir()
    backup = good(vault("backup", folder, "--to", stick))
    listed = good(vault("backup", folder, "--to", stick, "--list"))["backups"]
    assert listed == [backup]
    assert good(vault("rotate", folder))["key"] == 2
    assert good(vault("verify", folder))["is_whole"] is True
    back = tmp_path / "back.vault"
    told = good(vault("restore", back, "--from", stick))
    assert (told["families"], told["erased"], told["newer_backups"]) == (1, 0, 0)
    found = good(vault("families", back))["families"]
    assert isinstance(found, list)
    assert [(one["id"], one["people"]) for one in found] == [(family, 7)]
    refused(vault("restore", back, "--from", stick))
    refused(vault("restore", tmp_path / "new.vault", "--from", tmp_path / "nowhere"))
    refused(vault("backup", folder))


def test_a_family_goes_to_a_colleague_and_comes_back(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    family = made(vault, folder)
    hers = tmp_path / "hers.vault"
    good(vault("create", hers, "--user", "berta", secrets=(HERS,)))
    key = good(vault("key", hers, secrets=(HERS,)))["key"]
    file, relay = tmp_path / "family.sealed", tmp_path / "relay"
    good(vault("give", folder, "--family", family, "--for", key, "--file", file))
    assert good(vault("take", hers, "--file", file, secrets=(HERS,)))["people"] == 7
    refused(vault("take", folder, "--file", file))
    refused(vault("give", folder, "--file", file))
    done = good(vault("sync", folder, "--relay", relay, "--family", family, "--for", key))
    told = {"families": 1, "given": 0, "received": 0, "sent": 1}
    assert done == {**told, "late": 0, "kept_out": 0}
    assert good(vault("sync", hers, "--relay", relay, secrets=(HERS,)))["families"] == 1
    merged = good(vault("merge", hers, "--from", folder, secrets=(HERS, PASSPHRASE)))
    assert (merged["families"], merged["entries"]) == (0, 0)


def test_a_person_is_told_what_is_kept_and_is_erased(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    family = made(vault, folder)
    pack = tmp_path / "hers.zip"
    about = ("--family", family, "--person", "uncle")
    assert good(vault("export-person", folder, *about, "--out", pack))["file"] == str(pack)
    with zipfile.ZipFile(pack) as opened:
        assert set(opened.namelist()) == {"read-me.txt", "data.json"}
        told = json.loads(opened.read("data.json"))
    assert told["person"]["id"] == "uncle"
    assert all(fact["what"] != "parents" for fact in told["facts"])
    shown = good(vault("erase-person", folder, *about))
    assert (shown["erases"], shown["people_left"]) == ("person", 7)
    done = good(vault("erase-person", folder, *about, "--confirm"))
    assert done["family"] != family
    refused(vault("export-person", folder, *about, "--out", pack))
    refused(vault("erase-person", folder, "--family", done["family"]))
    good(vault("erase-person", folder, "--family", done["family"], "--whole-family", "--confirm"))
    assert good(vault("families", folder))["families"] == []


def test_research_takes_who_agreed_and_nobody_alone(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    family = made(vault, folder)
    out = tmp_path / "out"
    out.mkdir()
    research = ("research", folder, "--project", "atlas", "--needs", "none", "--to", out)
    assert good(vault(*research))["families"] == 0
    agreed = ("consent", folder, "--family", family, "--scope", "research")
    assert good(vault(*agreed))["exports"] == []
    seen = good(vault(*research[:-2], "--preview", "--smallest", 1))
    assert list(out.iterdir()) == []
    strict = good(vault(*research[:4], "--preview", "--smallest", 1))
    assert strict["people"] == 0  # nobody said what it does, and nobody agreed to all it may do
    told = good(vault(*research, "--smallest", 1))
    assert told == seen
    assert (told["families"], told["left_out"]) == (1, 0)
    (file,) = out.iterdir()
    text = file.read_text("utf-8")
    assert not any(word in text for word in ("Anna", "uncle", "grandmother", family))
    good(vault(*agreed, "--withdraw"))
    assert good(vault(*research))["left_out"] == 1
    told = good(vault("consent", folder, "--family", family))
    consents, exports = told["consents"], told["exports"]
    assert isinstance(consents, list)
    assert isinstance(exports, list)
    assert [one["given"] for one in consents if one["scope"] == "research"] == [True, False]
    assert {one["project"] for one in exports} == {"atlas"}
    assert all(one["as"] in text for one in exports)
    refused(vault("research", folder, "--to", out))


def test_what_is_due_is_listed_with_its_rule(vault: Vault, folder: Path) -> None:
    made(vault, folder)
    told = good(vault("retention", folder, "--country", "DE"))
    assert (told["years"], told["due"]) == (10, [])
    assert "no rule" in refused(vault("retention", folder, "--country", "XX"))


def test_a_rule_is_remembered_and_a_family_kept_longer(vault: Vault, folder: Path) -> None:
    family = made(vault, folder)
    good(vault("retention", folder, "--country", "FR", "--remember"))
    rule = good(vault("retention", folder))["rule"]
    assert isinstance(rule, dict)
    assert (rule["years"], rule["status"]) == (20, "recalled")
    good(vault("consent", folder, "--family", family, "--scope", "storage", "--withdraw"))
    told = good(vault("retention", folder))
    due, kept = told["due"], told["kept"]
    assert isinstance(due, list)
    assert [(one["family"], one["reasons"]) for one in due] == [(family, ["storage"])]
    assert kept == []
    keep = ("retention", folder, "--keep", family, "--until", "2080-12-31")
    assert "reason" in refused(vault(*keep))
    good(vault(*keep, "--reason", "a claim"))
    told = good(vault("retention", folder))
    assert told["due"] == []
    assert isinstance(told["kept"], list)
    assert told["kept"][0]["kept"]["reason"] == "a claim"
    good(vault("retention", folder, "--free", family))
    assert good(vault("retention", folder))["kept"] == []


def test_a_backup_before_a_new_key_stays_until_it_is_let_go(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    made(vault, folder)
    stick = tmp_path / "stick"
    refused(vault("rotate", folder, "--to", stick))
    stick.mkdir()
    assert good(vault("rotate", folder, "--to", stick))["key"] == 2
    for _ in range(3):
        good(vault("backup", folder, "--to", stick))
    keys = good(vault("backup", folder, "--to", stick, "--list"))["backups"]
    assert isinstance(keys, list)
    assert [one["key"] for one in keys] == [2, 2, 2, 1]
    assert good(vault("rotate", folder, "--to", stick, "--drop-earlier"))["removed"] == 1
    keys = good(vault("backup", folder, "--to", stick, "--list"))["backups"]
    assert isinstance(keys, list)
    assert {one["key"] for one in keys} == {2}
    assert {path.name[:7] for path in stick.rglob("keys*")} == {"keys.2."}
    refused(vault("rotate", folder, "--drop-earlier"))
