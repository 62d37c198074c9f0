"""What the page knows: which panels there are, which are closed to who is in, which is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from ui.kit.threads.view_model import ViewModel


@dataclass(frozen=True, slots=True)
class SafekeepingState:
    """State of the page. closed: panels that the role of who is in may not see."""

    chosen: str
    closed: frozenset[str] = frozenset()

    @property
    def is_closed(self) -> bool:
        """Whether the chosen panel is closed to who is in."""
        return self.chosen in self.closed


class SafekeepingModel(ViewModel[SafekeepingState]):
    """Verbs of the page. needs: panel -> the action its reader must be allowed, "" for none.

    may: whether who is in may do an action; quick, and asked on the UI thread.
    """

    def __init__(
        self,
        needs: Sequence[tuple[str, str]],
        may: Callable[[str], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(SafekeepingState(needs[0][0]), parent)
        self._needs, self._may = tuple(needs), may

    def load(self) -> None:
        """Look which panels are open; begin at the first that is."""
        closed = frozenset(panel for panel, need in self._needs if need and not self._may(need))
        state = replace(self.state, closed=closed)
        if state.is_closed and not self.state.closed:
            first = next((p for p, _ in self._needs if p not in closed), state.chosen)
            state = replace(state, chosen=first)
        self._become(state)

    def choose(self, panel: str) -> None:
        """Show another panel."""
        self._become(replace(self.state, chosen=panel))
