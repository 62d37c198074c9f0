"""GEDCOM 5.5 to 7.0 in, 5.5.1 and 7.0 out: what genealogists say of parents and couples.

Source: GEDCOM 5.5.1 (2019), 5.5.5, FamilySearch GEDCOM 7.0. `_GENSTAT` is Cyrillic's and others'
letter code for genetic status. Not every file says which of two parents gave genes.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from counselling.errors import FormatError
from counselling.formats import gedcom_dates, gedcom_families, gedcom_lines, gedcom_write, ontology
from counselling.formats.export import is_word, prepare
from counselling.formats.facts import Fact
from counselling.formats.format import Loss, Reading, Writing, fields
from counselling.formats.gedcom_lines import Record
from counselling.formats.gedcom_write import Version
from counselling.formats.rows import Row, Ties, assemble
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis, PartialDate, Person, PersonId
from counselling.pedigree.terms import (
    AFFECTED,
    Childlessness,
    PregnancyOutcome,
    Sex,
)

_SEXES: Final = {"M": Sex.MALE, "F": Sex.FEMALE}
_HEAD: Final = re.compile(r"\s*\ufeff?\s*0\s+HEAD\b")


_READ: Final = frozenset(
    {"NAME", "SEX", "BIRT", "DEAT", "BURI", "CREM", "FAMC", "FAMS", "ADOP", "ASSO"}
    | {"NOTE", "SNOTE", "REFN", "_GENSTAT", "FACT", "EVEN"}
    # what says nothing of the person: numbers and dates of records, who sent and who changed them
    | {"RIN", "RFN", "AFN", "UID", "_UID", "EXID", "CHAN", "CREA", "SUBM", "RESN"}
)
_KINDS: Final = frozenset({"diagnosis", "last known age", "pedigree", "role"})
_LONGEST_KEY: Final = 60


@dataclass(frozen=True, slots=True)
class Gedcom:
    """The format; see the module. version: what is written; both read everything."""

    name: str
    suffixes: tuple[str, ...]
    version: Version
    says: frozenset[Fact] = gedcom_write.SAYS

    def unpack(self, data: bytes) -> str | None:
        """Return the text of a GEDCOM in an encoding that only its header tells."""
        return gedcom_lines.unpack(data)

    def sniff(self, text: str) -> bool:
        """Recognise the first line; of what version, the header tells."""
        is_five = gedcom_lines.version(text).startswith("5")
        return _HEAD.match(text) is not None and is_five is (self.version is Version.FIVE)

    def read(self, text: str) -> Reading:
        """Read everybody. Raises FormatError with the line."""
        losses: list[Loss] = []
        top = gedcom_lines.records(text, losses)
        if not any(record.tag == "TRLR" for record in top):
            losses.append(Loss("loss.cut_off"))
        is_own = bool(top) and top[0].get("SOUR") == gedcom_write.SOURCE
        people = _People(top, losses, is_own=is_own)
        return people.assemble()

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write this version."""
        losses: list[Loss] = []
        plain = prepare(families, self.says, losses, is_plain=_is_plain)
        return Writing(gedcom_write.text(plain, losses, self.version), tuple(losses))


def _is_plain(word: str) -> bool:
    """Whether an id is read back as it is: one line, and no leading sign of a pointer."""
    return is_word(word) and word.isprintable() and "@" not in word


