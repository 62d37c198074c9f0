from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from counselling.errors import FormatError
from counselling.formats import registry
from counselling.formats.canrisk import FORMATS
from counselling.formats.canrisk_columns import GENES, header
from counselling.formats.canrisk_people import is_taken
from counselling.formats.format import Writing
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import (
    Age,
    Diagnosis,
    GeneTest,
    Marker,
    ParentLink,
    PartialDate,
    Person,
)
from counselling.pedigree.terms import (
    BREAST,
    OVARY,
    MarkerStatus,
    ParentKind,
    PregnancyOutcome,
    Sex,
    TestMethod,
    TestResult,
    Zygosity,
)
from tests.families.builders import (
    breast_ovarian,
    family,
    man,
    three_generations,
    twin_sisters,
    woman,
)
from tests.families.strategies import families

LATEST = FORMATS[0]
HEADER = header(4)
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
    person = LATEST.read(HEAD + line).families[0].persons[0]
    negative, positive = MarkerStatus.NEGATIVE, MarkerStatus.POSITIVE
    markers = (Marker("ER", negative), Marker("PR", negative), Marker("HER2", positive))
    assert person.diagnoses == (Diagnosis(BREAST, Age.at(44), markers=markers),)
    assert person.risk_factors == (("menarche", "13"),)


def test_affected_at_unknown_age_is_affected() -> None:
    person = LATEST.read(HEAD + row(OC="AU")).families[0].persons[0]
    assert person.diagnoses == (Diagnosis("ovary", None),)


def test_a_gene_test_keeps_its_method_and_result() -> None:
    person = LATEST.read(HEAD + row(BRCA1="T:P", PALB2="S:N")).families[0].persons[0]
    found = [(t.gene, t.method, t.result) for t in person.tests]
    assert found == [
        ("BRCA1", TestMethod.DIRECT, TestResult.POSITIVE),
        ("PALB2", TestMethod.SEARCH, TestResult.NEGATIVE),
    ]


def test_people_who_share_a_code_are_identical_twins() -> None:
    text = HEAD + row(MZtwin="1") + row(IndivID="2", MZtwin="1")
    twins = LATEST.read(text).families[0].twins
    assert [t.zygosity for t in twins] == [Zygosity.MONOZYGOTIC]


@pytest.mark.parametrize("version", sorted(GENES))
def test_every_version_has_its_own_genes(version: int) -> None:
    cells = row().rstrip("\n").split("\t")
    cells[17:-1] = ["0:0"] * len(GENES[version])
    text = f"##CanRisk {version}.0\n##FamID\n" + "\t".join(cells) + "\n"
    assert [form.version for form in FORMATS if form.sniff(text)] == [version]
    assert len(registry.read(text.encode()).families[0].persons) == 1


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
        LATEST.read(HEAD + line)
    assert refused.value.message_id == message
    assert refused.value.fields["line"] in (4, 5)
    assert refused.value.fields.get("column") == column


def test_a_version_we_do_not_know_is_refused() -> None:
    with pytest.raises(FormatError, match="canrisk_version"):
        LATEST.read("##CanRisk 9\n")


def test_pathology_without_a_breast_cancer_is_told_as_lost() -> None:
    reading = LATEST.read(HEAD + row(Target="1", **{HEADER[-1]: "N:N:N:0:0"}))
    assert [(loss.message_id, loss.line) for loss in reading.losses] == [
        ("loss.pathology_without_cancer", 4)
    ]


def test_the_demo_family_survives_the_round_trip() -> None:
    before = breast_ovarian()
    written = LATEST.write((before,))
    assert written.losses == ()
    assert LATEST.read(written.text).families == (before,)


def test_names_beyond_the_services_limits_are_told() -> None:
    written = LATEST.write((three_generations(),))
    named = [dict(x.fields) for x in written.losses if x.message_id == "loss.id_changed"]
    changed = {str(blanks["old"]) for blanks in named}
    assert changed == {"grandfather", "grandmother"}
    people = LATEST.read(written.text).families[0].persons
    assert [len(p.genetic_parents) for p in people] == [0, 0, 0, 2, 2, 2, 2]


def test_a_single_parent_gets_a_stand_in_beside_her() -> None:
    alone = family(woman("mo"), woman("a", mother="mo"), woman("b", mother="mo"))
    people = LATEST.read(LATEST.write((alone,)).text).families[0]
    assert len(people.persons) == 4
    assert people.siblings_of("a") == ("b",)


