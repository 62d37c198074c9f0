"""Records that the clinic keeps longer than its rule: until when, why, and who said so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from counselling.errors import DamagedVault, VaultError
from counselling.records.papers import consents
from counselling.records.papers.consents import Consent, Recorded, Scope
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.vault import Vault

LONGEST_YEARS: Final = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """That a family is kept longer. until: the last day; by, at: who said so, and when."""

    until: date
    reason: str
    by: str
    at: datetime

    def __repr__(self) -> str:
        return f"Kept({self.until})"  # a reason may name somebody


def keep_longer(vault: Vault, family: FamilyId, *, until: date, reason: str, today: date) -> None:
    """Write down that a family is kept longer, in its own records.

    Raises VaultError: "vault.keep_reason" without a reason, "vault.keep_until" for a day that is
    past or more than LONGEST_YEARS ahead; as `open_family`.
    """
    if not reason.strip():
        raise VaultError("vault.keep_reason")
    if not today < until or until.year - today.year > LONGEST_YEARS:
        raise VaultError("vault.keep_until", years=LONGEST_YEARS)
    _say(vault, family, Consent("", Scope.KEEPING, True, reason=reason.strip(), until=f"{until}"))


def keep_no_longer(vault: Vault, family: FamilyId) -> None:
    """Let the rule count again. Raises as `open_family`."""
    _say(vault, family, Consent("", Scope.KEEPING, False))


def among(words: Sequence[Recorded]) -> Kept | None:
    """Return what was said last, None where the rule counts. Raises DamagedVault."""
    said = [one for one in words if one.consent.scope is Scope.KEEPING]
    if not said or not said[-1].consent.is_given:
        return None
    last = said[-1]
    try:
        until = date.fromisoformat(last.consent.until)
    except ValueError:
        raise DamagedVault("vault.damaged") from None
    return Kept(until, last.consent.reason, last.author, last.at)


def words_of(vault: Vault, families: Iterable[FamilyId]) -> dict[FamilyId, list[Recorded]]:
    """Return what was said in families that who is in can read; those without a word are left out.

    Raises DamagedVault.
    """
    keys, wanted = vault.families, set(families)

    def read(connection: Connection) -> dict[FamilyId, list[Recorded]]:
        every = connection.rows(tuple[FamilyId], "SELECT DISTINCT family_id FROM consent")
        mine = [family for (family,) in every if family in wanted]
        return {one: consents.read(connection, one, keys.of(connection, one)) for one in mine}

    return vault.read(read)


def _say(vault: Vault, family: FamilyId, word: Consent) -> None:
    row = vault.new_id()

    def write(transaction: Transaction) -> None:
        consents.add(transaction, family, word, row=row)

    vault.write(write, act=Act(Action.CHANGE, "keeping", family))
