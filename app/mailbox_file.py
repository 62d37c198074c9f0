"""One mailbox in one file, for a clinic that checks its server without a desk.

The file holds the secrets of its links, for its owner's eyes only, and no letter.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from counselling.call.link.invitation import Random, base64url, invite, new_room, read_link
from counselling.call.link.plan import ServerAddress
from counselling.call.server.mailbox import Arrived, Box, Letter
from counselling.errors import CallError, StorageError
from counselling.files import replace_file
from counselling.work.session.fetch_mail import BoxId, Kept

_OWNER_BYTES: Final = 32


class _Stored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """links: of the seats, by id; taken: the last letter's number, by seat."""

    server: str
    owner: str
    links: dict[str, str]
    taken: dict[str, int] = msgspec.field(default_factory=dict)


def make_box(server: ServerAddress, *, language: str, random: Random) -> Box:
    """Draw a room with one seat."""
    invitation = invite(server.url, new_room(random), random=random, language=language)
    return Box(server, base64url(random(_OWNER_BYTES)), {"1": invitation})


def write_box(path: Path, box: Box, taken: Mapping[str, int]) -> None:
    """Write a box to its file. Raises StorageError."""
    links = {seat: invitation.link for seat, invitation in box.invitations.items()}
    stored = _Stored(box.server.url, box.owner, links, dict(taken))
    replace_file(path, msgspec.json.encode(stored))


@dataclass(frozen=True, slots=True)
class FileTray:
    """A tray of one box. host_key, roots: of its server; told: hears of letters first."""

    path: Path
    host_key: str = field(repr=False)
    told: Callable[[Arrived], None]
    roots: str = ""

    def boxes(self) -> Sequence[Kept]:
        """Read the box. Raises StorageError("mailbox.file")."""
        box, taken = self._read()
        return (Kept("", box, taken),)

    def keep(self, _: BoxId, arrived: Arrived) -> None:
        """Tell what came, then write down that it did. Raises StorageError."""
        self.told(arrived)
        if isinstance(arrived, Letter):
            box, taken = self._read()
            write_box(self.path, box, {**taken, arrived.seat: arrived.number})

    def _read(self) -> tuple[Box, dict[str, int]]:
        try:
            stored = msgspec.json.decode(self.path.read_bytes(), type=_Stored)
            invitations = {seat: read_link(link) for seat, link in stored.links.items()}
        except (OSError, msgspec.DecodeError, UnicodeError, CallError):
            raise StorageError("mailbox.file") from None
        if not invitations:
            raise StorageError("mailbox.file")
        server = ServerAddress(stored.server, self.host_key, self.roots)
        return Box(server, stored.owner, invitations), dict(stored.taken)
