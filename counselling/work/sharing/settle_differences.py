"""Use case: what two people said differently of a family, told so that one of them is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from counselling.errors import VaultError
from counselling.pedigree.places import Place, Value, at
from counselling.pedigree.placing import placed
from counselling.pedigree.writer import NAMELESS, Writer
from counselling.records.log import families
from counselling.records.log.differing import Difference, OpId
from counselling.records.log.families import FamilyRecord
from counselling.records.log.speakers import Speaker, speakers
from counselling.records.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can stand at a place. writer, told_at: who wrote it last and when; nobody and
    None where it stood before anybody differed. stands: it does so now.
    """

    value: Value
    writer: Writer
    told_at: datetime | None
    stands: bool


@dataclass(frozen=True, slots=True)
class OpenDifference:
    """A place of a family at which somebody must choose. choices: what stands now first, then the
    rest, the latest first. is_refused: something of it does not fit into the family.
    """

    place: Place
    choices: tuple[Choice, ...]
    is_refused: bool = False


def open_differences(vault: Vault, record: FamilyRecord) -> tuple[OpenDifference, ...]:
    """Return what waits in a family that is open, in the order of its places. Raises VaultError."""
    if not record.differences:
        return ()
    ops = {spoken.op for one in record.differences for spoken in one.spoken}
    known = speakers(vault, record.id, ops)
    return tuple(_told(one, record, known) for one in record.differences)


def settle(vault: Vault, record: FamilyRecord, one: OpenDifference, choice: Choice) -> FamilyRecord:
    """Let one of the values stand at its place, and nothing be open there any more.

    record: the family as the difference was read of it. Raises VaultError("vault.family_changed")
    where it was changed meanwhile, PedigreeError where the value does not fit any more.
    """
    edits = placed(one.place, choice.value, record.family)
    return families.append(vault, record.id, edits=edits, after=record.sequence)


def numbered(
    waiting: Sequence[OpenDifference], *, difference: int, take: int
) -> tuple[OpenDifference, Choice]:
    """Return a difference and one of its values by their places, counted from 1.

    Raises VaultError("vault.no_such_difference"), VaultError("vault.no_such_choice"); both say
    how many there are.
    """
    if not 1 <= difference <= len(waiting):
        raise VaultError("vault.no_such_difference", count=len(waiting))
    one = waiting[difference - 1]
    if not 1 <= take <= len(one.choices):
        raise VaultError("vault.no_such_choice", count=len(one.choices))
    return one, one.choices[take - 1]


def _told(one: Difference, record: FamilyRecord, known: Mapping[OpId, Speaker]) -> OpenDifference:
    stands = at(record.family, one.place)
    choices: list[Choice] = []
    for spoken in reversed(one.spoken):
        if all(spoken.value != choice.value for choice in choices):
            who = known.get(spoken.op)
            writer, told_at = (who.writer, who.at) if who else (NAMELESS, None)
            choices.append(Choice(spoken.value, writer, told_at, spoken.value == stands))
    if all(not choice.stands for choice in choices):
        choices.append(Choice(stands, NAMELESS, None, stands=True))
    choices.sort(key=lambda choice: not choice.stands)
    return OpenDifference(one.place, tuple(choices), one.is_refused)
