"""A session that runs, in languages that nobody speaks: nothing is clipped or left in English.

Every day some of its states in one size; all, in all sizes and both languages, with
CONSULTAND_PSEUDO_PAGES=all. CONSULTAND_SESSION_LOOKS=de,ar: the real words of these languages.
"""

import os
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.compose import compose_desk, compose_plan
from app.words import PSEUDO
from counselling.language.pseudo import CODES
from counselling.settings.schema import Settings, Theme
from tests.ui.pages.test_session_page import build
from tests.ui.pseudo_looks import wrong_with
from tests.ui.session_scenes import SCENES, Cast, Play, supposed
from tests.ui.test_pseudo_desk import IS_WHOLE, SIZES
from ui.start import Desktop
from ui.tour import enter, rest

DAILY = ("everybody", "chat-open", "signed", "lost")
REAL = [code for code in os.environ.get("CONSULTAND_SESSION_LOOKS", "").split(",") if code]
LOOKS = [
    *((code, percent, Theme.LIGHT) for code, percent in SIZES),
    *((code, 100, theme) for code in REAL for theme in (Theme.LIGHT, Theme.DARK)),
    *((code, 200, Theme.LIGHT) for code in REAL),
]


def play(desktop: Desktop, cast: Cast, qtbot: QtBot, told: str) -> dict[str, list[str]]:
    """Hold a session, and look at its states."""
    enter(desktop)
    navigator = desktop.context.navigator
    person = navigator.state.person
    if person is not None:
        navigator.suppose(supposed(person))
    navigator.go("session")
    rest(desktop)
    played, found = Play(desktop, cast, qtbot), {}
    for name, scene in SCENES.items():
        scene(played)
        if IS_WHOLE or REAL or name in DAILY:
            found |= wrong_with(desktop, f"{told}-session-{name}")
    return found


@pytest.mark.parametrize(("code", "percent", "theme"), LOOKS)
def test_no_state_of_a_session_clips_its_words_or_speaks_english(
    code: str,
    percent: int,
    theme: Theme,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path))
    monkeypatch.setenv(PSEUDO, "1")
    settings = Settings(language=code, text_size_percent=percent, theme=theme)
    desk, cast = compose_desk(settings, home=tmp_path / "vaults"), Cast()
    desk.unlock.open_demo()
    plan = compose_plan(settings, replace(desk, sessions=cast.sessions, hearing=cast.hearing))
    builders = {**plan.builders, "session": partial(build, cast.equipment)}
    desktop = Desktop(qapp, replace(plan, builders=builders))
    try:
        desktop.window.show()
        found = play(desktop, cast, qtbot, f"{code}-{percent}-{theme.value}")
    finally:
        desktop.close()
        desktop.deleteLater()
    wrong = [f"{page}: {each}" for page, those in found.items() for each in those]
    if code not in CODES:  # in a real language every word is one
        wrong = [each for each in wrong if ": English " not in each]
    assert wrong == [], "\n".join(wrong)
