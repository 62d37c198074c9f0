"""Counts what a call carries and sums it up once a second: figures only, never content."""

import math
import sys
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import mul
from typing import Final

import msgspec

from counselling.call.link import outside
from counselling.call.media.devices import BLOCK_SAMPLES, SAMPLE_RATE, AudioBlock, VideoFrame

GAP_SECONDS: Final = 0.060  # three Opus packets: what an ear notices as a hole
STARVED_SECONDS: Final = 2.0  # no media for so long: the line is poor
LOST_SECONDS: Final = 5.0  # no media for so long: the line has to be made anew

MAX_PAGE_FIGURES: Final = 4_096  # characters

_FULL_SCALE: Final = 32768
_BLOCK_SECONDS: Final = BLOCK_SAMPLES / SAMPLE_RATE
_COUNTERS: Final = {
    "transport": ("bytesSent", "bytesReceived"),
    "inbound-rtp": ("packetsReceived", "packetsLost"),
}


class PageStatistics(msgspec.Struct, frozen=True, rename="camel"):
    """What the other end's page measured in its last second; None where its browser cannot say.

    loss, concealed: shares 0..1 of packets lost and of sound made up; freezes: since the start;
    available_kbit: what its browser believes it could send.
    """

    received_fps: float | None = None
    sent_fps: float | None = None
    received_kbit: float | None = None
    sent_kbit: float | None = None
    width: int | None = None
    height: int | None = None
    rtt_ms: float | None = None
    loss: float | None = None
    concealed: float | None = None
    freezes: int | None = None
    key_frames: int | None = None
    available_kbit: float | None = None


_PAGE: Final = msgspec.json.Decoder(PageStatistics)


@dataclass(frozen=True, slots=True)
class Traffic:
    """An engine's own counters since the start of a connection.

    rtt_ms: None until measured; samples, concealed: of sound given out, and how many of them were
    made up for lost ones, None where the engine does not say; available_kbit: what the engine
    believes it could send, None likewise.
    """

    bytes_sent: int = 0
    bytes_received: int = 0
    packets_received: int = 0
    packets_lost: int = 0
    rtt_ms: float | None = None
    samples: int | None = None
    concealed: int | None = None
    available_kbit: float | None = None


@dataclass(frozen=True, slots=True)
class Second:
    """One second of one line, seen from the counsellor's end.

    fps, kbit: both ways; loss: share 0..1 of the packets due that did not come; audio_gaps: holes
    over 60 ms in this second and audio_lost_ms in them; level: loudness 0..1 of what was heard;
    silent_seconds: since any packet came; page: the other end's figures, None until it sent some;
    concealed: share 0..1 of the sound that the engine made up, available_kbit: what it believes
    it could send, both None where it does not say; made_up: share of the sound that we made up,
    None where the engine does. An engine that needs us to has lost more than the line did.
    """

    sent_fps: float
    received_fps: float
    sent_kbit: float
    received_kbit: float
    width: int
    height: int
    rtt_ms: float | None
    loss: float
    audio_gaps: int
    audio_lost_ms: float
    level: float
    silent_seconds: float
    page: PageStatistics | None = None
    concealed: float | None = None
    available_kbit: float | None = None
    made_up: float | None = None


