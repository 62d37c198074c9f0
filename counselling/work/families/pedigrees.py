"""Use case: a family of the vault as a picture; change it, keep its sheet."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.language.catalogue import Catalogue
from counselling.language.registry import Language, find
from counselling.layout.layout import Effort
from counselling.layout.result import Layout
from counselling.pedigree.arranging import Tidy
from counselling.pedigree.branches import Fold, folded
from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.origin import Origin
from counselling.pedigree.person import PersonId
from counselling.pedigree.steps import Statement, Way, retrace
from counselling.pedigree.trail import Trail
from counselling.pedigree.validation import Finding, findings
from counselling.records.log import families
from counselling.records.log.families import FamilyRecord
from counselling.records.log.history import Moment, told
from counselling.records.log.trail import trail
from counselling.records.privacy import usage
from counselling.shorthand.reader import read
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import LANGUAGES, lexicon
from counselling.work.history.ask_next import Interviews
from counselling.work.history.clinic_words import Lexicons
from counselling.work.history.read_note import with_answers
from counselling.work.pedigree.draw_family import Drawing, draw_family
from counselling.work.pedigree.hold_person import Held
from counselling.work.pedigree.label_lines import LabelLines
from counselling.work.pedigree.part_family import ShownPart, draw_part
from counselling.work.sharing.settle_differences import OpenDifference, open_differences
from counselling.work.vault.door import Door


@dataclass(frozen=True)
class ShownFamily:
    """A family as it stands in the vault, drawn, with what is doubtful about it.

    differences: what two people said differently, to be chosen from.
    """

    record: FamilyRecord
    drawing: Drawing
    findings: tuple[Finding, ...]
    differences: tuple[OpenDifference, ...] = ()


def told_by(family: Family) -> Origin:
    """Return where what is written down now comes from: the historian, else who asks for advice."""
    if family.historian:
        return Origin(told_by=family.historian)
    return Origin(teller=family.focus or "")


class Pedigrees:
    """Families as pictures. Slow enough to stay off the UI thread.

    labels: which lines stand under the symbols; the usual ones where nobody chose. lexicons: the
    words of the notes, with the clinic's own terms.
    """

    def __init__(
        self,
        door: Door,
        *,
        words: Catalogue,
        measure: Measure,
        labels: LabelLines | None = None,
        lexicons: Lexicons = lexicon,
    ) -> None:
        self._lexicons = lexicons
        self._door, self._words, self._measure = door, words, measure
        self.labels = labels or LabelLines()

    def show(self, family_id: str) -> ShownFamily:
        """Open a family and draw it; written down as a view. Raises VaultError, LayoutError."""
        return self._shown(families.open_family(self._door.vault, family_id), None)

    def change(
        self, before: ShownFamily, edits: tuple[Edit, ...], *, typed: str = ""
    ) -> ShownFamily:
        """Do edits as one step on a family that still stands as shown; the drawing keeps its order.

        After Tidy it is drawn afresh.
        typed: the family history as it was typed, to be kept with the edits.
        Raises VaultError("vault.family_changed", "vault.restricted"), PedigreeError, StorageError;
        nothing is changed.
        """
        if typed or len(edits) > 1:
            edits = (Statement(len(edits), typed), *edits)
        record = before.record
        vault = self._door.vault
        usage.demand_change(vault, record.family, edits)
        changed = families.append(
            vault, record.id, edits=edits, after=record.sequence, origin=told_by(record.family)
        )
        is_afresh = any(isinstance(edit, Tidy) for edit in edits)
        return self._shown(changed, None if is_afresh else before.drawing.layout)

    def restore(self, now: ShownFamily, wanted: Family, *, way: Way) -> ShownFamily:
        """Bring a family back to how it stood, or forth again: by one edit, like every change.

        Raises as `change` does; nothing is changed then.
        """
        return self.change(now, (retrace(now.record.family, wanted, way),))

    def trail(self, family_id: str) -> Trail:
        """Return what can be undone in a family and done again: it reads the whole log."""
        return trail(self._door.vault, family_id)

    def history(self, family_id: str) -> tuple[Moment, ...]:
        """Return what was done to the family, in the order in which it was done."""
        return told(self._door.vault, family_id)

    def choose_labels(self, now: ShownFamily, lines: Collection[str]) -> ShownFamily:
        """Show these label lines from now on, and draw the family with them; its order stays."""
        self.labels.choose(lines)
        return self._shown(now.record, now.drawing.layout)

    @property
    def interviews(self) -> Interviews:
        """What to ask next about a family."""
        return Interviews(words=self._words, lexicons=self._lexicons)

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
        PedigreeError("pedigree.no_consultand"), ShorthandError of the clinic's terms.
        """
        words = self._lexicons(language)
        return with_answers(read(text, family, words, current=current, numbers=numbers))

    def preview(self, now: ShownFamily, family: Family, folds: Sequence[Fold] = ()) -> Scene:
        """Draw a family as it would be, in the order of the drawing now. Raises LayoutError.

        folds: branches that are folded away.
        """
        layout, choice = now.drawing.layout, self.labels.choice
        seen = folded(family, folds).family
        return draw_family(seen, self._words, self._measure, choice=choice, previous=layout).scene

    def better(self, now: ShownFamily, watch: Callable[[], None]) -> ShownFamily | None:
        """Look long for an order with fewer crossings than the first one had; None: there is none.

        First one near to it, in which only those change places who must.

        watch: called all the while; what it raises ends the search. Raises LayoutError.
        """
        layout, family = now.drawing.layout, now.record.family
        if not layout.crossings:
            return None
        draw = partial(draw_family, family, self._words, self._measure, choice=self.labels.choice)
        near = draw(previous=layout, effort=Effort.LONG, watch=watch)
        found = draw(watch=watch) if near.layout.crossings else near
        best = min(near, found, key=lambda drawing: drawing.layout.crossings)
        return replace(now, drawing=best) if best.layout.crossings < layout.crossings else None

    def part(self, now: ShownFamily, folds: Sequence[Fold]) -> ShownPart:
        """Draw what is left of a family when branches are folded away. Raises LayoutError."""
        family = now.record.family
        choice = self.labels.choice
        return draw_part(family, now.drawing, folds, self._words, self._measure, choice=choice)

    def hold(self, family: Family, drawing: Drawing, person: PersonId) -> Held:
        """Take somebody of a drawing into the hand; as it is on screen, branches folded away.

        Raises PedigreeError for somebody who is not in it.
        """
        choice = self.labels.choice
        return Held(family, drawing, person, self._words, self._measure, choice=choice)

    def _shown(self, record: FamilyRecord, previous: Layout | None) -> ShownFamily:
        """Draw; afresh, the first order that comes is taken, for somebody waits."""
        drawing = draw_family(
            record.family,
            self._words,
            self._measure,
            choice=self.labels.choice,
            previous=previous,
            effort=Effort.FIRST,
        )
        waiting = open_differences(self._door.vault, record)
        return ShownFamily(record, drawing, findings(record.family), waiting)
