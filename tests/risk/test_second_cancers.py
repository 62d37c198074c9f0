"""The years after a first breast cancer: what they tell, and the ten that are ahead."""

import math
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from counselling.pedigree.person import Age, Diagnosis, Person, Procedure
from counselling.pedigree.terms import Laterality, Sex
from counselling.risk.model import Question
from counselling.risk.models.breast_panel import BreastPanel
from counselling.risk.models.hereditary_breast_ovarian import HereditaryBreastOvarian
from counselling.risk.second_cancers import Sequel, annual, read_sequel, second_hazard
from tests.families import builders

GOLDEN = tomllib.loads(
    (Path(__file__).parents[1] / "golden" / "breast_findings.toml").read_text("utf-8")
)
LEFT, RIGHT, BOTH = Laterality.LEFT, Laterality.RIGHT, Laterality.BILATERAL


def woman(*cancers: tuple[float | None, Laterality | None], mastectomy: float | None = None):
    told = tuple(Diagnosis("breast", Age.at(age) if age else None, side) for age, side in cancers)
    done = () if mastectomy is None else (Procedure("mastectomy", Age.at(mastectomy)),)
    return Person("a", sex=Sex.FEMALE, age=Age.at(60), diagnoses=told, procedures=done)


def hazards(genes: dict[str, list[bool]]) -> np.ndarray:
    carries = {gene: np.array(groups) for gene, groups in genes.items()}
    return second_hazard(carries, draws=0)


def test_years_without_a_second_cancer_count_from_the_first() -> None:
    sequel = read_sequel(woman((40.0, LEFT)))
    hazard = hazards({"BRCA1": [False, True]})
    found = sequel.likelihood(np.array([60]), hazard)[0, 0]
    assert found.tolist() == pytest.approx([math.exp(-0.0037 * 20), math.exp(-0.0037 * 2.8 * 20)])


def test_second_cancer_of_the_other_breast_counts_by_its_year() -> None:
    sequel = read_sequel(woman((40.0, LEFT), (50.0, RIGHT)))
    hazard = hazards({"BRCA1": [False, True]})
    found = sequel.likelihood(np.array([60]), hazard)[0, 0]
    by_hand = [math.exp(-h * 10) * (1 - math.exp(-h)) for h in (0.0037, 0.0037 * 2.8)]
    assert found.tolist() == pytest.approx(by_hand)
    assert sequel.doubts == ()


@pytest.mark.parametrize(
    ("person", "is_followed", "doubts"),
    [
        (woman((40.0, None), (50.0, None)), True, ("caveat.second_taken_as_other_breast",)),
        (woman((40.0, LEFT), (40.0, RIGHT)), False, ("caveat.second_cancer_unused",)),
        (woman((40.0, BOTH)), False, ("caveat.second_cancer_unused",)),
        (woman((40.0, LEFT), (50.0, LEFT)), True, ("caveat.second_cancer_unused",)),
        (woman((40.0, LEFT), (None, RIGHT)), False, ("caveat.second_cancer_unused",)),
        (woman((None, LEFT)), False, ()),
        (woman(), False, ()),
    ],
)
def test_what_is_no_later_cancer_of_the_other_breast_is_named(person, is_followed, doubts) -> None:
    sequel = read_sequel(person)
    assert (sequel.is_followed, sequel.doubts) == (is_followed, doubts)


def test_mastectomy_ends_the_years_that_count() -> None:
    hazard, ages = hazards({"BRCA1": [False, True]}), np.array([60])
    ended = read_sequel(woman((40.0, None), mastectomy=45.0)).likelihood(ages, hazard)
    assert ended[0, 0, 0] == pytest.approx(math.exp(-0.0037 * 5))
    at_once = read_sequel(woman((40.0, None), mastectomy=40.0)).likelihood(ages, hazard)
    assert at_once.max() == at_once.min() == 1.0


