"""Use case: another program's result read, kept with the family, and put away again."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from counselling.errors import RiskInputError
from counselling.figures.beside import our_risk
from counselling.formats.text import decode
from counselling.pedigree.family import Family
from counselling.pedigree.outside import DropOutside, RecordOutside
from counselling.pedigree.outside_result import OutsideResult
from counselling.pedigree.person import PersonId
from counselling.records.log import families
from counselling.records.log.families import FamilyRecord
from counselling.records.privacy import usage
from counselling.records.store.clock import Now, written
from counselling.risk.fingerprint import fingerprint
from counselling.risk.model import Assessment
from counselling.risk.outside.reading import read_outside
from counselling.risk.outside.told import OutsideReading
from counselling.work.files.read_family import content_of
from counselling.work.vault.door import Door

_SOME_DAY: Final = "2026-11-20"  # how a date is written


def result_of(
    reading: OutsideReading,
    family: Family,
    person: PersonId,
    *,
    entered_at: str,
    entered_by: str = "",
) -> OutsideResult:
    """Return what was read as a result about a person of the family as it stands."""
    return OutsideResult(
        person,
        reading.program,
        reading.version,
        reading.made_on,
        entered_at,
        reading.entered,
        reading.carriers,
        reading.risks,
        fingerprint(family),
        entered_by,
    )


def with_result(
    family: Family, person: PersonId, file: Path, *, now: Now
) -> tuple[Family, OutsideReading]:
    """Return a family with the result in a file, for one answer; and what was read of it.

    Raises RiskInputError as `read_outside` does, StorageError, FormatError, PedigreeError.
    """
    reading = read_outside(decode(content_of(file)), person=person)
    result = result_of(reading, family, person, entered_at=written(now()))
    return RecordOutside(result).apply(family), reading


def beside_table(assessment: Assessment) -> Sequence[Mapping[str, object]]:
    """Return the kept results about the person of an answer as plain tables, ours beside theirs."""
    family, person = assessment.question.family, assessment.question.person
    state = fingerprint(family)
    return [
        _table(one, assessment, is_stale=one.family_state != state)
        for one in family.outside
        if one.person == person
    ]


def _table(result: OutsideResult, ours: Assessment, *, is_stale: bool) -> Mapping[str, object]:
    genes = ours.consultand
    return {
        "program": result.program,
        "version": result.version,
        "made_on": result.made_on,
        "entered": result.entered.value,
        "entered_at": result.entered_at,
        "entered_by": result.entered_by,
        "is_stale": is_stale,
        "carriers": {
            one.gene: {
                "theirs": one.probability,
                "ours": genes[one.gene].value if one.gene in genes else None,
            }
            for one in result.carriers
        },
        "risks": [
            {
                "cancer": one.cancer,
                "from_age": one.from_age_years,
                "to_age": one.to_age_years,
                "theirs": {"person": one.probability, "population": one.population},
                "ours": dict(zip(("person", "population"), our_risk(ours, one), strict=True)),
            }
            for one in result.risks
        ],
    }


class OutsideResults:
    """Results of other programs about people of the vault."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def read(self, text: str, *, person: PersonId) -> OutsideReading:
        """Read a text about a person; nothing is kept. Raises RiskInputError."""
        return read_outside(text, person=person)

    def keep(
        self, record: FamilyRecord, person: PersonId, reading: OutsideReading, *, at: datetime
    ) -> None:
        """Keep what was read with the family, as an edit like any other. at: now, with its zone.

        Raises VaultError("vault.family_changed") where the family is another one meanwhile,
        VaultError("vault.restricted"),
        RiskInputError("risk.outside_no_date") for a date that is none.
        """
        _demand_date(reading.made_on)
        vault = self._door.vault
        result = result_of(
            reading,
            record.family,
            person,
            entered_at=written(at),
            entered_by=vault.actor.name,
        )
        edits = (RecordOutside(result),)
        usage.demand_change(vault, record.family, edits)
        families.append(vault, record.id, edits=edits, after=record.sequence)

    def put_away(self, record: FamilyRecord, person: PersonId, program: str) -> None:
        """Put a program's result away. Raises as `keep`."""
        edits = (DropOutside(person, program),)
        usage.demand_change(self._door.vault, record.family, edits)
        families.append(self._door.vault, record.id, edits=edits, after=record.sequence)


def _demand_date(text: str) -> None:
    """Refuse what is neither empty nor an ISO date."""
    try:
        if text:
            date.fromisoformat(text)
    except ValueError:
        raise RiskInputError("risk.outside_no_date", field="made_on", example=_SOME_DAY) from None
