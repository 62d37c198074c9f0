"""What a call is to be: who is invited, over which server, between which times."""

from dataclasses import dataclass, field

from counselling.call.room import Role


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A rendezvous server. url: as visitors reach it; host_key: the right to open rooms there."""

    url: str
    host_key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class IceServer:
    """A STUN or TURN server of the clinic."""

    urls: tuple[str, ...]
    username: str | None = None
    credential: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Invited:
    """A person to be invited; language: the first language of her page, "" for her browser's."""

    role: Role
    language: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One session's line.

    opens, closes: Unix seconds between which the links work; servers: the clinic's STUN and TURN,
    none for a call within one network. No other host is ever contacted.
    """

    server: ServerAddress
    invited: tuple[Invited, ...]
    opens: float
    closes: float
    servers: tuple[IceServer, ...] = ()