def test_last_age_before_the_first_cancer_tells_nothing() -> None:
    sequel = Sequel(began=50, is_followed=True)
    assert sequel.likelihood(np.array([40]), np.full((1, 2), 0.01)).tolist() == [[[1.0, 1.0]]]


def test_variants_in_two_genes_have_the_higher_ratio_and_other_genes_none() -> None:
    genes = {
        "BARD1": [False, True, False, False],
        "ATM": [False, False, True, True],
        "BRCA2": [False, False, False, True],
    }
    assert (hazards(genes)[0] / annual()).tolist() == pytest.approx([1.0, 1.0, 1.2, 2.8])


@pytest.mark.parametrize("row", GOLDEN["other_breast"], ids=lambda row: row["gene"])
def test_carriers_have_the_published_ten_years(row) -> None:
    family = builders.family(builders.woman("a", age=50, breast_at=45))
    second = BreastPanel().assess(Question(family, "a", "UK")).second
    assert second is not None
    found = second.carriers[row["gene"]]
    assert row["low"] <= found.value <= row["high"]
    assert found.value == pytest.approx(row["published"], rel=0.1)
    assert found.interval is not None
    assert found.interval.low <= found.value <= found.interval.high


def test_women_of_all_genes_together_have_the_published_twenty_five_years() -> None:
    """The rate is of all women; a constant one gives 8.8 % for the printed 9.9."""
    printed = GOLDEN["other_breast_of_all"]
    risk = 1 - math.exp(-annual() * printed["years"])
    assert risk == pytest.approx(printed["published"], abs=0.015)


def test_second_cancer_makes_a_variant_likelier_and_years_without_one_less_so() -> None:
    def chance(person: Person) -> float:
        family = builders.family(person)
        return HereditaryBreastOvarian().assess(Question(family, "a", "UK")).any_gene.value

    once = woman((40.0, LEFT))
    twice = woman((40.0, LEFT), (50.0, RIGHT))
    soon = replace(once, age=Age.at(41))
    assert chance(once) < chance(soon) < chance(twice)
    # both at once are another matter than the published ratios: as if nothing were known after it
    nothing = woman((40.0, LEFT), mastectomy=40.0)
    assert chance(woman((40.0, BOTH))) == pytest.approx(chance(nothing))


def asked(person: Person):
    return HereditaryBreastOvarian().assess(Question(builders.family(person), "a", "UK"))


def test_risk_of_the_other_breast_lies_between_noncarriers_and_carriers() -> None:
    answer = asked(woman((40.0, LEFT)))
    second = answer.second
    assert second is not None
    assert (second.from_age_years, second.to_age_years) == (60, 70)
    assert second.noncarrier.value < second.person.value < second.carriers["BRCA1"].value
    assert second.noncarrier.value == pytest.approx(1 - math.exp(-0.037))
    assert [r.message_id for r in answer.reasons] == ["caveat.curve_after_breast_cancer"]


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        (woman((40.0, LEFT), (50.0, RIGHT)), "caveat.second_has_been"),
        (woman((40.0, BOTH)), "caveat.second_has_been"),
        (woman((40.0, LEFT), mastectomy=41.0), "caveat.second_after_mastectomy"),
        (replace(woman((40.0, LEFT)), is_deceased=True), "caveat.curve_after_death"),
        (replace(woman((40.0, LEFT)), age=None), "caveat.curve_age_unknown"),
        (replace(woman((40.0, LEFT)), age=Age.at(80)), "caveat.curve_beyond_table"),
        (replace(woman((40.0, LEFT)), sex=Sex.MALE), "caveat.curve_only_for_women"),
    ],
)
def test_no_risk_of_the_other_breast_has_a_reason(person, reason) -> None:
    answer = asked(person)
    assert answer.second is None
    assert reason in [one.message_id for one in answer.reasons]


def test_who_never_had_breast_cancer_is_told_nothing_of_it() -> None:
    answer = asked(woman())
    assert answer.second is None
    assert not any(one.message_id.startswith("caveat.second") for one in answer.reasons)
