"""Use case: families for a research project: only who agreed, under pseudonyms, nobody alone.

Consent is looked at when the export is made: who has withdrawn it is not in the next one. What an
earlier export gave away stays given: whom it holds is written down in her family's records, so that
a withdrawal names the projects that must be told (records/papers/handed).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from counselling.errors import Field, VaultError
from counselling.files import staged_together
from counselling.formats import registry
from counselling.formats.format import Loss
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.pseudonyms import (
    SMALLEST_GROUP,
    Coarsened,
    coarsened,
    pseudonym,
    pseudonymised,
)
from counselling.records.folder.copying import Watch, quietly
from counselling.records.log import families
from counselling.records.papers import consents, handed
from counselling.records.papers.consents import LIMITS, Consent, Scope
from counselling.records.vault.acts import Act, Action, FamilyId
from counselling.records.vault.vault import Vault
from counselling.work.vault.door import Door
from counselling.work.vault.keep_vault import Entry

ENDINGS: Final = {"phenopackets": ".phenopacket.json", "fhir": ".fhir.json"}
_READ: Final = 0.9  # the part of the work that is done when all families are read and coarsened


@dataclass(frozen=True, slots=True)
class Order:
    """What a project gets. project: its name, by which the pseudonyms are the same in each of its
    exports; form: one of ENDINGS; smallest: nobody is in a group smaller than this. needs: what it
    does beyond research itself, of consents.LIMITS; only who agreed to each is in it. All of them
    where nobody says: then nobody is in it who did not agree to what the project may do.
    """

    project: str
    form: str = "phenopackets"
    smallest: int = SMALLEST_GROUP
    needs: tuple[Scope, ...] = LIMITS


@dataclass(frozen=True, slots=True)
class Lost:
    """What the format cannot say: its sentence (domain ui), its blanks but for the person, and of
    how many people.
    """

    message_id: str
    fields: tuple[tuple[str, Field], ...]
    people: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What is exported: families, and people who agreed in them; what was taken away.

    left_out: families in which nobody agreed. lost: what the format cannot say of what is left.
    """

    families: int
    people: int
    left_out: int
    check: Coarsened
    lost: tuple[Lost, ...] = ()

    def told(self) -> dict[str, object]:
        """Return it as builtins."""
        lost = [
            {"id": one.message_id, **dict(one.fields), "people": one.people} for one in self.lost
        ]
        return {**asdict(self), "lost": lost}


@dataclass(frozen=True, slots=True)
class _Member:
    """A family of the export under its pseudonyms, and the words that say who of it is in it."""

    family: Family
    words: tuple[tuple[FamilyId, Consent], ...]


@dataclass(frozen=True, slots=True)
class _Prepared:
    told: Exported
    files: tuple[tuple[str, bytes], ...]
    words: tuple[tuple[FamilyId, Consent], ...]


class Research:
    """Research exports of the open vault. Slow: none of it on the UI thread."""

    def __init__(self, door: Door) -> None:
        self._door = door

    @property
    def uses(self) -> tuple[str, ...]:
        """What a project may do that asks for a yes of its own."""
        return tuple(scope.value for scope in LIMITS)

    def preview(
        self,
        project: str,
        form: str,
        smallest: int,
        watch: Watch = quietly,
        *,
        needs: Sequence[str] = LIMITS,
    ) -> Exported:
        """Say what an export would hold and what it would lose; nothing is written. As `write`."""
        order = _order(project, form, smallest, needs)
        return preview(self._door.vault, order, watch=watch)

    def write(
        self,
        project: str,
        form: str,
        smallest: int,
        folder: Path,
        watch: Watch = quietly,
        *,
        needs: Sequence[str] = LIMITS,
    ) -> Exported:
        """Write it. needs: of `uses`, what the project does. Raises as `write`."""
        order = _order(project, form, smallest, needs)
        return write(self._door.vault, order, folder, watch=watch)


def _order(project: str, form: str, smallest: int, needs: Sequence[str]) -> Order:
    return Order(project, form, smallest, tuple(map(Scope, needs)))


