"""How likely a relative has the family's change: both sides, in-laws, results, twins, the X."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.genetics.peeling import ImpossibleFamily
from counselling.genetics.problem import Problem, Relative, solve
from counselling.letters.inheriting import chance
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import GeneTest, Person
from counselling.pedigree.terms import Sex, TestResult, Zygosity
from tests.families.builders import family, man, woman
from tests.families.strategies import families

POSITIVE, NEGATIVE = TestResult.POSITIVE, TestResult.NEGATIVE


def kin(*carriers: str, free: tuple[str, ...] = (), gene: str = "BRCA1") -> Family:
    """Anna's relatives on both sides, and who married in; some of them tested."""
    people = (
        *(woman(name) for name in ("mothers_mother", "fathers_mother")),
        *(man(name) for name in ("mothers_father", "fathers_father")),
        woman("mother", mother="mothers_mother", father="mothers_father"),
        woman("mothers_sister", mother="mothers_mother", father="mothers_father"),
        man("mothers_brother", mother="mothers_mother", father="mothers_father"),
        man("father", mother="fathers_mother", father="fathers_father"),
        woman("fathers_sister", mother="fathers_mother", father="fathers_father"),
        man("sisters_husband"),
        woman("cousin", mother="mothers_sister", father="sisters_husband"),
        woman("anna", mother="mother", father="father"),
        man("brother", mother="mother", father="father"),
        man("husband"),
        woman("daughter", mother="anna", father="husband"),
        man("uncles_son", mother="stranger", father="mothers_brother"),
        woman("stranger"),
    )
    results = {**dict.fromkeys(carriers, POSITIVE), **dict.fromkeys(free, NEGATIVE)}
    return family(
        *(
            replace(one, tests=(GeneTest(gene, results[one.id]),)) if one.id in results else one
            for one in people
        )
    )


def asked(whole: Family, reader: str) -> float | None:
    return chance(whole, reader, _change(whole))


def _change(whole: Family) -> GeneTest:
    found = (test for person in whole.persons for test in person.tests)
    return next(test for test in found if test.result is POSITIVE)


MOTHERS = {
    "anna": 1 / 2, "brother": 1 / 2, "daughter": 1 / 4, "mothers_sister": 1 / 2,
    "mothers_mother": 1 / 2, "mothers_father": 1 / 2, "cousin": 1 / 4, "uncles_son": 1 / 4,
    "father": 0, "fathers_sister": 0, "fathers_mother": 0, "husband": 0, "sisters_husband": 0,
}  # fmt: skip
FATHERS = {
    "anna": 1 / 2, "fathers_sister": 1 / 2, "fathers_father": 1 / 2, "daughter": 1 / 4,
    "mother": 0, "mothers_sister": 0, "cousin": 0, "husband": 0,
}  # fmt: skip
ANNAS = {
    "mother": 1 / 2, "father": 1 / 2, "brother": 1 / 2, "daughter": 1 / 2,
    "mothers_sister": 1 / 4, "fathers_sister": 1 / 4, "mothers_mother": 1 / 4,
    "fathers_father": 1 / 4, "cousin": 1 / 8, "uncles_son": 1 / 8, "husband": 0,
    "sisters_husband": 0, "stranger": 0,
}  # fmt: skip
COUSINS = {
    "mothers_sister": 1 / 2, "sisters_husband": 1 / 2, "mother": 1 / 4, "anna": 1 / 8,
    "daughter": 1 / 16, "father": 0, "husband": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("carrier", "expected"),
    [("mother", MOTHERS), ("father", FATHERS), ("anna", ANNAS), ("cousin", COUSINS)],
    ids=["mother", "father", "anna", "cousin"],
)
def test_kin_of_both_sides_have_mendels_number_and_who_shares_no_blood_has_none(
    carrier: str, expected: dict[str, float]
) -> None:
    whole = kin(carrier)
    told = {reader: asked(whole, reader) for reader in expected}
    assert told == pytest.approx(expected, abs=1e-5)
    assert {reader for reader, found in told.items() if found == 0.0} == {
        reader for reader, wanted in expected.items() if not wanted
    }


@pytest.mark.parametrize(
    ("carriers", "free", "reader", "expected"),
    [
        (("anna",), ("mother",), "father", 1),  # it came from one of them
        (("anna",), ("mother",), "fathers_sister", 1 / 2),
        (("anna",), ("mother",), "mothers_sister", 0),
        (("anna",), ("mother",), "brother", 1 / 2),
        (("anna",), ("father",), "mothers_mother", 1 / 2),
        (("anna", "mother"), (), "fathers_sister", 0),
        (("mothers_sister",), ("mother",), "anna", 0),  # the line is cut
        (("mothers_sister",), ("mother",), "cousin", 1 / 2),
        (("cousin", "brother"), (), "mother", 1),  # an obligate carrier
        (("cousin", "brother"), (), "mothers_sister", 1),
        (("cousin", "brother"), (), "anna", 1 / 2),
        (("mothers_mother",), ("anna",), "brother", 1 / 6),  # mother: a half, halved by Anna's
        (("mothers_mother",), ("anna",), "mother", 1 / 3),
        (("mother",), ("mothers_mother",), "mothers_father", 1),
        (("mother",), ("anna",), "daughter", 0),
    ],
)
def test_results_of_the_family_count(
    carriers: tuple[str, ...], free: tuple[str, ...], reader: str, expected: float
) -> None:
    assert asked(kin(*carriers, free=free), reader) == pytest.approx(expected, abs=1e-5)


