"""Each painter draws the same scene; hostile words stay words."""

import json
import xml.etree.ElementTree as Xml
from pathlib import Path as FilePath

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.drawing import pdf
from counselling.drawing.ink import PAPER_COLOURS, Ink
from counselling.drawing.json import scene_json
from counselling.drawing.measure import Face, FontMeasure
from counselling.drawing.runs import line_of_text, split
from counselling.drawing.scene import (
    Anchor,
    Circle,
    Group,
    Line,
    Path,
    Rectangle,
    Scene,
    Stroke,
    Text,
    moved,
)
from counselling.drawing.svg import svg
from counselling.errors import StorageError

SVG = "{http://www.w3.org/2000/svg}"

EVERYTHING = Scene(
    (
        Group((Rectangle(10, 10, 30, 30, Ink.INK, None, 4), Circle(60, 25, 15)), "a", "Ada"),
        Line(10, 50, 90, 50, Stroke(Ink.ACCENT, 2.0, (4.0, 3.0))),
        Path((("M", 0, 0), ("L", 10, 0), ("C", 10, 5, 5, 10, 0, 10), ("Z",)), Ink.CONTRAST, None),
        Text(50, 70, "BRCA1 c.68_69del", anchor=Anchor.MIDDLE, is_bold=True),
        Text(90, 90, "سرطان الثدي", anchor=Anchor.END, direction="rtl"),
    ),
    100,
    100,
    "Everything",
    "One of each",
)


def test_svg_is_well_formed_and_names_what_it_shows() -> None:
    root = Xml.fromstring(svg(EVERYTHING))
    assert root.findtext(f"{SVG}title") == "Everything"
    group = root.find(f"{SVG}g")
    assert group is not None
    assert group.get("data-subject") == "a"
    assert group.findtext(f"{SVG}title") == "Ada"
    kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert {"rect", "circle", "line", "path", "text"} <= kinds


@given(st.text(), st.text())
def test_no_name_can_become_markup(name: str, subject: str) -> None:
    scene = Scene((Group((Text(0, 0, name),), subject, name),), 10, 10, name, name)
    root = Xml.fromstring(svg(scene).encode("utf-8"))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "text",
    }


def test_svg_counts_a_right_to_left_anchor_from_the_same_side() -> None:
    arabic = [t for t in Xml.fromstring(svg(EVERYTHING)).iter(f"{SVG}text") if t.get("direction")]
    assert [t.get("text-anchor") for t in arabic] == ["start"]


def test_json_holds_only_the_closed_list_of_shapes() -> None:
    table = json.loads(json.dumps(scene_json(EVERYTHING)))
    kinds = {item["t"] for item in table["items"]} | {
        part["t"] for item in table["items"] for part in item.get("items", ())
    }
    assert kinds <= {"group", "rect", "circle", "line", "path", "text"}
    assert (table["v"], table["w"], table["h"]) == (1, 100, 100)
    assert table["items"][3]["ink"] == "ink"


def test_the_pdf_sheet_shows_the_scene_and_its_words_can_be_copied(fonts: FilePath) -> None:
    document = pypdfium2.PdfDocument(pdf.sheet(EVERYTHING, fonts=fonts))
    page = document[0]
    assert page.get_size() == pytest.approx((pdf.A4.height_pt, pdf.A4.width_pt), abs=1) or (
        page.get_size() == pytest.approx((pdf.A4.width_pt, pdf.A4.height_pt), abs=1)
    )
    assert "BRCA1 c.68_69del" in page.get_textpage().get_text_range()
    picture = page.render(scale=2).to_pil().convert("L")
    dark = sum(1 for value in picture.getdata() if value < 80)
    assert dark > 2000


def test_the_same_scene_gives_the_same_pdf(fonts: FilePath) -> None:
    assert pdf.sheet(EVERYTHING, fonts=fonts) == pdf.sheet(EVERYTHING, fonts=fonts)


def test_a_scene_larger_than_the_sheet_is_made_to_fit(fonts: FilePath) -> None:
    wide = Scene((Line(0, 10, 4000, 10), Text(3900, 30, "edge")), 4000, 60)
    page = pypdfium2.PdfDocument(pdf.sheet(wide, fonts=fonts))[0]
    left, _, right, _ = page.get_textpage().get_charbox(0)
    assert 0 < left < right < page.get_width()


def test_a_missing_font_is_one_clear_error(tmp_path: FilePath) -> None:
    with pytest.raises(StorageError, match=r"font\.unreadable"):
        pdf.sheet(EVERYTHING, fonts=tmp_path)
    with pytest.raises(StorageError, match=r"font\.unreadable"):
        Face(b"not a font")


