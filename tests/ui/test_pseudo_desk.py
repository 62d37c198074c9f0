"""The real desk in languages that nobody speaks: nothing is clipped, nothing is left in English.

Every day each page in one size; in all sizes and both languages with CONSULTAND_PSEUDO_PAGES=all.
The session while it runs: tests/ui/test_pseudo_session.py.
"""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.compose import compose_desk, compose_plan
from app.words import PSEUDO
from counselling.language.pseudo import LONG, TURNED
from counselling.settings.schema import Settings
from tests.ui.pseudo_looks import wrong_with
from ui.pages.registry import PAGES, UNLOCK
from ui.pages.safekeeping.page import SafekeepingPage
from ui.pages.safekeeping.panels import PANELS
from ui.start import Desktop
from ui.tour import enter

IS_WHOLE = "CONSULTAND_PSEUDO_PAGES" in os.environ
SIZES = [(LONG, 100), (TURNED, 100), (LONG, 200), (TURNED, 200)] if IS_WHOLE else [(LONG, 200)]


def walk(desktop: Desktop, told: str) -> dict[str, list[str]]:
    """All pages of a desk, and all panels of the records."""
    found = wrong_with(desktop, f"{told}-{UNLOCK}")
    enter(desktop)
    for page in PAGES:
        desktop.context.navigator.go(page.id)
        found |= wrong_with(desktop, f"{told}-{page.id}")
    records = desktop.window.page
    assert isinstance(records, SafekeepingPage)
    for panel in PANELS:
        records.model.choose(panel.id)
        found |= wrong_with(desktop, f"{told}-{panel.id}")
    return found


@pytest.mark.parametrize(("code", "percent"), SIZES)
def test_no_page_clips_its_words_or_speaks_english(
    code: str, percent: int, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path))
    monkeypatch.setenv(PSEUDO, "1")
    settings = Settings(language=code, text_size_percent=percent)
    desk = compose_desk(settings, home=tmp_path / "vaults")
    desk.unlock.open_demo()
    desktop = Desktop(qapp, compose_plan(settings, desk))
    try:
        desktop.window.show()
        found = walk(desktop, f"{code}-{percent}")
    finally:
        desktop.close()
        desktop.deleteLater()
    wrong = [f"{page}: {each}" for page, those in found.items() for each in those]
    assert wrong == [], "\n".join(wrong)
