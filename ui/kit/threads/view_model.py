"""What every page's view model is: one immutable state, verbs, one signal."""

from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

S = TypeVar("S")


class ViewModel(QObject, Generic[S]):
    """Holds the state of a page and knows no widget.

    Its verbs end in `_become(new state)`; whoever shows the state connects to `changed`.
    """

    changed = Signal(object)

    def __init__(self, state: S, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state

    @property
    def state(self) -> S:
        """The state now."""
        return self._state

    def _become(self, state: S) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit(state)
