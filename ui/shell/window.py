"""The window: pages in the middle, made when first shown, thrown away when the desk locks."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from counselling.language.marks import N_
from counselling.language.registry import Language
from counselling.pedigree.person import PersonId
from ui.context import Builders, UiContext
from ui.kit.blocks.banner import Banner
from ui.kit.blocks.facts import listed
from ui.kit.controls.buttons import action
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.standing.navigator import OpenFamily, Whereabouts
from ui.kit.standing.page import Page
from ui.kit.standing.restraint import Restraint
from ui.kit.standing.typed import why_to_stay
from ui.kit.threads.failures import Failure
from ui.look.tokens import SMALLEST_WINDOW_PX, WINDOW_PX, Space
from ui.pages.registry import PAGES, UNLOCK, line
from ui.shell.actions import ActionMaker, ShellActions
from ui.shell.back_in import back_in
from ui.shell.backup_sign import BackupSign
from ui.shell.door_strip import DoorStrip
from ui.shell.finder import Finder
from ui.shell.forgetting import close_others, empty_clipboard, empty_stacks
from ui.shell.header import Header
from ui.shell.history import History
from ui.shell.palette import Palette
from ui.shell.rail import Rail
from ui.shell.returning import Returning
from ui.summaries import FamilySummary

_UNDO: Final = ("Ctrl+Z",)
_REDO: Final = ("Ctrl+Y", "Ctrl+Shift+Z")


class Window(QMainWindow):
    """Shows where the navigator stands. Its title never names a family: a task bar is public.

    closed: the window is gone and every page has kept what was typed. locked: the records are
    closed, or could not be, which is said. language_chosen: the desk is wanted in another language.
    """

    closed = Signal()
    locked = Signal()
    language_chosen = Signal(str)

    def __init__(
        self, context: UiContext, builders: Builders, *, languages: tuple[Language, ...] = ()
    ) -> None:
        super().__init__()
        self.setWindowTitle(context.catalogue.say("app.name"))
        self.resize(*WINDOW_PX)
        self.setMinimumSize(*SMALLEST_WINDOW_PX)
        self._context = context
        self._languages = languages
        self._builders = builders
        self._lines = tuple(each for each in PAGES if each.id in builders)
        self._pages: dict[str, Page] = {}
        self._shown: Whereabouts | None = None
        self._locking = context.jobs.lane(self)
        self._rail = Rail(context.catalogue.say("rail.name"))
        self._header = Header()
        self._banner = Banner(context.icons)
        come = action(self, context.catalogue.say("window.go_there"), self._come)
        self._summons = Banner(context.icons, come)
        self._strip = DoorStrip()
        self._warning = Banner(context.icons)
        self._stack = QStackedWidget()
        self.actions_of_shell = self._make_actions()
        self._finder = Finder(
            context.desk,
            context.jobs,
            words=context.catalogue,
            open_family=self._open_found,
            failed=self.tell,
            parent=self,
        )
        self._palette = Palette(self._finder, context.catalogue, context.theme, self)
        self._restraint = Restraint(self._may, context.catalogue, context.icons, self)
        self._returning = Returning(context.navigator, context.desk.families, context.jobs, self)
        self._lay_out()

    def begin(self) -> None:
        """Show where the navigator stands, from now on; before that there is no page."""
        self._context.navigator.changed.connect(self.show_state)
        self.show_state(self._context.navigator.state)

    @property
    def page(self) -> Page:
        """The page at the front."""
        return self._pages[self._context.navigator.state.page]

    def tell(self, failure: Failure | None) -> None:
        """Say what went wrong outside any page."""
        self._banner.tell(failure, self._context.catalogue)

    def show_state(self, where: Whereabouts) -> None:
        """Show the page, its buttons and its name."""
        before, self._shown = self._shown, where
        is_locked = where.page == UNLOCK
        if before is None or before.page != where.page:
            self._turn(before, where)
        self._show_summons()
        for part in (self._rail, self._header):
            set_shown(part, is_shown=not is_locked)
        self._rail.show_family(is_open=where.family is not None)
        for each in self._lines:
            action = self.actions_of_shell.pages[each.id]
            action.setEnabled(not is_locked and (where.family is not None or not each.needs_family))
            action.setChecked(each.id == where.page)
        for action in (self.actions_of_shell.lock, self.actions_of_shell.find):
            action.setEnabled(not is_locked)
        if not is_locked:
            self._show_head()
        if before is not None and before.page == UNLOCK and not is_locked:
            self._returning.come_back()

    def lock(self) -> None:
        """Show the door at once; then, when everything typed is kept, close the vault."""
        if self._context.navigator.is_locked:
            self.page.veil()  # a vault may be open at the door, its code on the screen
            return
        self._returning.remember(self._context.navigator.state)
        self.page.left()
        self.warn(False)
        self._palette.reject()
        close_others(self)
        empty_clipboard()
        self._context.jobs.drop_questions()
        self._context.navigator.leave()
        self._drop_pages()
        lock = self._context.desk.unlock.lock
        self._locking.ask_last(lock, done=self._locked, failed=self._locked)

    def lock_now(self, reason: object) -> None:
        """Lock, whatever the reason; there is no word of it, for the door says enough."""
        self.lock()

    def warn(self, is_soon: bool) -> None:
        """Say that the desk locks in a minute, until somebody touches it."""
        is_said = is_soon and not self._context.navigator.is_locked
        words = self._context.catalogue.say("window.locks_soon") if is_said else ""
        self._warning.say(words, tone=Tone.CAUTION)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless a page has something running that must be ended by hand."""
        busy = [name for name, page in self._pages.items() if not page.may_close()]
        if busy and not self._context.navigator.is_locked:
            self._context.navigator.go(busy[0])
            words = self._context.catalogue
            self._banner.say(
                words.say("window.still_running"),
                rest=words.say("window.end_first"),
                tone=Tone.CAUTION,
            )
            event.ignore()
            return
        self.page.left()
        super().closeEvent(event)
        self.closed.emit()

    def may_be_left(self) -> bool:
        """Whether another window may take this one's place; says why not."""
        words, why = self._context.catalogue, why_to_stay(self._pages.values())
        if why:
            rest = words.say(why)
            self._banner.say(words.say("window.language_waits"), rest=rest, tone=Tone.CAUTION)
        return not why

    def leave(self) -> None:
        """Let every page keep what it has; another window comes in this one's place."""
        self._context.navigator.changed.disconnect(self.show_state)
        self.page.left()
        self._palette.reject()
        close_others(self)
        self._drop_pages()

    def _turn(self, before: Whereabouts | None, where: Whereabouts) -> None:
        if before is not None and before.page in self._pages:
            self._pages[before.page].left()
        self._banner.say("")
        if where.page not in self._pages:
            page = self._builders[where.page](self._context)
            if where.page != UNLOCK:
                self._restraint.hold(page, needs=line(where.page).needs)
            page.head_changed.connect(self._show_head)
            page.head_changed.connect(self._show_summons)
            self._pages[where.page] = page
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self.page)
        self.page.entered()

    def _may(self, deed: str) -> bool:  # nobody is asked any more once the desk locks
        locked = self._context.navigator.is_locked
        return not locked and self._context.desk.safekeeping.may(deed)

    def _show_head(self) -> None:
        where, words = self._context.navigator.state, self._context.catalogue
        if where.page == UNLOCK:
            return
        family = where.family if (page := line(where.page)).needs_family else None
        name = family.name if family else words.say(page.title)
        about = (family.proband if family else "", self.page.subtitle)
        self._header.say(name, listed(about, words))
        self._header.offer(self.page)

    def _show_summons(self) -> None:
        """Say that a page calls; never over the door, which everybody may look at."""
        is_locked = self._context.navigator.is_locked
        caller = None if is_locked else self._caller
        kept = (page for page in self._pages.values() if is_locked and page.door_words[0])
        self._strip.show_page(next(kept, None))
        words = self._pages[caller].summons if caller else ""
        self._summons.say(words, tone=Tone.CAUTION)

    @property
    def _caller(self) -> str | None:
        """The page that calls and is not at the front."""
        front = self._context.navigator.state.page
        called = (name for name, page in self._pages.items() if page.summons and name != front)
        return next(called, None)

    def _come(self) -> None:
        if self._caller is not None:
            self._context.navigator.go(self._caller)

    def _drop_pages(self) -> None:
        """Throw away what shows patients; a running call goes on behind the door."""
        for name, page in tuple(self._pages.items()):
            if name != UNLOCK and page.may_close():
                del self._pages[name]
                self._stack.removeWidget(page)
                page.deleteLater()
            elif name != UNLOCK:
                page.veil()
        self._header.clear()
        empty_stacks(self._context.undo)

    def _locked(self, failure: Failure | None) -> None:
        self.tell(failure)
        self.locked.emit()

    def _open_found(self, family: FamilySummary, *, person: PersonId | None = None) -> None:
        head = OpenFamily(family.id, family.name, family.proband)
        self._context.navigator.open(head, person=person)

    def _find(self) -> None:
        of_page = (*self.page.side_actions, self.page.main_action)
        offered = (*(a for a in of_page if a is not None), *self.actions_of_shell.all)
        hidden = (self.actions_of_shell.find, self.actions_of_shell.help)
        self._finder.begin([action for action in offered if action not in hidden])
        self._palette.ask()

    def _make_actions(self) -> ShellActions:
        context = self._context
        maker = ActionMaker(self, context.catalogue, context.icons)
        actions = ShellActions(
            pages=maker.pages(self._lines, context.navigator),
            lock=maker.make(N_("action.lock"), self.lock, icon="lock", keys=("Ctrl+L",)),
            find=maker.make(N_("action.find"), self._find, icon="search", keys=("Ctrl+K",)),
            help=maker.make(N_("action.help"), self._find, keys=("F1",)),
            undo=maker.make(N_("action.undo"), context.undo.undo, icon="undo-2", keys=_UNDO),
            redo=maker.make(N_("action.redo"), context.undo.redo, icon="redo-2", keys=_REDO),
            look=maker.look(context.theme),
            languages=maker.languages(self._languages, self.language_chosen.emit),
        )
        History(context.undo, actions.undo, actions.redo, context.catalogue, self)
        self.addActions(actions.all)
        return actions

    def _lay_out(self) -> None:
        for each in self._lines:
            add = self._rail.add_of_family if each.needs_family else self._rail.add
            add = self._rail.add_at_foot if each.is_at_foot else add
            add(self.actions_of_shell.pages[each.id])
        of_sign = (self._context.navigator, self._context.catalogue, self._context.icons)
        BackupSign(self._context.backing_up, *of_sign, self._rail)
        self._rail.add_at_foot(self.actions_of_shell.find)
        self._rail.add_at_foot(self.actions_of_shell.lock)
        page = QVBoxLayout()
        page.setContentsMargins(Space.SECTION, Space.CARD, Space.SECTION, Space.SECTION)
        page.setSpacing(Space.CARD)
        for part in (self._header, self._summons, self._warning, self._strip, self._banner):
            page.addWidget(part)
        page.insertWidget(1, back_in(self._context, self._builders, self))
        page.addWidget(self._stack, 1)
        ground = QWidget()
        across = QHBoxLayout(ground)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._rail)
        across.addLayout(page, 1)
        self.setCentralWidget(ground)
