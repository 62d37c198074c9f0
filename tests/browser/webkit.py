"""WebKitGTK through its WebDriver: a third engine for the page, without a call.

Debian builds it without WebRTC (no RTCPeerConnection, and no switch for it in 2.50), so that it
stands for a browser that is too old: the page has to say so, and all else has to work.
"""

import asyncio
import base64
import contextlib
import json
import os
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from app.rehearsal.browser import Screen
from app.rehearsal.patient import Patient
from tests.browser.firefox import key_strokes

PHONE = Screen()
_BROWSERS = (
    "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser",
    "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
)


def find_webkit() -> str | None:
    """Return where its browser is, when its driver and a screen for it are there too."""
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        return None
    return next((path for path in _BROWSERS if Path(path).exists()), None)


@asynccontextmanager
async def webkit_patient(screen: Screen = PHONE) -> AsyncIterator[Patient]:
    """Start one on a screen that nobody sees and stop it at the end."""
    async with _screen() as display, _driver(display) as address, aiohttp.ClientSession() as client:
        page = _WebKitPage(client, address)
        await page.begin(screen)
        try:
            yield Patient(page)
        finally:
            await page.end()


@asynccontextmanager
async def _screen() -> AsyncIterator[str]:
    ours, theirs = os.pipe()
    process = await asyncio.create_subprocess_exec(
        *("Xvfb", "-displayfd", str(theirs), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"),
        pass_fds=(theirs,),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    os.close(theirs)
    try:
        async with asyncio.timeout(30):
            number = await asyncio.to_thread(os.read, ours, 20)
        yield f":{number.decode().strip()}"
    finally:
        os.close(ours)
        await _ended(process)


@asynccontextmanager
async def _driver(display: str) -> AsyncIterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        *("WebKitWebDriver", "--host=127.0.0.1", f"--port={port}"),
        env={
            **os.environ,
            "DISPLAY": display,
            "GDK_BACKEND": "x11",
            # bubblewrap needs what a container does not give
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(30):
            while True:
                with contextlib.suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.close()
                    break
                await asyncio.sleep(0.05)
        yield f"http://127.0.0.1:{port}/session"
    finally:
        await _ended(process)


async def _ended(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), 10)
    except TimeoutError:
        process.kill()
        await process.wait()


class _WebKitPage:
    def __init__(self, client: aiohttp.ClientSession, address: str) -> None:
        self._client = client
        self._address = address
        self._session = ""

    async def begin(self, screen: Screen) -> None:
        options = {"binary": find_webkit(), "args": ["--automation"]}
        wishes = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        made = await self._ask("POST", "", {"capabilities": wishes})
        self._session = f"/{made['sessionId']}"
        await self.set_screen(screen)

    async def set_screen(self, screen: Screen) -> None:
        assert screen.text_percent == 100  # not to be had through WebDriver
        size = {"x": 0, "y": 0, "width": screen.width, "height": screen.height}
        await self._ask("POST", "/window/rect", size)

    async def end(self) -> None:
        await self._ask("DELETE", "")

    async def open(self, url: str) -> None:
        await self._ask("POST", "/url", {"url": url})

    async def evaluate(self, expression: str) -> object:
        script = (
            "const done = arguments[arguments.length - 1];"
            f"(async () => JSON.stringify((await ({expression})) ?? null))()"
            ".then((value) => done([value, null]), (error) => done([null, String(error)]));"
        )
        value, error = await self._ask("POST", "/execute/async", {"script": script, "args": []})
        assert error is None, error
        return json.loads(value)

    async def click(self, x: float, y: float) -> None:
        found = await self.evaluate(f"(document.elementFromPoint({x}, {y}).click(), true)")
        assert found

    async def key(self, key: str, *, with_shift: bool = False) -> None:
        board = {"type": "key", "id": "keys", "actions": key_strokes(key, with_shift=with_shift)}
        await self._ask("POST", "/actions", {"actions": [board]})

    async def screenshot(self) -> bytes:
        return base64.b64decode(await self._ask("GET", "/screenshot"))

    async def _ask(self, method: str, path: str, body: dict[str, object] | None = None):
        url = self._address + self._session + path
        timeout = aiohttp.ClientTimeout(total=60)
        async with self._client.request(method, url, json=body, timeout=timeout) as answer:
            value = (await answer.json())["value"]
            assert answer.status == 200, value
            return value
