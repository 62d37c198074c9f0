"""What the letters' page knows, and what can be done with it."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from counselling.language.registry import Language
from counselling.letters.order import Order
from counselling.letters.parties import Address
from counselling.letters.template import Template
from counselling.pedigree.person import PersonId
from ui.desk import LettersWork
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.pages.letters.ordering import order_of
from ui.pages.letters.state import LettersState, versions_of, without_preview
from ui.pedigree_work import PedigreesWork
from ui.risk_work import RisksWork

if TYPE_CHECKING:
    from counselling.records.papers.documents import Document
    from counselling.risk.supposition import Supposition
    from counselling.work.families.pedigrees import ShownFamily
    from counselling.work.letters.letter_papers import Shown


class LettersModel(ViewModel[LettersState]):
    """Verbs of the page. language: the one a letter is written in unless another is chosen."""

    def __init__(
        self,
        letters: LettersWork,
        pedigrees: PedigreesWork,
        risks: RisksWork,
        jobs: Jobs,
        *,
        language: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(LettersState(risks.country, language), parent)
        self._letters, self.forms = letters, letters.forms
        self._pedigrees = pedigrees
        self._risks = risks
        self._language = language
        self._reads = tuple(jobs.lane(self) for _ in range(5))
        self._reading, self._listing, self._fetching, self._looking, self._asking_post = self._reads
        self._keeping = jobs.lane(self)
        self._family_id: str | None = None

    @property
    def countries(self) -> tuple[str, ...]:
        """All countries that can be compared with."""
        return self._risks.countries

    @property
    def languages(self) -> tuple[Language, ...]:
        """All languages in which a letter can be written."""
        return self._letters.languages

    @property
    def templates(self) -> tuple[Template, ...]:
        """All kinds of letters that can be written."""
        return self._letters.templates

    @property
    def template(self) -> Template:
        """The kind that is asked for."""
        return next(one for one in self.templates if one.kind == self.state.kind)

    @property
    def family_id(self) -> str | None:
        """The family that is shown or being read."""
        return self._family_id

    def open(
        self,
        family_id: str,
        *,
        person: PersonId | None,
        country: str,
        supposed: "Supposition | None" = None,
    ) -> None:
        """Show a family's letters. person: about whom a new one would be, None for its focus.

        country: "" for the desk's own. supposed: what the risk was last compared with.
        """
        country = country or self._risks.country
        if family_id != self._family_id:
            self._family_id = family_id
            for lane in self._reads:
                lane.cancel()
            # what was agreed with one family must not come into another's letter
            self._become(LettersState(country, self._language, person=person))
        else:
            person = person or self.state.person
            post = self.state.post if person == self.state.person else None
            self._become(replace(self.state, person=person, country=country, post=post))
        if supposed != self.state.supposed:
            has = supposed is not None
            self._become(replace(self.state, supposed=supposed, has_comparison=has))
        work = partial(self._pedigrees.show, family_id)
        self._reading.ask(work, done=self._read, failed=self._failed)
        self._list(family_id)

    def choose(self, document: str) -> None:
        """Look at a letter."""
        if document != self.state.chosen:
            self._quiet(chosen=document, content=b"")
            self._fetch()

    def start_writing(self) -> None:
        """Ask what a new letter is to be."""
        state = replace(self.state, is_asking=True, is_written=False, file="", failure=None)
        self._become(without_preview(state))

    def stop_writing(self) -> None:
        """Write none; what was typed is kept for the next time."""
        self._looking.cancel()
        state = replace(self.state, is_asking=False, is_looking=False, failure=None)
        self._become(without_preview(state))
        self._fetch()

    def choose_person(self, person: PersonId) -> None:
        """Write about another person."""
        state = self.state
        supposed = state.supposed if person == state.person else None  # it was another's answer
        has = state.has_comparison and supposed is not None
        told = replace(state, person=person, supposed=supposed, has_comparison=has)
        self._become(told if person == state.person else replace(told, post=None))
        self._ask_post()

    def show_comparison(self, *, is_shown: bool) -> None:
        """Show what was compared in the letter, or leave it out."""
        has = is_shown and self.state.supposed is not None
        self._become(replace(self.state, has_comparison=has))

    def choose_country(self, country: str) -> None:
        """Compare her with another population."""
        self._become(replace(self.state, country=country))

    def choose_language(self, language: str) -> None:
        """Write in another language."""
        self._become(self._unseen(replace(self.state, language=language)))

    def note_agreed(self, text: str) -> None:
        """Take over what was agreed, as it stands in the field."""
        self._become(replace(self.state, agreed=text))

    def note_post(self, text: str) -> None:
        """Take over the person's address, as it stands in the field."""
        self._become(self._unseen(replace(self.state, post=text)))

    def choose_kind(self, kind: str) -> None:
        """Write a letter of another kind."""
        self._become(self._unseen(replace(self.state, kind=kind)))

    def choose_address(self, address: str) -> None:
        """Speak to the reader in the other form."""
        self._become(self._unseen(replace(self.state, address=Address(address))))

    def enlarge(self, *, is_large: bool) -> None:
        """Set the letter in large print, or as usual."""
        self._become(self._unseen(replace(self.state, is_large=is_large)))

    def fill(self, name: str, text: str) -> None:
        """Take over what stands in a blank."""
        filled = {**self.state.filled, (self.state.kind, name): text}
        self._become(replace(self.state, filled=filled))

    def look(self) -> None:
        """Look at the letter before it is written, in both languages."""
        state, family = self.state, self._family_id
        if family is None or not state.can_write:
            return
        self._become(replace(state, is_looking=True, is_written=False, failure=None))
        work = partial(self._letters.preview, self._order(family))
        self._looking.ask(work, done=self._looked, failed=self._not_looked)

    def _unseen(self, state: LettersState) -> LettersState:
        """A preview of another letter than the one asked for is none."""
        return state if state.findings is None else without_preview(state)

    def _order(self, family: str) -> Order:
        return order_of(self.state, family, self.template, own=self._language)

    def write(self) -> None:
        """Write the letter and keep it in the vault."""
        state, family = self.state, self._family_id
        if family is None or not state.can_write:
            return
        self._become(replace(state, is_writing=True, is_written=False, file="", failure=None))
        work = partial(self._letters.write, self._order(family))
        # after the edits that are still on their way to the vault: the letter must hold them
        refused = partial(self._not_written, family)
        self._keeping.keep(work, done=self._written, failed=refused)

    def save(self, path: Path) -> None:
        """Write the letter that is looked at to a file."""
        if self.state.chosen is not None:
            self._become(replace(self.state, is_saving=True, is_written=False, failure=None))
            work = partial(self._letters.export, self.state.chosen, path)
            saved = partial(self._saved, self._family_id, path)
            self._keeping.keep(work, done=saved, failed=partial(self._not_saved, self._family_id))

    def _ask_post(self) -> None:
        """Read the person's address, unless somebody has begun to type one."""
        family, person = self._family_id, self.state.person
        if family is not None and person is not None and self.state.post is None:
            self._asking_post.cancel()
            work = partial(self._letters.post, family, person)
            self._asking_post.ask(work, done=self._post_read, failed=self._failed)

    # Answers

    def _quiet(self, *, chosen: str | None, content: bytes) -> None:
        """Look at another letter: what was told about the one before is over."""
        state = replace(self.state, chosen=chosen, content=content, beside=b"", findings=None)
        self._become(replace(state, is_written=False, file="", failure=None))

    def _list(self, family_id: str) -> None:
        work = partial(self._letters.listing, family_id)
        self._listing.ask(work, done=self._listed, failed=self._failed)

    def _fetch(self) -> None:
        self._fetching.cancel()
        if self.state.chosen is not None:
            work = partial(_both, self._letters, self.state.chosen)
            self._fetching.ask(work, done=self._fetched, failed=self._failed)

    def _read(self, shown: "ShownFamily") -> None:
        family, person = shown.record.family, self.state.person
        if person not in family.by_id:
            person = family.focus
        self._become(replace(self.state, shown=shown, person=person))
        self._ask_post()

    def _post_read(self, lines: tuple[str, ...]) -> None:
        if self.state.post is None:
            self._become(replace(self.state, post="\n".join(lines)))

    def _listed(self, letters: "tuple[Document, ...]") -> None:
        state, ids = self.state, [each.id for each in letters]
        chosen = state.chosen if state.chosen in ids else next(iter(ids), None)
        content = state.content if chosen == state.chosen else b""
        versions = versions_of(letters)
        state = replace(state, letters=letters, chosen=chosen, content=content, versions=versions)
        self._become(state)
        if state.is_asking:
            return
        if not content and (chosen != state.chosen or not self._fetching.is_busy):
            self._fetch()

    def _fetched(self, both: tuple[bytes, bytes]) -> None:
        if not self.state.is_asking:  # else a preview stands there
            content, beside = both
            self._become(replace(self.state, content=content, beside=beside))

    def _looked(self, shown: "Shown") -> None:
        state = replace(self.state, is_looking=False, findings=shown.findings)
        self._become(replace(state, content=shown.content, beside=shown.beside))

    def _not_looked(self, failure: Failure) -> None:
        self._become(replace(self.state, is_looking=False, failure=failure))

    def _written(self, document: "Document") -> None:
        if document.family != self._family_id:
            return  # another family was opened meanwhile; its letter lies in the vault
        letters = (document, *(self.state.letters or ()))
        state = replace(self.state, letters=letters, chosen=document.id, content=b"", beside=b"")
        state = replace(state, findings=None)
        self._become(replace(state, is_writing=False, is_asking=False, is_written=True))
        self._fetch()
        self._list(document.family)

    def _not_written(self, family: str, failure: Failure) -> None:
        if family == self._family_id:
            self._become(replace(self.state, is_writing=False, failure=failure))

    def _saved(self, family: str | None, path: Path, nothing: None) -> None:
        if family == self._family_id:
            self._become(replace(self.state, is_saving=False, file=path.name))

    def _not_saved(self, family: str | None, failure: Failure) -> None:
        if family == self._family_id:
            self._become(replace(self.state, is_saving=False, file="", failure=failure))

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, failure=failure))


def _both(letters: LettersWork, document: str) -> tuple[bytes, bytes]:
    """A kept letter, and the same in the counsellor's language."""
    return letters.content(document), letters.beside(document)
