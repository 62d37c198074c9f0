"""Panels that lead to one another with a family in hand."""

from PySide6.QtCore import Signal

from ui.kit.standing.page import Page


class LeadingPanel(Page):
    """led: another panel is wanted (its id), about this family (its id)."""

    led = Signal(str, str)


class TakingPanel(Page):
    """A panel that can be led to."""

    def begin(self, family: str) -> None:
        """Begin with a family."""
        raise NotImplementedError
