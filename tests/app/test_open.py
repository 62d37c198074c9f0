"""`consultand open`: the desk from the command line, with its look, its demo and its refusals."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.compose import compose_desk, compose_plan
from app.settings import load_settings, remember_look
from counselling.language.catalogue import Catalogue
from counselling.settings.schema import Settings, Theme
from ui.look.theme import LARGEST_TEXT, SMALLEST_TEXT, Choice, Mode
from ui.pages.registry import PAGES, UNLOCK

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

pytestmark = pytest.mark.qt


def run(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept: Mapping[str, str] = {k: v for k, v in os.environ.items() if k not in SCREENS}
    return subprocess.run(
        [sys.executable, "-m", "app", "open", *words],
        cwd=ROOT,
        env={**kept, "CONSULTAND_HOME": str(home), **more},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_desk_says_when_it_is_ready_and_closes(tmp_path: Path) -> None:
    done = run(tmp_path, "--exit-when-ready", "--json", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["ready_monotonic_seconds"] > 0


def test_demo_is_there_when_the_desk_is_ready(tmp_path: Path) -> None:
    done = run(tmp_path, "--demo", "--exit-when-ready", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "vaults" / "demo.vault").is_dir()


def test_without_a_screen_one_sentence_says_so(tmp_path: Path, english: Catalogue) -> None:
    done = run(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == f"consultand: {english.say('error.open.no_screen')}"
    assert list(tmp_path.iterdir()) == []


def test_without_the_window_library_one_sentence_says_so(
    tmp_path: Path, english: Catalogue
) -> None:
    broken = tmp_path / "broken"
    (broken / "PySide6").mkdir(parents=True)
    (broken / "PySide6" / "__init__.py").write_text("raise ImportError('libEGL.so.1')\n")
    done = run(tmp_path, QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(broken))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == f"consultand: {english.say('error.open.no_qt')}"


def test_every_page_of_the_registry_has_a_builder(tmp_path: Path) -> None:
    plan = compose_plan(Settings(), compose_desk(Settings(), home=tmp_path))
    assert set(plan.builders) == {UNLOCK, *(page.id for page in PAGES)}


@pytest.mark.parametrize(
    ("percent", "scale"), [(80, SMALLEST_TEXT), (150, 1.5), (250, LARGEST_TEXT)]
)
def test_look_and_text_size_come_from_the_settings(
    tmp_path: Path, percent: int, scale: float
) -> None:
    settings = Settings(theme=Theme.DARK, text_size_percent=percent)
    look = compose_plan(settings, compose_desk(settings, home=tmp_path)).look
    assert (look.mode, look.text_scale) == (Mode.DARK, scale)


def test_another_look_is_kept_for_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path))
    remember_look(Choice(Mode.DARK, text_scale=1.4))
    kept = load_settings()
    assert (kept.theme, kept.text_size_percent) == (Theme.DARK, 140)


def test_look_that_cannot_be_kept_troubles_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path / "file"))
    remember_look(Choice(Mode.DARK, text_scale=1.4))
    assert load_settings() == Settings()
