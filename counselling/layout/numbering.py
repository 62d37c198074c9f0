"""From a family to its numbers: who is which, whose child, and which further lines are shared."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from counselling.layout.generations import generations
from counselling.layout.graph import NOBODY, Graph, natural_key
from counselling.layout.sharing import Further, elder_first, lines_beside, of_one_birth
from counselling.pedigree.family import Family
from counselling.pedigree.lineage import LineKind, LineUp, lines_up
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import LOSSES, Gender, Zygosity


def graph_of(family: Family) -> Graph:
    """Return a family as numbers; a parent or partner who is not among its people is unknown.

    A line that siblings share comes from above: each has one of her own where it cannot.
    Raises LayoutError("layout.own_ancestor") when somebody is her own ancestor.
    """
    apart: set[Further] = set()
    while True:
        graph, further = _numbered(family, apart)
        from_below = set(_from_below(graph, further))
        if not from_below:
            return graph
        apart |= from_below


def _from_below(
    graph: Graph, further: Sequence[tuple[tuple[int, ...], LineUp]]
) -> Iterator[Further]:
    """Shared lines to parents who stand as low as the children, or lower."""
    if any(len(kin) > 1 for kin in graph.shared):
        row = generations(graph)
        for stand_in, (kin, line) in enumerate(further, start=graph.people):
            if len(kin) > 1 and row[stand_in] > row[kin[0]]:
                yield min(kin), line


def _numbered(
    family: Family, apart: AbstractSet[Further]
) -> tuple[Graph, Sequence[tuple[tuple[int, ...], LineUp]]]:
    ids = sorted(family.by_id, key=natural_key)
    number = {person_id: i for i, person_id in enumerate(ids)}
    people = [family.by_id[person_id] for person_id in ids]
    lines = [lines_up(family, person) for person in people]

    def couple(partners: Iterable[PersonId]) -> tuple[int, ...]:
        known = [number[partner] for partner in partners if partner in number]
        return tuple(sorted(set(known))[:2]) if known else ()

    born = [couple(up[0].parents) if up else () for up in lines]
    births = [person.birth for person in people]
    sets = {frozenset(number[m] for m in t.members if m in number) for t in family.twins}
    told = {couple(partnership.partners) for partnership in family.partnerships}
    further = lines_beside(lines, born, births=births, twins=sets, apart=apart)
    born += [couple(line.parents) for _, line in further]
    births += [None for _ in further]
    joins = [(kin[0], len(ids) + i) for i, (kin, _) in enumerate(further)]
    partners = sorted({*filter(None, born), *(pair for pair in told if len(pair) > 1), *joins})
    union_of = {pair: union for union, pair in enumerate(partners)}
    children: list[list[int]] = [[] for _ in partners]
    for person, pair in enumerate(born):
        if pair:
            children[union_of[pair]].append(person)
    twins = sorted(of_one_birth(sets, born), key=lambda t: (len(t), sorted(t)))
    graph = Graph(
        ids=(*ids, *(_stand_in(ids[kin[0]], line) for kin, line in further)),
        is_man=(*(p.shown_gender is Gender.MAN for p in people), *(False for _ in further)),
        parents=tuple(union_of.get(pair, NOBODY) for pair in born),
        partners=tuple(partners),
        children=tuple(tuple(elder_first(kids, births)) for kids in children),
        twins=tuple(twins),
        identical=tuple(t for t in twins if t in _identical(family, number)),
        line=(
            *(up[0].kind if up else LineKind.BIRTH for up in lines),
            *(line.kind for _, line in further),
        ),
        stands_for=tuple(kin[0] for kin, _ in further),
        shared=tuple(frozenset(kin) for kin, _ in further),
        losses=_numbers(people, lambda person: person.pregnancy in LOSSES).difference(
            *told, *born, *twins, *(kin for kin, _ in further)
        ),
        without_parents=_numbers(people, lambda person: person.has_unknown_parents),
    )
    children_of = tuple(tuple(graph.together(kids)) for kids in graph.children)
    return replace(graph, children=children_of), further


def _stand_in(person: PersonId, line: LineUp) -> str:
    return f"{'+'.join(line.parents)}=>{person}"


def _identical(family: Family, number: Mapping[PersonId, int]) -> set[frozenset[int]]:
    return {
        frozenset(number[m] for m in twins.members if m in number)
        for twins in family.twins
        if twins.zygosity is Zygosity.MONOZYGOTIC
    }


def _numbers(people: Sequence[Person], is_meant: Callable[[Person], bool]) -> frozenset[int]:
    return frozenset(i for i, person in enumerate(people) if is_meant(person))
