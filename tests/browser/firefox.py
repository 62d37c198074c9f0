"""Firefox through WebDriver BiDi: a second browser, driven through the same protocol."""

import asyncio
import atexit
import base64
import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Future
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType

import aiohttp

from app.rehearsal.browser import Screen
from app.rehearsal.keys import Key
from app.rehearsal.patient import Patient

FAKE_FPS = 15  # enough to be seen moving, and half the work
PREFERENCES: Mapping[str, object] = {
    "media.navigator.streams.fake": True,
    "media.navigator.video.default_fps": FAKE_FPS,
    "general.smoothScroll": False,  # what has the focus stands where it is looked for
    "media.navigator.permission.disabled": True,
    "media.autoplay.default": 0,
    "remote.active-protocols": 1,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "app.update.auto": False,
    "media.gmp-manager.updateEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}


def find_firefox() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


PHONE = Screen()


@asynccontextmanager
async def firefox_patient(
    screen: Screen = PHONE,
    *,
    trusts: Path | None = None,
    names_are_at: str = "",
    preferences: Mapping[str, object] = MappingProxyType({}),
) -> AsyncIterator[Patient]:
    """A patient at a Firefox without a window, in a container that nothing is left of.

    trusts: one more certificate; names_are_at: an address that all names are taken to mean;
    preferences: what else is set in it. One that differs in none of these is kept for the next
    patient, for each takes two seconds to start; whoever comes while it is taken has her own.
    """
    names = {"network.dns.forceResolve": names_are_at} if names_are_at else {}
    chosen = {**names, **preferences}
    is_usual = trusts is None and not chosen and not _KEPT.is_taken
    firefox = _KEPT if is_usual else Firefox(chosen, trusts)
    async with firefox.taken() as address:
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{address}/session", max_msg_size=0) as socket,
        ):
            page = _FirefoxPage(socket)
            await page.begin(screen)
            yield Patient(page)
            await page.end()
        if not is_usual:
            await asyncio.to_thread(firefox.stop)


async def trust(certificate: Path, store: Path) -> None:
    """Put a certificate into a store of NSS, which both browsers keep, as an authority's."""
    words = ("-A", "-n", "clinic", "-t", "CT,,", "-d", f"sql:{store}", "-i", str(certificate))
    making = await asyncio.create_subprocess_exec("certutil", *words)
    assert await making.wait() == 0


class Firefox:
    """A process, started when it is first taken. chosen: preferences beyond the usual."""

    def __init__(
        self, chosen: Mapping[str, object] = MappingProxyType({}), trusts: Path | None = None
    ) -> None:
        self._chosen, self._trusts = chosen, trusts
        self._folder = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._address = ""
        self.is_taken = False

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[str]:
        """Yield where it listens; one with which something went wrong is not kept."""
        self.is_taken = True
        try:
            if self._process is None or self._process.poll() is not None:
                await self._start()
            yield self._address
        except BaseException:
            self.stop()
            raise
        finally:
            self.is_taken = False

    def stop(self) -> None:
        """End it, and leave nothing behind."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait(20)
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    async def _start(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="consultand-")
        if self._trusts is not None:
            await trust(self._trusts, Path(self._folder))
        self._process = self._launched()
        listening: Future[str] = Future()
        # what it says goes on being read: a full pipe would stop it
        threading.Thread(target=_read, args=(self._process, listening), daemon=True).start()
        self._address = await asyncio.wait_for(asyncio.wrap_future(listening), 40)

    def _launched(self) -> "subprocess.Popen[bytes]":
        preferences = {**PREFERENCES, **self._chosen}.items()
        lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in preferences]
        (Path(self._folder) / "user.js").write_text("\n".join(lines))
        words = (
            *("--headless", "--no-remote", "--profile", self._folder),
            *("--remote-debugging-port", "0", "about:blank"),
        )
        return subprocess.Popen(
            [find_firefox() or "firefox", *words],
            # root has no business in the home folder of another user's session
            env={**os.environ, "HOME": self._folder, "MOZ_DISABLE_CONTENT_SANDBOX": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )


def _read(process: "subprocess.Popen[bytes]", listening: "Future[str]") -> None:
    assert process.stderr is not None
    with process.stderr as told:
        for line in told:
            if b"WebDriver BiDi listening on " in line and not listening.done():
                where = line.decode().split(" on ")[1].strip()
                listening.set_result(where.replace("ws://", "http://"))
    if not listening.done():
        listening.set_exception(AssertionError("Firefox did not start"))


_KEPT = Firefox()
atexit.register(_KEPT.stop)


def key_strokes(key: str, *, with_shift: bool) -> list[dict[str, str]]:
    """Return a key's way down and up, as WebDriver wants it."""
    keys = [Key.SHIFT, key] if with_shift else [key]
    down = [{"type": "keyDown", "value": str(each)} for each in keys]
    return [*down, *({"type": "keyUp", "value": str(each)} for each in reversed(keys))]


class _FirefoxPage:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._count = 0
        self._context = self._container = ""

    async def begin(self, screen: Screen) -> None:
        await self.command("session.new", capabilities={})
        self._container = (await self.command("browser.createUserContext"))["userContext"]
        # the window that it starts with never becomes the active one: no focus is shown in it
        made = await self.command(
            "browsingContext.create", type="window", userContext=self._container
        )
        self._context = made["context"]
        await self.set_screen(screen)

    async def end(self) -> None:
        """Close her window, forget what it kept, and let the next one in."""
        # first the page: else its socket stays open for twenty seconds
        await self.command("browsingContext.close", context=self._context)
        await self.command("browser.removeUserContext", userContext=self._container)
        await self.command("session.end")

    async def set_screen(self, screen: Screen) -> None:
        assert screen.text_percent == 100  # larger letters are a preference, read at the start
        await self.command(
            "browsingContext.setViewport",
            context=self._context,
            viewport={"width": screen.width, "height": screen.height},
            devicePixelRatio=screen.scale,
        )

    async def open(self, url: str) -> None:
        await self.command(
            "browsingContext.navigate", context=self._context, url=url, wait="interactive"
        )

    async def evaluate(self, expression: str) -> object:
        answer = await self.command(
            "script.evaluate",
            # as text: BiDi's own values are trees of types
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self._context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    async def click(self, x: float, y: float) -> None:
        moves = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        finger = {"type": "pointer", "id": "finger", "actions": moves}
        await self.command("input.performActions", context=self._context, actions=[finger])

    async def key(self, key: str, *, with_shift: bool = False) -> None:
        board = {"type": "key", "id": "keys", "actions": key_strokes(key, with_shift=with_shift)}
        await self.command("input.performActions", context=self._context, actions=[board])

    async def screenshot(self) -> bytes:
        shot = await self.command("browsingContext.captureScreenshot", context=self._context)
        return base64.b64decode(shot["data"])

    async def command(self, method: str, **parameters: object):
        self._count += 1
        number = self._count
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            answer = await asyncio.wait_for(self._socket.receive_json(), 40)
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]
