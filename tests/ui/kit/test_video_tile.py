import threading
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor
from PySide6.QtMultimedia import QVideoFrameFormat
from pytestqt.qtbot import QtBot

from ui.kit.devices.video_tile import VideoTile, video_frame
from ui.kit.threads.courier import Courier
from ui.look.theme import Theme


@dataclass(frozen=True)
class Frame:
    """One colour all over. 8-bit YUV of BT.601, video range."""

    width: int
    height: int
    colour: tuple[int, int, int]

    @property
    def y(self) -> bytes:
        return bytes([self.colour[0]]) * (self.width * self.height)

    @property
    def u(self) -> bytes:
        return bytes([self.colour[1]]) * self._quarter

    @property
    def v(self) -> bytes:
        return bytes([self.colour[2]]) * self._quarter

    @property
    def _quarter(self) -> int:
        return ((self.width + 1) // 2) * ((self.height + 1) // 2)


RED, GREEN = (81, 90, 240), (145, 54, 34)  # ITU-R BT.601: pure red and pure green


def is_like(colour: QColor, wanted: tuple[int, int, int]) -> bool:
    parts = (colour.red(), colour.green(), colour.blue())
    return all(abs(a - b) <= 6 for a, b in zip(parts, wanted, strict=True))


@pytest.mark.parametrize("size", [(64, 48), (62, 46), (63, 47)])
def test_colours_are_those_of_the_camera(size: tuple[int, int]) -> None:
    image = video_frame(Frame(*size, RED)).toImage()
    assert (image.width(), image.height()) == size
    assert is_like(image.pixelColor(30, 20), (255, 0, 0))


def test_range_and_colour_space_are_told_for_the_painters_that_ask() -> None:
    form = video_frame(Frame(64, 48, RED)).surfaceFormat()
    assert form.colorRange() == QVideoFrameFormat.ColorRange.ColorRange_Video
    assert form.colorSpace() == QVideoFrameFormat.ColorSpace.ColorSpace_BT601


@pytest.fixture
def tile(courier: Courier, theme: Theme, qtbot: QtBot) -> VideoTile:
    made = VideoTile(courier, "Anna")
    qtbot.addWidget(made)
    made.resize(320, 240)
    made.show()
    return made


def test_frames_from_another_thread_are_shown_and_only_the_newest(
    tile: VideoTile, qtbot: QtBot
) -> None:
    frames = [Frame(64, 48, RED)] * 20 + [Frame(64, 48, GREEN)]
    thread = threading.Thread(target=lambda: [tile.show_frame(frame) for frame in frames])
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: tile.shown > 0)
    assert tile.shown <= 2
    assert is_like(tile.grab().toImage().pixelColor(160, 120), (0, 255, 0))


def test_whole_picture_is_shown_with_bars(tile: VideoTile, qtbot: QtBot) -> None:
    tile.show_frame(Frame(64, 24, RED))
    QCoreApplication.processEvents()
    image = tile.grab().toImage()
    assert is_like(image.pixelColor(160, 120), (255, 0, 0))
    assert image.pixelColor(160, 20).lightness() < 30


def test_tile_without_a_picture_says_why(tile: VideoTile) -> None:
    before = tile.grab().toImage()
    tile.say("The camera is off")
    assert tile.grab().toImage() != before


def test_frame_for_a_tile_that_is_gone_goes_nowhere(
    courier: Courier, theme: Theme, qtbot: QtBot
) -> None:
    tile = VideoTile(courier, "Anna")
    show = tile.show_frame
    tile.show_frame(Frame(8, 8, RED))
    tile.deleteLater()
    del tile
    show(Frame(8, 8, RED))
    QCoreApplication.processEvents()
