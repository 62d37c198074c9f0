"""Lines and paragraphs of text, each in its role."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from ui.kit.marks.roles import dressed
from ui.look.sheet import Role
from ui.look.tokens import TARGET_PX


class Line(QLabel):
    """One line that is shortened with an ellipsis where it has no room; the tooltip has it all."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._whole = ""
        self._is_placed = False  # before that its width means nothing
        plain(self)
        self.say(text)

    @property
    def whole(self) -> str:
        """The text, whole."""
        return self._whole

    def say(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._shorten()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        hint = super().sizeHint()
        missing = self._width(self._whole) - self._width(self.text())
        # Qt rounds the hint down, and would then shorten a text for half a pixel
        return QSize(hint.width() + max(missing, 0) + 1, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(min(2 * TARGET_PX, self.sizeHint().width()), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the room there is."""
        super().resizeEvent(event)
        self._is_placed = True
        self._shorten()

    def changeEvent(self, event: QEvent) -> None:
        """Shorten anew when the type has another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._shorten()
            self.updateGeometry()

    def _shorten(self) -> None:
        shown = self._whole
        if self._is_placed:
            cut, room = Qt.TextElideMode.ElideRight, self.contentsRect().width()
            shown = QFontMetrics(self.font()).elidedText(self._whole, cut, room)
        if shown != self.text():
            self.setText(shown)
            self.setToolTip(self._whole if shown != self._whole else "")

    def _width(self, text: str) -> int:
        return QFontMetrics(self.font()).horizontalAdvance(text)


def title(text: str = "") -> Line:
    """Return the name of a screen: one line."""
    return _line(text, Role.TITLE)


def section(text: str = "") -> Line:
    """Return the name of a card: one line that takes no more height than it needs."""
    return _line(text, Role.SECTION)


def aside(text: str = "") -> Line:
    """Return soft words beside a title: one line."""
    return _line(text, Role.SOFT)


def strong(text: str = "") -> QLabel:
    """Return a paragraph in bold."""
    return dressed(body(text), Role.STRONG)


def large(text: str = "") -> QLabel:
    """Return a paragraph in the type of a title: a number of which nothing may be cut off."""
    return dressed(body(text), Role.TITLE)


def code_label(name: str) -> QLabel:
    """Return a line for a code that is read off letter by letter; `name` is for the ear.

    It can be marked with mouse and keys, and runs from the left in every language.
    """
    label = dressed(QLabel(), Role.STRONG)
    label.setAccessibleName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def soft(text: str = "") -> QLabel:
    """Return a quiet paragraph."""
    return dressed(body(text), Role.SOFT)


def small(text: str = "") -> QLabel:
    """Return a quiet paragraph in small type: hints, sources."""
    return dressed(body(text), Role.SMALL)


def body(text: str = "") -> QLabel:
    """Return a paragraph: it wraps, and takes its height from its width."""
    label = QLabel(text)
    label.setWordWrap(True)
    plain(label)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def rule() -> QFrame:
    """Return a hairline across."""
    return dressed(QFrame(), Role.RULE)


def _line(text: str, role: Role) -> Line:
    label = Line(text)
    # fixed, or a layout with room to spare lets the title float into the middle of its card
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return dressed(label, role)


def plain(label: QLabel) -> None:
    """Take no markup in what people typed; a Latin name in an Arabic window stands on its right."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setIndent(0)  # a label with a padding of its own would else step in
    is_rtl = QGuiApplication.isRightToLeft()
    side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
