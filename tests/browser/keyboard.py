"""A patient who has nothing but a keyboard: she goes on by Tab and sees where she is."""

import json
from collections.abc import Mapping

from app.rehearsal.keys import Key
from app.rehearsal.patient import Patient

MOST_STEPS = 60  # by Tab, to anything on the page

# Where the focus is, and what is wrong with it: a heading is read out and needs no ring.
_FOCUS = """(() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return { id: "", wrong: "lost" };
  const id = focused.id || focused.name || focused.tagName;
  if (!focused.checkVisibility()) return { id, wrong: "hidden" };
  if (focused.tabIndex < 0) return { id, wrong: "" };
  const label = focused.closest("label") ?? focused;
  const isRinged = [focused, label].map((each) => getComputedStyle(each)).some(
    ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
  if (!isRinged) return { id, wrong: "no ring" };
  const { left, top, right, bottom } = label.getBoundingClientRect();
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
  const over = [0.1, 0.5, 0.9].map((part) => // something of it is to be seen (WCAG 2.4.11)
    document.elementFromPoint(x, top + part * (bottom - top)));
  const isSeen = over.some((each) => each && (label.contains(each) || each.contains(label)));
  return { id, wrong: isSeen ? "" : `under ${over.map((each) => each?.id || each?.tagName)}` };
})()"""

# Twice in a row, for a step that is changed takes a turn of the page.
_WATCH = """(() => {
  window.strayed = [];
  let [last, isGone, isTabbed] = ["", false, false]; // Tab past the last thing leaves the page
  addEventListener("keydown", ({ key }) => { isTabbed = key === "Tab"; }, true);
  addEventListener("focusin", () => { isTabbed = false; }, true);
  setInterval(() => {
    const focused = document.activeElement;
    const isNone = !focused || focused === document.body || !focused.checkVisibility();
    const isLost = isNone && !isTabbed;
    if (isLost && isGone) window.strayed.push(`${document.body.dataset.step} after ${last}`);
    if (!isLost) last = focused.id || focused.tagName;
    isGone = isLost;
  }, 30);
})()"""


class Keyboard:
    """Her hands. steps: where the focus went, to be shown when something is not found."""

    def __init__(self, patient: Patient) -> None:
        self.patient = patient
        self.steps: list[str] = []

    async def begin(self) -> None:
        """Have the page note whenever nothing that can be seen has the focus."""
        await self.patient.evaluate(f"void {_WATCH}")

    async def strayed(self) -> list[str]:
        """Return where the focus was lost since she began."""
        told = await self.patient.evaluate("[...new Set(window.strayed)]")
        assert isinstance(told, list)
        return told

    async def focus(self, *, may_leave: bool = False) -> str:
        """Return what has the focus, which is to be seen; "" when she left the page by Tab."""
        found = await self.patient.evaluate(_FOCUS)
        assert isinstance(found, Mapping)
        has_left = may_leave and found["wrong"] == "lost"
        assert has_left or not found["wrong"], (found, self.steps[-5:])
        self.steps.append(str(found["id"]))
        return str(found["id"])

    async def reach(self, element: str, *, is_back: bool = False) -> None:
        """Go to an element, by its id or a field's name, by Tab or by Shift and Tab."""
        there = f"document.querySelector({json.dumps(f'#{element}, [name={element}]')})"
        await self.patient.wait(f"{there}?.checkVisibility() && !{there}.disabled")
        for _ in range(MOST_STEPS):
            await self.patient.key(Key.TAB, with_shift=is_back)
            if await self.focus(may_leave=True) == element:
                return
        raise AssertionError(f"{element} is not reached: {self.steps[-MOST_STEPS:]}")

    async def press(self, element: str, key: str = Key.ENTER, *, is_back: bool = False) -> None:
        """Go to a button and press it by a key."""
        await self.reach(element, is_back=is_back)
        await self.patient.key(key)

    async def type(self, text: str) -> None:
        """Type into what has the focus."""
        for letter in text:
            await self.patient.key(letter)
