"""What is to be done on a day: told from what is kept, so that none can be forgotten or stale.

A consent that somebody gave for a child asks for the child's own: its assent from the age that the
clinic sets, its consent on the day it comes of age. A sample kit asks for its sample. A task of a
consent is done by that consent, a reminder by a word that it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain
from typing import Final

from counselling.errors import VaultError
from counselling.pedigree.coming_of_age import birthday
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.records.log import families, projection
from counselling.records.papers import consents, gates
from counselling.records.papers.consents import HERS, Consent, Recorded, Scope
from counselling.records.papers.gates import Purpose
from counselling.records.papers.majority import Ages
from counselling.records.store.clock import moment
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault

_KIT: Final = "sample_kit_letter"
_RETURN_BY: Final = "return_by"  # a word on a kit: its sample is to be back by that day


class TaskKind(StrEnum):
    """What is to be done."""

    ASSENT = "assent"  # ask the child too
    MAJORITY = "majority"  # she is of age: ask her herself
    SAMPLE = "sample"  # no sample has come: remind her


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. id: the same as long as it is the same task.

    due: the day; None where nobody knows it, as no birth is known: then it is due at once.
    is_exact: whether it is that very day; else the first that it can be.
    """

    id: str
    kind: TaskKind
    family: FamilyId
    family_name: str
    person: PersonId
    person_name: str
    due: date | None
    is_exact: bool = True

    def __repr__(self) -> str:
        return f"Task({self.kind}, {self.due})"  # never a name

    def is_due(self, today: date) -> bool:
        """Whether it is to be done now."""
        return self.due is None or self.due <= today


_OF_CHILDREN: Final = (Scope.ASSENT, Scope.VIDEO)  # said by a child, they are not her consent


@dataclass(frozen=True, slots=True)
class Kit:
    """A sample kit that was sent: the document of its note, whose it is, when."""

    document: str
    person: PersonId
    sent: date


@dataclass(frozen=True, slots=True)
class Rules:
    """When something is due. reminded_after: a sample was to be back, or its kit was sent where no
    such day was told."""

    ages: Ages
    reminded_after: tuple[timedelta, ...]


def tasks_of(
    family: Family, words: Sequence[Recorded], kits: Sequence[Kit], rules: Rules, *, today: date
) -> tuple[Task, ...]:
    """Return the tasks of one family, the next first, those without a day before all.

    words: what was said in it, the oldest first; kits: the oldest first. today: who is of age by
    then is asked for her consent, no more for her assent.
    """
    spoken = (_of_child(family, words, person, rules, today) for person in _spoken_for(words))
    found = [*chain.from_iterable(spoken), *_of_kits(family, words, kits, rules)]
    return tuple(sorted(found, key=_order))


def waiting(vault: Vault, rules: Rules, *, today: date) -> tuple[Task, ...]:
    """Return the tasks of all families that who is in can read, the next first.

    Written down as a query; nothing is changed. Raises DamagedVault.
    """
    lines = families.listing(vault)
    mine, keys = {line.id for line in lines}, vault.families

    def read(connection: Connection) -> list[Task]:
        kits = _kits(connection)
        said = connection.rows(tuple[FamilyId], "SELECT DISTINCT family_id FROM consent")
        found: list[Task] = []
        for family in sorted(mine & {*kits, *(one for (one,) in said)}):
            key = keys.of(connection, family)
            words = consents.read(connection, family, key)
            if family in kits or _spoken_for(words):
                now = projection.stand(connection, family, key).family
                found += tasks_of(now, words, kits.get(family, ()), rules, today=today)
        return found

    return tuple(sorted(vault.read(read), key=_order))


def finish(vault: Vault, family: FamilyId, task: str) -> None:
    """Write down that a reminder is done, and with it those of the same kit before it.

    Raises VaultError: "vault.no_such_task", "vault.task_by_consent" for what a consent must do; as
    `open_family`.
    """
    kind, _, rest = task.partition("/")
    if kind in (TaskKind.ASSENT, TaskKind.MAJORITY):
        raise VaultError("vault.task_by_consent")
    document, _, day = rest.partition("/")
    kits = vault.read(lambda connection: _kits(connection).get(family, ()))
    kit = next((one for one in kits if one.document == document), None)
    if kind != TaskKind.SAMPLE or kit is None or not _is_day(day):
        raise VaultError("vault.no_such_task")
    done = Consent(kit.person, Scope.TASK, is_given=True, reason=kind, until=day, alias=document)
    consents.record(vault, family, done)


