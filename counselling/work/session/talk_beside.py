"""Use case: what is said beside sound and picture: files are kept, lines noted, the plan shown."""

from collections.abc import Callable, Sequence
from typing import Final

from counselling.call.link.room import Role
from counselling.call.talk.talk_words import Kind, Point
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.person import PersonId
from counselling.records.papers import documents
from counselling.records.papers.documents import Document, NewDocument
from counselling.records.papers.sessions import SessionId
from counselling.records.vault.acts import FamilyId
from counselling.session.agenda import Agenda
from counselling.work.vault.door import Door

WRITERS: Final = {
    "": N_("chat.counsellor"),
    Role.PATIENT.value: N_("session.role_patient"),
    Role.RELATIVE.value: N_("session.role_relative"),
    Role.NURSE.value: N_("session.role_nurse"),
    Role.INTERPRETER.value: N_("session.role_interpreter"),
}
KIND: Final = "handed_over"
_MEDIA_TYPES: Final = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
}


class TalkBeside:
    """words: of a language by its code; desk_words: of this desk."""

    def __init__(
        self, door: Door, *, words: Callable[[str], Catalogue], desk_words: Catalogue
    ) -> None:
        self._door, self._words, self._desk_words = door, words, desk_words

    def keep(
        self,
        family: FamilyId,
        content: bytes,
        kind: Kind,
        *,
        person: PersonId = "",
        session: SessionId | None = None,
    ) -> Document:
        """Keep a file that the counsellor took, sealed. Slow: not on the UI thread.

        Under an id of ours, without the name that it came with. Raises VaultError, StorageError.
        """
        new = NewDocument(family, KIND, _MEDIA_TYPES[kind], content, person=person, session=session)
        return documents.store(self._door.vault, new)

    def points(self, agenda: Agenda, *, language: str) -> tuple[Point, ...]:
        """Return the points of an agenda as they are read on a page. Raises LanguageError."""
        say = self._words(language).say
        return tuple(
            Point(say(topic.words) if topic.is_message else topic.words, topic.done_at is not None)
            for topic in agenda.topics
        )

    def noted(self, lines: Sequence[tuple[str, str, str]]) -> str:
        """Return chosen lines for the notes: the time of day, the role ("": us), and what."""
        say = self._desk_words.say
        return "\n".join(
            say(N_("chat.noted"), time=time, who=say(WRITERS[role]), text=" ".join(text.split()))
            for time, role, text in lines
        )
