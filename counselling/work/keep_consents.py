"""Use case: what people agreed to, written down and read without a desk."""

from collections.abc import Mapping, Sequence

from counselling.records.log import families
from counselling.records.papers import consents
from counselling.records.papers.consents import Consent, Scope
from counselling.records.privacy import retention
from counselling.records.privacy.retention import Due
from counselling.work.keep_vault import Entry


def record(
    entry: Entry,
    family: str,
    person: str,
    scope: Scope,
    *,
    is_given: bool,
    given_by: str = "",
    medium: str = "",
) -> None:
    """Write a consent down, or its withdrawal. Raises as `open_family`, PedigreeError."""
    with entry.open() as vault:
        known = families.open_family(vault, family).family
        if person:
            known.person(person)
        consents.record(vault, family, Consent(person, scope, is_given, given_by, medium))


def listing(entry: Entry, family: str) -> Sequence[Mapping[str, object]]:
    """Return a family's consents, the oldest first. Raises as `open_family`."""
    with entry.open() as vault:
        families.open_family(vault, family)
        found = consents.recorded(vault, family)
    return [
        {
            "at": one.at.isoformat(),
            "person": one.consent.person,
            "scope": one.consent.scope.value,
            "given": one.consent.is_given,
            "given_by": one.consent.given_by,
            "medium": one.consent.medium,
            "author": one.author,
        }
        for one in found
    ]


def due(entry: Entry, *, years: int) -> Sequence[Due]:
    """Return the families that are older than so many years. Raises as `open_vault`."""
    with entry.open() as vault:
        return retention.due(vault, years=years, now=entry.now())
