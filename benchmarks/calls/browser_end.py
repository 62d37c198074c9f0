"""A patient in Chromium at the end of a line, who says each second what came: as `consultand join`.

    python -m benchmarks.calls.browser_end LINK

Ages of pictures are read off the stamp in them, those of sound off its beeps, by the clock that
both ends share here; what was made up for lost sound, and whole pictures, are the browser's own
counts. Run in the patient's place of the line by benchmarks.calls.browser.
"""

import asyncio
import json
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from app.browsers import find_browser
from app.commands.serve import until_stopped
from app.rehearsal.chromium import patient_at_browser
from app.rehearsal.patient import Patient
from counselling.call.media.fake_devices import STAMP_BITS
from counselling.call.media.stopwatch import FREEZE_SECONDS

_LOOK_S = 0.1
_SECOND_S = 1.0
_SCRIPT = Path(__file__).with_suffix(".js")


@contextmanager
def browser_that_trusts(link: str) -> Iterator[Path]:
    """Yield a browser that gives camera and microphone to a page without TLS, at this address."""
    place = urlsplit(link)
    origin = f"{place.scheme}://{place.netloc}"
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "chromium"
        flag = f"--unsafely-treat-insecure-origin-as-secure={origin}"
        program.write_text(f'#!/bin/sh\nexec {find_browser()} {flag} "$@"\n')
        program.chmod(stat.S_IRWXU)
        yield program


def say(event: str, **fields: object) -> None:
    """Say one line."""
    sys.stdout.write(json.dumps({"event": event, **fields}) + "\n")
    sys.stdout.flush()


async def visit(link: str) -> None:
    """Open the link, knock, and tell what comes until we are told to end."""
    with browser_that_trusts(link) as program:
        async with patient_at_browser(browser=program) as patient:
            await patient.open(link)
            await patient.evaluate(_SCRIPT.read_text())
            await patient.evaluate(f"watch({STAMP_BITS}, {1000 * FREEZE_SECONDS})")
            await patient.knock()
            knocked = time.monotonic()
            say("waiting", seat="1")
            await patient.wait_for_call()
            took = round(1000 * (time.monotonic() - knocked), 1)
            say("first_frame", media="video", milliseconds=took)
            await _tell(patient)


async def _tell(patient: Patient) -> None:
    """Say each second's figures, and what the page says about the line."""
    said, stopped = "", asyncio.create_task(until_stopped())
    spoken = time.monotonic()
    while not stopped.done():
        await asyncio.wait({stopped}, timeout=_LOOK_S)
        seen = await patient.evaluate("news()")
        if isinstance(seen, str) and seen != said:
            _say_changed(seen)
            said = seen
        if time.monotonic() - spoken >= _SECOND_S:
            spoken = time.monotonic()
            figures = await patient.evaluate("take()")
            say("statistics", **_figures(figures))


def _say_changed(news: str) -> None:
    """Say how the line is, in the words of `join`."""
    say("line_changed", quality="poor" if news == "line.reconnecting" else "good")
    rungs = {"line.sound": 0, "line.least": 1, "line.small": 2}
    if news != "line.reconnecting":
        say("picture_changed", rung=rungs.get(news, 3))


def _figures(taken: object) -> Mapping[str, object]:
    figures: dict[str, object] = dict(taken) if isinstance(taken, Mapping) else {}
    return {"audio_gaps": None, "wall": round(time.time(), 3), **figures}


if __name__ == "__main__":
    asyncio.run(visit(sys.argv[1]))
