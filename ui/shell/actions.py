"""Everything that can be done from anywhere: pages, lock, undo, look; each with its key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.language.registry import Language
from ui.kit.standing.navigator import Navigator
from ui.look.icons import Icons
from ui.look.theme import LARGEST_TEXT, SMALLEST_TEXT, Choice, Contrast, Mode, Theme
from ui.look.tokens import Token
from ui.pages.registry import PageLine

_TEXT_STEP: Final = 0.25
_MODES: Final = (
    (Mode.LIGHT, N_("look.light")),
    (Mode.DARK, N_("look.dark")),
    (Mode.SYSTEM, N_("look.system")),
)


@dataclass(frozen=True, slots=True)
class ShellActions:
    """The actions. pages: by page id, the open page's checked; look: colours and text size."""

    pages: dict[str, QAction]
    lock: QAction
    find: QAction
    help: QAction
    undo: QAction
    redo: QAction
    look: tuple[QAction, ...]
    languages: tuple[QAction, ...] = ()

    @property
    def all(self) -> tuple[QAction, ...]:
        """All of them, in the order in which Ctrl+K lists them."""
        first = (*self.pages.values(), self.undo, self.redo, self.lock)
        return (*first, *self.look, *self.languages, self.find, self.help)


class ActionMaker:
    """Makes the actions of one window; `owner` keeps them and answers their keys."""

    def __init__(self, owner: QObject, words: Catalogue, icons: Icons) -> None:
        self._owner = owner
        self._words = words
        self._icons = icons

    def make(
        self, message_id: str, run: Callable[[], None], *, icon: str = "", keys: Sequence[str] = ()
    ) -> QAction:
        """Make one action."""
        made = QAction(self._words.say(message_id), self._owner)
        made.setShortcuts([QKeySequence(key) for key in keys])
        if icon:
            made.setIcon(self._icons.icon(icon, Token.SOFT, ink_on=Token.ACCENT))
        made.triggered.connect(run)
        return made

    def pages(self, lines: Sequence[PageLine], navigator: Navigator) -> dict[str, QAction]:
        """Make one action a page; one of them is checked."""
        group = QActionGroup(self._owner)
        made = {}
        for line in lines:
            run = partial(navigator.go, line.id)
            each = self.make(line.title, run, icon=line.icon, keys=(f"Ctrl+{line.key}",))
            each.setCheckable(True)
            group.addAction(each)
            made[line.id] = each
        return made

    def languages(
        self, languages: Sequence[Language], choose: Callable[[str], None]
    ) -> tuple[QAction, ...]:
        """Make one action for each other language of the desk, under its own name."""
        made = []
        own_names = self._words.collation_key
        for each in sorted(languages, key=lambda each: own_names(each.own_name)):
            if each.code != self._words.code:
                said = self._words.say("look.language", language=each.own_name)
                one = QAction(said, self._owner)
                one.triggered.connect(partial(choose, each.code))
                made.append(one)
        return tuple(made)

    def look(self, theme: Theme) -> tuple[QAction, ...]:
        """Make the actions for colours and text size."""
        chooser = LookChooser(theme, self._owner)
        modes = (self.make(words, partial(chooser.take, mode)) for mode, words in _MODES)
        return (
            *modes,
            self.make(N_("look.contrast"), chooser.turn_contrast),
            self.make(N_("look.larger"), chooser.enlarge, keys=("Ctrl+=", "Ctrl++")),
            self.make(N_("look.smaller"), chooser.shrink, keys=("Ctrl+-",)),
        )


class LookChooser(QObject):
    """Turns a wish into the theme's next choice."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @property
    def _now(self) -> Choice:
        return self._theme.choice

    def take(self, mode: Mode) -> None:
        """Take light, dark, or what the system has."""
        self._theme.choose(replace(self._now, mode=mode))

    def turn_contrast(self) -> None:
        """High contrast on, or off again."""
        other = Contrast.NORMAL if self._theme.is_high_contrast else Contrast.HIGH
        self._theme.choose(replace(self._now, contrast=other))

    def enlarge(self) -> None:
        """Larger text, up to twice the size."""
        self._scale(min(self._now.text_scale + _TEXT_STEP, LARGEST_TEXT))

    def shrink(self) -> None:
        """Smaller text, down to the usual size."""
        self._scale(max(self._now.text_scale - _TEXT_STEP, SMALLEST_TEXT))

    def _scale(self, text_scale: float) -> None:
        self._theme.choose(replace(self._now, text_scale=text_scale))
