"""A family's key turned in a vault: for readers chosen here, or because it turned elsewhere."""

from collections.abc import Collection, Iterable, Sequence

from counselling.errors import DamagedVault, VaultError
from counselling.records.folder import earlier_keys
from counselling.records.keys.keys import Key
from counselling.records.log import oplog, projection
from counselling.records.readership import turns
from counselling.records.readership.given import Given
from counselling.records.readership.ring import Ring
from counselling.records.readership.turns import Draft, Turn
from counselling.records.staff import staff
from counselling.records.staff.staff import Member
from counselling.records.store.engine import Connection
from counselling.records.vault import abroad, row_keys
from counselling.records.vault.acts import FamilyId, Transaction
from counselling.records.vault.audience import Audience, Reader, audience
from counselling.records.vault.envelope import Envelope
from counselling.records.vault.row_keys import FIRST
from counselling.records.vault.sealing import FamilyKey


def ring(connection: Connection, family: FamilyId, key: FamilyKey) -> Ring:
    """Return what is known here of a family's turns. key: the family's own. Raises DamagedVault."""
    keys = {FIRST: key, **row_keys.of(connection, family, key)}
    told = abroad.read(connection, family)
    ours = [one for (one,) in connection.rows(tuple[str], "SELECT signing FROM staff")]
    found = Ring(keys, (*ours, *(voice.signing for voice in told.voices)))
    if not told.is_guest:
        found.give(told.at, told.readers)
    found.turns.update((turn.name, turn) for turn in kept(connection, family))
    return found


def kept(connection: Connection, family: FamilyId) -> list[Turn]:
    """Return the turns that are kept, each after those before it. Raises DamagedVault."""
    sql = "SELECT text, signature FROM family_turn WHERE family_id = ? ORDER BY rowid"
    found = []
    for text, signature in connection.rows(tuple[bytes, bytes], sql, family):
        turn = turns.read(Envelope(text, signature), family)
        if turn is None:
            raise DamagedVault("vault.damaged")
        found.append(turn)
    return found


def held(connection: Connection) -> list[tuple[FamilyId, str, bytes]]:
    """Return all turns as they lie beside a backup: family, name, and what was signed."""
    sql = "SELECT family_id, op, signature, text FROM family_turn ORDER BY rowid"
    found = connection.rows(tuple[str, bytes, bytes, bytes], sql)
    return [(family, f"{_TURN}{op.hex()}", sig + text) for family, op, sig, text in found]


_TURN = "turn/"


def is_one(name: str) -> bool:
    """Whether something that lies beside a backup is a turn."""
    return name.startswith(_TURN)


def bring_back(connection: Connection, family: FamilyId, signed: bytes) -> None:
    """Put a turn from beside a backup into the vault. Raises DamagedVault."""
    turn = turns.read(Envelope(signed[64:], signed[:64]), family)
    if turn is None:
        raise DamagedVault("vault.backup_damaged")
    _keep(connection, family, turn)


def _keep(connection: Connection, family: FamilyId, turn: Turn) -> None:
    sql = "INSERT OR IGNORE INTO family_turn VALUES (?, ?, ?, ?)"
    op, (text, signature) = bytes.fromhex(turn.name), turn.envelope
    connection.run(sql, family, op, signature, text)


def forget(connection: Connection, family: FamilyId) -> None:
    """Forget all of it: the key is to be destroyed, and a turn holds it for its readers."""
    connection.run("DELETE FROM family_turn WHERE family_id = ?", family)
    row_keys.forget(connection, family)
    abroad.forget(connection, family)


def reading(connection: Connection, family: FamilyId, found: Ring, name: str) -> Audience:
    """Return who reads a family now, everywhere. name: the turn under which it stands."""
    told = abroad.read(connection, family)
    since = told.readers if told.at == name else ()
    if name != FIRST:
        last = found.audience(name)
        return audience((*last.readers, *since), is_open=last.is_open)
    if told.is_guest:
        return audience(since, is_open=told.is_open)
    holders = [Reader(one.id, one.sealing) for one in _inside(connection, family)]
    return audience((*holders, *since), is_open=not _are_named(connection, family))


def unknown(
    connection: Connection, family: FamilyId, found: Ring, given: Iterable[Given]
) -> tuple[Reader, ...]:
    """Return to whom a family was given under the turn that stands, and who is not known here."""
    standing = found.standing()
    if standing is None:
        return ()
    known = reading(connection, family, found, standing).everyone
    told = {note.sealing for note in given if note.at == standing} - known
    return tuple(Reader("", sealing) for sealing in sorted(told))


def _are_named(connection: Connection, family: FamilyId) -> bool:
    sql = "SELECT 1 FROM family_key WHERE family_id = ? AND holder <> ''"
    return connection.row(tuple[int], sql, family) is not None


def _inside(connection: Connection, family: FamilyId) -> list[Member]:
    """Return who of this vault reads a family: those named, else all who have a way in."""
    living = staff.living_in(connection)
    if not _are_named(connection, family):
        return living
    sql = "SELECT holder FROM family_key WHERE family_id = ?"
    named = {holder for (holder,) in connection.rows(tuple[str], sql, family)}
    return [one for one in living if one.id in named]


def choose(
    transaction: Transaction,
    family: FamilyId,
    members: Sequence[Member],
    *,
    stay: Collection[str] | None = None,
) -> None:
    """Turn the key of a family: of this vault only these read it from now on; none: everybody.

    stay: the keys of those of other vaults who read on; None: all of them. Of a family that lives
    in another vault nobody there is taken out. Raises as `FamilyKeys.of`.
    """
    connection = transaction.connection
    old = transaction.keys.of(connection, family)
    found = ring(connection, family, old)
    mine = found.mine()
    if not mine:
        raise VaultError("vault.family_withdrawn")
    told = _chosen(connection, family, found, members, stay)
    new = transaction.keys.fresh()
    holders = [(one.id, one.sealing) for one in members]
    key = _replace(transaction, family, old, new, holders)
    _turn(transaction, family, found, told, new, bases=mine, key=key)
    projection.rebuild_family(connection, family, transaction.keys)


