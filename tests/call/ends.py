"""`consultand host` and `consultand join` as processes at the two ends of a line."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.call.bad_line import BadLine

Event = Mapping[str, object]


@dataclass
class Told:
    """What a process says, line by line, with the time when it was read (Unix seconds)."""

    process: "subprocess.Popen[str]"
    lines: list[tuple[float, Event]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._came = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def named(self, name: str, since: float = 0.0) -> Sequence[tuple[float, Event]]:
        """Return the events of a name since a time."""
        return [(at, each) for at, each in self.lines if each["event"] == name and at >= since]

    def seconds(self, since: float = 0.0) -> Sequence[Event]:
        """Return each second's statistics since a time."""
        return [each for _, each in self.named("statistics", since)]

    def first_frames(self) -> Mapping[str, object]:
        """Return the milliseconds from admission to the first picture and sound."""
        return {str(e["media"]): e["milliseconds"] for _, e in self.named("first_frame")}

    def wait(
        self, condition: "Callable[[Told], object]", *, seconds: float = 40.0, what: str = ""
    ) -> None:
        """Wait until something holds; it is looked at whenever a line comes."""
        with self._came:
            if not self._came.wait_for(lambda: condition(self), seconds):
                raise TimeoutError(what or "what was waited for did not come")

    def stop(self) -> None:
        """End the process, if it runs, and its reader."""
        self.process.terminate()
        self.process.wait(20)
        self._reader.join()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._came:
                self.lines.append((time.time(), _event(line)))
                self._came.notify_all()
        with self._came:
            self._came.notify_all()


@dataclass
class Ends:
    """Both ends of a call."""

    host: Told
    guest: Told


def consultand(*words: str) -> Sequence[str]:
    """Return the command line of one of our commands."""
    return [sys.executable, "-m", "app", *words]


def host_at(line: BadLine, *words: str) -> Told:
    """Start the counsellor's end and wait for its link."""
    command = consultand("host", "--fake-media", "--admit-all", "--stamp", "--json", *words)
    told = Told(line.start(line.a, *command))
    told.wait(lambda end: end.named("link"), seconds=90.0, what="no link")
    return told


def link_of(host: Told) -> str:
    """Return the link that a host gave out."""
    return str(host.named("link")[0][1]["link"])


def guest_at(line: BadLine, link: str, *words: str) -> Told:
    """Start the invited person's end."""
    return Told(line.start(line.b, *consultand("join", link, "--fake-media", "--stamp", *words)))


@contextmanager
def both_ends(line: BadLine, *, engine: str = "wrtc") -> Iterator[Ends]:
    """Start both ends, and wait until pictures go both ways."""
    chosen = ("--engine", engine)
    host = host_at(line, "--host", line.address(line.a), *chosen)
    try:
        guest = guest_at(line, link_of(host), *chosen)
        try:
            for end in (host, guest):
                end.wait(lambda told: len(told.seconds()) > 1, what="no call")
            yield Ends(host, guest)
        finally:
            guest.stop()
    finally:
        host.stop()


def _event(line: str) -> Event:
    try:
        told: Event = json.loads(line)
    except ValueError:
        return {"event": "words", "words": line}
    return told
