"""Keys of families: what is told of a family is sealed with a key of its own.

The key is kept in the vault, wrapped for everybody who opens it or, for a family with users of its
own, sealed to each of these alone (HPKE): others have the rows and cannot read them. Destroying
the key destroys the family in every copy that has no copy of the key.
"""

import os
from collections.abc import Collection
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from counselling.errors import DamagedVault, VaultError
from counselling.records.entrance.users import UserKeys, seal_bytes
from counselling.records.keys.keys import KEY_BYTES, Key, RandomBytes, VaultKeys
from counselling.records.store.chain import FamilyId
from counselling.records.store.engine import Connection

EVERYBODY: Final = ""
_NONCE_BYTES: Final = 12
_SUBJECT: Final = b"consultand/kept-key/subject"


class FamilyKey:
    """The key of one family; AES-256-GCM with a random nonce for each thing it seals."""

    __slots__ = ("_cipher", "secret")

    def __init__(self, secret: Key) -> None:
        self.secret = secret
        self._cipher = AESGCM(bytes(secret.secret))

    def __repr__(self) -> str:
        return "FamilyKey(...)"

    def seal(self, plain: bytes, *, about: bytes) -> bytes:
        """Seal bytes; they open only as what they are about (a row's name)."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, about)

    def open(self, sealed: bytes, *, about: bytes) -> bytes:
        """Open what was sealed. Raises DamagedVault for anything else."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about)
        except (InvalidTag, ValueError):
            raise DamagedVault("vault.damaged") from None


class FamilyKeys:
    """The families' keys as one user of an open vault can reach them."""

    def __init__(self, wrap: Key, *, user_id: str, user: UserKeys, random: RandomBytes) -> None:
        self._wrap, self._user_id, self._user, self._random = wrap, user_id, user, random

    def new(self, connection: Connection, family: FamilyId) -> FamilyKey:
        """Make the key of a new family, open to everybody who opens the vault."""
        return self.put(connection, family, self.fresh(), ())

    def fresh(self) -> Key:
        """Return a key that nothing is sealed with yet."""
        return Key(self._random(KEY_BYTES))

    def adopt(self, connection: Connection, family: FamilyId, secret: bytes) -> FamilyKey:
        """Keep the key of a family that comes from another vault. Raises DamagedVault."""
        key = FamilyKey(_key(secret))
        wrapped = FamilyKey(self._wrap).seal(secret, about=_about(family))
        _keep(connection, family, EVERYBODY, wrapped)
        return key

    def of(self, connection: Connection, family: FamilyId) -> FamilyKey:
        """Return a family's key.

        Raises VaultError: "vault.no_such_family", "vault.family_erased" where nobody has the key
        any more, "vault.family_sealed" where others have it; DamagedVault.
        """
        sql = "SELECT holder, sealed FROM family_key WHERE family_id = ?"
        held = dict(connection.rows(tuple[str, bytes], sql, family))
        if self._user_id in held:
            secret = self._user.unseal_bytes(held[self._user_id], purpose=_about(family))
        elif EVERYBODY in held:
            secret = FamilyKey(self._wrap).open(held[EVERYBODY], about=_about(family))
        else:
            raise VaultError(self._why_not(connection, family, is_held=bool(held)))
        return FamilyKey(_key(secret))

    def reach(self, family: FamilyId, holder: str, sealed: bytes) -> bytes | None:
        """Open a family's key as some file has it for a holder; None for what is not for us."""
        try:
            if holder == EVERYBODY:
                return FamilyKey(self._wrap).open(sealed, about=_about(family))
            if holder == self._user_id:
                return self._user.unseal_bytes(sealed, purpose=_about(family))
        except DamagedVault:
            return None
        return None

    @staticmethod
    def _why_not(connection: Connection, family: FamilyId, *, is_held: bool) -> str:
        if is_held:
            return "vault.family_sealed"
        is_there = connection.row(tuple[int], "SELECT 1 FROM family WHERE id = ?", family)
        return "vault.family_erased" if is_there else "vault.no_such_family"

    def is_mine(self, connection: Connection, family: FamilyId) -> bool:
        """Whether this user can read a family."""
        sql = "SELECT 1 FROM family_key WHERE family_id = ? AND holder IN (?, ?)"
        return connection.row(tuple[int], sql, family, EVERYBODY, self._user_id) is not None

    def sealed_to_me(self, connection: Connection) -> tuple[FamilyId, ...]:
        """Return the families that this user and few others read."""
        # "holder <> ''" twice over, so that the index of these few alone serves
        sql = (
            "SELECT family_id FROM family_key WHERE holder = ? AND holder <> '' ORDER BY family_id"
        )
        return tuple(f for (f,) in connection.rows(tuple[FamilyId], sql, self._user_id))

    def demand(self, connection: Connection, family: FamilyId) -> None:
        """Raise VaultError("vault.family_sealed") where others alone read a family."""
        if self.holders(connection, family) and not self.is_mine(connection, family):
            raise VaultError("vault.family_sealed")

    def give(
        self, connection: Connection, family: FamilyId, holders: Collection[tuple[str, str]]
    ) -> FamilyKey:
        """Replace a family's key by a new one that these alone hold; none: everybody.

        holders: id and public sealing key of each. What the old key sealed must be sealed anew.
        """
        return self.put(connection, family, self.fresh(), holders)

    def put(
        self,
        connection: Connection,
        family: FamilyId,
        secret: Key,
        holders: Collection[tuple[str, str]],
    ) -> FamilyKey:
        """Replace a family's key by this one, as `give`. Raises DamagedVault."""
        self.destroy(connection, family)
        if not holders:
            return self.adopt(connection, family, bytes(secret.secret))
        for user_id, sealing in holders:
            sealed = seal_bytes(bytes(secret.secret), sealing, purpose=_about(family))
            _keep(connection, family, user_id, sealed)
        return FamilyKey(secret)

    @staticmethod
    def holders(connection: Connection, family: FamilyId) -> tuple[str, ...]:
        """Return who alone reads a family, by user id; nobody named: everybody does."""
        sql = "SELECT holder FROM family_key WHERE family_id = ? AND holder <> '' ORDER BY holder"
        return tuple(holder for (holder,) in connection.rows(tuple[str], sql, family))

    def readers(self, connection: Connection, family: FamilyId) -> tuple[tuple[str, str], ...]:
        """Return who alone reads a family, with the public key of each, as `give` wants them."""
        sql = (
            "SELECT holder, sealing FROM family_key JOIN staff ON staff.id = holder"
            " WHERE family_id = ? AND until IS NULL ORDER BY holder"
        )
        return tuple(connection.rows(tuple[str, str], sql, family))

    @staticmethod
    def destroy(connection: Connection, family: FamilyId) -> None:
        """Forget a family's key, whoever held it."""
        connection.run("DELETE FROM family_key WHERE family_id = ?", family)

    def wipe(self) -> None:
        """Overwrite the key that wraps the others."""
        self._wrap.wipe()


