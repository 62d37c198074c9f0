"""This computer's microphone as a call's source of sound.

Loads QtMultimedia: only pages that show video import this file.
"""

from typing import Final

from PySide6.QtCore import QIODevice, QObject, Signal
from PySide6.QtMultimedia import QAudioDevice, QAudioSource, QtAudio
from shiboken6 import isValid

from counselling.call.media.devices import AudioBlock
from ui.kit.devices.sound import Cutter, sound_format
from ui.kit.threads.post import Post

_WAITING_BLOCKS: Final = 5  # 100 ms: what a busy moment may hold up
_BROKEN: Final = (QtAudio.Error.OpenError, QtAudio.Error.IOError, QtAudio.Error.FatalError)


class Microphone(QObject):
    """Lives on the UI thread; `block` is awaited on the call's. Deaf until it listens to a device.

    failed: the device gives no sound (it was taken out, or it is not allowed).
    """

    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post: Post[AudioBlock] = Post(capacity=_WAITING_BLOCKS)
        self._cutter = Cutter()
        self._source: QAudioSource | None = None
        self._stream: QIODevice | None = None

    def listen(self, device: QAudioDevice) -> None:
        """Listen to a device, in place of the one before."""
        self.stop()
        source = QAudioSource(device, sound_format(), self)
        source.stateChanged.connect(self._look)
        self._source, self._stream = source, source.start()
        if self._stream is not None:
            self._stream.readyRead.connect(self._read)
        self._look()  # what cannot be opened at all never changes its state

    def stop(self) -> None:
        """Listen no more."""
        source, self._source, self._stream = self._source, None, None
        if source is not None:
            source.stop()
            source.deleteLater()

    def take(self, octets: bytes) -> None:
        """Hand sound on to the call."""
        for block in self._cutter.cut(octets):
            self._post.put(block)

    async def block(self) -> AudioBlock:
        """Return the next 20 ms."""
        return await self._post.take()

    def _look(self) -> None:
        source = self._source
        if source is not None and isValid(source) and source.error() in _BROKEN:
            self.failed.emit()

    def _read(self) -> None:
        if self._stream is not None:
            self.take(bytes(self._stream.readAll().data()))
