"""What a call is made of at this desk: camera, microphone, screen, loudspeaker, or their doubles.

Loads QtMultimedia: only the session's page imports this file.
"""

import asyncio
from collections.abc import Callable
from enum import StrEnum
from typing import Final, Protocol, TypeAlias

from PySide6.QtCore import QObject, Signal

from counselling.call.devices import (
    AudioSource,
    Devices,
    NullSpeaker,
    VideoFrame,
    VideoSink,
    VideoSource,
)
from counselling.call.fake_devices import FakeCamera, FakeMicrophone
from ui.kit.camera import Camera, find_camera
from ui.kit.courier import Courier
from ui.kit.loudspeaker import Loudspeaker, find_loudspeaker
from ui.kit.microphone import Microphone, find_microphone

_SIZE: Final = (640, 480)
_PATIENCE_SECONDS: Final = 0.5


class Lack(StrEnum):
    """What this computer does not have."""

    CAMERA = "camera"
    CAMERA_FAILED = "camera_failed"  # there is one, but it gives nothing
    MICROPHONE = "microphone"
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
    """

    def __init__(self, camera: VideoSource, ours: VideoSink) -> None:
        self._camera = camera
        self._ours = ours
        self._black = _black(_SIZE)
        self.is_on = True

    async def frame(self) -> VideoFrame:
        """Return the next picture."""
        try:
            frame = await asyncio.wait_for(self._camera.frame(), _PATIENCE_SECONDS)
        except TimeoutError:
            return self._black
        if not self.is_on:
            return self._black
        self._ours.show(frame)
        return frame


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

    def start(self, told: Callable[[], None]) -> None:
        """Turn everything on; told: called when `lacks` changed."""
        ...

    def turn_camera(self, *, is_on: bool) -> None:
        """Turn the camera on or off."""
        ...

    def stop(self) -> None:
        """Turn everything off, for good."""
        ...


# theirs, ours: where the patient's and our own pictures go
MakeEquipment: TypeAlias = Callable[[VideoSink, VideoSink], Equipment]


class ThisComputer(QObject):
    """The real devices; lives on the UI thread (Equipment)."""

    _changed = Signal()

    def __init__(self, theirs: VideoSink, ours: VideoSink, *, courier: Courier) -> None:
        super().__init__()
        camera, microphone, speaker = find_camera(), find_microphone(), find_loudspeaker()
        self._camera = Camera(camera, self) if camera else None
        self._microphone = Microphone(microphone, self) if microphone else None
        self._speaker = Loudspeaker(speaker, courier, self) if speaker else None
        self._watched = Watched(self._camera or TestPicture(), ours)
        sound: AudioSource = self._microphone or FakeMicrophone()
        silent = NullSpeaker()
        self.devices = Devices(
            self._watched, sound, lambda _: theirs, lambda _: self._speaker or silent
        )
        found = (
            (self._camera, Lack.CAMERA),
            (self._microphone, Lack.MICROPHONE),
            (self._speaker, Lack.SPEAKER),
        )
        self.lacks = tuple(lack for device, lack in found if device is None)
        if self._camera is not None:
            self._camera.failed.connect(self._note_failure)

    def start(self, told: Callable[[], None]) -> None:
        """Turn everything on."""
        self._changed.connect(told)
        if self._camera is not None:
            self._camera.turn(is_on=True)
        for each in (self._microphone, self._speaker):
            if each is not None:
                each.start()

    def turn_camera(self, *, is_on: bool) -> None:
        """Turn the camera on or off."""
        self._watched.is_on = is_on
        if self._camera is not None:
            self._camera.turn(is_on=is_on)

    def stop(self) -> None:
        """Turn everything off."""
        self.turn_camera(is_on=False)
        for each in (self._microphone, self._speaker):
            if each is not None:
                each.stop()
        self.deleteLater()

    def _note_failure(self) -> None:
        if Lack.CAMERA_FAILED not in self.lacks:
            self.lacks = (*self.lacks, Lack.CAMERA_FAILED)
            self._changed.emit()
