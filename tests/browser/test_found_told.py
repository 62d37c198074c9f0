"""What her browser does not give is named on her page, and at the desk's door in its own words."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counselling.call.line.events import Knocked, LinkReady
from counselling.call.link.before_call import Finding
from counselling.call.link.room import Role
from counselling.language.catalogue import Catalogue
from tests.browser.test_before_call import says
from ui.pages.session.around.call_card import Knock
from ui.pages.session.known.state import CallState, heard

pytestmark = [pytest.mark.browser, pytest.mark.qt]

BUSY = """(() => {
  const media = navigator.mediaDevices, ask = media.getUserMedia.bind(media);
  media.getUserMedia = async (wishes) => {
    if (wishes.video) throw new DOMException("in use", "NotReadableError");
    return ask(wishes);
  };
})()"""
# a key on the microphone itself: the browser tells of it and nothing is heard
MUTED = "Object.defineProperty(MediaStreamTrack.prototype, 'muted', { get: () => true })"


@pytest.mark.parametrize(
    ("how", "place", "hers", "found", "ours"),
    [
        (BUSY, "found-camera", "check.camera_busy", Finding.CAMERA_BUSY,
         "session.found_camera_busy"),
        (f"void {MUTED}", "found-microphone", "check.microphone_muted", Finding.MICROPHONE_MUTED,
         "session.found_microphone_muted"),
    ],
    ids=["busy camera", "muted microphone"],
)  # fmt: skip
def test_what_is_busy_or_muted_is_said_to_her_and_at_the_door(
    run, meeting, chromium, qtbot: QtBot, english: Catalogue, how, place, hers, found, ours
) -> None:
    async def check() -> Knocked:
        async with meeting() as host, chromium() as patient:
            await patient.open(await host.link())
            await patient.evaluate(how)
            await patient.press("go-check")
            await patient.wait(says(place, hers))
            await patient.press("knock")
            return await host.wait(Knocked)

    knocked = run(check())
    assert found in knocked.found
    door = Knock(english, QAction("Admit"), QAction("Refuse"), lambda sentence, text: None)
    qtbot.addWidget(door)
    call = heard(CallState(), LinkReady("1", Role.PATIENT, "link"))
    door.show_call(heard(call, knocked))
    shown = "\n".join(label.text() for label in door.findChildren(QLabel))
    assert english.say(ours) in shown
