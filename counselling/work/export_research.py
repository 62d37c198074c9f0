"""Use case: families for a research project: only who agreed, under pseudonyms, nobody alone.

Consent is looked at when the export is made: who has withdrawn it is not in the next one. What an
earlier export gave away stays given; who has it must be told (`withdrawn` says whom it is about).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from counselling.files import replace_files
from counselling.formats import registry
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.pseudonyms import SMALLEST_GROUP, Coarsened, coarsened, pseudonymised
from counselling.records.log import families
from counselling.records.papers import consents
from counselling.records.papers.consents import Scope
from counselling.records.vault.acts import Act, Action, FamilyId
from counselling.records.vault.vault import Vault
from counselling.work.keep_vault import Entry

ENDINGS: Final = {"phenopackets": ".phenopacket.json", "fhir": ".fhir.json"}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was exported: families, people with facts of how many, and what was taken away.

    left_out: families in which nobody agreed.
    """

    families: int
    left_out: int
    check: Coarsened

    def told(self) -> dict[str, object]:
        """Return it as builtins."""
        return asdict(self)


def export(
    entry: Entry, project: str, folder: Path, *, ending: str, smallest: int = SMALLEST_GROUP
) -> Exported:
    """Write one file a family into an existing folder, all of them or none.

    project: its name; the pseudonyms are the same in every export of one project. ending: of the
    files, by which the format is known. Raises as `open_vault`, StorageError, FormatError.
    """
    with entry.open() as vault:
        mine = [line.id for line in families.listing(vault)]
        key = vault.keys.subject.derive(f"research/{project}")
        try:
            told = [_told(vault, family, bytes(key.secret)) for family in mine]
        finally:
            key.wipe()
        chosen = [family for family in told if family is not None]
        safe, check = coarsened(chosen, smallest=smallest)
        files = {
            folder / f"{family.id}{ending}": registry.write((family,), f"x{ending}").content
            for family in safe
        }
        vault.note_act(Act(Action.EXPORT, f"research/{len(safe)}"))
        replace_files(files)
    return Exported(len(safe), len(told) - len(safe), check)


def _told(vault: Vault, family: FamilyId, key: bytes) -> Family | None:
    """Return a family under its pseudonyms; None where nobody in it agreed."""
    now = families.open_family(vault, family).family
    agreed = who_agreed(vault, family, [person.id for person in now.persons])
    return pseudonymised(now, agreed, key) if agreed else None


def who_agreed(vault: Vault, family: FamilyId, people: Sequence[PersonId]) -> frozenset[PersonId]:
    """Return who has agreed to research, has not withdrawn it, and is not restricted."""
    told = consents.now(vault, family)
    return frozenset(
        person
        for person in people
        if consents.may(told, person, Scope.RESEARCH) and not consents.is_restricted(told, person)
    )
