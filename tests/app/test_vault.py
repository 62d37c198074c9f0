"""`consultand vault`: records made, verified and opened to others, without a desk."""

import shutil
from pathlib import Path

import pytest

from counselling.records.entrance.header import HEADER
from counselling.records.entrance.knocks import KNOCKS
from counselling.records.folder.folder import DATABASE
from tests.app.conftest import PASSPHRASE, Run, Vault

NEW = "seven lamps above a river"


@pytest.fixture
def made(vault: Vault, tmp_path: Path) -> tuple[Path, str]:
    """A vault and its recovery code."""
    folder = tmp_path / "clinic.vault"
    said = vault("create", folder, "--user", "anna")
    assert said.code == 0, said.err
    return folder, str(said.json["recovery_code"])


def test_a_vault_is_made_whole_with_two_ways_in(
    run: Run, vault: Vault, made: tuple[Path, str]
) -> None:
    folder, code = made
    info = run("vault", "info", folder, "--json").json
    assert info["ways"] == {"anna": ["passphrase", "recovery code"]}
    for way in ({"secrets": (PASSPHRASE,)}, {"secrets": (code.lower(),)}):
        words = ("--with-code",) if way["secrets"] != (PASSPHRASE,) else ()
        verified = vault("verify", folder, *words, **way)
        assert (verified.code, verified.json["is_whole"]) == (0, True)
    rows = vault("audit", folder).json["rows"]
    assert isinstance(rows, list)
    entries = [str(row["target"]) for row in rows if row["action"] == "unlock"]
    assert entries.pop() == "vault/passphrase"  # when it was made
    ways, computers = zip(*(entry.rsplit("/", 1) for entry in entries), strict=True)
    assert ways[0] == "vault/passphrase"
    assert "vault/recovery code" in ways
    assert len({*computers}) == 1  # every entry was at this computer
    assert code not in str(rows)


@pytest.mark.parametrize(
    ("secret", "sentence"),
    [("short", "15"), ("password12345678", "early"), ("", "15")],
)
def test_a_passphrase_that_will_not_do_makes_nothing(
    vault: Vault, tmp_path: Path, secret: str, sentence: str
) -> None:
    said = vault("create", tmp_path / "new.vault", secrets=(secret,))
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert not (tmp_path / "new.vault").exists()


def test_a_wrong_secret_opens_nothing_and_says_so_in_one_line(
    vault: Vault, made: tuple[Path, str]
) -> None:
    folder, code = made
    mistyped = ("B" if code.startswith("A") else "A") + code[1:]
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    tries = [
        vault("verify", folder, secrets=("not the passphrase",)),
        vault("verify", folder, "--with-code", secrets=(mistyped,)),
        vault("verify", folder, "--user", "nobody"),
        vault("audit", folder, secrets=("",)),
    ]
    for said in tries:
        assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
        assert "Traceback" not in said.err
    after = {file.name: file.read_bytes() for file in folder.iterdir() if file.name != KNOCKS}
    assert after == before


def test_a_changed_passphrase_and_a_new_code_take_the_place_of_the_old(
    vault: Vault, made: tuple[Path, str]
) -> None:
    folder, code = made
    assert vault("passphrase", folder, secrets=(PASSPHRASE, NEW)).code == 0
    assert vault("verify", folder).code == 2
    fresh = str(vault("code", folder, secrets=(NEW,)).json["recovery_code"])
    (folder / HEADER).unlink()  # also from the spare
    assert vault("verify", folder, "--with-code", secrets=(code,)).code == 2
    assert vault("verify", folder, "--with-code", secrets=(fresh,)).code == 0
    assert vault("verify", folder, secrets=(NEW,)).code == 0


def test_users_are_let_in_and_taken_out(vault: Vault, made: tuple[Path, str]) -> None:
    folder, _code = made
    words = ("users", folder, "--add", "berta", "--role", "nurse")
    added = vault(*words, secrets=(PASSPHRASE, NEW))
    assert added.code == 0, added.err
    assert vault(*words, secrets=(PASSPHRASE, NEW)).code == 2  # she is there already
    assert vault("ways", folder, "--user", "berta", secrets=(NEW,)).code == 0
    rows = vault("audit", folder).json["rows"]
    assert isinstance(rows, list)
    assert ("berta", "nurse") in {(row["actor"], row["role"]) for row in rows}
    refused = vault("users", folder, "--user", "berta", "--remove", "anna", secrets=(NEW,))
    assert (refused.code, refused.out) == (2, "")
    assert vault("users", folder, "--remove", "berta").code == 0
    assert vault("ways", folder, "--user", "berta", secrets=(NEW,)).code == 2


def test_damage_is_told_by_the_exit_code(vault: Vault, made: tuple[Path, str]) -> None:
    folder, _code = made
    content = bytearray((folder / DATABASE).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / DATABASE).write_bytes(content)
    said = vault("verify", folder)
    assert said.code in (1, 2)
    assert "Traceback" not in said.err


def test_where_nobody_can_be_asked_the_way_is_told(run: Run, tmp_path: Path) -> None:
    said = run("vault", "create", tmp_path / "new.vault")
    assert (said.code, said.out) == (2, "")
    assert "--secret-fd" in said.err


@pytest.mark.parametrize("descriptor", [-1, 98765])
def test_a_descriptor_that_is_none_is_a_plain_line(
    run: Run, tmp_path: Path, descriptor: int
) -> None:
    said = run("vault", "create", tmp_path / "new.vault", "--secret-fd", descriptor)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)


def test_an_old_copy_put_back_is_noticed(
    vault: Vault, made: tuple[Path, str], tmp_path: Path
) -> None:
    folder, _code = made
    assert vault("verify", folder).json["freshness"] == "unknown"
    shutil.copytree(folder, tmp_path / "old.vault")
    assert vault("verify", folder).json["freshness"] == "same"
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "old.vault", folder)
    said = vault("verify", folder)
    assert (said.code, said.json["freshness"]) == (1, "older")
