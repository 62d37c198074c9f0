"""What a screen reader is told of a widget that shows people: a tree, each item with its place.

Qt tells nothing of what is painted, and of a tree view neither level nor position. A widget that
has a `heard` is told by it: one item a person, with level, place in her row, and how many stand
there. Nothing of this exists until somebody listens.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol, TypeAlias, cast

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAttributesInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import Shiboken

from ui.kit.marks.heard_deeds import GoThere, Level

Relations: TypeAlias = list[tuple[QAccessibleInterface, QAccessible.RelationFlag]]
Anything: TypeAlias = object  # Qt's interface has a method of the name `object`
# Qt's stubs do not say that there may be none
_NOBODY: Final = cast(QAccessibleInterface, None)
_NOTHING: Final = cast(QObject, None)
_NO_WINDOW: Final = cast(QWindow, None)
# Qt holds a pointer to each as long as the program runs, and falls over one that Python has freed
_EMPTIED: Final[list[object]] = []
_NULL: Final = Shiboken.VoidPtr(0)  # None would come to Qt as a pointer to something


@dataclass(frozen=True, slots=True)
class HeardItem:
    """One item. words: what is said; more: the rest, for who asks.

    level, position, size: counted from 1: in which row, which of how many. place: in the widget.
    is_open: None for an item that holds no others.
    """

    words: str
    place: QRect
    more: str = ""
    level: int = 1
    position: int = 1
    size: int = 1
    is_current: bool = False
    is_open: bool | None = None
    is_title: bool = False


class HeardTree(Protocol):
    """What a widget says of its items. Asked when somebody listens, and only then.

    interface: kept here while the widget lives; Qt holds a pointer to it that Python knows not.
    """

    interface: QAccessibleInterface | None

    def count(self) -> int:
        """How many items there are."""
        ...

    def item(self, place: int) -> HeardItem | None:
        """Return an item; None where there is none any more."""
        ...

    def current(self) -> int:
        """Place of the item that the keys are about; -1: none."""
        ...

    def choose(self, place: int) -> None:
        """Make an item the current one."""
        ...


class _Nobody:
    """What an item that Qt still knows says of a widget that is gone: nothing."""

    interface: QAccessibleInterface | None = None

    def count(self) -> int:
        return 0

    def item(self, place: int) -> HeardItem | None:
        return None

    def current(self) -> int:
        return -1

    def choose(self, place: int) -> None:
        return


class _Item(QAccessibleInterface):
    """A place in the tree: whoever stands there now."""

    def __init__(self, widget: QWidget, tree: HeardTree, place: int) -> None:
        super().__init__()
        self._widget: QWidget | None = widget
        self._tree, self.place = tree, place
        self._attributes = Level(self._level)
        self._actions = GoThere(self._choose)

    def forget(self) -> None:
        """Let go of the widget and of whom it showed: Qt keeps an item until the program ends."""
        self._widget, self._tree = None, _Nobody()

    def _now(self) -> HeardItem | None:
        return self._tree.item(self.place)

    def _choose(self) -> None:
        self._tree.choose(self.place)

    def _level(self) -> int | None:
        item = self._now()
        return item.level if item else None

    def isValid(self) -> bool:
        """Whether somebody stands there."""
        return self._now() is not None

    def object(self) -> QObject:
        """No object of Qt's is behind it."""
        return _NOTHING

    def window(self) -> QWindow:
        """The widget's window."""
        return self._widget.window().windowHandle() if self._widget else _NO_WINDOW

    def parent(self) -> QAccessibleInterface:
        """The tree."""
        return QAccessible.queryAccessibleInterface(self._widget) if self._widget else _NOBODY

    def child(self, index: int) -> QAccessibleInterface:
        """An item holds none."""
        return _NOBODY

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """An item holds none."""
        return _NOBODY

    def childCount(self) -> int:
        """An item holds none: rows follow each other and say their level."""
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """An item holds none."""
        return -1

    def focusChild(self) -> QAccessibleInterface:
        """An item holds none."""
        return _NOBODY

    def relations(self, match: Anything = None) -> Relations:
        """None that Qt knows a name for: kin stands in the words."""
        return []

    def text(self, kind: QAccessible.Text) -> str:
        """What is said of it."""
        item = self._now()
        if item is None:
            return ""
        if kind == QAccessible.Text.Name:
            return item.words
        return item.more if kind == QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing is written here."""

    def rect(self) -> QRect:
        """Return where it stands on the screen."""
        item, widget = self._now(), self._widget
        if item is None or widget is None:
            return QRect()
        return item.place.translated(widget.mapToGlobal(QPoint(0, 0)))

    def role(self) -> QAccessible.Role:
        """An item of a tree, or the title of a column."""
        item = self._now()
        is_title = item is not None and item.is_title
        return QAccessible.Role.ColumnHeader if is_title else QAccessible.Role.TreeItem

    def state(self) -> QAccessible.State:
        """Whether it is current, has the focus, is seen, is open."""
        state = QAccessible.State()
        item, widget = self._now(), self._widget
        state.invalid = item is None
        if item is not None and widget is not None and not item.is_title:
            state.focusable = state.selectable = True
            state.selected = item.is_current
            state.focused = state.active = item.is_current and widget.hasFocus()
            state.offscreen = not widget.rect().intersects(item.place)
            state.expandable = item.is_open is not None
            state.expanded = bool(item.is_open)
            state.collapsed = item.is_open is False
        return state

    def interface_cast(  # type: ignore[override]  # Qt's stubs call a pointer a number
        self, kind: QAccessible.InterfaceType
    ) -> Anything:
        """Return what else can be asked: Qt asks by this, other than Python."""
        if kind == QAccessible.InterfaceType.AttributesInterface:
            return self._attributes
        return self._actions if kind == QAccessible.InterfaceType.ActionInterface else _NULL

    def attributesInterface(self) -> QAccessibleAttributesInterface:
        """Level and position."""
        return self._attributes

    def actionInterface(self) -> QAccessibleActionInterface:
        """To go there."""
        return self._actions


class _Tree(QAccessibleWidget):
    """The widget as a tree. Items are made when they are asked for and stay for who is next."""

    def __init__(self, widget: QWidget, tree: HeardTree) -> None:
        super().__init__(widget, QAccessible.Role.Tree, widget.accessibleName())
        self._widget = widget
        self._tree: HeardTree = tree
        self._items: dict[int, _Item] = {}
        widget.destroyed.connect(self._forget)

    def _forget(self) -> None:
        for item in self._items.values():
            item.forget()
        _EMPTIED.extend((self, *self._items.values()))
        self._tree = _Nobody()  # who holds us goes with the widget, after Qt has let go
        del self._widget

    def childCount(self) -> int:
        """How many items there are."""
        return self._tree.count()

    def child(self, index: int) -> QAccessibleInterface:
        """Return an item."""
        if not 0 <= index < self._tree.count():
            return _NOBODY
        if index not in self._items:
            self._items[index] = _Item(self._widget, self._tree, index)
            QAccessible.registerAccessibleInterface(self._items[index])
        return self._items[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the place of an item."""
        return child.place if isinstance(child, _Item) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """Return the item under a point of the screen."""
        point = self._widget.mapFromGlobal(QPoint(x, y))
        for place in range(self._tree.count()):
            item = self._tree.item(place)
            if item is not None and item.place.contains(point):
                return self.child(place)
        return _NOBODY

    def focusChild(self) -> QAccessibleInterface:
        """Return the current item, while the widget has the focus."""
        current = self._tree.current() if self._widget.hasFocus() else -1
        return self.child(current) if current >= 0 else _NOBODY


def _interface(_: str, obj: QObject | None) -> QAccessibleInterface | None:
    tree: HeardTree | None = getattr(obj, "heard", None)
    if tree is None or not isinstance(obj, QWidget):
        return None
    tree.interface = _Tree(obj, tree)
    return tree.interface


@cache
def install() -> None:
    """Have screen readers told by `heard` where a widget has one; once a process."""
    QAccessible.installFactory(_interface)


def tell_focus(widget: QWidget, place: int) -> None:
    """Tell who listens that the focus is on another item of a widget."""
    if QAccessible.isActive() and place >= 0:
        event = QAccessibleEvent(widget, QAccessible.Event.Focus)
        event.setChild(place)
        QAccessible.updateAccessibility(event)
