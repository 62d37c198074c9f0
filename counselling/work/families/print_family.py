"""Use case: a family on paper or as a picture file, as the user orders it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from counselling.drawing.measure import Measure
from counselling.drawing.pages import Print, SheetChoice
from counselling.drawing.paper import PAPERS
from counselling.drawing.scene import Scene
from counselling.drawing.svg import svg
from counselling.figures.label_lines import choice_of
from counselling.figures.sheet_facts import Origin, sheet_facts
from counselling.figures.sheet_order import Format, SheetOrder
from counselling.files import staged
from counselling.language.catalogue import Catalogue
from counselling.layout.result import Layout
from counselling.pedigree.family import Family
from counselling.records.privacy import usage
from counselling.records.vault.acts import Act, Action
from counselling.work.pedigree.draw_family import draw_family, for_paper, without_ids
from counselling.work.vault.door import Door

_USUAL: Final = SheetOrder()
PNG_DPI: Final = 200  # a page of it fills a projector, and a letter


class Press(Protocol):
    """Prints a drawing on pages as PDF; heard: called with the share of them that is done."""

    def __call__(
        self,
        drawn: Print,
        choice: SheetChoice,
        *,
        facts: tuple[str, ...],
        heard: Callable[[float], None],
    ) -> bytes:
        """Return the file."""
        ...


def usual_paper(name: str) -> str:
    """Return a paper as it was kept; one that nobody knows, or none, is the usual one."""
    return name if name in PAPERS else _USUAL.paper


@dataclass(frozen=True)
class Sheets:
    """Saves sheets. press, picture: painters of PDF and, at a resolution, PNG; drawn_by: who works
    at this desk, asked when a sheet is made. paper: that sheets are printed on unless another is
    ordered; remember_paper: keeps which one is chosen. door: of the records, where what leaves
    them is written down; None for a family that is not of a vault.
    """

    words: Catalogue
    measure: Measure
    press: Press
    picture: Callable[[Scene, int], bytes]
    drawn_by: Callable[[], str]
    paper: str = _USUAL.paper
    remember_paper: Callable[[str], None] | None = None
    door: Door | None = None

    def choose_paper(self, name: str) -> None:
        """Print on this paper from now on. Writes a file: not on the UI thread."""
        if self.remember_paper is not None:
            self.remember_paper(usual_paper(name))

    def save(
        self,
        family: Family,
        layout: Layout,
        order: SheetOrder,
        path: Path,
        heard: Callable[[float], None],
    ) -> None:
        """Write a family's sheet, whole or not at all; its order of people is the layout's.

        Of a vault's family, who is restricted, or wants no counselling, is drawn as a symbol.

        heard: called with the share that is done, 0..1; what it raises ends the work, and nothing
        is written. That it leaves the vault is written down before the file appears.
        Raises VaultError("vault.not_allowed"), as `usage.handed_out`; StorageError, LayoutError.
        """
        action = Action.PRINT if order.format is Format.PDF else Action.EXPORT
        act = Act(action, f"sheet/{order.format.value}", family.id)
        if self.door is not None:
            self.door.vault.check(act)
            family = usage.handed_out(self.door.vault, family.id, family).family
        heard(0.0)
        content = self._content(family, layout, order, heard)
        heard(1.0)
        with staged(path, content):
            if self.door is not None:
                self.door.vault.note_act(act)

    def _content(
        self, family: Family, layout: Layout, order: SheetOrder, heard: Callable[[float], None]
    ) -> bytes:
        choice = choice_of(order.labels, is_deidentified=order.is_deidentified)
        drawing = draw_family(
            family, self.words, self.measure, choice=choice, style=order.style, previous=layout
        )
        heard(0.3)
        if order.format is not Format.PDF:
            shown = without_ids(drawing) if order.is_deidentified else drawing
            is_svg = order.format is Format.SVG
            return svg(shown.scene).encode() if is_svg else self.picture(shown.scene, PNG_DPI)
        on_paper = for_paper(
            family, drawing.layout, self.words, self.measure, choice=choice, style=order.style
        )
        facts = sheet_facts(
            family,
            self.words,
            Origin(drawn_by=self.drawn_by()),
            numbers=drawing.numbers,
            has_names=choice.has_names,
        )
        return self.press(
            on_paper, order.pages, facts=facts, heard=lambda share: heard(0.3 + 0.7 * share)
        )
