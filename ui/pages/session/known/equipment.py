"""What a call is made of at a desk: camera, microphone, screen, loudspeaker, or their doubles."""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from typing import Final, Protocol, TypeAlias

from counselling.call.media.devices import (
    BLOCK_SAMPLES,
    SAMPLE_BYTES,
    AudioBlock,
    AudioSource,
    Devices,
    VideoFrame,
    VideoSink,
    VideoSource,
)
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone
from ui.kit.devices.inventory import Inventory, Kind

_SIZE: Final = (640, 480)
_PATIENCE_SECONDS: Final = 0.5


class Lack(StrEnum):
    """What this computer does not have."""

    CAMERA = "camera"
    CAMERA_FAILED = "camera_failed"  # there is one, but it gives nothing
    CAMERA_REFUSED = "camera_refused"  # the system does not let us
    MICROPHONE = "microphone"
    MICROPHONE_FAILED = "microphone_failed"
    MICROPHONE_REFUSED = "microphone_refused"
    SCREEN_FAILED = "screen_failed"
    SPEAKER = "speaker"


class Outlet:
    """A place for pictures that whoever shows them fills in; pictures may come from any thread."""

    def __init__(self) -> None:
        self._show: Callable[[VideoFrame], None] | None = None

    def lead_to(self, show: Callable[[VideoFrame], None]) -> None:
        """Have pictures shown there from now on."""
        self._show = show

    def show(self, frame: VideoFrame) -> None:
        """Show a picture."""
        if self._show is not None:
            self._show(frame)


class Watched:
    """A camera whose pictures are seen at the desk too. Off, or while it gives none, it is black.

    A camera that is off gives nothing: without black the patient would look at a face that froze.
    camera: may be changed for another at any time, by any thread.
    """

    def __init__(self, camera: VideoSource, ours: VideoSink) -> None:
        self.camera = camera
        self._ours = ours
        self._black = _black(_SIZE)
        self.is_on = True

    async def frame(self) -> VideoFrame:
        """Return the next picture."""
        try:
            frame = await asyncio.wait_for(self.camera.frame(), _PATIENCE_SECONDS)
        except TimeoutError:
            return self._black
        if not self.is_on:
            return self._black
        self._ours.show(frame)
        return frame


class Heard:
    """A microphone that may be changed for another at any time, by any thread; else silence."""

    def __init__(self) -> None:
        self.microphone: AudioSource | None = None
        self._silence = FakeMicrophone(level=0)

    async def block(self) -> AudioBlock:
        """Return the next 20 ms."""
        source = self.microphone
        if source is None:
            return await self._silence.block()
        try:
            return await asyncio.wait_for(source.block(), _PATIENCE_SECONDS)
        except TimeoutError:
            return AudioBlock(bytes(BLOCK_SAMPLES * SAMPLE_BYTES))


class TestPicture:
    """A made-up camera that is made when the call asks for it: it takes a moment."""

    def __init__(self) -> None:
        self._making: asyncio.Task[FakeCamera] | None = None

    async def frame(self) -> VideoFrame:
        """Return the next picture."""
        if self._making is None:
            self._making = asyncio.create_task(asyncio.to_thread(FakeCamera))
        camera = await asyncio.shield(self._making)  # who gives up waiting does not undo it
        return await camera.frame()


def _black(size: tuple[int, int]) -> VideoFrame:
    """Return a black picture, in video range."""
    width, height = size
    quarter = width * height // 4
    return VideoFrame(width, height, b"\x10" * (4 * quarter), b"\x80" * quarter, b"\x80" * quarter)


class Equipment(Protocol):
    """The devices of one call."""

    @property
    def devices(self) -> Devices:
        """As the call sees them."""
        ...

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What is not there; a test picture, a test tone and silence stand for it."""
        ...

    @property
    def inventory(self) -> Inventory:
        """What can be chosen, and what is."""
        ...

    def start(self, told: Callable[[], None]) -> None:
        """Turn everything on; told: called when `lacks` or `inventory` changed."""
        ...

    def choose(self, kind: Kind, device: str) -> None:
        """Take another device, by its id; one that is gone meanwhile changes nothing.

        A screen is sent in place of the camera until "" is chosen.
        """
        ...

    def wear_headphones(self, *, is_on: bool) -> None:
        """Take no echo out of the microphone's sound from now on, or take it out again."""
        ...

    def turn_camera(self, *, is_on: bool) -> None:
        """Turn the camera on or off."""
        ...

    def stop(self) -> None:
        """Turn everything off, for good."""
        ...


# theirs, ours: where the patient's and our own pictures go
MakeEquipment: TypeAlias = Callable[[VideoSink, VideoSink], Equipment]
