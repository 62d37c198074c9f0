"""The family as a letter may use it: what was said in it, and what of it is held back, and why."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from counselling.errors import LetterError
from counselling.letters.kinds import invitation, referrer, relative, sample_kit, summary
from counselling.letters.kinds import tumour_board as board
from counselling.letters.order import Order
from counselling.pedigree.family import Family
from counselling.pedigree.finding import Finding, Severity
from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.papers import consents, gates
from counselling.records.papers.consents import Recorded
from counselling.records.papers.gates import Purpose, Told
from counselling.records.papers.scopes import Scope
from counselling.records.privacy import usage
from counselling.records.privacy.usage import Usable
from counselling.records.vault.vault import Vault
from counselling.work.letters.write_letter import subject

# kinds that tell of others than whom the letter is about
OF_RELATIVES: Final = frozenset(kind.TEMPLATE.kind for kind in (summary, referrer, relative, board))


@dataclass(frozen=True, slots=True)
class _Use:
    """What a kind of letter is for. refusal, finding: said where somebody does not want that."""

    purpose: Purpose
    refusal: str
    finding: str


_USES: Final[Mapping[str, _Use]] = {
    invitation.TEMPLATE.kind: _Use(
        Purpose.VIDEO_TALK, "letter.video_withdrawn", "finding.letter_video"
    ),
    sample_kit.TEMPLATE.kind: _Use(Purpose.SAMPLE, "letter.test_withdrawn", "finding.letter_test"),
}


@dataclass(frozen=True, slots=True)
class LetterFamily:
    """A family that is open for a letter. whole: as it is kept; used: what of it the letter may
    use; person: whom it is about; said: in the family, the oldest first.
    """

    whole: Family
    used: Usable
    person: PersonId
    said: tuple[Recorded, ...]

    @property
    def family(self) -> Family:
        """What the letter may use of it."""
        return self.used.family

    @property
    def told(self) -> Told:
        """What counts now of all that was said."""
        return consents.last_words(self.said)

    @property
    def consented(self) -> frozenset[PersonId]:
        """Whose gene change may be told to relatives, and never whose it is."""
        told = self.told
        return frozenset(
            one.id
            for one in self.family.persons
            if gates.is_open(told, one.id, Purpose.RELATIVES_TOLD)
        )

    @property
    def refused(self) -> frozenset[PersonId]:
        """Whose last word was that relatives are not to be written to."""
        return frozenset(
            one.id
            for one in self.whole.persons
            if gates.is_withdrawn(self.told, one.id, Scope.FAMILY_CONTACT)
        )

    def free(self, people: Mapping[PersonId, datetime.date]) -> Mapping[PersonId, datetime.date]:
        """Leave out whose records are not to be used."""
        return {one: day for one, day in people.items() if one not in self.used.held_back}

    def findings(self, kind: str) -> tuple[Finding, ...]:
        """Say what holds a letter of this kind back, and what it was made without."""
        use = _USES.get(kind)
        is_shut = use is not None and not gates.is_open(self.told, self.person, use.purpose)
        shut = (Finding(use.finding, Severity.BLOCKING),) if use is not None and is_shut else ()
        return (*shut, *(self._without() if kind in OF_RELATIVES else ()))

    def _without(self) -> Iterator[Finding]:
        """Whose facts are missing: a risk that does not count them may be far too low."""
        for person in self.used.held_back:
            name = (("person", self._name(person)),)
            yield Finding("finding.letter_held_back", Severity.DOUBTFUL, fields=name)
        for person in self.used.results_held:
            name = (("person", self._name(person)),)
            yield Finding("finding.letter_result_held", Severity.DOUBTFUL, fields=name)

    def _name(self, person: PersonId) -> str:
        return self.whole.person(person).name or person


def open_for(vault: Vault, order: Order) -> LetterFamily:
    """Open a family for a letter; written down as a view.

    Raises RiskInputError for nobody, VaultError as `demand_letter`.
    """
    consents.demand_use(vault, order.family)
    whole = families.open_family(vault, order.family).family
    person = subject(whole, order.person)
    consents.demand_letter(vault, order.family, person)
    used = usage.told_to(vault, order.family, whole, person)
    return LetterFamily(whole, used, person, consents.recorded(vault, order.family))


def demand_purpose(told: Told, person: PersonId, kind: str) -> None:
    """Refuse a letter for what somebody does not want.

    Raises LetterError: "letter.video_withdrawn", "letter.test_withdrawn".
    """
    use = _USES.get(kind)
    if use is not None and not gates.is_open(told, person, use.purpose):
        raise LetterError(use.refusal)
