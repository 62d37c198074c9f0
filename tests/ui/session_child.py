"""The real desk as a process that is killed in a session, and started again.

Called as `python -m tests.ui.session_child HOME SERVER`; HOME holds the key of the clinic's server.
The first time it makes a vault, a link and a session, and lets in who knocks. When the vault is
there already it unlocks it, takes the way back that is offered, and lets nobody in. It tells each
step as a line of JSON.
"""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.compose import compose_desk, compose_plan
from counselling.call.link.room import Presence
from counselling.records.log import families
from counselling.settings.schema import Settings
from counselling.work.desk import Desk
from tests.families.builders import three_generations
from ui.kit.blocks.banner import Banner
from ui.kit.controls.buttons import ActionButton
from ui.kit.standing.navigator import OpenFamily
from ui.start import Desktop

PASSPHRASE = "river lamp oak seven"
NOTES = "she asks about her sister"
_LOOK_MS = 50


def tell(event: str, **figures: object) -> None:
    sys.stdout.write(f"{json.dumps({'event': event, **figures})}\n")
    sys.stdout.flush()


def until(condition: Callable[[], object]) -> None:
    """Let the desk run until something holds; whoever started us stops us when it never does."""
    waiting, looking = QEventLoop(), QTimer()
    looking.timeout.connect(partial(_look, condition, waiting))
    looking.start(_LOOK_MS)
    waiting.exec()
    looking.stop()


def _look(condition: Callable[[], object], waiting: QEventLoop) -> None:
    if condition():
        waiting.quit()


def first(desktop: Desktop, family: str) -> None:
    """Make links, begin the session in their room, and let in who knocks."""
    navigator = desktop.context.navigator
    navigator.open(OpenFamily(family, "Family"), person="child")
    navigator.go("session")
    page: Any = desktop.window.page
    until(lambda: page.model.planned.state.standing is not None)
    page.model.planned.draw("en")
    until(lambda: page.model.planned.state.standing)
    tell("drawn", link=page.model.planned.state.standing[0].link)
    page.model.start()
    until(lambda: page.model.state.call.is_there)
    tell("link", link=page.model.state.call.link)
    until(lambda: page.model.state.call.presence is Presence.KNOCKED)
    page.model.telephone.admit()
    until(lambda: page.model.state.call.is_connected)
    page.model.type(NOTES)
    page.model.leave()
    until(lambda: page.model.state.notes.is_saved)
    tell("connected", seat=page.model.state.call.seat)


def again(desktop: Desktop) -> None:
    """Take the way back that stands above the page, and let nobody in."""
    ways: list[ActionButton] = []

    def offered() -> bool:
        words = desktop.context.catalogue.say("window.go_back_in")
        buttons = [b for each in desktop.window.findChildren(Banner) for b in _buttons(each)]
        ways[:] = [each for each in buttons if each.text() == words and each.isVisible()]
        return bool(ways)

    until(offered)
    tell("offered")
    ways[0].click()
    until(lambda: desktop.context.navigator.state.page == "session")
    page: Any = desktop.window.page
    until(lambda: page.model.state.past.unfinished)
    page._start.trigger()
    until(lambda: page.model.state.call.is_there)
    tell("link", link=page.model.state.call.link)
    until(lambda: page.model.state.call.is_connected)
    until(lambda: not page.model.state.notes.is_away)
    tell("connected", seat=page.model.state.call.seat, notes=page.model.state.notes.text)


def _buttons(banner: Banner) -> list[ActionButton]:
    return banner.findChildren(ActionButton)


def main(home: Path, server: str) -> None:
    application: Any = QApplication([])
    settings = Settings(rendezvous_url=server)
    desk, folder = compose_desk(settings, home=home / "vaults"), home / "vaults" / "desk.vault"
    is_first = not folder.exists()
    desktop = Desktop(application, compose_plan(settings, desk))
    desktop.window.show()
    family = _unlock(desk, folder, is_first=is_first)
    desktop.context.navigator.enter()
    if is_first:
        first(desktop, family)
    else:
        again(desktop)
    application.exec()


def _unlock(desk: Desk, folder: Path, *, is_first: bool) -> str:
    if not is_first:
        desk.unlock.unlock(folder, PASSPHRASE)
        return ""
    desk.unlock.create(folder, PASSPHRASE)
    return families.adopt(desk.unlock.vault, three_generations())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
