"""An entry of a family's history as it travels: what its author said and signed, byte for byte."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import msgspec

from counselling.errors import DamagedVault, NewerVault, VaultError
from counselling.pedigree.edits import EDITS, Edit
from counselling.pedigree.origin import UNSAID, Origin
from counselling.records.entrance import users

# Raised when the shape of any edit changes: an earlier release then refuses what it would cut.
EDIT_VERSION: Final = 6
FIRST_SIGNED: Final = 5  # entries of an earlier version were written before there were signatures
SIGNATURE_BYTES: Final = 64
NO_SIGNATURE: Final = bytes(SIGNATURE_BYTES)

_DECODERS: Final[Mapping[str, msgspec.json.Decoder[Any]]] = {
    kind: msgspec.json.Decoder(edit) for kind, edit in EDITS.items()
}


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry as its author signed it. parents: ops in hexadecimal, sorted; clock: from 1."""

    family: str
    parents: tuple[str, ...]
    clock: int
    version: int
    at: str
    author: str
    signer: str
    kind: str
    edit: msgspec.Raw
    origin: Origin = UNSAID


class Envelope(NamedTuple):
    """An entry as it travels: what was said, byte for byte, and its author's signature."""

    text: bytes
    signature: bytes

    @property
    def op(self) -> bytes:
        """The hash by which the entry is known everywhere."""
        return hashlib.sha256(self.text).digest()

    def said(self) -> Said:
        """Read what was said. Raises NewerVault for a later version, DamagedVault."""
        try:
            return msgspec.json.decode(self.text, type=Said)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            self._refuse_newer()
            raise DamagedVault("vault.damaged") from None

    def _refuse_newer(self) -> None:
        try:
            told = msgspec.json.decode(self.text, type=dict[str, object])
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return
        version = told.get("version")
        if isinstance(version, int) and version > EDIT_VERSION:
            raise NewerVault("vault.newer")

    def is_genuine(self) -> bool:
        """Whether it bears its author's signature, or is of the time before signatures."""
        said = self.said()
        if said.version < FIRST_SIGNED:
            return self.signature == NO_SIGNATURE
        return users.is_signed(message(self.text), self.signature, signing=said.signer)


def encode(edit: Edit) -> bytes:
    """Write an edit as canonical JSON.

    Raises VaultError("vault.edit_unreadable") when it would not be read back as it is: a number
    that is none, a list in place of a tuple, half a character.
    """
    try:
        body = msgspec.json.encode(edit, order="sorted")
        if decode(edit.kind, EDIT_VERSION, body) == edit:
            return body
    except (UnicodeEncodeError, DamagedVault):
        pass
    raise VaultError("vault.edit_unreadable")


def decode(kind: str, version: int, body: bytes | msgspec.Raw) -> Edit:
    """Read an edit. Raises NewerVault for a kind or version of a later release, DamagedVault."""
    if version > EDIT_VERSION or kind not in _DECODERS:
        raise NewerVault("vault.newer")
    try:
        edit: Edit = _DECODERS[kind].decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise DamagedVault("vault.damaged") from None
    return edit


def message(text: bytes) -> bytes:
    """Return what an author signs."""
    return b"consultand/edit\0" + text
