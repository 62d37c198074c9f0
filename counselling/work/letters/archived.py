"""Use case: is a letter's file, and what its record says, what the vault keeps of it?"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from counselling.letters.embedded import embedded
from counselling.letters.verify import LetterRecord, Verdict
from counselling.records.papers import documents
from counselling.records.papers.alike import alike
from counselling.records.papers.documents import Document, DocumentId
from counselling.records.vault.vault import Vault
from counselling.work.letters.letter_papers import TWIN, kept_as
from counselling.work.vault.keep_vault import Entry

_A_DAY: Final = datetime.timedelta(days=1)  # the day of a letter is the clinic's, a row's is UTC's


class Likeness(StrEnum):
    """What a file is to the vault."""

    FILE = "file"  # kept, byte for byte
    RECORD = "record"  # the file differs (filled in, printed to a file), its record is the kept one
    OTHER = "other"  # a letter of this id is kept, and says something else
    NONE = "none"  # not kept here, or in a family that others alone read


@dataclass(frozen=True, slots=True)
class Archived:
    """What was found. document: the kept one, "" for none."""

    likeness: Likeness
    document: DocumentId = ""


def archived(vault: Vault, verdict: Verdict) -> Archived:
    """Compare a letter with what is kept. Each letter that is opened for it is written down.

    Raises as `alike` and `documents.fetch`.
    """
    record = verdict.record
    if not record.whole:
        return Archived(Likeness.NONE)
    near = alike(
        vault,
        (kept_as(record.kind), kept_as(record.kind) + TWIN),
        language=record.language,
        template_version=record.template_version,
    )
    for one in near:
        if one.sha256 == verdict.sha256:
            return Archived(Likeness.FILE, one.id)
    for one in _of_the_day(near, record):
        kept = embedded(documents.fetch(vault, one.id))
        if kept == record.whole:
            return Archived(Likeness.RECORD, one.id)
        if kept.get("id") == record.id:
            return Archived(Likeness.OTHER, one.id)
    return Archived(Likeness.NONE)


def _of_the_day(near: tuple[Document, ...], record: LetterRecord) -> Iterator[Document]:
    try:
        day = datetime.date.fromisoformat(record.written_on)
    except ValueError:  # a record that somebody else wrote
        return
    for one in near:
        if abs(one.created_at.date() - day) <= _A_DAY:
            yield one


def archived_by_command(entry: Entry, verdict: Verdict) -> Archived:
    """Compare it without a desk. Raises as `open_vault`, `archived`."""
    with entry.open() as vault:
        return archived(vault, verdict)