class Meter:
    """Counts one connection's media as it passes. clock: seconds, monotonic."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last_sign = self._last_tick = clock()
        self._last_block: float | None = None
        self._frames = self._sent = 0
        self._size = (0, 0)
        self._gaps = 0
        self._lost_seconds = 0.0
        self._loudest = 0.0
        self._played = self._made_up = 0
        self._traffic = Traffic()
        self._packets = 0
        self._page: PageStatistics | None = None

    def saw(self, frame: VideoFrame) -> None:
        """Count a picture that came in."""
        self._frames += 1
        self._size = (frame.width, frame.height)
        self._last_sign = self._clock()

    def heard(self, block: AudioBlock, *, skipped_seconds: float = 0.0) -> None:
        """Count a block that came in; skipped_seconds: what its time stamp says is missing."""
        now = self._clock()
        waited = 0.0 if self._last_block is None else now - self._last_block
        missing = max(skipped_seconds, waited - _BLOCK_SECONDS)
        if missing > GAP_SECONDS:
            self._gaps += 1
            self._lost_seconds += missing
        self._loudest = max(self._loudest, loudness(block))
        self._last_block = now

    def made_up(self, count: int, of: int) -> None:
        """Count samples that we made up for lost ones, of those played."""
        self._made_up += count
        self._played += of

    def told(self, page: PageStatistics) -> None:
        """Take what the other end measured: a sign of life, though it may have no microphone."""
        self._page = page
        self._last_sign = self._clock()

    def counted(self, traffic: Traffic) -> None:
        """Take an engine's counters: packets are a sign of life.

        Sound is none: libwebrtc goes on making it up when nothing comes any more.
        """
        if traffic.packets_received != self._packets:  # a restart counts from 0 again
            self._last_sign = self._clock()
        self._packets = traffic.packets_received

    @property
    def silent_seconds(self) -> float:
        """Time since anything came in."""
        return self._clock() - self._last_sign

    def second(self, traffic: Traffic, *, pictures_sent: int) -> Second:
        """Sum up what passed since this was asked last; pictures_sent: counted from the start."""
        self.counted(traffic)
        now = self._clock()
        passed = max(now - self._last_tick, 1e-3)
        before = self._traffic
        lost = max(0, traffic.packets_lost - before.packets_lost)
        came = max(0, traffic.packets_received - before.packets_received)
        summed = Second(
            sent_fps=round(max(0, pictures_sent - self._sent) / passed, 1),
            received_fps=round(self._frames / passed, 1),
            sent_kbit=_kbit(traffic.bytes_sent - before.bytes_sent, passed),
            received_kbit=_kbit(traffic.bytes_received - before.bytes_received, passed),
            width=self._size[0],
            height=self._size[1],
            rtt_ms=traffic.rtt_ms,
            loss=round(lost / (lost + came), 4) if lost else 0.0,
            audio_gaps=self._gaps,
            audio_lost_ms=round(self._lost_seconds * 1000, 1),
            level=round(self._loudest, 4),
            silent_seconds=round(self.silent_seconds, 2),
            page=self._page,
            concealed=_share(traffic, before),
            made_up=round(self._made_up / self._played, 4) if self._played else None,
            available_kbit=traffic.available_kbit,
        )
        self._frames = self._gaps = self._played = self._made_up = 0
        self._sent = pictures_sent
        self._lost_seconds = self._loudest = 0.0
        self._last_tick, self._traffic = now, traffic
        return summed


def traffic(report: Mapping[str, object]) -> Traffic:
    """Read the counters that we use out of an engine's report."""
    sums: dict[str, float] = {}
    rtt_seconds: list[float] = []
    for entry in report.values():
        kind = getattr(entry, "type", "")
        for name in _COUNTERS.get(kind, ()):
            sums[name] = sums.get(name, 0) + (getattr(entry, name, None) or 0)
        if kind == "remote-inbound-rtp" and (rtt := getattr(entry, "roundTripTime", None)):
            rtt_seconds.append(rtt)
    return Traffic(
        bytes_sent=int(sums.get("bytesSent", 0)),
        bytes_received=int(sums.get("bytesReceived", 0)),
        packets_received=int(sums.get("packetsReceived", 0)),
        packets_lost=int(sums.get("packetsLost", 0)),
        rtt_ms=round(min(rtt_seconds) * 1000, 1) if rtt_seconds else None,
    )


def loudness(block: AudioBlock) -> float:
    """Root mean square of a block, 0..1."""
    samples = array("h", block.samples)
    if sys.byteorder == "big":
        samples.byteswap()
    if not samples:
        return 0.0
    return math.sqrt(sum(map(mul, samples, samples)) / len(samples)) / _FULL_SCALE


def read_page(text: str) -> PageStatistics | None:
    """Read what a page measured; None when it is not to be understood."""
    try:
        return outside.read(_PAGE, text)
    except ValueError:
        return None


def write_page(second: Second) -> str:
    """Write a second as the other end of the line wants to know it: as a page would."""
    page = PageStatistics(
        received_fps=second.received_fps,
        sent_fps=second.sent_fps,
        received_kbit=second.received_kbit,
        sent_kbit=second.sent_kbit,
        width=second.width,
        height=second.height,
        rtt_ms=second.rtt_ms,
        loss=second.loss,
        concealed=second.concealed,
        available_kbit=second.available_kbit,
    )
    return msgspec.json.encode(page).decode()


def _share(now: Traffic, before: Traffic) -> float | None:
    if now.samples is None or now.concealed is None:
        return None
    given = now.samples - (before.samples or 0)
    return round((now.concealed - (before.concealed or 0)) / given, 4) if given > 0 else 0.0


def _kbit(octets: int, seconds: float) -> float:
    return round(octets * 8 / 1000 / seconds, 1)
