"""Starts a Chromium and drives one page of it over the DevTools protocol."""

import asyncio
import base64
import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import aiohttp

from app.browsers import find_browser
from app.rehearsal.browser import PHONE, FakeMedia, PageChanging, Screen
from app.rehearsal.keys import Key
from app.rehearsal.patient import Patient
from counselling.errors import CallError

_FLAGS: Final = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-quic",
    "--disable-sync",
    "--metrics-recording-only",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--remote-debugging-port=0",
)
_LISTENING: Final = re.compile(r"DevTools listening on ws://([\w.:\[\]]+)/")
_START_SECONDS: Final = 30.0
_STOP_SECONDS: Final = 10.0
_REMOVALS: Final = 100  # tries, one a look
_LOOK_SECONDS: Final = 0.05  # between two looks at the page
_LETTERS_PX: Final = 16  # what browsers have unless told
_MAX_ANSWER: Final = 64 * 1024 * 1024  # a screenshot is one message

# name, number, what it writes
_KEYS: Final[Mapping[str, tuple[str, int, str]]] = {
    Key.TAB: ("Tab", 9, ""),
    Key.ENTER: ("Enter", 13, "\r"),
    Key.ESCAPE: ("Escape", 27, ""),
    Key.SPACE: (" ", 32, " "),
}
_SHIFT: Final = 8
_CAMERA: Final = "--use-fake-device-for-media-stream=fps="
_MEDIA_FLAGS: Final[Mapping[FakeMedia, tuple[str, ...]]] = {
    FakeMedia.WORKS: (_CAMERA, "--use-fake-ui-for-media-stream"),
    FakeMedia.REFUSED: (_CAMERA, "--deny-permission-prompts"),
    FakeMedia.MISSING: ("--use-fake-ui-for-media-stream",),
}


@asynccontextmanager
async def patient_at_browser(
    *,
    is_headless: bool = True,
    screen: Screen = PHONE,
    media: FakeMedia = FakeMedia.WORKS,
    browser: Path | None = None,
    film: Path | None = None,
    per_second: int = 30,
) -> AsyncIterator[Patient]:
    """Start a Chromium, by default without a window, and stop it at the end.

    browser: which one, else the first of this machine. film: a Y4M file that her camera sees, else
    the browser's own test picture, per_second of them. Raises CallError("patient.no_browser")
    when there is none and CallError("patient.browser") when it does not start.
    """
    program = browser or find_browser()
    if program is None:
        raise CallError("patient.no_browser")
    async with (
        _profile() as folder,
        _process(
            program, _flags(media, film, per_second), folder, is_headless=is_headless
        ) as endpoint,
        _page(endpoint) as page,
    ):
        await page.set_screen(screen)
        yield Patient(page)


@asynccontextmanager
async def _profile() -> AsyncIterator[Path]:
    """Make an empty profile folder and remove it; a browser's helpers outlive it by moments."""
    folder = Path(tempfile.mkdtemp(prefix="consultand-"))
    try:
        yield folder
    finally:
        for _ in range(_REMOVALS):
            if _is_removed(folder):
                break
            await asyncio.sleep(_LOOK_SECONDS)


def _is_removed(folder: Path) -> bool:
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def _flags(media: FakeMedia, film: Path | None, per_second: int) -> list[str]:
    chosen = (f"{each}{per_second}" if each == _CAMERA else each for each in _MEDIA_FLAGS[media])
    flags = [*_FLAGS, *chosen]
    return [*flags, f"--use-file-for-fake-video-capture={film}"] if film else flags


@asynccontextmanager
async def _process(
    program: Path, flags: list[str], folder: Path, *, is_headless: bool
) -> AsyncIterator[str]:
    """Run the browser; yields where it listens for us."""
    flags = [*flags, f"--user-data-dir={folder}"]
    if is_headless:
        flags.append("--headless=new")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium refuses to sandbox for root
    process = await asyncio.create_subprocess_exec(
        program,
        *flags,
        "about:blank",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    # Not the file that it writes as well: a browser out of a snap writes into a /tmp of its own.
    endpoint: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    reading = asyncio.create_task(_read(process.stderr, endpoint))
    try:
        await asyncio.wait({endpoint}, timeout=_START_SECONDS)
        if not endpoint.done() or endpoint.cancelled():
            raise CallError("patient.browser")
        yield endpoint.result()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
        await reading


async def _read(errors: asyncio.StreamReader | None, endpoint: asyncio.Future[str]) -> None:
    """Read what the browser says until it ends; its address is among it."""
    while errors is not None and (line := await errors.readline()):
        found = _LISTENING.search(line.decode(errors="replace"))
        if found and not endpoint.done():
            endpoint.set_result(f"http://{found[1]}")
    if not endpoint.done():  # it ended, or we ended it, before it was ready
        endpoint.cancel()


@asynccontextmanager
async def _page(endpoint: str) -> AsyncIterator["_ChromiumPage"]:
    async with aiohttp.ClientSession(trust_env=False) as session:
        async with session.get(f"{endpoint}/json/list") as answer:
            targets = await answer.json()
        address = next(target["webSocketDebuggerUrl"] for target in targets)
        async with session.ws_connect(address, max_msg_size=_MAX_ANSWER) as socket:
            yield _ChromiumPage(socket)


class _ChromiumPage:
    """One page over the Chrome DevTools Protocol (Browser)."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._count = 0

    async def open(self, url: str) -> None:
        await self._command("Page.navigate", url=url)

    async def evaluate(self, expression: str) -> object:
        answer = await self._command(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        result = answer.get("result")
        if "exceptionDetails" in answer or not isinstance(result, dict):
            raise CallError("patient.page")
        return result.get("value")

    async def click(self, x: float, y: float) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            await self._command(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
            )

    async def key(self, key: str, *, with_shift: bool = False) -> None:
        name, number, text = _KEYS.get(key, (key, 0, key))
        pressed = {"key": name, "windowsVirtualKeyCode": number}
        pressed |= {"modifiers": _SHIFT if with_shift else 0}
        kind = "keyDown" if text else "rawKeyDown"
        await self._command("Input.dispatchKeyEvent", type=kind, text=text, **pressed)
        await self._command("Input.dispatchKeyEvent", type="keyUp", **pressed)

    async def screenshot(self) -> bytes:
        answer = await self._command("Page.captureScreenshot", format="png")
        return base64.b64decode(str(answer["data"]))

    async def set_screen(self, screen: Screen) -> None:
        await self._command(
            "Emulation.setDeviceMetricsOverride",
            width=screen.width,
            height=screen.height,
            deviceScaleFactor=screen.scale,
            mobile=screen.width < 600,
        )
        letters = _LETTERS_PX * screen.text_percent // 100
        await self._command("Page.setFontSizes", fontSizes={"standard": letters})
        scheme = {"name": "prefers-color-scheme", "value": "dark" if screen.is_dark else "light"}
        await self._command("Emulation.setEmulatedMedia", features=[scheme])

    async def _command(self, method: str, **parameters: object) -> Mapping[str, object]:
        self._count += 1
        number = self._count
        try:
            await self._socket.send_json({"id": number, "method": method, "params": parameters})
            while True:
                answer = await self._socket.receive_json()
                if answer.get("id") == number:
                    break
        except (aiohttp.ClientError, ConnectionError, TypeError, ValueError):
            raise CallError("patient.browser") from None
        result = answer.get("result")
        if not isinstance(result, dict):
            raise PageChanging("patient.browser")
        return result
