"""Whether a letter that is kept may still leave: what it was written with is asked for again."""

from typing import Final

from counselling.errors import LetterError
from counselling.letters.kinds import relative
from counselling.records.papers.consents import (
    Consent,
    Scope,
    demand_letter,
    last_words,
    may,
    recorded,
)
from counselling.records.papers.documents import Document
from counselling.records.vault.vault import Vault
from counselling.work.letters.letter_papers import kept_as

_WRITTEN_WITH: Final = {kept_as(relative.TEMPLATE.kind): Scope.FAMILY_CONTACT}


def demand_handing_out(vault: Vault, letter: Document) -> None:
    """Refuse a kept letter whose consents are not there any more.

    A letter to a relative says what everybody allowed who had agreed when it was written. Where one
    of them has taken that back it leaves no more, in no form; one written anew may.
    Raises VaultError as `demand_letter`, LetterError("letter.contact_withdrawn").
    """
    demand_letter(vault, letter.family, letter.person)
    scope = next((s for kind, s in _WRITTEN_WITH.items() if letter.kind.startswith(kind)), None)
    if scope is None:
        return
    said = recorded(vault, letter.family)
    then = last_words([one for one in said if one.at <= letter.created_at])
    now = last_words(said)
    people = {one.consent.person for one in said if _is_of(one.consent, scope)}
    if any(may(then, person, scope) and not may(now, person, scope) for person in people):
        raise LetterError("letter.contact_withdrawn")


def _is_of(consent: Consent, scope: Scope) -> bool:
    return consent.scope is scope
