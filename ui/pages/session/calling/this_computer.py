"""The devices of this computer: chosen from lists, plugged in and taken out while a call runs.

Loads QtMultimedia: only the session's page imports this file.
"""

from collections.abc import Callable, Mapping, MutableMapping
from functools import partial
from typing import Final, TypeAlias

from PySide6.QtCore import QObject, Signal

from counselling.call.media.devices import AudioBlock, Devices, VideoSink
from ui.kit.devices.camera import Camera
from ui.kit.devices.devices_here import DevicesHere
from ui.kit.devices.inventory import Inventory, Kind
from ui.kit.devices.loudspeaker import Loudspeaker
from ui.kit.devices.microphone import Microphone
from ui.kit.devices.permission import Permissions, ask_for
from ui.kit.devices.screen_camera import ScreenCamera
from ui.kit.threads.courier import Courier
from ui.pages.session.known.equipment import Heard, Lack, Watched

Wishes: TypeAlias = MutableMapping[Kind, str]

_ALWAYS_ONE: Final = (Kind.CAMERA, Kind.MICROPHONE, Kind.SPEAKER)
_MISSING: Final[Mapping[Kind, Lack]] = {
    Kind.CAMERA: Lack.CAMERA,
    Kind.MICROPHONE: Lack.MICROPHONE,
    Kind.SPEAKER: Lack.SPEAKER,
}
_REFUSED: Final[Mapping[Kind, Lack]] = {
    Kind.CAMERA: Lack.CAMERA_REFUSED,
    Kind.MICROPHONE: Lack.MICROPHONE_REFUSED,
}
_FAILED: Final[Mapping[Kind, Lack]] = {
    Kind.CAMERA: Lack.CAMERA_FAILED,
    Kind.MICROPHONE: Lack.MICROPHONE_FAILED,
    Kind.SCREEN: Lack.SCREEN_FAILED,
}


