"""`consultand vault left`: what was signed before a session, taken into the record, or not."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.words import letter_words
from counselling.formats import registry
from counselling.records.folder.folder import open_vault
from counselling.records.papers import appointments
from counselling.records.papers.appointments import Room
from counselling.records.ways.way import Proof
from counselling.session.consent_form import in_words
from counselling.session.telehealth import TELEHEALTH
from tests.app.conftest import PASSPHRASE, Vault
from tests.families.builders import trio

TEXT = in_words(TELEHEALTH, letter_words("de"))
ROOM = Room("child", "de", "https://clinic.example", b"{}", 0.0, 1.0)


def parcel(**other: object) -> bytes:
    told = {"t": "consent", "form": "telehealth", "version": TEXT.version, "language": "de",
        "text_hash": TEXT.text_hash, "answers": {"video": True, "pictures": False, "others": True},
        "name": "Anna Berg", "at": "2026-03-01T19:30:00Z"}  # fmt: skip
    return json.dumps(told | other).encode()


@pytest.fixture
def made(vault: Vault, tmp_path: Path) -> tuple[Path, str]:
    """A vault with one family, in which something was left, and the family's id."""
    folder, file = tmp_path / "clinic.vault", tmp_path / "family.json"
    assert vault("create", folder, "--user", "anna").code == 0
    file.write_bytes(registry.write((trio(),), file.name).content)
    (family,) = vault("import", folder, "--file", file).json["families"]
    with open_vault(
        folder, proof=Proof(passphrase=PASSPHRASE), now=lambda: datetime.now(UTC)
    ) as opened:
        room = appointments.make(opened, str(family), ROOM)
        for number, message in enumerate((parcel(), parcel(text_hash="0" * 64)), start=1):
            appointments.keep_mail(
                opened, str(family), room, seat="1", number=number, message=message
            )
    return folder, str(family)


def test_it_is_listed_taken_once_and_told_as_signed_before(
    vault: Vault, made: tuple[Path, str]
) -> None:
    of = (made[0], "--family", made[1])
    good, bad = vault("left", *of).json["left"]
    assert good["answers"] == {"video": True, "pictures": False, "others": True}
    assert (good["form"], good["text_hash"]) == ("telehealth", TEXT.text_hash)
    assert (good["explained"], good["method"], good["refused"]) == (False, "typed", None)
    assert bad["refused"] == {"id": "session.consent_text"}
    taken = vault("left", *of, "--take", good["id"])
    assert (taken.code, taken.json["person"]) == (0, "child")
    (signed,) = vault("evidence", *of).json["signed"]
    assert (signed["before_session"], signed["true"]) == (True, True)
    (said,) = vault("consent", *of).json["consents"]
    assert (said["scope"], said["given"], said["medium"]) == ("video", True, "page")
    for name in (good["id"], bad["id"], "none"):
        refused = vault("left", *of, "--take", name)
        assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert vault("left", *of, "--set-aside", bad["id"]).code == 0
    assert vault("left", *of).json == {"left": []}


def test_what_she_left_goes_out_with_all_that_is_kept_of_her(
    vault: Vault, made: tuple[Path, str], tmp_path: Path
) -> None:
    out = tmp_path / "hers.zip"
    of = (made[0], "--family", made[1], "--person", "child", "--out", out)
    assert vault("export-person", *of).code == 0
    with zipfile.ZipFile(out) as pack:
        told = json.loads(pack.read("data.json"))["left"]
        words = pack.read("read-me.txt").decode()
    assert [one["left"]["name"] for one in told] == ["Anna Berg", "Anna Berg"]
    assert f"({TEXT.version}, de, {TEXT.text_hash}): Anna Berg" in words


@pytest.mark.parametrize(
    "words", [("--person", "x"), ("--take", "x", "--set-aside", "y"), ("--take", "x")]
)
def test_what_does_not_go_together_is_one_plain_line(
    vault: Vault, made: tuple[Path, str], words: tuple[str, ...]
) -> None:
    said = vault("left", made[0], "--family", made[1], *words)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
