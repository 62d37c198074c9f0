"""Encodes sound and small pictures for an engine whose own encoders keep to rates of their own.

aiortc sends what is given to it encoded as it is, but cannot pass on that the other end asks for
a whole picture. So only the small pictures are encoded here, with a whole one every two seconds;
and every still is whole.
"""

import fractions
from collections.abc import Sequence
from typing import Final

import av
from av.audio.codeccontext import AudioCodecContext
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType

from counselling.call.media.devices import SAMPLE_RATE
from counselling.call.media.rtc import Encoded

_AUDIO_BASE: Final = fractions.Fraction(1, SAMPLE_RATE)
_VIDEO_BASE: Final = fractions.Fraction(1, 90_000)
_WHOLE_SECONDS: Final = 2
_LOSS_PERCENT: Final = 10  # that a packet carries a rough copy of the one before it for
# The picture of a still stays under two packets: more would hold a narrow line's sound up.
_FINEST, _COARSEST, _STILL = 4, 60, 46


class SoundEncoder:
    """Opus of one rate. block_ms: 10 or 20, what a packet holds."""

    def __init__(self, kbit: int, *, block_ms: int) -> None:
        self._samples = SAMPLE_RATE * block_ms // 1000
        self._cutter = av.AudioResampler(
            format="s16", layout="mono", rate=SAMPLE_RATE, frame_size=self._samples
        )
        self._codec: AudioCodecContext = av.CodecContext.create("libopus", "w")
        self._codec.bit_rate = kbit * 1000
        self._codec.format = "s16"
        self._codec.layout = "mono"
        self._codec.sample_rate = SAMPLE_RATE
        self._codec.time_base = _AUDIO_BASE
        self._codec.options = {
            "application": "voip",
            "frame_duration": str(block_ms),
            "fec": "1",
            "packet_loss": str(_LOSS_PERCENT),
        }

    def encode(self, frame: av.AudioFrame) -> Sequence[Encoded]:
        """Return a frame (20 ms, whose pts count samples) as packets with their place in time."""
        start = frame.pts or 0
        made: list[Encoded] = []
        for piece in self._cutter.resample(frame):
            made += self._codec.encode(piece)
        for number, packet in enumerate(made):
            packet.pts, packet.time_base = start + number * self._samples, _AUDIO_BASE
        return made


class PictureEncoder:
    """VP8 of one size and rate. per_second: pictures, under one for stills that are each whole."""

    def __init__(self, width: int, height: int, *, kbit: int, per_second: float) -> None:
        self.size = (width, height)
        self.is_still = per_second < 1
        finest, coarsest = (_STILL, _STILL) if self.is_still else (_FINEST, _COARSEST)
        codec: VideoCodecContext = av.CodecContext.create("libvpx", "w")
        codec.width, codec.height = width, height
        codec.bit_rate = kbit * 1000
        codec.pix_fmt = "yuv420p"
        codec.gop_size = 1 if self.is_still else round(per_second * _WHOLE_SECONDS)
        codec.qmin, codec.qmax = finest, coarsest
        codec.time_base = _VIDEO_BASE
        codec.thread_count = 1
        codec.options = {
            "bufsize": str(kbit * 1000),
            "cpu-used": "-6",
            "deadline": "realtime",
            "error-resilient": "1",
            "lag-in-frames": "0",
            "maxrate": str(kbit * 1000),
            "minrate": str(kbit * 1000),
            "static-thresh": "1",
        }
        self._codec = codec

    def encode(self, frame: av.VideoFrame) -> Sequence[Encoded]:
        """Return a picture of this encoder's size as packets with its place in time."""
        place, base = frame.pts, frame.time_base
        if self.is_still:
            frame.pict_type = PictureType.I
        packets = list(self._codec.encode(frame))
        for packet in packets:
            packet.pts, packet.time_base = place, base or _VIDEO_BASE
        return packets
