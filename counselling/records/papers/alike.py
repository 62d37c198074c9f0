"""Documents that could be the one that somebody holds: of a kind, a language, a template."""

from collections.abc import Sequence

from counselling.records.papers.documents import COLUMNS, Document, Row, as_told
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, FamilyId
from counselling.records.vault.sealing import FamilyKeys
from counselling.records.vault.vault import Vault


def alike(
    vault: Vault, kinds: Sequence[str], *, language: str, template_version: str
) -> tuple[Document, ...]:
    """Return the documents of these kinds in every family that can be read, the newest first.

    Written down as a query. Raises VaultError.
    """
    marks = ", ".join("?" * len(kinds))
    sql = (
        f"SELECT {COLUMNS} FROM document WHERE kind IN ({marks}) AND language = ?"
        " AND template_version = ? ORDER BY created_at DESC, rowid DESC"
    )
    keys = vault.families
    vault.note_act(Act(Action.QUERY, "document"))

    def read(connection: Connection) -> list[Row]:
        rows = connection.rows(Row, sql, *kinds, language, template_version)
        return [row for row in rows if _is_open(connection, keys, row.family_id)]

    return tuple(as_told(row) for row in vault.read(read))


def _is_open(connection: Connection, keys: FamilyKeys, family: FamilyId) -> bool:
    return not keys.holders(connection, family) or keys.is_mine(connection, family)