def note_return(
    vault: Vault, family: FamilyId, person: PersonId, *, document: str, until: date
) -> None:
    """Write down by which day the sample of a kit is to be back. Raises as `open_family`.

    document: the note that was sent with the kit.
    """
    told = Consent(
        person, Scope.TASK, is_given=True, reason=_RETURN_BY, until=f"{until}", alias=document
    )
    consents.record(vault, family, told)


def _spoken_for(words: Sequence[Recorded]) -> tuple[PersonId, ...]:
    """Return for whom somebody else has consented."""
    found = (one.consent for one in words if one.consent.given_by and one.consent.is_given)
    return tuple(dict.fromkeys(one.person for one in found if one.person and one.scope in HERS))


def _of_child(
    family: Family, words: Sequence[Recorded], person: PersonId, rules: Rules, today: date
) -> Iterator[Task]:
    child = family.by_id.get(person)
    if child is None or child.is_deceased:
        return
    of_age = _task(family, child, TaskKind.MAJORITY, rules.ages.majority.years)
    if _has_own_word(words, person, of_age.due):
        return
    is_child = of_age.due is not None and of_age.due > today
    asked = any(o.consent.person == person and o.consent.scope is Scope.ASSENT for o in words)
    if is_child and not asked:
        yield _task(family, child, TaskKind.ASSENT, rules.ages.assent)
    yield of_age


def _has_own_word(words: Sequence[Recorded], person: PersonId, of_age: date | None) -> bool:
    """Whether somebody has spoken for herself since another spoke for her last.

    of_age: what she says before that day is asked again on it; None where nobody knows it.
    """
    said = [o for o in words if o.consent.person == person and o.consent.scope in HERS]
    last = max(at for at, one in enumerate(said) if one.consent.given_by)
    own = (one for one in said[last + 1 :] if one.consent.scope not in _OF_CHILDREN)
    return any(of_age is None or one.at.date() >= of_age for one in own)


def _task(family: Family, child: Person, kind: TaskKind, years: int) -> Task:
    when = birthday(child.birth, years=years) if child.birth else None
    return Task(
        f"{kind}/{child.id}",
        kind,
        family.id,
        family.name,
        child.id,
        child.name,
        when.day if when else None,
        is_exact=when is not None and when.is_exact,
    )


def _of_kits(
    family: Family, words: Sequence[Recorded], kits: Sequence[Kit], rules: Rules
) -> Iterator[Task]:
    done, back = _last_day(words, TaskKind.SAMPLE), _last_day(words, _RETURN_BY)
    last = {kit.person: kit for kit in kits}  # a new kit takes the place of the one before
    agreed = consents.last_words(words)
    for kit in last.values():
        if not gates.is_open(agreed, kit.person, Purpose.SAMPLE):
            continue  # nobody is reminded of the sample of a test that she does not want
        person = family.by_id.get(kit.person)
        told = back.get(kit.document, "")
        start = max(kit.sent, date.fromisoformat(told)) if _is_day(told) else kit.sent
        for after in rules.reminded_after:
            due = start + after
            if f"{due}" > done.get(kit.document, ""):
                yield Task(
                    f"{TaskKind.SAMPLE}/{kit.document}/{due}",
                    TaskKind.SAMPLE,
                    family.id,
                    family.name,
                    kit.person,
                    person.name if person else "",
                    due,
                )


def _last_day(words: Sequence[Recorded], reason: str) -> Mapping[str, str]:
    """The last day that a word of this kind names, of each kit."""
    found: dict[str, str] = {}
    for one in words:
        said = one.consent
        if said.scope is Scope.TASK and said.reason == reason:
            found[said.alias] = max(said.until, found.get(said.alias, ""))
    return found


def _kits(connection: Connection) -> Mapping[FamilyId, list[Kit]]:
    sql = (
        "SELECT family_id, id, person, created_at FROM document WHERE kind = ? ORDER BY created_at"
    )
    found: dict[FamilyId, list[Kit]] = {}
    for family, document, person, at in connection.rows(tuple[str, str, str, str], sql, _KIT):
        found.setdefault(family, []).append(Kit(document, person, moment(at).date()))
    return found


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _order(task: Task) -> tuple[bool, date, str]:
    return task.due is not None, task.due or date.min, task.id
