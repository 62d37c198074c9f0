"""The machine's door against exact enumeration in fractions: X-linked, de novo, twins, priors."""

import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.errors import RiskInputError
from counselling.genetics.graph import OwnAncestor
from counselling.genetics.peeling import ImpossibleFamily
from counselling.genetics.problem import Inheritance, Problem, Relative, solve
from counselling.pedigree.terms import Sex

SHARES = st.sampled_from([Fraction(n, 8) for n in (0, 1, 2, 5, 7, 8, 8)])


@st.composite
def x_problems(draw: st.DrawFn) -> tuple[Problem, Fraction, Fraction]:
    """Even places are men; parents are anybody born before, so that loops come about."""
    count = draw(st.integers(1, 6))
    q, mu = draw(st.sampled_from([Fraction(1, 50), Fraction(1, 5)])), draw(SHARES) / 1000
    people = []
    for at in range(count):
        mother = draw(st.sampled_from([None, *range(1, at, 2)]))
        father = draw(st.sampled_from([None, *range(0, at, 2)])) if mother is not None else None
        data = tuple(float(draw(SHARES)) for _ in range(3 if at % 2 else 2))
        people.append(
            Relative(
                str(at),
                None if mother is None else str(mother),
                None if father is None else str(father),
                Sex.FEMALE if at % 2 else Sex.MALE,
                data,
            )
        )
    return (
        Problem(tuple(people), (float(q),), Inheritance.X_LINKED, float(mu)),
        q,
        mu,
    )


def enumerated(
    problem: Problem, q: Fraction, mu: Fraction
) -> tuple[Fraction, Mapping[str, list[Fraction]]]:
    """Sum over every joint genotype; an unknown parent's gamete carries the allele with q, or mu
    of the rest."""
    egg = [mu, mu + (1 - mu) / 2, Fraction(1)]
    people = problem.people
    total = Fraction(0)
    sums = {p.id: [Fraction(0)] * 3 for p in people}
    spaces = [range(2 if p.sex is Sex.MALE else 3) for p in people]
    unknown_egg = (1 - q) ** 2 * egg[0] + 2 * q * (1 - q) * egg[1] + q * q * egg[2]
    unknown_sperm = (1 - q) * mu + q
    for genotypes in product(*spaces):
        state = dict(zip((p.id for p in people), genotypes, strict=True))
        weight = Fraction(1)
        for person in people:
            copies = state[person.id]
            is_man = person.sex is Sex.MALE
            if person.mother is None and person.father is None:
                women = [(1 - q) ** 2, 2 * q * (1 - q), q * q]
                weight *= [1 - q, q][copies] if is_man else women[copies]
            else:
                a = egg[state[person.mother]] if person.mother else unknown_egg
                if is_man:
                    weight *= [1 - a, a][copies]
                else:
                    known = [mu, Fraction(1)]
                    b = known[state[person.father]] if person.father else unknown_sperm
                    weight *= [(1 - a) * (1 - b), a * (1 - b) + (1 - a) * b, a * b][copies]
            weight *= Fraction(person.penetrance[copies]).limit_denominator(8)
        total += weight
        for person in people:
            sums[person.id][state[person.id]] += weight
    return total, sums


@settings(max_examples=120, derandomize=True)
@given(drawn=x_problems())
def test_x_linked_families_equal_exact_enumeration(
    drawn: tuple[Problem, Fraction, Fraction],
) -> None:
    problem, q, mu = drawn
    total, sums = enumerated(problem, q, mu)
    if not total:
        with pytest.raises(ImpossibleFamily):
            solve(problem)
        return
    answer = solve(problem)
    assert math.exp(answer.log_likelihood) == pytest.approx(float(total), rel=1e-10)
    for person in problem.people:
        wanted = [float(s / total) for s in sums[person.id]]
        found = answer.posteriors[person.id]
        assert len(found) == (2 if person.sex is Sex.MALE else 3)
        assert found == pytest.approx(wanted[: len(found)], rel=1e-10)


CHILDREN = (
    Relative("m", sex=Sex.FEMALE),
    Relative("f", sex=Sex.MALE),
    Relative("c", "m", "f", Sex.FEMALE),
    Relative("d", "e", "f", Sex.FEMALE),
)


def trio(**changes: object) -> Problem:
    people = (
        Relative("m", sex=Sex.FEMALE),
        Relative("f", sex=Sex.MALE),
        Relative("c", "m", "f", Sex.FEMALE, (0.1, 0.8, 0.9)),
    )
    return replace(Problem(people, (0.01,)), **changes)  # type: ignore[arg-type] # any field


def test_a_prior_of_her_own_takes_the_place_of_the_populations() -> None:
    sure = solve(trio(founder_priors={"m": (0.0, 1.0, 0.0)}))
    assert sure.posteriors["m"] == pytest.approx((0, 1, 0))
    same = solve(trio(founder_priors={"m": (0.99**2, 2 * 0.99 * 0.01, 0.0001)}))
    assert same.log_likelihood == pytest.approx(solve(trio()).log_likelihood, rel=1e-12)


