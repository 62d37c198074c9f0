"""A family given to somebody of another vault: its keys, sealed to her, signed by who gives it.

With the keys go the turns that made them, and who may turn them: so she goes on with the family
when its readers are chosen anew and she is still among them, without being given it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from counselling.errors import CounsellingError, DamagedVault, VaultError
from counselling.records.entrance.users import UserKeys, is_signed, seal_bytes
from counselling.records.exchange import exchange
from counselling.records.exchange.exchange import Brought
from counselling.records.exchange.relay import courier
from counselling.records.exchange.relay.courier import Synced
from counselling.records.exchange.relay.relay import Relay
from counselling.records.papers import consents
from counselling.records.readership import turning, turns
from counselling.records.readership.ring import Ring
from counselling.records.staff import staff
from counselling.records.store.engine import Connection
from counselling.records.vault import abroad
from counselling.records.vault.abroad import NOBODY, Abroad, Voice
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.audience import Audience, Reader
from counselling.records.vault.envelope import Envelope
from counselling.records.vault.row_keys import FIRST
from counselling.records.vault.sealing import family_key
from counselling.records.vault.vault import Vault

_PURPOSE = b"consultand/grant"


class _Letter(msgspec.Struct, frozen=True):
    """keys: by turn; standing: the turn under which it stands; turns: text and signature each.

    audience: who reads it, she among them; voices: who may choose readers, the giver first.
    """

    family: str
    keys: dict[str, bytes]
    standing: str
    turns: tuple[tuple[bytes, bytes], ...]
    audience: Audience
    voices: tuple[Voice, ...]
    to: str
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class Grant:
    """A family that somebody gives. giver, signing: her name as she writes it, and her key."""

    family: FamilyId
    giver: str
    signing: str
    letter: _Letter

    def __repr__(self) -> str:
        return f"Grant({self.family})"

    def brought(self, vault: Vault) -> Brought:
        """Return its keys, and what it says of its readers, as a vault takes them in.

        A family that a colleague gives to another copy of her own vault lives there too. Raises
        DamagedVault for keys or turns that are none.
        """
        ours = {member.signing for member in staff.members(vault)}
        letter, voices = self.letter, self.letter.voices
        ring = Ring({}, {*ours, *(voice.signing for voice in voices)})
        ring.keys.update((name, family_key(secret)) for name, secret in letter.keys.items())
        if FIRST not in ring.keys or letter.standing not in ring.keys:
            raise DamagedVault("vault.damaged")
        for text, signature in letter.turns:
            turn = turns.read(Envelope(text, signature), self.family)
            if turn is None:
                raise DamagedVault("vault.damaged")
            ring.take(turn, vault.user)
        if self.signing in ours:
            return Brought(ring, NOBODY)
        told = letter.audience
        guest = Abroad(letter.standing, told.readers, voices, is_guest=True, is_open=told.is_open)
        return Brought(ring, guest)


def _message(letter: _Letter) -> bytes:
    return b"consultand/grant\0" + msgspec.msgpack.encode(letter, order="sorted")


def written(vault: Vault, family: FamilyId, *, to: str) -> bytes:
    """Write the letter that gives a family to the holder of a sealing key; noted as a grant.

    A history goes whole or not at all: while anybody in it is restricted it is given to nobody new.
    Raises VaultError as `open_family`, "vault.restricted", "vault.family_withdrawn" where who is in
    does not read on; DamagedVault for a key that is none.
    """
    if to != vault.user.sealing:
        consents.demand_use_of_all(vault, family)

    def write(transaction: Transaction) -> bytes:
        connection, me = transaction.connection, transaction.signer
        found = turning.ring(connection, family, transaction.keys.of(connection, family))
        turning.settle(transaction, family, found)
        standing = found.standing()
        if standing is None:
            raise VaultError("vault.family_withdrawn")
        if to != me.sealing:
            abroad.add(connection, family, [Reader("", to)], at=standing)
        bare = _Letter(
            family,
            {name: bytes(key.secret.secret) for name, key in found.keys.items()},
            standing,
            tuple((turn.envelope.text, turn.envelope.signature) for turn in found.turns.values()),
            turning.reading(connection, family, found, standing),
            (Voice(me.signing, transaction.actor.name), *_voices(connection, family, me)),
            to,
        )
        letter = msgspec.structs.replace(bare, signature=me.sign(_message(bare)))
        return seal_bytes(msgspec.msgpack.encode(letter), to, purpose=_PURPOSE)

    return vault.write(write, act=Act(Action.GRANT, f"family/to/{to[:16]}", family))


def _voices(connection: Connection, family: FamilyId, me: UserKeys) -> tuple[Voice, ...]:
    """Return who may choose the readers besides who gives: of the vault in which it lives."""
    told = abroad.read(connection, family)
    if told.is_guest:
        return told.voices
    ours = (Voice(one.signing, one.name) for one in staff.living_in(connection))
    return tuple(voice for voice in ours if voice.signing != me.signing)


def read(letter: bytes, user: UserKeys) -> Grant:
    """Open a letter. Raises DamagedVault, VaultError("vault.not_genuine")."""
    try:
        told = msgspec.msgpack.decode(user.unseal_bytes(letter, purpose=_PURPOSE), type=_Letter)
    except msgspec.MsgspecError:
        raise DamagedVault("vault.damaged") from None
    bare = msgspec.structs.replace(told, signature=b"")
    giver = told.voices[0] if told.voices else Voice("", "")
    is_hers = is_signed(_message(bare), told.signature, signing=giver.signing)
    if told.to != user.sealing or not is_hers:
        raise VaultError("vault.not_genuine")
    return Grant(told.family, giver.name, giver.signing, told)


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
        found[grant.family, msgspec.msgpack.encode(grant.letter.keys, order="sorted")] = grant
    here = _here(vault)
    return tuple(grant for grant in found.values() if grant.family not in here)


def _here(vault: Vault) -> frozenset[FamilyId]:
    sql = "SELECT id FROM family"
    return frozenset(f for (f,) in vault.read(lambda c: c.rows(tuple[FamilyId], sql)))


def give(vault: Vault, relay: Relay, family: FamilyId, *, to: str) -> Synced:
    """Give a family to somebody through a relay: all of it, now and as it goes on.

    What was turned elsewhere is fetched first, so that the letter says who reads it now.
    """
    done = courier.sync(vault, relay, family)
    relay.leave(to, written(vault, family, to=to))
    courier.announce(vault, relay, family, to=to)
    again = courier.sync(vault, relay, family)  # what was announced is seen, and a cut of it found
    return replace(
        again,
        received=done.received + again.received,
        sent=done.sent + again.sent,
        late=done.late + again.late,
    )


def accept(vault: Vault, relay: Relay, grants: Sequence[Grant]) -> Synced:
    """Take in families that were given, with all that the relay has of them.

    A letter whose keys do not open the family's row is passed over, and one of a family whose
    readers were chosen anew since, without her. Raises as `courier.sync`.
    """
    received = 0
    for grant in grants:
        if grant.family in _here(vault):
            continue
        try:
            brought = grant.brought(vault)
            told = courier.read_row(relay, grant.family, brought.ring, vault)
        except DamagedVault:
            continue
        if not told.envelopes or brought.ring.is_withdrawn:
            continue
        exchange.take_in(vault, grant.family, brought, told.envelopes)
        courier.sync(vault, relay, grant.family)
        received += len(told.envelopes)
    return Synced(received)
