"""Pacing, hand-over between threads, and the fake devices."""

import asyncio
import threading

import numpy as np
import pytest

from counselling.call.media.devices import BLOCK_SAMPLES, Mailbox, Pacer
from counselling.call.media.fake_devices import FakeCamera, FakeMicrophone, read_stamp


class Clock:
    """A clock that moves when somebody sleeps, and when it is pushed."""

    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_ticks_come_at_an_even_pace() -> None:
    clock = Clock()
    pacer = Pacer(10, clock=clock, sleep=clock.sleep)

    async def run() -> list[tuple[int, float]]:
        return [(await pacer.tick(), round(clock.now, 3)) for _ in range(4)]

    assert asyncio.run(run()) == [(0, 50.0), (1, 50.1), (2, 50.2), (3, 50.3)]


def test_missed_ticks_are_left_out_and_not_made_up_for() -> None:
    clock = Clock()
    pacer = Pacer(10, clock=clock, sleep=clock.sleep)

    async def run() -> list[tuple[int, float]]:
        first = (await pacer.tick(), clock.now)
        clock.now += 0.73  # the computer was busy
        return [first, *[(await pacer.tick(), round(clock.now, 3)) for _ in range(2)]]

    assert asyncio.run(run()) == [(0, 50.0), (7, 50.73), (8, 50.8)]


def test_reader_of_a_mailbox_gets_the_newest_picture_only() -> None:
    async def run() -> list[int]:
        mailbox = Mailbox[int](asyncio.get_running_loop())
        for number in (1, 2, 3):
            mailbox.put(number)
        taken = [await mailbox.take()]
        mailbox.put(4)
        return [*taken, await mailbox.take()]

    assert asyncio.run(run()) == [3, 4]


def test_mailbox_of_sound_drops_the_oldest_when_nobody_takes() -> None:
    async def run() -> list[int]:
        mailbox = Mailbox[int](asyncio.get_running_loop(), capacity=3)
        for number in range(10):
            mailbox.put(number)
        return [await mailbox.take() for _ in range(3)]

    assert asyncio.run(run()) == [7, 8, 9]


def test_mailbox_is_filled_from_another_thread() -> None:
    async def run() -> str:
        mailbox = Mailbox[str](asyncio.get_running_loop())
        thread = threading.Thread(target=mailbox.put, args=("from the camera's thread",))
        taking = asyncio.create_task(mailbox.take())
        await asyncio.sleep(0)  # the reader waits before there is anything
        thread.start()
        taken = await asyncio.wait_for(taking, 5)
        thread.join()
        return taken

    assert asyncio.run(run()) == "from the camera's thread"


@pytest.mark.parametrize(("width", "height"), [(640, 480), (320, 240), (1280, 720), (641, 479)])
def test_fake_picture_has_planes_of_the_right_size_and_moves(width: int, height: int) -> None:
    camera = FakeCamera(width=width, height=height)
    pictures = [camera.picture(tick) for tick in range(0, 120, 7)]
    half = -(-width // 2) * -(-height // 2)
    for picture in pictures:
        assert (len(picture.y), len(picture.u), len(picture.v)) == (width * height, half, half)
        luma = np.frombuffer(picture.y, np.uint8)
        assert luma.min() >= 16
        assert luma.max() <= 235
    assert len({picture.y for picture in pictures}) == len(pictures)


def test_stamp_tells_when_the_picture_was_made() -> None:
    camera = FakeCamera(is_stamped=True, clock=lambda: 1_800_000_123.456)
    assert read_stamp(camera.picture(3)) == 1_800_000_123_456 % 2**32


def test_fake_tone_goes_on_without_a_step_between_blocks() -> None:
    clock = Clock()
    pacer = Pacer(50, clock=clock, sleep=clock.sleep)
    microphone = FakeMicrophone(tone_hz=440, pacer=pacer)

    async def run() -> np.ndarray:
        blocks = [(await microphone.block()).samples for _ in range(120)]
        return np.frombuffer(b"".join(blocks), "<i2").astype(int)

    samples = asyncio.run(run())
    assert len(samples) == 120 * BLOCK_SAMPLES
    steepest = 2 * np.pi * 440 / 48_000 * 0.1 * 32767
    assert np.abs(np.diff(samples)).max() <= steepest + 2
