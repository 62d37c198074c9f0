"""This computer's microphone as a call's source of sound.

Loads QtMultimedia: only pages that show video import this file.
"""

from typing import Final

from PySide6.QtCore import QIODevice, QObject
from PySide6.QtMultimedia import QAudioDevice, QAudioSource, QMediaDevices

from counselling.call.devices import AudioBlock
from ui.kit.post import Post
from ui.kit.sound import Cutter, sound_format

_WAITING_BLOCKS: Final = 5  # 100 ms: what a busy moment may hold up


def find_microphone() -> QAudioDevice | None:
    """Return the system's microphone; None where there is none that can do the call's sound."""
    device = QMediaDevices.defaultAudioInput()
    return None if device.isNull() or not device.isFormatSupported(sound_format()) else device


class Microphone(QObject):
    """Lives on the UI thread; `block` is awaited on the call's."""

    def __init__(self, device: QAudioDevice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post: Post[AudioBlock] = Post(capacity=_WAITING_BLOCKS)
        self._cutter = Cutter()
        self._source = QAudioSource(device, sound_format(), self)
        self._stream: QIODevice | None = None

    def start(self) -> None:
        """Begin to listen."""
        self._stream = self._source.start()
        if self._stream is not None:
            self._stream.readyRead.connect(self._read)

    def stop(self) -> None:
        """Listen no more."""
        self._source.stop()
        self._stream = None

    def take(self, octets: bytes) -> None:
        """Hand sound on to the call."""
        for block in self._cutter.cut(octets):
            self._post.put(block)

    async def block(self) -> AudioBlock:
        """Return the next 20 ms."""
        return await self._post.take()

    def _read(self) -> None:
        if self._stream is not None:
            self.take(bytes(self._stream.readAll().data()))
