"""A camera or microphone of this desk that gives nothing: found out, and said in a sentence."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtMultimedia import QAudioDevice, QCameraDevice
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counselling.call.media.absence import SILENT, NoPicture
from counselling.call.media.devices import AudioBlock, VideoFrame
from counselling.call.media.fake_devices import FakeCamera
from counselling.language.catalogue import Catalogue
from tests.ui.pages.test_session_equipment import Here
from tests.ui.system import Asking
from ui.kit.devices.camera import Camera
from ui.kit.devices.inventory import Device, Kind
from ui.kit.devices.microphone import Microphone
from ui.kit.devices.video_tile import video_frame
from ui.kit.threads.courier import Courier
from ui.look.icons import Icons
from ui.pages.session.calling.news import News
from ui.pages.session.calling.this_computer import ThisComputer
from ui.pages.session.known.equipment import Lack, Outlet
from ui.pages.session.known.state import CallState, SessionState

Status = Qt.PermissionStatus
OWN = Device("own", "Built in")
NOTHING = NoPicture().picture, SILENT
GIVEN = FakeCamera().picture(1), AudioBlock(b"\x01\x02" * 960)


class Broken(Here):
    """What is listed and cannot be opened: as when another program has it."""

    has_camera = has_microphone = True

    def camera(self, device: str) -> QCameraDevice | None:
        return QCameraDevice() if self.has_camera else None

    def microphone(self, device: str) -> QAudioDevice | None:
        return QAudioDevice() if self.has_microphone else None


def started(courier: Courier, here: Here, system: Asking) -> ThisComputer:
    computer = ThisComputer(
        Outlet(), Outlet(), courier=courier, wishes={}, here=here, permissions=system
    )
    computer.start(lambda: None)
    return computer


async def sent(computer: ThisComputer) -> tuple[VideoFrame, AudioBlock]:
    """Return the next picture and sound that the call sends."""
    devices = computer.devices
    return await devices.camera.frame(), await devices.microphone.block()


async def sent_of_what_is_given(computer: ThisComputer) -> tuple[VideoFrame, AudioBlock]:
    """Return them while the devices that are in use give a picture and a sound."""
    sending = asyncio.create_task(sent(computer))
    while not sending.done():
        for camera in computer.findChildren(Camera):
            camera.take(video_frame(GIVEN[0]))
        for microphone in computer.findChildren(Microphone):
            microphone.take(GIVEN[1].samples)
        await asyncio.sleep(0.01)
    return await sending


@pytest.fixture
def said(qtbot: QtBot, english: Catalogue, icons: Icons):
    """What the banner says of a computer's lacks."""
    owner = QWidget()
    qtbot.addWidget(owner)
    news = News(english, icons, owner, lambda: None)
    for banner in (news.banner, news.lacks, news.elsewhere):
        qtbot.addWidget(banner)

    def say(computer: ThisComputer) -> str:
        news.show_state(SessionState(call=CallState(lacks=computer.lacks)))
        return news.lacks.accessibleName()

    return say


def test_camera_and_microphone_that_others_have_are_named(
    courier: Courier, said, english: Catalogue
) -> None:
    computer = started(courier, Broken(), Asking(Status.Granted))
    assert set(computer.lacks) == {Lack.CAMERA_FAILED, Lack.MICROPHONE_FAILED}
    for sentence in ("session.lacks_camera_failed", "session.lacks_microphone_failed"):
        assert english.say(sentence) in said(computer)
    computer.stop()


def test_system_that_refuses_is_named_and_nothing_is_opened(
    courier: Courier, said, english: Catalogue
) -> None:
    computer = started(courier, Broken(), Asking(Status.Denied))
    assert set(computer.lacks) == {Lack.CAMERA_REFUSED, Lack.MICROPHONE_REFUSED}
    for sentence in ("session.lacks_camera_refused", "session.lacks_microphone_refused"):
        assert english.say(sentence) in said(computer)
    assert not computer.findChildren(Camera)
    assert asyncio.run(sent(computer)) == NOTHING
    computer.stop()


