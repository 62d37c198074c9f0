"""What the letters' page knows, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from counselling.letters.parties import Address
from counselling.pedigree.person import PersonId
from ui.kit.threads.failures import Failure

if TYPE_CHECKING:
    from counselling.pedigree.finding import Finding
    from counselling.records.papers.documents import Document
    from counselling.risk.supposition import Supposition
    from counselling.work.families.pedigrees import ShownFamily

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
    preview is being made; findings: of the preview that is shown, None while none is. versions: of
    the letters, by id. post: what stands in the field of the person's address, None while what is
    kept of it was not read.
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
    def shows_preview(self) -> bool:
        """Whether what is looked at is a preview and not a letter that is kept."""
        return self.is_asking and self.findings is not None


def without_preview(state: LettersState) -> LettersState:
    """Forget the pages that are looked at."""
    return replace(state, content=b"", beside=b"", findings=None)


def versions_of(letters: "tuple[Document, ...]") -> Mapping[str, int]:
    """Which version of its letter to its person each is, from 1. letters: the newest first."""
    seen: dict[tuple[str, str], int] = {}
    told = {}
    for one in reversed(letters):
        key = (one.kind, one.person)
        seen[key] = told[one.id] = seen.get(key, 0) + 1
    return told
