"""`consultand draw`: de-identified, on paper, as pixels, and whole folders."""

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from tests.app.conftest import ROOT, Run, one_line

VICTORIA = ROOT / "assets" / "demo" / "queen-victoria.consultand"
# People whose ids are their names, as in many files of others.
TABLE = (
    "famid\tid\tname\tdad\tmom\tsex\tdob\n"
    "Lindgren\tGustaf.Lindgren\tGustaf\t\t\tmale\t1931-05-17\n"
    "Lindgren\tElsa.Lindgren\tElsa\t\t\tfemale\t1933\n"
    "Lindgren\tAnna.Lindgren\tAnna\tGustaf.Lindgren\tElsa.Lindgren\tfemale\t1961-02-03\n"
)
PED = "7 a 0 0 1 1\n7 b 0 0 2 1\n7 c a b 2 2\n8 d 0 0 1 1\n"
LOOP = "F a b c 1 1\nF b a c 1 1\nF c 0 0 2 1\n"


@pytest.fixture
def lindgren(here: Path) -> Path:
    path = here / "lindgren.tsv"
    path.write_text(TABLE)
    return path


@pytest.fixture
def folder(here: Path, family: Path) -> Path:
    """A folder with three families in three files and two that are none."""
    place = here / "families"
    (place / "below").mkdir(parents=True)
    family.rename(place / family.name)
    (place / "below" / "two.ped").write_text(PED)
    (place / "loop.ped").write_text(LOOP)
    (place / "notes.md").write_text("# no family\n")
    (place / ".hidden.ped").write_text(PED)
    return place


def words_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_no_name_no_id_and_no_day_is_in_a_deidentified_drawing(
    run: Run, here: Path, lindgren: Path
) -> None:
    outputs = ("--svg", "o.svg", "--pdf", "o.pdf", "--layout-json", "o.json")
    assert run("draw", lindgren, *outputs).code == 0
    plain = (here / "o.svg").read_text() + words_of(here / "o.pdf") + (here / "o.json").read_text()
    assert run("draw", lindgren, *outputs, "--deidentified").code == 0
    hidden = (here / "o.svg").read_text() + words_of(here / "o.pdf") + (here / "o.json").read_text()
    for word in ("Gustaf", "Lindgren"):
        assert word in plain
        assert word not in hidden
        assert word.encode() not in (here / "o.pdf").read_bytes()
    assert "1931" in hidden
    assert "1931-05" not in hidden
    meta = pypdfium2.PdfDocument((here / "o.pdf").read_bytes()).get_metadata_dict()
    assert meta["Title"] == "Pedigree"


def test_deidentified_people_are_told_apart_by_their_numbers(
    run: Run, here: Path, lindgren: Path
) -> None:
    run("draw", lindgren, "--svg", "o.svg", "--layout-json", "o.json", "--deidentified")
    layout: Any = json.loads((here / "o.json").read_text())
    assert {node["id"] for node in layout["nodes"]} == {"I-1", "I-2", "II-1"}
    assert {line["owner"] for line in layout["segments"]} == {"I-1+I-2"}
    assert 'data-subject="II-1"' in (here / "o.svg").read_text()


def test_carriers_are_drawn_by_the_standard_asked_for(run: Run, here: Path) -> None:
    shown = {}
    for year in ("2022", "2008"):
        assert run("draw", VICTORIA, "--svg", "o.svg", "--carrier-style", year).code == 0
        shown[year] = (here / "o.svg").read_text()
    dot = 'r="3.6"'
    assert dot not in shown["2022"]
    assert shown["2008"].count(dot) > 1
    assert run("draw", VICTORIA, "--svg", "p.svg").code == 0
    assert (here / "p.svg").read_text() == shown["2022"]


def test_picture_of_pixels_has_the_resolution_asked_for(run: Run, here: Path, family: Path) -> None:
    sizes = []
    for dpi in (72, 144):
        assert run("draw", family, "--png", "o.png", "--dpi", dpi).code == 0
        with Image.open(here / "o.png") as picture:
            sizes.append(picture.size)
    (wide, high), (wider, higher) = sizes
    assert (wider, higher) == pytest.approx((2 * wide, 2 * high), abs=2)


@pytest.mark.parametrize("dpi", ["0", "29", "1201", "many", "-72", "72.5"])
def test_resolution_that_makes_no_sense_is_refused(
    run: Run, here: Path, family: Path, dpi: str
) -> None:
    said = run("draw", family, "--png", "o.png", f"--dpi={dpi}")
    assert "30 to 1200" in one_line(said, left=here)
    assert not (here / "o.png").exists()


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ((), (842, 595)),
        (("--paper", "A3"), (1191, 842)),
        (("--paper", "letter", "--landscape"), (792, 612)),
        (("--paper", "A2"), (1684, 1191)),
    ],
)
def test_sheet_has_the_paper_asked_for(
    run: Run, here: Path, family: Path, words: tuple[str, ...], size: tuple[int, int]
) -> None:
    assert run("draw", family, "--pdf", "o.pdf", *words).code == 0
    document = pypdfium2.PdfDocument((here / "o.pdf").read_bytes())
    assert len(document) == 1
    found = document[0].get_size()
    assert sorted(found) == pytest.approx(sorted(size), abs=1)
    assert "--landscape" not in words or found[0] > found[1]


