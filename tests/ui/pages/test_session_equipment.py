import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtMultimedia import QMediaDevices

from counselling.call.devices import VideoFrame
from counselling.call.fake_devices import FakeCamera
from ui.kit.courier import Courier
from ui.pages.session.equipment import Lack, Outlet, TestPicture, Watched
from ui.pages.session.this_computer import ThisComputer

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
