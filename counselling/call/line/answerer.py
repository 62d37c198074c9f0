"""The invited person's end of a media line: answers the host's offer, sends what it measured.

Until the host is proven nothing of camera and microphone is attached and nothing is shown, as on
the patient's page.
"""

import asyncio
from collections.abc import Callable
from typing import Final, Protocol, TypeAlias

from counselling.call.line.media_line import Incoming, LineOwner, MediaLine, Studio
from counselling.call.line.peer import STATISTICS_CHANNEL
from counselling.call.link.plan import IceServer
from counselling.call.link.proof import Handshake, fingerprint, with_one_fingerprint
from counselling.call.media.ladder import Rung, read_rung
from counselling.call.media.rtc import DataChannel, Track
from counselling.call.media.statistics import Second, write_page
from counselling.call.server.messages import Offer
from counselling.errors import CallError, PeerNotProven

_ATTACHING_SECONDS: Final = 1.0
_MAX_RUNG: Final = 200  # characters

# What both ends of a visit stand for, of the seat's and the host's fingerprint.
Facts: TypeAlias = Callable[[str, str], Handshake]


class AnswererOwner(LineOwner, Protocol):
    """Whoever wants to know what happens on the line."""

    def narrowed(self, rung: Rung) -> None:
        """The host said how much picture the line bears."""
        ...

    def channel_opened(self, channel: DataChannel) -> None:
        """The host opened a channel for something else, the board among others."""
        ...


class Answerer(MediaLine):
    """One line, made for one offer. facts: those of the visit, which lack the fingerprints only."""

    def __init__(
        self,
        studio: Studio,
        owner: AnswererOwner,
        *,
        incoming: Incoming,
        offer: Offer,
        servers: tuple[IceServer, ...],
        facts: Facts,
    ) -> None:
        super().__init__(studio, owner, incoming=incoming, servers=servers)
        self._wishes = owner
        self._facts = facts
        self._figures: DataChannel | None = None
        self._early: list[Track] = []
        self._is_proven = False
        self._attaching: set[asyncio.Task[object]] = set()
        self.can_restart = offer.can_restart and studio.engine.relend is not None
        self.handshake: Handshake | None = None
        self._connection.on("datachannel", self._opened)

    async def answer(self, offer: Offer) -> str:
        """Answer the host's offer, the first or a later one of the same line.

        Returns "" when the line was closed meanwhile. Raises PeerNotProven when a later offer has
        another fingerprint, CallError("call.description") when the engine can make nothing of it.
        """
        host_print = fingerprint(offer.sdp)
        if self.handshake is not None and host_print != self.handshake.host_print:
            raise PeerNotProven("call.fingerprint")
        engine = self._studio.engine
        if self.handshake is not None and engine.relend is not None:
            lent = [IceServer(s.urls, s.username, s.credential) for s in offer.servers]
            engine.relend(self._connection, await self._studio.reach.findable(lent))
        try:
            async with self._describing:
                await self._take_description(offer.sdp, "offer")
                for transceiver in self._connection.getTransceivers():
                    transceiver.direction = "sendrecv"
                await self._while_open(self._describe())
        except engine.failures:
            raise CallError("call.description") from None
        if self._is_closed:
            return ""
        sdp = with_one_fingerprint(self._connection.localDescription.sdp)
        self.handshake = self._facts(fingerprint(sdp), host_print)
        return sdp

    def begin(self) -> None:
        """Send and show, now that the host is proven."""
        if self._is_proven:
            return
        self._is_proven = True
        ours = {track.kind: track for track in self._subscribe()}
        before = asyncio.all_tasks()
        for transceiver in self._connection.getTransceivers():
            transceiver.sender.replaceTrack(ours[transceiver.kind])
        self._attaching = asyncio.all_tasks() - before
        early, self._early = self._early, []
        for track in early:
            super()._receive(track)

    async def second(self) -> Second | None:
        """Sum up the second that passed, and tell the host."""
        second = await super().second()
        channel = self._figures
        if second is not None and channel is not None and channel.readyState == "open":
            channel.send(write_page(second))
        return second

    async def close(self) -> None:
        """Hang up and wait until nothing of this line runs."""
        if self._attaching:
            # libwebrtc never ends one that is overtaken by the end of its connection
            await asyncio.wait(self._attaching, timeout=_ATTACHING_SECONDS)
        await super().close()

    def _receive(self, track: Track) -> None:
        if self._is_proven:
            super()._receive(track)
        else:
            self._early.append(track)

    async def _describe(self) -> None:
        await self._connection.setLocalDescription(await self._connection.createAnswer())

    def _opened(self, channel: DataChannel) -> None:
        if channel.label == STATISTICS_CHANNEL:
            self._figures = channel
            channel.on("message", self._told)
        else:
            self._wishes.channel_opened(channel)

    def _told(self, message: object) -> None:
        rung = read_rung(message) if isinstance(message, str) and len(message) < _MAX_RUNG else None
        if rung is not None:
            self._wishes.narrowed(rung)