@pytest.mark.parametrize("lack", [each for each in Lack if each.value.startswith(("cam", "mic"))])
def test_every_lack_says_what_the_others_miss_and_what_to_do(
    lack: Lack, english: Catalogue
) -> None:
    words = english.say(f"session.lacks_{lack.value}")
    is_camera = lack.value.startswith("camera")
    assert ("obody sees you" if is_camera else "obody hears you") in words
    is_gone = lack in (Lack.CAMERA, Lack.MICROPHONE)
    assert ("Plug one in" if is_gone else "again") in words


def test_nothing_is_made_up_while_the_system_asks_the_user(courier: Courier) -> None:
    computer = started(courier, Broken(), Asking(Status.Undetermined))
    assert asyncio.run(sent(computer)) == NOTHING
    computer.stop()


def test_what_is_pulled_out_is_missing_at_once_and_sent_again_when_it_is_back(
    courier: Courier,
) -> None:
    here = Broken()
    computer = started(courier, here, Asking(Status.Granted))
    assert asyncio.run(sent_of_what_is_given(computer)) == GIVEN
    for kind in (Kind.CAMERA, Kind.MICROPHONE):
        here.change(kind)
    assert set(computer.lacks) == {Lack.CAMERA, Lack.MICROPHONE}
    assert asyncio.run(sent(computer)) == NOTHING
    for kind in (Kind.CAMERA, Kind.MICROPHONE):
        here.change(kind, OWN)
    assert not {Lack.CAMERA, Lack.MICROPHONE} & set(computer.lacks)
    assert asyncio.run(sent_of_what_is_given(computer)) == GIVEN
    computer.stop()


def test_what_is_allowed_after_all_is_sent_once_it_is_chosen_again(courier: Courier) -> None:
    system = Asking(Status.Denied)
    computer = started(courier, Broken(), system)
    system.status = Status.Granted
    for kind in (Kind.CAMERA, Kind.MICROPHONE):
        computer.choose(kind, OWN.id)
    assert not {Lack.CAMERA_REFUSED, Lack.MICROPHONE_REFUSED} & set(computer.lacks)
    assert asyncio.run(sent_of_what_is_given(computer)) == GIVEN
    computer.stop()


def test_microphone_that_is_gone_when_it_is_taken_leaves_silence_and_not_the_one_before(
    courier: Courier,
) -> None:
    here = Broken()
    computer = started(courier, here, Asking(Status.Granted))
    here.has_microphone = False
    computer.choose(Kind.MICROPHONE, "usb")
    assert asyncio.run(sent_of_what_is_given(computer))[1] == SILENT
    computer.stop()


def test_user_who_says_no_later_is_told_what_is_not_sent(courier: Courier) -> None:
    system = Asking(Status.Undetermined)
    computer = started(courier, Broken(), system)
    assert computer.lacks == ()
    system.answer(Status.Denied)
    assert set(computer.lacks) == {Lack.CAMERA_REFUSED, Lack.MICROPHONE_REFUSED}
    computer.stop()


def test_answer_for_a_camera_that_was_taken_out_meanwhile_opens_nothing(courier: Courier) -> None:
    here, system = Broken(), Asking(Status.Undetermined)
    computer = started(courier, here, system)
    here.change(Kind.CAMERA)
    here.change(Kind.MICROPHONE)
    system.answer(Status.Granted)
    assert set(computer.lacks) == {Lack.CAMERA, Lack.MICROPHONE}
    computer.stop()


def test_camera_that_is_chosen_anew_is_tried_anew(courier: Courier) -> None:
    here = Broken()
    computer = started(courier, here, Asking(Status.Granted))
    here.has_camera = False
    computer.choose(Kind.CAMERA, "usb")
    assert Lack.CAMERA_FAILED not in computer.lacks
    computer.stop()
