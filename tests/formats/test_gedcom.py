from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.errors import FormatError
from counselling.formats import ansel, gedcom_dates, registry
from counselling.formats.gedcom import FORMATS
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import ParentLink, PartialDate, Person
from counselling.pedigree.terms import (
    Childlessness,
    ParentKind,
    PartnershipStatus,
    PregnancyOutcome,
    Sex,
    Zygosity,
)
from tests.families.builders import breast_ovarian, twin_sisters

HEAD = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n"
PARENTS = "0 @I1@ INDI\n1 SEX M\n1 FAMS @F1@\n0 @I2@ INDI\n1 SEX F\n1 FAMS @F1@\n"
UNION = "0 @F1@ FAM\n1 HUSB @I1@\n1 WIFE @I2@\n1 CHIL @I3@\n"


def read(body: str, *, encoding: str = "utf-8", char: str = "UTF-8") -> Family:
    text = HEAD.replace("UTF-8", char) + body + "0 TRLR\n"
    return registry.read(text.encode(encoding)).families[0]


def child(body: str) -> Person:
    return read(PARENTS + "0 @I3@ INDI\n" + body + UNION).person("I3")


def test_husband_and_wife_are_father_and_mother() -> None:
    assert child("1 FAMC @F1@\n").parents == (
        ParentLink("I1", ParentKind.FATHER),
        ParentLink("I2", ParentKind.MOTHER),
    )


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("adopted", ParentKind.ADOPTIVE),
        ("ADOPTED", ParentKind.ADOPTIVE),
        ("foster", ParentKind.FOSTER),
    ],
)
def test_a_pedigree_word_says_how_a_child_belongs(word: str, kind: ParentKind) -> None:
    person = child(f"1 FAMC @F1@\n2 PEDI {word}\n")
    assert {link.kind for link in person.parents} == {kind}
    assert person.genetic_parents == ()


def test_an_adoption_event_makes_its_family_the_adoptive_one() -> None:
    assert child("1 ADOP\n2 FAMC @F1@\n").genetic_parents == ()


def test_of_two_mothers_neither_is_taken_for_the_one_who_gave_genes() -> None:
    text = HEAD + PARENTS.replace("SEX M", "SEX F") + "0 @I3@ INDI\n" + UNION
    reading = FORMATS[0].read(text)
    person = reading.families[0].person("I3")
    assert {link.kind for link in person.parents} == {ParentKind.SOCIAL}
    assert "loss.same_sex_parents" in {loss.message_id for loss in reading.losses}


def test_a_wife_who_is_a_man_is_the_father_all_the_same() -> None:
    turned = UNION.replace("HUSB @I1@\n1 WIFE @I2@", "WIFE @I1@\n1 HUSB @I2@")
    person = read(PARENTS + "0 @I3@ INDI\n" + turned).person("I3")
    assert (person.father, person.mother) == ("I1", "I2")


def test_a_second_family_without_a_word_does_not_double_the_genes() -> None:
    more = "0 @I4@ INDI\n1 SEX M\n0 @F2@ FAM\n1 HUSB @I4@\n1 CHIL @I3@\n"
    reading = FORMATS[0].read(HEAD + PARENTS + "0 @I3@ INDI\n" + UNION + more)
    person = reading.families[0].person("I3")
    assert person.father == "I1"
    assert person.parent_of_kind(ParentKind.SOCIAL) == "I4"
    assert "loss.second_parents" in {loss.message_id for loss in reading.losses}


def test_a_divorce_is_told_of_the_couple() -> None:
    (pair,) = read(PARENTS + "0 @F1@ FAM\n1 HUSB @I1@\n1 WIFE @I2@\n1 DIV Y\n").partnerships
    assert pair == Partnership(("I1", "I2"), PartnershipStatus.DIVORCED)


def test_the_letters_of_a_genetic_status_are_understood() -> None:
    family = read(
        "0 @I1@ INDI\n1 _GENSTAT O\n0 @I2@ INDI\n1 _GENSTAT C, M\n0 @I3@ INDI\n1 _GENSTAT KE\n"
    )
    affected, proband, still = family.persons
    assert [d.condition for d in affected.diagnoses] == ["affected"]
    assert family.proband == "I2"
    assert proband.childlessness is Childlessness.INFERTILE
    assert (still.pregnancy, still.is_status_unknown) == (PregnancyOutcome.STILLBIRTH, True)