def test_arabic_on_the_sheet_is_drawn_from_right_to_left(fonts: FilePath) -> None:
    """Two tall alefs come first in reading: they must stand at the right end of the word."""
    scene = Scene((Text(0, 60, "اا" + "ممممممم", size_pt=40, direction="rtl"),), 300, 90)
    page = pypdfium2.PdfDocument(pdf.sheet(scene, fonts=fonts))[0]
    picture = page.render(scale=1).to_pil().convert("L").point(lambda v: 255 if v < 128 else 0)
    left, top, right, bottom = picture.getbbox()
    word = picture.crop((left, top, right, bottom))
    third = word.width // 4
    upper = word.height // 5
    tall_at_right = word.crop((word.width - third, 0, word.width, upper)).getbbox()
    tall_at_left = word.crop((0, 0, third, upper)).getbbox()
    assert tall_at_right is not None
    assert tall_at_left is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("breast 44", (("breast 44", "ltr"),)),
        ("ثدي 44", (("ثدي ", "rtl"), ("44", "ltr"))),
        ("ثدي 44 BRCA1+", (("ثدي ", "rtl"), ("44 BRCA1+", "ltr"))),
        ("\u2068BRCA1\u2069+ ثدي", (("BRCA1+", "ltr"), (" ثدي", "rtl"))),
        ("51، توفيت 53", (("51", "ltr"), ("، توفيت ", "rtl"), ("53", "ltr"))),
        ("Noor <& Co>", (("Noor <& Co>", "ltr"),)),
        ("أصل: Lodz (I-1)، ثدي", (("أصل: ", "rtl"), ("Lodz (I-1)", "ltr"), ("، ثدي", "rtl"))),
        ("ثدي (BRCA1)", (("ثدي (", "rtl"), ("BRCA1", "ltr"), (")", "rtl"))),
    ],
)
def test_a_label_breaks_into_runs_of_one_direction(
    text: str, expected: tuple[tuple[str, str], ...]
) -> None:
    assert split(text, direction="ltr" if "b" in text else "rtl") == expected


@given(st.text(alphabet="ab 12،ثدي+%().", max_size=20), st.sampled_from(("ltr", "rtl")))
def test_no_letter_is_lost_or_doubled_by_runs(text: str, direction: str) -> None:
    assert "".join(run for run, _ in split(text, direction=direction)) == text


def test_an_age_never_stands_reversed(measure: FontMeasure) -> None:
    texts = line_of_text(0, 0, "سرطان المبيض 51", measure, direction="rtl")
    assert [t.text for t in texts if t.direction == "ltr"] == ["51"]
    ages = [t.x for t in texts if t.direction == "ltr"]
    words = [t.x for t in texts if t.direction == "rtl"]
    assert max(ages) < min(words)


def test_runs_lie_side_by_side_with_their_blank_between_and_stay_centred(
    measure: FontMeasure,
) -> None:
    line = "ثدي 44 BRCA1+"
    texts = line_of_text(100, 0, line, measure, anchor=Anchor.MIDDLE, direction="rtl")
    assert [t.text for t in texts] == ["44 BRCA1+", "ثدي"]
    first, second = (measure.width_pt(t.text, t.size_pt) for t in texts)
    gap = texts[1].x - texts[0].x - first
    assert gap == pytest.approx(measure.width_pt(" ", texts[0].size_pt), abs=0.5)
    assert (texts[0].x + texts[1].x + second) / 2 == pytest.approx(100, abs=0.1)


def test_moving_a_scene_moves_every_number() -> None:
    group = EVERYTHING.items[0]
    shifted = moved(moved(group, 5, 7), -5, -7)
    assert shifted == group
    path = EVERYTHING.items[2]
    assert isinstance(path, Path)
    assert moved(path, 1, 2).steps[2] == ("C", 11, 7, 6, 12, 1, 12)  # type: ignore[union-attr]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Ink, other: Ink) -> float:
    light, dark = sorted((luminance(PAPER_COLOURS[c]) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ink", [Ink.INK, Ink.SOFT, Ink.ACCENT, Ink.CONTRAST])
def test_every_ink_that_writes_is_readable_on_paper(ink: Ink) -> None:
    assert contrast(ink, Ink.PAPER) >= 4.5


def test_edges_and_the_band_are_visible_on_paper() -> None:
    assert contrast(Ink.LINE, Ink.PAPER) >= 3
    assert contrast(Ink.ACCENT, Ink.ACCENT_GROUND) >= 3
