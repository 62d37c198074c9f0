"""Typed family history: read at every letter, taken over as one step, brought back to be mended."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from counselling.errors import CounsellingError, ShorthandError
from counselling.language.catalogue import Catalogue
from counselling.language.registry import Language
from counselling.pedigree.branches import Fold
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from ui.kit.pictures.scene_painter import prepare
from ui.kit.threads.failures import Failure, failure_of
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.view_model import ViewModel
from ui.pages.pedigree.kept.view import Picture
from ui.pages.pedigree.kept.view_model import PedigreeModel
from ui.pages.pedigree.typed.ghosts import ghosted
from ui.pages.pedigree.typed.interview import InterviewModel
from ui.pages.pedigree.typed.line_state import (
    LineState,
    asked_of,
    changed_people,
    marked_of,
    told_of,
)
from ui.pedigree_work import PedigreesWork

if TYPE_CHECKING:
    from counselling.shorthand.reading import Reading
    from counselling.work.families.pedigrees import ShownFamily

_FALLBACK: Final = "en"


class LineModel(ViewModel[LineState]):
    """Verbs of the line. Nothing is applied while something is asked or was not read.

    answer_wanted: Enter was pressed while something is asked. taken: a line was taken over.
    """

    answer_wanted = Signal()
    taken = Signal(str)

    def __init__(
        self,
        pedigree: PedigreeModel,
        work: PedigreesWork,
        jobs: Jobs,
        words: Catalogue,
        interview: InterviewModel,
        parent: QObject | None = None,
    ) -> None:
        codes = [language.code for language in work.note_languages]
        code = words.code if words.code in codes else _FALLBACK
        super().__init__(LineState(language=code), parent)
        self._pedigree = pedigree
        self._work = work
        self._words = words
        self.interview = interview
        self._looking = jobs.lane(self)
        self._family: Family | None = None  # onto which the text was read
        self._reading: Reading | None = None
        self._looked_at: Reading | None = None
        self._last: LineState | None = None
        self._last_step = ""
        self._unkept: LineState | None = None  # taken over, and not yet in the vault
        self._is_put_back = False
        self._read_with: Mapping[PersonId, str] = {}
        pedigree.said.connect(self._kept)
        pedigree.refused.connect(self._put_back)
        pedigree.changed.connect(self._follow)
        interview.changed.connect(self._follow)

    @property
    def languages(self) -> tuple[Language, ...]:
        """Languages that can be typed."""
        return self._work.note_languages

    def type(self, text: str) -> None:
        """Read what stands in the line now."""
        if text != self.state.text:
            self._read(replace(self.state, text=text))

    def choose_language(self, code: str) -> None:
        """Read in another language."""
        self._read(replace(self.state, language=code))

    def answer(self, place: int) -> None:
        """Put a choice in the place of what is not clear, and read again."""
        asked, text = self.state.asked, self.state.text
        if asked is not None and 0 <= place < len(asked.choices):
            self.type(text[: asked.start] + asked.choices[place] + text[asked.end :])

    def take(self) -> None:
        """Take the line over as one step."""
        state, reading = self.state, self._reading
        if not state.text.strip() or reading is None or self._family is None:
            return
        if not reading.is_complete:
            self.answer_wanted.emit()
            return
        done = self._done(state)
        if reading.edits:
            read = partial(_read_note, self._work, state, self._numbers())
            again = partial(read, now=self.interview.now())
            make = partial(_edits, again, self._family, reading)
            self._last, self._last_step = state, done
            self._unkept, self._is_put_back = state, False
            self._pedigree.do(make, done, typed=state.text)
        self._read(LineState(language=state.language, about=self.state.about))
        if reading.current is not None:
            self._pedigree.choose(reading.current)
        if state.question is not None:
            self.interview.take(state.question.question, reading)
        self.taken.emit(done)

    def reply(self, word: str) -> None:
        """Answer the question that is asked; not over something that stands in the line."""
        if self.state.question is not None and not self.state.text.strip():
            self.type(word)
            self.take()

    def bring_back(self) -> None:
        """Take the last line back, to be mended: while nothing was done since."""
        stack, last = self._pedigree.stack, self._last
        if last is not None and not self.state.text and stack.undoText() == self._last_step:
            self._last = None
            stack.undo()
            focus = self._pedigree.state.coming.focus if self._pedigree.state.coming else None
            self._pedigree.choose(last.about or focus or "")
            self._read(replace(last, is_correcting=True))

    def give_up(self) -> None:
        """Let a line that was brought back stand as it was; anything else stays in the line."""
        stack = self._pedigree.stack
        if self.state.is_correcting:
            self._read(LineState(language=self.state.language, about=self.state.about))
            if stack.redoText() == self._last_step:
                stack.redo()

    def _done(self, state: LineState) -> str:
        if state.question is not None:
            question = state.question.words
            return self._words.say("interview.answered", question=question, text=state.text)
        return self._words.say("line.taken", text=state.text)

    # How it reads

    def _numbers(self) -> Mapping[PersonId, str]:
        shown = self._pedigree.state.shown
        return shown.drawing.numbers if shown else {}

    def _follow(self) -> None:
        """Read again onto a family that changed, or about whoever is selected now."""
        page = self._pedigree.state
        family, about = page.coming, page.chosen
        if family is not None and about == family.focus:
            about = None  # facts that begin a history are the consultand's
        question = self.interview.answered
        if self.state.is_correcting:
            question = self.state.question  # it stays the answer that it was
        is_renumbered = bool(self.state.text) and self._numbers() != self._read_with
        was_about = (self.state.about, self.state.question)
        if family != self._family or (about, question) != was_about or is_renumbered:
            self._read(replace(self.state, about=about, question=question))
        elif self._looked_at is not self._reading:
            self._look()

    def _put_back(self) -> None:
        """Nothing that was typed is lost when the vault does not take it."""
        if self._unkept is not None and not self.state.text:
            self._is_put_back = True
            self._read(self._unkept)

    def _kept(self, done: str) -> None:
        if self._unkept is not None and done == self._last_step:
            if self._is_put_back and self.state.text == self._unkept.text:
                # another change was refused, this one was not: it is in the family
                self._read(LineState(language=self.state.language, about=self.state.about))
            self._unkept, self._is_put_back = None, False

    def _read(self, state: LineState) -> None:
        self._family = family = self._pedigree.state.coming
        self._reading = None
        self._read_with = self._numbers()
        marked: tuple[tuple[int, int], ...] = ()
        asked, failure = None, None
        if family is not None and state.text.strip():
            try:
                reading = self._note(state, family)
            except CounsellingError as error:
                failure = failure_of(error)
            else:
                self._reading = reading
                number = self._numbers().get(state.about or "", "")
                asked = asked_of(reading, state.text, self._words, number=number)
                marked = marked_of(reading)
        is_ready = self._reading is not None and self._reading.is_complete
        # what was told and drawn a letter ago stays till the new is there: else both would flicker
        told = state.told if self._reading and self._reading.echoes else ()
        ghost = state.ghost if self._reading and self._reading.edits else None
        self._become(
            replace(
                state,
                told=told,
                asked=asked,
                marked=marked,
                failure=failure,
                is_ready=is_ready,
                ghost=ghost,
            )
        )
        self._look()

    def _note(self, state: LineState, family: Family) -> "Reading":
        return _read_note(self._work, state, self._numbers(), family, self.interview.now())

    def _look(self) -> None:
        """Have it said in words and drawn; of several letters only the last counts."""
        page, reading = self._pedigree.state, self._reading
        if reading is None or not (reading.echoes or reading.edits) or page.shown is None:
            self._looking.cancel()
        elif page.ahead is None:
            folds = tuple(page.view.folded) if page.view else ()
            look = partial(_look, self._work, page.shown, reading, self._words, folds)
            self._looked_at = reading
            self._looking.ask(look, done=self._looked, failed=self._not_drawn)

    def _looked(self, found: "tuple[tuple[str, ...], Picture | None]") -> None:
        told, drawn = found
        ghost, picture = (drawn.scene, drawn.picture) if drawn else (None, None)
        self._become(replace(self.state, told=told, ghost=ghost, picture=picture))

    def _not_drawn(self, failure: Failure) -> None:
        self._become(replace(self.state, ghost=None, failure=failure))


def _read_note(
    work: PedigreesWork,
    state: LineState,
    numbers: Mapping[PersonId, str],
    family: Family,
    now: datetime,
) -> "Reading":
    if state.question is not None:
        return work.interviews.read_answer(
            state.text,
            family,
            state.question.question,
            language=state.language,
            numbers=numbers,
            now=now,
        )
    return work.read_note(
        state.text, family, language=state.language, current=state.about, numbers=numbers
    )


def _edits(
    read: "Callable[[Family], Reading]", onto: Family, reading: "Reading", family: Family
) -> tuple[Edit, ...]:
    """Return the edits as read; onto a family that is another by now they are read anew."""
    if family != onto:
        reading = read(family)
    if not reading.is_complete:
        problems = len(reading.questions) + len(reading.unread)
        raise ShorthandError("shorthand.not_complete", problems=problems)
    return reading.edits


def _look(
    work: PedigreesWork,
    shown: "ShownFamily",
    reading: "Reading",
    words: Catalogue,
    folds: tuple[Fold, ...],
) -> "tuple[tuple[str, ...], Picture | None]":
    """Return the reading in words, and the family as it would be where it would be another."""
    told = told_of(reading, words)
    if not reading.edits:
        return told, None
    new, changed = changed_people(shown.record.family, reading.family)
    ghost = ghosted(work.preview(shown, reading.family, folds), new, changed)
    return told, Picture(ghost, prepare(ghost).ready())
