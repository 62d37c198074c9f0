"""What is kept of a person for her letters: where they go, and how she is greeted."""

from collections.abc import Mapping, Sequence

from counselling.letters.order import Order
from counselling.letters.registry import find
from counselling.letters.template import NONE, SALUTATION
from counselling.letters.typed import typed
from counselling.pedigree.person import PersonId
from counselling.records.papers import addresses
from counselling.records.papers.address_lines import fitting
from counselling.records.papers.consents import Recorded
from counselling.records.vault.vault import Vault


def post(order: Order, said: Sequence[Recorded], person: PersonId) -> tuple[str, ...]:
    """Return the lines of an ordered letter's address: as ordered, else as kept.

    said: in her family, the oldest first. Raises VaultError("vault.address_long").
    """
    if order.post is None:
        return addresses.address_of(said, person)
    return fitting(order.post)


def greeted(
    order: Order, filled: Mapping[str, str], said: Sequence[Recorded], person: PersonId
) -> Mapping[str, str]:
    """Return the blanks of an ordered letter with the greeting that is kept, where none was typed.

    A dash asks for the usual greeting. said: as `post`. Raises LetterError for an unknown kind.
    """
    is_asked = SALUTATION in find(order.kind).asked
    kept = addresses.salutation_of(said, person)
    if not is_asked or not kept or _typed(order) or _is_dash(order):
        return filled
    return {**filled, SALUTATION.name: kept}


def keep(vault: Vault, order: Order, person: PersonId) -> None:
    """Keep the address and the greeting of an ordered letter for the next one.

    What was not typed stays as it is kept; a dash for a greeting takes the kept one away.
    Raises as `note_address`.
    """
    salutation = _typed(order) or None
    if salutation is None and _is_dash(order):
        salutation = ""
    if order.post is not None or salutation is not None:
        addresses.note_address(vault, order.family, person, order.post, salutation=salutation)


def _typed(order: Order) -> str:
    template = find(order.kind)
    is_asked = SALUTATION in template.asked
    return typed(template, order.filled).get(SALUTATION.name, "") if is_asked else ""


def _is_dash(order: Order) -> bool:
    return order.filled.get(SALUTATION.name, "").strip() in NONE
