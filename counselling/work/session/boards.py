"""Use case: pictures for the patient's eyes: in her language, nameless unless names are chosen."""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Group, Item, Scene
from counselling.errors import CounsellingError, LetterError
from counselling.figures.carriers import carrier_chart
from counselling.figures.carriers_scene import carriers_scene
from counselling.figures.horizons_scene import horizons_scene
from counselling.figures.labels import DE_IDENTIFIED
from counselling.figures.shown import Shown
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.layout.result import Layout
from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers import documents
from counselling.records.papers.consents import demand_letter
from counselling.records.papers.documents import Document, DocumentId
from counselling.records.privacy import usage
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault
from counselling.risk.supposition import Supposition
from counselling.work.letters.handing_out import demand_handing_out
from counselling.work.pedigree.contradictions import contradictions_told
from counselling.work.pedigree.draw_family import draw_family
from counselling.work.risk.assess_risk import assess, picture
from counselling.work.risk.compare_risk import compare_risk
from counselling.work.vault.door import Door

_PDF: Final = "application/pdf"
_KEY_BYTES: Final = 32
_MARK_DIGITS: Final = 8  # of 200 people two share one in a family out of 200,000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A family drawn for the patient's eyes. people: who stands behind the subjects of the scene.

    A subject is a mark ("p7c1e09ab") that says nothing to who does not hold this desk's key, and
    stays the same as long as the desk runs, also over a lock, so that who was chosen on an earlier
    drawing is still known. numbers: pedigree numbers as they are written on it. layout: whose
    order the next one keeps.
    """

    scene: Scene
    people: Mapping[str, PersonId] = field(repr=False)
    numbers: Mapping[PersonId, str] = field(repr=False)
    layout: Layout = field(repr=False)


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A page of a letter. page: from 0; pages: how many the letter has.

    letter: which one it is; letters: all that may be shown, the newest first.
    """

    scene: Scene
    page: int
    pages: int
    letter: DocumentId = ""
    letters: tuple[Document, ...] = ()


# a letter's bytes and a page from 0 -> the page (past the end the last), and how many there are
ReadPage: TypeAlias = Callable[[bytes, int], tuple[Scene, int]]


class Boards:
    """What a session's board can show. Slow enough to stay off the UI thread.

    words: catalogue of a language. read_page: reads a page of a letter.
    """

    def __init__(
        self,
        door: Door,
        *,
        words: Callable[[str], Catalogue],
        measure: Measure,
        read_page: ReadPage,
        random: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self._door, self._words, self._measure = door, words, measure
        self._read_page = read_page
        self._key = random(_KEY_BYTES)

    def pedigree(
        self,
        family_id: str,
        *,
        language: str,
        before: Sheet | None = None,
        has_names: bool = False,
    ) -> Sheet:
        """Draw a family; written down as a view. Who is held back is a symbol.

        It is for the eyes of whom the family is about: another's result that is not to help
        relatives is not in it.

        before: the drawing of the same family that this one takes the place of. has_names: with
        names and pronouns, as the counsellor chose for this session; never with notes.

        Raises VaultError, LayoutError, LanguageError.
        """
        words, vault = self._words(language), self._door.vault
        family = families.open_family(vault, family_id).family
        focus, family = family.focus or "", usage.handed_out(vault, family_id, family).family
        family = usage.told_to(vault, family_id, family, focus).family
        previous = before.layout if before else None
        choice = replace(DE_IDENTIFIED, has_names=has_names)
        drawing = draw_family(family, words, self._measure, choice=choice, previous=previous)
        people = _marked(drawing.numbers, self._key)
        marks = {person: mark for mark, person in people.items()}
        items = tuple(_under_marks(item, marks) for item in drawing.scene.items)
        title = words.say(N_("pedigree.drawing"))  # its own names the family
        return Sheet(
            replace(drawing.scene, title=title, items=items),
            people,
            drawing.numbers,
            drawing.layout,
        )

    def letter(
        self, family_id: str, *, page: int, language: str, chosen: DocumentId = ""
    ) -> LetterPage:
        """Show a page of a letter, just as it is sent; written down as a view.

        chosen: which of the family's letters; one that may not be shown, or none: the newest that
        may be.

        Raises LetterError("letter.none_kept"), as `demand_handing_out`, DamagedVault.
        """
        vault = self._door.vault
        letters = _to_show(vault, family_id)
        letter = next((one for one in letters if one.id == chosen), letters[0])
        scene, pages = self._read_page(documents.fetch(vault, letter.id), page)
        shown = min(max(page, 0), pages - 1)
        title = self._words(language).say(N_("letters.page"), page=shown + 1, pages=pages)
        return LetterPage(replace(scene, title=title), shown, pages, letter.id, letters)

    def risk(
        self,
        family_id: str,
        *,
        person: PersonId | None,
        country: str,
        language: str,
        of: Shown = Shown.BY_AGE,
        supposed: Supposition | None = None,
    ) -> Scene:
        """Draw a picture of a person's answer (default: of whom the family is about).

        Where the answer has no such picture (no curve, nothing supposed) her icon array stands for
        it. Nothing of others counts that a letter to her may not use.
        Raises VaultError as `demand_letter`; RiskInputError, PedigreeError, LanguageError.
        """
        words = self._words(language)
        vault = self._door.vault
        family = families.open_family(vault, family_id).family
        if asked := person or family.focus:
            demand_letter(vault, family_id, asked)
            family = usage.told_to(vault, family_id, family, asked).family
        with contradictions_told(family, words, self._measure):
            answer = assess(family, person=asked, country=country)
        whose = words.say(N_("chart.you"))
        if of is Shown.COMPARED and supposed is not None:
            numbers = draw_family(family, words, self._measure).numbers
            reader = answer.question.person
            return compare_risk(
                answer, supposed, words, self._measure, names=numbers, reader=reader
            ).scene
        if of is Shown.CARRIERS:
            told = carrier_chart(answer, words, whose=whose, is_reader=True)
            return carriers_scene(told, self._measure)
        drawn = picture(answer, words, self._measure, whose=whose)
        if of is Shown.AHEAD and drawn.horizons is not None:
            return horizons_scene(drawn.horizons, self._measure)
        return drawn.curve if of is Shown.BY_AGE and drawn.curve else drawn.icons


def _to_show(vault: Vault, family: FamilyId) -> tuple[Document, ...]:
    """Return what may be shown of the family's letters, the newest first. Raises as `letter`."""
    kept = [one for one in documents.listing(vault, family) if one.media_type == _PDF]
    refusals = [(one, _refusal(vault, one)) for one in kept]
    letters = tuple(one for one, refusal in refusals if refusal is None)
    if not letters:
        raise next((no for _, no in refusals if no), LetterError("letter.none_kept"))
    return letters


def _refusal(vault: Vault, letter: Document) -> CounsellingError | None:
    try:
        demand_handing_out(vault, letter)
    except CounsellingError as refusal:
        return refusal
    return None


def _marked(numbers: Mapping[PersonId, str], key: bytes) -> dict[str, PersonId]:
    people: dict[str, PersonId] = {}
    for person in sorted(numbers):
        mark = "p" + hashlib.blake2s(person.encode(), key=key).hexdigest()[:_MARK_DIGITS]
        while mark in people:
            mark += "x"
        people[mark] = person
    return people


def _under_marks(item: Item, marks: Mapping[PersonId, str]) -> Item:
    if not isinstance(item, Group):
        return item
    parts = tuple(_under_marks(part, marks) for part in item.items)
    return replace(item, items=parts, subject=marks.get(item.subject, ""))