def test_poster_is_laid_over_pages_of_the_printers_paper(run: Run, here: Path) -> None:
    assert run("draw", VICTORIA, "--pdf", "v.pdf", "--poster", "full").code == 0
    document = pypdfium2.PdfDocument((here / "v.pdf").read_bytes())
    assert len(document) > 1
    text = words_of(here / "v.pdf")
    assert f"Row 1, column 2, page 2 of {len(document)}" in text
    assert text.count("haemophilia") >= len(document)


@pytest.mark.parametrize("words", [("--poster", "B7"), ("--paper", "A9"), ("--paper",)])
def test_paper_that_is_not_there_is_refused(
    run: Run, here: Path, family: Path, words: tuple[str, ...]
) -> None:
    line = one_line(run("draw", family, "--pdf", "o.pdf", *words), left=here)
    assert words[0] in line


def test_every_family_of_every_file_of_a_folder_is_drawn(
    run: Run, here: Path, folder: Path
) -> None:
    said = run("draw", folder, "--svg", "out", "--pdf", "out", "--layout-json", "out", "--json")
    answer: Any = said.json
    assert (said.code, answer["drawn"], answer["people"]) == (0, 3, 24)
    made = {path.name for path in (here / "out").iterdir()}
    stems = {"family", "two-7", "two-8"}
    assert made == {stem + end for stem in stems for end in (".svg", ".pdf", ".json")}
    told = {Path(path).name for family in answer["families"] for path in family["files"]}
    assert told == made


def test_file_that_cannot_be_read_is_told_by_name_and_skipped(
    run: Run, here: Path, folder: Path
) -> None:
    said = run("draw", folder, "--svg", "out", "--json")
    answer: Any = said.json
    assert [(Path(s["file"]).name, s["id"]) for s in answer["skipped"]] == [
        ("loop.ped", "format.own_ancestor"),
        ("notes.md", "format.unknown"),
    ]
    assert "loop.ped: " in said.err
    assert "notes.md: " in said.err
    assert ".hidden" not in said.err


def test_folder_without_any_family_is_a_mistake_and_leaves_nothing(run: Run, here: Path) -> None:
    (here / "docs").mkdir()
    (here / "docs" / "notes.md").write_text("# no family\n")
    said = run("draw", "docs", "--svg", "out")
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[-1].startswith("consultand: The one file of the folder holds no")
    assert not (here / "out").exists()


def test_pictures_beside_the_families_are_not_read_as_families(
    run: Run, here: Path, folder: Path
) -> None:
    words = ("draw", folder, "--layout-json", folder / "pictures", "--json")
    first: Any = run(*words).json
    second: Any = run(*words).json
    assert [s["file"] for s in first["skipped"]] == [s["file"] for s in second["skipped"]]
    assert len(list((folder / "pictures").iterdir())) == 3


def test_pictures_are_not_laid_among_the_families(run: Run, here: Path, folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    line = one_line(run("draw", folder, "--svg", folder), left=here)
    assert line.startswith("The output would replace")
    assert sorted(folder.rglob("*")) == before


def test_folder_takes_no_choice_of_a_family(run: Run, here: Path, folder: Path) -> None:
    line = one_line(run("draw", folder, "--family", "7", "--svg", "out"), left=here)
    assert line.startswith("A folder is drawn with all its families.")
    assert not (here / "out").exists()


def test_families_of_a_deidentified_folder_are_numbered_not_named(
    run: Run, here: Path, lindgren: Path
) -> None:
    place = here / "families"
    place.mkdir()
    lindgren.rename(place / "clinic.tsv")
    run("draw", place, "--svg", "out", "--deidentified")
    assert [path.name for path in (here / "out").iterdir()] == ["clinic.svg"]


def test_files_get_names_that_every_system_takes_and_none_twice(run: Run, here: Path) -> None:
    place = here / "families"
    place.mkdir()
    (place / "a.ped").write_text("X/../Y p 0 0 1 1\nx:..:y q 0 0 1 1\n")
    (place / "A.pre").write_text("x?..?y p 0 0 1 1\n")
    answer: Any = run("draw", place, "--svg", "out", "--json").json
    assert answer["drawn"] == 3
    assert sorted(path.name for path in (here / "out").iterdir()) == [
        "A.svg",
        "a-X_.._Y.svg",
        "a-x_.._y-2.svg",
    ]
    assert not (here / "y.svg").exists()


def test_folder_of_pictures_that_is_a_file_is_told(run: Run, here: Path, folder: Path) -> None:
    (here / "out").write_text("mine")
    one_line(run("draw", folder, "--svg", "out"), left=here)
    assert (here / "out").read_text() == "mine"
