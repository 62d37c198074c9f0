"""A patient's page in a network of its own, as a process: what its check says of the relay.

    python -m tests.browser.relay_end chromium|firefox SECRET URL...

The rendezvous server is here too, on loopback: a browser takes no camera from another plain one.
"""

import asyncio
import json
import os
import shlex
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.browsers import find_browser
from app.rehearsal.chromium import patient_at_browser
from app.rendezvous.server import ServerOptions, start_server
from app.rendezvous.turn import TurnServer
from counselling.call.link.invitation import invite, new_room
from counselling.call.server.mailbox import Box, announce
from tests.browser.firefox import firefox_patient
from tests.call.bad_line import ROOT

_SHOWN = """(() => {
  const told = document.getElementById("found-relay");
  return told.checkVisibility() ? { said: told.lastElementChild.dataset.say,
    ways: told.dataset.ways } : null;
})()"""


async def check(name: str, secret: str, urls: Sequence[str], program: Path) -> object:
    """Return what the page says of the relay, and over which ways it is found."""
    turn = TurnServer((*urls,), secret)
    options = ServerOptions(ROOT / "assets" / "patient_page", ROOT / "translations", turn=turn)
    at_browser = firefox_patient() if name == "firefox" else patient_at_browser(browser=program)
    async with start_server(options) as server, at_browser as patient:
        invitation = invite(server.url, new_room(os.urandom), random=os.urandom)
        await announce(Box(server, "owner", {"1": invitation}), opens_in=0, closes_in=600)
        await patient.open(invitation.link)
        await patient.press("go-check")
        await patient.wait(_SHOWN, seconds=40)
        return await patient.evaluate(_SHOWN)


def trusting(folder: Path) -> Path:
    """A Chromium that takes the test's certificate, which no authority signed."""
    program = folder / "chromium"
    words = f'exec {shlex.quote(str(find_browser()))} --ignore-certificate-errors "$@"'
    program.write_text(f"#!/bin/sh\n{words}\n")
    program.chmod(0o755)
    return program


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as own:
        found = asyncio.run(check(sys.argv[1], sys.argv[2], sys.argv[3:], trusting(Path(own))))
    sys.stdout.write(json.dumps(found))
