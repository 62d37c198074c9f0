"""What an edit may not do to a family: links to nobody, circles, two who gave one egg."""

from collections.abc import Iterable

from counselling.errors import PedigreeError
from counselling.pedigree.family import Family
from counselling.pedigree.person import ParentLink, PersonId


def demand_parents(family: Family, child: PersonId, links: Iterable[ParentLink]) -> None:
    """Refuse parents who cannot be a person's.

    Raises PedigreeError: "no_such_person", "doubled_parent" where two people give the egg or the
    sperm or one gives both, "own_ancestor" where a parent descends from the child.
    """
    links = tuple(links)
    for link in links:
        family.person(link.parent)
    genetic = [link for link in links if link.kind.is_genetic]
    eggs = sum(link.kind.gives_egg for link in genetic)
    people = {link.parent for link in genetic}
    if eggs > 1 or len(genetic) - eggs > 1 or len(people) < len(genetic):
        raise PedigreeError("pedigree.doubled_parent")
    if is_above(family, child, (link.parent for link in links)):
        raise PedigreeError("pedigree.own_ancestor")


def is_above(family: Family, person: PersonId, people: Iterable[PersonId]) -> bool:
    """Whether a person is one of these people or of their parents, grandparents and so on.

    Parents of every kind count: who was brought up by her own child cannot be drawn either.
    """
    seen: set[PersonId] = set()
    stack = list(people)
    while stack:
        parent = stack.pop()
        if parent == person:
            return True
        if parent not in seen and parent in family.by_id:
            seen.add(parent)
            stack += (link.parent for link in family.by_id[parent].parents)
    return False


def demand_partners(family: Family, partners: Iterable[PersonId]) -> None:
    """Refuse a couple of one person or with somebody who is not there. Raises PedigreeError."""
    pair = tuple(partners)
    for partner in pair:
        family.person(partner)
    if len(set(pair)) < 2:
        raise PedigreeError("pedigree.partner_of_herself")
