"""Relationships of pairs, as GA4GH's models state them, turned into parents, couples and twins."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from counselling.formats import kin
from counselling.formats.format import Loss, fields
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, PersonId
from counselling.pedigree.terms import Sex, Zygosity


@dataclass(frozen=True)
class Statement:
    """One person is `code` of another: a mother of her child; line where it stands."""

    subject: PersonId
    code: str
    other: PersonId
    line: int = 0


@dataclass
class Kinships:
    """What many statements say together."""

    parents: dict[PersonId, list[ParentLink]] = field(default_factory=dict)
    partnerships: list[Partnership] = field(default_factory=list)
    twins: list[TwinSet] = field(default_factory=list)


def told(
    statements: Iterable[Statement], sexes: Mapping[PersonId, Sex], losses: list[Loss]
) -> Kinships:
    """Sort statements; relations that say nothing of parents, couples or twins are told as lost."""
    out = Kinships()
    pairs: dict[Zygosity, list[set[PersonId]]] = {}
    for one in dict.fromkeys(statements):
        links = out.parents.get(one.other, [])
        has_mother = any(k.kind.is_genetic and k.kind.gives_egg for k in links)
        sex = sexes.get(one.subject, Sex.UNKNOWN)
        kind = kin.parent_kind(one.code, sex, has_mother=has_mother)
        if kind is not None:
            link = ParentLink(one.subject, kind)
            if link not in links:
                out.parents.setdefault(one.other, []).append(link)
        elif one.code in (kin.PARTNER, kin.CONSANGUINEOUS):
            is_related = True if one.code == kin.CONSANGUINEOUS else None
            pair = Partnership((one.subject, one.other), is_consanguineous=is_related)
            out.partnerships.append(pair)
        elif one.code in kin.ZYGOSITIES:
            pairs.setdefault(kin.ZYGOSITIES[one.code], []).append({one.subject, one.other})
        else:
            losses.append(Loss("loss.relation", one.line, fields(relation=one.code or "?")))
    out.twins += twin_sets(pairs)
    return out


def twin_sets(pairs: Mapping[Zygosity, list[set[PersonId]]]) -> Iterator[TwinSet]:
    """Sets of twins from pairs of them: who shares a twin is of the same birth."""
    for zygosity, sets in pairs.items():
        for group in _joined(sets):
            yield TwinSet(tuple(group), zygosity)


def _joined(pairs: list[set[PersonId]]) -> list[list[PersonId]]:
    """Groups of twins from pairs that overlap, each in the order in which it was told."""
    groups: list[set[PersonId]] = []
    for pair in pairs:
        joined = set(pair)
        apart = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    return [sorted(group) for group in groups]


def statements(family: Family) -> Iterator[Statement]:
    """Say a family as pairs: parents, partners, twins (each twin with the first of the set)."""
    for person in family.persons:
        for link in person.parents:
            yield Statement(link.parent, kin.PARENTS[link.kind], person.id)
    for pair in family.partnerships:
        one, other = pair.partners
        yield Statement(one, kin.CONSANGUINEOUS if pair.is_consanguineous else kin.PARTNER, other)
    for twins in family.twins:
        for other in twins.members[1:]:
            yield Statement(twins.members[0], kin.TWINS[twins.zygosity], other)
