from pathlib import Path

import pytest
from hypothesis import given

from counselling.errors import FormatError
from counselling.formats.ped import FORMAT
from counselling.pedigree.family import Family
from counselling.pedigree.terms import Sex
from tests.families.strategies import families


def test_six_columns_make_a_family() -> None:
    reading = FORMAT.read("F 1 0 0 1 1\nF 2 0 0 2 1\nF 3 1 2 2 2\n")
    child = reading.families[0].person("3")
    assert (child.father, child.mother, child.sex) == ("1", "2", Sex.FEMALE)
    assert [d.condition for d in child.diagnoses] == ["affected"]


def test_phenotype_zero_and_minus_nine_are_unknown_and_not_affected() -> None:
    people = FORMAT.read("F 1 0 0 1 0\nF 2 0 0 2 -9\n").families[0].persons
    assert all(p.diagnoses == () for p in people)


def test_comments_blank_lines_and_carriage_returns_are_passed_over() -> None:
    text = "# made by a program\n* and another\n\nF 1 0 0 1 1\n"
    assert len(FORMAT.read(text).families[0].persons) == 1


def test_a_header_row_names_the_columns_and_ids_may_hold_blanks() -> None:
    text = "id\tfid\tmid\tsex\nPhilip I\t0\t0\t1\nJoanna\t0\t0\t2\nCharles V\tPhilip I\tJoanna\t1\n"
    assert FORMAT.sniff(text)
    charles = FORMAT.read(text).families[0].person("Charles V")
    assert charles.father == "Philip I"
    assert charles.name == "Charles V"


def test_markers_behind_the_phenotype_are_told_once() -> None:
    reading = FORMAT.read("F 1 0 0 1 1 A T\nF 2 0 0 2 1 A A\n")
    assert [loss.message_id for loss in reading.losses] == ["loss.markers"]


def test_a_parent_without_a_row_is_added_with_the_sex_of_the_column() -> None:
    reading = FORMAT.read("F 3 1 2 2 2\n")
    family = reading.families[0]
    assert (family.person("1").sex, family.person("2").sex) == (Sex.MALE, Sex.FEMALE)
    assert [loss.message_id for loss in reading.losses] == ["loss.parent_without_row"] * 2


def test_one_parent_alone_stays_one_parent() -> None:
    child = FORMAT.read("F 1 0 0 1 1\nF 2 1 0 2 1\n").families[0].person("2")
    assert child.genetic_parents == ("1",)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("F 1 0 0\n", "format.columns", 1),
        ("F 1 0 0 1 1\nF 1 0 0 2 1\n", "format.double_id", 2),
        ("F 1 2 0 1 1\nF 2 1 0 1 1\n", "format.own_ancestor", 1),
        ("F 1 2 2 1 1\nF 2 0 0 1 1\n", "format.same_parent_twice", 1),
        ("F 1 0 0 9 1\n", "format.cell", 1),
    ],
)
def test_what_cannot_be_is_refused_with_the_line(text: str, message: str, line: int) -> None:
    with pytest.raises(FormatError) as refused:
        FORMAT.read(text)
    assert (refused.value.message_id, refused.value.fields["line"]) == (message, line)


@given(families())
def test_structure_survives_the_round_trip(before: Family) -> None:
    after = FORMAT.read(FORMAT.write((before,)).text).families[0]
    assert [(p.id, p.sex, p.parents) for p in after.persons] == [
        (p.id, p.sex, p.parents) for p in before.persons
    ]


def test_drawing_programs_own_files_are_read(shared_pedigrees: Path) -> None:
    for name, people in (("quickped/habsburg.ped", 29), ("quickped/haemophilia.ped", 48)):
        text = (shared_pedigrees / name).read_text()
        assert FORMAT.sniff(text)
        assert len(FORMAT.read(text).families[0].persons) == people


def test_eleven_families_in_one_linkage_file_stay_eleven(shared_pedigrees: Path) -> None:
    text = (shared_pedigrees / "haplopainter" / "hp_linkage_01-12.ped").read_text()
    assert len(FORMAT.read(text).families) == 11


@pytest.mark.parametrize(
    ("word", "sex"),
    [("male", Sex.MALE), ("Female", Sex.FEMALE), ("x", Sex.UNKNOWN), ("other", Sex.UNKNOWN)],
)
def test_words_for_a_sex_and_the_others_of_plink_are_read(word: str, sex: Sex) -> None:
    reading = FORMAT.read(f"F 1 0 0 1 1\nF 2 0 0 {word} 1\n")
    assert reading.families[0].person("2").sex is sex
    with pytest.raises(FormatError, match=r"format\.cell"):
        FORMAT.read("F 1 0 0 1 1\nF 2 0 0 tall 1\n")
