"""Whether a letter that is kept may still leave: what it was written with is asked for again."""

from typing import Final

from counselling.errors import LetterError
from counselling.letters.kinds import relative
from counselling.letters.registry import TEMPLATES
from counselling.pedigree.person import PersonId
from counselling.records.papers import gates
from counselling.records.papers.consents import (
    demand_letter,
    is_restricted,
    last_words,
    recorded,
)
from counselling.records.papers.documents import Document
from counselling.records.papers.gates import Purpose, Told
from counselling.records.vault.vault import Vault
from counselling.work.letters.family_of_letter import OF_RELATIVES, demand_purpose
from counselling.work.letters.letter_papers import kept_as

_TELLS_RELATIVES: Final = relative.TEMPLATE.kind
_KINDS: Final = tuple(template.kind for template in TEMPLATES)


def demand_handing_out(vault: Vault, letter: Document) -> None:
    """Refuse a kept letter whose consents are not there any more.

    A letter says of others what they allowed when it was written, and one to a relative what
    everybody allowed who had agreed. Where one of them has taken that back it leaves no more, in no
    form; one written anew may.
    Raises VaultError as `demand_letter`, LetterError("letter.contact_withdrawn") and as
    `demand_purpose`.
    """
    demand_letter(vault, letter.family, letter.person)
    said = recorded(vault, letter.family)
    then = last_words([one for one in said if one.at <= letter.created_at])
    now = last_words(said)
    kind = _kind(letter)
    demand_purpose(now, letter.person, kind)
    people = {one.consent.person for one in said}
    others = people - {letter.person}
    if kind == _TELLS_RELATIVES and _is_shut_since(then, now, people, Purpose.RELATIVES_TOLD):
        raise LetterError("letter.contact_withdrawn")
    if kind in OF_RELATIVES and (
        _is_shut_since(then, now, others, Purpose.RELATIVES_HELPED)
        or any(is_restricted(now, one) and not is_restricted(then, one) for one in others)
    ):
        raise LetterError("letter.contact_withdrawn")


def _kind(letter: Document) -> str:
    """The kind of a letter, of its twins and of what goes with it too."""
    found = (kind for kind in _KINDS if letter.kind.startswith(kept_as(kind)))
    return next(found, "")


def _is_shut_since(then: Told, now: Told, people: set[PersonId], purpose: Purpose) -> bool:
    """Whether somebody's word let a purpose through then and does not any more."""
    return any(
        gates.is_open(then, one, purpose) and not gates.is_open(now, one, purpose) for one in people
    )