def test_two_loci_whose_data_are_apart_are_two_problems() -> None:
    people = tuple(
        replace(p, penetrance=tuple(a * b for a in row for b in (1.0, 0.5, 0.2)))
        for p in trio().people
        for row in (p.penetrance or (1.0, 1.0, 1.0),)
    )
    both = solve(Problem(people, (0.01, 0.2)))
    second = tuple(replace(p, penetrance=(1.0, 0.5, 0.2)) for p in trio().people)
    apart = solve(trio()).log_likelihood + solve(Problem(second, (0.2,))).log_likelihood
    assert both.log_likelihood == pytest.approx(apart, rel=1e-12)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"people": ()}, "peel.nobody"),
        ({"people": (Relative("a"), Relative("a"))}, "peel.double_id"),
        ({"people": (Relative("a", mother="b"),)}, "peel.unknown_person"),
        ({"people": (Relative("a", penetrance=(1.0,)),)}, "peel.length"),
        ({"people": (Relative("a", penetrance=(1.0, -0.1, 1.0)),)}, "peel.probability"),
        ({"people": (Relative("a", penetrance=(1.0, math.nan, 1.0)),)}, "peel.probability"),
        ({"mz_twins": (("m", "nobody"),)}, "peel.unknown_person"),
        ({"people": (*CHILDREN, Relative("e")), "mz_twins": (("c", "d"),)}, "peel.twins"),
        (
            {
                "people": (*CHILDREN, Relative("e")),
                "mz_twins": (("c", "e"),),
                "founder_priors": {"e": (1.0, 0.0, 0.0)},
            },
            "peel.prior_of_child",
        ),
        (
            {
                "mz_twins": (("m", "f"),),
                "founder_priors": {"m": (1.0, 0.0, 0.0), "f": (0.0, 1.0, 0.0)},
            },
            "peel.twins",
        ),
        ({"inheritance": Inheritance.X_LINKED, "mz_twins": (("m", "f"),)}, "peel.twins"),
        ({"founder_priors": {"c": (1.0, 0.0, 0.0)}}, "peel.prior_of_child"),
        ({"founder_priors": {"x": (1.0, 0.0, 0.0)}}, "peel.unknown_person"),
        (
            {"inheritance": Inheritance.X_LINKED, "people": (Relative("a"),)},
            "peel.sex",
        ),
    ],
)
def test_what_is_no_problem_is_refused_by_name(changes: dict[str, object], message: str) -> None:
    with pytest.raises(RiskInputError) as refused:
        solve(trio(**changes))
    assert refused.value.message_id == message


def test_ones_own_ancestor_is_refused_and_the_circle_named() -> None:
    circle = (
        Relative("above"),
        Relative("a", mother="b", father="above"),
        Relative("b", mother="a"),
        Relative("below", mother="b"),
    )
    with pytest.raises(OwnAncestor) as refused:
        solve(trio(people=circle))
    assert refused.value.message_id == "genetics.cycle"
    assert refused.value.persons == ("a", "b")
    with pytest.raises(OwnAncestor) as refused:
        solve(trio(people=(Relative("a"), Relative("c", mother="a", father="a"))))
    assert refused.value.persons == ("a",)


def test_priors_of_their_own_that_exclude_the_data_are_named() -> None:
    sure = {"m": (1.0, 0.0, 0.0), "f": (1.0, 0.0, 0.0)}
    ill = (*CHILDREN[:2], Relative("c", "m", "f", penetrance=(0.0, 1.0, 1.0)))
    with pytest.raises(ImpossibleFamily) as impossible:
        solve(trio(people=ill, founder_priors=sure))
    assert impossible.value.persons == ("m", "f", "c")
    with pytest.raises(ImpossibleFamily) as impossible:
        solve(trio(founder_priors={"f": (0.0, 0.0, 0.0)}))
    assert impossible.value.persons == ("f",)


@pytest.mark.parametrize("genes", [1, 2, 4])
def test_a_prior_of_her_own_may_hold_what_the_population_has_not(genes: int) -> None:
    own = tuple(math.prod(row) for row in product((0.2, 0.5, 0.3), repeat=genes))
    people = (Relative("m"), Relative("c", "m"))
    found = solve(Problem(people, (0.0,) * genes, founder_priors={"m": own}))
    child = (0.2 + 0.25, 0.25 + 0.3, 0.0)
    wanted = [math.prod(row) for row in product(child, repeat=genes)]
    assert found.posteriors["m"] == pytest.approx(own)
    assert found.posteriors["c"] == pytest.approx(wanted)


def test_twins_of_whom_both_tell_the_same_prior_have_it_once() -> None:
    own = (0.2, 0.5, 0.3)
    pair = (Relative("a"), Relative("b"))
    found = solve(
        Problem(pair, (0.1,), mz_twins=(("a", "b"),), founder_priors={"a": own, "b": own})
    )
    assert found.posteriors["a"] == found.posteriors["b"] == pytest.approx(own)


def test_four_loci_by_gametes_are_four_problems_where_the_data_are_apart() -> None:
    """De novo, a prior of her own, and rows of nothing known go with them."""
    rows = ((1.0, 0.5, 0.2), (0.3, 0.9, 0.9), (1.0, 0.7, 0.1), (0.2, 0.6, 1.0))
    frequencies = (0.01, 0.2, 0.05, 0.1)
    own = (0.2, 0.5, 0.3)

    def of(genes: tuple[int, ...]) -> Problem:
        def joint(parts: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
            return tuple(math.prod(combination) for combination in product(*parts))

        people = (
            Relative("m", sex=Sex.FEMALE),
            Relative("f", sex=Sex.MALE, penetrance=joint(tuple(rows[g][::-1] for g in genes))),
            Relative("c", "m", "f", Sex.FEMALE, joint(tuple(rows[g] for g in genes))),
        )
        prior = {"m": joint((own,) * len(genes))}
        return Problem(
            people,
            tuple(frequencies[g] for g in genes),
            de_novo_rate=1e-3,
            founder_priors=prior,
        )

    whole = solve(of((0, 1, 2, 3)))
    apart = [solve(of((gene,))) for gene in range(4)]
    assert whole.log_likelihood == pytest.approx(sum(a.log_likelihood for a in apart), rel=1e-10)
    for person in "mfc":
        wanted = [math.prod(p) for p in product(*(a.posteriors[person] for a in apart))]
        assert whole.posteriors[person] == pytest.approx(wanted, rel=1e-9)
