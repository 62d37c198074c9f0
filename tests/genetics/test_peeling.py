"""Peeling against exact enumeration, and the properties that every exact engine has."""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Floats
from counselling.genetics.genotype import StateSpace, founder_prior, state_space
from counselling.genetics.graph import build
from counselling.genetics.peeling import ImpossibleFamily, Posterior, peel, peel_root
from counselling.genetics.plan import plan
from counselling.genetics.transmission import autosomal

# Mother -1 or father -1: not known. Even places are men, odd ones women.
COUSINS = (
    (-1, -1, 1, 1, -1, -1, 3, 5, 7, 7),
    (-1, -1, 0, 0, -1, -1, 4, 2, 6, 6),
)
TWO_BROTHERS_TWO_SISTERS = (
    (-1, -1, 1, 1, -1, -1, 5, 5, 7, 3, 9),
    (-1, -1, 0, 0, -1, -1, 4, 4, 2, 6, 8),
)


@st.composite
def problems(draw: st.DrawFn, *, people: int, genes: int) -> dict[str, Any]:
    """Parents are drawn from everybody born before: cousins, siblings, aunts marry freely."""
    count = draw(st.integers(1, people))
    mothers, fathers = [-1] * count, [-1] * count
    for child in range(1, count):
        mothers[child] = draw(st.sampled_from([-1, *range(1, child, 2)]))
        fathers[child] = draw(st.sampled_from([-1, *range(0, child, 2)]))
        if genes > 1 and -1 in (mothers[child], fathers[child]):
            mothers[child] = fathers[child] = -1
    alike = [
        (one, two)
        for one in range(count)
        for two in range(one + 1, count)
        if (mothers[one], fathers[one]) == (mothers[two], fathers[two])
        and one not in (*mothers[: two + 1], *fathers[: two + 1])
        and two not in (*mothers, *fathers)
    ]
    chance = st.sampled_from([Fraction(n, 8) for n in (0, 1, 1, 2, 3, 5, 7, 8, 8)])
    frequency = st.sampled_from([Fraction(1, 1000), Fraction(1, 50), Fraction(1, 5)])
    return {
        "mothers": tuple(mothers),
        "fathers": tuple(fathers),
        "twins": (draw(st.sampled_from(alike)),) if alike and draw(st.booleans()) else (),
        "frequencies": tuple(draw(frequency) for _ in range(genes)),
        "de_novo_rate": draw(st.sampled_from([Fraction(0), Fraction(0), Fraction(1, 5000)])),
        "evidence": tuple(draw(st.tuples(*[chance] * 3**genes)) for _ in range(count)),
    }


def solve(
    mothers: Sequence[int],
    fathers: Sequence[int],
    evidence: Floats,
    *,
    frequencies: Sequence[float] = (0.01,),
    twins: Sequence[Sequence[int]] = (),
    de_novo_rate: float = 0.0,
    root: int = 0,
) -> Posterior:
    """Peel, and check on the way that the root alone gets the same answer."""
    space = state_space([f"G{i}" for i in range(len(frequencies))])
    prior = founder_prior(space, dict(zip(space.genes, frequencies, strict=True)))
    graph = build(
        [f"p{i}" for i in range(len(mothers))], mothers=mothers, fathers=fathers, twins=twins
    )
    transmission = autosomal(space, de_novo_rate=de_novo_rate)
    planned = plan(graph, transmission, root=graph.node_of[root])
    answer = peel(planned, evidence, prior=prior)
    alone = peel_root(planned, evidence, prior=prior)
    np.testing.assert_allclose(alone, answer.states[root], rtol=1e-12, atol=1e-300)
    return answer


def check(problem: Any, enumerate_exactly: Callable[[Any], Any]) -> None:
    wanted = enumerate_exactly(problem)
    evidence = np.array([[float(x) for x in row] for row in problem.evidence])

    def answer() -> Posterior:
        return solve(
            problem.mothers,
            problem.fathers,
            evidence,
            frequencies=[float(q) for q in problem.frequencies],
            twins=problem.twins,
            de_novo_rate=float(problem.de_novo_rate),
            root=len(problem.mothers) - 1,
        )

    if not wanted.likelihood:
        with pytest.raises(ImpossibleFamily):
            answer()
        return
    found = answer()
    assert math.exp(found.log_likelihood) == pytest.approx(float(wanted.likelihood), rel=1e-10)
    exact = np.array([[float(x) for x in row] for row in wanted.posterior])
    np.testing.assert_allclose(found.states, exact, rtol=1e-10, atol=0)


