"""Sheets as they are ordered: every file, paper, choice of lines; whole or not at all."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from app.compose import picture, printed
from app.fonts import measure
from counselling.drawing.paper import PAPERS, POSTERS
from counselling.errors import StorageError
from counselling.figures.label_lines import LINES, USUAL, choice_of, kept, lines_of
from counselling.figures.sheet_order import Format, SheetOrder
from counselling.figures.symbols import NotationStyle
from counselling.language.catalogue import Catalogue
from counselling.layout.layout import place
from counselling.pedigree.family import Family
from counselling.work.families.print_family import Sheets, usual_paper
from counselling.work.pedigree.label_lines import LabelLines
from tests.conftest import catalogue
from tests.families.builders import three_generations

Print = Callable[..., bytes]


def sheets(words: Catalogue) -> Sheets:
    return Sheets(
        words,
        measure(),
        press=lambda drawn, choice, *, facts, heard: printed(
            drawn, choice, words=words, facts=facts, heard=heard
        ),
        picture=picture,
        drawn_by=lambda: "M. Berg",
    )


def family() -> Family:
    told = three_generations()
    anna = replace(told.person("child"), ancestry=("ashkenazi",), note="asks for her sister")
    return replace(told.replace_person(anna), consultand="child", name="Lindqvist")


@pytest.fixture
def saved(tmp_path: Path) -> Print:
    def save(code: str = "en", *, of: Family | None = None, **order: object) -> bytes:
        wanted = SheetOrder(**order)  # type: ignore[arg-type]
        path = tmp_path / f"sheet.{wanted.format.value}"
        drawn = of or family()
        sheets(catalogue(code)).save(drawn, place(drawn), wanted, path, lambda _: None)
        return path.read_bytes()

    return save


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize(
    ("kind", "begins"),
    [(Format.PDF, b"%PDF"), (Format.SVG, b"<svg"), (Format.PNG, b"\x89PNG")],
)
def test_every_format_is_what_its_name_says(saved: Print, kind: Format, begins: bytes) -> None:
    assert begins in saved(format=kind)[:200]


@pytest.mark.parametrize("paper", PAPERS)
def test_a_sheet_has_the_paper_that_was_ordered(saved: Print, paper: str) -> None:
    document = pikepdf.Pdf.open(io.BytesIO(saved(paper=paper, is_landscape=True)))
    (page,) = document.pages
    wide, high = (float(edge) for edge in page.mediabox[2:])
    turned = PAPERS[paper].turned
    assert (wide, high) == pytest.approx((turned.width_pt, turned.height_pt), abs=0.1)


@pytest.mark.parametrize("poster", POSTERS)
def test_a_poster_is_printed_with_its_key_and_facts_on_every_page(
    saved: Print, poster: str
) -> None:
    document = pypdfium2.PdfDocument(saved(poster=poster))
    for page in document:
        assert "Told by Anna" in page.get_textpage().get_text_bounded()


def test_a_sheet_says_who_told_who_drew_when_and_the_ancestry(saved: Print) -> None:
    said = words_of(saved())
    assert "Told by Anna (III-2)" in said
    assert "Drawn by M. Berg" in said
    assert "Ancestry: Ashkenazi" in said
    assert "Drawn on" in said
    assert "Told by Mrs Holm" in words_of(saved(of=replace(family(), historian="Mrs Holm")))


def test_without_names_a_sheet_names_nobody(saved: Print) -> None:
    told = replace(family(), historian="Mrs Holm")
    said = words_of(saved(of=told, is_deidentified=True, labels=frozenset(LINES)))
    for name in ("Anna", "Holm", "Berg", "Lindqvist", "sister"):
        assert name not in said
    assert "Ancestry: Ashkenazi" in said
    assert "III-2" in said
    for kind in (Format.SVG, Format.PDF):
        file = saved(format=kind, is_deidentified=True)
        assert b"Anna" not in file
        assert b"Lindqvist" not in file


@pytest.mark.parametrize("line", sorted(set(LINES) - {"pathology", "causes", "tests", "details"}))
def test_a_line_that_is_left_out_is_not_on_the_sheet(saved: Print, line: str) -> None:
    everything = frozenset(LINES)
    whole = saved(format=Format.SVG, labels=everything)
    assert saved(format=Format.SVG, labels=everything - {line}) != whole


def test_the_carriers_of_2008_are_another_drawing(saved: Print) -> None:
    carrier = replace(family().person("mother"), carries=("breast",))
    drawn = family().replace_person(carrier)
    new, old = (saved(of=drawn, format=Format.SVG, style=style) for style in NotationStyle)
    assert new != old


def test_work_that_nobody_waits_for_ends_and_writes_nothing(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.3:
            raise Enough

    path, drawn = tmp_path / "sheet.pdf", family()
    with pytest.raises(Enough):
        sheets(catalogue("en")).save(drawn, place(drawn), SheetOrder(poster="full"), path, stop)
    assert list(tmp_path.iterdir()) == []


def test_the_share_that_is_done_only_rises_and_ends_at_all(tmp_path: Path) -> None:
    told: list[float] = []
    drawn = family()
    order = SheetOrder(poster="A0", paper="A4")
    sheets(catalogue("en")).save(drawn, place(drawn), order, tmp_path / "s.pdf", told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_a_sheet_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    drawn, path = family(), tmp_path / "not there" / "sheet.svg"
    with pytest.raises(StorageError):
        sheets(catalogue("en")).save(
            drawn, place(drawn), SheetOrder(Format.SVG), path, lambda _: None
        )


def test_lines_are_kept_and_read_again() -> None:
    for lines in (USUAL, frozenset(LINES), frozenset({"names"}), frozenset[str]()):
        assert lines_of(kept(lines)) == lines
    assert lines_of("") == USUAL
    assert lines_of("names, of another release") == {"names"}


def test_every_line_is_one_of_the_choice() -> None:
    for line, part in LINES.items():
        assert getattr(choice_of({line}), part)
        assert not getattr(choice_of(set(LINES) - {line}), part)


def test_lines_that_were_chosen_are_remembered() -> None:
    told: list[str] = []
    lines = LabelLines("names ages", remember=told.append)
    assert lines.choice == choice_of({"names", "ages"})
    lines.choose({"names", "nonsense"})
    assert (lines.lines, told) == ({"names"}, ["names"])


def test_a_paper_is_kept_by_its_name_and_one_that_nobody_knows_is_the_usual_one(
    english: Catalogue,
) -> None:
    told: list[str] = []
    desk = replace(sheets(english), remember_paper=told.append)
    desk.choose_paper("A3")
    desk.choose_paper("papyrus")
    assert told == ["A3", "A4"]
    assert [usual_paper(name) for name in ("", "A2", "papyrus")] == ["A4", "A2", "A4"]
