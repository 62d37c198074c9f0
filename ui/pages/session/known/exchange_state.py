"""What the patient does on her page, as values: where she is, what she proposes, what she signs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from counselling.letters.characters import says_something
from counselling.session.consent_form import Form
from counselling.session.proposals import Proposal
from counselling.session.signing import Signing
from counselling.session.surroundings import Surroundings
from ui.kit.threads.failures import Failure
from ui.pages.session.known.talk_state import TalkState

if TYPE_CHECKING:
    from counselling.records.papers.consents import Recorded
    from counselling.work.session.take_proposals import ProposedNote
    from counselling.work.session.take_signed import Left


class Tool(StrEnum):
    """What the hand on the board does."""

    LOOK = "look"
    POINT = "point"
    DRAW = "draw"


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal that waits. note: how it is read, None while it is being read.

    is_busy: it is being written down. failure: why it could not be.
    """

    proposal: Proposal
    note: "ProposedNote | None" = None
    is_busy: bool = False
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class LeftPaper:
    """A consent that was signed before the session and waits.

    failure: why it cannot be taken, or could not be.
    """

    left: "Left"
    is_busy: bool = False
    failure: Failure | None = None


class Paper(StrEnum):
    """How far a consent is."""

    NONE = "none"
    OPEN = "open"  # on her page
    KEEPING = "keeping"  # signed, being written down
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class ConsentState:
    """A consent. signing: what is on her page; told: what she said so far, the oldest first.

    forms: what she can be asked to sign; form: id of the chosen one; filled: what the counsellor
    says in it, by blank.
    """

    paper: Paper = Paper.NONE
    signing: Signing | None = None
    told: "tuple[Recorded, ...]" = ()
    failure: Failure | None = None
    forms: tuple[Form, ...] = ()
    form: str = ""
    filled: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        """Whether the chosen form can be shown: nothing that it needs is left out."""
        chosen = next((each for each in self.forms if each.id == self.form), None)
        needed = [blank.id for blank in chosen.to_fill if blank.is_needed] if chosen else []
        said = (says_something(self.filled.get(each, "")) for each in needed)
        return chosen is not None and all(said)


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """All of it. surroundings: None before she told; has_strokes: something is drawn by hand.

    left: consents that were signed before the session.
    """

    tool: Tool = Tool.LOOK
    has_strokes: bool = False
    surroundings: Surroundings | None = None
    offers: tuple[Offer, ...] = ()
    consent: ConsentState = field(default_factory=ConsentState)
    left: tuple[LeftPaper, ...] = ()
    talk: TalkState = field(default_factory=TalkState)
