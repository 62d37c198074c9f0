"""What is sent while there is no camera or no microphone."""

import asyncio

import numpy as np

from counselling.call.media.absence import NoPicture, Silence
from counselling.call.media.devices import BLOCK_SAMPLES, AudioBlock
from counselling.call.media.fake_devices import FakeCamera


def test_what_stands_for_a_camera_is_a_calm_sign_on_a_dark_ground() -> None:
    picture = NoPicture().picture
    fake = FakeCamera().picture(1)
    sizes = [(len(each.y), len(each.u), len(each.v)) for each in (picture, fake)]
    assert sizes[0] == sizes[1]
    luma = np.frombuffer(picture.y, np.uint8).reshape(picture.height, picture.width)
    ground = luma == luma[0, 0]
    assert ground.mean() > 0.97
    rows, columns = np.nonzero(~ground)
    middle = (rows.min() + rows.max(), columns.min() + columns.max())
    assert middle == (picture.height - 1, picture.width - 1)
    assert 16 <= luma.min() < luma.max() <= 235
    assert luma.max() > 4 * luma.min()  # else nobody sees the sign


def test_what_stands_for_a_camera_stands_still_and_comes_few_times_a_second() -> None:
    async def watch() -> tuple[int, set[bytes]]:
        nothing, loop = NoPicture(), asyncio.get_running_loop()
        until, frames = loop.time() + 0.9, []
        while loop.time() < until:
            frames.append((await nothing.frame()).y)
        return len(frames), set(frames)

    count, pictures = asyncio.run(watch())
    assert 1 <= count <= 6
    assert len(pictures) == 1


def test_what_stands_for_a_microphone_is_silent() -> None:
    silence = Silence()

    async def listen() -> list[AudioBlock]:
        return [await silence.block() for _ in range(3)]

    assert asyncio.run(listen()) == [AudioBlock(bytes(2 * BLOCK_SAMPLES))] * 3
