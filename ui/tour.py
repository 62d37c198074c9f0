"""Goes through the desk's pages as a user would and takes a picture of each, light and dark."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from counselling.errors import DeskStuck
from ui.kit.threads.quiet import Quiet
from ui.look.theme import Mode
from ui.pages.families.page import FamiliesPage
from ui.pages.registry import PAGES, UNLOCK
from ui.start import Desktop, Plan

_MODES: Final = (Mode.LIGHT, Mode.DARK)
_LONGEST_MS: Final = 60_000


def tour(plan: Plan, out: Path) -> Sequence[Path]:
    """Show every page of an open vault and return the pictures, named desk-<page>-<mode>.png.

    The family that was changed last is opened. The vault is locked at the end, as when any desk
    is closed. Raises DeskStuck("desk.stuck").
    """
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    desktop = Desktop(application, replace(plan, remember_look=None))
    try:
        desktop.window.show()
        return [*_look_at(desktop, UNLOCK, out), *_inside(desktop, out)]
    finally:
        desktop.close()


def rest(desktop: Desktop) -> None:
    """Let the desk do what it has been asked, and draw it. Raises DeskStuck."""
    _fall_quiet(desktop)
    while desktop.is_turning or not desktop.context.theme.is_worn:  # both come in turns
        _fall_quiet(desktop)


def _fall_quiet(desktop: Desktop) -> None:
    waiting = QEventLoop()
    quiet = Quiet(desktop.context.jobs, desktop)
    quiet.reached.connect(waiting.quit)
    patience = QTimer(desktop)
    patience.setSingleShot(True)
    patience.timeout.connect(waiting.quit)
    patience.start(_LONGEST_MS)
    waiting.exec()
    is_stuck = not patience.isActive()
    for each in (quiet, patience):
        each.deleteLater()
    if is_stuck:
        raise DeskStuck("desk.stuck")


def enter(desktop: Desktop) -> None:
    """Come in by the door and open the first family of the list."""
    desktop.context.navigator.enter()
    rest(desktop)
    page = desktop.window.page
    assert isinstance(page, FamiliesPage)
    page.model.open(page.model.state.found[0])
    rest(desktop)


def _inside(desktop: Desktop, out: Path) -> list[Path]:
    enter(desktop)
    pictures = []
    for each in PAGES:
        desktop.context.navigator.go(each.id)
        pictures += _look_at(desktop, each.id, out)
    return pictures


def _look_at(desktop: Desktop, page: str, out: Path) -> list[Path]:
    pictures = []
    theme = desktop.context.theme
    for mode in _MODES:
        theme.choose(replace(theme.choice, mode=mode))
        rest(desktop)
        path = out / f"desk-{page}-{mode.value}.png"
        desktop.window.grab().save(str(path))
        pictures.append(path)
    return pictures
