"""Use case: draw the families of a file or of a folder into files, each whole or not at all."""

import json
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Final

from counselling.drawing.measure import Measure
from counselling.drawing.pages import Print
from counselling.drawing.svg import svg
from counselling.errors import LayoutError, PedigreeError, StorageError
from counselling.figures.label_lines import USUAL, choice_of
from counselling.figures.labels import LabelChoice
from counselling.figures.sheet_facts import NOBODY, Origin, sheet_facts
from counselling.figures.symbols import NotationStyle
from counselling.files import keep_apart, replace_files, told_by_the_disk
from counselling.formats.format import Loss
from counselling.language.catalogue import Catalogue
from counselling.layout.result import as_json
from counselling.pedigree.family import Family
from counselling.work.files.read_folder import FileRead, Skipped, files_of, read_folder
from counselling.work.pedigree.draw_family import Drawing, draw_family, for_paper, without_ids

_LONGEST_NAME: Final = 60  # letters; in UTF-8 at most 240 bytes, and file systems allow 255


@dataclass(frozen=True)
class DrawChoice:
    """How families are drawn. is_deidentified: no names, no ids, years only.

    lines: names of label lines. origin: who told and who drew, for paper.
    """

    words: Catalogue
    measure: Measure
    style: NotationStyle = NotationStyle.NSGC_2022
    is_deidentified: bool = False
    lines: frozenset[str] = USUAL
    origin: Origin = NOBODY

    @property
    def labels(self) -> LabelChoice:
        """What is written under the symbols."""
        return choice_of(self.lines, is_deidentified=self.is_deidentified)


@dataclass(frozen=True)
class Drawn:
    """A drawn family, ready to be painted. name: what its files may tell of it."""

    family: Family
    drawing: Drawing
    milliseconds: float
    choice: DrawChoice
    name: str

    @property
    def on_paper(self) -> Print:
        """The drawing and its key apart, for pages."""
        choice = self.choice
        return for_paper(
            self.family,
            self.drawing.layout,
            choice.words,
            choice.measure,
            choice=choice.labels,
            style=choice.style,
        )

    @property
    def facts(self) -> tuple[str, ...]:
        """What a sheet says of itself."""
        choice = self.choice
        return sheet_facts(
            self.family,
            choice.words,
            choice.origin,
            numbers=self.drawing.numbers,
            has_names=choice.labels.has_names,
        )

    @property
    def shown(self) -> Drawing:
        """The drawing as files tell it: without ids where it is de-identified."""
        return without_ids(self.drawing) if self.choice.is_deidentified else self.drawing


Paint = Callable[[Drawn], bytes]


@dataclass(frozen=True)
class Output:
    """A file that is wished for, or the folder for such files. ending: with the dot."""

    ending: str
    target: Path
    paint: Paint


@dataclass(frozen=True)
class DrawnFamily:
    """One family of a folder, its files written."""

    source: Path
    drawn: Drawn
    files: tuple[Path, ...]


@dataclass(frozen=True)
class FileDone:
    """All of one file of a folder: what was drawn, left out, and lost when it was read."""

    source: Path
    families: tuple[DrawnFamily, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    losses: tuple[Loss, ...] = ()


def paint_svg(drawn: Drawn) -> bytes:
    """Paint as SVG."""
    return svg(drawn.shown.scene).encode()


def paint_layout(drawn: Drawn) -> bytes:
    """Tell places and lines as JSON."""
    layout = drawn.shown.layout
    places = as_json(layout, family=drawn.name, milliseconds=drawn.milliseconds)
    return json.dumps(places, ensure_ascii=False).encode()


def draw(family: Family, choice: DrawChoice, *, ordinal: int = 1) -> Drawn:
    """Draw a family, and say how long it took. ordinal: its place in its file.

    Raises LayoutError when somebody is her own ancestor.
    """
    labels, style = choice.labels, choice.style
    started = perf_counter()
    drawing = draw_family(family, choice.words, choice.measure, choice=labels, style=style)
    milliseconds = 1000 * (perf_counter() - started)
    is_told = family.id and not choice.is_deidentified
    return Drawn(family, drawing, milliseconds, choice, family.id if is_told else str(ordinal))


def write(source: Path, drawn: Drawn, outputs: Sequence[Output]) -> tuple[Path, ...]:
    """Write one family's files, all or none. Raises StorageError."""
    keep_apart(source, *(output.target for output in outputs))
    contents = {output.target: output.paint(drawn) for output in outputs}
    replace_files(contents)
    return tuple(contents)


def draw_folder(folder: Path, choice: DrawChoice, outputs: Sequence[Output]) -> Iterator[FileDone]:
    """Draw every family of every file; an output's target is a folder, made when it is missing.

    What cannot be read or drawn is told and skipped. Raises StorageError when the disk refuses:
    the families before are then written whole.
    """
    targets = [output.target for output in outputs]
    for target in targets:
        keep_apart(folder, target)
    sources = frozenset(map(os.path.realpath, files_of(folder, but=targets)))
    names = Names()
    for found in read_folder(folder, but=targets):
        if isinstance(found, Skipped):
            yield FileDone(found.file, skipped=(found,))
        else:
            yield _draw_file(found, choice, outputs, names, sources)


def _draw_file(
    found: FileRead,
    choice: DrawChoice,
    outputs: Sequence[Output],
    names: "Names",
    sources: frozenset[str],
) -> FileDone:
    families: list[DrawnFamily] = []
    skipped: list[Skipped] = []
    for ordinal, family in enumerate(found.reading.families, start=1):
        try:
            drawn = draw(family, choice, ordinal=ordinal)
            stem = names.take(_stem(found, drawn))
            contents = {o.target / f"{stem}{o.ending}": o.paint(drawn) for o in outputs}
        except (LayoutError, PedigreeError) as error:
            skipped.append(Skipped(found.file, error, family.id))
            continue
        if any(os.path.realpath(path) in sources for path in contents):
            raise StorageError("file.same")
        with told_by_the_disk():
            for output in outputs:
                output.target.mkdir(parents=True, exist_ok=True)
        replace_files(contents)
        families.append(DrawnFamily(found.file, drawn, tuple(contents)))
    return FileDone(found.file, tuple(families), tuple(skipped), found.reading.losses)


def _stem(found: FileRead, drawn: Drawn) -> str:
    """The file's name, and of several families in it the family's."""
    is_alone = len(found.reading.families) == 1
    parts = (found.file.stem,) if is_alone else (found.file.stem, drawn.name)
    return "-".join(dict.fromkeys(parts))


@dataclass
class Names:
    """File names that every system takes, each given once, whatever the case of its letters."""

    _taken: set[str] = field(default_factory=set)

    def take(self, wish: str) -> str:
        """Return the wished name, without what no file may be called, and numbered if taken."""
        plain = safe_name(wish)
        name, count = plain, 1
        while name.casefold() in self._taken:
            count += 1
            name = f"{plain}-{count}"
        self._taken.add(name.casefold())
        return name


def safe_name(text: str) -> str:
    """Letters and digits of any script, hyphens and points within; the rest as low lines."""
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(c if c.isalnum() or c in "-_." else "_" for c in normal)
    return kept.strip("._- ")[:_LONGEST_NAME] or "family"