def test_long_values_are_joined_and_doubled_signs_halved() -> None:
    person = read("0 @I1@ INDI\n1 NAME An\n2 CONC na /of B/\n1 NOTE a@@b\n2 CONT second\n").persons[
        0
    ]
    assert (person.name, person.note) == ("Anna of B", "a@b\nsecond")


def test_a_line_that_is_none_is_told_by_its_number() -> None:
    reading = FORMATS[0].read(HEAD + "0 @I1@ INDI\nrubbish without a level\n0 TRLR\n")
    assert [(x.message_id, x.line) for x in reading.losses] == [("loss.unknown_line", 6)]


@pytest.mark.parametrize(
    ("text", "when", "is_exact"),
    [
        ("2 OCT 1822", PartialDate(1822, 10, 2), True),
        ("oct 1822", PartialDate(1822, 10), True),
        ("1822", PartialDate(1822), True),
        ("@#DGREGORIAN@ 1 JAN 1900", PartialDate(1900, 1, 1), True),
        ("@#DJULIAN@ 25 OCT 1917", PartialDate(1917, 11, 7), True),
        ("JULIAN 4 OCT 1582", PartialDate(1582, 10, 14), True),
        ("@#DFRENCH R@ 1 VEND 1", PartialDate(1792, 9, 22), True),
        ("FRENCH_R 18 BRUM 8", PartialDate(1799, 11, 9), True),
        ("11 FEB 1731/32", PartialDate(1732, 2, 11), True),
        ("INT 1822 (about then)", PartialDate(1822), True),
        ("ABT 1822", PartialDate(1822), False),
        ("BET JAN 1822 AND MAR 1822", PartialDate(1822), False),
        ("BET 1820 AND 1825", None, False),
        ("BEF 1828", None, False),
        ("(the winter of the flood)", None, False),
        ("44 B.C.", None, False),
        ("@#DHEBREW@ 2 TVT 5758", None, False),
        ("99 XXX 99999", None, False),
        ("", None, True),
    ],
)
def test_a_date_says_what_is_certain(text: str, when: PartialDate | None, is_exact: bool) -> None:
    told = gedcom_dates.read(text)
    assert (told.when, told.is_exact) == (when, is_exact)


