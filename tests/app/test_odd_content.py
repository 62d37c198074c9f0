"""Families as the world writes them: odd ids, other scripts, old encodings, many people."""

import json
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from xml.etree import ElementTree

import pytest

from counselling.formats import registry
from counselling.formats.format import Reading
from counselling.pedigree.family import Family
from counselling.pedigree.terms import Sex
from tests.app.conftest import Run, one_line
from tests.families.builders import family as kin
from tests.families.builders import man, woman

WRITTEN = (".consultand", ".tsv", ".ped")
ODD_IDS = ("=1+1", "-5", "@x", "'=a", '"', 'a"b', "a b", "a_b", "NA", "0", "#1", "*", "../x", "<&>")


def read(path: Path) -> Reading:
    return registry.read(path.read_bytes())


def shape(family: Family) -> list[tuple[Sex, int | None, int | None]]:
    """Who is whose child, by place in the family: ids may change on the way."""
    place = {person.id: n for n, person in enumerate(family.persons)}
    return [(p.sex, place.get(p.father or ""), place.get(p.mother or "")) for p in family.persons]


@pytest.mark.parametrize("odd", ODD_IDS)
@pytest.mark.parametrize("suffix", WRITTEN)
def test_odd_id_keeps_its_children_in_every_format(
    run: Run, here: Path, odd: str, suffix: str
) -> None:
    before = kin(man(odd), woman("a mother"), woman("k", mother="a mother", father=odd))
    (here / "in.json").write_text(registry.write((before,), ".json").text, "utf-8")
    assert run("convert", "in.json", f"out{suffix}").code == 0
    (after,) = read(here / f"out{suffix}").families
    assert shape(after) == shape(before)
    if odd not in {person.id for person in after.persons}:
        said = run("convert", "in.json", f"again{suffix}")
        assert "does not fit the format and is written as" in said.err


def test_two_ids_never_become_one(run: Run, here: Path) -> None:
    before = kin(woman("a b"), woman("a_b"), woman("a  b"), woman("a\tb"))
    (here / "in.json").write_text(registry.write((before,), ".json").text, "utf-8")
    for suffix in WRITTEN:
        assert run("convert", "in.json", f"out{suffix}").code == 0
        assert len(read(here / f"out{suffix}").families[0].persons) == 4


def test_two_families_never_become_one(run: Run, here: Path) -> None:
    families = tuple(Family(name, name, (woman("1"),)) for name in ("a b", "a_b", "", "0"))
    (here / "in.json").write_text(registry.write(families, ".json").text, "utf-8")
    for suffix in WRITTEN:
        assert run("convert", "in.json", f"out{suffix}").code == 0
        assert len(read(here / f"out{suffix}").families) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_arabic_and_chinese_names_come_through(
    run: Run, here: Path, encoding: str, end: str
) -> None:
    lines = ("id\tdad\tmom\tsex\tname", "ليلى\t0\t0\tF\tليلى", "2\t0\tليلى\tF\t王小明", "")
    (here / "in.tsv").write_bytes(end.join(lines).encode(encoding))
    said = run("draw", "in.tsv", "--svg", "out.svg", "--pdf", "out.pdf")
    assert (said.code, said.err) == (0, "")
    texts = [e.text for e in ElementTree.fromstring((here / "out.svg").read_text("utf-8")).iter()]
    assert "王小明" in texts
    for suffix in WRITTEN:
        assert run("convert", "in.tsv", f"out{suffix}").code == 0
        assert read(here / f"out{suffix}").families[0].person("2").mother == "ليلى"


def test_text_that_dos_ended_is_read(run: Run, here: Path) -> None:
    (here / "in.ped").write_bytes(b"F 1 0 0 2 1\r\n\x1a")
    assert run("convert", "in.ped", "out.tsv", "--json").json["people"] == 1


@pytest.mark.parametrize("columns", [200_000, 2_000_000])
def test_very_long_line_is_read_in_moments(run: Run, here: Path, columns: int) -> None:
    (here / "in.ped").write_text("F 1 0 0 2 1" + " A" * columns + "\n")
    started = perf_counter()
    assert run("convert", "in.ped", "out.tsv").code == 0
    assert perf_counter() - started < 60


def test_cell_that_is_very_long_is_refused_with_its_line(run: Run, here: Path) -> None:
    (here / "in.tsv").write_text("id\tdad\tmom\tsex\tname\n1\t0\t0\tF\t" + "x" * 300_000 + "\n")
    line = one_line(run("convert", "in.tsv", "out.ped"), left=here)
    assert line.startswith("Line 2: the table cannot be read")


def test_twenty_thousand_people_in_many_families_are_converted(run: Run, here: Path) -> None:
    rows = (f"F{n // 10} {n} {n - 1 if n % 10 else 0} 0 1 1\n" for n in range(1, 20_001))
    (here / "in.ped").write_text("".join(rows))
    started = perf_counter()
    said = run("convert", "in.ped", "out.consultand", "--json")
    assert (said.json["people"], said.json["families"]) == (20_000, 2001)
    assert run("convert", "out.consultand", "back.ped", "--json").json["people"] == 20_000
    line = one_line(run("draw", "in.ped"), left=here)
    assert line.startswith("The file holds 2,001 families (F0, F1,")
    assert len(line) < 300
    assert run("draw", "in.ped", "--family", "F7", "--json").json["people"] == 10
    assert perf_counter() - started < 60


def test_line_of_fathers_does_not_take_the_square_of_its_length(run: Run, here: Path) -> None:
    (here / "in.ped").write_text("".join(f"F {n} {n - 1} 0 1 1\n" for n in range(1, 20_001)))
    started = perf_counter()
    assert run("convert", "in.ped", "out.consultand", "--json").json["people"] == 20_000
    assert perf_counter() - started < 60


