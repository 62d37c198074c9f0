"""Factories of what makes a letter a file: imported when the first letter is set, not before."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.fonts import fonts
from app.paths import user_folder
from counselling.letters.letter import Letter
from counselling.letters.page import Size

if TYPE_CHECKING:
    from pathlib import Path

    from counselling.letters.seal_key import SealKey
    from counselling.letters.verify import Verdict
    from counselling.work.letters.archived import Archived
    from counselling.work.letters.keep_seal_key import OwnKeys
    from counselling.work.vault.keep_vault import Entry


def _now() -> datetime:
    return datetime.now(UTC)


def set_letter(letter: Letter, size: Size = Size.USUAL) -> bytes:
    """Set a letter as PDF (imports typst and pikepdf)."""
    from counselling.letters import pdf

    return pdf.set_letter(letter, fonts=fonts(), size=size)


def seal_file() -> "Path":
    """Where the key lies that seals this desk's letters."""
    return user_folder() / "seal.p12"


def seal(content: bytes, letter: Letter, *, clinic: str, own: "SealKey | None" = None) -> bytes:
    """Seal a set letter (imports pyhanko). own: another key than this desk's."""
    from counselling.letters import seal as sealing
    from counselling.work.letters.keep_seal_key import seal_key

    key = own or seal_key(seal_file(), clinic=clinic, now=_now)
    return sealing.seal(content, letter, key, now=_now())


def verify_letter(content: bytes) -> "Verdict":
    """Say what became of a letter (imports pyhanko and pikepdf)."""
    from counselling.letters import verify

    return verify.verify(content)


def archived(entry: "Entry", verdict: "Verdict") -> "Archived":
    """Compare a letter with what a vault keeps (imports pyhanko and pikepdf)."""
    from counselling.work.letters.archived import archived_by_command

    return archived_by_command(entry, verdict)


def own_seals() -> "OwnKeys":
    """Return the fingerprints of this desk's keys (imports cryptography)."""
    from counselling.work.letters.keep_seal_key import own_keys

    return own_keys(seal_file())


def kit_labels(sample_id: str) -> bytes:
    """Draw the labels of a sample kit (imports reportlab)."""
    from counselling.letters import labels

    return labels.labels(sample_id, fonts=fonts())


def count_pages(pdf: bytes) -> int:
    """Count the pages of a letter (imports pikepdf)."""
    from counselling.letters import finish

    return finish.page_count(pdf)