def preview(vault: Vault, order: Order, *, watch: Watch = quietly) -> Exported:
    """Say what an export would hold and what it would lose; nothing is written. As `write`."""
    return _prepared(vault, order, watch).told


def write(vault: Vault, order: Order, folder: Path, *, watch: Watch = quietly) -> Exported:
    """Write one file a family into an existing folder, all of them or none, and write that down.

    watch: told the part that is done, 0..1; what it raises ends it, and no file appears.
    Raises VaultError: "vault.research_project" without a project's name, "vault.not_allowed";
    StorageError, FormatError. Where nobody agreed nothing is written.
    """
    made = _prepared(vault, order, watch)
    if not made.files:
        return made.told
    with staged_together({folder / name: content for name, content in made.files}):
        watch(1.0)  # the last moment to stop: from here on it is written down
        handed.hand_out(vault, made.told.families, made.words)
    return made.told


def who_agreed(
    vault: Vault, family: FamilyId, people: Sequence[PersonId], needs: Sequence[Scope] = ()
) -> frozenset[PersonId]:
    """Return who has agreed to research and these needs, and is not restricted."""
    told = consents.now(vault, family)
    return frozenset(
        person
        for person in people
        if consents.may_research(told, person, tuple(needs))
        and not consents.is_restricted(told, person)
    )


def _prepared(vault: Vault, order: Order, watch: Watch) -> _Prepared:
    order = replace(order, project=" ".join(order.project.split()))
    if not order.project:
        raise VaultError("vault.research_project")
    vault.check(Act(Action.EXPORT, "research"))
    mine = [line.id for line in families.listing(vault)]
    members = _members(vault, mine, order, watch)
    safe, check = coarsened([one.family for one in members], smallest=order.smallest)
    ending, files, losses = ENDINGS[order.form], [], list[Loss]()
    for place, family in enumerate(safe):
        watch(_READ + (1 - _READ) * place / len(safe))
        writing = registry.write((family,), f"x{ending}")
        files.append((f"{family.id}{ending}", writing.content))
        losses += writing.losses
    words = tuple(word for one in members for word in one.words)
    told = Exported(len(safe), len(words), len(mine) - len(safe), check, _gathered(losses))
    return _Prepared(told, tuple(files), words)


def _members(
    vault: Vault, mine: Sequence[FamilyId], order: Order, watch: Watch
) -> tuple[_Member, ...]:
    """Return the families in which somebody agreed, under the project's pseudonyms."""
    key = vault.keys.subject.derive(f"research/{order.project}")
    secret = bytes(key.secret)
    key.wipe()
    found = []
    for place, family in enumerate(mine):
        watch(_READ * place / len(mine))
        now = families.open_family(vault, family).family
        people = [person.id for person in now.persons]
        agreed = who_agreed(vault, family, people, order.needs)
        if agreed:
            words = tuple((family, _word(now, person, order, secret)) for person in sorted(agreed))
            found.append(_Member(pseudonymised(now, agreed, secret), words))
    return tuple(found)


def _word(family: Family, person: PersonId, order: Order, secret: bytes) -> Consent:
    alias = pseudonym(secret, family.id, person)
    return handed.word(person, project=order.project, alias=alias, needs=order.needs)


def _gathered(losses: Sequence[Loss]) -> tuple[Lost, ...]:
    """One line for each kind of loss: under pseudonyms nobody asks whom it was of."""
    counts = Counter(
        (loss.message_id, tuple(each for each in loss.fields if each[0] != "person"))
        for loss in losses
    )
    return tuple(Lost(*kind, count) for kind, count in sorted(counts.items()))


def export(entry: Entry, order: Order, folder: Path | None) -> Exported:
    """Write it without a desk, or with no folder only say what it would hold.

    Raises as `open_vault`, `write`.
    """
    with entry.open() as vault:
        if folder is None:
            return preview(vault, order)
        return write(vault, order, folder)
