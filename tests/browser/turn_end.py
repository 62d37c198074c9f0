"""A patient in a network of its own, as a process: let in, and over which way she sees and is seen.

    python -m tests.browser.turn_end chromium|firefox LINK CERTIFICATE RELAY

RELAY: its address. Her browser trusts the certificate as a clinic's own authority is trusted: it
stands in its store.
"""

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path

from app.rehearsal.chromium import patient_at_browser
from tests.browser.firefox import firefox_patient, trust

_FOLLOW = """void (window.lines = [], window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) {
    super(...given);
    window.lines.push(this);
  }
})"""
# of the line that is used: its own end of the way, and pictures in both directions
_WAY = """(async () => {
  const told = [...(await window.lines.at(-1).getStats()).values()];
  const chosen = told.find(({ selectedCandidatePairId: id }) => id)?.selectedCandidatePairId;
  const pair = told.find(({ id, selected }) => id === chosen || selected); // Firefox: selected
  const own = told.find(({ id }) => id === pair?.localCandidateId);
  const frames = (kind, count) => told.find((each) =>
    each.type === kind && each.kind === "video")?.[count] ?? 0;
  return { type: own?.candidateType, protocol: own?.relayProtocol,
    seen: frames("inbound-rtp", "framesDecoded"), sent: frames("outbound-rtp", "framesEncoded") };
})()"""


async def call(name: str, link: str, certificate: Path, relay: str, home: Path) -> object:
    """Return the way that a call took, once some seconds of it were seen."""
    store = home / ".pki" / "nssdb"  # where Chromium looks
    store.mkdir(parents=True)
    await trust(certificate, store)
    firefox = firefox_patient(trusts=certificate, names_are_at=relay)
    async with firefox if name == "firefox" else patient_at_browser() as patient:
        await patient.open(link)
        await patient.evaluate(_FOLLOW)
        await patient.knock()
        await patient.wait_for_call()
        await patient.wait("document.getElementById('theirs').currentTime > 2", seconds=40)
        await patient.wait(
            f"({_WAY}).then(({{ type, seen, sent }}) => type && seen > 20 && sent > 20)"
        )
        found = await patient.evaluate(_WAY)
        await patient.leave()
        return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        os.environ["HOME"] = home
        found = asyncio.run(
            call(sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4], Path(home))
        )
    sys.stdout.write(json.dumps(found))
