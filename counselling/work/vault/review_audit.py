"""Use case: the audit of the open vault, read in the clinic's words, verified, handed over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final, Protocol

from counselling.language.finding import finder
from counselling.records.audit import audit, audit_export
from counselling.records.audit.audit import Wanted
from counselling.records.audit.audit_export import Period
from counselling.records.audit.unusual import Reason, unusual
from counselling.records.staff import staff
from counselling.records.store.clock import Now, moment, written
from counselling.records.vault.acts import REFUSED, Act, Action, AuditRow, FamilyId
from counselling.records.vault.heads import Freshness
from counselling.records.vault.vault import Vault

PAGE: Final = 200  # rows on the screen at once; older ones follow when they are asked for
OTHER: Final = "other"
_THINGS: Final = frozenset(
    {
        "audit", "backup", "backups", "board", "code", "consent", "document", "families", "family",
        "header", "keeping", "key", "notes", "person", "relay", "research", "search", "session",
        "sheet", "staff", "vault", "ways",
    }
)  # fmt: skip
_MOST_FAMILIES: Final = 50  # that a name typed may mean
_LOOK_BACK: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """A row in the clinic's words.

    thing: what it was done to, one of a few words, or "other". family: its name; None where the
    row is about none, "" where the name may not be known or is none. computer: of one that came
    in, what that computer is called here; "" where nobody knows.
    """

    sequence: int
    at: datetime
    actor: str
    role: str
    action: str
    thing: str
    family: str | None
    is_refused: bool
    computer: str = ""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """What was found. has_more: there are older ones. staff: names to ask for."""

    lines: tuple[AuditLine, ...]
    has_more: bool
    staff: tuple[str, ...]
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class UnusualLine:
    """Something to ask about, in the clinic's words. family: as in AuditLine."""

    reason: Reason
    actor: str
    at: datetime
    family: str | None
    count: int


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """What verifying found: rows that are whole, the first that is not, and the clock."""

    rows: int
    broken_at: int | None
    clock_went_back: int
    freshness: Freshness

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, removed or cut, as far as this computer knows."""
        return self.broken_at is None and self.freshness in (Freshness.UNKNOWN, Freshness.SAME)


class Holder(Protocol):
    """Holds the open vault; the door does."""

    @property
    def vault(self) -> Vault:
        """The open vault. Raises VaultLocked."""
        ...


class AuditReview:
    """The audit of the open vault. Slow enough to stay off the UI thread.

    now: the clock. zone: of the clinic's hours.
    """

    def __init__(self, door: Holder, *, now: Now, zone: tzinfo | None = None) -> None:
        self._door, self._now, self._zone = door, now, zone

    def look(
        self,
        *,
        person: str = "",
        family: str = "",
        days: int = 0,
        is_refused: bool = False,
        before: int = 0,
    ) -> AuditPage:
        """Return rows, the latest first.

        person: her short name; family: a part of a family's name; days: how far back, 0 for all;
        is_refused: only what was tried in vain; before: rows older than this one, 0 for the
        latest. Raises VaultError("vault.not_allowed").
        """
        vault = self._door.vault
        vault.check(Act(Action.AUDIT, "audit"))
        names = audit.names(vault)
        wanted = Wanted(
            _meant(family, names),
            person,
            self._since(days),
            is_refused=is_refused,
            before=before,
            limit=PAGE + 1,
        )
        found = audit.find(vault, wanted)
        known = tuple(dict.fromkeys(member.name for member in staff.members(vault)))
        lines = _lines(vault, found[:PAGE], names)
        return AuditPage(lines, len(found) > PAGE, known, vault.freshness)

    def unusual(self) -> tuple[UnusualLine, ...]:
        """Return what of the last month should be asked about. Raises as `look`."""
        vault = self._door.vault
        vault.note_act(Act(Action.AUDIT, "audit/unusual"))
        names = {vault.subject(family): name for family, name in audit.names(vault).items()}
        members = [member.name for member in staff.members(vault)]
        now = self._now()
        rows = audit.each(vault, since=written(now - _LOOK_BACK))
        zone = self._zone or now.astimezone().tzinfo
        assert zone is not None  # an aware moment has one
        found = unusual(rows, names=names, staff=members, zone=zone)
        return tuple(
            UnusualLine(
                each.reason, each.actor, each.at,
                None if each.subject is None else names.get(each.subject, ""), each.count,
            )
            for each in found
        )  # fmt: skip

    def verify(self, heard: Callable[[float], None]) -> AuditVerdict:
        """Read the whole chain; what `heard` raises ends it. Raises as `look`."""
        vault = self._door.vault
        found = audit.verify(vault, heard=heard)
        return AuditVerdict(
            found.head.sequence, found.broken_at, found.backward_steps, vault.freshness
        )

    def export(self, path: Path, *, days: int, heard: Callable[[float], None]) -> int:
        """Write the audit as FHIR AuditEvents; return how many. Raises as `look`, StorageError."""
        period = Period(self._since(days))
        return audit_export.export(self._door.vault, path, period=period, heard=heard)

    def _since(self, days: int) -> str:
        """From the beginning of a day of this clock: "today" is not the last 24 hours."""
        if not days:
            return ""
        here = self._now().astimezone(self._zone)
        first = here.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days - 1)
        return written(first)


def _meant(typed: str, names: dict[FamilyId, str]) -> tuple[FamilyId, ...] | None:
    """The families whose names hold every word typed; None where nothing was typed."""
    if not typed.strip():
        return None
    is_meant = finder(typed)
    found = (family for family, name in names.items() if is_meant(name))
    return tuple(found)[:_MOST_FAMILIES]


def _lines(
    vault: Vault, rows: Sequence[AuditRow], names: dict[FamilyId, str]
) -> tuple[AuditLine, ...]:
    named = _named(vault, {row.subject for row in rows if row.subject}, names)
    return tuple(
        AuditLine(
            row.sequence, moment(row.at), row.actor, row.role, row.action, thing(row.target),
            None if row.subject is None else named.get(row.subject, ""), row.outcome == REFUSED,
            _computer(row),
        )
        for row in rows
    )  # fmt: skip


def _computer(row: AuditRow) -> str:
    _, _, computer = row.target.removeprefix("vault/").partition("/")
    is_entry = row.action == Action.UNLOCK and row.outcome != REFUSED
    return computer if is_entry else ""


def _named(vault: Vault, subjects: set[str], names: dict[FamilyId, str]) -> dict[str, str]:
    """Names by pseudonym; the search ends when all are found."""
    found: dict[str, str] = {}
    for family, name in names.items():
        if len(found) == len(subjects):
            break
        subject = vault.subject(family)
        if subject in subjects:
            found[subject] = name
    return found


def thing(target: str) -> str:
    """Return what a row's target is, in one word; of a session its part."""
    parts = target.split("/")
    first, last = parts[0], parts[-1]
    found = last if first == "session" and last in _THINGS else first
    return found if found in _THINGS else OTHER