@settings(max_examples=150, derandomize=True)
@given(problem=problems(people=6, genes=1))
def test_one_gene_equals_exact_enumeration(
    problem: dict[str, Any], enumerate_exactly: Callable[[Any], Any], problem_type: Any
) -> None:
    check(problem_type(**problem), enumerate_exactly)


@settings(max_examples=25, derandomize=True)
@given(problem=problems(people=5, genes=2))
def test_two_genes_equal_exact_enumeration(
    problem: dict[str, Any], enumerate_exactly: Callable[[Any], Any], problem_type: Any
) -> None:
    check(problem_type(**problem), enumerate_exactly)


def data_of_one_gene(people: int, *, seed: int = 1) -> Floats:
    return np.random.default_rng(seed).uniform(0.05, 1.0, (people, 3))


def spread(space: StateSpace, per_gene: Sequence[Floats]) -> Floats:
    """Data that speak of each gene by itself, as data over all genes."""
    joint = np.ones((len(per_gene[0]), space.size))
    for gene, data in enumerate(per_gene):
        joint *= data[:, space.copies[:, gene]]
    return joint


@pytest.mark.parametrize("family", [COUSINS, TWO_BROTHERS_TWO_SISTERS])
def test_three_genes_with_separate_data_are_three_separate_genes(
    family: tuple[tuple[int, ...], tuple[int, ...]],
) -> None:
    space = state_space(["A", "B", "C"])
    frequencies = (0.001, 0.01, 0.2)
    data = [data_of_one_gene(len(family[0]), seed=seed) for seed in range(3)]
    joint = solve(*family, spread(space, data), frequencies=frequencies)
    apart = [solve(*family, d, frequencies=[q]) for d, q in zip(data, frequencies, strict=True)]
    assert joint.log_likelihood == pytest.approx(sum(a.log_likelihood for a in apart), rel=1e-12)
    np.testing.assert_allclose(joint.states, spread(space, [a.states for a in apart]), rtol=1e-10)


def test_daughter_of_a_known_carrier_has_one_half_and_grandchild_a_quarter() -> None:
    q = Fraction(1, 1000)
    tested = np.ones((4, 3))
    tested[1] = (0, 1, 0)  # the mother carries one copy
    found = solve((-1, -1, 1, 2), (-1, -1, 0, -1), tested, frequencies=[float(q)])
    daughter = 1 - Fraction(1, 2) * (1 - q)
    assert found.states[2, 0] == pytest.approx(float(1 - daughter), rel=1e-12)
    passed_on = (Fraction(1, 2) + q) / 2  # her allele from the mother, or that from the father
    assert found.states[3, 0] == pytest.approx(float((1 - passed_on) * (1 - q)), rel=1e-12)


def test_relative_of_whom_nothing_is_known_changes_nothing() -> None:
    data = data_of_one_gene(10)
    before = solve(*COUSINS, data)
    mothers, fathers = (*COUSINS[0], 9, 9, -1), (*COUSINS[1], 8, -1, 10)
    after = solve(mothers, fathers, np.concatenate([data, np.ones((3, 3))]))
    np.testing.assert_allclose(after.states[:10], before.states, rtol=1e-12)
    assert after.log_likelihood == pytest.approx(before.log_likelihood, rel=1e-12)


def test_order_of_the_people_changes_nothing() -> None:
    data = data_of_one_gene(11)
    mothers, fathers = TWO_BROTHERS_TWO_SISTERS
    before = solve(mothers, fathers, data)
    shuffled = np.random.default_rng(3).permutation(11)
    place = {int(old): new for new, old in enumerate(shuffled)} | {-1: -1}
    after = solve(
        [place[mothers[old]] for old in shuffled],
        [place[fathers[old]] for old in shuffled],
        data[shuffled],
    )
    np.testing.assert_allclose(after.states, before.states[shuffled], rtol=1e-12)


def test_monozygotic_twins_are_one_person_with_both_data() -> None:
    data = data_of_one_gene(10)
    twins = solve((*COUSINS[0], 7), (*COUSINS[1], 6), np.vstack([data, data[:1]]), twins=[(9, 10)])
    data[9] *= data[0]
    one = solve(*COUSINS, data)
    np.testing.assert_allclose(twins.states[9], twins.states[10], rtol=0)
    np.testing.assert_allclose(twins.states[:10], one.states, rtol=1e-12)


