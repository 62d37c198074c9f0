"""Many genes with a polygene: exact where the space is whole, honest where it is pared."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.errors import RiskInputError
from counselling.genetics.arrays import Floats
from counselling.genetics.genotype import founder_prior, state_space
from counselling.genetics.graph import Graph, build
from counselling.genetics.nuclear import forest_of
from counselling.genetics.panel import Panel, PanelConflict
from counselling.genetics.panel_space import PanelSpace, panel_space
from counselling.genetics.peeling import peel
from counselling.genetics.plan import plan
from counselling.genetics.polygene import polygene
from counselling.genetics.transmission import Transmission, autosomal

FREQUENCIES = {"A": 0.01, "B": 0.05}
COUSINS = ((-1, -1, 1, 1, -1, -1, 3, 5, 7, 7), (-1, -1, 0, 0, -1, -1, 4, 2, 6, 6))


@st.composite
def graphs(draw: st.DrawFn, *, people: int = 9) -> Graph:
    """Both parents or none; anybody of the other sex born before: loops come about."""
    count = draw(st.integers(1, people))
    mothers, fathers = [-1] * count, [-1] * count
    for child in range(2, count):
        if draw(st.integers(0, 3)):
            mothers[child] = draw(st.sampled_from(range(1, child, 2)))
            fathers[child] = draw(st.sampled_from(range(0, child, 2)))
    alike = [
        (one, two)
        for one in range(count)
        for two in range(one + 1, count)
        if mothers[one] >= 0
        and (mothers[one], fathers[one]) == (mothers[two], fathers[two])
        and {one, two}.isdisjoint((*mothers, *fathers))
    ]
    has_twins = bool(alike) and draw(st.booleans())
    twins = [draw(st.sampled_from(alike))] if has_twins else []
    return build([f"p{n}" for n in range(count)], mothers=mothers, fathers=fathers, twins=twins)


def data(graph: Graph, space: PanelSpace, *, seed: int = 1) -> Floats:
    shape = (len(graph.persons), space.polygene.states, space.size)
    return np.random.default_rng(seed).uniform(0.05, 1.0, shape)


def in_full_order(space: PanelSpace) -> list[int]:
    full = [tuple(row) for row in state_space(space.genes).copies.tolist()]
    return [full.index(tuple(row)) for row in space.copies.tolist()]


@settings(max_examples=60, derandomize=True)
@given(graph=graphs(), seed=st.integers(0, 99))
def test_the_whole_space_equals_the_junction_tree(graph: Graph, seed: int) -> None:
    space = panel_space(FREQUENCIES, max_person=2, max_couple=4)
    full = state_space(space.genes)
    evidence = np.random.default_rng(seed).uniform(0.05, 1.0, (len(graph.persons), 9))
    wanted = peel(plan(graph, autosomal(full)), evidence, prior=founder_prior(full, FREQUENCIES))
    order = in_full_order(space)
    panel = Panel(space, graph, evidence[:, order], keep=0)
    np.testing.assert_allclose(panel.everyone()[:, 0], wanted.states[:, order], rtol=1e-10)
    assert panel.log_likelihood() == pytest.approx(wanted.log_likelihood, rel=1e-10)


@settings(max_examples=30, derandomize=True)
@given(graph=graphs(people=5), seed=st.integers(0, 99))
def test_a_gene_with_a_polygene_equals_enumeration(graph: Graph, seed: int) -> None:
    space = panel_space({"A": 0.1}, max_person=1, max_couple=2, polygene=polygene(1))
    evidence = data(graph, space, seed=seed)
    found = Panel(space, graph, evidence, keep=0).everyone()
    np.testing.assert_allclose(found, enumerated(graph, space, evidence), rtol=1e-9)


def enumerated(graph: Graph, space: PanelSpace, evidence: Floats) -> Floats:
    """Sum over all joint states of all nodes, genes by Mendel and polygene by its table."""
    mendel = np.zeros((3, 3, 3))
    for mother, father in product(range(3), repeat=2):
        a, b = mother / 2, father / 2
        mendel[mother, father] = [(1 - a) * (1 - b), a * (1 - b) + (1 - a) * b, a * b]
    passed_on = space.polygene.passed_on
    own = np.ones((graph.size, 3, 3))
    for row, node in enumerate(graph.node_of):
        own[node] *= evidence[row]
    for node in graph.founders:
        own[node] *= space.prior
    sums = np.zeros_like(own)
    for joint in product(range(9), repeat=graph.size):
        z, s = np.divmod(np.array(joint), 3)
        weight = own[np.arange(graph.size), z, s].prod()
        for mother, father, child in graph.trios:
            weight *= mendel[s[mother], s[father], s[child]]
            weight *= passed_on[z[mother], z[father], z[child]]
        sums[np.arange(graph.size), z, s] += weight
    found: Floats = sums[list(graph.node_of)] / sums[0].sum()
    return found


@settings(max_examples=40, derandomize=True)
@given(graph=graphs(), seed=st.integers(0, 99), edits=st.lists(st.integers(0, 8), max_size=4))
def test_after_edits_the_answer_is_that_of_a_fresh_run(
    graph: Graph, seed: int, edits: list[int]
) -> None:
    space = panel_space(FREQUENCIES, max_person=1, max_couple=2, polygene=polygene(1))
    evidence = data(graph, space, seed=seed)
    panel = Panel(space, graph, evidence)
    panel.everyone()
    rng = np.random.default_rng(seed + 1)
    for row in (edit % len(evidence) for edit in edits):
        evidence[row] = rng.uniform(0.0, 1.0, evidence[row].shape) ** 3
        panel.edit(graph.persons[row], evidence[row])
        panel.posterior(graph.persons[-1])
    fresh = Panel(space, graph, evidence)
    np.testing.assert_array_equal(panel.everyone(), fresh.everyone())
    assert panel.log_likelihood() == fresh.log_likelihood()


def test_the_cap_at_its_maximum_is_the_full_space_and_a_smaller_one_errs_little() -> None:
    rates = {"A": 0.002, "B": 0.001, "C": 0.004, "D": 0.001}
    graph = build([f"p{n}" for n in range(10)], mothers=COUSINS[0], fathers=COUSINS[1])
    rng = np.random.default_rng(4)
    healthy, ill = rng.uniform(0.05, 0.9, (2, 10, 1))
    strength = np.array([1.0, 0.8, 0.3, 0.6])  # a person's highest risk counts, as in reality

    def carriers(max_person: int, max_couple: int) -> Floats:
        space = panel_space(rates, max_person=max_person, max_couple=max_couple)
        mutated = (space.copies > 0).astype(np.float64)
        share = (mutated * strength).max(axis=1)
        found = Panel(space, graph, healthy ** (1 - share) * ill**share).everyone()[:, 0]
        return found @ mutated

    whole = carriers(4, 8)
    assert np.abs(carriers(2, 3) - whole).max() < 2e-3
    assert np.abs(carriers(3, 4) - whole).max() < np.abs(carriers(2, 3) - whole).max()
    np.testing.assert_allclose(carriers(4, 9), whole, rtol=1e-12)


def test_new_mutations_reach_children_of_parents_who_carry_nothing() -> None:
    space = panel_space(FREQUENCIES, max_person=2, max_couple=4, de_novo_rate={"A": 1e-3})
    graph = build(["m", "f", "c"], mothers=[-1, -1, 0], fathers=[-1, -1, 1])
    evidence = np.ones((3, space.size))
    evidence[:2] = space.copies.sum(axis=1) == 0
    child = Panel(space, graph, evidence).posterior("c")[0]
    assert child[space.carriers("A")].sum() == pytest.approx(1 - (1 - 1e-3) ** 2, rel=1e-12)
    assert child[space.carriers("B")].sum() == 0


# Two children of the first couple lie on the loop, a third one and her child do not; the cousins
# have two children, who marry into nobody.
WITH_AN_UNCLE = (
    (-1, -1, 1, 1, 1, -1, -1, -1, 3, 7, 5, 9, 9),
    (-1, -1, 0, 0, 0, -1, -1, -1, 6, 2, 4, 8, 8),
)
# Two brothers and two sisters, and then their children: two loops, and somebody beside each.
TWO_LOOPS = (
    (-1, -1, -1, -1, 1, 1, 1, 3, 3, 3, 7, 7, 9, 11),
    (-1, -1, -1, -1, 0, 0, 0, 2, 2, 2, 4, 4, 6, 12),
)


@pytest.mark.parametrize("parents", [COUSINS, WITH_AN_UNCLE, TWO_LOOPS])
@pytest.mark.parametrize("is_turned", [False, True])
def test_relatives_beside_a_loop_get_their_exact_share(
    parents: tuple[tuple[int, ...], tuple[int, ...]], *, is_turned: bool
) -> None:
    mothers, fathers = parents[::-1] if is_turned else parents
    graph = build([f"p{n}" for n in range(len(mothers))], mothers=mothers, fathers=fathers)
    space = panel_space(FREQUENCIES, max_person=2, max_couple=4)
    full, order = state_space(space.genes), in_full_order(space)
    evidence = np.random.default_rng(3).uniform(0.05, 1.0, (len(mothers), 9))
    wanted = peel(plan(graph, autosomal(full)), evidence, prior=founder_prior(full, FREQUENCIES))
    panel = Panel(space, graph, evidence[:, order], keep=0)
    np.testing.assert_allclose(panel.everyone()[:, 0], wanted.states[:, order], rtol=1e-10)
    assert panel.log_likelihood() == pytest.approx(wanted.log_likelihood, rel=1e-10)


@pytest.mark.parametrize("parents", [COUSINS, WITH_AN_UNCLE, TWO_LOOPS])
@pytest.mark.parametrize("is_turned", [False, True])
def test_the_polygene_goes_round_a_loop_exactly(
    parents: tuple[tuple[int, ...], tuple[int, ...]], *, is_turned: bool
) -> None:
    mothers, fathers = parents[::-1] if is_turned else parents
    graph = build([f"p{n}" for n in range(len(mothers))], mothers=mothers, fathers=fathers)
    poly = polygene(2)
    space = panel_space({"A": 0.1}, max_person=1, max_couple=2, polygene=poly)
    size = poly.states * 3
    one_gene = autosomal(state_space(["A"]))
    mendel = np.zeros((3, 3, 3))
    mendel[tuple(one_gene.trio)] = one_gene.chances
    joint = np.einsum("abc,ijk->aibjck", poly.passed_on, mendel).reshape((size,) * 3)
    trio = np.nonzero(joint)
    whole = plan(graph, Transmission(size, np.array(trio, dtype=np.intp), joint[trio]))
    evidence = data(graph, space, seed=5)
    wanted = peel(whole, evidence.reshape(len(mothers), size), prior=space.prior.ravel())
    panel = Panel(space, graph, evidence, keep=0)
    found = panel.everyone().reshape(len(mothers), size)
    np.testing.assert_allclose(found, wanted.states, rtol=1e-10)
    assert panel.log_likelihood() == pytest.approx(wanted.log_likelihood, rel=1e-10)


def test_loops_are_cut_and_bridges_between_them_are_not() -> None:
    mothers = [*COUSINS[0], 9, *(m + 11 if m >= 0 else m for m in COUSINS[0])]
    fathers = [*COUSINS[1], -1, *(f + 11 if f >= 0 else f for f in COUSINS[1])]
    mothers[13], fathers[13] = 10, 11  # the child of one loop is a parent in the next
    graph = build([str(n) for n in range(21)], mothers=mothers, fathers=fathers)
    forest = forest_of(graph)
    edges = sum(len(family.members) for family in forest.families)
    nodes = len({node for family in forest.families for node in family.members})
    parts = nodes + len(forest.families) - edges
    assert parts == 1
    assert len(forest.copy_of) == 2


def test_data_that_the_space_cannot_explain_are_refused() -> None:
    space = panel_space({"A": 0.01, "B": 0.01, "C": 0.01}, max_person=2)
    evidence = np.zeros((1, space.size))
    graph = build(["p"], mothers=[-1], fathers=[-1])
    with pytest.raises(RiskInputError) as refused:
        Panel(space, graph, evidence).posterior("p")
    assert refused.value.message_id == "risk.panel_cannot_explain"


@pytest.mark.parametrize("parents", [COUSINS, WITH_AN_UNCLE, TWO_LOOPS])
def test_those_whose_data_exclude_each_other_are_named(
    parents: tuple[tuple[int, ...], tuple[int, ...]],
) -> None:
    mothers, fathers = parents
    graph = build([f"p{n}" for n in range(len(mothers))], mothers=mothers, fathers=fathers)
    space = panel_space(FREQUENCIES, max_person=1, max_couple=2, polygene=polygene(1))
    evidence = data(graph, space)
    clear, carries = ~space.carriers("A"), space.carriers("A")
    child = len(mothers) - 1
    for one in (mothers[child], fathers[child]):
        evidence[one] *= clear
    evidence[child] *= carries
    with pytest.raises(PanelConflict) as refused:
        Panel(space, graph, evidence).everyone()
    assert set(refused.value.persons) == {f"p{n}" for n in (mothers[child], fathers[child], child)}
    assert not refused.value.fields


def test_a_contradiction_that_only_the_closed_loop_shows_is_named_too() -> None:
    """A father and his own daughter: he has none or two copies, she one, her mother and child none.

    Each of his two families alone can be explained.
    """
    graph = build(["m", "f", "d", "c"], mothers=[-1, -1, 0, 2], fathers=[-1, -1, 1, 1])
    space = panel_space({"A": 0.1}, max_person=1, max_couple=2)
    copies = space.copies[:, 0]
    evidence = np.array([copies == 0, copies != 1, copies == 1, copies == 0], dtype=np.float64)
    with pytest.raises(PanelConflict) as refused:
        Panel(space, graph, evidence).everyone()
    assert refused.value.persons == ("m", "f", "d", "c")


def test_the_polygene_keeps_mean_and_variance_from_parents_to_children() -> None:
    for loci in (1, 3, 6):
        poly = polygene(loci)
        child = np.einsum("a,b,abc->c", poly.prior, poly.prior, poly.passed_on)
        np.testing.assert_allclose(child, poly.prior, rtol=1e-12)
        assert poly.prior @ poly.score == pytest.approx(0, abs=1e-12)
        assert poly.prior @ poly.score**2 == pytest.approx(1)
