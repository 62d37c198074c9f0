"""A turn of a family's key: what is said from here on is for these readers, under a new key.

A turn travels in the family's row as entries do, signed by who makes it, and names the turns she
knew of. Whoever ever read the family reads that it turned, and by whom; for whom, and under which
key, only the new readers read: the key is sealed to each of them (HPKE), and with it they get the
keys before it. A proof, made with the key of each turn before, tells that who made it was a reader
herself: somebody who had been taken out of the readers cannot turn the key after that.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import msgspec

from counselling.errors import DamagedVault, NewerVault
from counselling.records.entrance import users
from counselling.records.entrance.users import UserKeys, seal_bytes
from counselling.records.keys.keys import Key
from counselling.records.store.chain import FamilyId
from counselling.records.vault.audience import Audience
from counselling.records.vault.envelope import Envelope
from counselling.records.vault.row_keys import FIRST
from counselling.records.vault.sealing import FamilyKey, family_key

# Far above the version of any entry: an earlier release says "newer" of a turn, not "damaged".
VERSION: Final = 1000
_KIND: Final = "turn"


class _Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A turn as it is signed; bytes in hexadecimal. proofs: one for each of the bases."""

    family: str
    bases: tuple[str, ...]
    version: int
    at: str
    author: str
    signer: str
    envelopes: tuple[str, ...]
    within: str
    proofs: tuple[str, ...] = ()
    kind: str = _KIND


class Within(msgspec.Struct, frozen=True):
    """What the new key opens. before: the keys before it, by the turn that made each.

    ends: those of the family's history as its maker knew it; none in a turn of an earlier release.
    """

    audience: Audience
    before: dict[str, bytes]
    ends: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What a turn is made of. bases: the ends of what its maker knows, with their keys.

    before: all keys so far, by turn. ends: of the family's history. at, author: as in an entry.
    """

    family: FamilyId
    bases: Sequence[str]
    before: Mapping[str, FamilyKey]
    audience: Audience
    ends: tuple[bytes, ...]
    at: str
    author: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn that was read. name: the hash by which it is known everywhere, in hexadecimal."""

    name: str
    envelope: Envelope
    _said: _Said

    @property
    def bases(self) -> tuple[str, ...]:
        """The turns that its maker knew of and that were ends then; none for a first one."""
        return self._said.bases

    @property
    def signer(self) -> str:
        """Whose key signed it."""
        return self._said.signer

    def key(self, user: UserKeys) -> FamilyKey | None:
        """Return the new key where this user is a reader."""
        for sealed in self._said.envelopes:
            try:
                secret = user.unseal_bytes(bytes.fromhex(sealed), purpose=_about(self._said.family))
                key = family_key(secret)
                self.within(key)
            except (DamagedVault, ValueError):
                continue
            return key
        return None

    def within(self, key: FamilyKey) -> Within:
        """Read what the new key opens. Raises DamagedVault."""
        try:
            text = key.open(bytes.fromhex(self._said.within), about=_about(self._said.family))
            return msgspec.msgpack.decode(text, type=Within)
        except (msgspec.MsgspecError, ValueError):
            raise DamagedVault("vault.damaged") from None

    def is_proven(self, keys: Mapping[str, FamilyKey]) -> bool:
        """Whether its maker held the keys before it, as far as one can tell who holds `keys`."""
        bases = self.bases or (FIRST,)
        if len(bases) != len(self._said.proofs):
            return False
        bare = msgspec.structs.replace(self._said, proofs=())
        return all(
            base not in keys or hmac.compare_digest(_proof(bare, keys[base]), proof)
            for base, proof in zip(bases, self._said.proofs, strict=True)
        )


def make(draft: Draft, new: Key, signer: UserKeys) -> Turn:
    """Make a turn to a new key. Raises DamagedVault for a public key that is none."""
    key = family_key(bytes(new.secret))
    about = _about(draft.family)
    before = {name: bytes(one.secret.secret) for name, one in draft.before.items()}
    within = msgspec.msgpack.encode(Within(draft.audience, before, draft.ends))
    readers = draft.audience.readers
    said = _Said(
        draft.family,
        tuple(sorted(draft.bases)),
        VERSION,
        draft.at,
        draft.author,
        signer.signing,
        tuple(seal_bytes(bytes(new.secret), one.sealing, purpose=about).hex() for one in readers),
        key.seal(within, about=about).hex(),
    )
    proofs = tuple(_proof(said, draft.before[base]) for base in said.bases or (FIRST,))
    text = msgspec.json.encode(msgspec.structs.replace(said, proofs=proofs), order="sorted")
    made = read(Envelope(text, signer.sign(_message(text))), draft.family)
    if made is None:
        raise DamagedVault("vault.damaged")
    return made


def read(envelope: Envelope, family: FamilyId) -> Turn | None:
    """Read a turn; None for what is none, as an entry. Raises DamagedVault, NewerVault.

    One that its maker did not sign, or of another family, is damage.
    """
    try:
        kind = msgspec.json.decode(envelope.text, type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if kind.get("kind") != _KIND or "bases" not in kind:
        return None
    version = kind.get("version")
    if isinstance(version, int) and version > VERSION:
        raise NewerVault("vault.newer")
    try:
        said = msgspec.json.decode(envelope.text, type=_Said)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise DamagedVault("vault.damaged") from None
    is_signed = users.is_signed(_message(envelope.text), envelope.signature, signing=said.signer)
    if said.family != family or not is_signed:
        raise DamagedVault("vault.damaged")
    return Turn(envelope.op.hex(), envelope, said)


def _proof(bare: _Said, key: FamilyKey) -> str:
    secret = key.secret.derive("turn/proof")
    try:
        text = msgspec.json.encode(bare, order="sorted")
        return hmac.new(secret.secret, text, sha256).hexdigest()
    finally:
        secret.wipe()


def _message(text: bytes) -> bytes:
    return b"consultand/turn\0" + text


def _about(family: FamilyId) -> bytes:
    return f"consultand/turn/{family}".encode()
