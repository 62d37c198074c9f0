"""`consultand vault`: colleagues invited, roles, one's own ways, and the clinic's three sheets."""

import itertools
from pathlib import Path

import pypdfium2
import pytest

from tests.app.conftest import PASSPHRASE, Said, Vault

HERS = "seven lamps above a river"
OTHER = "nine doors of blue glass"


@pytest.fixture
def folder(vault: Vault, tmp_path: Path) -> Path:
    said = vault("create", tmp_path / "clinic.vault", "--user", "anna")
    assert said.code == 0, said.err
    return tmp_path / "clinic.vault"


def refused(said: Said) -> str:
    """The one sentence of a refusal."""
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "Traceback" not in said.err
    return said.err


def test_a_colleague_comes_in_by_her_invitation_once_and_makes_her_own_ways(
    vault: Vault, folder: Path
) -> None:
    said = vault("users", folder, "--invite", "berta", "--role", "nurse")
    code = str(said.json["first_entry_code"])
    assert "first entry" in refused(vault("ways", folder, "--with-code", secrets=(code,)))
    entered = vault("enter", folder, "--user", "berta", secrets=(code, HERS))
    assert entered.code == 0, entered.err
    assert "Traceback" not in refused(vault("enter", folder, secrets=(code, HERS)))
    ways = vault("ways", folder, "--user", "berta", secrets=(HERS,)).json["ways"]
    assert isinstance(ways, list)
    assert [way["kind"] for way in ways] == ["passphrase", "recovery code"]
    users = vault("users", folder).json["users"]
    assert isinstance(users, list)
    living = {user["name"]: user for user in users if user["until"] is None}
    assert living["berta"]["role"] == "nurse"
    assert living["berta"]["ways"] == ["passphrase", "recovery code"]


def test_a_recovery_code_works_once_and_then_only_for_a_new_one(
    vault: Vault, tmp_path: Path
) -> None:
    folder = tmp_path / "clinic.vault"
    code = str(vault("create", folder).json["recovery_code"])
    used = vault("verify", folder, "--with-code", secrets=(code,))
    assert used.code == 0
    assert "new one" in used.err
    assert "used already" in refused(vault("verify", folder, "--with-code", secrets=(code,)))
    renewed = vault("code", folder, "--with-code", secrets=(code,))
    assert renewed.code == 0, renewed.err
    assert vault("code", folder, "--with-code", secrets=(code,)).code == 2
    fresh = str(renewed.json["recovery_code"])
    assert vault("verify", folder, "--with-code", secrets=(fresh,)).code == 0


def test_a_role_is_changed_but_never_the_last_administrators(vault: Vault, folder: Path) -> None:
    vault("users", folder, "--add", "berta", "--role", "nurse", secrets=(PASSPHRASE, HERS))
    words = ("users", folder, "--user", "anna", "--change")
    assert "role" in refused(vault(*words, "berta"))
    assert "administrator" in refused(vault(*words, "anna", "--role", "reader"))
    assert vault(*words, "berta", "--role", "administrator").code == 0
    assert vault(*words, "anna", "--role", "reader").code == 0
    said = vault("users", folder, "--user", "anna", "--change", "anna", "--role", "administrator")
    assert refused(said)  # a reader names nobody


def test_ways_are_added_and_taken_but_two_stay(vault: Vault, folder: Path) -> None:
    added = vault("ways", folder, "--anywhere", secrets=(PASSPHRASE, OTHER))
    assert added.code == 0, added.err
    ways = added.json["ways"]
    assert isinstance(ways, list)
    assert [way["kind"] for way in ways] == ["recovery code", "passphrase"]
    assert vault("verify", folder).code == 2
    for way in ways:
        said = vault("ways", folder, "--take", way["name"], secrets=(OTHER,))
        assert "Nothing was changed" in refused(said)
    assert "not there" in refused(vault("ways", folder, "--take", "0" * 24, secrets=(OTHER,)))


def words_of(path: Path) -> list[str]:
    """The numbered words of a sheet as somebody reads them off paper."""
    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage().get_text_range()
    told = text.split()
    found = {}
    for number, word in itertools.pairwise(told):
        if number.isdigit() and word.isalpha() and word.islower():
            found[int(number)] = word  # the title and the date stand before
    return [found[number] for number in range(1, 34)]


def test_any_two_of_the_clinics_three_sheets_open_as_the_clinic(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "paper"
    assert "--into" in refused(vault("shares", folder))
    out.mkdir()
    said = vault("shares", folder, "--into", out)
    assert said.code == 0, said.err
    sheets = sorted(out.iterdir())
    assert [path.name for path in sheets] == [f"clinic-{n}.pdf" for n in (1, 2, 3)]
    typed = [" ".join(words_of(path)) for path in sheets]
    assert not any(line in said.out + said.err for line in typed)
    for two in (typed[:2], typed[1:], typed[::2]):
        assert vault("verify", folder, "--with-sheets", secrets=tuple(two)).code == 0
    wrong = vault("verify", folder, "--with-sheets", secrets=(typed[0], typed[0]))
    assert "Nothing was changed" in refused(wrong)
    rows = vault("audit", folder).json["rows"]
    assert isinstance(rows, list)
    assert ("clinic (2 of 3)", "vault/clinic shares") in {
        (row["actor"], str(row["target"]).rpartition("/")[0]) for row in rows
    }
    again = vault("shares", folder, "--into", out)
    assert again.code == 0, again.err
    assert vault("verify", folder, "--with-sheets", secrets=tuple(typed[:2])).code == 2
    # the clinic lets a new administrator in, when whoever was there has left
    typed = [" ".join(words_of(path)) for path in sheets]
    invited = vault(
        "users", folder, "--with-sheets", "--invite", "carla", "--role", "administrator",
        secrets=tuple(typed[:2]),
    )  # fmt: skip
    assert invited.code == 0, invited.err
