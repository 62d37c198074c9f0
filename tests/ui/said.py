"""Everything that the running program says: every Qt object's words, models, clipboard, the ear."""

import gc
from collections.abc import Iterator, Sequence
from types import FunctionType

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
_HEARD = tuple(QAccessible.Text(number) for number in range(5))
_DEEPEST = 40


def everything_said() -> Iterator[tuple[str, str]]:
    """Yield where something is said, and what."""
    for each in every_object():
        yield from _of_properties(each)
        if isinstance(each, QAbstractItemModel):
            yield from _of_model(each)
    for window in QApplication.topLevelWidgets():
        heard = QAccessible.queryAccessibleInterface(window)
        if heard is not None:
            yield from _of_ear(heard)
    yield from _of_clipboard()


def every_object() -> Sequence[QObject]:
    """Return all Qt objects that Python or the window tree knows."""
    application = QApplication.instance()
    roots: list[QObject] = [*QApplication.allWidgets(), *QGuiApplication.allWindows()]
    if application is not None:
        roots.append(application)
    roots += [o for o in gc.get_objects() if isinstance(o, QObject) and isValid(o)]
    found = {id(each): each for each in roots}
    for root in roots:
        found |= {id(each): each for each in root.findChildren(QObject)}
    return list(found.values())


def _of_properties(each: QObject) -> Iterator[tuple[str, str]]:
    kind, meta = type(each).__name__, each.metaObject()
    for place in range(meta.propertyCount()):
        name = meta.property(place).name()
        if meta.property(place).typeName() in ("QString", "QStringList", "QVariant", "QUrl"):
            yield f"{kind}.{name}", _read(each, name)
    for dynamic in each.dynamicPropertyNames():
        name = dynamic.data().decode()
        yield f"{kind}.{name}", _read(each, name)


def _read(each: QObject, name: str) -> str:
    try:
        return str(each.property(name))
    except RuntimeError:  # one of Qt's own, of a kind that Python does not know
        return ""


def _of_model(
    model: QAbstractItemModel, parent: QModelIndex | None = None, depth: int = 0
) -> Iterator[tuple[str, str]]:
    above = QModelIndex() if parent is None else parent
    for row in range(model.rowCount(above)):
        is_list = isinstance(model, QAbstractListModel)  # whose count is private, and one
        for column in range(1 if is_list else model.columnCount(above)):
            index = model.index(row, column, above)
            for role in _ROLES:
                yield f"{type(model).__name__} {role.name}", str(index.data(role))
            if depth < _DEEPEST and column == 0:
                yield from _of_model(model, index, depth + 1)


def _of_ear(heard: QAccessibleInterface, depth: int = 0) -> Iterator[tuple[str, str]]:
    for kind in _HEARD:
        yield f"ear {kind.name}", heard.text(kind)
    for place in range(heard.childCount() if depth < _DEEPEST else 0):
        child = heard.child(place)
        if child is not None and child.isValid():
            yield from _of_ear(child, depth + 1)


def _of_clipboard() -> Iterator[tuple[str, str]]:
    clipboard = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        data = clipboard.mimeData(mode)
        if data is not None:
            yield f"clipboard {mode.name}", data.text()
            for form in data.formats():
                yield f"clipboard {form}", bytes(data.data(form).data()).decode("utf-8", "replace")


def still_held(sought: Sequence[str]) -> Iterator[str]:
    """Yield who holds a text or bytes with one of these in it, among all that Python tracks.

    The tests themselves know what they seek: their modules and the sequence do not count. What the
    desk's collector has set aside counts, and so does a tuple of texts, which is not tracked.
    """
    raw = [text.encode() for text in sought]
    gc.unfreeze()  # what is set aside is in no list of the collector
    for holder in gc.get_objects():
        if holder is sought or holder is raw or _is_of_a_test(holder):
            continue
        for held in _held(holder):
            if isinstance(held, str) and any(text in held for text in sought):
                yield f"{type(holder).__module__}.{type(holder).__name__} str"
            elif isinstance(held, bytes) and any(text in held for text in raw):
                yield f"{type(holder).__module__}.{type(holder).__name__} bytes"


def _held(holder: object) -> Iterator[object]:
    for each in gc.get_referents(holder):
        yield each
        if isinstance(each, tuple | dict) and not gc.is_tracked(each):
            yield from _held(each)


def _is_of_a_test(holder: object) -> bool:
    if isinstance(holder, FunctionType):  # whose defaults are its own
        return str(holder.__module__).startswith("tests.")
    return isinstance(holder, dict) and str(holder.get("__name__", "")).startswith("tests.")
