"""The search's tables in a vault in memory, and families in its index."""

from importlib import resources

from counselling.pedigree.family import Family
from counselling.records.folder import migrate
from counselling.records.index import search_index
from counselling.records.log import families
from counselling.records.vault.acts import Act, Action, Transaction
from counselling.records.vault.vault import Vault

SOMETHING = Act(Action.RESTORE, "test")


def prepared(vault: Vault) -> Vault:
    """The vault with the search's tables, which a release makes in a numbered step."""
    sql = "SELECT count(*) FROM sqlite_schema WHERE name = 'search_person'"
    folder = resources.files("counselling.records.folder").joinpath("migrations")
    (step,) = (f for f in folder.iterdir() if f.name.endswith("search.sql"))

    def make(transaction: Transaction) -> None:
        if transaction.connection.row(tuple[int], sql) == (0,):
            for statement in migrate.statements(step.read_text("utf-8")):
                transaction.connection.run(statement)

    vault.write(make, act=SOMETHING)
    return vault


def taken(vault: Vault, family: Family) -> str:
    """Take a family in and put it into the search; returns its id in the vault."""
    made = families.adopt(vault, family)
    told(vault, made)
    return made


def told(vault: Vault, family_id: str) -> None:
    """Put a family as it stands into the search."""
    family = families.open_family(vault, family_id).family

    def tell(transaction: Transaction) -> None:
        search_index.index(transaction.connection, family)

    vault.write(tell, act=SOMETHING)


def forgotten(vault: Vault, family_id: str) -> None:
    """Take a family out of the search."""

    def forget(transaction: Transaction) -> None:
        search_index.forget(transaction.connection, family_id)

    vault.write(forget, act=SOMETHING)
