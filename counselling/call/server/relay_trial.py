"""Before she is let in: does the clinic's relay let an invited person through, and if not, why.

The rendezvous server lends whoever holds a link what opens the TURN server for two minutes; it is
asked at each of its addresses for what a call would ask. The page's half is relay.js.
"""

from collections.abc import Sequence

from counselling.call.link.before_call import Finding
from counselling.call.link.invitation import Invitation
from counselling.call.link.plan import IceServer, ServerAddress
from counselling.call.link.verdict import Verdict
from counselling.call.server import wire
from counselling.call.server.reach import Reach
from counselling.call.server.signalling import connect
from counselling.call.server.turn_check import Checked, check
from counselling.errors import LinkRefused


async def try_relay(
    invitation: Invitation, seat_key: str, reach: Reach | None = None
) -> Sequence[Checked]:
    """Ask the clinic's relay at each of its addresses; nothing when the clinic has none.

    reach: what this end knows already, and learns by it. The link is not bound by it. Raises
    ConnectionLost when the server is out of reach, LinkRefused("call.link_refused") when it does
    not take the link, or was asked too often.
    """
    asked = wire.TryTurn(invitation.room, invitation.keys.join_token, seat_key)
    async with connect(ServerAddress(invitation.base, "", invitation.roots)) as socket:
        await socket.send(asked)
        lent = await socket.receive()
    if not isinstance(lent, wire.Turn):
        raise LinkRefused("call.link_refused")
    return await check(IceServer(lent.urls, lent.username, lent.credential), reach or Reach())


def found_of(checked: Sequence[Checked]) -> Finding | None:
    """Return what is wrong with a relay; None when one address works, or there is no relay.

    What answers and lets nobody through is the clinic's to mend, whatever else is out of reach.
    """
    verdicts = {each.verdict for each in checked}
    if not verdicts or Verdict.WORKS in verdicts:
        return None
    if verdicts & {Verdict.REFUSED, Verdict.UNTRUSTED}:
        return Finding.RELAY_REFUSED
    return Finding.RELAY_BLOCKED
