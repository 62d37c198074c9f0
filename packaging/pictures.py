"""Makes the README's pictures: the desk in a session, a pedigree, a letter, a model checked.

    python packaging/pictures.py [FOLDER]      default: docs/pictures

All people are invented. The desk runs offscreen over the demo's vault; the patient is a headless
Chromium on the same machine, so the session in the picture is a real one. `--dark` takes the desk's
pictures dark.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, QTimer
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from app.compose import compose_desk, compose_plan, picture
from app.fonts import measure
from app.rehearsal.chromium import patient_at_browser
from app.words import catalogue
from counselling.call.link.room import Presence
from counselling.call.media.fake_devices import FakeCamera
from counselling.settings.schema import Clinic, Counsellor, Settings
from counselling.work.risk.check_model import check_model
from ui.look.theme import Mode
from ui.pages.session.page import SessionPage
from ui.start import Desktop
from ui.tour import enter, rest

SETTINGS = Settings(
    clinic=Clinic("Invented Clinic for Genetics", "1 Example Street\n12345 Example"),
    counsellor=Counsellor("A. Example", "genetic counsellor"),
)
NOTES = (
    "10:04  Mother had breast cancer at 64, her sister ovarian cancer at 51.\n"
    "10:09  Cousin Linnea carries a BRCA1 variant; report is here.\n"
    "10:15  Anna asks what it would mean for Tove and Nils."
)
PATIENCE_SECONDS = 60
LETTER_WIDTH_PX = 1240
CHECKED = "consultand-breast-panel"
CHECK_DPI = 110


def until(condition: Callable[[], bool], *, seconds: float = PATIENCE_SECONDS) -> None:
    """Let the desk live until something is true."""
    alarm = QTimer()
    alarm.setSingleShot(True)
    alarm.start(round(1000 * seconds))
    while not condition():
        if not alarm.isActive():
            raise TimeoutError("the desk did not come so far")
        QApplication.processEvents()


def let_live(seconds: float) -> None:
    """Let the desk live for a while."""
    alarm = QTimer()
    alarm.setSingleShot(True)
    alarm.start(round(1000 * seconds))
    until(lambda: not alarm.isActive())


def picture_session(desktop: Desktop, path: Path) -> None:
    """Hold a session with a patient at a browser, and take its picture."""
    desktop.context.navigator.go("session")
    page = desktop.window.page
    assert isinstance(page, SessionPage)
    model = page.model
    rest(desktop)
    model.start()
    until(lambda: bool(model.state.call.link))
    seen = path.with_suffix(".y4m")
    film(seen)
    visit = desktop.context.loop.run(_visit(model.state.call.link, seen))
    until(lambda: visit.done() or model.state.call.presence is Presence.KNOCKED)
    model.telephone.admit()
    until(lambda: visit.done() or model.state.call.has_picture)
    model.share()
    model.type(NOTES)
    model.tick(0, is_done=True)
    until(lambda: visit.done() or model.state.board.is_seen)
    let_live(3)
    desktop.window.grab().save(str(path))
    model.end()
    until(lambda: page.may_close())
    visit.result(PATIENCE_SECONDS)
    seen.unlink()


def film(path: Path) -> None:
    """Write a film of somebody who sways before a wall, for the patient's camera."""
    camera = FakeCamera(width=640, height=480)
    with path.open("wb") as file:
        file.write(b"YUV4MPEG2 W640 H480 F15:1 Ip A1:1 C420jpeg\n")
        for tick in range(0, 240, 2):
            picture = camera.picture(tick)
            warm = bytes(max(0, blue - 10) for blue in picture.u)
            file.write(b"FRAME\n" + picture.y + warm + picture.v)


async def _visit(link: str, seen: Path) -> None:
    async with patient_at_browser(film=seen) as patient:
        await patient.open(link)
        await patient.knock()
        await patient.wait_for_call()
        await patient.wait_for_picture()
        await patient.wait("document.body.dataset.step !== 'call'", seconds=PATIENCE_SECONDS)


def picture_letter(content: bytes, path: Path) -> None:
    """Paint a letter's first page."""
    document = QPdfDocument(QApplication.instance())
    buffer = QBuffer(document)
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    size = document.pagePointSize(0)
    high = round(LETTER_WIDTH_PX * size.height() / size.width())
    document.render(0, QSize(LETTER_WIDTH_PX, high)).save(str(path))
    document.close()


def picture_check(path: Path) -> None:
    """Draw how the panel of eight genes compares with printed risks."""
    checked = check_model(CHECKED, "UK", catalogue("en"), measure())
    assert checked.scene is not None
    path.write_bytes(picture(checked.scene, CHECK_DPI))


def main(folder: Path, mode: Mode) -> None:
    """Make the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    with tempfile.TemporaryDirectory() as home:
        desk = compose_desk(SETTINGS, home=Path(home))
        desk.unlock.open_demo()
        plan = compose_plan(SETTINGS, desk)
        desktop = Desktop(application, replace(plan, look=replace(plan.look, mode=mode)))
        try:
            desktop.window.show()
            enter(desktop)
            desktop.window.grab().save(str(folder / "pedigree.png"))
            picture_session(desktop, folder / "session.png")
            family = desktop.context.navigator.state.family
            assert family is not None
            letter = desk.letters.write_summary(family.id, person=None, language="en", country="UK")
            picture_letter(desk.letters.content(letter.id), folder / "letter.png")
            picture_check(folder / "calibration.png")
        finally:
            desktop.close()
    print(f"pictures in {folder}")


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--dark"]
    main(
        Path(words[0] if words else "docs/pictures"),
        Mode.DARK if "--dark" in sys.argv else Mode.LIGHT,
    )
