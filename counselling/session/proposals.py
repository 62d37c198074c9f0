"""What people want to add to the family history: a tray, from which the counsellor takes or not."""

import datetime
from dataclasses import dataclass, replace
from typing import Final

from counselling.call.board.board_words import Fate, Kind
from counselling.pedigree.person import PersonId

MOST: Final = 100  # that wait; a page that floods is not heard any more


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that was said. who: about whom, None for nobody in particular; text: her words.

    seat: whose it is; language: of the words; fate: what became of it.
    """

    id: str
    seat: str
    who: PersonId | None
    kind: Kind
    text: str
    language: str
    at: datetime.datetime
    fate: Fate = Fate.WAITING

    def __repr__(self) -> str:
        return f"Proposal({self.kind}, {self.fate})"  # never what was said of whom


@dataclass(frozen=True, slots=True)
class Tray:
    """All that was proposed in a session, the first first."""

    proposals: tuple[Proposal, ...] = ()

    @property
    def waiting(self) -> tuple[Proposal, ...]:
        """What nobody has looked at yet."""
        return tuple(each for each in self.proposals if each.fate is Fate.WAITING)

    def find(self, proposal_id: str, *, seat: str) -> Proposal | None:
        """Return one; None when there is none of that id from that seat."""
        found = (p for p in self.proposals if (p.id, p.seat) == (proposal_id, seat))
        return next(found, None)

    def taken(self, proposal: Proposal) -> "Tray":
        """Return the tray with one more; one that came twice, or too many, change nothing."""
        is_known = self.find(proposal.id, seat=proposal.seat) is not None
        if is_known or len(self.waiting) >= MOST:
            return self
        return Tray((*self.proposals, proposal))

    def settled(self, proposal: Proposal, fate: Fate) -> "Tray":
        """Return the tray after one was accepted or set aside."""
        return Tray(
            tuple(
                replace(each, fate=fate)
                if (each.id, each.seat) == (proposal.id, proposal.seat)
                else each
                for each in self.proposals
            )
        )
