"""What was left before a session is taken, or set aside, once: within the act that does it."""

from counselling.errors import VaultError
from counselling.records.papers.appointments import Mail, settle_one
from counselling.records.vault.acts import FamilyId, Transaction


def decide(transaction: Transaction, family: FamilyId, decided: tuple[Mail, ...]) -> None:
    """Settle what was left within an act that takes it, or sets it aside, once and for all.

    Raises VaultError("vault.mail_settled") when somebody decided before: then nothing is changed.
    """
    transaction.keys.of(transaction.connection, family)
    for one in decided:
        if not settle_one(transaction.connection, one):
            raise VaultError("vault.mail_settled")
