"""Places relatives by the word for them, where a file does not say who is whose parent."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counselling.formats import fhir_roles
from counselling.formats.format import Loss, fields
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.terms import ParentKind, Sex

_KINDS = {"m": ParentKind.MOTHER, "f": ParentKind.FATHER}
_SEXES = {"m": Sex.FEMALE, "f": Sex.MALE}


@dataclass
class Placed:
    """People with whoever had to be put between them, and what joins them."""

    people: dict[PersonId, Person]
    links: dict[PersonId, list[ParentLink]]
    partnerships: list[Partnership] = field(default_factory=list)
    twins: list[TwinSet] = field(default_factory=list)


def place(
    patient: PersonId,
    roles: Mapping[PersonId, str],
    people: Mapping[PersonId, Person],
    links: Mapping[PersonId, list[ParentLink]],
    losses: list[Loss],
) -> Placed:
    """Return everybody placed; whom no word places stays without parents, told as lost."""
    placed = Placed(dict(people), {child: list(found) for child, found in links.items()})
    if links:
        _tell_partners(placed, patient, roles)
        return placed
    slots = {fhir_roles.UP[role]: who for who, role in roles.items() if role in fhir_roles.UP}
    slots[""] = patient
    places = _Places(placed, slots)
    for way in sorted((w for w in slots if w), key=len):
        places.link(way[:-1], way[-1])
    for who, role in roles.items():
        if role in fhir_roles.BESIDE:
            places.beside(who, fhir_roles.BESIDE[role])
            if role in fhir_roles.ZYGOSITIES:
                placed.twins.append(TwinSet((patient, who), fhir_roles.ZYGOSITIES[role]))
        elif role in fhir_roles.CHILDREN:
            places.child(who, people[patient])
        elif not _is_placed(who, role, slots, patient):
            losses.append(Loss("loss.unplaced", fields=fields(person=who, role=role or "?")))
    _tell_partners(placed, patient, roles)
    return placed


def _is_placed(who: PersonId, role: str, slots: Mapping[str, PersonId], patient: PersonId) -> bool:
    return who == patient or who in slots.values() or role in fhir_roles.PARTNERS


def _tell_partners(placed: Placed, patient: PersonId, roles: Mapping[PersonId, str]) -> None:
    for who, role in roles.items():
        if role in fhir_roles.PARTNERS and who != patient:
            placed.partnerships.append(Partnership((patient, who)))


class _Places:
    """The patient's ancestors by the way up to them: "mf" is the mother's father."""

    def __init__(self, placed: Placed, slots: dict[str, PersonId]) -> None:
        self._placed = placed
        self._slots = slots

    def at(self, way: str) -> PersonId:
        """Whoever stands there; a placeholder where the file names nobody."""
        found = self._slots.get(way)
        if found is not None:
            return found
        name = next(
            n
            for n in (f"unnamed-{way}{'x' * i}" for i in range(1000))
            if n not in self._placed.people
        )
        sex = _SEXES[way[-1]]
        self._placed.people[name] = Person(name, sex=sex, is_placeholder=True)
        self._slots[way] = name
        self.link(way[:-1], way[-1])
        return name

    def link(self, below: str, side: str) -> None:
        """Make the person at a place the parent of the one below."""
        child = self.at(below)
        link = ParentLink(self.at(below + side), _KINDS[side])
        links = self._placed.links.setdefault(child, [])
        if all(known.kind is not link.kind for known in links):
            links.append(link)

    def beside(self, who: PersonId, way: str) -> None:
        """Make somebody a full sibling of the person at a place."""
        parents = [ParentLink(self.at(way + side), kind) for side, kind in _KINDS.items()]
        for side in _KINDS:
            self.link(way, side)
        self._placed.links[who] = parents

    def child(self, who: PersonId, parent: Person) -> None:
        """Make somebody a child of the patient."""
        kind = ParentKind.FATHER if parent.sex is Sex.MALE else ParentKind.MOTHER
        self._placed.links[who] = [ParentLink(parent.id, kind)]
