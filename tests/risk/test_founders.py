"""Founders by their own ancestry: against sums in fractions by hand, and what must not change."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from counselling.genetics.genotype import founder_prior
from counselling.genetics.graph import graph_of
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import Person
from counselling.pedigree.terms import ASHKENAZI, Zygosity
from counselling.risk import store
from counselling.risk.explaining import explain
from counselling.risk.founders import founders
from counselling.risk.influences import FactKind
from counselling.risk.model import Assessment, Question, RiskModel
from counselling.risk.models.breast_panel import BreastPanel
from counselling.risk.models.hereditary_breast_ovarian import GENES, ORGANS, HereditaryBreastOvarian
from counselling.risk.penetrance import penetrance

JEWISH = Fraction(8, 1000)  # BRCA1, allele frequency as in the table's source
MISSED = Fraction(2, 100)  # of BRCA1 variants by a search
THREE = pytest.param(HereditaryBreastOvarian(), 1e-9, id="three")
EIGHT = pytest.param(BreastPanel(), 2e-5, id="eight")  # pared: two mutated genes a person


def ask(model: RiskModel, *persons: Person, **rest: object) -> Assessment:
    family = Family("family", persons=persons, **rest)  # type: ignore[arg-type]
    return model.assess(Question(family, persons[-1].id, "UK"))


def general(gene: str) -> float:
    return next(f.carriers for f in store.carrier_frequencies() if f.gene == gene)


def genotypes(q: Fraction) -> tuple[Fraction, ...]:
    return ((1 - q) ** 2, 2 * q * (1 - q), q * q)


def mother_and_tested_daughter(q: Fraction, other: Fraction) -> Iterator[tuple[int, int, Fraction]]:
    """Copies of mother and daughter with their weight; the father is summed over, alleles first."""
    passed = (Fraction(0), Fraction(1, 2), Fraction(1))
    for mother, father, egg, sperm in product(range(3), range(3), range(2), range(2)):
        chance = genotypes(q)[mother] * genotypes(other)[father]
        chance *= passed[mother] if egg else 1 - passed[mother]
        chance *= passed[father] if sperm else 1 - passed[father]
        yield mother, egg + sperm, chance * (MISSED if egg + sperm else 1)


@pytest.mark.parametrize(("model", "error"), [THREE, EIGHT])
def test_one_founder_carries_as_her_population_does(make_person, model, error) -> None:
    found = ask(model, make_person("a", ancestry=(ASHKENAZI,))).carriers
    assert found["BRCA1"]["a"] == pytest.approx(float(1 - (1 - JEWISH) ** 2), abs=error)
    assert found["BRCA2"]["a"] == pytest.approx(1 - 0.994**2, abs=error)
    assert found["PALB2"]["a"] == pytest.approx(general("PALB2"), abs=error)
    iceland = ask(model, make_person("a", ancestry=("Icelandic",))).carriers
    assert iceland["BRCA1"]["a"] == pytest.approx(general("BRCA1"), abs=error)
    assert iceland["BRCA2"]["a"] == pytest.approx(1 - 0.997**2, abs=error)


@pytest.mark.parametrize(("model", "error"), [THREE, EIGHT])
def test_mother_and_daughter_are_the_sum_in_fractions(make_person, model, error) -> None:
    """The father is not drawn and stays with the general population."""
    other = Fraction(1 - (1 - general("BRCA1")) ** 0.5)
    weights = list(mother_and_tested_daughter(JEWISH, other))
    total = sum(weight for _, _, weight in weights)
    mother = sum(weight for copies, _, weight in weights if copies) / total
    daughter = sum(weight for _, copies, weight in weights if copies) / total
    found = ask(
        model,
        make_person("mother", ancestry=(ASHKENAZI,)),
        make_person("daughter", mother="mother", tests="BRCA1-"),
    ).carriers["BRCA1"]
    assert found["mother"] == pytest.approx(float(mother), abs=error)
    assert found["daughter"] == pytest.approx(float(daughter), abs=error)


@pytest.mark.parametrize(("model", "error"), [THREE, EIGHT])
def test_husbands_ancestry_changes_the_child_and_nobody_on_her_side(
    make_person, model, error
) -> None:
    def asked(**husband: object) -> Assessment:
        return ask(
            model,
            make_person("grandmother", age=70, cancers={"breast": 40}),
            make_person("husband", "M", **husband),
            make_person("child", mother="wife", father="husband"),
            make_person("wife", age=45, mother="grandmother"),
        )

    plain, jewish = asked(), asked(ancestry=(ASHKENAZI,))
    for who in ("wife", "grandmother"):
        assert jewish.carriers["BRCA1"][who] == pytest.approx(
            plain.carriers["BRCA1"][who], rel=1e-9 if error < 1e-6 else 2e-3
        )
    gained = jewish.carriers["BRCA1"]["child"] - plain.carriers["BRCA1"]["child"]
    wanted = jewish.carriers["BRCA1"]["husband"] - plain.carriers["BRCA1"]["husband"]
    assert gained == pytest.approx(wanted / 2, rel=0.02)


@pytest.mark.parametrize(("model", "error"), [THREE, EIGHT])
@pytest.mark.parametrize("told", [("Polish",), ("Jewish",), (ASHKENAZI, "Irish"), ("Sephardi",)])
def test_other_and_mixed_ancestry_is_the_general_population(
    make_person, model, error, told
) -> None:
    plain, marked = (ask(model, make_person("a", age=50, ancestry=one)) for one in ((), told))
    assert marked.carriers == plain.carriers
    assert marked.consultand == plain.consultand
    assert marked.citations == plain.citations


def test_word_beside_it_is_no_second_ancestry(make_person) -> None:
    one, both = (
        ask(HereditaryBreastOvarian(), make_person("a", ancestry=told))
        for told in ((ASHKENAZI,), ("Ashkenazi", "Jewish"))
    )
    assert one.carriers == both.carriers


@pytest.mark.parametrize(("model", "error"), [THREE, EIGHT])
def test_a_childs_ancestry_says_nothing_and_that_is_said(make_person, model, error) -> None:
    mother = make_person("mother")
    plain, told = (
        ask(model, mother, make_person("c", mother="mother", ancestry=one))
        for one in ((), (ASHKENAZI,))
    )
    assert told.carriers == plain.carriers
    assert [
        c.persons for c in told.caveats if c.message_id == "caveat.ancestry_not_of_founder"
    ] == [("c",)]


@pytest.mark.parametrize(("model", "error"), [THREE, EIGHT])
def test_assumption_counts_people_and_names_nobody(make_person, model, error) -> None:
    found = ask(
        model,
        make_person("m", ancestry=(ASHKENAZI,)),
        make_person("f", "M", ancestry=(ASHKENAZI,)),
        make_person("c", mother="m", father="f", ancestry=(ASHKENAZI,)),
    )
    (said,) = (c for c in found.caveats if c.message_id.startswith("caveat.founders_"))
    assert (said.message_id, said.persons) == ("caveat.founders_ashkenazi", ())
    assert dict(said.fields) == {"count": 2}
    assert not any(c.message_id == "caveat.ancestry_not_of_founder" for c in found.caveats)
    assert any("bws" in citation.text for citation in found.citations)
    assert found.consultand["BRCA1"].value == pytest.approx(2 * 0.008 - 0.008**2, abs=2e-5)


def test_identical_twins_are_one_founder(make_person) -> None:
    def asked(first: tuple[str, ...], second: tuple[str, ...]) -> Assessment:
        twins = (TwinSet(("a", "b"), Zygosity.MONOZYGOTIC),)
        people = (make_person("a", ancestry=first), make_person("b", ancestry=second))
        return ask(HereditaryBreastOvarian(), *people, twins=twins)

    both = asked((ASHKENAZI,), (ASHKENAZI,)).carriers["BRCA1"]
    assert both["a"] == both["b"] == pytest.approx(float(1 - (1 - JEWISH) ** 2), abs=1e-9)
    assert asked((ASHKENAZI,), ()).carriers["BRCA1"] == both


def test_every_draw_has_the_founders_own_prior(make_person) -> None:
    hazards = penetrance(GENES, "UK", organs=ORGANS)
    family = Family("family", persons=(make_person("a", ancestry=(ASHKENAZI,)),))
    found = founders(family, graph_of(family), hazards.space, hazards.prior)
    for number in (0, 7, 300):
        (own,) = found.weigh(hazards.prior[number][None], number)
        first = own / own.sum()
        plain = hazards.prior[number] @ hazards.space.carriers("PALB2")
        q = {"BRCA1": 0.008, "BRCA2": 0.006, "PALB2": 1 - (1 - plain) ** 0.5}
        np.testing.assert_allclose(first, founder_prior(hazards.space, q), rtol=1e-9)


def test_no_ancestry_leaves_the_very_same_evidence(make_person) -> None:
    hazards = penetrance(GENES, "UK", organs=ORGANS)
    family = Family("family", persons=(make_person("a"),))
    found = founders(family, graph_of(family), hazards.space, hazards.prior)
    evidence = np.ones((1, 27))
    assert found.weigh(evidence, 0) is evidence
    assert not list(found.assumptions())


def test_ancestry_is_explained_with_and_without(make_person) -> None:
    mother = make_person("mother", age=60, cancers={"breast": 45}, ancestry=(ASHKENAZI,))
    daughter = make_person("c", age=35, mother="mother")
    told = explain(Question(Family("f", persons=(mother, daughter)), "c", "UK"))
    plain = ask(HereditaryBreastOvarian(), replace(mother, ancestry=()), daughter)
    (one,) = (i for i in told.influences if i.kind is FactKind.ANCESTRY)
    assert one.person == "mother"
    assert one.without == pytest.approx(plain.any_gene.value, rel=1e-9)
    assert one.change > 0
    now = ask(HereditaryBreastOvarian(), mother, daughter).any_gene.value
    assert told.probability == pytest.approx(now, rel=1e-9)
    (all_of_her,) = (i for i in told.influences if i.kind is FactKind.EVERYTHING)
    nothing = ask(HereditaryBreastOvarian(), make_person("mother"), daughter).any_gene.value
    assert all_of_her.without == pytest.approx(nothing, rel=1e-9)


@pytest.mark.parametrize(("model", "error"), [THREE, EIGHT])
def test_grade_without_receptor_moves_nothing_and_that_is_said(make_person, model, error) -> None:
    plain = make_person("a", age=60, cancers={"breast": 45})
    marked = replace(plain, diagnoses=(replace(plain.diagnoses[0], pathology="grade 3"),))
    with_it, without = ask(model, marked), ask(model, plain)
    assert with_it.carriers == without.carriers
    assert ("a",) in [
        c.persons for c in with_it.caveats if c.message_id == "caveat.pathology_not_counted"
    ]
