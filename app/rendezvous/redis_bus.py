"""Notes between processes by Redis pub/sub: a channel a place, joined while somebody is there."""

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable, Collection
from typing import Final

from redis.asyncio.client import PubSub
from redis.exceptions import ConnectionError as RedisGone
from redis.exceptions import RedisError

from app.rendezvous.bus import Deliver, Note, process_of, read_note, write_note
from app.rendezvous.redis_link import PREFIX, RedisLink
from app.rendezvous.store import StoreLost

_CHANNEL: Final = f"{PREFIX}at:"
_ALIVE: Final = f"{PREFIX}alive:"
_HOST: Final = f"{PREFIX}host:"
_BEAT_SECONDS: Final = 2.0
_ALIVE_SECONDS: Final = 10.0  # unheard for so long, a process is taken for dead
_HOST_SECONDS: Final = 86_400
_TAKE_BACK: Final = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""


class RedisBus:
    """deliver: takes every note about a place that this process joined.

    lost: sends everybody away when Redis is lost; whoever needs a server comes back by himself.
    """

    def __init__(
        self, link: RedisLink, deliver: Deliver, *, lost: Callable[[], Awaitable[None]]
    ) -> None:
        self.process = secrets.token_hex(8)
        self._link = link
        self._deliver = deliver
        self._lost = lost
        self._hearing: PubSub | None = None
        self._joining: dict[str, asyncio.Future[None]] = {}
        self._order = asyncio.Lock()
        self._is_there = asyncio.Event()

    @property
    def is_hearing(self) -> bool:
        """Whether notes are heard now."""
        return self._hearing is not None and self._link.is_up

    async def run(self) -> None:
        """Hear notes and show that this process lives, until cancelled."""
        await self._link.run(self._live, lost=self._lost_it)

    async def wait_for_redis(self, seconds: float) -> None:
        """Wait until notes are heard, but no longer than so."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._is_there.wait()

    async def join(self, place: str) -> None:
        """Hear the notes about a place from now on."""
        hearing = self._hearing
        if hearing is None:
            raise StoreLost("call.server_lost")
        waiting = self._joining.get(place)
        if waiting is None:
            waiting = asyncio.get_running_loop().create_future()
            self._joining[place] = waiting
            await self._tell(hearing.subscribe, place)
        # several may wait for one; none of them may end it for the others
        await asyncio.shield(waiting)

    async def leave(self, place: str) -> None:
        """Hear them no longer."""
        hearing = self._hearing
        if hearing is not None and self._joining.pop(place, None) is not None:
            await self._tell(hearing.unsubscribe, place)

    async def publish(self, place: str, note: Note) -> None:
        """Tell everybody who is at a place."""
        octets = write_note(note)
        await self._link.ask(lambda: self._link.client.publish(_CHANNEL + place, octets))

    async def host(self, place: str) -> str:
        """Return the mark of the host that is there now."""
        found = await self._link.ask(lambda: self._link.client.get(_HOST + place))
        mark = found.decode() if isinstance(found, bytes) else ""
        return mark if mark and not await self.dead({process_of(mark)}) else ""

    async def host_came(self, place: str, mark: str) -> None:
        """Write down which host is there."""
        client = self._link.client
        await self._link.ask(lambda: client.set(_HOST + place, mark, ex=_HOST_SECONDS))

    async def host_went(self, place: str, mark: str) -> None:
        """Take it back, unless another came meanwhile."""
        client = self._link.client
        await self._link.ask(lambda: client.eval(_TAKE_BACK, 1, _HOST + place, mark))

    async def dead(self, processes: Collection[str]) -> Collection[str]:
        """Return which of these processes are no more."""
        asked = [process for process in processes if process != self.process]
        if not asked:
            return ()
        names = [_ALIVE + process for process in asked]
        found = await self._link.ask(lambda: self._link.client.mget(names))
        return [process for process, life in zip(asked, found, strict=True) if life is None]

    async def _tell(self, command: Callable[[str], Awaitable[object]], place: str) -> None:
        """Join or leave: in the order in which it was asked for."""
        async with self._order:
            try:
                await command(_CHANNEL + place)
            except (RedisError, OSError):
                raise StoreLost("call.server_lost") from None
            except (AttributeError, RuntimeError):
                # what the library says when a connection is closed under its hands
                if self.is_hearing:
                    raise
                raise StoreLost("call.server_lost") from None

    async def _live(self) -> None:
        async with asyncio.TaskGroup() as both:
            hearing = self._link.client.pubsub()
            try:
                await self._beat_once()
                await hearing.subscribe(_CHANNEL)  # one must be joined to hear at all
                self._hearing = hearing
                self._is_there.set()
                both.create_task(self._beat())
                await self._hear(hearing)
            finally:
                self._hearing = None
                await _hang_up(hearing)

    async def _hear(self, hearing: PubSub) -> None:
        while True:
            message = await hearing.get_message(timeout=None)
            if message is None:
                continue
            place = message["channel"].decode().removeprefix(_CHANNEL)
            if message["type"] == "subscribe":
                waiting = self._joining.get(place)
                if waiting is not None and not waiting.done():
                    waiting.set_result(None)
            elif message["type"] == "message":
                self._pass_on(place, message["data"])

    def _pass_on(self, place: str, octets: bytes) -> None:
        try:
            note = read_note(octets)
        except ValueError:
            return  # another release's note
        self._deliver(place, note)

    async def _beat(self) -> None:
        clock = asyncio.get_running_loop().time
        heard = clock()
        while True:
            await asyncio.sleep(_BEAT_SECONDS)
            await self._beat_once()
            if clock() - heard > _ALIVE_SECONDS:
                raise RedisGone  # this process slept: the others have taken it for dead
            heard = clock()

    async def _beat_once(self) -> None:
        life = int(_ALIVE_SECONDS * 1000)
        await self._link.client.set(_ALIVE + self.process, b"", px=life)

    async def _lost_it(self) -> None:
        joining, self._joining = self._joining, {}
        for waiting in joining.values():
            if not waiting.done():
                waiting.set_exception(StoreLost("call.server_lost"))
                waiting.exception()  # heard, also where nobody waits for it
        await self._lost()


async def _hang_up(hearing: PubSub) -> None:
    with contextlib.suppress(RedisError, OSError):
        await hearing.aclose()  # type: ignore[no-untyped-call]  # the library leaves it untyped
