"""Use case: a family of the vault as a picture; change it, keep its sheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.drawing.svg import svg
from counselling.errors import PedigreeError
from counselling.files import replace_file
from counselling.language.catalogue import Catalogue
from counselling.language.registry import Language, find
from counselling.layout.result import Layout
from counselling.pedigree.edits import (
    AddPerson,
    AdoptFamily,
    ChangePerson,
    ChooseConsultand,
    Edit,
    NameFamily,
    RemovePerson,
)
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.validation import Finding, findings
from counselling.records import families
from counselling.records.families import FamilyRecord
from counselling.records.history import Moment, told
from counselling.shorthand.reader import read
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import LANGUAGES, lexicon
from counselling.work.door import Door
from counselling.work.draw_family import Drawing, draw_family


@dataclass(frozen=True)
class ShownFamily:
    """A family as it stands in the vault, drawn, with what is doubtful about it."""

    record: FamilyRecord
    drawing: Drawing
    findings: tuple[Finding, ...]


class Pedigrees:
    """Families as pictures. Slow enough to stay off the UI thread.

    sheet: paints a scene as a PDF sheet.
    """

    def __init__(
        self, door: Door, *, words: Catalogue, measure: Measure, sheet: Callable[[Scene], bytes]
    ) -> None:
        self._door, self._words, self._measure, self._sheet = door, words, measure, sheet

    def show(self, family_id: str) -> ShownFamily:
        """Open a family and draw it; written down as a view. Raises VaultError, LayoutError."""
        return self._shown(families.open_family(self._door.vault, family_id), None)

    def change(self, before: ShownFamily, edits: tuple[Edit, ...]) -> ShownFamily:
        """Do edits on a family that still stands as shown; the drawing keeps its order.

        Raises VaultError("vault.family_changed"), PedigreeError, StorageError; nothing is changed.
        """
        record = before.record
        vault = self._door.vault
        changed = families.append(vault, record.id, edits=edits, after=record.sequence)
        return self._shown(changed, before.drawing.layout)

    def restore(self, now: ShownFamily, wanted: Family) -> ShownFamily:
        """Bring a family back to how it stood, or forth again: by edits, like every change.

        Raises as `change` does; nothing is changed then.
        """
        return self.change(now, _way(now.record.family, wanted))

    def history(self, family_id: str) -> tuple[Moment, ...]:
        """Return what was done to the family, in the order in which it was done."""
        return told(self._door.vault, family_id)

    def save_sheet(self, scene: Scene, path: Path) -> None:
        """Write the picture to a file of the user's choice: PDF or SVG, as its ending says.

        Raises StorageError; nothing is half-written.
        """
        is_svg = path.suffix.lower() == ".svg"
        replace_file(path, svg(scene).encode() if is_svg else self._sheet(scene))

    @property
    def note_languages(self) -> tuple[Language, ...]:
        """Languages in which a family history can be typed."""
        return tuple(find(code) for code in LANGUAGES)

    def read_note(
        self,
        text: str,
        family: Family,
        *,
        language: str,
        current: PersonId | None = None,
        numbers: Mapping[PersonId, str] | None = None,
    ) -> Reading:
        """Read typed family history; a line takes less than a millisecond, and no vault.

        current: whom "her" means. numbers: as drawn. Raises LanguageError,
        PedigreeError("pedigree.no_consultand").
        """
        return read(text, family, lexicon(language), current=current, numbers=numbers)

    def preview(self, now: ShownFamily, family: Family) -> Scene:
        """Draw a family as it would be, in the order of the drawing now. Raises LayoutError."""
        layout = now.drawing.layout
        return draw_family(family, self._words, self._measure, previous=layout).scene

    def _shown(self, record: FamilyRecord, previous: Layout | None) -> ShownFamily:
        drawing = draw_family(record.family, self._words, self._measure, previous=previous)
        return ShownFamily(record, drawing, findings(record.family))


def _way(now: Family, wanted: Family) -> tuple[Edit, ...]:
    """Return edits that lead from one family to another, the fewest words first.

    What single edits do not reach (a consultand un-chosen) is reached by taking the family in as
    it stood.
    """
    known = now.by_id
    edits: list[Edit] = [RemovePerson(p.id) for p in now.persons if p.id not in wanted.by_id]
    for person in wanted.persons:
        if person.id not in known:
            edits.append(AddPerson(person))
        elif person != known[person.id]:
            edits.append(ChangePerson(person))
    if wanted.consultand is not None and wanted.consultand != now.consultand:
        edits.append(ChooseConsultand(wanted.consultand))
    if wanted.name != now.name:
        edits.append(NameFamily(wanted.name))
    return tuple(edits) if _leads_to(wanted, now, edits) else (AdoptFamily(wanted),)


def _leads_to(wanted: Family, now: Family, edits: Sequence[Edit]) -> bool:
    try:
        for edit in edits:
            now = edit.apply(now)
    except PedigreeError:
        return False
    return now == wanted
