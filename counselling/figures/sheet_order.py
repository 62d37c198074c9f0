"""What is to be printed or saved of a pedigree: file, paper, names or none, which lines."""

from dataclasses import dataclass
from enum import StrEnum

from counselling.drawing.pages import SheetChoice
from counselling.drawing.paper import PAPERS, POSTERS
from counselling.figures.label_lines import USUAL
from counselling.figures.symbols import NotationStyle


class Format(StrEnum):
    """What a drawing can be saved as; the value is the file's ending without its dot."""

    PDF = "pdf"
    SVG = "svg"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class SheetOrder:
    """What is to be saved.

    paper: a key of PAPERS; poster: a key of POSTERS, empty for one page. is_landscape: else as the
    drawing needs. labels: names of label lines.
    """

    format: Format = Format.PDF
    paper: str = "A4"
    is_landscape: bool = False
    poster: str = ""
    is_deidentified: bool = False
    style: NotationStyle = NotationStyle.NSGC_2022
    labels: frozenset[str] = USUAL

    @property
    def pages(self) -> SheetChoice:
        """The paper."""
        poster = POSTERS[self.poster] if self.poster else None
        return SheetChoice(PAPERS[self.paper], self.is_landscape, poster)
