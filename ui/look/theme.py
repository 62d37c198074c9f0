"""Light, dark, as the system says, or high contrast: palette, sheet and type size at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.look.fonts import FAMILIES
from ui.look.sheet import high_contrast_sheet, sheet
from ui.look.tokens import BASE_PT, DARK, LIGHT, Token
from ui.look.wardrobe import Wardrobe

Group = QPalette.ColorGroup
Place = QPalette.ColorRole

SMALLEST_TEXT: Final = 1.0
LARGEST_TEXT: Final = 2.0


class Mode(StrEnum):
    """Which ground the desk has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Contrast(StrEnum):
    """Whether our colours hold, or the system's own."""

    SYSTEM = "system"
    NORMAL = "normal"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user chose. text_scale: 1.0 to 2.0, on top of the system's own font scaling."""

    mode: Mode = Mode.SYSTEM
    contrast: Contrast = Contrast.SYSTEM
    text_scale: float = 1.0


_PLACES: Final[tuple[tuple[QPalette.ColorRole, Token], ...]] = (
    (Place.Window, Token.WINDOW),
    (Place.Base, Token.SURFACE),
    (Place.AlternateBase, Token.WINDOW),
    (Place.Button, Token.SURFACE),
    (Place.Text, Token.TEXT),
    (Place.WindowText, Token.TEXT),
    (Place.ButtonText, Token.TEXT),
    (Place.BrightText, Token.DANGER),
    (Place.ToolTipBase, Token.SURFACE),
    (Place.ToolTipText, Token.TEXT),
    (Place.PlaceholderText, Token.SOFT),
    (Place.Highlight, Token.ACCENT),
    (Place.HighlightedText, Token.ON_ACCENT),
    (Place.Accent, Token.ACCENT),
    (Place.Link, Token.ACCENT),
    (Place.LinkVisited, Token.ACCENT),
    (Place.Light, Token.SURFACE),
    (Place.Midlight, Token.LINE),
    (Place.Mid, Token.EDGE),
    (Place.Dark, Token.EDGE),
)
_FAINT: Final = (Place.Text, Place.WindowText, Place.ButtonText)


class Theme(QObject):
    """The look in force. Whoever paints reads `colours`; `changed` says that they are others.

    A desk takes another look on within some turns of the event loop; few widgets do at once.
    """

    changed = Signal()

    def __init__(self, application: QApplication, choice: Choice, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._choice = choice
        self._scale = choice.text_scale  # in force; the choice may be ahead of it
        self._is_applying = False
        self._wardrobe = Wardrobe(application, self)
        self.colours: Mapping[Token, str] = LIGHT
        application.setStyle("Fusion")
        # kept both: PySide forgets the second as soon as nobody holds the first
        self._hints = application.styleHints()
        self._wishes = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._follow_system)
        self._wishes.contrastPreferenceChanged.connect(self._follow_system)
        self._apply()

    @property
    def choice(self) -> Choice:
        """What the user chose."""
        return self._choice

    @property
    def is_high_contrast(self) -> bool:
        """Whether the system's own colours are in force."""
        if self._choice.contrast is Contrast.SYSTEM:
            return self._wishes.contrastPreference() == Qt.ContrastPreference.HighContrast
        return self._choice.contrast is Contrast.HIGH

    @property
    def is_dark(self) -> bool:
        """Whether the ground is dark."""
        if self._choice.mode is Mode.SYSTEM:
            return self._hints.colorScheme() == Qt.ColorScheme.Dark
        return self._choice.mode is Mode.DARK

    def choose(self, choice: Choice) -> None:
        """Take another look on, everywhere and at once."""
        if choice != self._choice:
            self._choice = choice
            self._apply()

    @property
    def is_worn(self) -> bool:
        """Whether all widgets, hidden ones too, wear the look that was chosen last."""
        return self._wardrobe.is_done

    def colour(self, token: Token) -> QColor:
        """Return a colour for painting."""
        return QColor(self.colours[token])

    def pixels(self, length: float) -> int:
        """Return a length that grows with the text."""
        return round(length * self._scale)

    @Slot()
    def _follow_system(self) -> None:
        if not self._is_applying:  # else it is our own voice that comes back
            self._apply()

    def _apply(self) -> None:
        self._wardrobe.change(self._put_on, worn=self.changed.emit)

    def _put_on(self) -> None:
        self._is_applying = True
        self._tell_system()
        self._scale = self._choice.text_scale
        self._dress(self._scale)
        self._is_applying = False

    def _dress(self, scale: float) -> None:
        is_low = self._application.isRightToLeft()
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPointSizeF(BASE_PT * scale)
        self._application.setFont(font)
        if self.is_high_contrast:
            self._application.setPalette(QPalette())
            palette = self._application.palette()
            palette.setColor(Place.Mid, palette.color(Place.WindowText))  # edges of controls
            self._application.setPalette(palette)
            self.colours = _of_system(palette)
            text = high_contrast_sheet(text_scale=scale, is_low=is_low)
        else:
            self.colours = DARK if self.is_dark else LIGHT
            self._application.setPalette(_palette(self.colours))
            text = sheet(self.colours, text_scale=scale, is_low=is_low)
        if text != self._application.styleSheet():
            self._application.setStyleSheet("")  # Qt takes much longer from one to another
            self._application.setStyleSheet(text)

    def _tell_system(self) -> None:
        """Let file dialogs and title bars follow the choice."""
        self._hints.setColorScheme(
            {Mode.LIGHT: Qt.ColorScheme.Light, Mode.DARK: Qt.ColorScheme.Dark}.get(
                self._choice.mode, Qt.ColorScheme.Unknown
            )
        )


def _palette(colours: Mapping[Token, str]) -> QPalette:
    palette = QPalette()
    for place, token in _PLACES:
        palette.setColor(place, QColor(colours[token]))
    for place in _FAINT:
        palette.setColor(Group.Disabled, place, QColor(colours[Token.SOFT]))
    return palette


def _of_system(palette: QPalette) -> Mapping[Token, str]:
    """Our tokens in the system's colours: text on its ground, selection for the accent.

    No ground is filled then, so ON_ACCENT is text too.
    """
    text = palette.color(Place.WindowText).name()
    ground = palette.color(Place.Window).name()
    base = palette.color(Place.Base).name()
    accent = palette.color(Place.Highlight).name()
    named = {
        Token.WINDOW: ground,
        Token.SURFACE: base,
        Token.ACCENT: accent,
        Token.ACCENT_HOVER: accent,
    }
    return {token: named.get(token, ground if _is_ground(token) else text) for token in Token}


def _is_ground(token: Token) -> bool:
    return token is Token.HOVER or token.value.endswith("_ground")
