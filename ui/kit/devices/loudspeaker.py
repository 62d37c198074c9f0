"""This computer's loudspeaker as a call's place for sound.

Loads QtMultimedia: only pages that show video import this file.
"""

from PySide6.QtCore import QIODevice, QObject
from PySide6.QtMultimedia import QAudioDevice, QAudioSink
from shiboken6 import isValid

from counselling.call.media.devices import AudioBlock
from ui.kit.devices.sound import BLOCK_BYTES, WAITING_BLOCKS, Queue, sound_format
from ui.kit.threads.courier import Courier


class Loudspeaker(QObject):
    """Lives on the UI thread; `play` may be called from any. Silent until it has a device."""

    def __init__(self, courier: Courier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._courier = courier
        self._queue = Queue()
        self._sink: QAudioSink | None = None
        self._stream: QIODevice | None = None

    def play_on(self, device: QAudioDevice) -> None:
        """Play on a device, in place of the one before."""
        self.stop()
        self._sink = QAudioSink(device, sound_format(), self)
        self._sink.setBufferSize(WAITING_BLOCKS * BLOCK_BYTES)
        self._stream = self._sink.start()

    def stop(self) -> None:
        """Play no more."""
        sink, self._sink, self._stream = self._sink, None, None
        if sink is not None:
            sink.stop()
            sink.deleteLater()

    def play(self, block: AudioBlock) -> None:
        """Play a block after the one before."""
        if self._queue.put(block):
            self._courier.send(self._drain)

    def _drain(self) -> None:
        if not isValid(self):
            return
        if self._sink is None or self._stream is None:
            self._queue.take(WAITING_BLOCKS * BLOCK_BYTES)  # nobody hears it later either
            return
        # what finds no room waits, and the next block that comes takes it along
        self._stream.write(self._queue.take(self._sink.bytesFree()))