def test_what_began_with_one_person_goes_to_her_children_and_to_siblings_without_a_number() -> None:
    new = kin("anna", free=("mother", "father"))
    assert asked(new, "daughter") == pytest.approx(1 / 2)
    assert asked(new, "brother") is None
    assert asked(new, "mothers_sister") == 0.0


@pytest.mark.parametrize(
    ("zygosity", "twin", "child"),
    [(Zygosity.MONOZYGOTIC, 1, 1 / 2), (Zygosity.DIZYGOTIC, 1 / 2, 1 / 4)],
)
def test_an_identical_twin_has_what_her_twin_has(
    zygosity: Zygosity, twin: float, child: float
) -> None:
    whole = kin("mothers_sister")
    sisters = replace(whole, twins=(TwinSet(("mother", "mothers_sister"), zygosity),))
    assert asked(sisters, "mother") == pytest.approx(twin, abs=1e-5)
    assert asked(sisters, "anna") == pytest.approx(child, abs=1e-5)


@pytest.mark.parametrize(
    ("carrier", "reader", "expected"),
    [
        ("mothers_brother", "mothers_mother", 1),  # a man's X is his mother's
        ("mothers_brother", "mother", 1 / 2),
        ("mothers_brother", "anna", 1 / 4),
        ("mothers_brother", "brother", 1 / 4),
        ("mothers_brother", "uncles_son", 0),  # and goes to no son
        ("mothers_brother", "mothers_father", 0),
        ("father", "anna", 1),
        ("father", "brother", 0),
        ("father", "fathers_father", 0),
    ],
)
def test_what_lies_on_the_x_passes_no_father_to_his_son(
    carrier: str, reader: str, expected: float
) -> None:
    assert asked(kin(carrier, gene="F9"), reader) == pytest.approx(expected, abs=1e-5)


def test_the_x_is_not_followed_through_a_person_of_unknown_sex() -> None:
    whole = kin("mothers_brother", gene="F9")
    unknown = replace(whole.person("anna"), sex=Sex.UNKNOWN)
    assert asked(whole.replace_person(unknown), "mother") is None


def test_a_gene_whose_inheritance_is_not_known_has_no_number_and_still_no_in_laws() -> None:
    whole = kin("mother", gene="MUTYH")
    assert asked(whole, "anna") is None
    assert asked(whole, "husband") == 0.0


def test_couples_that_are_told_to_be_related_are_not_called_strangers() -> None:
    whole = kin("anna")
    told = Partnership(("anna", "husband"), is_consanguineous=True)
    assert asked(replace(whole, partnerships=(told,)), "husband") is None


def test_a_circle_has_no_number() -> None:
    whole = kin("mother")
    circle = replace(whole.person("mothers_mother"), parents=whole.person("anna").parents)
    assert asked(whole.replace_person(circle), "anna") is None


def test_another_change_of_the_same_gene_is_not_this_one() -> None:
    whole = kin("mother")
    told = {
        "mother": "NM_007294.4:c.5266dup p.(Gln1756fs)",
        "fathers_sister": "c.68_69del",
        "cousin": "c.5266dup",
    }
    for who, variant in told.items():
        tests = (GeneTest("BRCA1", POSITIVE, variant=variant),)
        whole = whole.replace_person(replace(whole.person(who), tests=tests))
    mothers, fathers = (whole.person(who).tests[0] for who in ("mother", "fathers_sister"))
    assert chance(whole, "mothers_sister", mothers) == pytest.approx(1, abs=1e-5)  # cousin's too
    assert chance(whole, "father", mothers) == 0.0
    assert chance(whole, "father", fathers) == pytest.approx(1 / 2, abs=1e-5)


@given(families(has_facts=True), st.data())
def test_the_number_is_the_engines(whole: Family, data: st.DataObject) -> None:
    reader = data.draw(st.sampled_from([p.id for p in whole.persons]))
    found = chance(whole, reader, GeneTest("BRCA1", POSITIVE))
    rows = {POSITIVE: (0.0, 1.0, 1.0), NEGATIVE: (1.0, 0.0, 0.0)}

    def told(person: Person) -> Relative:
        row = next((rows[t.result] for t in person.tests if t.gene == "BRCA1"), ())
        return Relative(person.id, person.mother, person.father, person.sex, row)

    try:
        answer = solve(Problem(tuple(map(told, whole.persons)), (1e-7,)))
    except ImpossibleFamily:
        return  # what began with somebody, or a contradiction
    expected = 1 - answer.posteriors[reader][0]
    if found is not None:
        assert found == pytest.approx(expected, abs=1e-9 if found else 1e-4)