def test_likelihood_far_below_the_smallest_float_keeps_its_digits() -> None:
    """A line of descent whose data contradict each other all the way: forward sums as oracle."""
    generations, q = 400, 0.01
    mothers = [-1] + [p if p % 2 else -1 for p in range(generations - 1)]
    fathers = [-1] + [p if not p % 2 else -1 for p in range(generations - 1)]
    data = np.full((generations, 3), 1e-9)
    data[np.arange(generations), np.arange(generations) % 3] = 1.0
    found = solve(mothers, fathers, data, frequencies=[q])

    passed_on = np.array([0, 0.5, 1])[:, None]
    pair = np.hstack([1 - passed_on, passed_on]) @ np.array([[1 - q, q, 0], [0, 1 - q, q]])
    forward = np.array([(1 - q) ** 2, 2 * q * (1 - q), q * q]) * data[0]
    log_likelihood = 0.0
    for row in data[1:]:
        log_likelihood += math.log(forward.sum())
        forward = (forward / forward.sum()) @ pair * row
    log_likelihood += math.log(forward.sum())
    assert log_likelihood < math.log(5e-324)
    assert found.log_likelihood == pytest.approx(log_likelihood, rel=1e-12)
    np.testing.assert_allclose(found.states[-1], forward / forward.sum(), rtol=1e-10)


def test_contradiction_names_the_people_in_it_and_nobody_else() -> None:
    data = np.ones((10, 3))
    data[2] = data[7] = (1, 0, 0)
    data[7] = data[6] = (1, 0, 0)  # both parents carry nothing
    data[8] = (0, 1, 1)  # and their son does
    data[3] = (0.2, 0.9, 0.9)
    with pytest.raises(ImpossibleFamily) as caught:
        solve(*COUSINS, data)
    assert set(caught.value.persons) == {"p6", "p7", "p8"}
    assert "p6" not in str(caught.value)
    assert caught.value.fields == {"count": 3}


def test_capped_space_at_its_maximum_equals_the_full_space() -> None:
    full, capped = state_space(["A", "B"]), state_space(["A", "B"], max_mutated_genes=2)
    np.testing.assert_array_equal(full.copies, capped.copies)
    one, other = autosomal(full), autosomal(capped)
    np.testing.assert_array_equal(one.trio, other.trio)
    assert state_space(["A", "B"], max_mutated_genes=1).size == 5


def test_too_tangled_a_family_is_refused_with_its_width_before_memory_is_spent() -> None:
    rng = np.random.default_rng(5)
    mothers, fathers = [-1] * 20, [-1] * 20
    for child in range(20, 140):
        generation = (child // 20 - 1) * 20
        mothers.append(generation + 2 * int(rng.integers(10)) + 1)
        fathers.append(generation + 2 * int(rng.integers(10)))
    graph = build([str(i) for i in range(140)], mothers=mothers, fathers=fathers)
    with pytest.raises(RiskInputError) as caught:
        plan(graph, autosomal(state_space(["A", "B", "C"])))
    assert caught.value.message_id == "risk.too_tangled"
    assert int(caught.value.fields["width"]) > 6


def test_room_is_shared_by_all_cliques() -> None:
    graph = build([str(i) for i in range(10)], mothers=COUSINS[0], fathers=COUSINS[1])
    transmission = autosomal(state_space(["A"]))
    entries = len(plan(graph, transmission).chances)
    with pytest.raises(RiskInputError):
        plan(graph, transmission, max_entries=entries - 1)


def test_answers_agree_with_pednet() -> None:
    pednet = pytest.importorskip("pednet", reason="a development check against another program")
    network = pytest.importorskip("pednet.engine").Network
    for mothers, fathers in (COUSINS, TWO_BROTHERS_TWO_SISTERS):
        rows = [
            [f"p{i}", f"p{f}" if f >= 0 else "0", f"p{m}" if m >= 0 else "0", "12"[i % 2], "0"]
            for i, (m, f) in enumerate(zip(mothers, fathers, strict=True))
        ]
        family = pednet.pedigree_from_rows(rows)
        net = network(next(iter(family.values())) if isinstance(family, dict) else family, False)
        data, q = data_of_one_gene(len(mothers)), 0.01
        prior = np.array([(1 - q) ** 2, 2 * q * (1 - q), q * q])
        unary: list[Any] = [None] * len(mothers)
        for place, person in enumerate(net.ids):
            row = int(str(person)[1:])
            unary[place] = data[row] * (prior if mothers[row] < 0 else 1)
        wanted = float(net.log_likelihood(unary)[0])
        assert solve(mothers, fathers, data, frequencies=[q]).log_likelihood == pytest.approx(
            wanted, rel=1e-9
        )
