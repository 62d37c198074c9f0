"""Addresses of STUN and TURN servers (RFC 7064, RFC 7065), and which servers an engine may have.

Engines refuse a whole call, and browsers a whole page, for one address that they cannot read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from ipaddress import AddressValueError, IPv6Address
from typing import Final

from counselling.call.link.plan import IceServer

_FORM: Final = re.compile(
    r"(?P<scheme>stuns?|turns?):(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?"
    r"(?:\?transport=(?P<transport>udp|tcp))?"
)
_PORTS: Final = {"stun": 3478, "stuns": 5349, "turn": 3478, "turns": 5349}
_LAST_PORT: Final = 65_535


@dataclass(frozen=True, slots=True)
class RelayAddress:
    """Where a server is asked. host: a name or an address, of IPv6 without its brackets."""

    scheme: str
    host: str
    port: int
    is_over_tcp: bool


def read(url: str) -> RelayAddress | None:
    """Read an address; None when it is none."""
    found = _FORM.fullmatch(url)
    if found is None:
        return None
    scheme = found["scheme"]
    port = int(found["port"] or _PORTS[scheme])
    if not 0 < port <= _LAST_PORT or (found["transport"] and scheme.startswith("stun")):
        return None
    if found["host"].startswith("[") and not _is_ipv6(found["host"][1:-1]):
        return None
    is_over_tcp = scheme in ("stuns", "turns") or found["transport"] == "tcp"
    return RelayAddress(scheme, found["host"].strip("[]"), port, is_over_tcp)


def readable(servers: Sequence[IceServer]) -> tuple[IceServer, ...]:
    """Return the servers with those of their addresses that can be read; without any, it is out."""
    kept = ((each, tuple(url for url in each.urls if read(url))) for each in servers)
    return tuple(replace(each, urls=urls) for each, urls in kept if urls)


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True
