"""Sheets and posters: every tile shows what the whole drawing shows, and nothing is cut off."""

import datetime
import io
from collections.abc import Sequence
from pathlib import Path as FilePath

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counselling.drawing import pdf
from counselling.drawing.bounds import bounds, joined
from counselling.drawing.imprint import Imprint
from counselling.drawing.ink import Ink
from counselling.drawing.measure import FontMeasure
from counselling.drawing.pages import Page, Print, SheetChoice, pages
from counselling.drawing.paper import A2, A3, A4, LETTER, POSTERS, Box, Paper
from counselling.drawing.scene import Circle, Item, Line, Rectangle, Scene, Text
from counselling.drawing.tiles import OVERLAP_PT, tiles
from counselling.language.catalogue import Catalogue
from tests.figures.gallery import gallery

DAY = datetime.date(2026, 11, 28)
FULL = POSTERS["full"]
lengths = st.floats(20, 6000)
papers = st.sampled_from((A4, A3, A2, LETTER))


def scene_of(width: float, height: float) -> Scene:
    """A grid of numbered circles over a whole scene, with a frame at its very edge."""
    items: list[Item] = [Rectangle(1, 1, width - 2, height - 2)]
    for row in range(int(height // 90) + 1):
        for column in range(int(width // 90) + 1):
            x, y = 12 + column * 90, 12 + row * 90
            if x + 50 < width and y + 30 < height:
                items += [Circle(x, y, 9, Ink.ACCENT_GROUND), Text(x, y + 25, f"{row}-{column}")]
    items.append(Line(1, 1, width - 1, height - 1))
    return Scene(tuple(items), width, height, "Grid", "Circles")


def key(width_pt: float) -> Scene:
    return Scene((Text(0, 10, "the key"), Rectangle(0, 0, width_pt, 18)), width_pt, 18)


def printed(
    scene: Scene, words: Catalogue, measure: FontMeasure, choice: SheetChoice
) -> tuple[Page, ...]:
    return pages(Print(scene, key), Imprint("Grid", words, measure, DAY), choice)


def on_page(page: Page, measure: FontMeasure) -> Sequence[Box]:
    """Where the ink of each layer lies on the page: what a clip cuts off is not there."""
    boxes = []
    for layer in page.layers:
        for item in layer.items:
            box = bounds(item, measure)
            assert box is not None
            left, top = layer.x + box.x * layer.scale, layer.y + box.y * layer.scale
            placed = Box(left, top, box.width * layer.scale, box.height * layer.scale)
            boxes.append(clipped(placed, layer.clip) if layer.clip else placed)
    return boxes


def clipped(box: Box, clip: Box) -> Box:
    left, top = max(box.x, clip.x), max(box.y, clip.y)
    return Box(left, top, min(box.right, clip.right) - left, min(box.foot, clip.foot) - top)


def is_within(inner: Box, outer: Box, *, slack: float = 0.01) -> bool:
    return (
        inner.x >= outer.x - slack
        and inner.y >= outer.y - slack
        and inner.right <= outer.right + slack
        and inner.foot <= outer.foot + slack
    )


@settings(max_examples=40)
@given(lengths, lengths, st.floats(150, 900), st.floats(150, 900))
def test_tiles_make_up_the_whole_drawing_and_no_more(
    width: float, height: float, wide: float, high: float
) -> None:
    found = tiles(width, height, (wide, high))
    whole = joined(tile.window for tile in found)
    assert whole is not None
    corners = (whole.x, whole.y, whole.right, whole.foot)
    assert corners == pytest.approx((0, 0, width, height), abs=1e-6)
    assert all(t.window.width <= wide + 1e-6 and t.window.height <= high + 1e-6 for t in found)


@settings(max_examples=40)
@given(lengths, lengths, st.floats(150, 900), st.floats(150, 900))
def test_neighbouring_tiles_overlap_by_one_and_the_same_length(
    width: float, height: float, wide: float, high: float
) -> None:
    found = {(tile.row, tile.column): tile for tile in tiles(width, height, (wide, high))}
    for (row, column), tile in found.items():
        right, below = found.get((row, column + 1)), found.get((row + 1, column))
        assert (tile.has_right, tile.has_below) == (right is not None, below is not None)
        if right:
            assert tile.window.right - right.window.x == pytest.approx(OVERLAP_PT)
        if below:
            assert tile.window.foot - below.window.y == pytest.approx(OVERLAP_PT)


@settings(max_examples=40)
@given(st.data(), lengths, lengths)
def test_what_is_no_larger_than_the_overlap_is_whole_on_some_page(
    data: st.DataObject, width: float, height: float
) -> None:
    side = data.draw(st.floats(1, min(OVERLAP_PT - 0.01, width, height)))
    x, y = data.draw(st.floats(0, width - side)), data.draw(st.floats(0, height - side))
    symbol = Box(x, y, side, side)
    assert any(is_within(symbol, t.window) for t in tiles(width, height, (500.0, 700.0)))


@settings(max_examples=40)
@given(st.floats(40, 2500), st.floats(40, 2500), papers, st.sampled_from((A2, FULL)))
def test_a_tile_shows_all_that_the_drawing_has_there_in_its_place(
    english: Catalogue,
    measure: FontMeasure,
    width: float,
    height: float,
    paper: Paper,
    poster: Paper,
) -> None:
    scene = scene_of(width, height)
    for page in printed(scene, english, measure, SheetChoice(paper, poster=poster)):
        layer, tile = page.layers[0], page.tile
        assert tile is not None
        assert layer.clip is not None
        window = tile.window
        # the window's corner on the drawing comes to lie at the window's corner on the page
        assert layer.x + window.x == pytest.approx(layer.clip.x)
        assert layer.y + window.y == pytest.approx(layer.clip.y)
        assert (layer.clip.width, layer.clip.height) == (window.width, window.height)
        for item in scene.items:
            box = bounds(item, measure)
            assert box is not None
            s = layer.scale
            seen = Box(box.x * s, box.y * s, box.width * s, box.height * s)
            if seen.meets(window.inset(0.01)):
                assert item in layer.items


@settings(max_examples=40)
@given(
    st.floats(40, 2500), st.floats(40, 2500), papers, st.booleans(),
    st.sampled_from((None, A2, FULL)),
)  # fmt: skip
def test_nothing_reaches_over_the_margins_of_the_paper(
    english: Catalogue,
    measure: FontMeasure,
    width: float,
    height: float,
    paper: Paper,
    is_landscape: bool,
    poster: Paper | None,
) -> None:
    choice = SheetChoice(paper, is_landscape, poster)
    for page in printed(scene_of(width, height), english, measure, choice):
        for box in on_page(page, measure):
            assert is_within(box, page.paper.printable, slack=0.8)  # half a pen's width


@settings(max_examples=40)
@given(st.floats(40, 6000), st.floats(40, 6000), papers, st.sampled_from((None, A2, FULL)))
def test_nothing_is_ever_enlarged(
    english: Catalogue,
    measure: FontMeasure,
    width: float,
    height: float,
    paper: Paper,
    poster: Paper | None,
) -> None:
    scene = Scene((Line(0, 0, width, height),), width, height)
    choice = SheetChoice(paper, poster=poster)
    for page in printed(scene, english, measure, choice):
        assert page.layers[0].scale <= 1
        assert poster is not FULL or page.layers[0].scale == 1


def painted(found: tuple[Page, ...], fonts: FilePath) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pdf.printed(found, title="Grid", description="", fonts=fonts))


def test_a_painted_tile_is_the_same_picture_as_that_part_of_the_whole_sheet(
    english: Catalogue, measure: FontMeasure, fonts: FilePath
) -> None:
    scene = scene_of(1100, 700)
    whole = painted(printed(scene, english, measure, SheetChoice(Paper(1300, 1000))), fonts)[0]
    full = whole.render(scale=2).to_pil().convert("L")
    (sheet,) = printed(scene, english, measure, SheetChoice(Paper(1300, 1000)))
    assert sheet.layers[0].scale == 1
    poster = printed(scene, english, measure, SheetChoice(A4, poster=FULL))
    assert len(poster) > 3
    document = painted(poster, fonts)
    for number, page in enumerate(poster):
        clip, tile = page.layers[0].clip, page.tile
        assert clip is not None
        assert tile is not None
        shown = document[number].render(scale=2).to_pil().convert("L")
        size = (round(2 * clip.width) - 8, round(2 * clip.height) - 8)
        here = (round(2 * clip.x) + 4, round(2 * clip.y) + 4)
        there = (
            round(2 * (sheet.layers[0].x + tile.window.x)) + 4,
            round(2 * (sheet.layers[0].y + tile.window.y)) + 4,
        )
        part = shown.crop((*here, here[0] + size[0], here[1] + size[1])).resize((60, 60))
        same = full.crop((*there, there[0] + size[0], there[1] + size[1])).resize((60, 60))
        differ = [abs(a - b) for a, b in zip(part.getdata(), same.getdata(), strict=True)]
        assert sum(differ) / len(differ) < 4, tile
        # just below the window, between the marks, lies nothing of the next row
        strip = (clip.x + 60, clip.foot + 1.5, clip.right - 60, clip.foot + 9)
        beyond = shown.crop(tuple(round(2 * edge) for edge in strip))
        assert beyond.getextrema()[0] > 200, tile


def test_every_page_tells_title_day_key_page_and_tile(
    english: Catalogue, measure: FontMeasure, fonts: FilePath
) -> None:
    poster = printed(scene_of(900, 1300), english, measure, SheetChoice(A4, poster=FULL))
    document = painted(poster, fonts)
    assert len(document) == len(poster) == 4
    for number, page in enumerate(document, start=1):
        text = page.get_textpage().get_text_range()
        for told in ("Grid", "Drawn on 28 November 2026", "the key", f"page {number} of 4"):
            assert told in text
    assert "Row 2, column 1" in document[2].get_textpage().get_text_range()


def test_one_page_tells_which_of_how_many_and_no_tile(
    english: Catalogue, measure: FontMeasure, fonts: FilePath
) -> None:
    (only,) = painted(printed(scene_of(300, 200), english, measure, SheetChoice()), fonts)
    text = only.get_textpage().get_text_range()
    assert "Page 1 of 1" in text
    assert "Row" not in text


@pytest.mark.parametrize(
    ("width", "height", "is_landscape", "is_wide"),
    [(1500, 300, False, True), (300, 1500, False, False), (300, 1500, True, True)],
)
def test_paper_is_turned_where_the_drawing_is_larger_or_somebody_asks(
    english: Catalogue,
    measure: FontMeasure,
    width: float,
    height: float,
    is_landscape: bool,
    is_wide: bool,
) -> None:
    choice = SheetChoice(A4, is_landscape)
    (page,) = printed(scene_of(width, height), english, measure, choice)
    assert (page.paper.width_pt > page.paper.height_pt) is is_wide


def test_cut_marks_stand_outside_the_drawing_and_dashed_ones_where_a_page_follows(
    english: Catalogue, measure: FontMeasure
) -> None:
    poster = printed(scene_of(900, 300), english, measure, SheetChoice(A4, poster=FULL))
    assert [(p.tile.row, p.tile.column) for p in poster if p.tile] == [(1, 1), (1, 2)]
    dashed = []
    for page in poster:
        clip = page.layers[0].clip
        assert clip is not None
        lines = [item for item in page.layers[-1].items if isinstance(item, Line)]
        assert not any(b.meets(clip) for item in lines if (b := bounds(item, measure)))
        dashed.append({round(line.x1 - clip.right, 3) for line in lines if line.stroke.dash})
    assert dashed == [{round(-OVERLAP_PT, 3)}, set()]


def test_a_title_longer_than_the_page_is_shortened(
    english: Catalogue, measure: FontMeasure
) -> None:
    imprint = Imprint("Pedigree " * 60, english, measure, DAY)
    (page,) = pages(Print(scene_of(300, 300), key), imprint, SheetChoice())
    title = page.layers[1].items[0]
    assert isinstance(title, Text)
    assert title.text.endswith("…")
    assert measure.width_pt(title.text, title.size_pt, is_bold=True) > 300
    boxes = on_page(page, measure)
    assert all(is_within(box, page.paper.printable, slack=0.8) for box in boxes)


def test_in_arabic_the_title_stands_at_the_right(arabic: Catalogue, measure: FontMeasure) -> None:
    imprint = Imprint("شجرة العائلة", arabic, measure, DAY)
    (page,) = pages(Print(scene_of(300, 300), key), imprint, SheetChoice())
    title, *_ = (i for i in page.layers[1].items if isinstance(i, Text) and i.is_bold)
    assert title.x == pytest.approx(page.paper.printable.right)


def test_fonts_are_embedded_with_used_letters_only_and_the_file_says_its_language(
    english: Catalogue, measure: FontMeasure, fonts: FilePath
) -> None:
    found = printed(scene_of(900, 300), english, measure, SheetChoice(A4, poster=FULL))
    file = pdf.printed(found, title="Grid", description="", fonts=fonts, language="en")
    with pikepdf.open(io.BytesIO(file)) as document:
        used = [font for page in document.pages for font in page.Resources.Font.values()]
        assert used
        for font in used:
            assert "+NotoSans" in str(font.BaseFont)
            embedded = font.FontDescriptor.FontFile2
            assert len(embedded.read_bytes()) < 60_000  # the whole font has ten times as many
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo.Title) == "Grid"


def test_the_same_pages_give_the_same_bytes(
    english: Catalogue, measure: FontMeasure, fonts: FilePath
) -> None:
    one, other = (
        pdf.printed(
            printed(scene_of(900, 700), english, measure, SheetChoice(A4, poster=FULL)),
            title="Grid",
            description="",
            fonts=fonts,
        )
        for _ in range(2)
    )
    assert one == other


def test_marks_that_the_arabic_face_lacks_come_from_the_other_one(
    fonts: FilePath, measure: FontMeasure
) -> None:
    """A full stop ends the line at its left as a dot on the ground, not as an empty box."""
    scene = Scene((Text(10, 60, "ددد.", size_pt=40, direction="rtl"),), 300, 90)
    page = pypdfium2.PdfDocument(pdf.sheet(scene, fonts=fonts))[0]
    picture = page.render(scale=1).to_pil().convert("L").point(lambda v: 255 if v < 128 else 0)
    left, top, _, bottom = picture.getbbox()
    stop = picture.crop((left, top, left + 6, bottom)).getbbox()
    assert stop[3] - stop[1] < 0.4 * (bottom - top)


@pytest.mark.parametrize("name", gallery())
def test_no_ink_of_a_pedigree_lies_outside_its_scene_where_a_tile_would_cut_it(
    english: Catalogue, measure: FontMeasure, name: str
) -> None:
    scene = gallery()[name].scene(english, measure)
    ink = joined(box for item in scene.items if (box := bounds(item, measure)))
    assert ink is not None
    assert is_within(ink, Box(0, 0, scene.width, scene.height))
