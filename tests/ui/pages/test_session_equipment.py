import asyncio
import contextlib
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtMultimedia import QMediaDevices
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from counselling.call.media.devices import AudioBlock, VideoFrame
from counselling.call.media.fake_devices import FakeCamera
from counselling.language.catalogue import Catalogue
from ui.kit.devices.devices_here import DevicesHere
from ui.kit.devices.inventory import Device, Inventory, Kind
from ui.kit.devices.screen_camera import LARGEST
from ui.kit.threads.courier import Courier
from ui.pages.session.around.devices_card import DevicesCard, told_apart
from ui.pages.session.calling.this_computer import ThisComputer
from ui.pages.session.known.equipment import Heard, Lack, Outlet, TestPicture, Watched
from ui.pages.session.known.state import CallState

PICTURE = FakeCamera().picture(1)


class Still:
    """A camera that shows one picture."""

    async def frame(self) -> VideoFrame:
        return PICTURE


class Closed:
    """A camera that is off."""

    async def frame(self) -> VideoFrame:
        await asyncio.Event().wait()
        raise AssertionError("not reached")


class Deaf:
    """A microphone that was pulled out."""

    async def block(self) -> AudioBlock:
        await asyncio.Event().wait()
        raise AssertionError("not reached")


def test_own_picture_is_seen_at_the_desk_only_while_the_camera_is_on() -> None:
    seen: list[VideoFrame] = []
    outlet = Outlet()
    outlet.show(PICTURE)  # nobody looks yet
    outlet.lead_to(seen.append)
    camera = Watched(Still(), outlet)
    assert asyncio.run(camera.frame()) == PICTURE
    camera.is_on = False
    assert set(asyncio.run(camera.frame()).y) == {16}
    assert seen == [PICTURE]


def test_patient_sees_black_and_no_frozen_face_while_the_camera_gives_nothing() -> None:
    frame = asyncio.run(Watched(Closed(), Outlet()).frame())
    assert (set(frame.y), set(frame.u), set(frame.v)) == ({16}, {128}, {128})
    assert (len(frame.y), len(frame.u)) == (640 * 480, 320 * 240)


def test_test_picture_is_made_when_the_call_asks_for_it() -> None:
    frame = asyncio.run(TestPicture().frame())
    assert (frame.width, frame.height) == (640, 480)


class Here(DevicesHere):
    """Lists that a test changes."""

    def __init__(self) -> None:
        super().__init__()
        self.lists = dict.fromkeys(Kind, (Device("own", "Built in"), Device("usb", "Headset")))

    def listed(self, kind: Kind) -> tuple[Device, ...]:
        return self.lists[kind]

    def change(self, kind: Kind, *devices: Device) -> None:
        self.lists[kind] = devices
        self.changed.emit(kind)


@pytest.mark.parametrize("kind", [Kind.CAMERA, Kind.MICROPHONE, Kind.SPEAKER])
def test_what_is_pulled_out_gives_way_to_what_is_there_and_is_taken_again_when_it_is_back(
    kind: Kind, courier: Courier
) -> None:
    here, told, wishes = Here(), list[str](), dict[Kind, str]()
    computer = ThisComputer(Outlet(), Outlet(), courier=courier, wishes=wishes, here=here)
    computer.start(lambda: told.append(computer.inventory.choice(kind)))
    assert computer.inventory.choice(kind) == "own"
    computer.choose(kind, "usb")
    computer.choose(kind, "gone")
    here.change(kind, Device("own", "Built in"))
    here.change(kind, Device("own", "Built in"), Device("usb", "Headset"))
    here.change(kind)
    assert told == ["usb", "usb", "own", "usb", ""]
    assert Lack(kind.value) in computer.lacks
    assert wishes == {kind: "usb"}
    computer.stop()


