"""`consultand join` against `consultand host`, as two processes: the pair that is measured."""

import json
import subprocess
import sys

import pytest

from counselling.call.media.engine import EngineName

ROUNDS = (["--fake-media", "--admit-all", "--stamp"], ["--fake-media", "--stamp"])


def start(*words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "app", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=subprocess.DEVNULL, text=True)


@pytest.mark.journey
@pytest.mark.parametrize("name", list(EngineName))
def test_the_pair_tells_of_each_step_and_times_what_arrives(name: EngineName) -> None:
    chosen = ("--engine", name.value)
    with start("host", *ROUNDS[0], *chosen) as host:
        try:
            assert host.stdout is not None
            link = host.stdout.readline().strip()
            with start("join", link, *ROUNDS[1], *chosen, "--seconds", "6") as guest:
                said, _ = guest.communicate(timeout=60)
            events = [json.loads(line) for line in said.splitlines()]
        finally:
            host.terminate()
        heard = [json.loads(line)["event"] for line in host.communicate(timeout=60)[0].splitlines()]
    kinds = [event["event"] for event in events]
    assert kinds[:4] == ["relay", "waiting", "admitted", "connected"]
    assert events[0]["state"] == "none"
    assert kinds.count("first_frame") == 2
    assert kinds[-2:] == ["figures", "ended"]
    assert "left" in kinds
    assert "left" in heard
    seconds = [event for event in events if event["event"] == "statistics"]
    assert any(second["picture_ms"] for second in seconds)
    assert any(second["sound_ms"] for second in seconds)
    assert link.partition("#")[2] not in said
