"""What the letters' page knows, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from counselling.letters.parties import Address
from counselling.pedigree.finding import Severity
from counselling.pedigree.person import PersonId
from ui.kit.threads.failures import Failure

if TYPE_CHECKING:
    from counselling.pedigree.finding import Finding
    from counselling.records.papers.documents import Document
    from counselling.risk.supposition import Supposition
    from counselling.work.families.pedigrees import ShownFamily
    from counselling.work.letters.letter_papers import Shown
    from counselling.work.letters.review_letters import Reviewed

Asked: TypeAlias = tuple[object, ...]

USUAL_KIND: Final = "summary"


@dataclass(frozen=True, slots=True)
class LettersState:
    """State of the page.

    country, language, person, agreed: what a new letter is asked to be; agreed: one line each.
    supposed: the result that the risk was last compared with; has_comparison: the letter shows it.
    shown: the family, None while it was never read. letters: None while they were never read.
    chosen: id of the letter that is looked at; content: its bytes, none until they are there.
    is_asking: the form for a new letter is open; is_writing: it is being written; is_written: it
    was the last thing done. is_saving: a file is being made; file: name of the one made last.
    kind, address, is_large, filled: what a new letter is asked to be; filled: by kind and blank.
    beside: the letter in the counsellor's language, none where that is its own. is_looking: a
    preview is being made; findings: of the preview that is shown, None while none is; looked: the
    letter that was asked for when it was made. reviews: how the kinds of letters stand in a
    language, as far as it was read. versions: of the letters, by id. post: what stands in the
    field of the person's address, None while what is kept of it was not read.
    """

    country: str
    language: str
    kind: str = USUAL_KIND
    address: Address = Address.FORMAL
    is_large: bool = False
    filled: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)
    beside: bytes = field(default=b"", repr=False)
    is_looking: bool = False
    findings: "tuple[Finding, ...] | None" = None
    looked: Asked = field(default=(), repr=False)
    reviews: "tuple[Reviewed, ...]" = ()
    versions: Mapping[str, int] = field(default_factory=dict)
    shown: "ShownFamily | None" = None
    person: PersonId | None = None
    agreed: str = ""
    supposed: "Supposition | None" = None
    has_comparison: bool = False
    post: str | None = field(default=None, repr=False)
    letters: "tuple[Document, ...] | None" = None
    chosen: str | None = None
    content: bytes = field(default=b"", repr=False)
    is_asking: bool = False
    is_writing: bool = False
    is_written: bool = False
    is_saving: bool = False
    file: str = ""
    failure: Failure | None = None

    @property
    def letter(self) -> "Document | None":
        """The letter that is looked at."""
        return next((each for each in self.letters or () if each.id == self.chosen), None)

    @property
    def steps(self) -> tuple[str, ...]:
        """What was agreed, line by line; empty lines count for nothing."""
        return tuple(line.strip() for line in self.agreed.splitlines() if line.strip())

    @property
    def lines(self) -> tuple[str, ...] | None:
        """The person's address, line by line; None while it was not read."""
        return None if self.post is None else tuple(self.post.splitlines())

    @property
    def can_write(self) -> bool:
        """Whether a letter can be begun: it is known about whom, and none is on its way."""
        return self.person is not None and not self.is_writing

    @property
    def blanks(self) -> Mapping[str, str]:
        """What stands in the blanks of the kind that is asked for."""
        return {name: text for (kind, name), text in self.filled.items() if kind == self.kind}

    @property
    def asked(self) -> Asked:
        """All that the form asks for: of another letter it is another."""
        return (
            self.kind,
            self.language,
            self.country,
            self.person,
            self.address,
            self.is_large,
            self.blanks,
            self.steps,
            self.supposed if self.has_comparison else None,
            self.lines or (),
        )

    @property
    def is_seen(self) -> bool:
        """Whether the findings that are shown are those of exactly this letter."""
        return self.findings is not None and self.looked == self.asked

    @property
    def keeps_anyway(self) -> bool:
        """Whether the letter would be kept though something doubtful was found and shown."""
        found = self.findings or ()
        return bool(self.is_seen and found) and all(
            one.severity is not Severity.BLOCKING for one in found
        )

    @property
    def review(self) -> "Reviewed | None":
        """How the wording of this kind stands in this language; None while it was not read."""
        about = (self.kind, self.language)
        return next((one for one in self.reviews if (one.kind, one.language) == about), None)

    @property
    def shows_preview(self) -> bool:
        """Whether what is looked at is a preview and not a letter that is kept."""
        return self.is_asking and self.findings is not None


def previewed(state: LettersState, asked: Asked, shown: "Shown") -> LettersState:
    """Look at a preview. asked: what the form asked for when it was begun."""
    state = replace(state, is_looking=False, findings=shown.findings, looked=asked)
    return replace(state, content=shown.content, beside=shown.beside)


def without_preview(state: LettersState) -> LettersState:
    """Forget the pages that are looked at."""
    return replace(state, content=b"", beside=b"", findings=None, looked=())


def about_person(state: LettersState, person: PersonId) -> LettersState:
    """Write about another person: what was compared, and where she lives, was another's."""
    if person == state.person:
        return replace(state, has_comparison=state.has_comparison and state.supposed is not None)
    return replace(state, person=person, supposed=None, has_comparison=False, post=None)


def written(state: LettersState, letter: "Document") -> LettersState:
    """Look at a letter that was just kept."""
    letters = (letter, *(state.letters or ()))
    state = replace(without_preview(state), letters=letters, chosen=letter.id)
    return replace(state, is_writing=False, is_asking=False, is_written=True)


def with_letters(state: LettersState, letters: "tuple[Document, ...]") -> LettersState:
    """Take over what is kept; the letter that is looked at stays so while it is there."""
    ids = [each.id for each in letters]
    chosen = state.chosen if state.chosen in ids else next(iter(ids), None)
    content = state.content if chosen == state.chosen else b""
    versions = versions_of(letters)
    return replace(state, letters=letters, chosen=chosen, content=content, versions=versions)


def unseen(state: LettersState) -> LettersState:
    """A preview of another letter than the one asked for is none."""
    return state if state.findings is None else without_preview(state)


def versions_of(letters: "tuple[Document, ...]") -> Mapping[str, int]:
    """Which version of its letter to its person each is, from 1. letters: the newest first."""
    seen: dict[tuple[str, str], int] = {}
    told = {}
    for one in reversed(letters):
        key = (one.kind, one.person)
        seen[key] = told[one.id] = seen.get(key, 0) + 1
    return told
