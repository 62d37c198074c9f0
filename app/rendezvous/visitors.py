"""Whom a knock is counted for: an address, which the clinic's own proxies alone may tell."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final, TypeAlias

from counselling.errors import StorageError

Network: TypeAlias = IPv4Network | IPv6Network
Address: TypeAlias = IPv4Address | IPv6Address

_SITE_BITS: Final = 64  # one connection gets so many of an IPv6 address to itself


@dataclass(frozen=True, slots=True)
class Visitors:
    """proxies: whose X-Forwarded-For is believed; key: so that what is counted is no address."""

    proxies: tuple[Network, ...]
    key: bytes

    def counted(self, remote: str, forwarded: Sequence[str]) -> str:
        """Return what a visitor is counted as. forwarded: X-Forwarded-For, as often as it came."""
        name = self._name(self.address(remote, forwarded))
        return hmac.new(self.key, name.encode(), hashlib.sha256).hexdigest()[:32]

    def address(self, remote: str, forwarded: Sequence[str]) -> str:
        """Return the last address that none of the clinic's proxies wrote of itself."""
        address = remote
        for said in reversed([word.strip() for line in forwarded for word in line.split(",")]):
            if not self.is_proxy(address):
                break
            address = said
        return address

    def is_proxy(self, address: str) -> bool:
        """Tell whether an address is one of the clinic's proxies."""
        found = _read(address)
        return found is not None and any(
            found in network for network in self.proxies if network.version == found.version
        )

    def _name(self, address: str) -> str:
        found = _read(address)
        if isinstance(found, IPv6Address):
            return str(ip_network((found, _SITE_BITS), strict=False))
        return str(found or "")


def networks(words: Iterable[str]) -> tuple[Network, ...]:
    """Read addresses and networks. Raises StorageError("serve.proxy", address=...)."""
    found = []
    for word in words:
        try:
            found.append(ip_network(word))
        except ValueError:
            raise StorageError("serve.proxy", address=word) from None
    return tuple(found)


def _read(address: str) -> Address | None:
    try:
        found = ip_address(address)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
