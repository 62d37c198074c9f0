"""What of a family may be used: records of who asked for it are kept and held back.

GDPR, article 18: what is restricted is stored, and processed for nothing else but with consent, for
legal claims, or to protect another person. So nothing about such a person is written, shown or
handed out any more, nor changed or thrown away. On the counsellor's own screen a relative's risk is
still worked out with it; what is given to somebody, a letter or a picture on the board, is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counselling.errors import VaultError
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.places import differences
from counselling.records.papers import consents, gates
from counselling.records.papers.gates import Purpose
from counselling.records.privacy.remaining import has_results, without_facts, without_results
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault

_OWN: frozenset[str] = frozenset(("person", "answer", "outside"))


@dataclass(frozen=True, slots=True)
class Usable:
    """A family as it may leave the record.

    held_back: who is only a symbol in it, as the use of her records is restricted; uncounselled:
    likewise, as she wants no counselling any more; results_held: whose results are not in it.
    """

    family: Family
    held_back: tuple[PersonId, ...] = ()
    uncounselled: tuple[PersonId, ...] = ()
    results_held: tuple[PersonId, ...] = ()


def held_back(vault: Vault, family: FamilyId, known: Family) -> tuple[PersonId, ...]:
    """Return whose facts are held back, in the family's order.

    known: the family, open. Raises VaultError("vault.restricted") where all of it is.
    """
    told = consents.now(vault, family)
    if consents.is_restricted(told):
        raise VaultError("vault.restricted")
    if not told:
        return ()
    return tuple(p.id for p in known.persons if consents.is_restricted(told, p.id))


def usable(vault: Vault, family: FamilyId, known: Family) -> Usable:
    """Return an open family without what is held back. Raises as `held_back`."""
    people = held_back(vault, family, known)
    for person in people:
        known = without_facts(known, person)
    return Usable(known, people)


def handed_out(vault: Vault, family: FamilyId, known: Family) -> Usable:
    """Return an open family as a file, a sheet or the board may have it: all of it at once.

    Such a thing is about whom the family is about, and follows the rule of letters about her; it
    holds the others too, so who of them wants no counselling any more is only a symbol in it.
    Raises as `held_back`; VaultError("vault.care_withdrawn").
    """
    told = consents.now(vault, family)
    out = usable(vault, family, known)
    consents.demand_counselling(told, known.focus or "")
    left = tuple(
        person.id
        for person in known.persons
        if person.id not in out.held_back
        and not gates.is_open(told, person.id, Purpose.COUNSELLING)
    )
    drawn = out.family
    for person in left:
        drawn = without_facts(drawn, person)
    return replace(out, family=drawn, uncounselled=left)


def told_to(vault: Vault, family: FamilyId, known: Family, person: PersonId) -> Usable:
    """Return an open family as a letter to somebody, or a picture for her, may use it.

    Her own result is hers; that of another who does not want it to help relatives is not in it.
    known: may be `handed_out` already. Raises as `held_back`.
    """
    told = consents.now(vault, family)
    out = usable(vault, family, known)
    held = tuple(
        one.id
        for one in out.family.persons
        if one.id != person
        and has_results(one)
        and not gates.is_open(told, one.id, Purpose.RELATIVES_HELPED)
    )
    used = out.family
    for one in held:
        used = without_results(used, one)
    return replace(out, family=used, results_held=held)


def demand_change(vault: Vault, known: Family, edits: Sequence[Edit]) -> None:
    """Raise VaultError("vault.restricted") for edits about somebody whose facts are held back.

    Who her relatives are may go on being told: that is theirs as well.
    """
    people = held_back(vault, known.id, known)
    if not people:
        return
    after = known
    for edit in edits:
        after = edit.apply(after)
    for kind, whose, *what in differences(known, after):
        if kind in _OWN and whose in people and what != ["parents"]:
            raise VaultError("vault.restricted")
