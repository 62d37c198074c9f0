"""What several processes remember together, in Redis: hashes, times, parcels nobody there opens.

What decides is decided inside Redis, in one step: two processes cannot bind one seat to two
browsers. Every key has an end: nothing stays for want of somebody to delete it. How long it lasts
through a power cut is Redis' own setting (appendonly, docs/rendezvous.md).
"""

import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final, TypeAlias, TypeVar, cast

from redis.commands.core import AsyncScript

from app.rendezvous.redis_link import PREFIX, RedisLink
from app.rendezvous.store import (
    BAD_TOKENS,
    KNOCKS_A_MINUTE,
    LOCK_SECONDS,
    LONGEST_AHEAD,
    MAIL_SECONDS,
    PARCELS_EVER,
    PARCELS_WAITING,
    Counts,
    Parcel,
    Room,
)

_T = TypeVar("_T")
_Word: TypeAlias = str | int | float

# A room's fields: owner, opens, closes, t:<seat> the hash of its token, h:<seat> of its holder.
_OPEN: Final = """
local owner = redis.call('HGET', KEYS[1], 'owner')
if owner and owner ~= ARGV[1] then return 0 end
local old = {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do old[all[i]] = all[i + 1] end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'opens', ARGV[2], 'closes', ARGV[3])
for i = 5, #ARGV, 2 do
  redis.call('HSET', KEYS[1], 't:' .. ARGV[i], ARGV[i + 1])
  if old['t:' .. ARGV[i]] == ARGV[i + 1] and old['h:' .. ARGV[i]] then
    redis.call('HSET', KEYS[1], 'h:' .. ARGV[i], old['h:' .. ARGV[i]])
  end
end
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 1
"""
_HOLD: Final = """
if redis.call('HEXISTS', KEYS[1], 't:' .. ARGV[1]) == 0 then return 0 end
redis.call('HSETNX', KEYS[1], 'h:' .. ARGV[1], ARGV[2])
if redis.call('HGET', KEYS[1], 'h:' .. ARGV[1]) == ARGV[2] then return 1 end
return 0
"""
_END: Final = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
for _, name in ipairs(redis.call('HKEYS', KEYS[1])) do
  if name ~= 'owner' and name ~= 'opens' then redis.call('HDEL', KEYS[1], name) end
