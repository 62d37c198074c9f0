from pathlib import Path

import pytest
from hypothesis import given

from counselling.errors import FormatError
from counselling.formats.canrisk import FORMAT
from counselling.formats.canrisk_columns import GENES, HEADER
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, Marker
from counselling.pedigree.terms import BREAST, MarkerStatus, Sex, TestMethod, TestResult, Zygosity
from tests.families.builders import breast_ovarian, family, three_generations, woman
from tests.families.strategies import families

HEAD = "##CanRisk 4\n##menarche=13\n##" + "\t".join(HEADER) + "\n"


def row(**changes: str) -> str:
    """One healthy woman of 40, with changes by column name."""
    plain = dict.fromkeys(HEADER, "0")
    plain |= dict.fromkeys(GENES[4], "0:0")
    plain |= {HEADER[-1]: "0:0:0:0:0", "FamID": "F", "Name": "Ada", "IndivID": "1", "Sex": "F"}
    plain |= {"Age": "40", "Yob": "1980"}
    return "\t".join((plain | changes)[name] for name in HEADER) + "\n"


def test_a_cancer_with_its_age_and_pathology_is_read() -> None:
    line = row(BC1="44", Target="1", **{HEADER[-1]: "N:N:P:0:0"})
    person = FORMAT.read(HEAD + line).families[0].persons[0]
    negative, positive = MarkerStatus.NEGATIVE, MarkerStatus.POSITIVE
    markers = (Marker("ER", negative), Marker("PR", negative), Marker("HER2", positive))
    assert person.diagnoses == (Diagnosis(BREAST, Age.at(44), markers=markers),)
    assert person.risk_factors == (("menarche", "13"),)


def test_affected_at_unknown_age_is_affected() -> None:
    person = FORMAT.read(HEAD + row(OC="AU")).families[0].persons[0]
    assert person.diagnoses == (Diagnosis("ovary", None),)


def test_a_gene_test_keeps_its_method_and_result() -> None:
    person = FORMAT.read(HEAD + row(BRCA1="T:P", PALB2="S:N")).families[0].persons[0]
    found = [(t.gene, t.method, t.result) for t in person.tests]
    assert found == [
        ("BRCA1", TestMethod.DIRECT, TestResult.POSITIVE),
        ("PALB2", TestMethod.SEARCH, TestResult.NEGATIVE),
    ]


def test_people_who_share_a_code_are_identical_twins() -> None:
    text = HEAD + row(MZtwin="1") + row(IndivID="2", MZtwin="1")
    twins = FORMAT.read(text).families[0].twins
    assert [t.zygosity for t in twins] == [Zygosity.MONOZYGOTIC]


@pytest.mark.parametrize("version", sorted(GENES))
def test_every_version_has_its_own_genes(version: int) -> None:
    cells = row().rstrip("\n").split("\t")
    cells[17:-1] = ["0:0"] * len(GENES[version])
    text = f"##CanRisk {version}.0\n##FamID\n" + "\t".join(cells) + "\n"
    assert FORMAT.sniff(text)
    assert len(FORMAT.read(text).families[0].persons) == 1


@pytest.mark.parametrize(
    ("line", "message", "column"),
    [
        (row(Age="forty"), "format.cell", "Age"),
        (row(Age="-3"), "format.cell", "Age"),
        (row(Sex="W"), "format.cell", "Sex"),
        (row(BRCA1="S"), "format.cell", "BRCA1"),
        (row(BRCA1="S:X"), "format.cell", "BRCA1"),
        (row(Dead="2"), "format.cell", "Dead"),
        (row() + row(), "format.double_id", None),
        (row(FathID="1"), "format.own_ancestor", None),
        (row(IndivID="0"), "format.no_id", None),
        ("F\tAda\t1\n", "format.columns", None),
    ],
)
def test_a_bad_row_is_refused_with_its_line(line: str, message: str, column: str | None) -> None:
    with pytest.raises(FormatError) as refused:
        FORMAT.read(HEAD + line)
    assert refused.value.message_id == message
    assert refused.value.fields["line"] in (4, 5)
    assert refused.value.fields.get("column") == column


def test_a_version_we_do_not_know_is_refused() -> None:
    with pytest.raises(FormatError, match="canrisk_version"):
        FORMAT.read("##CanRisk 9\n")


def test_pathology_without_a_breast_cancer_is_told_as_lost() -> None:
    reading = FORMAT.read(HEAD + row(Target="1", **{HEADER[-1]: "N:N:N:0:0"}))
    assert [(loss.message_id, loss.line) for loss in reading.losses] == [
        ("loss.pathology_without_cancer", 4)
    ]


def test_the_demo_family_survives_the_round_trip() -> None:
    before = breast_ovarian()
    written = FORMAT.write((before,))
    assert written.losses == ()
    assert FORMAT.read(written.text).families == (before,)


def test_names_beyond_the_services_limits_are_told() -> None:
    written = FORMAT.write((three_generations(),))
    changed = {dict(x.fields)["old"] for x in written.losses}
    assert changed == {"grandfather", "grandmother"}
    people = FORMAT.read(written.text).families[0].persons
    assert [len(p.genetic_parents) for p in people] == [0, 0, 0, 2, 2, 2, 2]


def test_a_single_parent_gets_a_stand_in_beside_her() -> None:
    alone = family(woman("mo"), woman("a", mother="mo"), woman("b", mother="mo"))
    people = FORMAT.read(FORMAT.write((alone,)).text).families[0]
    assert len(people.persons) == 4
    assert people.siblings_of("a") == ("b",)


@given(families(has_facts=True))
def test_what_the_format_can_say_comes_back(before: Family) -> None:
    after = FORMAT.read(FORMAT.write((before,)).text).families[0]
    for person in before.persons:
        again = after.person(person.id)
        assert again.sex is person.sex
        assert again.mother == person.mother or person.mother is None
        assert again.is_deceased == person.is_deceased
        assert [d.condition for d in again.diagnoses] == [d.condition for d in person.diagnoses]
        assert [(t.gene, t.result) for t in again.tests] == [
            (t.gene, t.result) for t in person.tests
        ]
    assert after.proband == before.proband


def test_the_services_own_files_are_read(shared_pedigrees: Path) -> None:
    files = sorted((shared_pedigrees / "canrisk_bws").glob("*.canrisk*"))
    assert files
    for file in files:
        people = FORMAT.read(file.read_text()).families[0].persons
        assert len(people) > 1
        assert all(p.sex is not Sex.UNKNOWN for p in people)
