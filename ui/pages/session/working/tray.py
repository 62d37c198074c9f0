"""What the patient proposes, in a tray: read, mended, accepted into the record or set aside."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counselling.call.board.board_words import Fate, Heard, Propose
from counselling.call.link.room import Role
from counselling.pedigree.person import PersonId
from counselling.session.proposals import Proposal
from counselling.session.proposals import Tray as Proposed
from ui.hearing_work import ProposalsWork
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import JobLane, Jobs
from ui.pages.session.known.exchange_state import Offer

if TYPE_CHECKING:
    from counselling.records.log.families import FamilyRecord
    from counselling.work.session.take_proposals import Numbers, ProposedNote


class Tray(QObject):
    """changed: carries the offers that wait. said: a word for a seat's page. accepted: a family
    was changed."""

    changed = Signal(object)
    said = Signal(object, str)
    accepted = Signal()

    def __init__(
        self,
        work: ProposalsWork,
        jobs: Jobs,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._jobs, self._now = work, jobs, now
        self._lanes: dict[str, JobLane] = {}
        self._family, self._teller = "", ""
        self._is_back = False
        self._others: dict[str, str] = {}
        self._numbers: Numbers = {}
        self._people: Mapping[str, PersonId] = {}
        self._all = Proposed()
        self.offers: tuple[Offer, ...] = ()

    def begin(self, family: str, teller: PersonId) -> None:
        """Begin with an empty tray; teller: who the patient is in the family, "" unknown."""
        self._family, self._teller, self._all = family, teller, Proposed()
        self._become(())

    def seated(self, seat: str, role: Role) -> None:
        """Learn who sits where: what others than the patient say is not her word."""
        self._others[seat] = "" if role is Role.PATIENT else role.value

    def know(self, people: Mapping[str, PersonId], numbers: "Numbers") -> None:
        """Learn who stands behind the subjects of the board, and under which numbers."""
        self._people, self._numbers = {**self._people, **people}, numbers
        if self._is_back:
            self._is_back = False
            self.read_again()  # now with numbers

    def take(self, seat: str, word: Propose) -> None:
        """Take a proposal; one that came before is answered again, for its answer may be lost."""
        known = self._all.find(word.id, seat=seat)
        if known is not None:
            self.said.emit(Heard(word.id, known.fate), seat)
            return
        who = self._people.get(word.who)
        proposal = Proposal(word.id, seat, who, word.kind, word.text, word.language, self._now())
        self._all = self._all.taken(proposal)
        if self._all.find(word.id, seat=seat) is not None:
            self._become((*self.offers, Offer(proposal)))
            self._read(proposal)

    def offer(self, proposal: Proposal) -> None:
        """Take what she told before the session; no page waits for what becomes of it."""
        self._all = self._all.taken(proposal)
        if self._all.find(proposal.id, seat=proposal.seat) is not None:
            self._become((*self.offers, Offer(proposal)))
            self._read(proposal)

    def mend(self, place: int, text: str) -> None:
        """Read an offer's line as the counsellor mended it."""
        offer = self._at(place)
        if offer is not None and not offer.is_busy and text.strip():
            self._read(offer.proposal, text)

    def accept(self, place: int) -> None:
        """Write an offer into the record, where its line can be read."""
        offer = self._at(place)
        if offer is None or offer.note is None or not offer.note.is_ready or offer.is_busy:
            return
        self._put(offer.proposal, is_busy=True, failure=None)
        work = partial(
            self._work.accept,
            self._family,
            offer.note,
            numbers=self._numbers,
            teller=self._teller or None,
            told_by=self._others.get(offer.proposal.seat, ""),
        )
        lane = self._lane(offer.proposal)
        lane.keep(
            work,
            done=partial(self._accepted, offer.proposal),
            failed=partial(self._not_accepted, offer.proposal),
        )

    def set_aside(self, place: int) -> None:
        """Set an offer aside: it reaches the record no more."""
        offer = self._at(place)
        if offer is not None and not offer.is_busy:
            self._settle(offer.proposal, Fate.ASIDE)

    def unveil(self) -> None:
        """Read all that waits anew: the desk was locked."""
        self._is_back = True
        self.read_again()

    def read_again(self) -> None:
        """Read all that waits anew."""
        for offer in self.offers:
            if not offer.is_busy:
                self._read(offer.proposal)

    def veil(self) -> None:
        """Show no reading any more; what she said waits, for it is nowhere else."""
        for lane in self._lanes.values():
            lane.cancel()
        self._people, self._numbers = {}, {}
        self._become(tuple(Offer(offer.proposal, is_busy=offer.is_busy) for offer in self.offers))

    def end(self) -> None:
        """The session is over: what waits is set aside with it."""
        for lane in self._lanes.values():
            lane.cancel()
        self._lanes.clear()
        self.begin("", "")
        self._people, self._numbers = {}, {}

    def _read(self, proposal: Proposal, text: str = "") -> None:
        work = partial(self._work.read, self._family, proposal, numbers=self._numbers, text=text)
        self._lane(proposal).ask(
            work,
            done=partial(self._was_read, proposal),
            failed=partial(self._not_read, proposal),
        )

    def _was_read(self, proposal: Proposal, note: "ProposedNote") -> None:
        self._put(proposal, note=note, failure=None)

    def _not_read(self, proposal: Proposal, failure: Failure) -> None:
        self._put(proposal, failure=failure)

    def _accepted(self, proposal: Proposal, record: "FamilyRecord") -> None:
        self._settle(proposal, Fate.ACCEPTED)
        self.accepted.emit()

    def _not_accepted(self, proposal: Proposal, failure: Failure) -> None:
        self._put(proposal, is_busy=False, failure=failure)

    def _settle(self, proposal: Proposal, fate: Fate) -> None:
        self._all = self._all.settled(proposal, fate)
        if proposal.seat:
            self.said.emit(Heard(proposal.id, fate), proposal.seat)
        self._become(tuple(offer for offer in self.offers if offer.proposal != proposal))

    def _put(self, proposal: Proposal, **news: object) -> None:
        self._become(
            tuple(
                replace(offer, **news) if offer.proposal == proposal else offer  # type: ignore[arg-type]  # names of its fields
                for offer in self.offers
            )
        )

    def _at(self, place: int) -> Offer | None:
        return self.offers[place] if 0 <= place < len(self.offers) else None

    def _lane(self, proposal: Proposal) -> JobLane:
        name = f"{proposal.seat} {proposal.id}"
        if name not in self._lanes:
            self._lanes[name] = self._jobs.lane(self)
        return self._lanes[name]

    def _become(self, offers: tuple[Offer, ...]) -> None:
        if offers != self.offers:
            self.offers = offers
            self.changed.emit(offers)
