"""What a screen reader can ask of one item beside its words: its level, and to go there."""

from collections.abc import Callable

from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAttributesInterface,
)


class Level(QAccessibleAttributesInterface):
    """The level. Position and number have no name in Qt: they stand in the words."""

    def __init__(self, level: Callable[[], int | None]) -> None:
        super().__init__()
        self._level = level

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        """Which attributes there are."""
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> object:
        """Return one of them."""
        return self._level() if key == QAccessible.Attribute.Level else None


class GoThere(QAccessibleActionInterface):
    """To go to an item."""

    def __init__(self, choose: Callable[[], None]) -> None:
        super().__init__()
        self._choose = choose

    def actionNames(self) -> list[str]:
        """What can be done."""
        return [self.setFocusAction()]

    def doAction(self, action: str) -> None:
        """Go there."""
        if action == self.setFocusAction():
            self._choose()

    def keyBindingsForAction(self, action: str) -> list[str]:
        """Keys are the widget's, not an item's."""
        return []