@pytest.mark.parametrize("suffix", ["json", "consultand"])
def test_nesting_without_end_is_refused(run: Run, here: Path, suffix: str) -> None:
    (here / f"in.{suffix}").write_text('{"consultand": ' + "[" * 500_000)
    line = one_line(run("convert", f"in.{suffix}", "out.ped"), left=here)
    assert line.startswith("The family file is damaged at $.")


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("a.ped", "F 1 0 0 1 1\nF 1 0 0 2 1\n", "Line 2: this id stands in the family twice."),
        ("a.ped", "F 1 0 0 1\nF 2 0 0\n", "Line 2 has 4 columns, 5 are needed."),
        ("a.ped", "F 1 2 2 1 1\nF 2 0 0 1 1\n", "Line 1: the same person is given as both"),
        ("a.ped", "fid mid sex\n1 2 1\n", "Line 1: the header has no column id."),
        ("a.csv", "id,dad,sex\n1,0,F\n", "Line 1: the header has no column mother."),
        ("a.csv", "id,dad,mom\n1,0,0\n", "Line 1: the header has no column sex."),
        ("a.csv", "id,dad,mom,sex\n1,0,0,F\n1,0,0,F\n", "Line 3: this id stands in the family"),
        ("a.csv", 'id,dad,mom,sex,note\n1,0,0,F,"a\nb"\n2,0\n', "Line 4 has 2 columns"),
        ("a.csv", "id,dad,mom,sex,age\n1,0,0,F,inf\n", "Line 2, column age: the value"),
        ("a.csv", "id,dad,mom,sex,yob\n1,0,0,F,19800\n", "Line 2, column born: the value"),
        ("a.csv", "id,dad,mom,sex,yob\n1,0,0,F,-5\n", "Line 2, column born: the value"),
        ("a.json", '{"consultand": 9}', "The file was written by a newer release (version 9)."),
        ("a.json", '{"consultand": 1, "families": []}', "The file lists no person."),
        ("a.json", '{"consultand": 1, "families": [{"id": 3}]}', "The family file is damaged at"),
    ],
)
def test_mistake_in_a_file_is_told_with_its_line(
    run: Run, here: Path, name: str, text: str, sentence: str
) -> None:
    (here / name).write_text(text)
    assert one_line(run("convert", name, "out.consultand"), left=here).startswith(sentence)
    assert [p.name for p in here.iterdir()] == [name]


def test_contradiction_in_the_programs_own_file_names_the_person(run: Run, here: Path) -> None:
    people = '{"id": "Ada"}, {"id": "Bea"}, {"id": "Ada"}'
    (here / "a.json").write_text(
        f'{{"consultand": 1, "families": [{{"id": "F", "persons": [{people}]}}]}}'
    )
    line = one_line(run("convert", "a.json", "out.ped"), left=here)
    assert line.startswith("The family file contradicts itself at Ada")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_delimiter_of_a_table_is_found(run: Run, here: Path, delimiter: str) -> None:
    (here / "in.txt").write_text("id,dad,mom,sex\n1,0,0,F\n".replace(",", delimiter))
    assert run("convert", "in.txt", "out.ped", "--json").json["people"] == 1


def test_table_divided_by_blanks_is_found_by_its_header(run: Run, here: Path) -> None:
    (here / "in.txt").write_text("famid id dad mom sex\nF 1 0 0 2\nF 2 0 1 2\n")
    assert run("convert", "in.txt", "out.tsv", "--json").json["people"] == 2
    assert read(here / "out.tsv").families[0].person("2").mother == "1"


@pytest.mark.parametrize(
    ("rows", "sexes"),
    [
        ("1,0,0,1;2,0,0,0;3,1,2,0", (Sex.MALE, Sex.FEMALE, Sex.FEMALE)),
        ("1,0,0,0;2,0,0,1;3,1,2,1", (Sex.MALE, Sex.FEMALE, Sex.FEMALE)),
    ],
)
def test_of_zero_and_one_the_fathers_code_is_male(
    run: Run, here: Path, rows: str, sexes: Sequence[Sex]
) -> None:
    (here / "in.csv").write_text("id,dad,mom,sex\n" + rows.replace(";", "\n") + "\n")
    said = run("convert", "in.csv", "out.tsv")
    assert (said.code, said.err) == (0, "")
    assert tuple(p.sex for p in read(here / "out.tsv").families[0].persons) == tuple(sexes)


def test_doubts_and_losses_are_told_beside_the_answer(run: Run, here: Path) -> None:
    (here / "in.csv").write_text("id,dad,mom,sex\n1,0,0,F\n2,1,9,man\n")
    said = run("convert", "in.csv", "out.tsv", "--json")
    assert said.code == 0
    assert said.err.splitlines() == [
        "Line 3: this word for the sex is not known; it is read as unknown.",
        "Line 3: the parent 9 has no line and was added without facts.",
        "1, 2: The parent's sex does not fit the way in which they are a parent. It may be right; "
        "please look.",
    ]
    assert [loss["id"] for loss in said.json["lost_reading"]] == [  # type: ignore[attr-defined]
        "loss.sex",
        "loss.parent_without_row",
    ]


def test_no_character_of_a_file_commands_the_terminal(run: Run, here: Path) -> None:
    (here / "in.ped").write_text("F \x1b[31m7 8 0 2 1\n" + "F 1 0 0 1 1\n" * 1)
    said = run("convert", "in.ped", "out.consultand")
    assert said.code == 0
    assert "\x1b" not in said.out + said.err + run("draw", "in.ped", "--family", "\x1b[2J").err
    json.loads(run("draw", "in.ped", "--json").out)
