"""The audit read back: the rows, the head to keep elsewhere, and whether the chain is whole.

Who reads the whole of it needs the right to (rights.py) and leaves a row. Who saw one family's
record is everybody's question who may open that family.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from counselling.records.log import summaries
from counselling.records.store.chain import NOTHING, Head
from counselling.records.store.engine import Connection, Value
from counselling.records.vault import acts
from counselling.records.vault.acts import REFUSED, Act, Action, AuditRow, FamilyId, Transaction
from counselling.records.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reading of the whole chain found.

    broken_at: the first row that does not follow, None when all do. is_cut: rows that were known
    elsewhere are missing or different (only told when a known head was given). backward_steps:
    how often the clock went back between two rows, which is no damage but worth a question.
    """

    head: Head
    broken_at: int | None = None
    is_cut: bool = False
    backward_steps: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, removed or cut, as far as can be known."""
        return self.broken_at is None and not self.is_cut


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows, the newest first.

    families: of one of these, of all where it is None. actor: "" for everybody. since, until:
    moments as `clock.written` writes them, `until` itself left out; "" for no end. is_refused:
    only what was tried in vain. before: rows that come before this one; 0 for the last.
    """

    families: tuple[FamilyId, ...] | None = None
    actor: str = ""
    since: str = ""
    until: str = ""
    is_refused: bool = False
    before: int = 0
    limit: int = 1000


_COLUMNS: Final = ", ".join(AuditRow._fields)
_PAGE: Final = 2000  # rows read at once by who wants them all
_STEP: Final = 1000  # rows between two words on how far it is


def find(vault: Vault, wanted: Wanted) -> tuple[AuditRow, ...]:
    """Return rows. Written down: as a look into the audit, or of one family as a question.

    Raises VaultError("vault.not_allowed").
    """
    subjects = None if wanted.families is None else [vault.subject(f) for f in wanted.families]
    sql, values = _query(wanted, subjects)

    def read(transaction: Transaction) -> list[AuditRow]:
        return transaction.connection.rows(AuditRow, sql, *values)

    only = wanted.families[0] if wanted.families and len(wanted.families) == 1 else None
    action = Action.AUDIT if only is None else Action.QUERY
    return tuple(vault.write(read, act=Act(action, "audit", only)))


def rows(
    vault: Vault, *, family: FamilyId | None = None, limit: int = 1000
) -> tuple[AuditRow, ...]:
    """Return the latest rows, newest first; of one family where it is named. As `find`."""
    return find(vault, Wanted(None if family is None else (family,), limit=limit))


def each(vault: Vault, *, since: str = "", until: str = "") -> Iterator[AuditRow]:
    """Read all rows of a time in their order, page by page; the caller writes down what for."""
    time, last = Wanted(since=since, until=until, limit=_PAGE), 0
    while True:
        page = vault.read(partial(_page, *_forward(time, last)))
        yield from page
        if len(page) < _PAGE:
            return
        last = page[-1].sequence


def _page(sql: str, values: Sequence[Value], connection: Connection) -> list[AuditRow]:
    return connection.rows(AuditRow, sql, *values)


def names(vault: Vault) -> dict[FamilyId, str]:
    """Return the families' names that who is in may know; the caller writes down what for."""

    def read(connection: Connection) -> dict[FamilyId, str]:
        lines = summaries.readable(connection, vault.families)
        return {line.family_id: line.name for line in lines}

    return vault.read(read)


def head(vault: Vault) -> Head:
    """Return the last row's place and hash: whoever keeps it elsewhere notices a cut tail."""
    return vault.read(acts.head)


def last_of(vault: Vault, family: FamilyId, action: Action) -> Head:
    """Return the place and hash of the last row of what was done to a family, gone or not.

    NOTHING where nothing was.
    """
    sql = (
        "SELECT sequence, hash FROM audit WHERE subject = ? AND action = ?"
        " ORDER BY sequence DESC LIMIT 1"
    )
    found = vault.read(lambda c: c.row(tuple[int, bytes], sql, vault.subject(family), action.value))
    return Head(*found) if found else NOTHING


def of_actions(vault: Vault, actions: Sequence[Action]) -> tuple[AuditRow, ...]:
    """Return the rows of what was done to families, of these kinds, in their order.

    Few rows of an audit that may be long; the caller writes down what for.
    """
    marks = ", ".join("?" * len(actions))
    sql = (
        "SELECT * FROM audit WHERE subject IS NOT NULL AND outcome = ?"
        f" AND action IN ({marks}) ORDER BY sequence"
    )
    return tuple(vault.read(lambda c: c.rows(AuditRow, sql, acts.DONE, *actions)))


def _unheard(share: float) -> None:
    """Nobody asks how far it is."""


def verify(
    vault: Vault, *, known: Head | None = None, heard: Callable[[float], None] = _unheard
) -> Verdict:
    """Read the whole chain; `known` is a head that was kept outside the vault.

    heard: called with the share that is read, 0..1; what it raises ends the reading.
    Raises VaultError("vault.not_allowed").
    """
    vault.note_act(Act(Action.AUDIT, "audit/verify"))
    return vault.read(lambda connection: check(connection, known, heard))


def check(
    connection: Connection,
    known: Head | None = None,
    heard: Callable[[float], None] = _unheard,
) -> Verdict:
    """Read the whole chain over a connection."""
    last, at, backward, met_known = NOTHING, "", 0, known is None or known == NOTHING
    count = max(acts.head(connection).sequence, 1)
    for row in connection.each(AuditRow, f"SELECT {_COLUMNS} FROM audit ORDER BY sequence"):
        follows = row.sequence == last.sequence + 1 and row.previous == last.hash
        if not follows or acts.row_hash(row) != row.hash:
            return Verdict(last, broken_at=last.sequence + 1, backward_steps=backward)
        last = Head(row.sequence, row.hash)
        met_known = met_known or last == known
        backward += row.at < at
        at = row.at
        if row.sequence % _STEP == 0:
            heard(min(row.sequence / count, 1.0))
    return Verdict(last, is_cut=not met_known, backward_steps=backward)


def _query(wanted: Wanted, subjects: list[str] | None) -> tuple[str, list[Value]]:
    parts, values = _narrowed(wanted)
    if subjects is not None:
        marks = ", ".join("?" * len(subjects))
        parts.append(f"subject IN ({marks})")
        values += subjects
    if wanted.before:
        parts.append("sequence < ?")
        values.append(wanted.before)
    sql = f"SELECT {_COLUMNS} FROM audit WHERE {' AND '.join(parts)} ORDER BY sequence DESC LIMIT ?"
    return sql, [*values, wanted.limit]


def _forward(wanted: Wanted, after: int) -> tuple[str, list[Value]]:
    parts, values = _narrowed(wanted)
    sql = (
        f"SELECT {_COLUMNS} FROM audit WHERE {' AND '.join(parts)} AND sequence > ?"
        " ORDER BY sequence LIMIT ?"
    )
    return sql, [*values, after, wanted.limit]


def _narrowed(wanted: Wanted) -> tuple[list[str], list[Value]]:
    """The conditions of our own words, and the values that fill them."""
    asked: list[tuple[str, Value]] = [
        ("actor = ?", wanted.actor),
        ("at >= ?", wanted.since),
        ("at < ?", wanted.until),
        ("outcome = ?", REFUSED if wanted.is_refused else ""),
    ]
    kept = [(part, value) for part, value in asked if value]
    return ["sequence > 0", *(part for part, _ in kept)], [value for _, value in kept]
