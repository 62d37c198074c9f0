"""Use case: letters of a family: look at one, write it, keep it, read it again, hand it out."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from counselling.drawing.measure import Measure
from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.language.registry import Language
from counselling.letters.html import twin
from counselling.letters.letter import Letter
from counselling.letters.order import Order
from counselling.letters.page import Size
from counselling.letters.registry import TEMPLATES
from counselling.letters.review import holds_back, review
from counselling.letters.template import Template
from counselling.pedigree.finding import Finding
from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers import documents
from counselling.records.papers.consents import (
    ASKED,
    SHARED,
    Scope,
    answers_told,
    demand_letter,
    demand_use,
    may,
    now,
)
from counselling.records.papers.documents import Document, DocumentId, NewDocument
from counselling.records.papers.sessions import SessionId
from counselling.risk.supposition import Supposition
from counselling.work.assess_risk import assess
from counselling.work.contradictions import contradictions_told
from counselling.work.door import Door
from counselling.work.write_letter import (
    Asked,
    Letterhead,
    Tongue,
    needs_assessment,
    subject,
    write_letter,
)

PDF: Final = "application/pdf"
HTML: Final = "text/html"
LATIN: Final = "en"
_SHARING: Final = "data_sharing"  # the kind whose questions are uses of data
_IN_CARE: Final = {scope.value: scope for scope in ASKED}
_TWIN: Final = "_twin"  # ends the kind of the same letter in the counsellor's language
_WEB: Final = "_web"  # ends the kind of the letter's HTML twin


@dataclass(frozen=True)
class Shown:
    """A letter to look at before it is sent: both languages, and what to look at in it.

    beside: in the counsellor's language, b"" where that is the letter's own.
    """

    content: bytes
    beside: bytes
    findings: tuple[Finding, ...]

    @property
    def is_held_back(self) -> bool:
        """Whether it cannot be sent as it is."""
        return holds_back(self.findings)


@dataclass(frozen=True)
class Press:
    """How letters become files: set as PDF, sealed, their pages counted."""

    set_letter: Callable[[Letter, Size], bytes]
    seal: Callable[[bytes, Letter], bytes]
    pages: Callable[[bytes], int]


class Letters:
    """Letters of the vault's families. Slow enough to stay off the UI thread.

    words: catalogue of a language; languages: those that have all words of letters. head: who writes, by language, as each has its own reviewer.
    press: makes the files. now: the clock.
    """

    def __init__(
        self,
        door: Door,
        *,
        words: Callable[[str], Catalogue],
        languages: Callable[[], tuple[Language, ...]],
        measure: Measure,
        head: Callable[[str], Letterhead],
        press: Press,
        now: Callable[[], datetime.datetime],
    ) -> None:
        self._door, self._words, self._measure = door, words, measure
        self._languages = languages
        self._head, self._press, self._now = head, press, now

    @property
    def languages(self) -> tuple[Language, ...]:
        """Languages in which a letter can be written."""
        return self._languages()

    @property
    def templates(self) -> tuple[Template, ...]:
        """Kinds of letters that can be written."""
        return TEMPLATES

    def listing(self, family_id: str) -> tuple[Document, ...]:
        """Return what is kept of a family's letters, without opening any; twins are left out."""
        kept = documents.listing(self._door.vault, family_id)
        return tuple(one for one in kept if not one.kind.endswith((_TWIN, _WEB)))

    def preview(self, order: Order) -> Shown:
        """Return the letter as it would be written, in both languages, and its findings.

        Nothing is kept. Raises RiskInputError, LetterError, LanguageError, VaultError.
        """
        letter = self._compose(order)
        content = self._press.set_letter(letter, order.size)
        own = self._in_own_language(order)
        found = review(
            letter,
            self._words(order.language),
            pages=self._press.pages(content),
            own=self._words(order.own) if order.own else None,
            beside=own,
        )
        beside = self._press.set_letter(own, Size.USUAL) if own else b""
        return Shown(content, beside, found)

    def write(self, order: Order) -> Document:
        """Write a letter and keep it, sealed, with its twins, in the vault.

        Raises LetterError("letter.held_back") where a needed blank is empty; RiskInputError,
        LetterError, LanguageError, StorageError, VaultError.
        """
        letter = self._compose(order)
        content = self._press.set_letter(letter, order.size)
        found = review(letter, self._words(order.language), pages=self._press.pages(content))
        if holds_back(found):
            raise LetterError("letter.held_back", count=sum(holds_back((one,)) for one in found))
        others = []
        if (own := self._in_own_language(order)) is not None:
            pdf = self._press.seal(self._press.set_letter(own, Size.USUAL), own)
            others.append(_document(order, own, pdf, ends=_TWIN))
        page = twin(letter, size=order.size).encode()
        others.append(_document(order, letter, page, ends=_WEB))
        sealed = self._press.seal(content, letter)
        for other in others:
            documents.store(self._door.vault, self._about(order, other))
        return documents.store(
            self._door.vault, self._about(order, _document(order, letter, sealed))
        )

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
        """Write the summary letter and keep it in the vault. Raises as `write`."""
        order = Order(
            family_id,
            "summary",
            language,
            country,
            person=person,
            agreed=agreed,
            session=session,
            supposed=supposed,
        )
        return self.write(order)

    def content(self, document: DocumentId) -> bytes:
        """Return a letter's bytes for a preview in memory; written down as a view."""
        return documents.fetch(self._door.vault, document)

    def beside(self, document: DocumentId) -> bytes:
        """Return the same letter in the counsellor's language; b"" where there is none."""
        found = self._twin(document, _TWIN)
        return documents.fetch(self._door.vault, found.id) if found else b""

    def export(self, document: DocumentId, path: Path) -> None:
        """Write a letter to a file of the user's choice; written down as an export.

        A name that ends in .html gets the letter's HTML twin.
        Raises StorageError, LetterError("letter.no_twin"); nothing is half-written.
        """
        about = documents.get(self._door.vault, document)
        demand_letter(self._door.vault, about.family, about.person)
        if path.suffix.lower() in (".html", ".htm"):
            page = self._twin(document, _WEB)
            if page is None:
                raise LetterError("letter.no_twin")
            document = page.id
        documents.export(self._door.vault, document, path=path)

    def _in_own_language(self, order: Order) -> Letter | None:
        """The letter in the counsellor's language; None where that is its own."""
        if not order.own or order.own == order.language:
            return None
        return self._compose(replace(order, language=order.own))

    def _twin(self, document: DocumentId, ends: str) -> Document | None:
        """The document that was kept together with this one, just before it."""
        about = documents.get(self._door.vault, document)
        kept = documents.listing(self._door.vault, about.family)
        after = kept[[one.id for one in kept].index(document) + 1 :][:2]
        for one in after:
            if one.kind == about.kind + ends and one.person == about.person:
                return one
        return None

    def _about(self, order: Order, new: NewDocument) -> NewDocument:
        family = families.open_family(self._door.vault, order.family).family
        return replace(new, person=subject(family, order.person))

    def _compose(self, order: Order) -> Letter:
        vault = self._door.vault
        demand_use(vault, order.family)
        family = families.open_family(vault, order.family).family
        words, person = self._words(order.language), subject(family, order.person)
        demand_letter(vault, order.family, person)
        assessment = None
        if needs_assessment(order.kind):
            with contradictions_told(family, words, self._measure):
                assessment = assess(family, person=person, country=order.country)
        today, told = self._now().date(), now(vault, order.family)
        asked = Asked(
            order.kind,
            session_on=today,
            written_on=today,
            address=order.address,
            filled=order.filled,
            agreed=order.agreed,
            supposed=order.supposed,
            consented=frozenset(
                one.id for one in family.persons if may(told, one.id, Scope.FAMILY_CONTACT)
            ),
            answers=answers_told(told, person, SHARED if order.kind == _SHARING else _IN_CARE),
            reference=order.family[:8].upper(),
            version=1 + self._written(order, person),
        )
        tongue = Tongue(words, self._words(LATIN))
        return write_letter(
            asked,
            family,
            person,
            tongue,
            self._measure,
            head=self._head(order.language),
            assessment=assessment,
        )

    def _written(self, order: Order, person: PersonId) -> int:
        """How many versions of this letter to this person there are."""
        kept = self.listing(order.family)
        return sum(one.kind == _kind(order.kind) and one.person == person for one in kept)


def _kind(kind: str) -> str:
    return f"{kind}_letter"


def _document(order: Order, letter: Letter, content: bytes, *, ends: str = "") -> NewDocument:
    return NewDocument(
        family=order.family,
        kind=_kind(letter.kind) + ends,
        media_type=HTML if ends == _WEB else PDF,
        content=content,
        language=letter.language,
        session=order.session,
        template_version=letter.template_version,
    )
