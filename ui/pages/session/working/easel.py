"""The board's pictures: drawn off the UI thread in the patient's language, pushed when shared."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from counselling.drawing.scene import Scene
from counselling.figures.shown import Shown
from counselling.pedigree.person import PersonId
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.session.known.state import BoardState, Picture
from ui.risk_work import BoardsWork

if TYPE_CHECKING:
    from counselling.risk.supposition import Supposition
    from counselling.work.session.boards import LetterPage, Sheet


@dataclass(frozen=True, slots=True)
class Subject:
    """What is drawn: whose family, about whom, compared with where, in which language.

    supposed: the result that her answer is compared with, None for none.
    """

    family: str
    person: PersonId | None
    country: str
    language: str
    supposed: "Supposition | None" = None


class Easel(QObject):
    """changed: carries the BoardState. pushed: a Scene that the patient is to see now.

    people_known: a family was drawn; carries who stands behind its subjects and their numbers.
    """

    changed = Signal(object)
    pushed = Signal(object)
    people_known = Signal(object, object)

    def __init__(self, work: BoardsWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._lanes = {picture: jobs.lane(self) for picture in Picture}
        self._subject: Subject | None = None
        self._sheet: Sheet | None = None  # of the pedigree, whose order and marks go on
        self._is_veiled = False
        self._mark: int | None = None  # of what the patient sees, while we may not keep it
        self._names_shared = False  # the family that was shared bore names
        self._letter_shared = ""
        self._pushes = 0  # since the line was opened: the version that the patient's page tells
        self.state = BoardState()

    def draw(self, subject: Subject) -> None:
        """Draw anew what is looked at and what is shared; that is pushed when it changed."""
        if self._is_veiled:
            self._subject = subject
            return
        if self._subject is None or self._subject.family != subject.family:
            self._sheet = None
            self._become(BoardState())
        else:
            self._become(self._without_stale())
        self._subject = subject
        self._offer_comparison(is_offered=subject.supposed is not None)
        for picture in Picture:
            if picture in (self.state.picture, self.state.shared):
                self._draw(picture)

    def look_at(self, picture: Picture) -> None:
        """Look at one of the pictures."""
        self._become(replace(self.state, picture=picture, failure=None))
        if self.state.scene is None and not self._is_veiled:
            self._draw(picture)

    def turn(self, pages: int) -> None:
        """Turn pages of the letter, back with less than none; who is shown it sees it turn."""
        page = self.state.page + pages
        if 0 <= page < self.state.pages and not self._is_veiled:
            self._become(replace(self.state, page=page))
            self._draw(Picture.LETTER)

    def name(self, is_on: bool) -> None:
        """Draw the family with names, or without: names reach nobody before they are shared.

        Without them again, who was shown them has them taken away at once.
        """
        if is_on == self.state.has_names or self._is_veiled:
            return
        scenes = tuple(s for s in self.state.scenes if s[0] is not Picture.PEDIGREE)
        self._become(replace(self.state, has_names=is_on, scenes=scenes))
        self._draw(Picture.PEDIGREE)

    def choose_letter(self, letter: str) -> None:
        """Look at another letter, from its first page; it is shared by hand."""
        if letter != self.state.letter and not self._is_veiled:
            scenes = tuple(s for s in self.state.scenes if s[0] is not Picture.LETTER)
            self._become(replace(self.state, letter=letter, page=0, scenes=scenes))
            self._draw(Picture.LETTER)

    def share(self) -> None:
        """Push what is looked at."""
        if self.state.scene is not None:
            self._push(self.state.picture, self.state.scene)

    def line_opened(self) -> None:
        """Push to a new line what was shared on the one before."""
        self._pushes, self._mark = 0, None
        if self.state.shared is not None and self.state.pushed is not None:
            self._push(self.state.shared, self.state.pushed)

    def take_down(self) -> None:
        """Leave the patient with an empty board."""
        if self.state.shared is not None:
            self._pushes, self._mark = self._pushes + 1, None
            self._become(replace(self.state, shared=None, pushed=None, is_seen=False))
            self.pushed.emit(Scene((), 1, 1))

    def veil(self) -> None:
        """Keep no picture, and push none: the desk locks. What the patient has stays with her."""
        for lane in self._lanes.values():
            lane.cancel()
        if self.state.pushed is not None:
            self._mark = hash(self.state.pushed)
        self._become(replace(self.state, scenes=(), pushed=None, letters=(), failure=None))
        self._sheet, self._is_veiled = None, True

    def unveil(self) -> None:
        """Draw again when asked to."""
        self._is_veiled = False

    def line_broke(self) -> None:
        """Take nothing for seen while the patient is away; she is shown it again by herself."""
        self._become(replace(self.state, is_seen=False))

    def seen(self, version: int) -> None:
        """Note that a version stands on the patient's screen."""
        if version == self._pushes:
            self._become(replace(self.state, is_seen=True))

    def clear(self) -> None:
        """Take everything down."""
        for lane in self._lanes.values():
            lane.cancel()
        self._subject = self._mark = self._sheet = None
        self._become(BoardState())

    def _without_stale(self) -> BoardState:
        """Drop what is neither looked at nor shared: it is drawn when it is looked at."""
        kept = (self.state.picture, self.state.shared)
        return replace(self.state, scenes=tuple(s for s in self.state.scenes if s[0] in kept))

    def _offer_comparison(self, *, is_offered: bool) -> None:
        """Look at the risk by age where there is nothing to compare any more."""
        state = replace(self.state, can_compare=is_offered)
        if not is_offered and state.picture is Picture.COMPARED:
            state = replace(state, picture=Picture.RISK)
        self._become(state)

    def _draw(self, picture: Picture) -> None:
        if self._subject is not None:
            self._lanes[picture].ask(
                partial(_drawn, self._work, picture, self._subject, self._sheet, self.state),
                done=partial(self._take, picture),
                failed=partial(self._fail, picture),
            )

    def _take(self, picture: Picture, drawn: "_Drawn") -> None:
        scene = drawn.scene
        if drawn.sheet is not None:
            self._sheet = drawn.sheet
            self.people_known.emit(drawn.sheet.people, drawn.sheet.numbers)
        if (of := drawn.letter) is not None:
            which = replace(self.state, letter=of.letter, letters=of.letters)
            self._become(replace(which, page=of.page, pages=of.pages))
        others = tuple(s for s in self.state.scenes if s[0] is not picture)
        self._become(replace(self.state, scenes=(*others, (picture, scene)), failure=None))
        if self._is_to_push(picture) and scene != self.state.pushed:
            if self.state.pushed is None and self._mark == hash(scene):
                self._become(replace(self.state, pushed=scene))  # she has just this
            else:
                self._push(picture, scene)

    def _is_to_push(self, picture: Picture) -> bool:
        """Whether who is shown an earlier drawing is to have this one, without being asked."""
        is_new = {
            Picture.PEDIGREE: self.state.has_names and not self._names_shared,
            Picture.LETTER: self.state.letter != self._letter_shared,
        }
        return self.state.shared is picture and not is_new.get(picture, False)

    def _fail(self, picture: Picture, failure: Failure) -> None:
        if picture is self.state.picture:
            self._become(replace(self.state, failure=failure))

    def _push(self, picture: Picture, scene: Scene) -> None:
        self._pushes, self._mark = self._pushes + 1, None
        self._names_shared = picture is Picture.PEDIGREE and self.state.has_names
        self._letter_shared = self.state.letter if picture is Picture.LETTER else ""
        self._become(replace(self.state, shared=picture, pushed=scene, is_seen=False))
        self.pushed.emit(scene)

    def _become(self, state: BoardState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)


@dataclass(frozen=True, slots=True)
class _Drawn:
    scene: Scene
    sheet: "Sheet | None" = None
    letter: "LetterPage | None" = None


def _drawn(
    work: BoardsWork, picture: Picture, subject: Subject, before: "Sheet | None", board: BoardState
) -> _Drawn:
    if picture is Picture.PEDIGREE:
        has_names = board.has_names
        sheet = work.pedigree(
            subject.family, language=subject.language, before=before, has_names=has_names
        )
        return _Drawn(sheet.scene, sheet=sheet)
    if picture is Picture.LETTER:
        language, page = subject.language, board.page
        letter = work.letter(subject.family, page=page, language=language, chosen=board.letter)
        return _Drawn(letter.scene, letter=letter)
    scene = work.risk(
        subject.family,
        person=subject.person,
        country=subject.country,
        language=subject.language,
        of=_SHOWN[picture],
        supposed=subject.supposed,
    )
    return _Drawn(scene)


_SHOWN: Final = {
    Picture.RISK: Shown.BY_AGE,
    Picture.AHEAD: Shown.AHEAD,
    Picture.CARRIERS: Shown.CARRIERS,
    Picture.COMPARED: Shown.COMPARED,
}
