"""Use case: what a patient told before the appointment goes into the session that follows.

Each relative is a proposal in the tray, as in a session; the rest are lines for the notes. It is
settled when the session is over, for only then all of it is in the record or in the notes.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from counselling.call.board.board_words import Kind
from counselling.call.link.form import Beforehand
from counselling.call.link.room import Role
from counselling.call.link.ticket import role_at
from counselling.errors import CallError
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.records.vault.acts import FamilyId
from counselling.session.beforehand import line, noted
from counselling.session.proposals import Proposal
from counselling.shorthand.registry import LANGUAGES
from counselling.work.session.appointments import Appointments, Told
from counselling.work.session.take_signed import signed_in

_FALLBACK: Final = LANGUAGES[0]
_OTHERS: Final = {
    Role.RELATIVE: N_("session.role_relative"),
    Role.NURSE: N_("session.role_nurse"),
    Role.INTERPRETER: N_("session.role_interpreter"),
}


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was told: proposals for the tray, lines for the notes; told: to be settled."""

    proposals: tuple[Proposal, ...] = ()
    notes: str = ""
    told: tuple[Told, ...] = ()

    def __repr__(self) -> str:
        return f"HandedOver({len(self.told)})"  # never what was said


class TakeBeforehand:
    """words: catalogue of a language; language: of this desk. Not on the UI thread."""

    def __init__(
        self, rooms: Appointments, *, words: Callable[[str], Catalogue], language: str
    ) -> None:
        self._rooms, self._words, self._language = rooms, words, language

    def hand_over(self, family: FamilyId) -> HandedOver:
        """Fetch what was left, and return what waits of a family; it stays until it is settled.

        A server out of reach is asked at the next session. Raises VaultError, StorageError.
        """
        if self._rooms.has_server:
            with contextlib.suppress(CallError):
                asyncio.run(self._rooms.fetch())
        if not self._rooms.waiting(family):
            return HandedOver()
        # a consent is taken by itself, by the counsellor's own word (take_signed)
        told = tuple(one for one in self._rooms.told(family) if signed_in(one.mail) is None)
        proposals = [each for one in told for each in self._proposals(one)]
        notes = "\n".join(filter(None, map(self._noted, told)))
        return HandedOver(tuple(proposals), notes, told)

    def settle(self, family: FamilyId, handed: HandedOver) -> None:
        """Write down that all of it is in the record or the notes. Raises StorageError."""
        self._rooms.settle(family, handed.told)

    def _noted(self, told: Told) -> str:
        words, role = self._words(self._language), role_at(told.mail.seat)
        if told.form is None:
            return words.say(N_("told.unreadable"))
        if role is None or role is Role.PATIENT:
            return noted(told.form, words)
        # her aunt is not the patient's aunt: nothing of it is proposed for the record
        who = words.say(N_("told.by"), who=words.say(_OTHERS[role]))
        kin = (line(each, words) for each in told.form.family)
        return "\n".join(filter(None, (who, *kin, noted(told.form, words))))

    def _proposals(self, told: Told) -> tuple[Proposal, ...]:
        form, at = told.form, told.mail.at
        if form is None or role_at(told.mail.seat) is not Role.PATIENT:
            return ()
        language = form.language if form.language in LANGUAGES else self._own
        place = f"{told.mail.appointment}-{told.mail.number}"
        return tuple(
            self._proposal(f"{place}-{row}", form, row, language, at)
            for row in range(len(form.family))
        )

    def _proposal(
        self, name: str, form: Beforehand, row: int, language: str, at: datetime
    ) -> Proposal:
        text = line(form.family[row], self._words(language))
        return Proposal(name, "", None, Kind.ILLNESS, text, language, at)

    @property
    def _own(self) -> str:
        return self._language if self._language in LANGUAGES else _FALLBACK
