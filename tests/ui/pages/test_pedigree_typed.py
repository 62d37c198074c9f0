"""Ages, dates, diagnoses and tests as they are typed into a short question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.pedigree.person import Age, Diagnosis, GeneTest, Marker, PartialDate
from counselling.pedigree.terms import Laterality, MarkerStatus, Source, TestResult
from ui.pages.pedigree.edits import ages, illness
from ui.pages.pedigree.edits.ages import NoAge

whole_ages = st.tuples(st.integers(0, 110), st.integers(0, 110)).map(
    lambda pair: Age(min(pair), max(pair))
)
dates = st.one_of(
    st.builds(PartialDate, st.integers(1800, 2099)),
    st.builds(PartialDate, st.integers(1800, 2099), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1800, 2099), st.integers(1, 12), st.integers(1, 28)),
)
markers = st.builds(
    Marker, st.sampled_from(["ER", "PR", "HER2", "CK14"]), st.sampled_from(MarkerStatus)
)
diagnoses = st.builds(
    Diagnosis,
    st.just("breast"),
    st.none() | whole_ages,
    st.none() | st.sampled_from(Laterality),
    st.lists(markers, max_size=3, unique_by=lambda marker: marker.name).map(tuple),
    st.sampled_from(["", "ductal", "ductal, grade 3", "no special type"]),
    st.none() | st.sampled_from(Source),
)


@given(dates)
def test_date_is_read_as_it_is_written(date: PartialDate) -> None:
    assert ages.typed_date(ages.date_as_typed(date)) == date


@given(whole_ages)
def test_age_is_read_as_it_is_written(age: Age) -> None:
    assert ages.typed_age_or_date(ages.as_typed(age)) == (age, None)


@given(diagnoses)
def test_diagnosis_is_read_as_it_is_written(told: Diagnosis) -> None:
    (onset,) = illness.typed_onsets(illness.onset_as_typed(told))
    assert onset.of("breast") == told


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("1960", PartialDate(1960)),
        ("5/1960", PartialDate(1960, 5)),
        ("12.5.1960", PartialDate(1960, 5, 12)),
        ("12-05-1960", PartialDate(1960, 5, 12)),
        ("1960-05", PartialDate(1960, 5)),
        ("1960-05-12", PartialDate(1960, 5, 12)),
        (" ", None),
    ],
)
def test_dates_as_they_are_written(typed: str, date: PartialDate | None) -> None:
    assert ages.typed_date(typed) == date


@pytest.mark.parametrize("typed", ["60", "12/13/1960", "32/1/1960", "0000", "1960-0", "May 1960"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(NoAge):
        ages.typed_date(typed)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("43&51", [(Age.at(43), None), (Age.at(51), None)]),
        ("43b & 51l", [(Age.at(43), Laterality.BILATERAL), (Age.at(51), Laterality.LEFT)]),
        ("43 b", [(Age.at(43), Laterality.BILATERAL)]),
        ("43&", [(Age.at(43), None), (None, None)]),
        ("", [(None, None)]),
        ("?", [(None, None)]),
        ("r", [(None, Laterality.RIGHT)]),
    ],
)
def test_several_ages_are_several_primaries(
    typed: str, told: list[tuple[Age | None, Laterality | None]]
) -> None:
    assert [(each.age, each.side) for each in illness.typed_onsets(typed)] == told


def test_markers_and_source_stand_in_any_order() -> None:
    (onset,) = illness.typed_onsets("ER+ her2- (path) ductal (G3)")
    assert onset.markers == (
        Marker("ER", MarkerStatus.POSITIVE),
        Marker("HER2", MarkerStatus.NEGATIVE),
    )
    assert (onset.source, onset.pathology) == (Source.HISTOLOGY, "ductal (G3)")


@pytest.mark.parametrize("typed", ["43x", "43 x", "duct", "51-43", "430"])
def test_what_may_be_a_slip_is_refused(typed: str) -> None:
    with pytest.raises(NoAge):
        illness.typed_onsets(typed)


def test_gene_in_any_case_and_its_variant() -> None:
    assert illness.typed_gene("brca1  c.68_69del") == ("BRCA1", "c.68_69del")
    assert illness.typed_gene("C9orf72") == ("C9orf72", "")
    test = GeneTest("BRCA2", TestResult.NEGATIVE, variant="c.1 (old)")
    assert illness.typed_gene(illness.gene_as_typed(test)) == ("BRCA2", "c.1 (old)")


@pytest.mark.parametrize(("typed", "number"), [("12", 12), ("", None), ("0", 0)])
def test_numbers(typed: str, number: int | None) -> None:
    assert ages.typed_number(typed, most=45) == number


@pytest.mark.parametrize("typed", ["46", "-1", "x", "1.5"])
def test_what_is_no_number_here_is_refused(typed: str) -> None:
    with pytest.raises(NoAge):
        ages.typed_number(typed, most=45)