class ThisComputer(QObject):
    """Lives on the UI thread (Equipment).

    theirs, ours: where the patient's and our own pictures go. wishes: what was chosen before, by
    kind; kept up to date, so that the next call begins with it. What is taken out gives way to what
    the system prefers, and is taken again when it is back. permissions: who is asked, by default
    this program's.
    """

    _changed = Signal()

    def __init__(
        self,
        theirs: VideoSink,
        ours: VideoSink,
        *,
        courier: Courier,
        wishes: Wishes,
        here: DevicesHere | None = None,
        permissions: Permissions | None = None,
    ) -> None:
        super().__init__()
        self._wishes = wishes
        self._permissions = permissions
        self._here = here or DevicesHere(self)
        self._here.changed.connect(self._look)
        self._camera: Camera | None = None
        self._screen: ScreenCamera | None = None
        self._microphone = Microphone(self)
        self._speaker = Loudspeaker(courier, self)
        self._microphone.failed.connect(partial(self._fail, Kind.MICROPHONE))
        self._watched, self._heard = Watched(ours), Heard()
        self._used: dict[Kind, str] = {}
        self._faults: dict[Kind, Lack] = {}
        self._is_running = self._is_camera_on = self._has_headphones = False
        self.devices = Devices(
            self._watched,
            self._heard,
            lambda _: theirs,
            lambda _: self,
            has_headphones=lambda: self._has_headphones,
        )

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What is not there, or gives nothing."""
        missing = [(k, _MISSING[k]) for k in _ALWAYS_ONE if not self._here.listed(k)]
        return tuple(dict(missing + list(self._faults.items())).values())

    @property
    def inventory(self) -> Inventory:
        """What can be chosen, and what is."""
        listed = {kind: self._here.listed(kind) for kind in Kind}
        return Inventory(listed, dict(self._used), self._has_headphones)

    def start(self, told: Callable[[], None]) -> None:
        """Turn everything on."""
        self._changed.connect(told)
        self._is_running = self._is_camera_on = True
        for kind in _ALWAYS_ONE:
            self._take(kind)

    def choose(self, kind: Kind, device: str) -> None:
        """Take another device, by its id; a screen in place of the camera until "" is chosen."""
        self._faults.pop(kind, None)
        if kind is Kind.SCREEN:
            self._show_screen(device)
        elif any(each.id == device for each in self._here.listed(kind)):
            self._wishes[kind] = device
            self._take(kind)
        self._changed.emit()

    def wear_headphones(self, *, is_on: bool) -> None:
        """Take no echo out of the microphone's sound from now on, or take it out again."""
        self._has_headphones = is_on
        self._changed.emit()

    def turn_camera(self, *, is_on: bool) -> None:
        """Turn on or off what is sent as our picture: the camera, or the screen."""
        self._is_camera_on = self._watched.is_on = is_on
        for each, is_used in ((self._camera, self._screen is None), (self._screen, True)):
            if each is not None:
                each.turn(is_on=is_on and is_used)

    def play(self, block: AudioBlock) -> None:
        """Play what the patient says (AudioSink); from any thread."""
        self._speaker.play(block)

    def stop(self) -> None:
        """Turn everything off."""
        self._is_running = False
        self.turn_camera(is_on=False)
        self._microphone.stop()
        self._speaker.stop()
        self.deleteLater()

    # What is there

    def _look(self, kind: Kind) -> None:
        """Something was plugged in or taken out."""
        if not self._is_running:
            return
        if kind is Kind.SCREEN:
            if not any(each.id == self._used.get(kind) for each in self._here.listed(kind)):
                self._show_screen("")
        elif self._wanted(kind) != self._used.get(kind, ""):
            self._faults.pop(kind, None)
            self._take(kind)
        self._changed.emit()

    def _wanted(self, kind: Kind) -> str:
        """Return what was chosen if it is there, else what the system prefers, "" for nothing."""
        listed = [each.id for each in self._here.listed(kind)]
        wish = self._wishes.get(kind, "")
        return wish if wish in listed else next(iter(listed), "")

    def _take(self, kind: Kind) -> None:
        """Use what is wanted of a kind, once the system lets us."""
        device = self._wanted(kind)
        self._used[kind] = device
        if kind is Kind.SPEAKER:
            self._play_on(device)
        elif not device:
            self._be_without(kind)
        else:
            ask_for(
                kind,
                self,
                allowed=partial(self._use, kind, device),
                refused=partial(self._refuse, kind),
                permissions=self._permissions,
            )

    def _use(self, kind: Kind, device: str) -> None:
        if not self._is_running or self._used.get(kind) != device:
            return  # the answer took so long that something else was chosen
        if kind is Kind.CAMERA:
            self._look_through(device)
        else:
            self._listen_to(device)

    def _refuse(self, kind: Kind) -> None:
        self._faults[kind] = _REFUSED[kind]
        self._be_without(kind)
        self._changed.emit()

    def _be_without(self, kind: Kind) -> None:
        if kind is Kind.CAMERA:
            self._drop_camera()
        else:
            self._microphone.stop()
            self._heard.microphone = None

    # Each kind

    def _look_through(self, device: str) -> None:
        self._drop_camera()
        found = self._here.camera(device)
        if found is None:
            return
        self._camera = Camera(found, self)
        self._camera.failed.connect(partial(self._fail, Kind.CAMERA))
        self._camera.turn(is_on=self._is_camera_on and self._screen is None)
        self._show_source()

    def _drop_camera(self) -> None:
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.turn(is_on=False)
            camera.deleteLater()
        self._show_source()

    def _show_screen(self, device: str) -> None:
        before, self._screen = self._screen, None
        if before is not None:
            before.turn(is_on=False)
            before.deleteLater()
        found = self._here.screen(device) if device else None
        if found is not None:
            self._screen = ScreenCamera(found, self)
            self._screen.failed.connect(partial(self._fail, Kind.SCREEN))
            self._screen.turn(is_on=self._is_camera_on)
        self._used[Kind.SCREEN] = device if found is not None else ""
        if self._camera is not None:
            self._camera.turn(is_on=self._is_camera_on and self._screen is None)
        self._show_source()

    def _show_source(self) -> None:
        self._watched.camera = self._screen or self._camera

    def _listen_to(self, device: str) -> None:
        found = self._here.microphone(device)
        if found is None:  # pulled out meanwhile: not the one before, which is not wanted any more
            self._be_without(Kind.MICROPHONE)
            return
        self._microphone.listen(found)
        self._heard.microphone = self._microphone

    def _play_on(self, device: str) -> None:
        found = self._here.speaker(device)
        if found is None:
            self._speaker.stop()
        else:
            self._speaker.play_on(found)

    def _fail(self, kind: Kind) -> None:
        if self._is_running and kind not in self._faults:
            self._faults[kind] = _FAILED[kind]
            if kind is Kind.SCREEN:
                self._show_screen("")
            self._changed.emit()
