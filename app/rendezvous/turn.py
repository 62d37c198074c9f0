"""What opens the clinic's TURN server for some minutes: for whom the host asks, and to try it.

The form that coturn reads with `use-auth-secret` (draft-uberti-behave-turn-rest-00): the name is
the end of its time and a word, the password an HMAC of the name. The word is a hash: it tells
coturn's log neither room nor person.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field, replace
from typing import Final

from counselling.call.server import wire

TURN_SECONDS: Final = 600
TRIAL_SECONDS: Final = 120  # before somebody is let in; two clocks may be so far apart, no more


@dataclass(frozen=True, slots=True)
class TurnServer:
    """The clinic's TURN server. urls: none when there is none; secret: shared with it."""

    urls: tuple[str, ...] = ()
    secret: str = field(default="", repr=False)
    seconds: int = TURN_SECONDS

    def lend(self, name: str, where: str, now: float) -> wire.Turn:
        """Return what opens the server for one line of a place, from `now` (Unix seconds) on."""
        if not self.urls:
            return wire.Turn(name)
        word = hashlib.sha256(f"{where} {name}".encode()).hexdigest()[:16]
        username = f"{int(now) + self.seconds}:{word}"
        digest = hmac.new(self.secret.encode(), username.encode(), hashlib.sha1).digest()
        return wire.Turn(name, self.urls, username, base64.b64encode(digest).decode(), self.seconds)

    def lend_trial(self, seat: str, where: str, now: float) -> wire.Turn:
        """Return what lets a seat see whether there is a relay for it, in another name's quota."""
        trial = replace(self, seconds=min(self.seconds, TRIAL_SECONDS))
        return trial.lend(f"trial {seat}", where, now)


NO_TURN: Final = TurnServer()
