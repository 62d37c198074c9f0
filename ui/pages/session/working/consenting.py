"""A consent on the patient's page: shown, answered one by one, signed, kept in the vault."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counselling.call.board.board_words import (
    Asked,
    ConsentAnswer,
    ConsentOver,
    Outcome,
    ShowConsent,
    Sign,
)
from counselling.errors import CallError
from counselling.letters.characters import as_read
from counselling.session.consent import Explained
from counselling.session.consent_form import INTERPRETER, FormText
from counselling.session.signing import Signing
from ui.hearing_work import ConsentFormsWork
from ui.kit.threads.failures import Failure, failure_of
from ui.kit.threads.jobs import Jobs
from ui.pages.session.known.exchange_state import ConsentState, Paper

if TYPE_CHECKING:
    from counselling.records.papers.consents import Recorded
    from counselling.records.papers.documents import Document


class Consenting(QObject):
    """changed: carries the ConsentState. said: a word for the patient's page."""

    changed = Signal(object)
    said = Signal(object)

    def __init__(
        self,
        work: ConsentFormsWork,
        jobs: Jobs,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._now = work, now
        self._reading, self._listing, self._keeping = (jobs.lane(self) for _ in range(3))
        self._family = self._person = self._session = ""
        self._explained = Explained()
        self.state = ConsentState()

    def begin(self, family: str, person: str, session: str) -> None:
        """Begin with a patient in a session, and look what she said so far."""
        self._family, self._person, self._session = family, person, session
        forms = self._work.forms
        self._become(ConsentState(forms=forms))
        if forms:
            self.choose(forms[0].id)
        self._list()

    def end(self) -> None:
        """The session is over."""
        for lane in (self._reading, self._listing):
            lane.cancel()
        self._family = self._person = self._session = ""
        self._become(ConsentState())

    def choose(self, form: str) -> None:
        """Choose what she is to sign; what is usual stands in its blanks."""
        chosen = next((each for each in self.state.forms if each.id == form), None)
        if chosen is not None and form != self.state.form:
            filled = {blank.id: blank.usual for blank in chosen.to_fill if blank.usual}
            self._become(replace(self.state, form=form, filled=filled))

    def fill(self, blank: str, text: str) -> None:
        """Say something in the chosen form."""
        self._become(replace(self.state, filled={**self.state.filled, blank: text}))

    def ask(self, *, language: str, has_interpreter: bool = False) -> None:
        """Show the patient the chosen text and its questions, in the language of her page.

        has_interpreter: somebody interprets in the room; one who is only named does so too.
        """
        if not self.state.is_ready:
            return
        named = as_read(self.state.filled.get(INTERPRETER, ""))
        self._explained = Explained("", has_interpreter or bool(named), named)
        work = partial(
            self._work.text,
            self.state.form,
            language=language,
            family=self._family,
            person=self._person,
            filled=self.state.filled,
            has_interpreter=has_interpreter,
        )
        self._reading.ask(work, done=self._show, failed=self._fail)

    def take_back(self) -> None:
        """Take an unsigned text off her page."""
        if self.state.paper is Paper.OPEN and self.state.signing is not None:
            self.said.emit(ConsentOver(self.state.signing.text.form, Outcome.CLOSED))
            self._become(replace(self.state, paper=Paper.NONE, signing=None, failure=None))

    def say_again(self) -> None:
        """Show it on a new line as it stands, with all that was answered."""
        if self.state.paper is Paper.OPEN and self.state.signing is not None:
            self.said.emit(shown(self.state.signing))

    def answered(self, word: ConsentAnswer) -> None:
        """Take one answer."""
        if self.state.signing is not None and self.state.paper is Paper.OPEN:
            signing = self.state.signing.answered(word.form, word.question, is_yes=word.is_yes)
            self._become(replace(self.state, signing=signing))
            self.say_again()  # so that whoever comes back finds it

    def signed(self, word: Sign) -> None:
        """Keep what she signed; what cannot be kept she may sign again."""
        signing = self.state.signing
        if signing is None or self.state.paper is not Paper.OPEN:
            return
        try:
            name = as_read(word.name)
            consent = signing.signed(word.text_hash, name, word.strokes, at=self._now())
        except CallError as error:
            self._not_kept(failure_of(error))
            return
        self._become(replace(self.state, paper=Paper.KEEPING, failure=None))
        work = partial(
            self._work.keep,
            self._family,
            consent,
            signing.text,
            person=self._person,
            session=self._session or None,
            explained=self._explained,
        )
        self._keeping.keep(work, done=self._kept, failed=self._not_kept)

    def veil(self) -> None:
        """Show nothing of what was said: the desk locks."""
        self._become(replace(self.state, told=()))

    def unveil(self) -> None:
        """Show it again."""
        if self._family:
            self._list()

    def look(self) -> None:
        """Look what she said so far: something was taken into the record."""
        if self._family:
            self._list()

    def _show(self, text: FormText) -> None:
        self._become(
            replace(self.state, paper=Paper.OPEN, signing=Signing.begun(text), failure=None)
        )
        self.say_again()

    def _kept(self, document: "Document") -> None:
        if self.state.signing is not None:
            self.said.emit(ConsentOver(self.state.signing.text.form, Outcome.KEPT))
        self._become(replace(self.state, paper=Paper.KEPT, signing=None, failure=None))
        self._list()

    def _not_kept(self, failure: Failure) -> None:
        if self.state.signing is not None:
            self.said.emit(ConsentOver(self.state.signing.text.form, Outcome.FAILED))
        self._become(replace(self.state, paper=Paper.OPEN, failure=failure))

    def _list(self) -> None:
        work = partial(self._work.told, self._family, self._person)
        self._listing.ask(work, done=self._listed, failed=self._fail)

    def _listed(self, told: "tuple[Recorded, ...]") -> None:
        self._become(replace(self.state, told=told))

    def _fail(self, failure: Failure) -> None:
        self._become(replace(self.state, failure=failure))

    def _become(self, state: ConsentState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)


def shown(signing: Signing) -> ShowConsent:
    """Return what the patient's page needs to show a consent as it stands."""
    text = signing.text
    return ShowConsent(
        form=text.form,
        version=text.version,
        language=text.language,
        direction=text.direction,
        text_hash=text.text_hash,
        title=text.title,
        paragraphs=text.paragraphs,
        questions=tuple(Asked(q, words, signing.answers.get(q)) for q, words in text.questions),
        declaration=text.declaration,
        headings=text.headings,
    )
