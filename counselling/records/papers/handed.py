"""What of whom was handed to a research project: written down in her family's own records.

So whoever takes her consent back learns which projects have her, and under which name: they can
find her and let her go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counselling.pedigree.person import PersonId
from counselling.records.papers import consents
from counselling.records.papers.consents import Consent, Recorded, Scope
from counselling.records.vault.acts import Act, Action, FamilyId, Transaction
from counselling.records.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Handed:
    """One person in one project's export. alias: her name in it; by: who made it.

    needs: what the project needs beside her consent to research.
    """

    person: PersonId
    project: str
    alias: str
    at: datetime
    by: str
    needs: tuple[Scope, ...] = ()


def hand_out(vault: Vault, families: int, handed: Sequence[tuple[FamilyId, Consent]]) -> None:
    """Write down an export for research and whom it holds: one act, whole or not at all.

    families: how many. Raises as `open_family`, VaultError("vault.not_allowed").
    """
    rows = [(vault.new_id(), family, consent) for family, consent in handed]

    def write(transaction: Transaction) -> None:
        for row, family, consent in rows:
            consents.add(transaction, family, consent, row=row)

    vault.write(write, act=Act(Action.EXPORT, f"research/{families}"))


def word(person: PersonId, *, project: str, alias: str, needs: Sequence[Scope] = ()) -> Consent:
    """Return the word that somebody was handed out. needs: as `consents.may_research`."""
    reason = " ".join(needs)
    return Consent(person, Scope.HANDED, is_given=True, project=project, alias=alias, reason=reason)


def among(words: Sequence[Recorded]) -> tuple[Handed, ...]:
    """Return who was handed out to which project, the oldest first."""
    return tuple(
        Handed(
            one.consent.person,
            one.consent.project,
            one.consent.alias,
            one.at,
            one.author,
            tuple(map(Scope, one.consent.reason.split())),
        )
        for one in words
        if one.consent.scope is Scope.HANDED
    )


def in_spite(words: Sequence[Recorded]) -> tuple[Handed, ...]:
    """Return who is in a project's export and does not agree to what it does any more."""
    told = consents.last_words(words)
    return tuple(
        one for one in among(words) if not consents.may_research(told, one.person, one.needs)
    )
