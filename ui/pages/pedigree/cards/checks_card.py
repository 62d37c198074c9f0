"""The checks: what in the family cannot be right or is worth a second look, and in whom."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.person import PersonId
from counselling.pedigree.validation import Finding, Severity
from ui.kit.blocks.cards import Card
from ui.kit.blocks.chip import Chip
from ui.kit.controls.line_list import LineList
from ui.kit.layout.flow import Flow
from ui.kit.marks.tones import Tone
from ui.kit.marks.visibility import set_shown
from ui.kit.threads.failures import sentence
from ui.look.icons import Icons

_SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.BLOCKING: N_("pedigree.check_blocking"),
    Severity.DOUBTFUL: N_("pedigree.check_doubtful"),
}


_MOST: Final = 60  # findings in the list


class ChecksCard(Card):
    """A line a finding. pointed_at: the first person whom a picked line is about."""

    pointed_at = Signal(str)

    def __init__(self, words: Catalogue, icons: Icons) -> None:
        super().__init__(words.say("pedigree.checks"))
        self._words = words
        self._findings: tuple[Finding, ...] | None = None
        self._numbers: Mapping[PersonId, str] = {}
        self._chip = Chip(icons)
        self._lines = LineList(words.say("pedigree.checks"), is_choice=True)
        self.add_layout(Flow(self._chip))
        self.add(self._lines)
        self._lines.picked.connect(self._point)

    def show_findings(self, findings: tuple[Finding, ...], numbers: Mapping[PersonId, str]) -> None:
        """Show findings; people are named by their pedigree numbers."""
        if findings is self._findings and numbers is self._numbers:
            return
        self._findings, self._numbers = findings, numbers
        count = len(findings)
        is_grave = any(each.severity is Severity.BLOCKING for each in findings)
        tone = Tone.DANGER if is_grave else Tone.CAUTION if count else Tone.GOOD
        self._chip.say(self._words.say("pedigree.checks_count", count=count), tone)
        lines = [self._line(each, numbers) for each in findings[:_MOST]]
        if count > _MOST:  # to say hundreds takes long, and nobody reads them
            lines.append(self._words.say("pedigree.checks_more", count=count - _MOST))
        self._lines.show_lines(tuple(lines))
        set_shown(self._lines, is_shown=bool(findings))

    def _line(self, finding: Finding, numbers: Mapping[PersonId, str]) -> str:
        told = sentence(self._words, finding.message_id, finding.fields)
        people = ", ".join(numbers.get(person, person) for person in finding.persons)
        return self._words.say(_SEVERITIES[finding.severity], people=people, told=told)

    def _point(self, place: int) -> None:
        findings = (self._findings or ())[:_MOST]
        people = findings[place].persons if place < len(findings) else ()
        if people:
            self.pointed_at.emit(people[0])
