"""Use case: letters of a family: write one, keep it in the vault, read it again, hand it out."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Final

from counselling.drawing.measure import Measure
from counselling.language.catalogue import Catalogue
from counselling.language.registry import LANGUAGES, Language
from counselling.letters.letter import Letter
from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers import documents
from counselling.records.papers.consents import demand_letter, demand_use
from counselling.records.papers.documents import Document, DocumentId, NewDocument
from counselling.records.papers.sessions import SessionId
from counselling.risk.supposition import Supposition
from counselling.work.assess_risk import assess
from counselling.work.contradictions import contradictions_told
from counselling.work.door import Door
from counselling.work.write_letter import Letterhead, write_summary

PDF: Final = "application/pdf"


class Letters:
    """Letters of the vault's families. Slow enough to stay off the UI thread.

    words: catalogue of a language. head: who writes, by language, as each has its own reviewer.
    set_letter: sets a letter as PDF. now: the clock.
    """

    def __init__(
        self,
        door: Door,
        *,
        words: Callable[[str], Catalogue],
        measure: Measure,
        head: Callable[[str], Letterhead],
        set_letter: Callable[[Letter], bytes],
        now: Callable[[], datetime.datetime],
    ) -> None:
        self._door, self._words, self._measure = door, words, measure
        self._head, self._set_letter, self._now = head, set_letter, now

    @property
    def languages(self) -> tuple[Language, ...]:
        """Languages in which a letter can be written."""
        return LANGUAGES

    def listing(self, family_id: str) -> tuple[Document, ...]:
        """Return what is kept of a family's letters, without opening any."""
        return documents.listing(self._door.vault, family_id)

    def write_summary(
        self,
        family_id: str,
        *,
        person: PersonId | None,
        language: str,
        country: str,
        agreed: tuple[str, ...] = (),
        session: SessionId | None = None,
        supposed: Supposition | None = None,
    ) -> Document:
        """Write the summary letter and keep it in the vault, whole or not at all.

        Raises RiskInputError, LetterError, LanguageError, StorageError, VaultError.
        """
        vault = self._door.vault
        demand_use(vault, family_id)
        family = families.open_family(vault, family_id).family
        today = self._now().date()
        words = self._words(language)
        with contradictions_told(family, words, self._measure):
            assessment = assess(family, person=person, country=country)
        demand_letter(vault, family_id, assessment.question.person)
        letter = write_summary(
            assessment,
            words,
            self._measure,
            head=self._head(language),
            session_on=today,
            written_on=today,
            agreed=agreed,
            supposed=supposed,
        )
        new = NewDocument(
            family=family_id,
            kind=f"{letter.kind}_letter",
            media_type=PDF,
            content=self._set_letter(letter),
            language=letter.language,
            person=assessment.question.person,
            session=session,
            template_version=letter.template_version,
        )
        return documents.store(vault, new)

    def content(self, document: DocumentId) -> bytes:
        """Return a letter's bytes for a preview in memory; written down as a view."""
        return documents.fetch(self._door.vault, document)

    def export(self, document: DocumentId, path: Path) -> None:
        """Write a letter to a file of the user's choice; written down as an export.

        Raises StorageError; nothing is half-written.
        """
        about = documents.get(self._door.vault, document)
        demand_letter(self._door.vault, about.family, about.person)
        documents.export(self._door.vault, document, path=path)