def test_a_screen_is_sent_in_place_of_the_camera_until_it_is_taken_away(
    courier: Courier, qtbot: QtBot
) -> None:
    ours = Outlet()
    computer = ThisComputer(Outlet(), ours, courier=courier, wishes={})
    computer.start(lambda: None)
    (screen, *_) = computer.inventory.of(Kind.SCREEN)
    computer.choose(Kind.SCREEN, screen.id)
    seen: list[tuple[int, int]] = []
    ours.lead_to(lambda frame: seen.append((frame.width, frame.height)))
    window = QWidget()
    window.show()
    loop = asyncio.new_event_loop()

    def look() -> None:
        loop.run_until_complete(computer.devices.camera.frame())
        assert seen[-1:] == [size_sent(QGuiApplication.primaryScreen().size())]

    qtbot.waitUntil(lambda: passes(look), timeout=20_000)
    computer.choose(Kind.SCREEN, "")
    frame = loop.run_until_complete(computer.devices.camera.frame())
    assert (frame.width, frame.height) == (640, 480)
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
    computer.stop()


def passes(check: Callable[[], None]) -> bool:
    with contextlib.suppress(AssertionError):
        check()
        return True
    return False


def size_sent(screen: QSize) -> tuple[int, int]:
    size = screen.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio)
    fits = screen.width() <= LARGEST.width() and screen.height() <= LARGEST.height()
    sent = screen if fits else size
    return sent.width() // 2 * 2, sent.height() // 2 * 2


def test_call_is_told_who_wears_headphones(courier: Courier) -> None:
    told: list[bool] = []
    computer = ThisComputer(Outlet(), Outlet(), courier=courier, wishes={}, here=Here())
    computer.start(lambda: told.append(computer.inventory.has_headphones))
    assert not computer.devices.has_headphones()
    computer.wear_headphones(is_on=True)
    assert computer.devices.has_headphones()
    computer.wear_headphones(is_on=False)
    assert told == [True, False]
    computer.stop()


def test_headphones_are_ticked_by_hand_and_shown_as_they_are(
    qtbot: QtBot, english: Catalogue
) -> None:
    card = DevicesCard(english)
    qtbot.addWidget(card)
    card.show_call(CallState(is_opening=True))
    card.show()
    (tick,) = card.findChildren(QCheckBox)
    ticked: list[bool] = []
    card.headphones.connect(ticked.append)
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert ticked == [True]
    card.show_call(CallState(is_opening=True, inventory=Inventory(has_headphones=False)))
    assert not tick.isChecked()
    assert tick.accessibleDescription()


def test_two_devices_of_one_name_are_told_apart() -> None:
    devices = (Device("a", "Webcam"), Device("b", "Webcam"), Device("c", "Other"))
    assert told_apart(devices) == (("a", "Webcam (1)"), ("b", "Webcam (2)"), ("c", "Other"))


def test_nobody_hears_a_microphone_that_gives_nothing_and_silence_is_sent() -> None:
    heard = Heard()
    assert not any(asyncio.run(heard.block()).samples)
    heard.microphone = Deaf()
    assert not any(asyncio.run(heard.block()).samples)


def test_computer_without_devices_says_what_it_lacks_and_still_sends(
    courier: Courier, settle: Callable[[], None]
) -> None:
    if QMediaDevices.videoInputs() or QMediaDevices.audioInputs():
        pytest.skip("this machine has a camera or a microphone")
    theirs, ours = Outlet(), Outlet()
    seen: list[VideoFrame] = []
    ours.lead_to(seen.append)
    computer = ThisComputer(theirs, ours, courier=courier, wishes={})
    computer.start(lambda: None)
    assert {Lack.CAMERA, Lack.MICROPHONE} <= set(computer.lacks)

    async def send() -> tuple[int, int]:
        frame = await computer.devices.camera.frame()
        block = await computer.devices.microphone.block()
        return frame.width, len(block.samples)

    assert asyncio.run(send()) == (640, 1920)
    assert len(seen) == 1
    assert computer.devices.screen("1") is theirs
    computer.stop()
    settle()
