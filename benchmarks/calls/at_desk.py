"""A session's page during a call: whether pictures hold the desk up.

    python -m benchmarks.calls.at_desk SECONDS

Offscreen. The page over the demo's records, the board shared, the patient's picture at 720 lines
and our own at 480, thirty a second each, both from the thread of the call; what a second of the
line is like is told each second, and notes are typed all the time. The line itself is a double:
what an engine takes of a processor is measured by the call's own bench. Prints one JSON object:
`stall` is how much longer than it should a turn of the UI thread's event loop took, `work` what the
thread itself did in one, `hand_over` and `copy` what giving a picture to it and taking it cost,
`paint` the patient's tile; `hand_over_clock` holds what other threads took from the giver, too.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.compose import compose_desk, compose_plan
from benchmarks.goals.lateness import Probe
from counselling.call.line.events import Statistics
from counselling.call.media.devices import Pacer, VideoFrame, VideoSink
from counselling.call.media.fake_devices import FakeCamera
from counselling.call.media.statistics import Second
from counselling.call.media.stopwatch import percentile
from counselling.settings.schema import Settings
from tests.ui.pages.test_session_page import build
from tests.ui.session_scenes import SCENES, Cast, Play
from ui.kit.devices.video_tile import VideoTile, video_frame
from ui.start import Desktop
from ui.tour import enter, rest

PER_SECOND = 30.0
PICTURES = 24  # made before, shown again and again
BEAT_MS = 5
TYPING_MS = 200
SETTLE_S = 2.0
TRIES = 60
OPENING = ("waiting", "knock", "admitted", "picture", "shared")
TYPED = "she asks about her sister and what a test would change for her. "
_SECOND = Second(30.0, 30.0, 900.0, 900.0, 1280, 720, 40.0, 0.0, 0, 0.0, 0.05, 0.0)


@dataclass
class Heart:
    """Beats in the UI thread's event loop; what comes between two beats held the loop up.

    stalls_ms: how much later each beat was than it should be; work_ms: what the thread itself
    did between two, which no other program makes longer.
    """

    stalls_ms: list[float] = field(default_factory=list)
    work_ms: list[float] = field(default_factory=list)

    def begin(self, parent: QObject) -> None:
        """Beat until the parent is gone."""
        self._beat, self._worked = time.perf_counter(), time.thread_time()
        timer = QTimer(parent)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self.beat)
        timer.start(BEAT_MS)

    def beat(self) -> None:
        """Note how long it took since the beat before."""
        now, worked = time.perf_counter(), time.thread_time()
        self.stalls_ms.append(max(0.0, 1000 * (now - self._beat) - BEAT_MS))
        self.work_ms.append(1000 * (worked - self._worked))
        self._beat, self._worked = now, worked


@dataclass
class Sender:
    """Gives pictures at an even pace, and notes what each handing over cost.

    took_ms: by the clock, which other threads and programs make longer; work_ms: the thread's own.
    """

    sink: VideoSink
    frames: Sequence[VideoFrame]
    took_ms: list[float] = field(default_factory=list)
    work_ms: list[float] = field(default_factory=list)
    is_over: bool = False

    async def run(self) -> None:
        """Send until it is over."""
        pacer = Pacer(PER_SECOND)
        while not self.is_over:
            frame = self.frames[await pacer.tick() % len(self.frames)]
            began, worked = time.perf_counter(), time.thread_time()
            self.sink.show(frame)
            self.work_ms.append(1000 * (time.thread_time() - worked))
            self.took_ms.append(1000 * (time.perf_counter() - began))


@dataclass
class Typist:
    """Types a letter at each beat, and has the line tell of its second at every fifth."""

    play: Play
    notes: QPlainTextEdit
    typed: int = 0

    def type(self) -> None:
        """Type the next letter."""
        QTest.keyClicks(self.notes, TYPED[self.typed % len(TYPED)])
        self.typed += 1
        if self.typed % 5 == 0:
            self.play.cast.sessions.happens(Statistics("1", _SECOND))


class Patience:
    """Waits as tests do."""

    def waitUntil(self, holds: Callable[[], bool], timeout: int = 20_000) -> None:
        """Let the desk run until something holds. Raises TimeoutError."""
        over = time.perf_counter() + timeout / 1000
        while not holds():
            if time.perf_counter() > over:
                raise TimeoutError
            QTest.qWait(BEAT_MS)


def run_for(seconds: float) -> None:
    """Let the desk run, as it does by itself."""
    waiting = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), waiting.quit)
    waiting.exec()


def pictures(width: int, height: int) -> Sequence[VideoFrame]:
    """Return some pictures of somebody who sways."""
    camera = FakeCamera(width=width, height=height)
    return [camera.picture(3 * tick) for tick in range(PICTURES)]


def held(desktop: Desktop, cast: Cast, seconds: float) -> Mapping[str, object]:
    """Hold a call for so long, and tell what held up whom."""
    enter(desktop)
    desktop.context.navigator.go("session")
    rest(desktop)
    play = Play(desktop, cast, Patience())  # type: ignore[arg-type]  # waits likewise
    for name in OPENING:
        SCENES[name](play)
    phone = play.page.model.telephone
    theirs, ours = (
        Sender(phone.theirs, pictures(1280, 720)),
        Sender(phone.ours, pictures(640, 480)),
    )
    loop = desktop.context.loop
    sending = [loop.run(each.run()) for each in (theirs, ours)]
    run_for(SETTLE_S)
    tile = _tile(play)
    shown, sent, heart = tile.shown, len(theirs.took_ms), Heart()
    beats = QObject()
    heart.begin(beats)
    began = time.perf_counter()
    with Probe() as probe:
        _live(play, beats, seconds)
        lateness = probe.since_last()
    passed = time.perf_counter() - began
    painted, came = tile.shown - shown, len(theirs.took_ms) - sent
    beats.deleteLater()
    for each in (theirs, ours):
        each.is_over = True
    for each in sending:
        each.result(timeout=10)
    return {
        "seconds": round(passed, 1),
        "given_fps": round(came / passed, 1),
        "painted_fps": round(painted / passed, 1),
        "tile_px": [tile.width(), tile.height()],
        "stall": _figures(heart.stalls_ms),
        "work": _figures(heart.work_ms),
        "hand_over": _figures(theirs.work_ms[sent:]),
        "hand_over_clock": _figures(theirs.took_ms[sent:]),
        "copy": _figures(_worked(partial(video_frame, theirs.frames[0]))),
        "paint": _figures(_worked(tile.repaint)),
        "late": lateness.told(),
        "no_time": lateness.why(),
    }


def _live(play: Play, parent: QObject, seconds: float) -> None:
    """What else happens in a call: figures of the line each second, somebody types."""
    words = play.desktop.context.catalogue.say("session.notes")
    fields = play.page.findChildren(QPlainTextEdit)
    typist = Typist(play, next(each for each in fields if each.accessibleName() == words))
    typist.notes.setFocus()
    typing = QTimer(parent)
    typing.timeout.connect(typist.type)
    typing.start(TYPING_MS)
    run_for(seconds)


def _tile(play: Play) -> VideoTile:
    """The largest tile of the page: the patient's."""
    tiles = [each for each in play.page.findChildren(VideoTile) if each.isVisible()]
    return max(tiles, key=lambda tile: tile.width() * tile.height())


def _worked(act: Callable[[], object]) -> Sequence[float]:
    took = []
    for _ in range(TRIES):
        worked = time.thread_time()
        act()
        took.append(1000 * (time.thread_time() - worked))
    return took


def _figures(values_ms: Sequence[float]) -> Mapping[str, float | None]:
    shares = {"p50_ms": 0.5, "p99_ms": 0.99}
    found = {name: percentile(values_ms, share) for name, share in shares.items()}
    found["max_ms"] = max(values_ms, default=None)
    return {name: None if ms is None else round(ms, 2) for name, ms in found.items()}


def main(seconds: float) -> None:
    """Open the demo's desk, and hold a call."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as home:
        os.environ["CONSULTAND_HOME"] = home
        desk, cast = compose_desk(Settings(), home=Path(home)), Cast()
        desk.unlock.open_demo()
        plan = compose_plan(Settings(), replace(desk, sessions=cast.sessions, hearing=cast.hearing))
        builders = {**plan.builders, "session": partial(build, cast.equipment)}
        desktop = Desktop(application, replace(plan, builders=builders))
        try:
            desktop.window.resize(1600, 900)
            desktop.window.show()
            found = held(desktop, cast, seconds)
        finally:
            desktop.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(float(sys.argv[1]))
