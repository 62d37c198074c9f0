"""The whole path of a family as a user plays it: one command, a real browser, real steps."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.browsers import find_browser
from counselling.language.catalogue import Catalogue
from counselling.records.folder.folder import open_vault
from counselling.records.log import families
from counselling.records.ways.way import Proof
from counselling.work.vault.door import DEMO_PASSPHRASE
from tests.conftest import catalogue
from tests.records.conftest import stepping_clock

ROOT = Path(__file__).resolve().parents[2]
STEPS = ["vault", "family", "pedigree", "risk", "session", "letter", "desk"]
PAGES = ("unlock", "families", "pedigree", "risk", "session", "letters", "safekeeping")

pytestmark = [pytest.mark.journey, pytest.mark.browser]


@dataclass(frozen=True)
class Played:
    """What a run of the demo left behind."""

    out: Path
    report: Mapping[str, Any]
    said: Mapping[str, Any]
    progress: str

    def figures(self, step: str) -> Mapping[str, Any]:
        return next(s["figures"] for s in self.report["steps"] if s["step"] == step)


def demo(out: Path, *words: str, path: str = os.environ.get("PATH", "")) -> Played:
    done = subprocess.run(
        [sys.executable, "-m", "app", "demo", "--headless", "--json", "--out", str(out), *words],
        cwd=ROOT,
        env={**os.environ, "PATH": path, "CONSULTAND_HOME": str(out / "home")},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    report = json.loads((out / "report.json").read_text("utf-8"))
    return Played(out, report, json.loads(done.stdout), done.stderr)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    if find_browser() is None:
        pytest.skip("no Chromium on this machine")
    return demo(tmp_path_factory.mktemp("demo"), "--seconds", "4")


def test_every_step_is_in_the_report_and_every_file_it_names_is_there(played: Played) -> None:
    steps = played.report["steps"]
    assert [step["step"] for step in steps] == STEPS == list(played.said["steps"])
    assert all(step["milliseconds"] > 0 for step in steps)
    files = [file for step in steps for file in step["files"]]
    assert files == played.said["files"]
    assert [file for file in files if not Path(file).exists()] == []


def test_progress_is_told_step_by_step_in_words(played: Played, english: Catalogue) -> None:
    told = [english.say(step["what"]) for step in played.report["steps"]]
    lines = played.progress.splitlines()
    places = [next(i for i, line in enumerate(lines) if words in line) for words in told]
    assert places == sorted(places)


def test_call_carried_picture_and_sound_and_the_family_reached_the_patient(played: Played) -> None:
    session = played.figures("session")
    assert session["safety_words_equal"]
    assert session["picture_ms"] > 0
    assert session["call"]["received_fps"] > 5
    assert session["call"]["page_received_fps"] > 5
    assert session["notes_kept"]
    assert session["note_revisions"] > 5


def test_vault_opens_afterwards_and_holds_family_notes_and_letter(played: Played) -> None:
    (folder,) = played.out.glob("*.vault")
    vault = open_vault(folder, proof=Proof(passphrase=DEMO_PASSPHRASE), now=stepping_clock())
    try:
        (family,) = families.listing(vault)
        assert family.people == played.figures("family")["people"] == 20
    finally:
        vault.lock()


def test_no_byte_of_the_family_lies_in_the_clear_in_the_vault(played: Played) -> None:
    (folder,) = played.out.glob("*.vault")
    held = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    names = (b"Ragnhild", b"INVENTED-BOC", b"BRCA1", b"SQLite format 3", b"%PDF", b"CREATE TABLE")
    assert [name for name in names if name in held] == []


def test_all_pages_of_the_desk_are_pictured_light_and_dark(played: Played) -> None:
    pictures = {
        mode: [(played.out / f"desk-{page}-{mode}.png").read_bytes() for page in PAGES]
        for mode in ("light", "dark")
    }
    every = [*pictures["light"], *pictures["dark"]]
    assert all(picture.startswith(b"\x89PNG") for picture in every)
    assert len(set(every)) == len(every)


def test_without_a_browser_everything_else_is_played_and_it_is_said(tmp_path: Path) -> None:
    went = demo(tmp_path, "--language", "de", path="")
    assert list(went.said["steps"]) == [step for step in STEPS if step != "session"]
    assert catalogue("en").say("demo.no_browser") in went.progress


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("canrisk_bws/d7.canrisk4", ("--language", "de", "--country", "Germany")),
        ("minnbreast/minnbreast_10_29.tsv", ("--language", "ar")),
    ],
)
def test_families_of_other_programs_go_the_whole_way(
    shared_pedigrees: Path, tmp_path: Path, file: str, words: tuple[str, ...]
) -> None:
    if find_browser() is None:
        pytest.skip("no Chromium on this machine")
    went = demo(tmp_path, "--family", str(shared_pedigrees / file), "--seconds", "1", *words)
    assert list(went.said["steps"]) == STEPS
    assert went.figures("family")["vault_holds_what_was_read"]
    assert went.figures("pedigree")["crossings"] == 0
    assert went.figures("letter")["pages"] >= 1
