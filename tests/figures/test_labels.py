"""What is written under a symbol, and what the sentence about somebody says."""

import pytest

from counselling.figures.heard import facts
from counselling.figures.labels import LabelChoice, lines
from counselling.figures.spoken import spoken
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import (
    Age,
    Diagnosis,
    GeneTest,
    Marker,
    Person,
    Procedure,
)
from counselling.pedigree.terms import (
    BREAST,
    Laterality,
    MarkerStatus,
    PregnancyOutcome,
    Sex,
    TestMethod,
    TestResult,
)

WHOLE = LabelChoice()


def test_side_and_tumour_markers_of_a_cancer_are_written(english: Catalogue) -> None:
    markers = (Marker("ER", MarkerStatus.POSITIVE), Marker("HER2", MarkerStatus.NEGATIVE))
    left = Diagnosis(BREAST, Age.at(43), Laterality.LEFT, markers, "ductal")
    both = Diagnosis(BREAST, None, Laterality.BILATERAL)
    ill = Person("p", diagnoses=(left, both))
    found = lines(ill, english, WHOLE)
    assert found == ("breast left 43", "ductal", "ER+ HER2-", "breast bilateral, age ?")
    bare = lines(ill, english, LabelChoice(has_pathology=False))
    assert bare == ("breast left 43", "breast bilateral, age ?")


def test_operations_are_written_with_their_age(english: Catalogue) -> None:
    operated = Person(
        "p",
        procedures=(
            Procedure("salpingo_oophorectomy", Age.at(45)),
            Procedure("hysterectomy"),
            Procedure("thyroidectomy", Age.at(30)),
        ),
    )
    told = ("ovaries removed 45", "womb removed", "thyroidectomy 30")
    assert lines(operated, english, WHOLE) == told


def test_genes_without_a_finding_are_written_two_in_a_line_after_findings(
    english: Catalogue,
) -> None:
    results = {"BRCA1": "negative", "ATM": "positive", "BRCA2": "negative", "PALB2": "negative"}
    tests = (GeneTest(g, TestResult(r), TestMethod.SEARCH) for g, r in results.items())
    tested = Person("p", tests=tuple(tests))
    assert lines(tested, english, WHOLE) == ("ATM+", "BRCA1- BRCA2-", "PALB2-")
    assert lines(tested, english, LabelChoice(has_tests=False)) == ()


@pytest.mark.parametrize("outcome", list(PregnancyOutcome))
def test_a_pregnancy_has_no_age_and_a_stillbirth_is_not_told_twice(
    outcome: PregnancyOutcome, english: Catalogue
) -> None:
    lost = Person("p", sex=Sex.MALE, pregnancy=outcome, is_deceased=True)
    assert "d." not in lines(lost, english, WHOLE)
    assert "age" not in spoken(lost, english, number="II-1", has_name=True)


def test_a_sentence_ends_with_one_full_stop(english: Catalogue) -> None:
    gone = Person("p", sex=Sex.MALE, is_deceased=True)
    assert spoken(gone, english, number="II-1", has_name=True) == "II-1: man, d."


def test_a_note_of_several_lines_is_one_line_drawn_and_told(english: Catalogue) -> None:
    noted = Person("p", sex=Sex.MALE, note="two\nlines\tand more")
    assert lines(noted, english, LabelChoice(has_notes=True)) == ("two lines and more",)
    kin = Family("f", persons=(noted,))
    told = list(facts(noted, kin, english, has_name=True, has_years_only=True))
    assert not any("\n" in fact for fact in told)


def test_a_cause_of_death_is_told_as_the_condition_is(english: Catalogue) -> None:
    gone = Person("p", is_deceased=True, cause_of_death="ovary")
    kin = Family("f", persons=(gone,))
    told = facts(gone, kin, english, has_name=True, has_years_only=True)
    assert "cause of death: ovarian cancer" in told
