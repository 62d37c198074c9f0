"""Who in the clinic signed the wording of letters off: by kind, language and the words themselves.

A word is never changed: signing is one row, taking it back another. What is signed holds for that
wording alone, so other words are unreviewed without anybody's doing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from counselling.records.store.clock import moment
from counselling.records.vault.acts import Act, Action, Transaction
from counselling.records.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Review:
    """One word on a wording. wording: 64 hex digits; is_signed: False where it was taken back."""

    kind: str
    language: str
    wording: str
    is_signed: bool
    reviewer: str
    at: datetime


class _Row(NamedTuple):
    kind: str
    language: str
    wording: str
    is_signed: int
    reviewer: str
    at: str


def listing(vault: Vault) -> tuple[Review, ...]:
    """Return all words on wordings, the oldest first. Raises VaultLocked, DamagedVault."""
    sql = (
        "SELECT kind, language, wording, is_signed, reviewer, at FROM letter_review"
        " ORDER BY at, rowid"
    )
    rows = vault.read(lambda connection: list(connection.rows(_Row, sql)))
    return tuple(
        Review(
            row.kind, row.language, row.wording, bool(row.is_signed), row.reviewer, moment(row.at)
        )
        for row in rows
    )


def last(words: Sequence[Review], kind: str, language: str) -> Review | None:
    """Return the last word on a kind of letter in a language. words: the oldest first."""
    about = (one for one in reversed(words) if (one.kind, one.language) == (kind, language))
    return next(about, None)


def sign(vault: Vault, kind: str, language: str, wording: str, *, is_signed: bool) -> None:
    """Sign a wording off, or take that back. Written down as a review.

    Raises VaultError("vault.not_allowed") for who may not, StorageError.
    """
    row = vault.new_id()

    def write(transaction: Transaction) -> None:
        sql = "INSERT INTO letter_review VALUES (?, ?, ?, ?, ?, ?, ?)"
        transaction.connection.run(
            sql,
            row,
            kind,
            language,
            wording,
            int(is_signed),
            transaction.actor.name,
            transaction.at,
        )

    vault.write(write, act=Act(Action.REVIEW, f"letter_review/{kind}/{language}"))
