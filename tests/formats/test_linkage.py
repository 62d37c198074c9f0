"""LINKAGE after makeped, PLINK's headers, and what a phenotype of 0 and 1 means."""

from counselling.formats import registry
from counselling.formats.ped import FORMAT
from counselling.pedigree.terms import Sex
from tests.families.builders import three_generations

# an uncle and his niece: makeped breaks their loop by writing the uncle twice (3 and 7)
MADE = """\
 1  1  0  0  3  0  0 1 0  1  1 2  Ped: LOOP  Per: grandfather
 1  2  0  0  3  0  0 2 0  1  1 1  Ped: LOOP  Per: grandmother
 1  3  0  0  6  0  0 1 2  1  1 2  Ped: LOOP  Per: uncle
 1  4  1  2  5  7  7 2 0  1  1 2  Ped: LOOP  Per: mother
 1  5  8  4  6  0  0 2 0  1  1 2  Ped: LOOP  Per: niece
 1  6  3  5  0  0  0 2 1  2  1 1  Ped: LOOP  Per: child
 1  7  1  2  0  0  0 1 2  1  1 2  Ped: LOOP  Per: uncle
 1  8  0  0  5  0  0 1 0  1  1 2  Ped: LOOP  Per: father
"""


def test_a_doubled_person_of_a_loop_becomes_one_again() -> None:
    assert FORMAT.sniff(MADE)
    (family,) = FORMAT.read(MADE).families
    uncle = family.person("uncle")
    assert (family.id, len(family.persons)) == ("LOOP", 7)
    assert (uncle.father, uncle.mother) == ("grandfather", "grandmother")
    assert family.children_of("uncle") == ("child",)
    assert (family.proband, family.person("child").sex) == ("child", Sex.FEMALE)
    assert [d.condition for d in family.person("child").diagnoses] == ["affected"]


def test_without_the_names_at_its_end_the_pointers_give_it_away() -> None:
    bare = "\n".join(line.partition("Ped:")[0].rstrip() for line in MADE.splitlines())
    (family,) = FORMAT.read(bare).families
    assert len(family.persons) == 7
    assert (family.person("3").father, family.children_of("3")) == ("1", ("6",))


def test_plinks_header_names_the_family_fid() -> None:
    text = "#FID\tIID\tPAT\tMAT\tSEX\tPHENO1\nF\t1\t0\t0\t1\t2\nF\t2\t1\t0\t2\t1\n"
    (family,) = registry.read(text.encode()).families
    assert (family.id, family.person("2").father) == ("F", "1")
    blanks = registry.read(text.replace("\t", " ").encode()).families[0]
    assert (blanks.id, blanks.person("2").father) == ("F", "1")


def test_phenotypes_of_nought_and_one_are_asked_about() -> None:
    reading = FORMAT.read("F 1 0 0 1 0\nF 2 0 0 2 1\n")
    assert [loss.message_id for loss in reading.losses] == ["loss.phenotype_coding"]
    assert not any(p.diagnoses or p.is_status_unknown for p in reading.families[0].persons)


def test_beside_a_two_a_nought_is_unknown() -> None:
    people = FORMAT.read("F 1 0 0 1 0\nF 2 0 0 2 1\nF 3 0 0 2 2\n").families[0].persons
    assert [p.is_status_unknown for p in people] == [True, False, False]


def test_boadicea_of_both_versions_is_read() -> None:
    head = "BOADICEA import pedigree file format 2.0\nFamID Name\n"
    row = "F Ada 1 1 0 0 F 0 0 40 1980 0 0 AU 0 0 S 3 1\n"
    person = registry.read((head + row).encode()).families[0].persons[0]
    assert [(t.gene, t.result.value) for t in person.tests] == [
        ("BRCA1", "positive"),
        ("BRCA2", "positive"),
    ]
    assert [d.condition for d in person.diagnoses] == ["ovary"]
    assert person.ancestry == ("ashkenazi",)
    writing = registry.write((three_generations(),), ".bwa")
    lines = writing.text.splitlines()
    assert {len(line.split("\t")) for line in lines[1:]} == {32}
