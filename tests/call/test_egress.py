"""Nobody is contacted but who is named: every packet of a call is looked at."""

import ipaddress
import time

import pytest

from counselling.call.media.engine import EngineName
from tests.call.bad_line import NETWORK, bad_line, why_not
from tests.call.ends import both_ends

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "can be here"),
]


def is_ours(address: str) -> bool:
    """Whether it is one of the two ends, or what a machine says to its own link."""
    read = ipaddress.ip_address(address)
    return (
        address.startswith(f"{NETWORK}.")
        or read.is_link_local
        or (read.version == 6 and read.is_multicast)  # neighbours and routers are asked for
    )


@pytest.mark.parametrize("name", list(EngineName))
def test_a_whole_call_sends_no_packet_to_anybody_else(name: EngineName) -> None:
    with bad_line() as line:
        line.listen_to_all()
        with both_ends(line, engine=name) as ends:
            began = time.time()
            for end in (ends.host, ends.guest):
                end.wait(lambda told: len(told.seconds(began)) > 5, what="no call")
        destinations = line.destinations()
    assert any(is_ours(address) for address in destinations)
    assert [address for address in destinations if not is_ours(address)] == []


def test_packet_to_somebody_else_is_seen() -> None:
    """What the test above could not see it could not find."""
    with bad_line() as line:
        line.listen_to_all()
        send = "import socket; socket.socket(2, 2).sendto(b'x', ('203.0.113.9', 3478))"
        with line.start(line.a, "python3", "-c", send) as sender:
            sender.wait(20)
        assert "203.0.113.9" in line.destinations()