def hand_over(
    connection: Connection, before: str, user: UserKeys, *, after: str, sealing: str
) -> None:
    """Seal what somebody holds by name to her new keys, under her new id. Raises DamagedVault."""
    sql = "SELECT family_id, sealed FROM family_key WHERE holder = ?"
    change = "UPDATE family_key SET holder = ?, sealed = ? WHERE family_id = ? AND holder = ?"
    for family, sealed in connection.rows(tuple[str, bytes], sql, before):
        plain = user.unseal_bytes(sealed, purpose=_about(family))
        anew = seal_bytes(plain, sealing, purpose=_about(family))
        connection.run(change, after, anew, family, before)


def held_alone(connection: Connection, user_id: str) -> int:
    """Return how many families nobody but this user can read."""
    sql = """SELECT count(*) FROM family_key AS mine WHERE holder = ? AND NOT EXISTS (
        SELECT 1 FROM family_key AS other
        JOIN staff ON staff.id = other.holder AND staff.until IS NULL
        WHERE other.family_id = mine.family_id AND other.holder <> mine.holder)"""
    found = connection.row(tuple[int], sql, user_id)
    return found[0] if found else 0


def rewrap(connection: Connection, *, old: Key, new: Key) -> None:
    """Wrap the keys that everybody holds under another vault key. Raises DamagedVault."""
    sql = "SELECT family_id, sealed FROM family_key WHERE holder = ?"
    before, after = FamilyKey(old), FamilyKey(new)
    for family, sealed in connection.rows(tuple[str, bytes], sql, EVERYBODY):
        again = after.seal(before.open(sealed, about=_about(family)), about=_about(family))
        change = "UPDATE family_key SET sealed = ? WHERE family_id = ? AND holder = ?"
        connection.run(change, again, family, EVERYBODY)


def keep_subject(connection: Connection, subject: Key, *, wrap: Key) -> None:
    """Keep the key of the audit's pseudonyms past a change of the vault's key."""
    sealed = FamilyKey(wrap).seal(bytes(subject.secret), about=_SUBJECT)
    connection.run("INSERT OR REPLACE INTO kept_key VALUES (?, ?)", "subject", sealed)


def kept_subject(connection: Connection, keys: VaultKeys) -> Key:
    """Return the key of the audit's pseudonyms: the one that was kept, else today's."""
    if not connection.row(tuple[int], "SELECT 1 FROM sqlite_schema WHERE name = 'kept_key'"):
        return keys.subject
    sql = "SELECT sealed FROM kept_key WHERE name = 'subject'"
    found = connection.row(tuple[bytes], sql)
    if found is None:
        return keys.subject
    return _key(FamilyKey(keys.family).open(found[0], about=_SUBJECT))


def _keep(connection: Connection, family: FamilyId, holder: str, sealed: bytes) -> None:
    connection.run("INSERT INTO family_key VALUES (?, ?, ?)", family, holder, sealed)


def _about(family: FamilyId) -> bytes:
    return f"consultand/family-key/{family}".encode()


def family_key(secret: bytes) -> FamilyKey:
    """Return the key of these bytes. Raises DamagedVault for bytes that are none."""
    return FamilyKey(_key(secret))


def _key(secret: bytes) -> Key:
    try:
        return Key(secret)
    except ValueError:
        raise DamagedVault("vault.damaged") from None
