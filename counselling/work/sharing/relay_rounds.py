"""Use case: families kept the same in several vaults through a folder that they share.

What is done to an open vault, whoever opened it. One family that cannot be exchanged keeps no
other back: it is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from counselling.errors import CounsellingError, DamagedVault, StorageError, VaultError, VaultLocked
from counselling.records.audit import audit
from counselling.records.exchange.relay import courier, grants
from counselling.records.exchange.relay.courier import Synced
from counselling.records.exchange.relay.grants import Grant
from counselling.records.exchange.relay.relay import Relay
from counselling.records.exchange.relay.shared_folder import SharedFolder
from counselling.records.folder.copying import Watch, quietly
from counselling.records.log import families
from counselling.records.log.families import FamilySummary
from counselling.records.staff import staff
from counselling.records.store.clock import moment
from counselling.records.vault.acts import Act, Action, AuditRow, FamilyId
from counselling.records.vault.vault import Vault
from counselling.work.sharing import sealing_key
from counselling.work.sharing.share_families import recipient

_EXCHANGED: Final = "relay/exchanged"
_RELAY: Final = "relay/"
_GIVEN: Final = "family/to/"


@dataclass(frozen=True, slots=True)
class Refused:
    """A family that was not exchanged, and why. name: "" where it is not here yet."""

    family: FamilyId
    name: str
    error: CounsellingError


@dataclass(frozen=True, slots=True)
class Round:
    """What a round with a relay did: families brought up to date, families that were given and
    taken in, entries each way, and the families with which it did not go. late: of the entries that
    came in, written by who did not know yet that the family had been restricted; kept_out: such
    that claim so and cannot be.
    """

    families: int = 0
    given: int = 0
    received: int = 0
    sent: int = 0
    refused: tuple[Refused, ...] = ()
    late: int = 0
    kept_out: int = 0


@dataclass(frozen=True, slots=True)
class SharedFamily:
    """A family that goes over a relay. given_to: to whom it was given, from here, by relay or
    file: names of this vault's users, else how a key begins. last: when it was last exchanged.
    """

    line: FamilySummary
    given_to: tuple[str, ...] = ()
    last: datetime | None = None


def exchange(
    vault: Vault,
    folder: Path,
    chosen: Sequence[FamilyId] = (),
    *,
    to: str = "",
    watch: Watch = quietly,
) -> Round:
    """Bring a vault and a shared folder to the same: what was given to who is in comes in too.

    chosen: the families, else those that the folder has; to: the key, as it was typed, of whom
    they are given to as well. watch: told the part that is done; what it raises ends the round
    between two families. Raises VaultError("vault.key_mistyped", "vault.own_key"), StorageError.
    """
    key = recipient(vault, to) if to else ""
    relay = SharedFolder(folder)
    done = _accepted(vault, relay, grants.waiting(vault, relay))
    lines = {line.id: line.name for line in families.listing(vault)}
    wanted = list(chosen or sorted(lines))
    for place, family in enumerate(wanted):
        watch(place / len(wanted))
        if not chosen and not relay.pull(family):
            continue
        work = partial(_give_or_sync, vault, relay, family, key)
        done = _tried(vault, done, family, lines.get(family, ""), work)
    watch(1.0)
    return done


def _accepted(vault: Vault, relay: Relay, given: Sequence[Grant]) -> Round:
    done = Round()
    for grant in given:
        try:
            came = grants.accept(vault, relay, (grant,)).received
        except (StorageError, VaultLocked):
            raise
        except CounsellingError as error:
            done = _with(done, Refused(grant.family, "", _blamed(vault, grant.family, error)))
        else:
            done = replace(done, given=done.given + bool(came), received=done.received + came)
    return done


def _give_or_sync(vault: Vault, relay: Relay, family: FamilyId, key: str) -> Synced:
    return grants.give(vault, relay, family, to=key) if key else courier.sync(vault, relay, family)


def _tried(
    vault: Vault, done: Round, family: FamilyId, name: str, work: "partial[Synced]"
) -> Round:
    try:
        synced = work()
    except (StorageError, VaultLocked):
        raise
    except CounsellingError as error:
        return _with(done, Refused(family, name, _blamed(vault, family, error)))
    vault.note_act(Act(Action.SHARE, _EXCHANGED, family))
    return replace(
        done,
        families=done.families + 1,
        received=done.received + synced.received,
        sent=done.sent + synced.sent,
        late=done.late + synced.late,
        kept_out=done.kept_out + synced.refused,
    )


def _with(done: Round, refused: Refused) -> Round:
    return replace(done, refused=(*done.refused, refused))


def _blamed(vault: Vault, family: FamilyId, error: CounsellingError) -> CounsellingError:
    """Say of damage where it is: a family that is whole here was damaged in the folder."""
    if not isinstance(error, DamagedVault):
        return error
    try:
        families.open_family(vault, family)
    except DamagedVault as damage:
        return damage
    except CounsellingError:
        pass  # it is not here, so it is not damaged here
    return VaultError("vault.relay_damaged")


@dataclass(slots=True)
class _Known:
    given_to: dict[str, None] = field(default_factory=dict)
    last: str = ""


def shared(vault: Vault) -> tuple[SharedFamily, ...]:
    """Return the families that go over a relay, the last exchanged first, as the audit has it.

    Written down as a query.
    """
    lines = {vault.subject(line.id): line for line in families.listing(vault)}
    names = {m.sealing[:_PREFIX]: m.name for m in staff.members(vault)}
    known: dict[str, _Known] = {}
    for row in audit.of_actions(vault, (Action.SHARE, Action.GRANT)):
        if row.subject in lines:
            _note(known.setdefault(row.subject, _Known()), row, names)
    found = ((lines[subject], told) for subject, told in known.items() if told.last)
    by_time = sorted(found, key=lambda pair: pair[1].last, reverse=True)
    return tuple(SharedFamily(line, tuple(t.given_to), moment(t.last)) for line, t in by_time)


_PREFIX: Final = 16  # digits of a key that the audit keeps of whom something was given to


def _note(known: _Known, row: AuditRow, names: dict[str, str]) -> None:
    if row.action == Action.SHARE and row.target.startswith(_RELAY):
        known.last = row.at
    elif row.action == Action.GRANT and row.target.startswith(_GIVEN):
        key = row.target.removeprefix(_GIVEN)
        known.given_to[names.get(key) or sealing_key.beginning(key)] = None
