"""`consultand vault appointments`: links before the call, over the clinic's server."""

from pathlib import Path

import pytest

from counselling.formats import registry
from tests.app.conftest import Vault
from tests.families.builders import trio


@pytest.fixture
def made(vault: Vault, tmp_path: Path) -> tuple[Path, str]:
    """A vault with one family, and the family's id."""
    folder, file = tmp_path / "clinic.vault", tmp_path / "family.json"
    assert vault("create", folder, "--user", "anna").code == 0
    file.write_bytes(registry.write((trio(),), file.name).content)
    (family,) = vault("import", folder, "--file", file).json["families"]
    return folder, str(family)


def test_without_a_clinics_server_a_link_is_refused_in_one_line(
    vault: Vault, made: tuple[Path, str]
) -> None:
    folder, family = made
    said = vault("appointments", folder, "--family", family, "--draw")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "rendezvous server" in said.err
    listed = vault("appointments", folder, "--family", family)
    assert listed.json == {"appointments": []}


@pytest.mark.parametrize(
    "words",
    [("--draw", "--fetch"), ("--told", "--fetch"), ("--person", "x"), ("--days", "nan"),
     ("--draw", "--days", "91"), ("--draw", "--language", "tlh"), ("--draw", "--days", "0")],
)  # fmt: skip
def test_what_does_not_go_together_is_one_plain_line(
    vault: Vault, made: tuple[Path, str], words: tuple[str, ...]
) -> None:
    said = vault("appointments", made[0], "--family", made[1], *words)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
