"""The least that an aiohttp server with sockets can be, as a measure: it answers what it hears.

python -m tests.rendezvous.echo
"""

import asyncio
import sys

from aiohttp import WSMsgType, web

from app.rendezvous.files import allow_many_files


async def _socket(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse(heartbeat=15.0, compress=False)
    await socket.prepare(request)
    async for message in socket:
        if message.type is WSMsgType.TEXT:
            await socket.send_str(message.data)
    return socket


async def main() -> None:
    allow_many_files()
    application = web.Application()
    application.router.add_get("/ws", _socket)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=2048).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