class _People:
    """The records of one file while they are read."""

    def __init__(self, top: list[Record], losses: list[Loss], *, is_own: bool) -> None:
        self._top = top
        self._losses = losses
        self._is_own = is_own
        self._notes = {r.xref: r.value for r in top if r.tag in ("NOTE", "SNOTE") and r.xref}
        self._ids: dict[str, PersonId] = {}
        self._group: dict[str, str] = {}
        for record in self._individuals:
            if not record.xref:
                raise FormatError("format.no_id", line=record.line)
            if record.xref in self._ids:
                raise FormatError("format.double_id", line=record.line)
            own = record.get("REFN") if is_own else ""
            self._ids[record.xref] = own or record.xref
            self._group[record.xref] = _fact(record, "pedigree") or "1"

    @property
    def _individuals(self) -> list[Record]:
        return [record for record in self._top if record.tag == "INDI"]

    def assemble(self) -> Reading:
        sexes = {r.xref: _SEXES.get(r.get("SEX").upper(), Sex.UNKNOWN) for r in self._individuals}
        found = gedcom_families.read(self._top, sexes, self._ids, self._losses, is_own=self._is_own)
        rows, consultands = [], dict[str, PersonId]()
        for record in self._individuals:
            family = self._group[record.xref]
            roles = _facts(record, "role")
            status = record.get("_GENSTAT").upper()
            if "consultand" in roles:
                consultands.setdefault(family, self._ids[record.xref])
            rows.append(
                Row(
                    record.line,
                    family,
                    self._person(record, sexes[record.xref], status),
                    is_proband="proband" in roles or "C" in status,
                    links=tuple(found.links.get(record.xref, ())),
                )
            )
        self._tell_unread()
        groups = {self._ids[xref]: group for xref, group in self._group.items()}
        ties = {
            name: Ties(
                "",
                tuple(p for p in found.partnerships if groups.get(p.partners[0]) == name),
                tuple(t for t in found.twins if groups.get(t.members[0]) == name),
                consultands.get(name),
            )
            for name in dict.fromkeys(self._group.values())
        }
        return assemble(rows, self._losses, ties)

    def _tell_unread(self) -> None:
        """Say which kinds of lines are left out, and whose events of a kind that nobody knows."""
        tags = Counter[str]()
        for record in self._individuals:
            tags.update({line.tag for line in record.below} - _READ)
            for event in record.all("FACT", "EVEN"):
                kind = event.get("TYPE")
                if kind.lower() not in _KINDS:
                    key = " ".join(filter(None, (event.tag, kind, event.value)))[:_LONGEST_KEY]
                    told = fields(person=self._ids[record.xref], key=key)
                    self._losses.append(Loss("loss.key", event.line, told))
        self._losses += [
            Loss("loss.tag", fields=fields(tag=tag, count=count))
            for tag, count in sorted(tags.items())
        ]

    def _person(self, record: Record, sex: Sex, status: str) -> Person:
        person_id = self._ids[record.xref]
        death = next(record.all("DEAT"), None)
        age = gedcom_dates.years(death.get("AGE")) if death else None
        if age is None:
            age = gedcom_dates.years(_event(record, "last known age").get("AGE"))
        diagnoses = tuple(
            Diagnosis(ontology.by_words(fact.value.strip()), _age(fact))
            for fact in _typed(record, "diagnosis")
            if fact.value.strip()
        )
        if "O" in status and not diagnoses:
            diagnoses = (Diagnosis(AFFECTED),)
        birth = next(record.all("BIRT"), Record(record.line, "BIRT"))
        return Person(
            person_id,
            name=_name(record.get("NAME")),
            sex=sex,
            birth=self._date(birth, person_id),
            age=None if age is None else Age.at(age),
            is_deceased=death is not None or record.has("BURI", "CREM"),
            death=self._date(death, person_id) if death else None,
            cause_of_death=death.get("CAUS") if death else "",
            diagnoses=diagnoses,
            pregnancy=PregnancyOutcome.STILLBIRTH if "K" in status else None,
            childlessness=Childlessness.INFERTILE if "M" in status else None,
            is_status_unknown="E" in status,
            note=self._note(record),
        )

    def _date(self, event: Record, person_id: PersonId) -> PartialDate | None:
        date = next(event.all("DATE"), None)
        if date is None:
            return None
        told = gedcom_dates.read(date.value)
        if not told.is_exact:
            self._losses.append(Loss("loss.date", date.line, fields(person=person_id)))
        return told.when

    def _note(self, record: Record) -> str:
        found = (self._notes.get(n.pointer, "") or n.value for n in record.all("NOTE", "SNOTE"))
        kept = (text.strip() for text in found)
        return "\n".join(text for text in kept if text and not text.startswith("@"))


def _name(text: str) -> str:
    """A surname stands between strokes."""
    return " ".join(text.replace("/", " ").split())


def _typed(record: Record, kind: str) -> list[Record]:
    found = record.all("FACT", "EVEN")
    return [fact for fact in found if fact.get("TYPE").lower() == kind]


def _facts(record: Record, kind: str) -> list[str]:
    return [fact.value.strip().lower() for fact in _typed(record, kind)]


def _fact(record: Record, kind: str) -> str:
    return next((fact.value.strip() for fact in _typed(record, kind)), "")


def _event(record: Record, kind: str) -> Record:
    return next(iter(_typed(record, kind)), Record(record.line, "EVEN"))


def _age(fact: Record) -> Age | None:
    years = gedcom_dates.years(fact.get("AGE"))
    return None if years is None else Age.at(years)


FORMATS: Final = (
    Gedcom("gedcom", (".ged", ".gedcom"), Version.SEVEN),
    Gedcom("gedcom-5.5.1", (".551.ged", ".ged551"), Version.FIVE),
)
