"""GEDCOM's FAM records: who is whose parent and in which way, who are partners, who are twins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from counselling.formats import kinships
from counselling.formats.format import Loss, fields
from counselling.formats.gedcom_lines import Record
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, PersonId
from counselling.pedigree.terms import ParentKind, PartnershipStatus, Sex, Zygosity

_PEDIGREES: Final = {
    "adopted": ParentKind.ADOPTIVE,
    "foster": ParentKind.FOSTER,
    "step": ParentKind.STEP,
    "other": ParentKind.SOCIAL,
}
_BIRTH: Final = ("", "birth", "natural", "biological", "unknown")


@dataclass
class Ties:
    """What the families say: links by the child's record, couples, twins."""

    links: dict[str, list[ParentLink]] = field(default_factory=dict)
    partnerships: list[Partnership] = field(default_factory=list)
    twins: list[TwinSet] = field(default_factory=list)


def read(
    top: Sequence[Record],
    sexes: Mapping[str, Sex],
    ids: Mapping[str, PersonId],
    losses: list[Loss],
    *,
    is_own: bool,
) -> Ties:
    """Read all FAM records. Pointers at nobody are told as lost."""
    reader = _Reader(sexes, ids, losses, is_own=is_own)
    families = {record.xref: record for record in top if record.tag == "FAM"}
    people = [record for record in top if record.tag == "INDI"]
    ways: dict[tuple[str, str], str] = {}
    members: dict[str, list[str]] = {}
    for person in people:
        for xref, way in _ways(person):
            if not ways.setdefault((person.xref, xref), way):
                ways[person.xref, xref] = way
            members.setdefault(xref, []).append(person.xref)
    for xref, family in families.items():
        reader.couple(family)
        children = dict.fromkeys(c.pointer for c in family.all("CHIL") if c.pointer)
        told = {c.pointer: c for c in family.all("CHIL")}
        children |= dict.fromkeys(members.get(xref, ()))
        for child in children:
            reader.child(family, child, ways.get((child, xref), ""), told.get(child))
    for person_xref, family_xref in ways:
        if family_xref not in families:
            lost = fields(reference=family_xref, person=ids.get(person_xref, person_xref))
            losses.append(Loss("loss.reference", fields=lost))
    ties = reader.ties
    ties.twins += kinships.twin_sets(_twins(people, ids))
    return ties


def _ways(person: Record) -> Iterator[tuple[str, str]]:
    """Families of a person's parents, and how she belongs there."""
    for famc in person.all("FAMC"):
        pedi = next(famc.all("PEDI"), None)
        way = pedi.value.strip().lower() if pedi else ""
        if pedi and (phrase := pedi.get("PHRASE")):
            way = phrase.lower()
        way = way or famc.get("_KIND").lower()
        if famc.pointer:
            yield famc.pointer, way
    for event in person.all("ADOP"):
        for famc in event.all("FAMC"):
            if famc.pointer:
                yield famc.pointer, "adopted"