end
redis.call('HSET', KEYS[1], 'closes', ARGV[1])
return 1
"""
# KEYS: failures, lock; ARGV: now, seconds, tries, a word of its own
_FAIL: Final = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1] - ARGV[2])
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[2])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then
  redis.call('DEL', KEYS[1])
  redis.call('SET', KEYS[2], ARGV[1] + ARGV[2], 'EX', ARGV[2])
end
return 1
"""
# KEYS: times; ARGV: now, seconds, limit, a word of its own
_ALLOW: Final = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1] - ARGV[2])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
"""
# KEYS: tallies, list of what waits, the parcel
# ARGV: seat, number, body, parcel's seconds, tally's seconds, most waiting, most ever, name
_KEEP: Final = """
local last = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
local number = tonumber(ARGV[2])
if number ~= last + 1 or number > tonumber(ARGV[7]) then return 0 end
local waiting = 0
for _, name in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do
  if string.sub(name, 1, #ARGV[1] + 1) == ARGV[1] .. ' ' then waiting = waiting + 1 end
end
if waiting >= tonumber(ARGV[6]) then return 0 end
redis.call('SET', KEYS[3], ARGV[3], 'EX', ARGV[4])
redis.call('RPUSH', KEYS[2], ARGV[8])
redis.call('EXPIRE', KEYS[2], ARGV[4])
redis.call('HSET', KEYS[1], ARGV[1], number)
redis.call('EXPIRE', KEYS[1], ARGV[5])
return 1
"""


class RedisStore:
    """Asks the Redis behind a link, which its owner closes."""

    def __init__(self, link: RedisLink) -> None:
        self._link = link
        self._scripts: dict[str, AsyncScript] = {}

    async def room(self, place: str) -> Room | None:
        """Return a room."""
        found = await self._ask(lambda: self._link.client.hgetall(_room(place)))
        return _read_room(cast(dict[bytes, bytes], found))

    async def open(self, place: str, room: Room) -> bool:
        """Put a room; False when it is another owner's."""
        life = int(LONGEST_AHEAD + MAIL_SECONDS)
        words: list[_Word] = [room.owner_hash, room.opens, room.closes, life]
        for seat in room.seats.items():
            words.extend(seat)
        return bool(await self._do(_OPEN, [_room(place)], *words))

    async def hold(self, place: str, seat: str, holder: str) -> bool:
        """Bind a free seat to a browser."""
        return bool(await self._do(_HOLD, [_room(place)], seat, holder))

    async def free(self, place: str, seat: str) -> None:
        """Unbind a seat."""
        await self._ask(lambda: self._link.client.hdel(_room(place), f"h:{seat}"))

    async def end(self, place: str, now: float) -> None:
        """Take a room's seats away."""
        await self._do(_END, [_room(place)], now)

    async def is_locked(self, place: str, now: float) -> bool:
        """Tell whether a place is locked."""
        until = await self._ask(lambda: self._link.client.get(_key("locked", place)))
        return until is not None and float(cast(bytes, until)) > now

    async def fail(self, place: str, now: float) -> None:
        """Count a bad token."""
        keys = [_key("failed", place), _key("locked", place)]
        await self._do(_FAIL, keys, now, int(LOCK_SECONDS), BAD_TOKENS, secrets.token_hex(8))

    async def allows(self, visitor: str, now: float) -> bool:
        """Count a knock of a visitor, unless it is one too many."""
        word = secrets.token_hex(8)
        keys = [_key("knocks", visitor)]
        return bool(await self._do(_ALLOW, keys, now, 60, KNOCKS_A_MINUTE, word))

    async def next_number(self, place: str, seat: str) -> int:
        """Return the number that a seat's next parcel must bear."""
        last = await self._ask(lambda: self._link.client.hget(_key("tally", place), seat))
        return 1 + int(cast(bytes, last) if last is not None else 0)

    async def keep(self, place: str, parcel: Parcel, now: float) -> bool:
        """Keep a parcel; how long it lasts through a power cut is Redis' setting."""
        name = f"{parcel.seat} {parcel.number}"
        keys = [_key("tally", place), _key("mail", place), _key("parcel", f"{place} {name}")]
        tally_life = int(LONGEST_AHEAD + MAIL_SECONDS)
        life = int(MAIL_SECONDS)
        limits = (life, tally_life, PARCELS_WAITING, PARCELS_EVER)
        words = (parcel.seat, parcel.number, parcel.body)
        return bool(await self._do(_KEEP, keys, *words, *limits, name))

    async def oldest(self, place: str, now: float) -> Parcel | None:
        """Return the parcel that waits longest; names of those whose time is over are dropped."""
        client, mail = self._link.client, _key("mail", place)
        while (first := await self._ask(partial(client.lindex, mail, 0))) is not None:
            name = cast(bytes, first).decode()
            body = await self._ask(partial(client.get, _key("parcel", f"{place} {name}")))
            if body is not None:
                seat, _, number = name.rpartition(" ")
                return Parcel(seat, int(number), cast(bytes, body).decode())
            await self._ask(partial(client.lrem, mail, 1, name))
        return None

    async def remove(self, place: str, seat: str, number: int) -> None:
        """Delete a parcel."""
        name, client = f"{seat} {number}", self._link.client
        await self._ask(lambda: client.delete(_key("parcel", f"{place} {name}")))
        await self._ask(lambda: client.lrem(_key("mail", place), 1, name))

    async def forget(self, now: float) -> None:
        """Nothing to do: every key has its end."""

    async def counts(self) -> Counts:
        """Return how much is remembered."""
        return Counts(await self._count("room"), await self._count("parcel"))

    async def close(self) -> None:
        """Nothing to do: the link is its owner's."""

    async def _count(self, kind: str) -> int:
        found, cursor = 0, 0
        client, pattern = self._link.client, f"{PREFIX}{kind}:*"
        while True:
            page = partial(client.scan, cursor, match=pattern, count=2_000)
            cursor, keys = await self._ask(page)
            found += len(keys)
            if not cursor:
                return found

    async def _ask(self, question: Callable[[], Awaitable[_T]]) -> _T:
        return await self._link.ask(question)

    async def _do(self, script: str, keys: list[str], *words: _Word) -> object:
        made = self._scripts.get(script)
        if made is None:
            made = self._scripts[script] = self._link.client.register_script(script)
        return await self._ask(lambda: made(keys=keys, args=list(words)))


def _room(place: str) -> str:
    return _key("room", place)


def _key(kind: str, name: str) -> str:
    return f"{PREFIX}{kind}:{name}"


def _read_room(fields: dict[bytes, bytes]) -> Room | None:
    if not fields:
        return None
    words = {name.decode(): value.decode() for name, value in fields.items()}

    def all_of(kind: str) -> dict[str, str]:
        return {name[2:]: value for name, value in words.items() if name.startswith(kind)}

    return Room(
        words["owner"],
        float(words["opens"]),
        float(words["closes"]),
        all_of("t:"),
        all_of("h:"),
    )
