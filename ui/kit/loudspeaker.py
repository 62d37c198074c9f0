"""This computer's loudspeaker as a call's place for sound.

Loads QtMultimedia: only pages that show video import this file.
"""

from PySide6.QtCore import QIODevice, QObject
from PySide6.QtMultimedia import QAudioDevice, QAudioSink, QMediaDevices
from shiboken6 import isValid

from counselling.call.devices import AudioBlock
from ui.kit.courier import Courier
from ui.kit.sound import BLOCK_BYTES, WAITING_BLOCKS, Queue, sound_format


def find_loudspeaker() -> QAudioDevice | None:
    """Return the system's loudspeaker; None where there is none that can do the call's sound."""
    device = QMediaDevices.defaultAudioOutput()
    return None if device.isNull() or not device.isFormatSupported(sound_format()) else device


class Loudspeaker(QObject):
    """Lives on the UI thread; `play` may be called from any."""

    def __init__(
        self, device: QAudioDevice, courier: Courier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._courier = courier
        self._queue = Queue()
        self._sink = QAudioSink(device, sound_format(), self)
        self._sink.setBufferSize(WAITING_BLOCKS * BLOCK_BYTES)
        self._stream: QIODevice | None = None

    def start(self) -> None:
        """Begin to play."""
        self._stream = self._sink.start()

    def stop(self) -> None:
        """Play no more."""
        self._sink.stop()
        self._stream = None

    def play(self, block: AudioBlock) -> None:
        """Play a block after the one before."""
        if self._queue.put(block):
            self._courier.send(self._drain)

    def _drain(self) -> None:
        if isValid(self) and self._stream is not None:
            # what finds no room waits, and the next block that comes takes it along
            self._stream.write(self._queue.take(self._sink.bytesFree()))