class _Reader:
    """Builds the ties, family by family."""

    def __init__(
        self,
        sexes: Mapping[str, Sex],
        ids: Mapping[str, PersonId],
        losses: list[Loss],
        *,
        is_own: bool,
    ) -> None:
        self.ties = Ties()
        self._sexes = sexes
        self._ids = ids
        self._losses = losses
        self._is_own = is_own

    def _partners(self, family: Record) -> list[tuple[str, str]]:
        """Tag and record of the partners who are there; others are told."""
        found = []
        for partner in family.all("HUSB", "WIFE"):
            if partner.pointer in self._ids:
                found.append((partner.tag, partner.pointer))
            elif partner.pointer:
                lost = fields(reference=partner.pointer)
                self._losses.append(Loss("loss.reference", partner.line, lost))
        return list(dict.fromkeys(found))

    def couple(self, family: Record) -> None:
        """Two partners are a couple; more than two are told."""
        partners = list(dict.fromkeys(self._ids[xref] for _, xref in self._partners(family)))
        if len(partners) > 2:
            self._losses.append(Loss("loss.unknown_line", family.line))
        events = {event.get("TYPE").lower() for event in family.all("EVEN")}
        if len(partners) < 2 or (self._is_own and "partnership" not in events):
            return
        status = PartnershipStatus.TOGETHER
        if family.has("DIV", "ANUL", "DIVF"):
            status = PartnershipStatus.DIVORCED
        elif "separation" in events or family.has("_SEPR", "_SEPARATED"):
            status = PartnershipStatus.SEPARATED
        self.ties.partnerships.append(Partnership((partners[0], partners[1]), status))

    def child(self, family: Record, child: str, way: str, told: Record | None) -> None:
        """Link a child to the partners, in the way that the child's record tells."""
        if child not in self._ids:
            self._losses.append(Loss("loss.reference", family.line, fields(reference=child)))
            return
        partners = self._partners(family)
        for place, (tag, xref) in enumerate(partners):
            own = way
            if told is not None:
                own = way or told.get("_FREL" if tag == "HUSB" else "_MREL").lower()
            if own in ("sealing",):
                continue
            if own in _BIRTH:
                kind = self._birth_kind(partners, place, child)
            else:
                kind = _PEDIGREES.get(own) or _known_kind(own)
            self._link(child, ParentLink(self._ids[xref], kind), family.line)

    def _birth_kind(
        self, partners: Sequence[tuple[str, str]], place: int, child: str
    ) -> ParentKind:
        """By place; by sex where the places are turned round; two of one sex say not who it was."""
        tag, xref = partners[place]
        sexes = [self._sexes.get(other, Sex.UNKNOWN) for _, other in partners]
        by_place = ParentKind.FATHER if tag == "HUSB" else ParentKind.MOTHER
        if self._is_own:
            return by_place
        if len(sexes) == 2 and sexes[0] is sexes[1] and sexes[0] is not Sex.UNKNOWN:
            if place == 0:
                lost = fields(person=self._ids[child])
                self._losses.append(Loss("loss.same_sex_parents", fields=lost))
            return ParentKind.SOCIAL
        by_sex = {Sex.MALE: ParentKind.FATHER, Sex.FEMALE: ParentKind.MOTHER}
        return by_sex.get(self._sexes.get(xref, Sex.UNKNOWN), by_place)

    def _link(self, child: str, link: ParentLink, line: int) -> None:
        links = self.ties.links.setdefault(child, [])
        if any(known.parent == link.parent for known in links) and not self._is_own:
            return
        genetic = [known.kind.gives_egg for known in links if known.kind.is_genetic]
        if link.kind.is_genetic and link.kind.gives_egg in genetic:
            lost = fields(person=self._ids[child])
            self._losses.append(Loss("loss.second_parents", line, lost))
            link = ParentLink(link.parent, ParentKind.SOCIAL)
        if link not in links:
            links.append(link)


def _known_kind(word: str) -> ParentKind:
    """Kinds of ours in our own words; every other way is bringing up."""
    return next((kind for kind in ParentKind if kind.value == word), ParentKind.SOCIAL)


def _twins(
    people: Sequence[Record], ids: Mapping[str, PersonId]
) -> Mapping[Zygosity, list[set[PersonId]]]:
    """Twins as associations: "twin", "monozygotic twin"."""
    pairs: dict[Zygosity, list[set[PersonId]]] = {}
    for person in people:
        for other in person.all("ASSO"):
            words = f"{other.get('RELA')} {other.get('ROLE', 'PHRASE')}".lower()
            if "twin" in words and other.pointer in ids:
                found = (z for z in (Zygosity.MONOZYGOTIC, Zygosity.DIZYGOTIC) if z.value in words)
                pair = {ids[person.xref], ids[other.pointer]}
                pairs.setdefault(next(found, Zygosity.UNKNOWN), []).append(pair)
    return pairs
