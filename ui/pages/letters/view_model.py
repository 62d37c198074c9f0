"""What the letters' page knows, and what can be done with it."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counselling.language.registry import Language
from counselling.letters.order import Order
from counselling.letters.parties import Address
from counselling.letters.template import Template
from counselling.pedigree.person import PersonId
from ui.desk import LettersWork
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.pages.letters.keeping import in_both, keep_or_show
from ui.pages.letters.ordering import order_of
from ui.pages.letters.state import (
    Asked,
    LettersState,
    about_person,
    previewed,
    unseen,
    with_letters,
    without_preview,
    written,
)
from ui.pedigree_work import PedigreesWork
from ui.risk_work import RisksWork

if TYPE_CHECKING:
    from counselling.records.papers.documents import Document
    from counselling.risk.supposition import Supposition
    from counselling.work.families.pedigrees import ShownFamily
    from counselling.work.letters.letter_papers import Shown
    from counselling.work.letters.review_letters import Reviewed


class LettersModel(ViewModel[LettersState]):
    """Verbs of the page. language: the one a letter is written in unless another is chosen.

    held: a letter was not kept, for what was found in it is to be looked at first.
    """

    held = Signal()

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
            state = replace(without_preview(self.state), chosen=document)
            self._become(replace(state, is_written=False, file="", failure=None))
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
        self._become(about_person(self.state, person))
        self._ask_post()

    def show_comparison(self, *, is_shown: bool) -> None:
        """Show what was compared in the letter, or leave it out."""
        self._become(replace(self.state, has_comparison=is_shown and bool(self.state.supposed)))

    def choose_country(self, country: str) -> None:
        """Compare her with another population."""
        self._become(replace(self.state, country=country))

    def choose_language(self, language: str) -> None:
        """Write in another language."""
        self._become(unseen(replace(self.state, language=language)))

    def note_agreed(self, text: str) -> None:
        """Take over what was agreed, as it stands in the field."""
        self._become(replace(self.state, agreed=text))

    def note_post(self, text: str) -> None:
        """Take over the person's address, as it stands in the field."""
        self._become(unseen(replace(self.state, post=text)))

    def choose_kind(self, kind: str) -> None:
        """Write a letter of another kind."""
        self._become(unseen(replace(self.state, kind=kind)))

    def choose_address(self, address: str) -> None:
        """Speak to the reader in the other form."""
        self._become(unseen(replace(self.state, address=Address(address))))

    def enlarge(self, *, is_large: bool) -> None:
        """Set the letter in large print, or as usual."""
        self._become(unseen(replace(self.state, is_large=is_large)))

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
        looked = partial(self._looked, state.asked)
        self._looking.ask(work, done=looked, failed=self._not_looked)

    def _order(self, family: str) -> Order:
        return order_of(self.state, family, self.template, own=self._language)

    def write(self) -> None:
        """Keep the letter in the vault; what is doubtful about it is shown first."""
        state, family = self.state, self._family_id
        if family is None or not state.can_write:
            return
        self._looking.cancel()  # it would come after the letter, or after what is found in it
        state = replace(state, is_looking=False, is_writing=True)
        self._become(replace(state, is_written=False, file="", failure=None))
        seen = (state.findings or ()) if state.is_seen else ()
        work = partial(keep_or_show, self._letters, self._order(family), seen)
        # after the edits that are still on their way to the vault: the letter must hold them
        answered = partial(self._answered, family, state.asked)
        self._keeping.keep(work, done=answered, failed=partial(self._not_kept, family))

    def tell_reviews(self, reviews: "tuple[Reviewed, ...]") -> None:
        """Take over how the kinds of letters stand in a language."""
        self._become(replace(self.state, reviews=reviews))

    def save(self, path: Path) -> None:
        """Write the letter that is looked at to a file."""
        if self.state.chosen is not None:
            self._become(replace(self.state, is_saving=True, is_written=False, failure=None))
            work = partial(self._letters.export, self.state.chosen, path)
            saved = partial(self._saved, self._family_id, path)
            self._keeping.keep(work, done=saved, failed=partial(self._not_kept, self._family_id))

    def _ask_post(self) -> None:
        """Read the person's address, unless somebody has begun to type one."""
        family, person = self._family_id, self.state.person
        if family is not None and person is not None and self.state.post is None:
            self._asking_post.cancel()
            work = partial(self._letters.post, family, person)
            self._asking_post.ask(work, done=self._post_read, failed=self._failed)

    # Answers

    def _list(self, family_id: str) -> None:
        work = partial(self._letters.listing, family_id)
        self._listing.ask(work, done=self._listed, failed=self._failed)

    def _fetch(self) -> None:
        self._fetching.cancel()
        if self.state.chosen is not None:
            work = partial(in_both, self._letters, self.state.chosen)
            self._fetching.ask(work, done=self._fetched, failed=self._failed)

    def _read(self, shown: "ShownFamily") -> None:
        family, person = shown.record.family, self.state.person
        person = person if person in family.by_id else family.focus
        self._become(replace(self.state, shown=shown, person=person))
        self._ask_post()

    def _post_read(self, lines: tuple[str, ...]) -> None:
        if self.state.post is None:
            self._become(replace(self.state, post="\n".join(lines)))

    def _listed(self, letters: "tuple[Document, ...]") -> None:
        before, state = self.state.chosen, with_letters(self.state, letters)
        self._become(state)
        if state.is_asking or state.content:
            return
        if state.chosen != before or not self._fetching.is_busy:
            self._fetch()

    def _fetched(self, both: tuple[bytes, bytes]) -> None:
        if not self.state.is_asking:  # else a preview stands there
            content, beside = both
            self._become(replace(self.state, content=content, beside=beside))

    def _looked(self, asked: Asked, shown: "Shown") -> None:
        self._become(previewed(self.state, asked, shown))

    def _not_looked(self, failure: Failure) -> None:
        self._become(replace(self.state, is_looking=False, failure=failure))

    def _answered(self, family: str, asked: Asked, answer: "tuple[Document | None, Shown]") -> None:
        document, shown = answer
        if family != self._family_id:
            return  # another was opened meanwhile; a letter that was kept lies in the vault
        if document is not None:
            self._become(written(self.state, document))
            self._fetch()
            self._list(family)
            return
        self._become(replace(self.state, is_writing=False))
        if self.state.is_asking:  # else nobody wants it any more
            self._looked(asked, shown)
            self.held.emit()

    def _saved(self, family: str | None, path: Path, nothing: None) -> None:
        if family == self._family_id:
            self._become(replace(self.state, is_saving=False, file=path.name))

    def _not_kept(self, family: str | None, failure: Failure) -> None:
        if family == self._family_id:
            state = replace(self.state, is_writing=False, is_saving=False, file="")
            self._become(replace(state, failure=failure))

    def _failed(self, failure: Failure) -> None:
        self._become(replace(self.state, failure=failure))
