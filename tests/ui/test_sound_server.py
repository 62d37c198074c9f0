"""Microphones and loudspeakers are chosen, plugged in and pulled out at a real PulseAudio."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

_READY_SECONDS = 30
_SINKS = "load-module module-null-sink sink_name={0} sink_properties=device.description={1}\n"
_SOURCES = (
    "load-module module-remap-source source_name={0} master={2}.monitor"
    " source_properties=device.description={1}\n"
)


@pytest.fixture
def sound_server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Start one with two loudspeakers, each heard by a microphone; yields its environment."""
    if not shutil.which("pulseaudio") or not shutil.which("pactl"):
        pytest.skip("no PulseAudio: Debian has it as pulseaudio and pulseaudio-utils")
    socket, script = tmp_path / "native", tmp_path / "begin.pa"
    script.write_text(
        f"load-module module-native-protocol-unix auth-anonymous=1 socket={socket}\n"
        + _SINKS.format("cabin", "Cabin")
        + _SINKS.format("quiet", "Quiet")
        + _SOURCES.format("headset", "Headset", "cabin")
        + _SOURCES.format("other", "Other", "quiet")
        + "set-default-sink cabin\nset-default-source other\n"
    )
    own = {
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PULSE_RUNTIME_PATH": str(tmp_path),
    }
    surroundings = {**os.environ, **own, "PULSE_SERVER": f"unix:{socket}"}
    words = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "-F", str(script)]
    with (tmp_path / "pulse.log").open("wb") as log:
        server = subprocess.Popen(words, env=surroundings, stdout=log, stderr=log)
    try:
        until = time.monotonic() + _READY_SECONDS
        while not _answers(surroundings):
            assert server.poll() is None, (tmp_path / "pulse.log").read_text()
            assert time.monotonic() < until
        yield surroundings
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(5)
        server.kill()


def _answers(surroundings: dict[str, str]) -> bool:
    words = ["pactl", "list", "short", "sources"]
    told = subprocess.run(words, env=surroundings, capture_output=True, text=True, check=False)
    return "other" in told.stdout


def test_what_is_chosen_is_heard_also_when_it_is_plugged_in_and_pulled_out_meanwhile(
    sound_server: dict[str, str],
) -> None:
    words = [sys.executable, "-m", "tests.ui.sound_child"]
    done = subprocess.run(
        words,
        env={**sound_server, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "listed": ["Other", "Headset"],
        "hears_itself": True,
        "other_is_silent": True,
        "hears_again": True,
        "is_listed": True,
        "is_elsewhere": True,
        "goes_on": True,
        "lacks": ["camera"],
    }
