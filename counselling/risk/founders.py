"""Founders of populations with founder variants: each by her own ancestry, nobody by another's."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from counselling.genetics.arrays import Floats
from counselling.genetics.genotype import Genotypes
from counselling.genetics.graph import Graph
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import ASHKENAZI
from counselling.risk import store
from counselling.risk.model import Caveat

ICELANDIC: Final = "icelandic"
_BOTH: Final = 2  # parents

# Ancestry is kept in the words in which it was told; these mean a population of the table.
_WORDS: Final[Mapping[str, str]] = {
    "ashkenazi": ASHKENAZI,
    "ashkenazi jewish": ASHKENAZI,
    "icelandic": ICELANDIC,
    "isländisch": ICELANDIC,
}
# Wider words that may stand beside, and are no second ancestry.
_BESIDE: Final[Mapping[str, frozenset[str]]] = {
    ASHKENAZI: frozenset({"jewish", "jüdisch"}),
    ICELANDIC: frozenset({"european"}),
}
_SENTENCES: Final[Mapping[str, str]] = {
    ASHKENAZI: N_("caveat.founders_ashkenazi"),
    ICELANDIC: N_("caveat.founders_icelandic"),
}


@dataclass(frozen=True, slots=True)
class Founders:
    """What turns the general population's prior into the founders' own.

    persons: population -> everybody whose own ancestry was used. rows: population -> places in
    the family's order, one for each pair of identical twins. factors: population -> shape
    (draws, states). unused: people told to be of such ancestry who do not have it from founders.
    """

    persons: Mapping[str, tuple[PersonId, ...]]
    rows: Mapping[str, Sequence[int]]
    factors: Mapping[str, Floats]
    unused: tuple[PersonId, ...]

    def weigh(self, evidence: Floats, number: int) -> Floats:
        """Evidence with the factors of one draw, shape as given: (persons, ..., states).

        The engines give every founder the general prior; prior times factor is her own.
        """
        if not self.rows:
            return evidence
        weighed = evidence.copy()
        for population, rows in self.rows.items():
            weighed[list(rows)] *= self.factors[population][number]
        return weighed

    def assumptions(self) -> Iterator[Caveat]:
        """Say for how many people another frequency was used; names have no place in it."""
        for population, persons in self.persons.items():
            yield Caveat(_SENTENCES[population], fields=(("count", len(persons)),))

    def doubts(self, found: Mapping[str, tuple[PersonId, ...]]) -> Mapping[str, tuple[str, ...]]:
        """Doubts of a model that reads ancestry, from those of one that does not."""
        left = {key: who for key, who in found.items() if key != "caveat.ancestry_unused"}
        return {N_("caveat.ancestry_not_of_founder"): self.unused, **left} if self.unused else left

    def genes_of(self, population: str) -> frozenset[str]:
        """The genes whose frequency is the population's own; none for people in general."""
        rows = store.founder_frequencies(population) if population in self.rows else ()
        return frozenset(row.gene for row in rows)

    def population_of(self, family: Family, person: Person) -> str:
        """The population from which all of a person's founders come; "" for any other person."""
        for population, persons in self.persons.items():
            if _is_covered(family, person, frozenset(persons)):
                return population
        return ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the sources that were used, for the citations."""
        rows = [row for row in store.founder_frequencies() if row.population in self.rows]
        return tuple(dict.fromkeys(row.source for row in rows))


def founders(family: Family, graph: Graph, space: Genotypes, common: Floats) -> Founders:
    """Read the ancestry of everybody without parents in the family.

    common: prior of the general population, shape (draws, states). A parent who is not drawn,
    and a founder of unknown, other or several ancestries, stays with it. Identical twins are one
    founder and speak for each other. The frequency of a founder population has no published error:
    it is the same in every draw, while its factor follows the draw's general frequency.
    """
    at_node: dict[int, list[Person]] = {}
    for person, node in zip(family.persons, graph.node_of, strict=True):
        at_node.setdefault(node, []).append(person)
    place = {person: at for at, person in enumerate(graph.persons)}
    used: dict[str, list[PersonId]] = {}
    rows: dict[str, list[int]] = {}
    for node in graph.founders:
        people = at_node.get(node, [])
        population = _population([word for person in people for word in person.ancestry])
        if population is not None:
            used.setdefault(population, []).extend(person.id for person in people)
            rows.setdefault(population, []).append(place[people[0].id])
    counted = {person for persons in used.values() for person in persons}
    return Founders(
        {population: tuple(persons) for population, persons in used.items()},
        {population: tuple(places) for population, places in rows.items()},
        {population: _factors(population, space, common) for population in rows},
        tuple(p.id for p in family.persons if _is_told(p) and not _is_covered(family, p, counted)),
    )


def _is_covered(family: Family, person: Person, counted: Collection[PersonId]) -> bool:
    """Whether all that she has of her ancestry comes from founders whose own was used."""
    waiting = [person.id]
    while waiting:
        who = waiting.pop()
        parents = [one for one in family.person(who).genetic_parents if one in family.by_id]
        if who not in counted and len(parents) < _BOTH:
            return False
        waiting += [] if who in counted else parents
    return True


def _is_told(person: Person) -> bool:
    return any(word.casefold() in _WORDS for word in person.ancestry)


def _population(ancestry: Sequence[str]) -> str | None:
    """The one population that these words name; None for another, several or none."""
    words = {word.casefold() for word in ancestry}
    named = {_WORDS[word] for word in words if word in _WORDS}
    if len(named) != 1:
        return None
    (population,) = named
    others = words - _WORDS.keys() - _BESIDE[population]
    return None if others else population


def _factors(population: str, space: Genotypes, common: Floats) -> Floats:
    """Own prior over the common one, up to a scale, shape (draws, states).

    Genes are independent in founders: those without a frequency of their own cancel.
    """
    factors = np.ones_like(common)
    for row in store.founder_frequencies(population):
        if row.gene in space.genes:
            own = _hardy_weinberg(np.array([row.allele_frequency]))
            general = _hardy_weinberg(_frequencies(space, common, row.gene))
            factors *= (own / general)[:, space.copies[:, space.genes.index(row.gene)]]
    return factors


def _hardy_weinberg(q: Floats) -> Floats:
    """Shape (draws, 3): probability of none, one and two copies."""
    return np.stack([(1 - q) ** 2, 2 * q * (1 - q), q * q], axis=1)


def _frequencies(space: Genotypes, prior: Floats, gene: str) -> Floats:
    """The gene's allele frequency behind a prior, shape (draws,).

    Read where no other gene is mutated: there heterozygotes stand to non-carriers as 2q to 1 - q,
    whatever states were pared.
    """
    copies = space.copies[:, space.genes.index(gene)]
    alone = space.copies.sum(axis=1) == copies
    odds: Floats = (prior[:, alone & (copies == 1)] / prior[:, alone & (copies == 0)])[:, 0]
    return odds / (2 + odds)
