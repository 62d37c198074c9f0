"""The three ways to remember, each real, for tests that hold for all of them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from app.rendezvous.local import LocalStore
from app.rendezvous.redis_link import RedisLink
from app.rendezvous.redis_store import RedisStore
from app.rendezvous.store import Store

OpenStore = Callable[[], AbstractAsyncContextManager[Store]]


def local(folder: Path | None) -> OpenStore:
    @asynccontextmanager
    async def opened() -> AsyncIterator[Store]:
        store = LocalStore(folder)
        try:
            yield store
        finally:
            await store.close()

    return opened


def on_redis(url: str) -> OpenStore:
    @asynccontextmanager
    async def opened() -> AsyncIterator[Store]:
        link = RedisLink(url)
        is_there = asyncio.Event()
        living = asyncio.create_task(_live(link, is_there))
        try:
            async with asyncio.timeout(30):
                await is_there.wait()
            yield RedisStore(link)
        finally:
            living.cancel()
            await asyncio.gather(living, return_exceptions=True)
            await link.close()

    return opened


async def _live(link: RedisLink, is_there: asyncio.Event) -> None:
    async def life() -> None:
        is_there.set()
        await asyncio.get_running_loop().create_future()

    async def lost() -> None:
        return

    await link.run(life, lost=lost)
