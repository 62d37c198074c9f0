"""A person at a browser: opens the link and presses the page's buttons.

Nothing is called behind the page's back: what is pressed is found on the page and pressed where
it stands.
"""

import asyncio
import contextlib
import json
from collections.abc import Mapping
from typing import Final

from app.rehearsal.browser import Browser, PageChanging, Screen
from counselling.errors import CallError

_LOOK_SECONDS: Final = 0.05  # between two looks at the page
_PRESSED_SECONDS: Final = 5.0  # until a press that nothing felt has missed
_TRIES: Final = 3


class Patient:
    """A person at a browser."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    async def open(self, link: str) -> None:
        """Open the link as it was sent, and wait for the page's first step."""
        await self._browser.open(link)
        await self.wait("(document.body?.dataset.step ?? 'loading') !== 'loading'")

    async def press(self, element: str) -> None:
        """Press a button, named by its id, again when it moved away under the finger.

        Raises CallError("patient.page") when there is none.
        """
        found = f"document.getElementById({json.dumps(element)})"
        for _ in range(_TRIES):
            await self.wait(f"{found}?.checkVisibility() && !{found}.disabled")
            place = await self._browser.evaluate(f"({_PLACE})({found})")
            if not isinstance(place, list):
                break
            await self._browser.click(float(place[0]), float(place[1]))
            with contextlib.suppress(CallError):
                await self.wait("globalThis.isPressed ?? true", seconds=_PRESSED_SECONDS)
                return
        raise CallError("patient.page")

    async def key(self, key: str, *, with_shift: bool = False) -> None:
        """Press a key: a letter, or one of keys.Key. What has the focus gets it."""
        await self._browser.key(key, with_shift=with_shift)

    async def wait(self, condition: str, *, seconds: float = 20.0) -> None:
        """Wait until a JavaScript condition holds. Raises CallError("patient.page")."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    with contextlib.suppress(PageChanging):
                        if await self._browser.evaluate(f"Boolean({condition})"):
                            return
                    await asyncio.sleep(_LOOK_SECONDS)
        except TimeoutError:
            raise CallError("patient.page") from None

    async def wait_for(self, step: str, *, seconds: float = 20.0) -> None:
        """Wait until the page is at a step: welcome, check, waiting, call, goodbye."""
        await self.wait(f"document.body.dataset.step === {json.dumps(step)}", seconds=seconds)

    async def knock(self) -> None:
        """Go from the first step to the waiting room."""
        await self.press("go-check")
        await self.press("knock")
        await self.wait_for("waiting")

    async def wait_for_call(self) -> None:
        """Wait until the counsellor let us in and is seen."""
        await self.wait_for("call")
        await self.wait("document.getElementById('theirs').videoWidth > 0")

    async def wait_for_picture(self) -> None:
        """Wait until the counsellor's shared picture is drawn."""
        await self.wait("document.querySelector('#paper svg')?.childElementCount")

    async def evaluate(self, expression: str) -> object:
        """Ask the page something in JavaScript; the answer must be JSON."""
        return await self._browser.evaluate(expression)

    async def seen(self) -> Mapping[str, object]:
        """Return what a person would see: the step, the words, the sizes of what is shown."""
        seen = await self._browser.evaluate(_SEEN)
        return seen if isinstance(seen, dict) else {}

    async def leave(self) -> None:
        """Leave by the button."""
        await self.press("leave")
        await self.press("leave-now")
        await self.wait_for("goodbye")

    async def sit_at(self, screen: Screen) -> None:
        """Look at the page on another screen from now on."""
        await self._browser.set_screen(screen)

    async def screenshot(self) -> bytes:
        """Return a PNG of the page as it is."""
        return await self._browser.screenshot()


# Where to press: in the middle, scrolled to when it is not to be seen or something lies over it.
# What comes in above it moves it: nobody presses before it stands still.
_PLACE: Final = """async (element) => {
  globalThis.isPressed = false;
  element.addEventListener("click", () => { globalThis.isPressed = true; },
    { once: true, capture: true });
  const middle = () => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  };
  if (!element.contains(document.elementFromPoint(...middle()))) {
    element.scrollIntoView({ block: "center" });
  }
  let [before, place] = [null, middle()];
  while (String(before) !== String(place)) {
    await new Promise((go) => setTimeout(go, 60));
    [before, place] = [place, middle()];
  }
  return place;
}"""

_SEEN: Final = """(() => {
  const video = document.getElementById("theirs");
  const paper = document.querySelector("#paper svg");
  const heading = [...document.querySelectorAll("h1")].find((h) => h.checkVisibility());
  return {
    step: document.body.dataset.step,
    heading: heading?.textContent ?? "",
    safetyNumbers: document.getElementById("safety").dataset.numbers ?? "",
    safetyWords: document.getElementById("words").textContent,
    video: [video.videoWidth, video.videoHeight],
    videoSeconds: video.currentTime,
    pictureTitle: paper ? document.getElementById("board-title").textContent : "",
    pictureShapes: paper ? paper.querySelectorAll("*").length : 0,
    address: location.href,
  };
})()"""
