"""Use case: letters of a family: look at one, write it, keep it, read it again, hand it out."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from counselling.drawing.measure import Measure
from counselling.errors import LetterError
from counselling.files import replace_file
from counselling.language.catalogue import Catalogue
from counselling.language.registry import Language
from counselling.letters.html import twin
from counselling.letters.letter import Letter
from counselling.letters.material import Material
from counselling.letters.order import Order
from counselling.letters.page import Size
from counselling.letters.registry import TEMPLATES, find_kind
from counselling.letters.review import blocking_first, holds_back, review
from counselling.letters.template import Template
from counselling.letters.writing import write
from counselling.pedigree.finding import Finding
from counselling.pedigree.person import PersonId
from counselling.records.papers import consents, documents
from counselling.records.papers.consents import ASKED, SHARED, TESTED, answers_told
from counselling.records.papers.documents import Document, DocumentId, NewDocument
from counselling.records.papers.majority import Ages
from counselling.records.papers.sessions import SessionId
from counselling.risk.supposition import Supposition
from counselling.work.letters import kept_for_letters, told_in_session
from counselling.work.letters.answers_kept import kept_answers
from counselling.work.letters.family_of_letter import demand_purpose, open_for
from counselling.work.letters.handing_out import demand_handing_out
from counselling.work.letters.keep_addresses import address
from counselling.work.letters.letter_papers import (
    BESIDE,
    CONSENT,
    HTML,
    TWIN,
    WEB,
    Press,
    Shown,
    companions,
    keep,
    kept_as,
    paper,
    part_of,
)
from counselling.work.letters.review_letters import reviewer
from counselling.work.letters.sharing_answers import consent_file
from counselling.work.letters.who_holds import holders
from counselling.work.letters.write_letter import (
    Asked,
    Letterhead,
    letter_material,
    needs_assessment,
)
from counselling.work.pedigree.contradictions import contradictions_told
from counselling.work.risk.assess_risk import assess
from counselling.work.vault.door import Door

LATIN: Final = "en"
_SHARING: Final = "data_sharing"  # the kind whose questions are uses of data
_TELLS_HOLDERS: Final = "referrer"
_IN_CARE: Final = {scope.value: scope for scope in (*ASKED, *TESTED)}


class Letters:
    """Letters of the vault's families. Slow enough to stay off the UI thread.

    words: catalogue of a language; languages: those that have all words of letters; forms: of
    address that a language tells apart. head: who
    writes. press: makes the files. ages: from which a child is asked too. now: the clock.
    """

    def __init__(
        self,
        door: Door,
        *,
        words: Callable[[str], Catalogue],
        languages: Callable[[], tuple[Language, ...]],
        forms: Callable[[str], tuple[str, ...]],
        measure: Measure,
        head: Callable[[str], Letterhead],
        press: Press,
        ages: Callable[[], Ages],
        now: Callable[[], datetime.datetime],
    ) -> None:
        self._door, self._words, self._measure = door, words, measure
        self._languages, self.forms = languages, forms
        self._head, self._press, self._now = head, press, now
        self._ages = ages

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
        return tuple(one for one in kept if not one.kind.endswith(BESIDE))

    def preview(self, order: Order) -> Shown:
        """Return the letter as it would be written, in both languages, and its findings.

        Nothing is kept. Raises RiskInputError, LetterError, LanguageError, VaultError.
        """
        _, letter, without = self._made(order)
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
        return Shown(content, beside, blocking_first((*without, *found)))

    def write(self, order: Order) -> Document:
        """Write a letter and keep it, sealed, with its twins, in the vault.

        Raises LetterError("letter.held_back") where a needed blank is empty, as `demand_purpose`;
        RiskInputError, LetterError, LanguageError, StorageError, VaultError.
        """
        material, letter, _ = self._made(order)
        demand_purpose(consents.now(self._door.vault, order.family), material.person, order.kind)
        content = self._press.set_letter(letter, order.size)
        found = review(letter, self._words(order.language), pages=self._press.pages(content))
        if holds_back(found):
            raise LetterError("letter.held_back", count=sum(holds_back((one,)) for one in found))
        papers = [*self._others(order, material, letter)]
        papers.append(
            paper(order, letter, self._press.seal(content, letter), person=material.person)
        )
        kept_for_letters.keep(self._door.vault, order, material.person)
        return keep(self._door.vault, order, papers)

    def _others(self, order: Order, material: Material, letter: Letter) -> Iterator[NewDocument]:
        """What is kept beside the letter itself."""
        kept = partial(paper, order, person=material.person)
        if (own := self._in_own_language(order)) is not None:
            pdf = self._press.seal(self._press.set_letter(own, Size.USUAL), own)
            yield kept(own, pdf, ends=TWIN)
        page = twin(letter, size=order.size).encode()
        yield kept(letter, page, ends=WEB, media_type=HTML)
        words, labels = self._words(order.language), self._press.labels
        for ends, media_type, content in companions(order, material, words, labels=labels):
            yield kept(letter, content, ends=ends, media_type=media_type)

    def write_summary(
        self,
        family_id: str,
        *,
        person: PersonId | None,
        language: str,
        country: str,
        own: str = "",
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
            own=own,
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
        found = self._twin(document, TWIN)
        return documents.fetch(self._door.vault, found.id) if found else b""

    def post(self, family_id: str, person: PersonId) -> tuple[str, ...]:
        """Return the lines of a person's address; () where none is known. Raises VaultError."""
        return address(self._door.vault, family_id, person)

    def export(self, document: DocumentId, path: Path) -> None:
        """Write a letter to a file of the user's choice; written down as an export.

        A name that ends in .html gets the letter's HTML twin, one in .ics an invitation's calendar
        file, one in .labels.pdf a sample kit's labels, one in .json what counts now of a consent
        to data sharing, as FHIR.
        Raises StorageError, LetterError("letter.no_twin"), as `demand_handing_out`.
        """
        vault = self._door.vault
        about, part = documents.get(vault, document), part_of(path.name)
        demand_handing_out(vault, about)
        if part == CONSENT:
            replace_file(path, consent_file(vault, about.family, about.person))
            return
        if part:
            if (found := self._twin(document, part)) is None:
                raise LetterError("letter.no_twin")
            document = found.id
        documents.export(vault, document, path=path)

    def _in_own_language(self, order: Order) -> Letter | None:
        """The letter in the counsellor's language; None where that is its own."""
        if not order.own or order.own == order.language:
            return None
        return self._compose(replace(order, language=order.own))

    def _twin(self, document: DocumentId, ends: str) -> Document | None:
        """The document that was kept together with this one, just before it."""
        about = documents.get(self._door.vault, document)
        kept = documents.listing(self._door.vault, about.family)
        after = kept[[one.id for one in kept].index(document) + 1 :][: len(BESIDE)]
        for one in after:
            if one.kind == about.kind + ends and one.person == about.person:
                return one
        return None

    def _compose(self, order: Order) -> Letter:
        return self._made(order)[1]

    def _made(self, order: Order) -> tuple[Material, Letter, tuple[Finding, ...]]:
        """What a letter is made from, the letter, and what was held back from it."""
        vault, words = self._door.vault, self._words(order.language)
        opened = open_for(vault, order)
        family, person, said, told = opened.family, opened.person, opened.said, opened.told
        assessment = None
        if needs_assessment(order.kind):
            with contradictions_told(family, words, self._measure):
                assessment = assess(family, person=person, country=order.country)
        filled = told_in_session.filled(vault, order, opened.whole, person, said)
        filled = kept_for_letters.greeted(order, filled, said, person)
        kept = kept_answers(vault, order.family, person, said, kind=order.kind, filled=filled)
        tells_holders = order.kind == _TELLS_HOLDERS
        asked = Asked(
            order.kind,
            session_on=None,
            written_on=self._now().date(),
            address=order.address,
            filled=filled,
            held=opened.free(holders(vault, order.family)) if tells_holders else {},
            recorded=kept.recorded,
            signed=kept.signed,
            agreed=order.agreed,
            supposed=order.supposed,
            consented=opened.consented,
            refused=opened.refused,
            answers=answers_told(told, person, SHARED if order.kind == _SHARING else _IN_CARE),
            post=kept_for_letters.post(order, said, person),
            reference=order.family[:8].upper(),
            appointment=order.session or "",
            version=1 + self._written(order, person),
            ages=self._ages().asked,
        )
        material = letter_material(
            asked,
            family,
            person,
            words,
            self._measure,
            head=replace(self._head(order.language), reviewer=reviewer(vault, order.kind, words)),
            assessment=assessment,
        )
        letter = write(find_kind(order.kind), material, words, latin=self._words(LATIN))
        return material, letter, opened.findings(order.kind)

    def _written(self, order: Order, person: PersonId) -> int:
        """How many versions of this letter to this person there are."""
        kept = self.listing(order.family)
        return sum(one.kind == kept_as(order.kind) and one.person == person for one in kept)
