"""An invited person's whole way without a browser: knock, wait, call, come back, leave.

What the patient's page does, in Python: for a clinic that checks its installation, for figures,
and as the other end in tests. Everything runs on the loop that run() was called on.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from typing import Final, TypeAlias

from counselling.call.circle.fellows import Fellows
from counselling.call.guest.attendance import Attendance
from counselling.call.line.answerer import Answerer
from counselling.call.line.care import STANDSTILL_SECONDS, quality_of, still_after
from counselling.call.line.circle_words import CHANNEL as CIRCLE_CHANNEL
from counselling.call.line.events import (
    CallEvent,
    Connected,
    Ended,
    FirstFrame,
    Left,
    LineChanged,
    Lost,
    Media,
    PictureChanged,
    Quality,
    ServerLost,
    Statistics,
)
from counselling.call.line.media_line import Incoming, Studio
from counselling.call.line.turn_watch import TurnWatch
from counselling.call.link.before_call import Finding
from counselling.call.link.chores import Chores
from counselling.call.link.invitation import Invitation, Random, base64url
from counselling.call.link.patience import wait_seconds
from counselling.call.link.plan import ServerAddress
from counselling.call.link.revival import Deed, Revival
from counselling.call.media.devices import Devices
from counselling.call.media.engine import Engine
from counselling.call.media.ladder import Ladder, Rung, report_of
from counselling.call.media.rtc import DataChannel
from counselling.call.server import messages, wire
from counselling.call.server.signalling import connect
from counselling.call.talk.talk_seat import TalkSeat
from counselling.errors import ConnectionLost

_SEAT_KEY_BYTES: Final = 16
_LOOK_SECONDS: Final = 0.5
_COME_BACK_SECONDS: Final = 0.8  # a goodbye may still be on its way

OnChannel: TypeAlias = Callable[[DataChannel], None]


class Guest:
    """One person's end of a call. on_channel: for more than media; found: what her check told."""

    def __init__(
        self,
        invitation: Invitation,
        *,
        engine: Engine,
        devices: Devices,
        language: str = "en",
        on_channel: OnChannel = lambda _channel: None,
        seat_key: str | None = None,
        found: tuple[Finding, ...] = (),
        random: Random = os.urandom,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.invitation, self.language, self.found = invitation, language, found
        self.seat_key = seat_key or base64url(random(_SEAT_KEY_BYTES))
        self.studio = Studio.furnished(engine, devices, random=random, clock=clock)
        self.incoming = Incoming(devices.screen(""), devices.speaker(""))
        self.line: Answerer | None = None
        self.on_channel = on_channel
        self.turn = TurnWatch("", self.tell, self.studio.reach)
        self.fellows = Fellows(self, devices, room=invitation.room)
        self.talk = TalkSeat(random=random, tell=self.tell, held=self._hold)
        self._events: asyncio.Queue[CallEvent] = asyncio.Queue()
        self._chores, self._partings = Chores(), Chores()
        self._knock_now = asyncio.Event()
        self._attendance: Attendance | None = None
        self._is_over, self._quality = False, Quality.GOOD
        self._revival, self._still = Revival(can_restart=False), 0
        self._own_ladder, self._told_rung, self._rung = Ladder(), Rung.FULL, Rung.FULL

    async def events(self) -> AsyncIterator[CallEvent]:
        """Yield what happens, Ended last. For one reader."""
        while True:
            event = await self._events.get()
            yield event
            if isinstance(event, Ended):
                return

    async def run(self) -> None:
        """Come, stay, come back, until the session is over or leave() was called.

        Raises LinkRefused("call.link_refused") when the server does not take the link, CallError
        when the other end could not prove itself or nothing can be made of what it says.
        """
        self._chores.start(self._watch())
        try:
            await self._come_again_and_again()
        finally:
            await self._stop()

    async def leave(self) -> None:
        """Leave by the button; after the end, nothing."""
        if self._is_over:
            return
        self._is_over = True
        if self._attendance is not None:
            await self._attendance.leave()
        self.tell(Left(self.seat))
        self._knock_now.set()

    # What a visit's attendance asks of its owner.

    def tell(self, event: CallEvent) -> None:
        """Tell whoever reads the events."""
        self._events.put_nowait(event)

    def over(self) -> None:
        """The host ended the session, or turned us away."""
        self._is_over = True
        self._knock_now.set()

    @property
    def is_heard(self) -> bool:
        """Whether a line stands and is not silent."""
        return self.line is not None and self._quality is Quality.GOOD

    def take_over(self, line: Answerer, proof: messages.Proof) -> None:
        """Take a line whose host was proven in place of the one before."""
        before, self.line = self.line, line
        self.hush_host(is_hushed=proof.is_hushed or self.fellows.is_hushed(wire.TO_HOST))
        if proof.is_held:
            self.talk.hold(is_on=True)
        self._revival, self._still = Revival(line.can_restart), 0
        self._own_ladder, self._told_rung, self._rung = Ladder(), Rung.FULL, Rung.FULL
        self.part_with(before)

    def hush_host(self, *, is_hushed: bool) -> None:
        """Send the host silence in place of our sound, or our sound again."""
        if self.line is not None:
            self.line.hush(is_hushed=is_hushed)

    def part_with(self, line: Answerer | None) -> None:
        """Hang up a line that is not the guest's any more, or never was."""
        if line is not None:
            self._partings.start(line.close())

    # What happens on the line.

    def first_frame(self, media: Media) -> None:
        """Tell of the line's first picture or sound."""
        if self._attendance is not None:
            self.tell(FirstFrame(self.seat, media, self._attendance.since_admission()))

    def line_opened(self) -> None:
        """Nothing: what counts is the proof."""

    def narrowed(self, rung: Rung) -> None:
        """Send as much as the host says; what it says may come late, so we look ourselves too."""
        self._told_rung = rung
        if rung is not Rung.SOUND:
            self._own_ladder = Ladder()
        self._narrow()

    def channel_opened(self, channel: DataChannel) -> None:
        """Hand a channel on; the talk and the others in the room have one of their own."""
        if channel.label == CIRCLE_CHANNEL:
            self.fellows.take(channel)
        elif not self.talk.take(channel):
            self.on_channel(channel)

    def line_closed(self) -> None:
        """Come back to the seat after a line that broke."""
        if self.line is not None and not self._is_over:
            self._chores.start(self._come_back())

    def connected(self, event: Connected) -> None:
        """The host is proven and the line is made."""
        self._note(Quality.GOOD)
        self.tell(event)

    # Coming and staying.

    async def _come_again_and_again(self) -> None:
        failures = 0
        while not self._is_over:
            self._knock_now.clear()
            try:
                await self._attend()
                failures = 0
            except ConnectionLost:
                if not failures:
                    self.tell(ServerLost())
                await self._pause(wait_seconds(failures, self.studio.random))
                failures += 1
                await self._while_heard()

    async def _attend(self) -> None:
        """Be at the server until it is lost, the session over, or a new knock is wanted."""
        server = ServerAddress(self.invitation.base, "", self.invitation.roots)
        async with connect(server) as socket:
            self._attendance = attendance = Attendance(self, socket)
            visiting = asyncio.ensure_future(attendance.attend())
            wanted = asyncio.ensure_future(self._knock_now.wait())
            try:
                await asyncio.wait({visiting, wanted}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                wanted.cancel()
                if not visiting.done():
                    visiting.cancel()
                await asyncio.gather(visiting, wanted, return_exceptions=True)
                attendance.close()
        if not visiting.cancelled() and (error := visiting.exception()) is not None:
            raise error

    async def _while_heard(self) -> None:
        """A line that stands needs no server: wait until it does not, or we leave."""
        while self.is_heard and not self._knock_now.is_set():
            await self._pause(_LOOK_SECONDS)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._knock_now.wait(), seconds)
        except TimeoutError:
            return

    async def _come_back(self) -> None:
        line, self.line = self.line, None
        self.part_with(line)
        self._note(Quality.LOST)
        self.tell(Lost(self.seat))
        await asyncio.sleep(_COME_BACK_SECONDS)
        self._knock_now.set()

    async def _watch(self) -> None:
        """Measure each second, look each half, and do what brings a silent line back."""
        count = 0
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            count += 1
            line = self.line
            if line is None:
                continue
            silent = await line.silent_seconds()
            self._note(quality_of(silent))
            await self._revive(silent)
            if count % 2 == 0 and (second := await line.second()) is not None:
                self.tell(Statistics(self.seat, second))
                self._own_ladder = self._own_ladder.after(report_of(second))
                self._narrow()
                self._still = still_after(self._still, second)
                if self._still == STANDSTILL_SECONDS and self.studio.engine.restart is None:
                    self._knock_now.set()  # made anew, the line begins with a whole picture

    async def _revive(self, silent_seconds: float) -> None:
        self._revival, deed = self._revival.after(silent_seconds)
        attendance = self._attendance
        if deed is Deed.RESTART and attendance is not None:
            await attendance.ask_again()
        elif deed is Deed.KNOCK and not (attendance is not None and attendance.is_host_away):
            self._knock_now.set()

    def _narrow(self) -> None:
        rung = min(self._told_rung, self._own_ladder.rung)
        if rung is not self._rung and self.line is not None:
            self._rung = rung
            self.line.narrow(rung)
            self.fellows.narrow(self._own_ladder.rung)
            self.tell(PictureChanged(self.seat, rung))

    def _hold(self, is_on: bool) -> None:
        """Send neither picture nor sound while the counsellor is away."""
        self.studio.video.is_hidden = self.studio.audio.is_muted = is_on

    def _note(self, quality: Quality) -> None:
        if quality is not self._quality:
            self._quality = quality
            self.tell(LineChanged(self.seat, quality))

    @property
    def seat(self) -> str:
        """Our seat, as the server told it; "" before."""
        return self._attendance.seat if self._attendance is not None else ""

    async def _stop(self) -> None:
        self._is_over = True
        await self._chores.stop()
        await self.turn.stop()
        self.part_with(self.line)
        await self.fellows.close()
        await self._partings.finish()
        await self.studio.stop()
        self.tell(Ended())
