"""Whether a vault is what was written: pages, rows, every chain, and the projection."""

from dataclasses import dataclass

from counselling.errors import CounsellingError
from counselling.records.audit import audit
from counselling.records.audit.audit import Verdict
from counselling.records.index import search_index
from counselling.records.log import projection
from counselling.records.papers import documents
from counselling.records.papers.documents import DocumentId
from counselling.records.store.chain import Head
from counselling.records.store.engine import Connection
from counselling.records.vault.acts import Act, Action, FamilyId
from counselling.records.vault.sealing import FamilyKeys
from counselling.records.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Report:
    """What a check of the whole vault found.

    pages: complaints of the engine about pages and indexes. families: whose history does not
    verify, or does not give what the tables say. documents: that are not what was stored.
    """

    pages: int
    audit: Verdict
    families: tuple[FamilyId, ...]
    documents: tuple[DocumentId, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is amiss."""
        return not (self.pages or self.families or self.documents) and self.audit.is_whole


def check(vault: Vault, *, known: Head | None = None) -> Report:
    """Check everything, as of one moment; `known` is an audit head kept outside the vault.

    Reading every page through the engine proves its authentication code too; the engine's own
    `cipher_integrity_check` is not asked, for it looks past the WAL and raised false alarms.
    Written down first, for a damaged vault may raise DamagedVault where it cannot be read at all.
    """
    vault.note_act(Act(Action.QUERY, "vault"))

    keys = vault.families

    def read(connection: Connection) -> Report:
        search_index.look_anew(connection)
        complaints = connection.rows(tuple[str], "PRAGMA integrity_check")
        families = connection.rows(tuple[FamilyId], "SELECT id FROM family ORDER BY id")
        stored = connection.rows(tuple[DocumentId], "SELECT id FROM document ORDER BY id")
        return Report(
            pages=sum(complaint != ("ok",) for complaint in complaints),
            audit=audit.check(connection, known),
            families=tuple(f for (f,) in families if not _is_true(connection, f, keys)),
            documents=tuple(d for (d,) in stored if not documents.is_true(connection, d, keys)),
        )

    return vault.read(read)


def _is_true(connection: Connection, family: FamilyId, keys: FamilyKeys) -> bool:
    try:
        return projection.is_true(connection, family, keys)
    except CounsellingError:
        return False
