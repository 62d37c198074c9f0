"""A desk's ears and mouth against a real sound server, in a process of its own.

Called as `python -m tests.ui.sound_child` with PULSE_SERVER set. The server has a sink `cabin`, its
default; a source `headset` hears what is played there, a source `other` does not. What happened is
told as one line of JSON.
"""

import asyncio
import json
import math
import subprocess
import sys
import threading
from array import array
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from counselling.call.media.devices import AudioBlock, NullScreen
from counselling.call.media.fake_devices import FakeMicrophone
from ui.kit.devices.inventory import Kind
from ui.kit.threads.courier import Courier
from ui.pages.session.calling.this_computer import ThisComputer

TONE_HZ, RATE = 440, 48_000
_PATIENCE_MS = 20_000


def wait(is_so: Callable[[], bool]) -> bool:
    """Let Qt run until something is so; tells whether it came to be."""
    loop, look, limit = QEventLoop(), QTimer(), QTimer()
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    look.timeout.connect(lambda: is_so() and loop.quit())
    look.start(20)
    limit.start(_PATIENCE_MS)
    if not is_so():
        loop.exec()
    return is_so()


def share_of_tone(samples: bytes) -> float:
    """Return which share of the sound's power is the tone (Goertzel), 0 for silence."""
    heard = array("h", samples)
    power = sum(s * s for s in heard)
    if not power:
        return 0.0
    step = 2 * math.pi * TONE_HZ / RATE
    real = sum(s * math.cos(step * n) for n, s in enumerate(heard))
    imaginary = sum(s * math.sin(step * n) for n, s in enumerate(heard))
    return 2 * (real * real + imaginary * imaginary) / (len(heard) * power)


def command(*words: str) -> str:
    """Tell the sound server something, and return its answer."""
    return subprocess.run(["pactl", *words], check=True, capture_output=True, text=True).stdout


class Call(threading.Thread):
    """Plays a tone and listens, as a call does on its own thread."""

    def __init__(self, computer: ThisComputer) -> None:
        super().__init__(daemon=True)
        self._devices = computer.devices
        self.heard: list[AudioBlock] = []
        self.is_over = False

    def run(self) -> None:
        asyncio.run(self._talk())

    async def _talk(self) -> None:
        tone = FakeMicrophone(tone_hz=TONE_HZ, level=0.3)
        play = self._devices.speaker("1").play
        while not self.is_over:
            said, block = await asyncio.gather(tone.block(), self._devices.microphone.block())
            play(said)
            self.heard = [*self.heard[-24:], block]

    def hears_itself(self) -> bool:
        """Whether what is heard now is the tone that is played."""
        return share_of_tone(b"".join(each.samples for each in self.heard[-25:])) > 0.9

    def hears_nothing(self) -> bool:
        """Whether it is silent."""
        return len(self.heard) >= 25 and not any(any(each.samples) for each in self.heard)


def main() -> None:
    """Choose, plug in, pull out."""
    application = QApplication([])
    courier = Courier()
    screen = NullScreen()
    wishes: dict[Kind, str] = {}
    computer = ThisComputer(screen, screen, courier=courier, wishes=wishes)
    computer.start(lambda: None)

    call = Call(computer)
    call.start()
    said: dict[str, object] = {}
    said["listed"] = [each.name for each in computer.inventory.of(Kind.MICROPHONE)]
    computer.choose(Kind.SPEAKER, "cabin")
    computer.choose(Kind.MICROPHONE, "headset")
    said["hears_itself"] = wait(call.hears_itself)
    computer.choose(Kind.MICROPHONE, "other")
    said["other_is_silent"] = wait(call.hears_nothing)
    computer.choose(Kind.MICROPHONE, "headset")
    said["hears_again"] = wait(call.hears_itself)
    module = command("load-module", "module-null-sink", "sink_name=spare").strip()
    said["is_listed"] = wait(lambda: "spare" in [d.id for d in computer.inventory.of(Kind.SPEAKER)])
    computer.choose(Kind.SPEAKER, "spare")
    said["is_elsewhere"] = wait(call.hears_nothing)
    # Qt is not told by PulseAudio of what is pulled out; the server itself moves the sound then.
    command("unload-module", module)
    said["goes_on"] = wait(call.hears_itself)
    said["lacks"] = list(computer.lacks)
    call.is_over = True
    call.join(5)
    computer.stop()
    application.processEvents()
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main()
