import asyncio
import contextlib
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtMultimedia import QMediaDevices
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from counselling.call.media.absence import NoPicture
from counselling.call.media.devices import AudioBlock, VideoFrame
from counselling.call.media.fake_devices import FakeCamera
from counselling.language.catalogue import Catalogue
from ui.kit.controls.picker import Picker
from ui.kit.devices.devices_here import DevicesHere
from ui.kit.devices.inventory import Device, Inventory, Kind
from ui.kit.devices.screen_camera import LARGEST
from ui.kit.threads.courier import Courier
from ui.pages.session.around.devices_card import DevicesCard, told_apart
from ui.pages.session.calling.this_computer import ThisComputer
from ui.pages.session.known.equipment import Heard, Lack, Outlet, Watched
from ui.pages.session.known.state import CallState

PICTURE = FakeCamera().picture(1)
NOTHING = NoPicture().picture


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


class Speaking:
    """A microphone that always gives the same."""

    async def block(self) -> AudioBlock:
        return AudioBlock(b"\x01\x02" * 960)


def test_own_picture_is_seen_at_the_desk_only_while_the_camera_is_on() -> None:
    seen: list[VideoFrame] = []
    outlet = Outlet()
    outlet.show(PICTURE)  # nobody looks yet
    outlet.lead_to(seen.append)
    camera = Watched(outlet)
    camera.camera = Still()
    assert asyncio.run(camera.frame()) == PICTURE
    camera.is_on = False
    assert set(asyncio.run(camera.frame()).y) == {16}
    assert seen == [PICTURE]


def test_a_crossed_out_camera_and_no_frozen_face_is_seen_while_the_camera_gives_nothing() -> None:
    seen: list[VideoFrame] = []
    outlet = Outlet()
    outlet.lead_to(seen.append)
    camera = Watched(outlet)
    camera.camera = Closed()
    assert asyncio.run(camera.frame()) == NOTHING
    assert seen == [NOTHING]  # at the desk too: that is what the others see


def test_a_camera_that_comes_back_is_sent_again() -> None:
    camera = Watched(Outlet())

    async def sent() -> list[VideoFrame]:
        frames = []
        for each in (None, Still(), None, Still()):
            camera.camera = each
            frames.append(await camera.frame())
        return frames

    assert asyncio.run(sent()) == [NOTHING, PICTURE, NOTHING, PICTURE]


def test_a_microphone_that_comes_back_is_heard_again() -> None:
    heard = Heard()

    async def sent() -> list[bool]:
        sounds = []
        for each in (None, Speaking(), None, Speaking()):
            heard.microphone = each
            sounds.append(any((await heard.block()).samples))
        return sounds

    assert asyncio.run(sent()) == [False, True, False, True]


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
    assert loop.run_until_complete(computer.devices.camera.frame()) == NOTHING
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


def test_the_only_camera_can_be_chosen_again_where_that_mends_it(
    qtbot: QtBot, english: Catalogue
) -> None:
    card = DevicesCard(english)
    qtbot.addWidget(card)
    own = (Device("own", "Built in"),)
    inventory = Inventory(dict.fromkeys(Kind, own), dict.fromkeys(Kind, "own"))
    asked_of: list[tuple[Kind, str]] = []
    card.chosen.connect(lambda kind, device: asked_of.append((kind, device)))
    camera, microphone, speaker, _ = card.findChildren(Picker)
    card.show_call(CallState(is_opening=True, inventory=inventory))
    assert not any(each.isEnabled() for each in (camera, microphone, speaker))
    for lacks in (
        (Lack.CAMERA_REFUSED, Lack.MICROPHONE_REFUSED),
        (Lack.CAMERA_FAILED, Lack.MICROPHONE_FAILED),
    ):
        card.show_call(CallState(is_opening=True, inventory=inventory, lacks=lacks))
        assert [each.isEnabled() for each in (camera, microphone, speaker)] == [True, True, False]
    card.show()
    camera.setFocus()
    qtbot.keyClick(camera, Qt.Key.Key_Space)
    qtbot.keyClick(camera.view(), Qt.Key.Key_Return)
    assert asked_of == [(Kind.CAMERA, "own")]
    nothing = Inventory(dict.fromkeys(Kind, ()))
    card.show_call(CallState(is_opening=True, inventory=nothing, lacks=(Lack.CAMERA,)))
    assert not camera.isEnabled()


def test_two_devices_of_one_name_are_told_apart() -> None:
    devices = (Device("a", "Webcam"), Device("b", "Webcam"), Device("c", "Other"))
    assert told_apart(devices) == (("a", "Webcam (1)"), ("b", "Webcam (2)"), ("c", "Other"))


def test_nobody_hears_a_microphone_that_gives_nothing_and_silence_is_sent() -> None:
    heard = Heard()
    assert not any(asyncio.run(heard.block()).samples)
    heard.microphone = Deaf()
    assert not any(asyncio.run(heard.block()).samples)


def test_computer_without_devices_says_what_it_lacks_and_sends_nothing_invented(
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

    async def send() -> tuple[VideoFrame, AudioBlock]:
        return await computer.devices.camera.frame(), await computer.devices.microphone.block()

    assert asyncio.run(send()) == (NOTHING, AudioBlock(bytes(1920)))
    assert seen == [NOTHING]
    assert computer.devices.screen("1") is theirs
    computer.stop()
    settle()
