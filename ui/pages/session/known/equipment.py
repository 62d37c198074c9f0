"""What a call is made of at a desk: camera, microphone, screen, loudspeaker, or nothing."""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from typing import Final, Protocol, TypeAlias

from counselling.call.media.absence import SILENT, NoPicture, Silence
from counselling.call.media.devices import (
    AudioBlock,
    AudioSource,
    Devices,
    VideoFrame,
    VideoSink,
    VideoSource,
)
from ui.kit.devices.inventory import Inventory, Kind

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
    """A camera whose pictures are seen at the desk too. Turned off, it is black.

    While there is none, or it gives nothing, a crossed-out camera is sent: without it the patient
    would look at a face that froze. What she sees then is seen at the desk too.
    camera: may be changed for another or for none at any time, by any thread.
    """

    def __init__(self, ours: VideoSink) -> None:
        self.camera: VideoSource | None = None
        self._ours = ours
        self._nothing = NoPicture()
        self._black = _black(self._nothing.picture)
        self.is_on = True

    async def frame(self) -> VideoFrame:
        """Return the next picture."""
        camera = self.camera or self._nothing
        try:
            frame = await asyncio.wait_for(camera.frame(), _PATIENCE_SECONDS)
        except TimeoutError:
            frame = self._nothing.picture
        if not self.is_on:
            return self._black
        self._ours.show(frame)
        return frame


class Heard:
    """A microphone that may be changed for another at any time, by any thread; else silence."""

    def __init__(self) -> None:
        self.microphone: AudioSource | None = None
        self._silence = Silence()

    async def block(self) -> AudioBlock:
        """Return the next 20 ms."""
        source = self.microphone or self._silence
        try:
            return await asyncio.wait_for(source.block(), _PATIENCE_SECONDS)
        except TimeoutError:
            return SILENT


def _black(like: VideoFrame) -> VideoFrame:
    """Return a black picture of the size of another, in video range."""
    grey = b"\x80" * len(like.u)
    return VideoFrame(like.width, like.height, b"\x10" * len(like.y), grey, grey)


class Equipment(Protocol):
    """The devices of one call."""

    @property
    def devices(self) -> Devices:
        """As the call sees them."""
        ...

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What is not there, or gives nothing; a picture that says so and silence stand for it."""
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
