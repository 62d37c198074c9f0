"""A family given to somebody of another vault: its key, sealed to her, signed by who gives it."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from counselling.errors import CounsellingError, DamagedVault, VaultError
from counselling.records.entrance.users import UserKeys, is_signed, seal_bytes
from counselling.records.exchange import exchange
from counselling.records.exchange.relay import courier
from counselling.records.exchange.relay.courier import Synced
from counselling.records.exchange.relay.relay import Relay
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.sealing import FamilyKey, family_key
from counselling.records.vault.vault import Vault

_PURPOSE = b"consultand/grant"


class _Letter(msgspec.Struct, frozen=True):
    family: str
    key: bytes
    giver: str
    signing: str
    to: str
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class Grant:
    """A family that somebody gives. giver, signing: her name as she writes it, and her key."""

    family: FamilyId
    giver: str
    signing: str
    secret: bytes

    def __repr__(self) -> str:
        return f"Grant({self.family})"

    @property
    def key(self) -> FamilyKey:
        """The family's key. Raises DamagedVault for one that is none."""
        return family_key(self.secret)


def _message(letter: _Letter) -> bytes:
    return b"consultand/grant\0" + msgspec.msgpack.encode(letter)


def written(vault: Vault, family: FamilyId, *, to: str) -> bytes:
    """Write the letter that gives a family to the holder of a sealing key; noted as a grant.

    Raises VaultError as `open_family`, DamagedVault for a key that is none.
    """

    def write(transaction: Transaction) -> bytes:
        key = transaction.keys.of(transaction.connection, family)
        me = transaction.signer
        bare = _Letter(family, bytes(key.secret.secret), transaction.actor.name, me.signing, to)
        letter = msgspec.structs.replace(bare, signature=me.sign(_message(bare)))
        return seal_bytes(msgspec.msgpack.encode(letter), to, purpose=_PURPOSE)

    return vault.write(write, act=Act(Action.GRANT, f"family/to/{to[:16]}", family))


def read(letter: bytes, user: UserKeys) -> Grant:
    """Open a letter. Raises DamagedVault, VaultError("vault.not_genuine")."""
    try:
        told = msgspec.msgpack.decode(user.unseal_bytes(letter, purpose=_PURPOSE), type=_Letter)
    except msgspec.MsgspecError:
        raise DamagedVault("vault.damaged") from None
    bare = msgspec.structs.replace(told, signature=b"")
    if told.to != user.sealing or not is_signed(
        _message(bare), told.signature, signing=told.signing
    ):
        raise VaultError("vault.not_genuine")
    return Grant(told.family, told.giver, told.signing, told.key)


def waiting(vault: Vault, relay: Relay) -> tuple[Grant, ...]:
    """Return what was given to who is in and is not here yet; a letter that is none is left.

    Of one family there may be several: whoever writes into the relay can leave a letter.
    """
    found: dict[tuple[FamilyId, bytes], Grant] = {}
    for letter in relay.letters(vault.user.sealing):
        try:
            grant = read(letter, vault.user)
        except CounsellingError:
            continue
        found[grant.family, grant.secret] = grant
    here = _here(vault)
    return tuple(grant for grant in found.values() if grant.family not in here)


def _here(vault: Vault) -> frozenset[FamilyId]:
    sql = "SELECT id FROM family"
    return frozenset(f for (f,) in vault.read(lambda c: c.rows(tuple[FamilyId], sql)))


def give(vault: Vault, relay: Relay, family: FamilyId, *, to: str) -> Synced:
    """Give a family to somebody through a relay: all of it, now and as it goes on."""
    relay.leave(to, written(vault, family, to=to))
    return courier.sync(vault, relay, family)


def accept(vault: Vault, relay: Relay, grants: Sequence[Grant]) -> Synced:
    """Take in families that were given, with all that the relay has of them.

    A letter whose key does not open the family's row is passed over. Raises as `courier.sync`.
    """
    received = 0
    for grant in grants:
        if grant.family in _here(vault):
            continue
        try:
            _, envelopes = courier.read_row(relay, grant.family, grant.key)
        except DamagedVault:
            continue
        if not envelopes:
            continue
        exchange.take_in(vault, grant.family, grant.secret, envelopes)
        courier.sync(vault, relay, grant.family)
        received += len(envelopes)
    return Synced(received)
