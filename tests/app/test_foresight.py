"""Pages that are likely next are loaded before they are asked for, and nothing else is."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.qt

# In an interpreter of its own: here every page has long been loaded.
CODE = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.compose import compose_desk, compose_plan
from counselling.settings.schema import Settings
from ui.start import Desktop

def loaded():
    pages = [n for n in sys.modules if n.startswith("ui.pages.") and n.endswith(".page")]
    return sorted(n.split(".")[2] for n in pages)

def rest(desktop):
    for _ in range(3):
        while not desktop.context.jobs.is_idle:
            application.processEvents()
        application.processEvents()

application = QApplication([])
desk = compose_desk(Settings(), home=Path(sys.argv[1]) / "vaults")
desktop = Desktop(application, compose_plan(Settings(), desk))
desktop.window.show()
rest(desktop)
print(*loaded())
desk.unlock.open_demo()
desktop.context.navigator.enter()
rest(desktop)
print(*loaded())
desktop.close()
"""


def test_list_of_families_foresees_the_drawing_and_the_door_foresees_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-c", CODE, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    at_door, with_families = done.stdout.splitlines()
    assert at_door.split() == ["unlock"]
    assert with_families.split() == ["families", "pedigree", "safekeeping", "unlock"]
