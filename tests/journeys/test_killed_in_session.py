"""The real desk is killed in a session: it comes back, and who was in it has to do nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.call.ends import Told
from tests.call.test_join import start
from tests.ui.session_child import NOTES

LONG = 120.0


def desk(home: Path, server: str) -> Told:
    """Start the desk without a screen."""
    command = [sys.executable, "-m", "tests.ui.session_child", str(home), server]
    way = {**os.environ, "CONSULTAND_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    out, hush = subprocess.PIPE, subprocess.DEVNULL
    return Told(subprocess.Popen(command, env=way, stdout=out, stderr=hush, text=True))


def link(end: Told, name: str = "link") -> str:
    return str(end.named(name)[0][1]["link"])


@pytest.mark.journey
def test_killed_desk_is_back_in_the_same_room_with_its_notes_and_asks_nobody_again(
    tmp_path: Path,
) -> None:
    key = tmp_path / "rendezvous.key"
    ends = [Told(start("serve", "--json", "--port", "0", "--host-key-file", str(key)))]
    try:
        ends[0].wait(lambda end: end.named("serving"), seconds=LONG, what="no server")
        url = str(ends[0].named("serving")[0][1]["url"])
        first = desk(tmp_path, url)
        ends.insert(0, first)
        first.wait(lambda end: end.named("link"), seconds=LONG, what="no session")
        assert link(first, "drawn") == link(first)  # that of the letter is that of the call
        guest = Told(start("join", link(first), "--fake-media"))
        ends.insert(0, guest)
        first.wait(lambda end: end.named("connected"), seconds=LONG, what="no call")
        first.process.send_signal(signal.SIGKILL)
        first.process.wait(LONG)

        second = desk(tmp_path, url)
        ends.insert(0, second)
        second.wait(lambda end: end.named("offered"), seconds=LONG, what="no way back")
        second.wait(lambda end: end.named("connected"), seconds=LONG, what="never back")
        assert link(second) == link(first)
        (back,) = (each for _, each in second.named("connected"))
        assert NOTES in str(back["notes"])
        guest.wait(lambda end: len(end.named("connected")) > 1, seconds=LONG, what="guest lost")
        assert guest.named("refused") == []
    finally:
        for end in ends:
            end.stop()
