"""Starts the desk: Qt, fonts, look, the kit's threads, the window; and ends them in order."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QObject, Qt, QTranslator
from PySide6.QtGui import QUndoGroup
from PySide6.QtWidgets import QApplication, QWidget

from counselling.language.catalogue import Catalogue
from counselling.language.registry import Language
from ui.context import Builders, UiContext
from ui.desk import Desk
from ui.kit.pictures.chart_view import LiveView, MakeLiveView
from ui.kit.standing.navigator import Navigator, Whereabouts
from ui.kit.threads.backing_up import BackingUp
from ui.kit.threads.collector import Collector
from ui.kit.threads.courier import Courier
from ui.kit.threads.jobs import Jobs
from ui.kit.threads.loop import Loop
from ui.kit.threads.piecemeal import Piecemeal
from ui.kit.threads.quiet import Quiet
from ui.look import fonts
from ui.look.icons import Icons
from ui.look.theme import Choice, Theme
from ui.look.tokens import IDLE_MINUTES
from ui.pages.registry import AFTER_OPENING, FIRST, UNLOCK
from ui.shell.idle import seconds_with_sleep
from ui.shell.signals_of_end import SignalsOfEnd
from ui.shell.still import Still
from ui.shell.system_watch import MakeSystemWatch, no_system_watch
from ui.shell.watchman import Watchman
from ui.shell.window import Window


def no_live_view(parent: QWidget) -> LiveView | None:
    """Show no interactive charts: every chart stays as printed."""
    return None


def utc_now() -> datetime:
    """The time by this computer's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the desk is started with; app/compose fills it.

    builders: page id -> factory that imports the page and builds it. assets: the folder with
    fonts and icons. remember_look: called when the user takes another look, to remember it.
    lock_minutes: untouched for so long, the desk locks; clock: seconds that go on in a sleep.
    languages: that the desk can be shown in; speak: remembers one of them and returns the same
    records' use cases in it, with its words. Slow.
    """

    desk: Desk
    builders: Builders
    catalogue: Catalogue
    assets: Path
    look: Choice
    make_live_view: MakeLiveView = no_live_view
    now: Callable[[], datetime] = utc_now
    remember_look: Callable[[Choice], None] | None = None
    lock_minutes: float = IDLE_MINUTES
    make_system_watch: MakeSystemWatch = no_system_watch
    clock: Callable[[], float] = seconds_with_sleep
    languages: tuple[Language, ...] = ()
    speak: Callable[[str], tuple[Desk, Catalogue]] | None = None


def _nothing() -> None:
    """Leave a turn to others."""


class Desktop(QObject):
    """The running desk. One a process, because its look is the application's."""

    def __init__(self, application: QApplication, plan: Plan) -> None:
        super().__init__()
        self._collector = Collector(self)
        self._is_closed = False
        self._plan = plan
        self._application = application
        self._translator: QTranslator | None = None
        self._turn()
        fonts.load(plan.assets / "fonts")
        theme = Theme(application, plan.look, self)
        courier = Courier(self)
        jobs = Jobs(courier)
        self.context = UiContext(
            catalogue=plan.catalogue,
            theme=theme,
            icons=Icons(plan.assets / "icons", theme),
            courier=courier,
            jobs=jobs,
            backing_up=BackingUp(plan.desk.safekeeping.backups, jobs, self),
            loop=Loop(courier),
            navigator=Navigator(door=UNLOCK, first=FIRST, of_family=AFTER_OPENING, parent=self),
            undo=QUndoGroup(self),
            make_live_view=plan.make_live_view,
            now=plan.now,
            desk=plan.desk,
        )
        self._turning: Piecemeal | None = None
        self.window = self._make_window()
        self.window.begin()
        self.watchman = self._post_watchman()
        self._keeping = self.context.jobs.lane(self)
        self._remembered = plan.look
        theme.changed.connect(self._remember_look)
        self.context.navigator.changed.connect(self._clear_away)

    def close(self) -> None:
        """End everything: pages keep what was typed, then threads end, then the vault closes."""
        if self._is_closed:
            return
        self._is_closed = True
        self._have_turned()
        self.watchman.rest()
        self.context.backing_up.rest()
        self.window.close()
        self.context.loop.close()
        self.context.jobs.close()
        self.window.deleteLater()
        for _ in range(2):  # pages now and not at exit: a web engine must go before Qt does
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._collector.stop()
        gc.collect()  # widgets that only cycles hold, too
        self._plan.desk.unlock.lock()

    def _post_watchman(self) -> Watchman:
        """Have somebody say when the desk is to lock by itself."""
        plan, window = self._plan, self.window
        made = Watchman(
            minutes=plan.lock_minutes,
            make_system=plan.make_system_watch,
            clock=plan.clock,
            parent=self,
        )
        made.lock.connect(self._lock)
        made.soon.connect(window.warn)
        window.locked.connect(made.closed)
        return made

    def _lock(self, reason: object) -> None:
        """Lock, whatever the reason: also while a window comes in the place of another."""
        self._have_turned()
        self.window.lock_now(reason)

    def _make_window(self) -> Window:
        made = Window(self.context, self._plan.builders, languages=self._plan.languages)
        made.language_chosen.connect(self._ask_to_speak)
        return made

    def _ask_to_speak(self, code: str) -> None:
        """Show the desk in another language, where nothing that is typed would be lost."""
        speak = self._plan.speak
        if speak is not None and code != self._plan.catalogue.code and self.window.may_be_left():
            self._keeping.keep(partial(speak, code), done=self._speak, failed=self.window.tell)

    @property
    def is_turning(self) -> bool:
        """Whether another window is on its way into the place of the one that is seen."""
        return self._turning is not None and not self._turning.is_done

    def _speak(self, spoken: tuple[Desk, Catalogue]) -> None:
        """Put a window in the other language in the place of this one; the records stay open.

        It is made in turns of the event loop while the old one stands still.
        """
        self._have_turned()
        before, desk, words = self.window, *spoken
        if not before.may_be_left():  # typed meanwhile; the next start speaks it
            return
        self._plan = replace(self._plan, desk=desk, catalogue=words)
        self.context = replace(self.context, desk=desk, catalogue=words)
        Still(before)
        before.leave()
        self._turn()
        coming: list[Window] = []
        steps = (
            _nothing,  # the old pages go
            lambda: coming.append(self._make_window()),
            lambda: coming[0].begin(),
            _nothing,  # answers that have come are shown
            lambda: self._exchange(before, coming[0]),
        )
        self._turning = Piecemeal(steps, self)

    def _have_turned(self) -> None:
        """Finish what is on its way: somebody cannot wait."""
        if self._turning is not None:
            self._turning.finish()

    def _exchange(self, before: Window, window: Window) -> None:
        """Show a window that is made, where another was."""
        self.window = window
        self.window.restoreGeometry(before.saveGeometry())
        self.watchman.rest()
        self.watchman.deleteLater()
        self.watchman = self._post_watchman()
        self.window.show()
        self.watchman.start(self.window.windowHandle())
        self._clear_away(self.context.navigator.state)
        before.hide()
        before.deleteLater()

    def _turn(self) -> None:
        """Let everything run as the language does, and Qt's own dialogs speak it."""
        is_rtl = self._plan.catalogue.direction == "rtl"
        self._application.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
        )
        self._translate_dialogs()

    def _translate_dialogs(self) -> None:
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
        self._translator = translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{self._plan.catalogue.code}", folder):
            self._application.installTranslator(translator)

    def _clear_away(self, where: Whereabouts) -> None:
        """Leave nothing of a patient in the memory of a locked desk, cycles neither."""
        if where.page == UNLOCK:
            self.context.backing_up.rest()
            self._collector.collect_when_alone()
            self.watchman.at_door()
        else:
            self.watchman.open()
            self.context.backing_up.begin()

    def _remember_look(self) -> None:
        """Keep another choice off the UI thread; the system's own turns are no choice."""
        choice, remember = self.context.theme.choice, self._plan.remember_look
        if remember is not None and choice != self._remembered:
            self._remembered = choice
            keep = partial(remember, choice)
            self._keeping.keep(keep, done=self._kept, failed=self.window.tell)

    def _kept(self, nothing: None) -> None:
        """Say nothing: the look is seen."""


def run(
    plan: Plan,
    arguments: Sequence[str],
    *,
    ready: Callable[[Desktop], None] | None = None,
) -> int:
    """Open the desk and return the exit code when it is closed.

    ready: called once, when the first page is drawn and answers keys.
    """
    # the web engine is loaded late, and wants this said before there is an application
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QApplication(list(arguments))
    application.setApplicationName("Consultand")
    desktop = Desktop(application, plan)
    end = SignalsOfEnd(desktop)
    end.told.connect(application.quit)
    try:
        desktop.window.show()
        desktop.watchman.start(desktop.window.windowHandle())
        if ready is not None:
            quiet = Quiet(desktop.context.jobs, desktop)
            quiet.reached.connect(partial(ready, desktop))
        return application.exec()
    finally:
        end.stop()
        desktop.close()
