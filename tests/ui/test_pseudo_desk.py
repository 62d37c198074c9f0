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
from counselling.letters.registry import TEMPLATES
from counselling.settings.schema import Settings
from tests.ui.pseudo_looks import wrong_with
from ui.pages.letters.page import LettersPage
from ui.pages.registry import PAGES, UNLOCK
from ui.pages.safekeeping.consents.consents_panel import ConsentsPanel
from ui.pages.safekeeping.page import SafekeepingPage
from ui.pages.safekeeping.panels import PANELS
from ui.pages.safekeeping.wording.wording_panel import WordingPanel
from ui.start import Desktop
from ui.tour import enter, rest

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


def fill_in(desktop: Desktop, told: str) -> dict[str, list[str]]:
    """What opens on pages: the form of each letter, what is found in one, a consent, a wording."""
    found: dict[str, list[str]] = {}
    desktop.context.navigator.go("letters", task="write")
    rest(desktop)
    letters = desktop.window.page
    assert isinstance(letters, LettersPage)
    for template in TEMPLATES if IS_WHOLE else TEMPLATES[:2]:
        letters.model.choose_kind(template.kind)
        found |= wrong_with(desktop, f"{told}-letters-{template.kind}")
    letters.model.write()  # what is found is shown first
    rest(desktop)
    assert letters.model.state.findings
    found |= wrong_with(desktop, f"{told}-letters-findings")
    desktop.context.navigator.go("safekeeping")
    rest(desktop)
    records = desktop.window.page
    assert isinstance(records, SafekeepingPage)
    records.model.choose("consents")
    rest(desktop)
    (consents,) = records.findChildren(ConsentsPanel)
    consents.model.choose(consents.model.state.found[0])
    rest(desktop)
    consents.model.open_form()
    found |= wrong_with(desktop, f"{told}-consents-form")
    records.model.choose("wording")
    rest(desktop)
    (wording,) = records.findChildren(WordingPanel)
    wording.model.choose("summary")
    wording.model.read()
    found |= wrong_with(desktop, f"{told}-wording-read")
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
        found = walk(desktop, f"{code}-{percent}") | fill_in(desktop, f"{code}-{percent}")
    finally:
        desktop.close()
        desktop.deleteLater()
    wrong = [f"{page}: {each}" for page, those in found.items() for each in those]
    assert wrong == [], "\n".join(wrong)
