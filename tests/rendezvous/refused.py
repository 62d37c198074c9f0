"""How long refusals take, by their reasons: asked in turn, so that a busy moment hits them alike.

python -m tests.rendezvous.refused PORT HOST_KEY ROUNDS
"""

import asyncio
import json
import sys
import time

import aiohttp

from counselling.call.server import wire

_REASONS = ("unknown", "expired", "used", "wrong", "locked")
_TOKEN, _KEY, _OTHER = "t" * 43, "k" * 22, "o" * 22


async def main(port: str, host_key: str, rounds: str) -> None:
    took: dict[str, list[float]] = {reason: [] for reason in _REASONS}
    async with aiohttp.ClientSession() as session:

        async def say(message: wire.ToServer, address: str) -> aiohttp.ClientWebSocketResponse:
            headers = {"X-Forwarded-For": address}
            socket = await session.ws_connect(f"http://127.0.0.1:{port}/ws", headers=headers)
            await socket.send_str(wire.write(message))
            return socket

        async def opened(room: str, closes_in: float) -> None:
            seats = (wire.SeatPass("1", wire.token_hash(_TOKEN)),)
            opening = wire.Open(host_key, room, "owner", seats, -10.0, closes_in)
            socket = await say(opening, "192.0.2.1")
            await socket.receive()
            await socket.close()

        async def refusal(reason: str, number: int) -> float:
            room = f"timing {reason}" + (f" {number}" if reason == "wrong" else "")
            if reason == "wrong":
                await opened(room, 3600.0)
            token = "x" * 43 if reason == "wrong" else _TOKEN
            address = f"10.1.{number >> 8 & 255}.{number & 255}"
            began = time.perf_counter()
            socket = await say(wire.Knock(room, token, _OTHER), address)
            answer = await socket.receive()
            lasted = time.perf_counter() - began
            assert json.loads(answer.data) == {"type": "refused"}, (reason, answer.data)
            await socket.close()
            return round(lasted * 1000, 3)

        await opened("timing expired", -1.0)
        await opened("timing used", 3600.0)
        await opened("timing locked", 3600.0)
        await (await say(wire.Knock("timing used", _TOKEN, _KEY), "192.0.2.2")).close()
        for number in range(5):
            bad = await say(wire.Knock("timing locked", "x" * 43, _OTHER), f"192.0.2.{10 + number}")
            await bad.receive()
            await bad.close()
        for number in range(int(rounds)):
            for place, reason in enumerate(_REASONS):
                took[reason].append(await refusal(reason, number * len(_REASONS) + place))
    sys.stdout.write(json.dumps(took) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
