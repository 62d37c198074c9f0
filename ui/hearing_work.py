"""Use cases of what a patient does on her page, as the session's page needs them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from counselling.call.talk.talk_words import Kind, Point
from counselling.pedigree.person import PersonId
from counselling.session.agenda import Agenda
from counselling.session.consent import Consent, Explained
from counselling.session.consent_form import Form, FormText
from counselling.session.proposals import Proposal
from counselling.session.surroundings import Surroundings

if TYPE_CHECKING:
    from counselling.records.log.families import FamilyRecord
    from counselling.records.papers.consents import Recorded
    from counselling.records.papers.documents import Document
    from counselling.work.session.take_beforehand import HandedOver
    from counselling.work.session.take_proposals import Numbers, ProposedNote
    from counselling.work.session.take_signed import Left


class ConsentFormsWork(Protocol):
    """Texts to be agreed to. All but `forms` read the vault or files: not on the UI thread."""

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that can be shown."""
        ...

    def text(
        self,
        form: str,
        *,
        language: str,
        family: str = "",
        person: PersonId = "",
        filled: Mapping[str, str] = ...,
        has_interpreter: bool = False,
    ) -> FormText:
        """Return a form's words as somebody of her age is asked. Raises LanguageError."""
        ...

    def keep(
        self,
        family: str,
        consent: Consent,
        text: FormText,
        *,
        person: PersonId,
        session: str | None = None,
        explained: Explained = ...,
    ) -> "Document":
        """Keep a signed consent, whole or not at all. Raises VaultError, StorageError."""
        ...

    def told(self, family: str, person: PersonId) -> "tuple[Recorded, ...]":
        """Return what a person said so far, the oldest first. Raises VaultError."""
        ...


class ProposalsWork(Protocol):
    """What to make of proposals. Not on the UI thread."""

    def read(
        self, family: str, proposal: Proposal, *, numbers: "Numbers", text: str = ""
    ) -> "ProposedNote":
        """Read a proposal onto the family as it stands. Raises VaultError, PedigreeError."""
        ...

    def accept(
        self,
        family: str,
        note: "ProposedNote",
        *,
        numbers: "Numbers",
        teller: PersonId | None,
        told_by: str = "",
    ) -> "FamilyRecord":
        """Write a line into the record. Raises ShorthandError, VaultError, StorageError."""
        ...


class TalkBesideWork(Protocol):
    """What is said beside sound and picture."""

    def keep(
        self,
        family: str,
        content: bytes,
        kind: Kind,
        *,
        person: PersonId = "",
        session: str | None = None,
    ) -> "Document":
        """Keep a file that was taken. Not on the UI thread. Raises VaultError, StorageError."""
        ...

    def points(self, agenda: Agenda, *, language: str) -> tuple[Point, ...]:
        """Return the points of an agenda as they are read on a page. Raises LanguageError."""
        ...

    def noted(self, lines: Sequence[tuple[str, str, str]]) -> str:
        """Return chosen lines for the notes: the time of day, the role ("": us), and what."""
        ...


class BeforehandWork(Protocol):
    """What a patient told before the session. Not on the UI thread."""

    def hand_over(self, family: str) -> "HandedOver":
        """Fetch what was left, and return what waits of a family. Raises VaultError."""
        ...

    def settle(self, family: str, handed: "HandedOver") -> None:
        """Write down that all of it is in the record or the notes. Raises StorageError."""
        ...


class SignedBeforeWork(Protocol):
    """Consents that were signed on the page before the session. Not on the UI thread."""

    def waiting(self, family: str) -> "tuple[Left, ...]":
        """Show those of a family that wait, the oldest first. Raises VaultError."""
        ...

    def take(
        self, family: str, left: "Left", *, person: PersonId = "", session: str | None = None
    ) -> "Document":
        """Take one into the record. Raises CallError, PedigreeError, VaultError, StorageError."""
        ...

    def set_aside(self, family: str, left: "Left") -> None:
        """Do not take one. Raises VaultError, StorageError."""
        ...


class HearingWork(Protocol):
    """All of it. telephone: the clinic's, "" for none."""

    @property
    def consents(self) -> ConsentFormsWork:
        """Texts to be agreed to."""
        ...

    @property
    def proposals(self) -> ProposalsWork:
        """What to make of proposals."""
        ...

    @property
    def talk(self) -> TalkBesideWork:
        """What is said beside sound and picture."""
        ...

    @property
    def beforehand(self) -> BeforehandWork:
        """What a patient told before the session."""
        ...

    @property
    def signed(self) -> SignedBeforeWork:
        """Consents that were signed before the session."""
        ...

    @property
    def telephone(self) -> str:
        """The number that is shown to the patient."""
        ...

    def noted(self, told: Surroundings) -> str:
        """Return the lines of the notes about who is with her and where she is."""
        ...

    def left(self, waiting: Sequence[str]) -> str:
        """Return the lines of the notes about proposals that wait, "" for none."""
        ...
