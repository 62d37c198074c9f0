"""The counsellor's end of a media line to one seat: offers it, shares the board, hears figures."""

import re
from collections.abc import Sequence
from typing import Final, Protocol

from counselling.call.board.board import Message
from counselling.call.board.board_line import BoardLine, BoardOwner
from counselling.call.line.circle_line import CircleLine, CircleOwner
from counselling.call.line.media_line import Incoming, LineOwner, MediaLine, Studio
from counselling.call.link.plan import IceServer
from counselling.call.link.proof import with_one_fingerprint
from counselling.call.media.ladder import Rung, write_rung
from counselling.call.media.statistics import MAX_PAGE_FIGURES, read_page
from counselling.call.talk.talk_line import TalkLine, TalkOwner
from counselling.errors import CallError

STATISTICS_CHANNEL: Final = "stats"


_STREAM: Final = re.compile(r"(msid:)\S+(?= )")


class PeerOwner(LineOwner, BoardOwner, CircleOwner, Protocol):
    """Whoever wants to know what happens on the line, on the board and in the room."""


class Peer(MediaLine):
    """One line, made for one visit. talk: who hears what is said beside sound and picture."""

    def __init__(
        self,
        studio: Studio,
        owner: PeerOwner,
        *,
        incoming: Incoming,
        servers: tuple[IceServer, ...],
        talk: TalkOwner,
    ) -> None:
        super().__init__(studio, owner, incoming=incoming, servers=servers)
        # Before the first offer: a channel added later would need a second one.
        self.board = BoardLine(self._connection, owner)
        self.circle = CircleLine(self._connection, owner)
        self.talk = TalkLine.made(self._connection, talk)
        self._figures = self._connection.createDataChannel(STATISTICS_CHANNEL)
        self._figures.on("message", self._page_figures)

    async def offer(self) -> str:
        """Describe our end; "" when the line was closed meanwhile.

        The fingerprint in it is the one that our engine uses.
        """
        for track in self._subscribe():
            self._connection.addTrack(track)
        return await self._described()

    async def offer_again(self, servers: tuple[IceServer, ...]) -> str:
        """Describe our end with a new way by these servers; "" when that cannot be."""
        restart = self._studio.engine.restart
        if restart is None or self._is_closed:
            return ""
        restart(self._connection, servers)
        return await self._described()

    async def accept(self, sdp: str) -> None:
        """Take the other end's answer, whose fingerprint was proven before.

        Raises CallError("call.description") when the engine cannot make anything of it.
        """
        try:
            async with self._describing:
                await self._take_description(sdp, "answer")
        except self._studio.engine.failures:
            raise CallError("call.description") from None

    def send_board(self, messages: Sequence[Message]) -> bool:
        """Send messages about the shared picture; False while the channel is not open."""
        return not self._is_closed and self.board.send(messages)

    def narrow(self, rung: Rung) -> None:
        """Send as much as a rung allows, and have the page do the same."""
        super().narrow(rung)
        if not self._is_closed and self._figures.readyState == "open":
            self._figures.send(write_rung(rung))

    def _page_figures(self, message: object) -> None:
        if isinstance(message, str) and len(message) <= MAX_PAGE_FIGURES:
            page = read_page(message)
            if page is not None:
                self._meter.told(page)

    async def _described(self) -> str:
        async with self._describing:
            await self._while_open(self._describe())
        if self._is_closed:
            return ""
        return without_streams(with_one_fingerprint(self._connection.localDescription.sdp))

    async def _describe(self) -> None:
        await self._connection.setLocalDescription(await self._connection.createOffer())


def without_streams(sdp: str) -> str:
    """Return a description whose sound and picture belong to no common stream.

    Receivers hold the sound of a stream back until its picture comes. On a line that bears a still
    picture every five seconds they held it back by more than a second.
    """
    return _STREAM.sub(r"\1-", sdp)
