"""Unusual access: rows of the audit that somebody should ask about; a pure function, no verdict.

A counsellor who opens many families at night may be on call. What is pointed out here is what a
data protection officer would ask about first: one's own name, a colleague's, very many records in
an hour, work outside the clinic's hours, and tries at the door in vain.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from counselling.records.store.clock import moment
from counselling.records.vault.acts import REFUSED, Action, AuditRow

_READING: Final = (Action.VIEW, Action.CHANGE, Action.EXPORT, Action.PRINT, Action.DISCLOSE)
_SHORTEST: Final = 3  # letters of a name that means somebody: "van", "de" mean nobody yet
_HOUR: Final = timedelta(hours=1)
_PARTICLES: Final = frozenset({"van", "von", "der", "den", "des", "dos", "ten", "ter"})


class Reason(StrEnum):
    """Why a row is pointed out."""

    OWN_NAME = "own_name"  # who opened it bears the family's name
    COLLEAGUE = "colleague"  # somebody else of the staff does
    MANY = "many"
    HOURS = "hours"
    TRIES = "tries"  # at the door, in vain


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in a clinic: hours of its clock, `to_hour` left out; Monday is 0.

    most_an_hour: different families that one person opens within sixty minutes; tries: at the
    door, in vain, in one day.
    """

    from_hour: int = 7
    to_hour: int = 20
    weekdays: frozenset[int] = frozenset(range(5))
    most_an_hour: int = 20
    tries: int = 3


@dataclass(frozen=True, slots=True)
class Unusual:
    """One thing to ask about. sequence: the row it begins at; subject: whose record, if one's.

    count: how many records, or rows, or tries.
    """

    reason: Reason
    actor: str
    at: datetime
    sequence: int
    subject: str | None = None
    count: int = 1


def unusual(
    rows: Iterable[AuditRow],
    *,
    names: Mapping[str, str],
    staff: Sequence[str],
    zone: tzinfo,
    usual: Usual | None = None,
) -> tuple[Unusual, ...]:
    """Return what is unusual among rows, the latest first.

    names: name of the family of each subject, as far as they may be known. staff: names of all
    who work here. zone: in which the clinic's hours are.
    """
    usual, ordered = usual or Usual(), sorted(rows, key=lambda row: row.sequence)
    reads = [row for row in ordered if row.subject and row.action in _READING and _is_done(row)]
    found = (
        *_by_name(reads, names, staff),
        *_many(reads, usual),
        *_outside_hours(reads, usual, zone),
        *_tries(ordered, usual, zone),
    )
    return tuple(sorted(found, key=lambda one: one.sequence, reverse=True))


def _is_done(row: AuditRow) -> bool:
    return row.outcome != REFUSED


def _by_name(
    reads: Sequence[AuditRow], names: Mapping[str, str], staff: Sequence[str]
) -> Iterable[Unusual]:
    """Each actor once for each family."""
    families = {subject: _surnames(name) for subject, name in names.items()}
    people = {name: _surnames(name) for name in (*staff, *(row.actor for row in reads))}
    first: dict[tuple[str, str], AuditRow] = {}
    counts: dict[tuple[str, str], int] = {}
    for row in reads:
        key = (row.actor, row.subject or "")
        first.setdefault(key, row)
        counts[key] = counts.get(key, 0) + 1
    for (actor, subject), row in first.items():
        theirs = families.get(subject, frozenset())
        bearers = {name for name, own in people.items() if own & theirs}
        if bearers:
            reason = Reason.OWN_NAME if actor in bearers else Reason.COLLEAGUE
            count = counts[actor, subject]
            yield Unusual(reason, actor, moment(row.at), row.sequence, subject, count)


def _many(reads: Sequence[AuditRow], usual: Usual) -> Iterable[Unusual]:
    """Once for each rush: from the row at which it became one until it is over."""
    recent: dict[str, list[tuple[datetime, str]]] = {}
    rush: dict[str, Unusual] = {}
    for row in reads:
        at, subject = moment(row.at), row.subject or ""
        kept = [one for one in recent.get(row.actor, []) if at - one[0] < _HOUR]
        recent[row.actor] = [*kept, (at, subject)]
        count = len({subject for _, subject in recent[row.actor]})
        if count > usual.most_an_hour:
            known = rush.get(row.actor)
            begun = known or Unusual(Reason.MANY, row.actor, at, row.sequence)
            most = max(count, begun.count)
            rush[row.actor] = Unusual(Reason.MANY, row.actor, begun.at, begun.sequence, None, most)
        elif row.actor in rush:
            yield rush.pop(row.actor)
    yield from rush.values()


def _outside_hours(reads: Sequence[AuditRow], usual: Usual, zone: tzinfo) -> Iterable[Unusual]:
    """Each actor once a day."""
    days: dict[tuple[str, str], list[AuditRow]] = {}
    for row in reads:
        here = moment(row.at).astimezone(zone)
        is_open = usual.from_hour <= here.hour < usual.to_hour and here.weekday() in usual.weekdays
        if not is_open:
            days.setdefault((row.actor, here.date().isoformat()), []).append(row)
    for (actor, _), those in days.items():
        row = those[0]
        yield Unusual(Reason.HOURS, actor, moment(row.at), row.sequence, None, len(those))


def _tries(ordered: Sequence[AuditRow], usual: Usual, zone: tzinfo) -> Iterable[Unusual]:
    days: dict[str, list[AuditRow]] = {}
    for row in ordered:
        if row.action == Action.UNLOCK and not _is_done(row):
            days.setdefault(moment(row.at).astimezone(zone).date().isoformat(), []).append(row)
    for those in days.values():
        if len(those) >= usual.tries:
            at = moment(those[0].at)
            yield Unusual(Reason.TRIES, "", at, those[0].sequence, None, len(those))


def _surnames(name: str) -> frozenset[str]:
    """The words of a name, as they are compared: without case, marks, or what binds them."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.findall(r"[^\W\d_]+", plain.casefold())
    return frozenset(w for w in words if len(w) >= _SHORTEST and w not in _PARTICLES)
