"""The finished file: conformant, complete, the same every time, and readable by machines."""

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst

from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.letters.finish import finish, page_count
from counselling.letters.inline import words_of
from counselling.letters.kinds.summary import SummaryInput
from counselling.letters.letter import KeyBox, Letter, Picture
from counselling.letters.parties import Recipient
from counselling.letters.pdf import set_letter
from counselling.letters.registry import find
from counselling.letters.typeset import guarded, typeset
from tests.letters import verapdf
from tests.letters.conftest import words
from tests.letters.reading import (
    dense,
    elements,
    glyphs_shown,
    out_of_order,
    pdfium_text,
    plain,
    poppler_text,
    recall,
    told,
)

Write = Callable[..., Letter]


@pytest.mark.parametrize("profile", [verapdf.PDF_UA_1, verapdf.PDF_A_3A])
def test_the_letter_conforms(pdf_file: Path, profile: str) -> None:
    verdict = verapdf.check(pdf_file, profile)
    assert verdict.failures == {}
    assert verdict.is_compliant
    assert verdict.checks > 1000


def test_the_instrument_finds_a_fault(pdf_file: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.pdf"
    with pikepdf.open(pdf_file) as document:
        del document.Root.StructTreeRoot
        document.save(spoilt)
    assert not verapdf.check(spoilt, verapdf.PDF_UA_1).is_compliant


def test_the_letter_keeps_to_its_pages(pdf: bytes, letter: Letter) -> None:
    assert page_count(pdf) <= find(letter.kind).most_pages


def test_the_letter_is_small(pdf: bytes) -> None:
    assert len(pdf) <= 200_000


def test_the_same_letter_is_the_same_bytes(letter: Letter, pdf: bytes, fonts: Path) -> None:
    assert set_letter(letter, fonts=fonts) == pdf


def test_no_glyph_is_a_hole(pdf_file: Path) -> None:
    shown = Counter(glyphs_shown(pdf_file))
    assert sum(shown.values()) > 1000
    assert shown[0] == 0


def test_all_fonts_are_the_programs_own_and_embedded(pdf_file: Path) -> None:
    names = set()
    with pikepdf.open(pdf_file) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                names.add(str(thing.FontName).rpartition("+")[2])
                assert any(key in thing for key in ("/FontFile2", "/FontFile3"))
    assert all(name.startswith(("NotoSans", "ConsultandArabic", "LineBreakMark")) for name in names)


def test_every_token_is_whole_and_in_order_by_place(pdf_file: Path, letter: Letter) -> None:
    wanted = [dense(token) for paragraph in told(letter) for token in paragraph.tokens]
    for text in (pdfium_text(pdf_file), poppler_text(pdf_file, raw=True)):
        assert out_of_order(wanted, dense(text)) == []
        assert "\u2800" not in text  # the mark behind a bracket is read as no letter


def test_poppler_keeps_every_token_whole_when_it_reads_by_columns(
    pdf_file: Path, letter: Letter
) -> None:
    text = dense(poppler_text(pdf_file))
    for paragraph in told(letter):
        for token in paragraph.tokens:
            assert dense(token) in text


def test_every_word_is_read_whole(pdf_file: Path, letter: Letter) -> None:
    wanted = " ".join(paragraph.text for paragraph in told(letter))
    for text in (pdfium_text(pdf_file), poppler_text(pdf_file)):
        assert recall(wanted, re.sub(r"-\r?\n", "-", text), letter.direction) >= 0.99


def test_the_tags_tell_the_letter_word_for_word(pdf_file: Path, letter: Letter) -> None:
    """A reader of tags hears every paragraph whole, with its stops, one after the other."""
    spoken = plain(elements(pdf_file)[0].text)
    assert out_of_order([plain(paragraph.text) for paragraph in told(letter)], spoken) == []


_TOKENS = (
    "BRCA{i}", "NM_{i}.4:c.68_69del", "p.(Gln{i}Profs*74)", "c.-{i}C>T", "chr17:g.{i}del",
    "46,XX,t(9;22)(q34;q{i})", "{i} %", "0.{i} %", "{i}-50", "12/05/{i}", "2026-{i}", "+49 30 {i}",
    "g{i}@clinic.example", "https://clinic.example/a?b={i}", "Dr Anna Smith-Jones {i}", "{i} mm",
    "ID 2026/{i}-A",
)  # fmt: skip
_WORDS = (
    "نتيجة", "فحص", "وجدنا", "التغير", "في", "عينة", "دمك", "مختبرنا", "الاسم", "هو", "تقرير",
)  # fmt: skip
_STOPS = ("", "", "", "", "،", ".", ":", "؟", ")")


@pytest.mark.parametrize("seed", range(3))
def test_tokens_survive_wherever_they_stand_in_an_arabic_paragraph(
    seed: int, write: Write, arabic_words: Catalogue, fonts: Path, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    wanted: list[str] = []
    lines = []
    for _ in range(25):
        line = []
        for _ in range(chance.randint(6, 45)):
            line.append(chance.choice(_WORDS) + chance.choice(("", "", "", "", "،", ".", ":")))
            if chance.random() < 0.12:
                wanted.append(chance.choice(_TOKENS).format(i=1000 + len(wanted)))
                line.append(wanted[-1] + chance.choice(_STOPS))
        lines.append(" ".join([*line, chance.choice(_WORDS)]) + ".")
    path = tmp_path / "letter.pdf"
    path.write_bytes(set_letter(write(arabic_words, agreed=tuple(lines)), fonts=fonts))
    assert len(wanted) > 50
    readings = (pdfium_text(path), poppler_text(path), poppler_text(path, raw=True))
    for text in (*readings, elements(path)[0].text):
        assert out_of_order([dense(token) for token in wanted], dense(text)) == []


def test_headings_are_tagged_in_order(pdf_file: Path, letter: Letter) -> None:
    kinds = [element.kind for element in elements(pdf_file) if re.fullmatch(r"H\d", element.kind)]
    assert kinds == ["H1"] + ["H2"] * len(letter.sections)


def test_all_pictures_are_spoken_in_the_letters_language(pdf_file: Path, letter: Letter) -> None:
    figures = [element for element in elements(pdf_file) if element.kind == "Figure"]
    boxes = [block for one in letter.sections for block in one.blocks if isinstance(block, KeyBox)]
    main_points = [words_of(item.parts) for box in boxes for item in box.items]
    (ill,) = [point for point in main_points if " 31 " in point]  # as the circles show it
    say = words(letter.language).say
    told = say("chart.title", cancer=say("cancer.breast"), start=38, end=80)
    curve = re.sub("[\u2066-\u2069]", "", told)  # they order a line and are not spoken
    assert [element.alternative_text for element in figures] == [
        ill,
        curve,
        say("pedigree.description", count=6),
    ]


def test_pictures_stay_vectors(pdf_file: Path) -> None:
    with pikepdf.open(pdf_file) as document:
        assert not [
            thing
            for thing in document.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        ]


def test_tables_have_headings(pdf_file: Path) -> None:
    kinds = Counter(element.kind for element in elements(pdf_file))
    assert kinds["Table"] == 2
    assert kinds["TH"] == 4


def test_the_file_says_what_it_is_and_not_whom_it_is_about(pdf_file: Path, letter: Letter) -> None:
    with pikepdf.open(pdf_file) as document:
        assert str(document.Root.Lang) == letter.language
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert "/Direction" not in document.Root.ViewerPreferences
        said = str(document.open_metadata())
        assert letter.title in said
        assert letter.id in said
        assert "Lindqvist" not in said


def test_the_foot_counts_pages_and_names_the_letter(pdf_file: Path, letter: Letter) -> None:
    document = pypdfium2.PdfDocument(pdf_file)
    for number, page in enumerate(document, start=1):
        text = page.get_textpage().get_text_range()
        assert letter.id in text
        assert str(number) in text.replace(letter.id, "")
    document.close()


def test_the_cure_moves_no_pixel(letter: Letter, fonts: Path) -> None:
    def pixels(pdf: bytes) -> list[bytes]:
        document = pypdfium2.PdfDocument(pdf)
        pages = [page.render(scale=1.5).to_numpy().tobytes() for page in document]
        document.close()
        return pages

    raw = typeset(letter, fonts=fonts)
    assert pixels(finish(raw)) == pixels(raw)


def test_orders_hidden_in_a_name_do_not_reach_the_page(
    given: SummaryInput, write: Write, english_words: Catalogue, fonts: Path, tmp_path: Path
) -> None:
    path = _with_name(
        "Anna \u202etsivqdniL\u202c\u2066", given, write, english_words, fonts, tmp_path
    )
    assert "Anna tsivqdniL" in plain(pdfium_text(path))
    assert verapdf.check(path, verapdf.PDF_UA_1).is_compliant


@pytest.mark.parametrize(
    "name",
    [
        '#panic("x") $x^2$ *bold* _it_ \\ "quoted" \'s @ref <label> // gone',
        "```raw``` = heading - item + item / term: #{let x = 1}",
        "</text></svg> {name} {0} %s \\u{41} &amp;",
        "الاسم ليلى حسن 5",
        "Ĝőđëļ Ελένη Світлана",
    ],
)
@pytest.mark.parametrize("code", ["english_words", "arabic_words"])
def test_a_name_is_only_ever_words(
    name: str,
    code: str,
    given: SummaryInput,
    write: Write,
    fonts: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    catalogue = request.getfixturevalue(code)
    path = _with_name(name, given, write, catalogue, fonts, tmp_path)
    signs = Counter(dense(name))
    read = Counter(dense(pdfium_text(path)))
    assert not signs - read
    assert verapdf.check(path, verapdf.PDF_UA_1).is_compliant


def test_a_name_that_no_font_can_show_is_refused_without_being_quoted(
    given: SummaryInput, write: Write, english_words: Catalogue, fonts: Path, tmp_path: Path
) -> None:
    with pytest.raises(LetterError) as caught:
        _with_name("Anna 張偉", given, write, english_words, fonts, tmp_path)
    assert caught.value.message_id == "letter.no_glyph"
    assert caught.value.fields == {"character": "U+5049"}
    assert "張" not in repr(caught.value)


def test_a_picture_with_a_letter_that_no_font_can_show_is_refused(
    given: SummaryInput, write: Write, english_words: Catalogue, fonts: Path
) -> None:
    svg = given.pedigree.svg.replace(">I-1<", ">張<")
    letter = write(english_words, pedigree=Picture(svg, "a tree"))
    with pytest.raises(LetterError, match=r"letter\.no_glyph"):
        set_letter(letter, fonts=fonts)


@pytest.mark.parametrize("name", ["\u0628\u0301x", "x\u0302y", "x\u064e", "\u0628\u064e\u0651"])
def test_a_loose_mark_on_a_letter_is_set_not_dropped(
    name: str,
    given: SummaryInput,
    write: Write,
    english_words: Catalogue,
    fonts: Path,
    tmp_path: Path,
) -> None:
    path = _with_name(name, given, write, english_words, fonts, tmp_path)
    assert not set(name) - set(pdfium_text(path))
    assert 0 not in set(glyphs_shown(path))


@pytest.mark.parametrize("code", ["english_words", "arabic_words"])
def test_marks_in_a_picture_do_not_stop_the_letter(
    code: str,
    given: SummaryInput,
    write: Write,
    fonts: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    svg = given.pedigree.svg.replace(
        ">I-1<", ">\u2068\u0637\u0628\u064a\u064b\u0627\u2069 x\u0302<"
    )
    letter = write(request.getfixturevalue(code), pedigree=Picture(svg, "a tree"))
    path = tmp_path / "letter.pdf"
    path.write_bytes(set_letter(letter, fonts=fonts))
    assert verapdf.check(path, verapdf.PDF_A_3A).is_compliant


def test_a_picture_that_is_none_is_one_clear_error(
    given: SummaryInput, write: Write, english_words: Catalogue, fonts: Path
) -> None:
    broken = Picture('<svg viewBox="0 0 10 10"><g></svg>', "a tree")
    with pytest.raises(LetterError, match=r"letter\.not_set"):
        set_letter(write(english_words, pedigree=broken), fonts=fonts)


def test_without_the_programs_fonts_nothing_is_set(letter: Letter, tmp_path: Path) -> None:
    with pytest.raises(LetterError) as caught:
        set_letter(letter, fonts=tmp_path)
    assert caught.value.message_id == "letter.fonts"
    assert "Noto Sans" in str(caught.value.fields["names"])


@pytest.mark.parametrize("code", ["english_words", "arabic_words"])
def test_five_thousand_words_are_set_to_the_last(
    code: str,
    write: Write,
    fonts: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    catalogue = request.getfixturevalue(code)
    mixed = " ".join(f"word{i}" if i % 3 else f"كلمة BRCA1 c.{i}A>G" for i in range(5000))
    letter = write(catalogue, agreed=(mixed, "The last line."))
    path = tmp_path / "long.pdf"
    path.write_bytes(set_letter(letter, fonts=fonts))
    text = dense(pdfium_text(path))
    assert [i for i in range(0, 5000, 3) if f"c.{i}A>G" not in text] == []
    assert "Thelastline." in text
    assert page_count(path.read_bytes()) > 10


def test_a_panic_of_the_engine_is_a_letter_error() -> None:
    def panic() -> bytes:
        # A picture without end: Typst's renderer panics instead of raising.
        made = typst.Compiler(b"x").compile(format="png", ppi=1e9)
        assert isinstance(made, bytes)
        return made

    with pytest.raises(LetterError, match=r"letter\.not_set"):
        guarded(panic)


def test_other_exits_pass_through() -> None:
    def leave() -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        guarded(leave)


def _with_name(
    name: str,
    given: SummaryInput,
    write: Write,
    catalogue: Catalogue,
    fonts: Path,
    folder: Path,
) -> Path:
    frame = replace(given.frame, recipient=Recipient(name))
    path = folder / "letter.pdf"
    path.write_bytes(set_letter(write(catalogue, frame=frame), fonts=fonts))
    return path
