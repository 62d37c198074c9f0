"""`consultand vault sessions`: when, how long, and how good each guest's line was."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from counselling.formats import registry
from counselling.records.folder.folder import open_vault
from counselling.records.papers import sessions
from counselling.records.ways.way import Proof
from counselling.session.quality import CallFigures, as_fields
from tests.app.conftest import PASSPHRASE, Vault
from tests.families.builders import trio

HERS = CallFigures(600, received_fps=29.6, loss=0.001, rtt_ms=35.2, audio_gaps=2)
NURSE = CallFigures(31, received_fps=12.0, loss=0.02)


@pytest.fixture
def made(vault: Vault, tmp_path: Path) -> tuple[Path, str]:
    """A vault with one family, and the family's id."""
    folder, file = tmp_path / "clinic.vault", tmp_path / "family.json"
    assert vault("create", folder, "--user", "anna").code == 0
    file.write_bytes(registry.write((trio(),), file.name).content)
    (family,) = vault("import", folder, "--file", file).json["families"]
    return folder, str(family)


def test_no_session_is_said(vault: Vault, made: tuple[Path, str]) -> None:
    told = vault("sessions", made[0], "--family", made[1])
    assert (told.code, told.json["sessions"]) == (0, [])


def test_every_line_is_told_by_role_also_of_a_session_that_goes_on(
    vault: Vault, made: tuple[Path, str]
) -> None:
    folder, family = made
    proof = Proof(passphrase=PASSPHRASE)
    with open_vault(folder, proof=proof, now=lambda: datetime.now(UTC)) as opened:
        over = sessions.begin(opened, family)
        sessions.end(opened, over, figures=as_fields(HERS) | as_fields(NURSE, line="nurse_2"))
        sessions.keep_figures(opened, sessions.begin(opened, family), figures=as_fields(HERS))
    last, first = vault("sessions", folder, "--family", family).json["sessions"]
    assert (last["ended_at"], [each["role"] for each in last["lines"]]) == (None, ["patient"])
    assert first["id"] == over
    hers, nurse = first["lines"]
    assert (hers["role"], hers["number"], hers["received_fps"]) == ("patient", 1, 29.6)
    assert (nurse["role"], nurse["number"], nurse["seconds"]) == ("nurse", 2, 31)


def test_family_that_is_not_there_is_refused(vault: Vault, made: tuple[Path, str]) -> None:
    assert vault("sessions", made[0], "--family", "nobody").code != 0
