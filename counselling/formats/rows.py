"""From rows to families: what every line-by-line format shares.

A row is one person with the line she stands on. Parents that a file names but does not list are
added; a family in which somebody is her own ancestor is refused with the line.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

from counselling.errors import FormatError
from counselling.formats.format import Loss, Reading, fields
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import people_on_cycles
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import ParentLink, Person, PersonId
from counselling.pedigree.terms import ParentKind, Sex, Zygosity

MAX_PEOPLE: Final = 50_000
LAST_YEAR: Final = 9999


@dataclass(frozen=True)
class Row:
    """One person as read; parents by id or None; `twins` is a code that the members share.

    links: parents of every kind, for formats that know more than a father and a mother.
    """

    line: int
    family: str
    person: Person
    father: PersonId | None = None
    mother: PersonId | None = None
    is_proband: bool = False
    twins: str = ""
    zygosity: Zygosity = Zygosity.UNKNOWN
    links: tuple[ParentLink, ...] = ()


@dataclass(frozen=True)
class Ties:
    """What a file says of a family beside its people."""

    name: str = ""
    partnerships: tuple[Partnership, ...] = ()
    twins: tuple[TwinSet, ...] = ()
    consultand: PersonId | None = None


@dataclass
class _Gathering:
    """The rows of one family while they come in."""

    rows: dict[PersonId, Row] = field(default_factory=dict)
    missing: dict[PersonId, tuple[Sex, int]] = field(default_factory=dict)


def assemble(
    rows: Iterable[Row], losses: Sequence[Loss] = (), ties: Mapping[str, Ties] | None = None
) -> Reading:
    """Build families from rows, in the order in which they first appear, with their ties.

    Raises FormatError with the line: a double id, a parent of oneself, one's own ancestor, a file
    without people, more than MAX_PEOPLE of them.
    """
    gathered: dict[str, _Gathering] = {}
    for people, row in enumerate(rows, start=1):
        if people > MAX_PEOPLE:
            raise FormatError("format.too_many_people", limit=MAX_PEOPLE, line=row.line)
        own = gathered.setdefault(row.family, _Gathering())
        if row.person.id in own.rows:
            raise FormatError("format.double_id", line=row.line)
        own.rows[row.person.id] = row
    if not gathered:
        raise FormatError("format.no_people")
    told = list(losses)
    known = ties or {}
    families = tuple(
        _family(name, own, known.get(name, Ties()), told) for name, own in gathered.items()
    )
    return Reading(families, tuple(told))


def _family(name: str, own: _Gathering, ties: Ties, losses: list[Loss]) -> Family:
    people = [_with_parents(row, own) for row in own.rows.values()]
    for person_id, (sex, line) in own.missing.items():
        people.append(Person(person_id, sex=sex))
        losses.append(Loss("loss.parent_without_row", line, fields(person=person_id)))
    probands = [row.person.id for row in own.rows.values() if row.is_proband]
    if len(probands) > 1:
        line = own.rows[probands[1]].line
        losses.append(Loss("loss.more_than_one_proband", line))
    family = Family(
        id=name,
        name=ties.name or name,
        persons=tuple(people),
        partnerships=_partnerships(ties, own, losses),
        twins=(*_twin_sets(own.rows, losses), *_known_twins(ties, own, losses)),
        proband=probands[0] if probands else None,
        consultand=ties.consultand if ties.consultand in own.rows else None,
    )
    _refuse_own_ancestor(family, own)
    return family


def _partnerships(ties: Ties, own: _Gathering, losses: list[Loss]) -> tuple[Partnership, ...]:
    """Keep one partnership a couple, of two people who are there."""
    kept: dict[frozenset[PersonId], Partnership] = {}
    for tie in ties.partnerships:
        strangers = [p for p in tie.partners if p not in own.rows and p not in own.missing]
        if strangers or len(set(tie.partners)) < 2:
            who = strangers[0] if strangers else tie.partners[0]
            losses.append(Loss("loss.tie", fields=fields(person=who)))
        else:
            kept.setdefault(frozenset(tie.partners), tie)
    return tuple(kept.values())


def _known_twins(ties: Ties, own: _Gathering, losses: list[Loss]) -> Iterator[TwinSet]:
    for twins in ties.twins:
        members = tuple(dict.fromkeys(m for m in twins.members if m in own.rows))
        losses += [
            Loss("loss.tie", fields=fields(person=m)) for m in twins.members if m not in own.rows
        ]
        if len(members) > 1:
            yield TwinSet(members, twins.zygosity)


_SEX_OF_PARENT: Final = {
    ParentKind.MOTHER: Sex.FEMALE,
    ParentKind.FATHER: Sex.MALE,
    ParentKind.OVUM_DONOR: Sex.FEMALE,
    ParentKind.SPERM_DONOR: Sex.MALE,
}


def _with_parents(row: Row, own: _Gathering) -> Person:
    links = [
        ParentLink(parent, kind)
        for parent, kind in ((row.mother, ParentKind.MOTHER), (row.father, ParentKind.FATHER))
        if parent is not None
    ]
    links += [link for link in row.links if link not in links]
    for link in links:
        if link.parent == row.person.id:
            raise FormatError("format.own_ancestor", line=row.line, person=row.person.id)
        if link.parent not in own.rows:
            sex = _SEX_OF_PARENT.get(link.kind, Sex.UNKNOWN)
            own.missing.setdefault(link.parent, (sex, row.line))
    genetic = [link for link in links if link.kind.is_genetic]
    eggs = sum(link.kind.gives_egg for link in genetic)
    if len({link.parent for link in genetic}) < len(genetic):
        raise FormatError("format.same_parent_twice", line=row.line)
    if eggs > 1 or len(genetic) - eggs > 1:
        raise FormatError("format.doubled_parent", line=row.line, person=row.person.id)
    return replace(row.person, parents=tuple(links))


def _twin_sets(rows: Mapping[PersonId, Row], losses: list[Loss]) -> tuple[TwinSet, ...]:
    """Everybody who shares a code; a code that only one person has is told as lost."""
    sets: dict[tuple[str, Zygosity], list[PersonId]] = {}
    for row in rows.values():
        if row.twins:
            sets.setdefault((row.twins, row.zygosity), []).append(row.person.id)
    alone = (members[0] for members in sets.values() if len(members) == 1)
    losses += [Loss("loss.tie", fields=fields(person=who)) for who in alone]
    return tuple(
        TwinSet(tuple(members), zygosity)
        for (_, zygosity), members in sets.items()
        if len(members) > 1
    )


def _refuse_own_ancestor(family: Family, own: _Gathering) -> None:
    on_cycle = people_on_cycles(_as_one_kind(family))
    if on_cycle:
        first = min(on_cycle, key=lambda person_id: own.rows[person_id].line)
        raise FormatError("format.own_ancestor", line=own.rows[first].line, person=first)


def _as_one_kind(family: Family) -> Family:
    """Parents of every kind taken alike: who is brought up by her own child cannot be drawn."""
    if all(link.kind.is_genetic for person in family.persons for link in person.parents):
        return family
    kind = ParentKind.MOTHER
    return Family(
        family.id,
        persons=tuple(
            Person(p.id, parents=tuple(ParentLink(link.parent, kind) for link in p.parents))
            for p in family.persons
        ),
    )


def plain_names(
    ids: Sequence[str], losses: list[Loss], *, is_plain: Callable[[str], bool]
) -> Mapping[str, str]:
    """Return the name under which each id is written: itself where the format can hold it.

    Otherwise the blanks become lines, or it gets a number; no two ids fall together, and each
    change is told as a loss.
    """
    taken = {one for one in ids if is_plain(one)}
    names = {one: one for one in taken}
    free = (f"X{n}" for n in count(1))
    for one in ids:
        if one in names:
            continue
        better = re.sub(r"\s+", "_", one.strip())
        while better in taken or not is_plain(better):
            better = next(free)
        taken.add(better)
        names[one] = better
        losses.append(Loss("loss.id_changed", fields=fields(old=one, new=better)))
    return names


def parent_or_none(text: str) -> PersonId | None:
    """Read a parent's id: 0, NA, a dash and nothing all mean unknown."""
    return None if text.strip() in ("", "0", "NA", "-", ".", "-9") else text.strip()
