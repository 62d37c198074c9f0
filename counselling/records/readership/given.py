"""That a family was given to one more reader, told in its row: so every desk knows who reads it."""

import msgspec

from counselling.errors import DamagedVault
from counselling.records.entrance import users
from counselling.records.entrance.users import UserKeys
from counselling.records.readership.turns import VERSION
from counselling.records.store.chain import FamilyId
from counselling.records.vault.envelope import Envelope

_KIND = "given"


class Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """at: the turn under which it was given; sealing: to whose key; signer: by whom."""

    family: str
    at: str
    sealing: str
    signer: str
    version: int = VERSION
    kind: str = _KIND


def make(family: FamilyId, at: str, sealing: str, signer: UserKeys) -> Envelope:
    """Say it, signed."""
    text = msgspec.json.encode(Given(family, at, sealing, signer.signing), order="sorted")
    return Envelope(text, signer.sign(_message(text)))


def read(envelope: Envelope, family: FamilyId) -> Given | None:
    """Read it; None for what is something else. Raises DamagedVault where nobody signed it so."""
    try:
        told = msgspec.json.decode(envelope.text, type=Given)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if told.kind != _KIND:
        return None
    is_signed = users.is_signed(_message(envelope.text), envelope.signature, signing=told.signer)
    if told.family != family or not is_signed:
        raise DamagedVault("vault.damaged")
    return told


def _message(text: bytes) -> bytes:
    return b"consultand/given\0" + text
