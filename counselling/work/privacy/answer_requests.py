"""Use case: somebody asks at the desk what is kept of her, to have it restricted, or erased."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from counselling.language.catalogue import Catalogue
from counselling.pedigree.person import PersonId
from counselling.records.audit import audit
from counselling.records.log import families
from counselling.records.log.families import FamilySummary
from counselling.records.papers import consents, documents, sessions
from counselling.records.papers.consents import Consent, Scope
from counselling.records.privacy.erasing import Erased
from counselling.records.store.clock import Now
from counselling.records.vault.acts import Action, FamilyId
from counselling.work.privacy.answer_privacy import Privacy
from counselling.work.vault.door import Door


@dataclass(frozen=True, slots=True)
class Asker:
    """Who can ask: a person of the family, or with id "" all of it. is_restricted: her records
    are kept and not to be used.
    """

    id: PersonId
    name: str
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """What erasing would take. people: how many stay drawn. notes: of others, which name her.

    letters: of others, which stay and may name her.
    """

    people: int
    sessions: int
    documents: int
    notes: int = 0
    letters: int = 0


@dataclass(frozen=True, slots=True)
class Certificate:
    """That something was erased: by whom, when, in which row of the audit; of whom it says nothing.

    mark: the beginning of the row's hash.
    """

    at: datetime
    author: str
    row: int
    mark: str
    erased: Erased


class Requests:
    """Requests of people whose facts are kept. Slow: none of it on the UI thread.

    words: the language of what is written for them. folders: where backups go.
    """

    def __init__(
        self,
        door: Door,
        words: Catalogue,
        *,
        now: Now,
        folders: Callable[[], tuple[Path, ...]] = tuple,
    ) -> None:
        self._door, self._words, self._now, self._folders = door, words, now, folders

    def families(self) -> tuple[FamilySummary, ...]:
        """Return the families that who is in can read. Written down. Raises VaultError."""
        return families.listing(self._door.vault)

    def people(self, family: FamilyId) -> tuple[Asker, ...]:
        """Return who can ask, the whole family first. Written down. Raises as `open_family`."""
        vault = self._door.vault
        known = families.open_family(vault, family).family
        told = consents.now(vault, family)
        everybody = consents.is_restricted(told)
        one_by_one = (
            Asker(person.id, person.name, consents.is_restricted(told, person.id))
            for person in known.persons
            if not person.is_placeholder
        )
        return (Asker("", known.name, everybody), *one_by_one)

    def disclose(self, family: FamilyId, person: PersonId, path: Path) -> int:
        """Write what is kept of a person for her; return how many facts. As `Privacy.disclose`."""
        return self._privacy().disclose(family, person, path)

    def restrict(self, family: FamilyId, person: PersonId, *, is_restricted: bool) -> None:
        """Let records be kept and not be used, or be used again. Raises as `consents.record`."""
        consent = Consent(person, Scope.USE, is_given=not is_restricted, medium="spoken")
        consents.record(self._door.vault, family, consent)

    def preview(self, family: FamilyId, person: PersonId) -> Gone:
        """Say what erasing somebody, or with "" the family, would take. Raises as `preview`."""
        vault = self._door.vault
        if person:
            told = self._privacy().preview(family, person)
            left = len(told.family.persons) - 1
            return Gone(left, told.sessions, told.documents, told.notes, told.letters)
        families.open_family(vault, family)
        met, papers = sessions.listing(vault, family), documents.listing(vault, family)
        return Gone(0, len(met), len(papers))

    def erase(self, family: FamilyId, person: PersonId) -> Certificate:
        """Erase a person, or with "" a whole family. Raises as `Privacy.erase`."""
        vault = self._door.vault
        erased = self._privacy().erase(family, person)
        row = audit.last_of(vault, family, Action.ERASE)
        mark = row.hash.hex()[:16]
        return Certificate(self._now(), vault.actor.name, row.sequence, mark, erased)

    def _privacy(self) -> Privacy:
        return Privacy(self._door.vault, self._words, backup_folders=self._folders())
