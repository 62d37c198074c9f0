"""`consultand host`: a session without a screen, from its link to its figures."""

import argparse
import asyncio
import io
import json
import threading

import pytest

from app.commands.command import Speaker
from app.commands.host import COMMAND
from counselling.errors import LanguageError, UsageError


def arguments(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    COMMAND.declare(parser)
    return parser.parse_args(words)


class Lines(io.StringIO):
    """Standard output whose first line wakes somebody up."""

    def __init__(self) -> None:
        super().__init__()
        self.has_link = threading.Event()

    def write(self, text: str) -> int:
        written = super().write(text)
        if "\n" in text:
            self.has_link.set()
        return written

    def lines(self) -> list[str]:
        return self.getvalue().splitlines()


@pytest.mark.browser
@pytest.mark.journey
def test_host_prints_the_link_first_and_ends_with_the_figures_of_the_call(run, chromium) -> None:
    out = Lines()
    chosen = arguments("--fake-media", "--admit-all", "--seconds", "7")
    speaker = Speaker(False, out, io.StringIO())
    # Signals belong to the main thread, so the command keeps it and the patient comes beside.
    seen: list[object] = []

    def visit() -> None:
        async def journey() -> None:
            async with chromium() as patient:
                await patient.open(out.lines()[0])
                await patient.knock()
                await patient.wait_for_call()
                await patient.wait("document.getElementById('theirs').currentTime > 1")
                seen.append((await patient.seen())["step"])

        out.has_link.wait(20)
        asyncio.run(journey())

    patient = threading.Thread(target=visit)
    patient.start()
    assert COMMAND.run(chosen, speaker) == 0
    patient.join()

    link, *lines = out.lines()
    events = [json.loads(line) for line in lines]
    kinds = [event["event"] for event in events]
    assert link.startswith("http://127.0.0.1:")
    assert seen == ["call"]
    assert kinds[:3] == ["knocked", "admitted", "connected"]
    assert kinds.count("first_frame") == 2
    assert "statistics" in kinds
    assert kinds[-2:] == ["figures", "ended"]
    assert len(events[2]["safety_words"].split()) == 3
    secret = link.partition("#")[2]
    assert not [line for line in lines if secret in line]


def test_with_json_the_link_is_an_event_too() -> None:
    out = Lines()
    chosen = arguments("--fake-media", "--seconds", "0.2", "--language", "ar")
    assert COMMAND.run(chosen, Speaker(True, out, io.StringIO())) == 0
    events = [json.loads(line) for line in out.lines()]
    assert [event["event"] for event in events] == ["link", "figures", "ended"]
    assert events[0]["link"].endswith(".ar")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "host.fake_media"),
        (("--fake-media", "--server", "http://127.0.0.1:9"), "host.server_key"),
    ],
)
def test_what_is_missing_on_the_command_line_is_one_clear_error(words, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        COMMAND.run(arguments(*words), Speaker(True, io.StringIO(), io.StringIO()))
    assert caught.value.message_id == message


def test_language_that_the_page_does_not_speak_is_refused() -> None:
    chosen = arguments("--fake-media", "--language", "xx")
    with pytest.raises(LanguageError):
        COMMAND.run(chosen, Speaker(True, io.StringIO(), io.StringIO()))
