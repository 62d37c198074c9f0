"""Offers the way back into a session that the program was killed in, whatever family is open."""

from collections.abc import Collection
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from counselling.language.marks import N_
from ui.context import UiContext
from ui.desk import Desk
from ui.kit.blocks.banner import Banner
from ui.kit.controls.buttons import action
from ui.kit.marks.tones import Tone
from ui.kit.standing.navigator import OpenFamily, Whereabouts
from ui.kit.threads.failures import Failure
from ui.summaries import FamilySummary

_SESSION: Final = "session"
_WHAT, _REST = N_("window.was_cut_off"), N_("window.was_cut_off_rest")


def back_in(context: UiContext, pages: Collection[str], owner: QWidget) -> Banner:
    """Return the banner: hidden until the vault is unlocked and holds such a session.

    It names nobody, and is gone once one stands where that session is: there the page offers the
    way itself. pages: those that the desk has; without the session's there is no way.
    """
    made = BackIn(context, owner)
    if _SESSION in pages:
        context.navigator.changed.connect(made.follow)
    return made.banner


class BackIn(QObject):
    """Follows the navigator; its banner owns it."""

    def __init__(self, context: UiContext, owner: QWidget) -> None:
        super().__init__()
        self._desk, self._words = context.desk, context.catalogue
        self._navigator = context.navigator
        go = action(owner, context.catalogue.say("window.go_back_in"), self._go)
        self.banner = Banner(context.icons, go)
        self.setParent(self.banner)
        self._lane = context.jobs.lane(self)
        self._family, self._was_locked = "", True

    def follow(self, where: Whereabouts) -> None:
        """Ask the vault when it was unlocked; offer nothing at the door, and nothing there."""
        is_locked, was_locked = self._navigator.is_locked, self._was_locked
        self._was_locked = is_locked
        is_there = where.page == _SESSION and where.family and where.family.id == self._family
        if is_locked or is_there:
            self._lane.cancel()
            self._offer("")
        elif was_locked:
            self._lane.ask(partial(_cut_off, self._desk), done=self._offer, failed=self._no_offer)

    def _offer(self, family: str) -> None:
        self._family = family
        say = self._words.say
        what, rest = (say(_WHAT), say(_REST)) if family else ("", "")
        self.banner.say(what, rest=rest, tone=Tone.CAUTION)

    def _no_offer(self, _: Failure) -> None:
        """Offer nothing: the session's page asks again, and says what is wrong."""
        self._offer("")

    def _go(self) -> None:
        if self._family and not self._navigator.is_locked:
            work = partial(self._desk.families.open, self._family)
            self._lane.ask(work, done=self._arrive, failed=self._no_offer)

    def _arrive(self, family: FamilySummary) -> None:
        self._navigator.open(OpenFamily(family.id, family.name, family.proband))
        self._navigator.go(_SESSION)


def _cut_off(desk: Desk) -> str:
    return desk.sessions.cut_off()
