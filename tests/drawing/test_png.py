"""The picture of pixels: right size, right words, the same bytes, and no memory eaten."""

import io
from pathlib import Path as FilePath

import pytest
from PIL import Image

from counselling.drawing.png import png
from counselling.drawing.scene import Anchor, Circle, Ink, Scene, Text
from counselling.errors import LayoutError

DISC = Scene((Circle(36, 36, 20, Ink.INK, None),), 144, 72)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


@pytest.mark.parametrize("dpi", [30, 72, 150, 300])
def test_size_follows_the_resolution_and_ground_is_white(fonts: FilePath, dpi: int) -> None:
    picture = opened(png(DISC, fonts=fonts, dpi=dpi))
    assert picture.size == pytest.approx((2 * dpi, dpi), abs=1)
    assert picture.getpixel((picture.width - 2, 2)) == 255
    assert picture.getpixel((picture.width // 4, picture.height // 2)) < 60


def test_the_same_scene_gives_the_same_picture(fonts: FilePath) -> None:
    scene = Scene((Text(5, 40, "BRCA1 c.68_69del"), *DISC.items), 144, 72)
    assert png(scene, fonts=fonts, dpi=150) == png(scene, fonts=fonts, dpi=150)


@pytest.mark.parametrize(
    ("anchor", "low", "high"),
    [(Anchor.START, 100, 200), (Anchor.MIDDLE, 50, 150), (Anchor.END, 0, 100)],
)
def test_arabic_stands_on_the_side_that_its_anchor_names(
    fonts: FilePath, anchor: Anchor, low: int, high: int
) -> None:
    scene = Scene((Text(100, 40, "سرطان الثدي", anchor=anchor, direction="rtl"),), 200, 72)
    left, _, right, _ = opened(png(scene, fonts=fonts, dpi=72)).point(
        lambda v: 255 if v < 128 else 0
    ).getbbox() or (0, 0, 0, 0)
    assert low - 3 <= left < right <= high + 3
    assert right - left > 20


def test_words_are_never_markup(fonts: FilePath) -> None:
    scene = Scene((Text(0, 20, '<image href="/etc/passwd"/> #panic() & "'),), 200, 40)
    assert opened(png(scene, fonts=fonts, dpi=72)).getextrema()[0] < 128


def test_a_picture_that_would_fill_the_memory_is_refused_with_what_would_do(
    fonts: FilePath,
) -> None:
    wide = Scene(DISC.items, 20_000, 2_000)
    with pytest.raises(LayoutError, match=r"picture\.too_large") as refused:
        png(wide, fonts=fonts, dpi=1200)
    dpi = refused.value.fields["dpi"]
    assert isinstance(dpi, int)
    assert 100 < dpi < 1200
    with pytest.raises(LayoutError):
        png(wide, fonts=fonts, dpi=dpi + 1)