@given(families(has_facts=True))
def test_what_the_format_can_say_comes_back(before: Family) -> None:
    written = LATEST.write((before,))
    after = LATEST.read(written.text).families[0]
    apart = {who for message, who in told(written) if message == "loss.canrisk_unrelated"}
    for person in before.persons:
        if person.id in apart:
            continue
        again = after.person(person.id)
        assert again.sex is person.sex
        assert again.mother == person.mother or person.mother is None
        assert again.is_deceased == person.is_deceased
        taken = [d.condition for d in person.diagnoses if is_taken(person, d.condition)]
        assert [d.condition for d in again.diagnoses] == taken
        assert [(t.gene, t.result) for t in again.tests] == [
            (t.gene, t.result) for t in person.tests
        ]
    assert after.proband == before.proband


def test_the_services_own_files_are_read(shared_pedigrees: Path) -> None:
    files = sorted((shared_pedigrees / "canrisk_bws").glob("*.canrisk*"))
    assert files
    for file in files:
        people = LATEST.read(file.read_text()).families[0].persons
        assert len(people) > 1
        assert all(p.sex is not Sex.UNKNOWN for p in people)


def test_a_sibship_beyond_the_services_limit_is_refused_by_name() -> None:
    kids = [woman(f"k{n}", mother="mo", father="fa") for n in range(21)]
    many = family(woman("mo"), man("fa"), *kids)
    with pytest.raises(FormatError, match="canrisk_siblings") as refused:
        LATEST.write((many,))
    assert refused.value.fields == {"person": "mo", "found": 21, "limit": 20}


def test_a_name_that_is_cut_and_an_age_of_months_are_told() -> None:
    long = woman("a", name="Wilhelmina Augusta", age=0.5)
    facts = [dict(x.fields).get("fact") for x in LATEST.write((family(long, proband="a"),)).losses]
    assert {"name", "age"} <= set(facts)


def test_a_cancer_in_the_first_year_is_not_written_as_none() -> None:
    ill = woman("a", age=3, breast_at=0.4)
    again = LATEST.read(LATEST.write((family(ill, proband="a"),)).text).families[0].person("a")
    assert [d.condition for d in again.diagnoses] == ["breast"]


def test_of_two_breast_cancers_the_earlier_stands_first() -> None:
    twice = woman("a", age=70)
    ill = replace(twice, diagnoses=(Diagnosis(BREAST, Age.at(60)), Diagnosis(BREAST, Age.at(44))))
    cells = LATEST.write((family(ill, proband="a"),)).text.splitlines()[-1].split("\t")
    assert cells[11:13] == ["44", "60"]


def test_a_miscarriage_is_left_out_and_told() -> None:
    lost = replace(woman("b", mother="a"), pregnancy=PregnancyOutcome.SPONTANEOUS_ABORTION)
    writing = LATEST.write((family(woman("a"), lost, proband="a"),))
    assert [p.id for p in LATEST.read(writing.text).families[0].persons] == ["a"]
    assert {"person": "b", "fact": "pregnancy"} in [dict(x.fields) for x in writing.losses]


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_the_ending_says_which_version_is_written(version: int) -> None:
    tested = GeneTest("BARD1", TestResult.POSITIVE, TestMethod.SEARCH)
    woman = Person("w", sex=Sex.FEMALE, tests=(tested,))
    writing = registry.write((Family("f", persons=(woman,)),), f"x.canrisk{version}")
    assert writing.text.startswith(f"##CanRisk {version}\n")
    after = registry.read(writing.content).families[0].person("w")
    lost = {loss.message_id for loss in writing.losses}
    if version == 1:  # which has no column for the gene
        assert after.tests == ()
        assert "loss.gene" in lost
    else:
        assert after.tests == (tested,)
        assert "loss.gene" not in lost


def told(written: Writing) -> set[tuple[str, str]]:
    return {(loss.message_id, str(dict(loss.fields).get("person", ""))) for loss in written.losses}


def test_whom_no_genes_join_to_the_proband_is_left_out_and_told() -> None:
    base = three_generations()
    partner = man("ex", name="Invented")
    social = ParentLink("carer", ParentKind.SOCIAL)
    kid = replace(base.person("child"), parents=(*base.person("child").parents, social))
    mixed = replace(
        base.replace_person(kid),
        persons=(*base.replace_person(kid).persons, partner, woman("carer")),
        partnerships=(Partnership(("child", "ex")),),
    )
    written = LATEST.write((mixed,))
    people = {p.id for p in LATEST.read(written.text).families[0].persons}
    assert not people & {"ex", "carer"}
    assert len(people) == 7
    assert {("loss.canrisk_unrelated", who) for who in ("ex", "carer")} <= told(written)


