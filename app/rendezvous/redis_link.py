"""The connection to Redis: one state for all who need it, there or lost, and back by itself.

Redis is never waited for while it is away: whoever asks meanwhile is told so at once (StoreLost).
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from app.rendezvous.store import StoreLost
from counselling.errors import StorageError

_T = TypeVar("_T")

PREFIX: Final = "consultand:"
_AGAIN_SECONDS: Final = 0.5
_ANSWER_SECONDS: Final = 3.0
_CONNECTIONS: Final = 16


class RedisLink:
    """url: redis://, rediss:// or unix://; password: apart from it, for an address is shown.

    Raises StorageError("serve.redis_url") for an address that is none.
    """

    def __init__(self, url: str, password: str = "") -> None:
        try:
            self.client: Redis = Redis.from_url(
                url,
                password=password or None,
                # our own way back is the only one: a silent one would lose notes unheard
                retry=Retry(NoBackoff(), 0),
                socket_timeout=_ANSWER_SECONDS,
                socket_connect_timeout=_ANSWER_SECONDS,
                max_connections=_CONNECTIONS,
            )
        except ValueError:
            raise StorageError("serve.redis_url") from None
        self.is_up = False
        # with 500 knocks a second some wait for a connection, rather than fail for lack of one
        self._turns = asyncio.Semaphore(_CONNECTIONS - 2)

    async def ask(self, question: Callable[[], Awaitable[_T]]) -> _T:
        """Ask Redis. Raises StoreLost."""
        if not self.is_up:
            raise StoreLost("call.server_lost")
        try:
            async with self._turns:
                return await question()
        except (RedisError, OSError):
            raise StoreLost("call.server_lost") from None
        except (AttributeError, RuntimeError):
            # what the library says when a connection is closed under its hands
            if self.is_up:
                raise
            raise StoreLost("call.server_lost") from None

    async def run(
        self,
        life: Callable[[], Awaitable[None]],
        *,
        lost: Callable[[], Awaitable[None]],
    ) -> None:
        """Keep the connection until cancelled; life: runs while it stands and raises at its end.

        lost: called once each time it is lost.
        """
        while True:
            try:
                await self.client.ping()
                self.is_up = True
                await life()
            except* (RedisError, OSError):
                pass  # told by lost()
            finally:
                was_up, self.is_up = self.is_up, False
                if was_up:
                    await lost()
            with contextlib.suppress(RedisError, OSError):
                await self.client.connection_pool.disconnect()
            await asyncio.sleep(_AGAIN_SECONDS)

    async def close(self) -> None:
        """Let go of Redis."""
        self.is_up = False
        with contextlib.suppress(RedisError, OSError):
            await self.client.aclose()
