"""What is kept of one letter: the letter, its twins, and the file that goes with its kind."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.letters.calendar import calendar_file
from counselling.letters.kinds import invitation, sample_kit
from counselling.letters.letter import Letter
from counselling.letters.material import Material, day_of
from counselling.letters.order import Order
from counselling.letters.page import Size
from counselling.letters.review import holds_back
from counselling.letters.typed import typed
from counselling.pedigree.finding import Finding
from counselling.pedigree.person import PersonId
from counselling.records.papers import documents, tasks
from counselling.records.papers.documents import Document, NewDocument
from counselling.records.vault.vault import Vault

PDF: Final = "application/pdf"
HTML: Final = "text/html"
CALENDAR: Final = "text/calendar"
TWIN: Final = "_twin"  # ends the kind of the same letter in the counsellor's language
WEB: Final = "_web"  # ends the kind of the letter's HTML twin
DATES: Final = "_calendar"  # ends the kind of an invitation's calendar file
LABELS: Final = "_labels"  # ends the kind of a sample kit's labels
BESIDE: Final = (TWIN, WEB, DATES, LABELS)
CONSENT: Final = "_consent"  # what is told anew whenever it is asked for: kept nowhere

_PAGE_ENDS: Final = (".html", ".htm")
_CONSENT_ENDS: Final = (".json",)


@dataclass(frozen=True)
class Press:
    """How letters become files: set as PDF, sealed, their pages counted; labels of sample kits."""

    set_letter: Callable[[Letter, Size], bytes]
    seal: Callable[[bytes, Letter], bytes]
    pages: Callable[[bytes], int]
    labels: Callable[[str], bytes]


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


def kept_as(kind: str) -> str:
    """Return the kind of the document in which a letter of a kind is kept."""
    return f"{kind}_letter"


def part_of(name: str) -> str:
    """Return which part of a letter a file's name asks for; "" for the letter itself."""
    name = name.lower()
    if name.endswith(_PAGE_ENDS):
        return WEB
    if name.endswith(_CONSENT_ENDS):
        return CONSENT
    if name.endswith(".ics"):
        return DATES
    return LABELS if name.endswith(".labels.pdf") else ""


def companions(
    order: Order, material: Material, words: Catalogue, *, labels: Callable[[str], bytes]
) -> Iterator[tuple[str, str, bytes]]:
    """Yield what goes with a letter of this kind: how its kind ends, media type, content.

    Raises LetterError: "letter.no_appointment", "letter.sample_id".
    """
    if order.kind == invitation.TEMPLATE.kind:
        yield DATES, CALENDAR, calendar_file(material, words)
    if order.kind == sample_kit.TEMPLATE.kind:
        yield LABELS, PDF, labels(material.said(sample_kit.SAMPLE))


def paper(
    order: Order,
    letter: Letter,
    content: bytes,
    *,
    person: PersonId,
    ends: str = "",
    media_type: str = PDF,
) -> NewDocument:
    """Return a letter, or what goes with it, as a document. ends: how its kind ends."""
    return NewDocument(
        family=order.family,
        kind=kept_as(letter.kind) + ends,
        media_type=media_type,
        content=content,
        language=letter.language,
        person=person,
        session=order.session,
        template_version=letter.template_version,
    )


def keep(vault: Vault, order: Order, papers: Sequence[NewDocument]) -> Document:
    """Keep a letter, the last, with what goes with it, and return it. Raises as `store_together`.

    By when what was sent with it is to be back is written down: reminders count from then.
    """
    kept = documents.store_together(vault, papers)
    until = typed(sample_kit.TEMPLATE, order.filled).get(sample_kit.RETURN_BY, "")
    if order.kind == sample_kit.TEMPLATE.kind and until:
        day = day_of(sample_kit.RETURN_BY, until)
        tasks.note_return(vault, kept.family, kept.person, document=kept.id, until=day)
    return kept
