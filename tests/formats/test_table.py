from pathlib import Path

import pytest
from hypothesis import given

from counselling.errors import FormatError
from counselling.formats.table import FORMAT
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age
from counselling.pedigree.terms import Sex, TestResult
from tests.families.builders import breast_ovarian
from tests.families.strategies import families


def test_four_columns_are_enough_in_any_order_and_with_any_delimiter() -> None:
    for text in ("sex,mom,dad,id\nF,0,0,1\n", "sex;mom;dad;id\nF;0;0;1\n"):
        assert FORMAT.sniff(text)
        assert FORMAT.read(text).families[0].person("1").sex is Sex.FEMALE


def test_optional_columns_are_understood_by_their_usual_names() -> None:
    text = (
        "famid\tid\tfather\tmother\tsex\tyob\tendage\tbreast\tBRCA1\n"
        "9\t1\tNA\tNA\tF\t1950\t61.5\t55\tP\n"
    )
    person = FORMAT.read(text).families[0].person("1")
    assert person.age == Age.at(61.5)
    assert person.diagnoses[0].age == Age.at(55)
    assert person.tests[0].result is TestResult.POSITIVE


def test_a_column_we_do_not_know_is_told_by_name() -> None:
    reading = FORMAT.read("id,dad,mom,sex,shoe size\n1,0,0,F,38\n")
    assert [(x.message_id, dict(x.fields)) for x in reading.losses] == [
        ("loss.column", {"column": "shoe size"})
    ]


def test_sex_coded_one_and_zero_is_told_from_sex_coded_one_and_two() -> None:
    zero = FORMAT.read("id,dad,mom,sex\n1,0,0,1\n2,0,0,0\n").families[0]
    two = FORMAT.read("id,dad,mom,sex\n1,0,0,1\n2,0,0,2\n3,0,0,0\n").families[0]
    assert zero.person("2").sex is Sex.FEMALE
    assert (two.person("2").sex, two.person("3").sex) == (Sex.FEMALE, Sex.UNKNOWN)


def test_one_means_unaffected_where_the_column_also_holds_a_two() -> None:
    text = "id,dad,mom,sex,affected\n1,0,0,M,1\n2,0,0,F,2\n"
    people = FORMAT.read(text).families[0].persons
    assert [bool(p.diagnoses) for p in people] == [False, True]


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("id,dad,mom\n1,0,0\n", "format.column_missing", 1),
        ("id,dad,mom,sex,age\n1,0,0,F,old\n", "format.cell", 2),
        ("id,dad,mom,sex,age\n1,0,0,F,400\n", "format.cell", 2),
        ("id,dad,mom,sex,yob\n1,0,0,F,inf\n", "format.cell", 2),
        ("id,dad,mom,sex\n1,0\n", "format.columns", 2),
        ("id,dad,mom,sex\n,0,0,F\n", "format.no_id", 2),
    ],
)
def test_a_bad_row_is_refused_with_its_line(text: str, message: str, line: int) -> None:
    with pytest.raises(FormatError) as refused:
        FORMAT.read(text)
    assert (refused.value.message_id, refused.value.fields["line"]) == (message, line)


def test_a_header_without_people_is_refused() -> None:
    with pytest.raises(FormatError, match="no_people"):
        FORMAT.read("id,dad,mom,sex\n")


def test_no_written_cell_can_start_a_spreadsheets_formula() -> None:
    text = FORMAT.write(FORMAT.read("id,dad,mom,sex,note\n1,0,0,F,=1+1\n").families).text
    assert "\t=" not in text


@given(families(has_facts=True))
def test_what_a_table_can_say_comes_back(before: Family) -> None:
    after = FORMAT.read(FORMAT.write((before,)).text).families[0]
    assert after.persons == tuple(_plain(p) for p in before.persons)
    assert after.proband == before.proband


def _plain(person: object) -> object:
    """Methods of gene tests have no column."""
    from dataclasses import replace

    tests = tuple(type(t)(t.gene, t.result) for t in person.tests)  # type: ignore[attr-defined]
    return replace(person, tests=tests)  # type: ignore[type-var]


def test_the_demo_family_survives_but_for_pathology_and_methods() -> None:
    after = FORMAT.read(FORMAT.write((breast_ovarian(),)).text).families[0]
    assert after.person("III-4").diagnoses[0].age == Age.at(39)
    assert after.proband == "III-1"


def test_a_registry_of_many_families_is_read(shared_pedigrees: Path) -> None:
    text = (shared_pedigrees / "minnbreast" / "minnbreast_10_29.tsv").read_text()
    reading = FORMAT.read(text)
    assert {f.id: len(f.persons) for f in reading.families}["12"] == 100
    lost = {dict(loss.fields)["column"] for loss in reading.losses}
    assert "education" in lost
