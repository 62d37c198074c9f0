"""Use case: the audit of a vault without a desk: its rows, what is unusual, a file for others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from counselling.records.audit import audit
from counselling.records.audit.audit import Wanted
from counselling.records.vault.vault import Vault
from counselling.work.vault.keep_vault import Entry
from counselling.work.vault.review_audit import AuditReview, UnusualLine


@dataclass(frozen=True, slots=True)
class _Held:
    """A vault that is open, as the review wants it."""

    vault: Vault


def rows(entry: Entry, *, wanted: Wanted) -> Sequence[Mapping[str, object]]:
    """Return rows of the audit, newest first. Raises as `open_vault` and `audit.find`."""
    with entry.open() as vault:
        found = audit.find(vault, wanted)
    hidden = ("previous", "version")
    told = ({k: v for k, v in row._asdict().items() if k not in hidden} for row in found)
    return [{**row, "hash": str(bytes(row["hash"]).hex())} for row in told]


def unusual(entry: Entry) -> tuple[UnusualLine, ...]:
    """Return what of the last month should be asked about. Raises as `rows`."""
    with entry.open() as vault:
        return AuditReview(_Held(vault), now=entry.now).unusual()


def write(entry: Entry, path: Path, *, days: int) -> int:
    """Write the last days (0 for all) as FHIR AuditEvents; return how many. Raises as `rows`."""
    with entry.open() as vault:
        review = AuditReview(_Held(vault), now=entry.now)
        return review.export(path, days=days, heard=_unheard)


def _unheard(share: float) -> None:
    """Nobody watches a command."""
