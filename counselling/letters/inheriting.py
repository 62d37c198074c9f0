"""How likely a relative has the gene change of her family, from its tree and its test results.

The number is the engine's: everybody's results count, whose they are is told nobody. A change that
came down from one ancestor is taken as in nobody else; a negative result in its gene is taken as
the proof that somebody has not got it, and so cuts the line.
"""

import functools
from collections.abc import Iterator
from typing import Final

import numpy as np

from counselling.errors import PedigreeError, RiskInputError
from counselling.genetics.arrays import Floats
from counselling.genetics.genotype import founder_prior, state_space
from counselling.genetics.graph import Graph, graph_of
from counselling.genetics.peeling import ImpossibleFamily, peel
from counselling.genetics.plan import plan
from counselling.genetics.transmission import autosomal, x_linked
from counselling.pedigree.consanguinity import consanguinity
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import generations_first
from counselling.pedigree.person import GeneTest, Person, PersonId
from counselling.pedigree.terms import Sex, TestResult
from counselling.risk.store import carrier_frequencies

_ELSEWHERE: Final = 1e-7  # allele frequency: in practice nobody else brings this change in
_NEW: Final = 1e-12  # a gamete: only where nothing else explains the results
_NEVER: Final = 1e-4  # below this it did not come down to her
_X_LINKED: Final = frozenset({"F8", "F9"})  # haemophilia A and B; OMIM 300841, 300746
_HAS: Final = (0.0, 1.0, 1.0)  # P(result | copies)
_HAS_NOT: Final = (1.0, 0.0, 0.0)
_GENE: Final = "the family's"


def chance(family: Family, reader: PersonId, change: GeneTest) -> float | None:
    """Return the probability (0..1) that the reader has a change which was found in her family.

    change: the positive test that tells gene and variant. 0.0 exactly where it cannot have come
    down to her; None where it is not known: of genes whose inheritance the program does not know,
    of a family that cannot be computed, of the siblings of who has it newly.
    """
    if generations_first(family) is None:
        return None
    kin = [consanguinity(family, reader, one.id) for one in carriers(family, change)]
    related = [one for one in kin if one is not None]
    if not related:
        return 0.0
    is_drawn = any(one.kinship > 0 for one in related)
    if not is_drawn or change.gene.upper() not in _autosomal() | _X_LINKED:
        return None
    try:
        return _computed(family, reader, change)
    except (PedigreeError, RiskInputError):
        return None


def carriers(family: Family, change: GeneTest) -> tuple[Person, ...]:
    """Return everybody in whom this change was found."""
    return tuple(p for p in family.persons if any(_is_found(test, change) for test in p.tests))


def changes(family: Family) -> Iterator[tuple[Person, GeneTest]]:
    """Yield every positive test with its person."""
    for person in family.persons:
        for test in person.tests:
            if test.result is TestResult.POSITIVE:
                yield person, test


def has_own_result(person: Person, change: GeneTest) -> bool:
    """Whether somebody was tested for a change, with an answer."""
    return _told(person, change) is not None


def _computed(family: Family, reader: PersonId, change: GeneTest) -> float | None:
    try:
        found = _posterior(family, reader, change, de_novo_rate=0.0)
    except ImpossibleFamily:
        # somebody has it newly, and no number says how often a parent's egg or sperm alone has it
        found = _posterior(family, reader, change, de_novo_rate=_NEW)
        if found < _NEVER and _is_sibling(family, reader, change):
            return None
    return found if found >= _NEVER else 0.0


def _is_sibling(family: Family, reader: PersonId, change: GeneTest) -> bool:
    mine = set(family.person(reader).genetic_parents)
    return any(mine & set(one.genetic_parents) for one in carriers(family, change))


def _posterior(family: Family, reader: PersonId, change: GeneTest, *, de_novo_rate: float) -> float:
    """P(at least one copy | all results). Raises PedigreeError, RiskInputError."""
    graph, space = graph_of(family), state_space((_GENE,))
    prior = founder_prior(space, {_GENE: _ELSEWHERE})
    evidence: Floats = np.array(
        [_told(person, change) or (1.0, 1.0, 1.0) for person in family.persons]
    )
    if change.gene.upper() in _X_LINKED:
        males = _males(family, graph)
        kinds, of_nodes = x_linked(de_novo_rate=de_novo_rate), [int(male) for male in males]
        planned = plan(graph, kinds, kind_of=of_nodes)
        of_men = np.array((1 - _ELSEWHERE, _ELSEWHERE, 0.0))
        prior = np.array([of_men if males[node] else prior for node in graph.founders])
        evidence[[p.sex is Sex.MALE for p in family.persons], 2] = 0.0
    else:
        planned = plan(graph, autosomal(space, de_novo_rate=de_novo_rate))
    states = peel(planned, evidence, prior=prior).states
    return 1.0 - float(states[graph.persons.index(reader)][0])


def _males(family: Family, graph: Graph) -> list[bool]:
    """Whose node is a man's. Raises RiskInputError("peel.sex") where X cannot be followed."""
    is_male = [False] * graph.size
    for person, node in zip(family.persons, graph.node_of, strict=True):
        if person.sex is Sex.UNKNOWN:
            raise RiskInputError("peel.sex", place="")
        is_male[node] = person.sex is Sex.MALE
    for _, father, _ in graph.trios:
        is_male[father] = True
    return is_male


def _told(person: Person, change: GeneTest) -> tuple[float, float, float] | None:
    """What a person's results say of the change; None for nothing."""
    if any(_is_found(test, change) for test in person.tests):
        return _HAS
    is_free = any(
        test.result is TestResult.NEGATIVE and test.gene.upper() == change.gene.upper()
        for test in person.tests
    )
    return _HAS_NOT if is_free else None


def _is_found(test: GeneTest, change: GeneTest) -> bool:
    """Whether a result is the finding of this very change; an unnamed variant may be it."""
    if test.result is not TestResult.POSITIVE or test.gene.upper() != change.gene.upper():
        return False
    mine, theirs = _named(test.variant), _named(change.variant)
    return not mine or not theirs or mine == theirs


def _named(variant: str) -> str:
    """The change of the DNA alone: reports write it with its transcript, or with the protein's."""
    return next((word for word in variant.replace(":", " ").split() if word[:2] == "c."), variant)


@functools.cache
def _autosomal() -> frozenset[str]:
    """Genes that the risk models know; all of them are autosomal and dominant."""
    return frozenset(one.gene for one in carrier_frequencies())
