"""Use case: what a kept session tells the letters: the day, the way, whether somebody interpreted.

Nothing is told that is not kept: a letter then leaves a line to write on.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from counselling.call.link.room import Role
from counselling.letters.kinds import pretest_consent, referrer
from counselling.letters.material import SESSION_ON
from counselling.letters.order import Order
from counselling.letters.registry import find
from counselling.letters.typed import typed
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.records.papers import sessions
from counselling.records.papers.consents import Recorded
from counselling.records.papers.sessions import Session
from counselling.records.vault.vault import Vault
from counselling.session.session import CAME

_TALKED: Final = "seconds"  # how long the patient's line was there
_NONE: Final = "-"  # as somebody writes it who says that there was none
_OF_A_TALK_THAT_WAS: Final = (referrer.TEMPLATE.kind, pretest_consent.TEMPLATE.kind)


def filled(
    vault: Vault, order: Order, family: Family, person: PersonId, words: Sequence[Recorded]
) -> Mapping[str, str]:
    """Return the blanks of an ordered letter: as the counsellor filled them, else as kept.

    The session is the order's, else the person's last in which she was there. words: what was said
    in her family, the oldest first. Raises as `open_family`.
    """
    template = find(order.kind)
    blanks = {blank.name for blank in template.blanks}
    session = _session(vault, order, family, person)
    told = dict(_told(order.kind, session, words)) if session is not None else {}
    said = {name: text for name, text in typed(template, order.filled).items() if text}
    return {**{name: text for name, text in told.items() if name in blanks}, **said}


def _session(vault: Vault, order: Order, family: Family, person: PersonId) -> Session | None:
    for one in sessions.listing(vault, order.family):
        is_hers = (one.person or family.focus) == person
        if one.id == order.session or (order.session is None and is_hers and _was_held(one)):
            return one
    return None


def _told(kind: str, session: Session, words: Sequence[Recorded]) -> Iterator[tuple[str, str]]:
    yield SESSION_ON, session.started_at.astimezone().date().isoformat()
    if _was_held(session):
        yield "way", "video"
    if kind in _OF_A_TALK_THAT_WAS:
        yield "interpreter", _interpreter(session, words)


def _interpreter(session: Session, words: Sequence[Recorded]) -> str:
    """Her name where one is kept, a dash where there was none, "" where neither is known."""
    within = [
        one.consent
        for one in words
        if session.started_at <= one.at and (session.ended_at is None or one.at <= session.ended_at)
    ]
    names = [one.interpreter for one in within if one.interpreter]
    if names:
        return names[-1]
    came = session.figures.get(CAME)
    role = Role.INTERPRETER.value
    is_there = any(name.startswith(role) for name in session.figures)
    is_known = isinstance(came, str) and role not in came.split()
    return _NONE if is_known and not is_there else ""


def _was_held(session: Session) -> bool:
    seconds = session.figures.get(_TALKED, 0)
    return isinstance(seconds, int | float) and seconds > 0
