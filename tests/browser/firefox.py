"""Firefox through WebDriver BiDi: a second browser, driven through the same protocol."""

import asyncio
import base64
import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType

import aiohttp

from app.rehearsal.browser import Screen
from app.rehearsal.keys import Key
from app.rehearsal.patient import Patient

PREFERENCES: Mapping[str, object] = {
    "media.navigator.streams.fake": True,
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
    """Start a Firefox without a window and stop it at the end.

    trusts: one more certificate; names_are_at: an address that all names are taken to mean;
    preferences: what else is set in it.
    """
    with tempfile.TemporaryDirectory(prefix="consultand-", ignore_cleanup_errors=True) as folder:
        if trusts is not None:
            await trust(trusts, Path(folder))
        async with (
            _process(
                Path(folder), {"network.dns.forceResolve": names_are_at, **preferences}
            ) as address,
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{address}/session", max_msg_size=0) as socket,
        ):
            page = _FirefoxPage(socket)
            await page.begin(screen)
            yield Patient(page)
            await page.command("session.end")


async def trust(certificate: Path, store: Path) -> None:
    """Put a certificate into a store of NSS, which both browsers keep, as an authority's."""
    words = ("-A", "-n", "clinic", "-t", "CT,,", "-d", f"sql:{store}", "-i", str(certificate))
    making = await asyncio.create_subprocess_exec("certutil", *words)
    assert await making.wait() == 0


@asynccontextmanager
async def _process(folder: Path, chosen: Mapping[str, object]) -> AsyncIterator[str]:
    preferences = {**PREFERENCES, **chosen}.items()
    lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in preferences]
    (folder / "user.js").write_text("\n".join(lines))
    process = await asyncio.create_subprocess_exec(
        find_firefox() or "firefox",
        *("--headless", "--no-remote", "--profile", str(folder)),
        *("--remote-debugging-port", "0", "about:blank"),
        # root has no business in the home folder of another user's session
        env={**os.environ, "HOME": str(folder), "MOZ_DISABLE_CONTENT_SANDBOX": "1"},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield await _address(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await asyncio.wait_for(process.communicate(), 20)


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    async with asyncio.timeout(40):
        async for line in process.stderr:
            if b"WebDriver BiDi listening on " in line:
                return line.decode().split(" on ")[1].strip().replace("ws://", "http://")
    raise AssertionError("Firefox did not start")


def key_strokes(key: str, *, with_shift: bool) -> list[dict[str, str]]:
    """Return a key's way down and up, as WebDriver wants it."""
    keys = [Key.SHIFT, key] if with_shift else [key]
    down = [{"type": "keyDown", "value": str(each)} for each in keys]
    return [*down, *({"type": "keyUp", "value": str(each)} for each in reversed(keys))]


class _FirefoxPage:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._count = 0
        self._context = ""

    async def begin(self, screen: Screen) -> None:
        await self.command("session.new", capabilities={})
        # the window that it starts with never becomes the active one: no focus is shown in it
        made = await self.command("browsingContext.create", type="window")
        self._context = made["context"]
        await self.set_screen(screen)

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
