"""Camera, microphone and loudspeaker, as far as they go without a device."""

import asyncio

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QCameraDevice, QVideoFrame, QVideoFrameFormat
from pytestqt.qtbot import QtBot

from counselling.call.media.devices import BLOCK_SAMPLES, AudioBlock, VideoFrame
from ui.kit.devices.camera import Camera, best_format
from ui.kit.devices.planes import planes_of
from ui.kit.devices.sound import BLOCK_BYTES, WAITING_BLOCKS, Cutter, Queue, sound_format
from ui.kit.devices.video_tile import video_frame
from ui.kit.threads.post import Post

Form = QVideoFrameFormat.PixelFormat
RED = (81, 90, 240)  # ITU-R BT.601: pure red, video range


def picture(width: int = 64, height: int = 48, colour: tuple[int, int, int] = RED) -> VideoFrame:
    quarter = (width // 2) * (height // 2)
    y, u, v = (bytes([part]) for part in colour)
    return VideoFrame(width, height, y * (width * height), u * quarter, v * quarter)


def packed(form: QVideoFrameFormat.PixelFormat, rows: list[bytes], size: QSize) -> QVideoFrame:
    """A frame of one or two planes whose rows are written with the padding that Qt chose."""
    frame = QVideoFrame(QVideoFrameFormat(size, form))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    at = 0
    for plane in range(frame.planeCount()):
        stride, bits = frame.bytesPerLine(plane), memoryview(frame.bits(plane))
        for row in range(len(bits) // stride):
            if at < len(rows):
                bits[row * stride : row * stride + len(rows[at])] = rows[at]
            at += 1
    frame.unmap()
    return frame


def is_near(planes: VideoFrame, colour: tuple[int, int, int]) -> bool:
    parts = (planes.y, planes.u, planes.v)
    return all(
        abs(np.frombuffer(part, np.uint8).astype(int) - wanted).max() <= 2
        for part, wanted in zip(parts, colour, strict=True)
    )


@pytest.mark.parametrize("width", [64, 62])
def test_planes_survive_the_way_through_qt(width: int) -> None:
    sent = picture(width)
    assert planes_of(video_frame(sent)) == sent


def test_two_planes_with_pairs_of_colours_are_taken_apart() -> None:
    rows = [bytes(range(1, 9))] * 4 + [b"\x10\x20" * 4] * 2
    planes = planes_of(packed(Form.Format_NV12, rows, QSize(8, 4)))
    assert planes == VideoFrame(8, 4, bytes(range(1, 9)) * 4, b"\x10" * 8, b"\x20" * 8)


def test_interleaved_brightness_and_colour_are_taken_apart() -> None:
    planes = planes_of(packed(Form.Format_YUYV, [b"\x51\x5a\x52\xf0" * 4] * 4, QSize(8, 4)))
    assert planes == VideoFrame(8, 4, b"\x51\x52" * 16, b"\x5a" * 8, b"\xf0" * 8)


def test_any_other_picture_is_counted_anew_from_its_colours() -> None:
    image = QImage(64, 48, QImage.Format.Format_ARGB32)
    image.fill(QColor("red"))
    planes = planes_of(QVideoFrame(image))
    assert planes is not None
    assert is_near(planes, RED)


def test_odd_row_and_column_are_left_out() -> None:
    image = QImage(63, 47, QImage.Format.Format_ARGB32)
    image.fill(QColor("red"))
    planes = planes_of(QVideoFrame(image))
    assert planes is not None
    assert (planes.width, planes.height, len(planes.u)) == (62, 46, 31 * 23)


def test_frame_without_a_picture_is_none() -> None:
    assert planes_of(QVideoFrame()) is None


def test_camera_hands_on_the_newest_picture_only(qtbot: QtBot) -> None:
    camera = Camera(QCameraDevice())

    async def look() -> VideoFrame:
        waiting = asyncio.create_task(camera.frame())
        await asyncio.sleep(0)  # the reader asks first: what came before is dropped
        for brightness in (20, 30, 40):
            camera.take(video_frame(picture(colour=(brightness, 90, 240))))
        return await waiting

    assert asyncio.run(look()).y[0] == 40
    camera.deleteLater()


def test_no_formats_no_choice() -> None:
    assert best_format(()) is None


def test_what_comes_after_the_loop_is_closed_goes_nowhere() -> None:
    post: Post[int] = Post()

    async def ask() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(post.take(), 0)

    asyncio.run(ask())
    post.put(1)


# Sound


def test_sound_is_cut_into_blocks_whatever_portions_come() -> None:
    cutter = Cutter()
    sound = bytes(range(256)) * 20
    blocks = [b for at in range(0, len(sound), 700) for b in cutter.cut(sound[at : at + 700])]
    assert {len(block.samples) for block in blocks} == {BLOCK_BYTES}
    assert b"".join(block.samples for block in blocks) == sound[: BLOCK_BYTES * len(blocks)]
    assert len(blocks) == len(sound) // BLOCK_BYTES


def test_form_of_sound_is_the_calls() -> None:
    form = sound_format()
    assert (form.bytesForDuration(20_000), form.channelCount()) == (2 * BLOCK_SAMPLES, 1)


def test_loudspeaker_that_is_held_up_loses_the_oldest_sound() -> None:
    queue = Queue()
    calls = [queue.put(AudioBlock(bytes([n]) * BLOCK_BYTES)) for n in range(WAITING_BLOCKS + 3)]
    assert calls == [True] + [False] * (WAITING_BLOCKS + 2)
    heard = queue.take(100 * BLOCK_BYTES)
    assert (heard[0], len(heard)) == (3, WAITING_BLOCKS * BLOCK_BYTES)


def test_sound_that_finds_no_room_waits_for_the_next_call() -> None:
    queue = Queue()
    for number in range(3):
        queue.put(AudioBlock(bytes([number]) * BLOCK_BYTES))
    assert queue.take(2 * BLOCK_BYTES + 1)[-1] == 1
    assert queue.put(AudioBlock(b"\x03" * BLOCK_BYTES))
    assert queue.take(10 * BLOCK_BYTES) == b"\x02" * BLOCK_BYTES + b"\x03" * BLOCK_BYTES
