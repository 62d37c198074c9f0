"""What a server stands on: memory, its disk, or Redis; opened together and let go together."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.rendezvous.bus import LocalBus
from app.rendezvous.local import LocalStore
from app.rendezvous.presence import Presence
from app.rendezvous.redis_bus import RedisBus
from app.rendezvous.redis_link import RedisLink
from app.rendezvous.redis_store import RedisStore
from app.rendezvous.relay import Back

_PATIENCE_SECONDS: Final = 5.0
_CANCEL_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Ground:
    """back: for the relay. is_up: tells whether it can be asked now."""

    back: Back
    is_up: Callable[[], bool]


@asynccontextmanager
async def on_its_own(folder: Path | None) -> AsyncIterator[Ground]:
    """One process. folder: where it remembers, None for memory alone."""
    store, presence = LocalStore(folder), Presence(LocalBus.process)
    try:
        yield Ground(Back(store, LocalBus(presence.deliver), presence), lambda: True)
    finally:
        await store.close()


@asynccontextmanager
async def on_redis(
    url: str, password: str, *, lost: Callable[[], Awaitable[None]]
) -> AsyncIterator[Ground]:
    """One of several processes. lost: sends everybody away when Redis is lost.

    Redis is given some seconds to be there. It need not be: until it is, nobody is let in.
    """
    link = RedisLink(url, password)
    presence: Presence
    bus = RedisBus(link, lambda place, note: presence.deliver(place, note), lost=lost)
    presence = Presence(bus.process)
    running = asyncio.create_task(bus.run())
    try:
        await bus.wait_for_redis(_PATIENCE_SECONDS)
        yield Ground(Back(RedisStore(link), bus, presence), lambda: bus.is_hearing)
    finally:
        while not running.done():
            # again and again: a connection that is just being made can swallow a cancellation
            running.cancel()
            await asyncio.wait({running}, timeout=_CANCEL_SECONDS)
        await link.close()