@pytest.mark.parametrize(
    ("encoding", "char"),
    [
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UNICODE"),
        ("utf-16-le", "UNICODE"),
        ("utf-16-be", "UNICODE"),
        ("cp1252", "ANSI"),
        ("mac_roman", "MACINTOSH"),
        ("cp850", "MSDOS"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_names_survive_every_encoding_a_header_tells(encoding: str, char: str, end: str) -> None:
    text = HEAD.replace("UTF-8", char) + "0 @I1@ INDI\n1 NAME Jürgen /Müßig/\n0 TRLR\n"
    data = text.replace("\n", end).encode(encoding)
    assert registry.read(data).families[0].persons[0].name == "Jürgen Müßig"


def test_ansel_puts_marks_before_letters() -> None:
    text = (
        HEAD.replace("UTF-8", "ANSEL").encode()
        + b"0 @I1@ INDI\n1 NAME J\xe8urgen /Mu\xcfig \xb2/\n"
    )
    assert registry.read(text).families[0].persons[0].name == "Jürgen Mußig ø"


def test_ansel_agrees_with_another_programs_table() -> None:
    import unicodedata

    codec = pytest.importorskip("ansel")
    codec.register()
    unused = {
        0xAF,
        0xBB,
        0xC7,
        0xC8,
        0xC9,
        0xCA,
        0xCB,
        0xCC,
        0xFD,
        0xFF,
        *range(0x80, 0xA1),
        *range(0xD0, 0xE0),
    }
    for byte in sorted(set(range(0xA1, 0x100)) - unused):
        data = bytes((byte, 0x61)) if byte >= 0xE0 else bytes((byte,))
        theirs = unicodedata.normalize("NFC", data.decode("gedcom"))
        assert ansel.decode(data) == theirs, hex(byte)


@pytest.mark.parametrize("ending", [".ged", ".551.ged"])
def test_another_program_reads_what_we_write(ending: str, tmp_path: Path) -> None:
    parser = pytest.importorskip("ged4py.parser")
    path = tmp_path / "family.ged"
    path.write_bytes(registry.write((twin_sisters(),), ending).content)
    with parser.GedcomReader(str(path)) as reader:
        people = list(reader.records0("INDI"))
        assert len(people) == 4
        ada = people[2]
        assert ada.father.xref_id == "@I1@"
        assert ada.mother.xref_id == "@I2@"


def test_twins_and_their_zygosity_come_back() -> None:
    after = registry.read(registry.write((twin_sisters(),), ".ged").content).families[0]
    assert [(t.members, t.zygosity) for t in after.twins] == [
        (("ada", "bea"), Zygosity.MONOZYGOTIC)
    ]


def test_a_person_twice_is_refused_with_the_line() -> None:
    with pytest.raises(FormatError, match="double_id") as refused:
        FORMATS[0].read(HEAD + "0 @I1@ INDI\n0 @I1@ INDI\n")
    assert refused.value.fields["line"] == 6


def test_whoever_is_her_own_grandmother_is_refused() -> None:
    circle = "0 @I1@ INDI\n1 SEX F\n0 @F1@ FAM\n1 WIFE @I1@\n1 CHIL @I1@\n"
    with pytest.raises(FormatError, match="own_ancestor"):
        FORMATS[0].read(HEAD + circle)


def test_ninety_nine_levels_and_a_line_without_end_are_read() -> None:
    deep = "".join(f"{level} _X{level} y\n" for level in range(1, 99))
    person = read(f"0 @I1@ INDI\n1 NAME Ada\n{deep}1 NOTE {'x' * 300_000}\n").persons[0]
    assert (person.name, len(person.note)) == ("Ada", 300_000)


def test_genealogists_files_are_read(shared_pedigrees: Path) -> None:
    counts = {"allged": (8, 8), "john_of_sea_20101009": (61, 75), "sample555": (3, 2)}
    for name, (people, links) in counts.items():
        (family,) = registry.read((shared_pedigrees / f"gedcom/{name}.ged").read_bytes()).families
        assert len(family.persons) == people
        assert sum(len(p.parents) for p in family.persons) == links
        assert any(p.sex is not Sex.UNKNOWN for p in family.persons)


@pytest.mark.parametrize("ending", [".ged", ".551.ged"])
@given(note=st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=700))
def test_a_long_note_with_signs_comes_back_whole_in_short_lines(ending: str, note: str) -> None:
    note = " ".join(note.split())
    family = breast_ovarian()
    person = replace(family.persons[0], note=note)
    written = registry.write((family.replace_person(person),), ending)
    read = registry.read(written.content).families[0].persons[0].note
    assert read == (note if not note.startswith("@") else "")
    if ending == ".551.ged":
        assert max(len(line) for line in written.text.split("\n")) <= 255


def test_the_older_version_says_itself_in_the_header_and_keeps_a_donor() -> None:
    child = Person("c", parents=(ParentLink("d", ParentKind.SPERM_DONOR),))
    family = Family("f", persons=(Person("d", sex=Sex.MALE), child))
    text = registry.write((family,), "family.551.ged").text
    assert "2 VERS 5.5.1\n" in text
    assert "1 CHAR UTF-8\n" in text
    after = registry.read(text.encode()).families[0]
    assert after.person("c").parents == child.parents


def test_lines_that_are_left_out_are_told_and_an_event_of_an_unknown_kind_by_person() -> None:
    text = """0 HEAD
1 GEDC
2 VERS 5.5.1
0 @I1@ INDI
1 OCCU baker
1 EVEN yes
2 TYPE disease
1 CHAN
2 DATE 1 JAN 2000
0 @I2@ INDI
1 OCCU smith
0 TRLR
"""
    losses = registry.read(text.encode()).losses
    assert [(x.message_id, dict(x.fields)) for x in losses] == [
        ("loss.key", {"person": "I1", "key": "EVEN disease yes"}),
        ("loss.tag", {"tag": "OCCU", "count": 2}),
    ]
