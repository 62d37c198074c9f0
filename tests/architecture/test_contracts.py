"""Each import contract bites: the sin is committed in a copy of the house and must be caught."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).parent / "lint-imports"

# contract -> (file that sins, the line it gains)
SINS = {
    "storeys": ("ui/look/tokens.py", "import app.paths"),
    "core-floors": ("counselling/pedigree/family.py", "import counselling.risk.model"),
    "records-floors": (
        "counselling/records/store/chain.py",
        "import counselling.records.log.oplog",
    ),
    "call-floors": (
        "counselling/call/media/ladder.py",
        "import counselling.call.line.events",
    ),
    "work-floors": (
        "counselling/work/files/read_family.py",
        "import counselling.work.vault.door",
    ),
    "pedigree-page-floors": (
        "ui/pages/pedigree/kept/ledger.py",
        "import ui.pages.pedigree.prompting.steps",
    ),
    "session-page-floors": (
        "ui/pages/session/known/people.py",
        "import ui.pages.session.calling.news",
    ),
    "safekeeping-page-floors": (
        "ui/pages/safekeeping/ways/ways_model.py",
        "import ui.pages.safekeeping.sharing.sharing_state",
    ),
    "kit-floors": (
        "ui/kit/marks/roles.py",
        "import ui.kit.blocks.cards",
    ),
    "ui-floors": ("ui/look/tokens.py", "import ui.kit.blocks.cards"),
    "no-screen": ("counselling/drawing/scene.py", "import PySide6.QtCore"),
    "no-circles": ("counselling/pedigree/person.py", "import counselling.pedigree.family"),
    "formats-apart": ("counselling/formats/ped.py", "import counselling.formats.native"),
    "pages-apart": ("ui/pages/unlock/page.py", "import ui.pages.families.page"),
    "models-apart": (
        "counselling/risk/models/second.py",
        "import counselling.risk.models.hereditary_breast_ovarian",
    ),
    "nobody-invented": (
        "ui/pages/session/known/equipment.py",
        "import counselling.call.media.fake_devices",
    ),
    "owner-pyside6": ("app/paths.py", "import PySide6.QtCore"),
    "owner-aiohttp": ("app/paths.py", "import aiohttp"),
    "owner-av": ("app/paths.py", "import av"),
    "owner-sqlcipher3": ("counselling/work/vault/door.py", "import sqlcipher3"),
    "owner-cryptography": ("counselling/work/vault/door.py", "import cryptography"),
    "owner-redis": ("app/paths.py", "import redis"),
    "owner-reportlab": ("counselling/figures/pedigree.py", "import reportlab"),
    "owner-uharfbuzz": ("counselling/figures/pedigree.py", "import uharfbuzz"),
    "owner-typst": ("counselling/letters/compose.py", "import typst"),
    "owner-pikepdf": ("counselling/letters/compose.py", "import pikepdf"),
    "owner-pyhanko": ("counselling/letters/compose.py", "import pyhanko"),
    "owner-plotly": ("counselling/figures/risk_curve.py", "import plotly"),
    "owner-babel": ("counselling/letters/compose.py", "import babel"),
    "owner-msgspec": ("counselling/risk/model.py", "import msgspec"),
    "owner-pywebrtc-audio": ("counselling/call/media/tracks.py", "import pywebrtc_audio"),
    "owner-segno": ("counselling/call/board/board.py", "import segno"),
}
# The ways in which a sin is usually hidden; the linter must see through both.
HIDDEN = {
    "inside a function": "def hidden() -> None:\n    {line}\n",
    "for type checkers": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {line}\n",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("house")
    for room in ("app", "ui", "counselling"):
        ignored = shutil.ignore_patterns("__pycache__", "_bundle")
        shutil.copytree(ROOT / room, copy / room, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def lint(house: Path, contract: str) -> subprocess.CompletedProcess[str]:
    command = [LINT, "--no-cache", "--contract", contract]
    return subprocess.run(command, cwd=house, capture_output=True, text=True)


def declared() -> set[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return {contract["id"] for contract in contracts}


def test_every_contract_has_its_sin() -> None:
    assert declared() == set(SINS)


@pytest.mark.parametrize("contract", sorted(SINS))
def test_the_contract_catches_its_sin(house: Path, contract: str) -> None:
    name, line = SINS[contract]
    sinner = house / name
    before = sinner.read_text("utf-8") if sinner.exists() else ""
    try:
        sinner.write_text(f"{before or chr(34) * 3 + 'A sinner.' + chr(34) * 3}\n{line}\n", "utf-8")
        caught = lint(house, contract)
    finally:
        sinner.write_text(before, "utf-8") if before else sinner.unlink()
    assert caught.returncode == 1, caught.stdout
    assert "BROKEN" in caught.stdout


@pytest.mark.parametrize("way", sorted(HIDDEN))
def test_a_hidden_import_is_caught_too(house: Path, way: str) -> None:
    sinner = house / "counselling" / "pedigree" / "terms.py"
    before = sinner.read_text("utf-8")
    sin = HIDDEN[way].format(line="import counselling.work.vault.door")
    try:
        sinner.write_text(f"{before}\n{sin}", "utf-8")
        caught = lint(house, "core-floors")
    finally:
        sinner.write_text(before, "utf-8")
    assert caught.returncode == 1


def test_the_house_as_it_stands_keeps_all_contracts(house: Path) -> None:
    kept = subprocess.run([LINT, "--no-cache"], cwd=house, capture_output=True, text=True)
    assert kept.returncode == 0, kept.stdout