def test_who_gave_the_egg_has_the_sex_of_a_mother_though_nobody_said_so() -> None:
    unsexed = replace(woman("mo"), sex=Sex.UNKNOWN)
    kin = family(unsexed, man("fa"), woman("kid", mother="mo", father="fa"), proband="kid")
    people = LATEST.read(LATEST.write((kin,)).text).families[0]
    assert people.person("kid").mother == "mo"


def test_of_unknown_sex_and_without_facts_nobody_stops_the_file() -> None:
    base = three_generations()
    links = base.person("child").parents
    baby = Person("baby", parents=links)
    written = LATEST.write((replace(base, persons=(*base.persons, baby)),))
    assert ("loss.canrisk_no_sex", "baby") in told(written)
    ill = replace(baby, diagnoses=(Diagnosis(BREAST, Age.at(30)),))
    with pytest.raises(FormatError, match="canrisk_sex"):
        LATEST.write((replace(base, persons=(*base.persons, ill)),))


def test_what_the_service_would_refuse_the_file_for_is_told_by_name() -> None:
    written = LATEST.write((three_generations(),))
    assert {("loss.canrisk_target", "child"), ("loss.canrisk_cancer", "grandmother")} <= told(
        written
    )
    dated = replace(woman("a", age=50, breast_at=44), birth=PartialDate(1970))
    assert not {m for m, _ in told(LATEST.write((family(dated, proband="a"),)))} & {
        "loss.canrisk_target",
        "loss.canrisk_cancer",
    }


@pytest.mark.parametrize("change", [{"birth": PartialDate(1980)}, {"age": Age.at(3)}])
def test_twins_whom_the_service_would_refuse_are_written_as_siblings(change: object) -> None:
    base = twin_sisters()
    other = replace(base.replace_person(replace(base.person("bea"), **change)))  # type: ignore[arg-type]
    written = LATEST.write((other,))
    assert ("loss.canrisk_twins", "ada") in told(written)
    assert LATEST.read(written.text).families[0].twins == ()


def test_an_organ_of_the_other_sex_is_not_written() -> None:
    odd = replace(man("a", age=50), diagnoses=(Diagnosis(OVARY, Age.at(44)),))
    written = LATEST.write((family(odd, proband="a"),))
    assert written.text.splitlines()[-1].split("\t")[13] == "0"
    assert ("loss.condition", "a") in told(written)


def test_a_name_keeps_its_letters_in_every_script() -> None:
    for name in ("Łucja", "王小明", "Jürgen"):
        kept = LATEST.read(LATEST.write((family(woman("a", name=name), proband="a"),)).text)
        assert kept.families[0].person("a").name == name


def test_operations_behind_the_version_are_the_targets() -> None:
    rows = "\n".join(HEAD.splitlines()[1:]) + "\n" + row(Target="1")
    reading = LATEST.read("##CanRisk 4.0;OVARY2=y;MAST2=n;ELSE=y\n" + rows)
    target = reading.families[0].person("1")
    assert [(p.kind, p.age) for p in target.procedures] == [("salpingo_oophorectomy", None)]
    assert target.risk_factors == (("menarche", "13"),)
    assert [loss.message_id for loss in reading.losses] == ["loss.unknown_line"]


def test_no_first_line_of_canrisk_is_taken_for_a_file_of_plain_columns() -> None:
    rows = "\n".join(HEAD.splitlines()[1:]) + "\n" + row(Target="1")
    assert registry.read(("##CanRisk 4.0;MAST2=y\n" + rows).encode()).families[0].proband == "1"
    for first in ("##CanRisk four", "##CanRisk 2.0 and more", "##canrisk"):
        with pytest.raises(FormatError, match="canrisk_version"):
            registry.read(f"{first}\n{rows}".encode())


def test_a_twin_code_that_only_one_person_has_is_told() -> None:
    reading = LATEST.read(HEAD + row(Target="1", MZtwin="1"))
    assert reading.families[0].twins == ()
    assert [loss.message_id for loss in reading.losses] == ["loss.tie"]


def test_of_twins_of_whom_one_is_left_out_it_is_told_that_the_other_was_one() -> None:
    people = (Person("ada", sex=Sex.FEMALE), Person("eva", sex=Sex.FEMALE))
    twins = (TwinSet(("ada", "eva"), Zygosity.MONOZYGOTIC),)
    written = LATEST.write((Family("f", persons=people, twins=twins, proband="ada"),))
    lost = {tuple(value for _, value in loss.fields) for loss in written.losses}
    assert {("ada", "twins"), ("ada", "zygosity"), ("eva",)} <= lost
