"""What a call is to be: who is invited, over which server, between which times."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from counselling.call.link.room import Role
from counselling.errors import CallError


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A rendezvous server. url: as visitors reach it; host_key: the right to open rooms there.

    roots: certificates of the clinic's own authority, PEM, believed beside the computer's own; ""
    for none.
    """

    url: str
    host_key: str = field(repr=False)
    roots: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class IceServer:
    """A STUN or TURN server of the clinic. seconds: for how long that opens it; 0 for ever."""

    urls: tuple[str, ...]
    username: str | None = None
    credential: str | None = field(default=None, repr=False)
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class MediaServer:
    """The clinic's Janus. url: of its WebSocket; api_secret, admin_key: as in its configuration.

    api_secret: what every request must bring; admin_key: the right to make rooms; roots: as in
    ServerAddress.
    """

    url: str
    api_secret: str = field(default="", repr=False)
    admin_key: str = field(default="", repr=False)
    roots: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Raises CallError("call.media_server_url") unless it is wss:// or on this computer."""
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        is_ours = parts.scheme == "ws" and _is_this_computer(host)
        if not host or not (parts.scheme == "wss" or is_ours):
            raise CallError("call.media_server_url")


@dataclass(frozen=True, slots=True)
class Invited:
    """A person to be invited; language: the first language of her page, "" for her browser's."""

    role: Role
    language: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One session's line.

    opens, closes: Unix seconds between which the links work; servers: the clinic's STUN and TURN,
    none for a call within one network; media: the clinic's media server for more than five
    people. No other host is ever contacted. telephone: the clinic's, for the links; "" for none.
    """

    server: ServerAddress
    invited: tuple[Invited, ...]
    opens: float
    closes: float
    servers: tuple[IceServer, ...] = ()
    media: MediaServer | None = None
    telephone: str = ""


def check_server_url(url: str, *, in_house: bool = False) -> None:
    """Raises CallError("call.server_url") where others could read the host key on its way.

    url: of a rendezvous server, as somebody typed it; it is https://, or on this computer.
    in_house: an address of a private network, in numbers, will do too. What is no address of
    any kind passes: nobody can be reached there.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return
    is_near = _is_this_computer(host) or (in_house and _is_private(host))
    if host and parts.scheme != "https" and not is_near:
        raise CallError("call.server_url")


def _is_private(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


def _is_this_computer(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