def _chosen(
    connection: Connection,
    family: FamilyId,
    found: Ring,
    members: Sequence[Member],
    stay: Collection[str] | None,
) -> Audience:
    now, living = outside(connection, family, found), staff.living_in(connection)
    is_guest = abroad.read(connection, family).is_guest
    ours = {one.sealing for one in living}
    inside = [Reader("" if is_guest else one.id, one.sealing) for one in members or living]
    others = [
        one
        for one in now.readers
        if one.sealing not in ours and (is_guest or stay is None or one.sealing in stay)
    ]
    return audience((*inside, *others), is_open=now.is_open if is_guest else not members)


def outside(connection: Connection, family: FamilyId, found: Ring) -> Audience:
    """Return who of other vaults reads a family; of one that lives elsewhere, all who do there."""
    standing = found.standing()
    if standing is None:
        now = found.meeting() if found.mine() else Audience()
    else:
        now = reading(connection, family, found, standing)
    is_guest = abroad.read(connection, family).is_guest
    return now if is_guest else Audience(readers=now.outside)


def _replace(
    transaction: Transaction,
    family: FamilyId,
    old: FamilyKey,
    new: Key,
    holders: Collection[tuple[str, str]],
) -> FamilyKey:
    """Put another key in the place of a family's; all of it is sealed anew."""
    key = transaction.keys.put(transaction.connection, family, new, holders)
    earlier_keys.replace(transaction.connection, family, old=old, new=key)
    return key


def _turn(
    transaction: Transaction,
    family: FamilyId,
    found: Ring,
    told: Audience,
    new: Key,
    *,
    bases: Iterable[str],
    key: FamilyKey,
) -> None:
    """Make a turn and keep it with its key, and the first key where it is not kept yet.

    key: with which the family is sealed here at this moment.
    """
    entries = tuple(oplog.entries(transaction.connection, family, key))
    draft = Draft(
        family,
        tuple(base for base in bases if base != FIRST),
        found.keys,
        told,
        oplog.tips(entries).ends,
        transaction.at,
        transaction.actor.name,
    )
    turn = turns.make(draft, new, transaction.signer)
    found.take(turn, transaction.signer)
    _keep(transaction.connection, family, turn)
    found.keys[turn.name] = FamilyKey(new)
    _keep_keys(transaction.connection, family, found, key)


def _keep_keys(connection: Connection, family: FamilyId, found: Ring, key: FamilyKey) -> None:
    if not found.turns and found.keys[FIRST].secret.secret == key.secret.secret:
        return
    for name, one in found.keys.items():
        row_keys.keep(connection, family, name, bytes(one.secret.secret), key=key)


def adopt(transaction: Transaction, family: FamilyId, more: Ring, *, is_new: bool = False) -> Ring:
    """Take over what is known elsewhere of a family's turns, and act on it; return what is known.

    Where turns were made apart and none of them says enough, the key turns once more for those who
    read in all of them. more: what was read there. is_new: of a family that only now came in, with
    its first key too. Raises as `FamilyKeys.of`, DamagedVault.
    """
    connection = transaction.connection
    key = transaction.keys.of(connection, family)
    found = ring(connection, family, key)
    if is_new:
        found.keys[FIRST] = more.keys[FIRST]
    before = set(found.keys)
    for turn in more.turns.values():
        if found.take(turn, transaction.signer):
            _keep(connection, family, turn)
    for name, one in more.keys.items():
        if name not in found.keys:
            found.hold(name, one)
    for at, readers in more.gifts():
        found.give(at, readers)
    if is_new or set(found.keys) != before:
        _keep_keys(connection, family, found, key)
    if found.is_withdrawn:
        return found
    standing = found.standing()
    if standing is None:
        _narrow(transaction, family, found)
    else:
        _follow(transaction, family, found, standing)
    return found


def settle(transaction: Transaction, family: FamilyId, found: Ring) -> None:
    """Turn the key once more where turns were made apart, even for the same readers.

    Whoever is given the family after that is given it in knowledge of them all. Raises as `adopt`.
    """
    if len(found.mine()) > 1:
        _narrow(transaction, family, found)


def _narrow(transaction: Transaction, family: FamilyId, found: Ring) -> None:
    connection = transaction.connection
    told, new = found.meeting(), transaction.keys.fresh()
    old = transaction.keys.of(connection, family)
    _turn(transaction, family, found, told, new, bases=found.mine(), key=old)
    standing = found.standing()
    if standing is not None:
        _follow(transaction, family, found, standing)


def _follow(transaction: Transaction, family: FamilyId, found: Ring, standing: str) -> None:
    """Let those read here whom the turn names, under its key, where who reads is said here."""
    connection = transaction.connection
    name = found.governing(standing)
    if name == FIRST or abroad.read(connection, family).is_guest:
        return
    old, wanted = transaction.keys.of(connection, family), found.keys[name].secret
    told, living = found.audience(name), staff.living_in(connection)
    holders = [(one.id, one.sealing) for one in living if one.sealing in told.everyone]
    me = transaction.signer.sealing
    is_for_me = told.is_open or any(sealing == me for _, sealing in holders)
    if old.secret.secret == wanted.secret or not is_for_me:
        return
    new = Key(bytes(wanted.secret))
    _replace(transaction, family, old, new, () if told.is_open else holders)
    projection.rebuild_family(connection, family, transaction.keys)
