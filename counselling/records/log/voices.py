"""Who wrote an entry, told by the key that signed it: a name alone can be anybody's.

A user of this vault is named as the staff knows her, whatever her entry says. Somebody of another
vault who was introduced by a signed grant bears the name of the grant, unless a user here has it.
Everybody else is a stranger under the name that she wrote, and so is who wrote without signing in
a family that came from elsewhere.
"""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from counselling.pedigree.writer import NAMELESS, Known, Writer
from counselling.records.log import oplog
from counselling.records.log.oplog import Entry
from counselling.records.store.engine import Connection
from counselling.records.vault import abroad
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.sealing import FamilyKey
from counselling.records.vault.vault import Vault

_SHOWN: Final = 16  # digits of a key; nobody makes another that begins so in a lifetime
_GROUP: Final = 4


@dataclass(frozen=True, slots=True)
class Voices:
    """The names that go with keys. came: whether the family came from another vault."""

    ours: Mapping[str, str]
    introduced: Mapping[str, str]
    came: bool

    def of(self, entry: Entry) -> Writer:
        """Return who wrote an entry."""
        signer, said = entry.signer, entry.author
        if signer in self.ours:
            return Writer(self.ours[signer], Known.HERE, shown(signer))
        if not signer and not self.came:
            return Writer(said)  # of the time before signatures, and written here
        is_introduced = signer in self.introduced and self.introduced[signer] == said
        if is_introduced and _plain(said) not in {_plain(name) for name in self.ours.values()}:
            return Writer(said, Known.GRANT, shown(signer))
        return Writer(said, Known.NOBODY, shown(signer))


NOBODY: Final = Voices({}, {}, came=False)


def shown(key: str) -> str:
    """Return how a key is shown: its first digits in fours."""
    begin = key[:_SHOWN]
    return " ".join(begin[at : at + _GROUP] for at in range(0, len(begin), _GROUP))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def voices(connection: Connection, family: FamilyId) -> Voices:
    """Return whose keys are known in a family. Raises DamagedVault."""
    ours = dict(connection.rows(tuple[str, str], "SELECT signing, name FROM staff"))
    told = abroad.read(connection, family)
    introduced = {voice.signing: voice.name for voice in told.voices}
    return Voices(ours, introduced, told.is_guest or bool(introduced))


def last(connection: Connection, family: FamilyId, key: FamilyKey) -> Writer:
    """Return who wrote a family's last entry; of one without any, nobody. Raises DamagedVault."""
    entry = oplog.last(connection, family, key)
    return voices(connection, family).of(entry) if entry else NAMELESS


def latest(vault: Vault, families: Collection[FamilyId]) -> Mapping[FamilyId, Writer]:
    """Return who wrote the last entry of each of these, which who is in can read."""

    def read(connection: Connection) -> Mapping[FamilyId, Writer]:
        of, keys = partial(last, connection), vault.families
        return {family: of(family, keys.of(connection, family)) for family in families}

    return vault.read(read)
