"""Plays a track's sound evenly, for an engine that hands on what arrives when it arrives."""

import asyncio
from collections.abc import Callable
from typing import Final

import av
import numpy as np

from counselling.call.media.devices import (
    BLOCK_SAMPLES,
    SAMPLE_RATE,
    AudioBlock,
    AudioSink,
    Pacer,
)
from counselling.call.media.engine import Engine
from counselling.call.media.playout import Played, Playout
from counselling.call.media.rtc import Track
from counselling.call.media.statistics import Meter

_STEP: Final = np.float32(1 / 32768)
_PATIENCE_BLOCKS: Final = 25  # of nothing but made-up sound: then it is over until more comes


async def play_evenly(
    engine: Engine, track: Track, sink: AudioSink, meter: Meter, first: Callable[[], None]
) -> None:
    """Play a track until it ends, 20 ms every 20 ms; `first` is called once, with its start."""
    player = _Player(sink, meter)
    playing = asyncio.ensure_future(player.play())
    resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
    is_first = True
    try:
        while True:
            try:
                received = await track.recv()
            except engine.TrackEnded:
                return
            if not isinstance(received, av.AudioFrame):
                continue
            player.take(received, resampler)
            if is_first:
                is_first = False
                first()
    finally:
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)


class _Player:
    """Gives the speaker what is due, as long as anything comes."""

    def __init__(self, sink: AudioSink, meter: Meter) -> None:
        self._sink = sink
        self._meter = meter
        self._playout = Playout()
        self._came = asyncio.Event()
        self._end = 0

    def take(self, frame: av.AudioFrame, resampler: av.AudioResampler) -> None:
        start = self._end if frame.time is None else round(frame.time * SAMPLE_RATE)
        for mono in resampler.resample(frame):
            octets = bytes(mono.planes[0])[: mono.samples * 2]
            samples = np.frombuffer(octets, "<i2").astype(np.float32) * _STEP
            self._playout.put(start, samples)
            start += mono.samples
        self._end = start
        self._came.set()

    async def play(self) -> None:
        while True:
            await self._came.wait()
            pacer, idle = Pacer(SAMPLE_RATE / BLOCK_SAMPLES), 0
            while idle < _PATIENCE_BLOCKS:
                await pacer.tick()
                played = self._playout.take()
                idle = idle + 1 if played.made_up == BLOCK_SAMPLES else 0
                self._give(played)
            self._came.clear()

    def _give(self, played: Played) -> None:
        block = AudioBlock(np.clip(played.samples / _STEP, -32768, 32767).astype("<i2").tobytes())
        self._meter.made_up(played.made_up, BLOCK_SAMPLES)
        self._meter.heard(block, skipped_seconds=played.hole_seconds)
        self._sink.play(block)
