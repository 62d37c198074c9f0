"""What is true of the backups, in words."""

from typing import TYPE_CHECKING, Final

from counselling.language.catalogue import Catalogue
from ui.kit.controls.table import Column
from ui.kit.marks.tones import Tone
from ui.pages.safekeeping.shared.audit_words import AuditWords

if TYPE_CHECKING:
    from counselling.records.copies.backups import Backup
    from counselling.work.vault.back_up import BackupState

_MEGABYTE: Final = 1_000_000
_ENTRIES: Final = ("edit", "note_revision", "document")


class BackupsWords:
    """How the panel says things."""

    def __init__(self, words: Catalogue) -> None:
        self._words, self._times = words, AuditWords(words)

    def columns(self) -> "tuple[Column[Backup], ...]":
        """Return the columns of the list."""
        say = self._words.say
        return (
            Column(say("backups.made"), self.made, is_bold=True, is_wide=True),
            Column(say("backups.entries"), self._entries, is_number=True),
            Column(say("backups.size"), self._size, is_number=True),
        )

    def made(self, backup: "Backup") -> str:
        """When a backup was made."""
        return self._times.moment(backup.made_at)

    def head(self, told: "BackupState") -> tuple[str, Tone]:
        """The one sentence that says whether all is well, and its tone."""
        say = self._words.say
        if told.folder is None:
            return say("backups.no_folder"), Tone.CAUTION
        if not told.is_there:
            return say("backups.gone"), Tone.CAUTION
        if told.last is None:
            return say("backups.none_yet"), Tone.CAUTION
        if told.changes:
            tone = Tone.CAUTION if told.is_late else Tone.NEUTRAL
            return say("backups.waiting", count=told.changes), tone
        return say("backups.safe"), Tone.GOOD

    def rest(self, told: "BackupState") -> str:
        """What there is to do about it."""
        say = self._words.say
        if told.folder is None:
            return say("backups.no_folder_rest", count=told.changes)
        if not told.is_there:
            return say("backups.gone_rest")
        if told.last is not None:
            return say("backups.last", when=self._times.moment(told.last))
        return ""

    def where(self, told: "BackupState") -> str:
        """Where they go, and what they take."""
        if told.folder is None:
            return ""
        say, count = self._words.say, len(told.kept)
        where = say("backups.where", folder=str(told.folder))
        takes = say("backups.takes", count=count, megabytes=self._megabytes(told.size_bytes))
        return f"{where}\n{takes}" if count else where

    def _entries(self, backup: "Backup") -> str:
        return self._words.number(sum(backup.manifest.rows.get(name, 0) for name in _ENTRIES))

    def _size(self, backup: "Backup") -> str:
        return self._words.say(
            "backups.megabytes", megabytes=self._megabytes(backup.manifest.size_bytes)
        )

    def _megabytes(self, size: int) -> str:
        return self._words.number(size / _MEGABYTE, decimals=1)
