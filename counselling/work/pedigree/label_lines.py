"""Use case: which label lines this desk shows under the symbols, remembered from day to day."""

from collections.abc import Callable, Collection

from counselling.figures.label_lines import LINES, choice_of, kept, lines_of
from counselling.figures.labels import LabelChoice


class LabelLines:
    """The lines that are chosen now. text: as they were kept; remember: keeps them."""

    def __init__(self, text: str = "", *, remember: Callable[[str], None] | None = None) -> None:
        self._lines = lines_of(text)
        self._remember = remember

    @property
    def known(self) -> tuple[str, ...]:
        """All lines that there are, in their order."""
        return tuple(LINES)

    @property
    def lines(self) -> frozenset[str]:
        """Names of the lines that are shown."""
        return self._lines

    @property
    def choice(self) -> LabelChoice:
        """The same for a drawing."""
        return choice_of(self._lines)

    def choose(self, lines: Collection[str]) -> None:
        """Show these lines from now on. Writes a file: not on the UI thread."""
        self._lines = frozenset(lines) & LINES.keys()
        if self._remember is not None:
            self._remember(kept(self._lines))
