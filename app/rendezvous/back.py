"""What a server stands on: memory, its disk, or Redis; opened together and let go together."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from app.rendezvous.bus import LocalBus
from app.rendezvous.local import LocalStore
from app.rendezvous.presence import Presence
from app.rendezvous.redis_bus import RedisBus
from app.rendezvous.redis_link import RedisLink
from app.rendezvous.redis_store import RedisStore
from app.rendezvous.relay import Back


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

    Redis need not be there yet: until it is, nobody is let in.
    """
    link = RedisLink(url, password)
    presence: Presence
    bus = RedisBus(link, lambda place, note: presence.deliver(place, note), lost=lost)
    presence = Presence(bus.process)
    running = asyncio.create_task(bus.run())
    try:
        yield Ground(Back(RedisStore(link), bus, presence), lambda: bus.is_hearing)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await link.close()
