"""Which cameras, microphones, loudspeakers and screens this computer has at this moment.

Loads QtMultimedia: only pages that show video import this file.
"""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtMultimedia import QAudioDevice, QCameraDevice, QMediaDevices

from ui.kit.devices.inventory import Device, Kind
from ui.kit.devices.sound import sound_format


class DevicesHere(QObject):
    """Looks each time it is asked. changed: carries the Kind of what came or went."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        media = QMediaDevices(self)
        media.videoInputsChanged.connect(partial(self.changed.emit, Kind.CAMERA))
        media.audioInputsChanged.connect(partial(self.changed.emit, Kind.MICROPHONE))
        media.audioOutputsChanged.connect(partial(self.changed.emit, Kind.SPEAKER))
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._screens_changed)
            application.screenRemoved.connect(self._screens_changed)

    def listed(self, kind: Kind) -> tuple[Device, ...]:
        """Return what there is of a kind, what the system prefers first."""
        match kind:
            case Kind.CAMERA:
                return _cameras()
            case Kind.MICROPHONE:
                return _sounds(QMediaDevices.audioInputs())
            case Kind.SPEAKER:
                return _sounds(QMediaDevices.audioOutputs())
        return tuple(_screen(at, screen) for at, screen in enumerate(QGuiApplication.screens()))

    def camera(self, device: str) -> QCameraDevice | None:
        """Return a camera by its id; None when it is not there."""
        return next((each for each in QMediaDevices.videoInputs() if _id(each) == device), None)

    def microphone(self, device: str) -> QAudioDevice | None:
        """Return a microphone by its id; None when it is not there."""
        return next((each for each in QMediaDevices.audioInputs() if _id(each) == device), None)

    def speaker(self, device: str) -> QAudioDevice | None:
        """Return a loudspeaker by its id; None when it is not there."""
        return next((each for each in QMediaDevices.audioOutputs() if _id(each) == device), None)

    def screen(self, device: str) -> QScreen | None:
        """Return a screen by its id; None when it is not there."""
        screens = enumerate(QGuiApplication.screens())
        return next((each for at, each in screens if _screen(at, each).id == device), None)

    def _screens_changed(self, screen: QScreen) -> None:
        self.changed.emit(Kind.SCREEN)


def _cameras() -> tuple[Device, ...]:
    found = sorted(QMediaDevices.videoInputs(), key=lambda each: not each.isDefault())
    return tuple(Device(_id(each), each.description()) for each in found)


def _sounds(devices: Iterable[QAudioDevice]) -> tuple[Device, ...]:
    form = sound_format()
    usable = [each for each in devices if each.isFormatSupported(form)]
    usable.sort(key=lambda each: not each.isDefault())
    return tuple(Device(_id(each), each.description()) for each in usable)


def _id(device: QCameraDevice | QAudioDevice) -> str:
    return bytes(device.id().data()).decode(errors="replace")


def _screen(at: int, screen: QScreen) -> Device:
    size = screen.size()
    name = screen.model() or screen.name()
    pixels = f"{size.width()} × {size.height()}"
    return Device(screen.name() or str(at), f"{name}, {pixels}" if name else pixels)
