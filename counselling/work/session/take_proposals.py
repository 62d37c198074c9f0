"""Use case: what the patient proposed, read as family history, and taken into the record or not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from counselling.call.board.board_words import Kind
from counselling.errors import ShorthandError
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.origin import Origin
from counselling.pedigree.person import PersonId
from counselling.pedigree.steps import Statement
from counselling.pedigree.terms import Source
from counselling.records.log import families
from counselling.records.log.families import FamilyRecord
from counselling.records.privacy import usage
from counselling.records.vault.acts import FamilyId
from counselling.session.proposals import Proposal
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import LANGUAGES
from counselling.shorthand.say import say_echo, say_question
from counselling.work.history.clinic_words import Lexicons
from counselling.work.history.read_note import read_note
from counselling.work.vault.door import Door

Numbers: TypeAlias = Mapping[PersonId, str]

_DIED: Final = N_("proposal.died")
_FALLBACK: Final = LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class ProposedNote:
    """A proposal as a line of typed family history, and what the desk makes of it.

    text: the line, which the counsellor may mend. language: in which it is read. told: the reading
    in full words; asked: the first thing that is not clear. is_ready: it can be taken as it is.
    """

    text: str
    language: str
    told: tuple[str, ...] = ()
    asked: str = ""
    is_ready: bool = False

    def __repr__(self) -> str:
        return f"ProposedNote({self.language}, ready={self.is_ready})"  # never what it says


class Proposals:
    """What to make of proposals. They read and write the vault: not on the UI thread.

    words: catalogue of a language; language: of this desk.
    """

    def __init__(
        self,
        door: Door,
        *,
        words: Callable[[str], Catalogue],
        language: str,
        lexicons: Lexicons,
    ) -> None:
        self._door, self._words = door, words
        self._language, self._lexicons = language, lexicons

    def read(
        self, family: FamilyId, proposal: Proposal, *, numbers: Numbers, text: str = ""
    ) -> ProposedNote:
        """Read a proposal onto the family as it stands; nothing is changed.

        numbers: pedigree numbers as both ends see them. text: the line as the counsellor mended
        it, "" for the line that the proposal itself makes. Raises VaultError, PedigreeError.
        """
        language = proposal.language if proposal.language in LANGUAGES else self._own
        known = families.open_family(self._door.vault, family).family
        line = text or self._line(numbers, proposal, language)
        return self._note(line, language, self._read(known, line, language, numbers))

    def accept(
        self,
        family: FamilyId,
        note: ProposedNote,
        *,
        numbers: Numbers,
        teller: PersonId | None,
        told_by: str = "",
    ) -> FamilyRecord:
        """Write a line into the record, as told by the patient. teller: who she is in the family.

        told_by: who else of the room told it, as her role; then it is not the patient's word.

        Raises ShorthandError("shorthand.not_complete") when it is not clear or says nothing new,
        VaultError("vault.family_changed", "vault.restricted"), StorageError; nothing is changed.
        """
        vault = self._door.vault
        record = families.open_family(vault, family)
        reading = self._read(record.family, note.text, note.language, numbers)
        if not _is_ready(reading):
            problems = len(reading.questions) + len(reading.unread)
            raise ShorthandError("shorthand.not_complete", problems=max(problems, 1))
        usage.demand_change(vault, record.family, reading.edits)
        edits = (Statement(len(reading.edits), note.text), *reading.edits)
        who = "" if told_by else teller or record.family.focus or ""
        origin = Origin(teller=who, told_by=told_by, source=Source.FAMILY)
        return families.append(vault, family, edits=edits, after=record.sequence, origin=origin)

    @property
    def _own(self) -> str:
        return self._language if self._language in LANGUAGES else _FALLBACK

    def _line(self, numbers: Numbers, proposal: Proposal, language: str) -> str:
        who = numbers.get(proposal.who or "", "")
        said = proposal.text
        if proposal.kind is Kind.DEATH:
            said = f"{self._words(language).say(_DIED)} {said}".strip()
        return f"{who}: {said}" if who else said

    def _read(self, family: Family, line: str, language: str, numbers: Numbers) -> Reading:
        return read_note(line, family, self._lexicons(language), numbers=numbers)

    def _note(self, line: str, language: str, reading: Reading) -> ProposedNote:
        words = self._words(self._language)
        told = dict.fromkeys(say_echo(echo, reading.family, words) for echo in reading.echoes)
        return ProposedNote(
            line, language, tuple(told), _asked(reading, line, words), _is_ready(reading)
        )


def _is_ready(reading: Reading) -> bool:
    return reading.is_complete and bool(reading.edits)


def _asked(reading: Reading, line: str, words: Catalogue) -> str:
    if reading.questions:
        return say_question(reading.questions[0], words)
    if reading.unread:
        first = reading.unread[0]
        return words.say("line.unread", words=line[first.start : first.end])
    return ""
