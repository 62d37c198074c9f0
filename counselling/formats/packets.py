"""One person as a Phenopacket v2, out and in; families put these together in two ways.

Field names and enumerations: phenopacket-schema 2.0 (individual.proto, disease.proto). Readers
take lowerCamelCase and the proto's own names, as proto3 JSON demands.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from counselling.formats import ontology, times
from counselling.formats.export import fact_loss
from counselling.formats.facts import Fact
from counselling.formats.format import Loss, fields
from counselling.formats.json_text import Node, without_nothing
from counselling.pedigree.person import Age, Diagnosis, PartialDate, Person
from counselling.pedigree.terms import Laterality, Sex

SAYS: Final = frozenset(
    {
        Fact.FAMILY_ID,
        Fact.SEX,
        Fact.BIRTH_YEAR,
        Fact.BIRTH_DAY,
        Fact.AGE,
        Fact.AGE_RANGE,
        Fact.DECEASED,
        Fact.DEATH_YEAR,
        Fact.DEATH_DAY,
        Fact.CAUSE_OF_DEATH,
        Fact.AFFECTED,
        Fact.CONDITIONS,
        Fact.AGE_AT_DIAGNOSIS,
        Fact.LATERALITY,
        Fact.EXCLUDED,
        Fact.KARYOTYPE,
        Fact.PROBAND,
    }
)
SEXES: Final[Mapping[Sex, str]] = {
    Sex.FEMALE: "FEMALE",
    Sex.MALE: "MALE",
    Sex.UNKNOWN: "UNKNOWN_SEX",
}
# KaryotypicSex; any other karyotype has no name there.
_KARYOTYPES: Final[Mapping[str, str]] = {
    "45,X": "XO",
    "46,XX": "XX",
    "46,XY": "XY",
    "47,XXX": "XXX",
    "47,XXY": "XXY",
    "47,XYY": "XYY",
    "48,XXXX": "XXXX",
    "48,XXXY": "XXXY",
    "48,XXYY": "XXYY",
}
_TOLD_KARYOTYPES: Final = {name: karyotype for karyotype, name in _KARYOTYPES.items()}
# Human Phenotype Ontology, subtree Laterality
_SIDES: Final[Mapping[Laterality, tuple[str, str]]] = {
    Laterality.RIGHT: ("HP:0012834", "Right"),
    Laterality.LEFT: ("HP:0012835", "Left"),
    Laterality.BILATERAL: ("HP:0012832", "Bilateral"),
}
_TOLD_SIDES: Final = {term: side for side, (term, _) in _SIDES.items()}
# The schema wants a moment of writing; the core knows no clock, and a file has its own date.
_CREATED: Final = "1970-01-01T00:00:00Z"


def meta_data() -> Mapping[str, object]:
    """Return who wrote it and whose words the terms are."""
    return {
        "created": _CREATED,
        "createdBy": "Consultand",
        "resources": list(ontology.RESOURCES),
        "phenopacketSchemaVersion": "2.0",
    }


def packet(packet_id: str, person: Person, losses: list[Loss]) -> Mapping[str, object]:
    """Return a person as a Phenopacket; a date without its day cannot be said."""
    for when, year, day in (
        (person.birth, Fact.BIRTH_YEAR, Fact.BIRTH_DAY),
        (person.death, Fact.DEATH_YEAR, Fact.DEATH_DAY),
    ):
        if when and not when.day:
            losses.append(fact_loss(person.id, year))
            losses += [fact_loss(person.id, day)] * bool(when.month)
    if not person.is_deceased:
        lost = ((Fact.DEATH_YEAR, person.death), (Fact.CAUSE_OF_DEATH, person.cause_of_death))
        losses += [fact_loss(person.id, fact) for fact, told in lost if told]
        losses += [fact_loss(person.id, Fact.DEATH_DAY)] * bool(person.death)
    if person.karyotype not in ("", *_KARYOTYPES):
        losses.append(fact_loss(person.id, Fact.KARYOTYPE))
    subject = without_nothing(
        id=person.id,
        dateOfBirth=_moment(person.birth),
        timeAtLastEncounter=_time(person.age),
        vitalStatus=_vital_status(person),
        sex=SEXES[person.sex],
        karyotypicSex=_KARYOTYPES.get(person.karyotype, ""),
    )
    diseases = [
        without_nothing(
            term=ontology.term(d.condition), onset=_time(d.age), laterality=_side(d.laterality)
        )
        for d in person.diagnoses
    ]
    diseases += [{"term": ontology.term(c), "excluded": True} for c in person.excluded]
    return {
        "id": packet_id,
        "subject": subject,
        **without_nothing(diseases=diseases),
        "metaData": meta_data(),
    }


def _side(side: Laterality | None) -> Mapping[str, str] | None:
    if side is None:
        return None
    term, label = _SIDES[side]
    return {"id": term, "label": label}


def _moment(when: PartialDate | None) -> str:
    return f"{times.iso_date(when)}T00:00:00Z" if when and when.day else ""


def _time(age: Age | None) -> Mapping[str, object] | None:
    if age is None:
        return None
    ends = [{"iso8601duration": times.iso_years(y)} for y in (age.low_years, age.high_years)]
    if age.is_exact:
        return {"age": ends[0]}
    return {"ageRange": {"start": ends[0], "end": ends[1]}}


def _vital_status(person: Person) -> Mapping[str, object] | None:
    if not person.is_deceased:
        return None
    died = _moment(person.death)
    cause = ontology.term(person.cause_of_death) if person.cause_of_death else None
    return without_nothing(
        status="DECEASED", timeOfDeath={"timestamp": died} if died else None, causeOfDeath=cause
    )


def read_packet(node: Node, losses: list[Loss], *, line: int = 0) -> Person:
    """Read a Phenopacket. Raises FormatError with the place of a value that cannot be."""
    subject = node["subject"]
    status = subject.first("vitalStatus", "vital_status")
    diseases = list(node["diseases"].items())
    person = Person(
        subject["id"].text(),
        sex=sex(subject["sex"]),
        karyotype=_TOLD_KARYOTYPES.get(_karyotypic(subject).text().upper(), ""),
        birth=times.date(subject.first("dateOfBirth", "date_of_birth").text()),
        age=_age(subject.first("timeAtLastEncounter", "time_at_last_encounter")),
        is_deceased=status["status"].text() in ("DECEASED", "2"),
        death=times.date(status.first("timeOfDeath", "time_of_death")["timestamp"].text()),
        cause_of_death=_cause(status.first("causeOfDeath", "cause_of_death")),
        diagnoses=tuple(_diagnosis(d) for d in diseases if not d["excluded"].flag()),
        excluded=tuple(ontology.condition_of(d["term"]) for d in diseases if d["excluded"].flag()),
    )
    unread = {*(set(node.keys) & _UNREAD), *_unread_of(subject, diseases)}
    losses += [Loss("loss.key", line, fields(person=person.id, key=key)) for key in sorted(unread)]
    return person


def _karyotypic(subject: Node) -> Node:
    return subject.first("karyotypicSex", "karyotypic_sex")


def _unread_of(subject: Node, diseases: Sequence[Node]) -> Iterator[str]:
    """Keys of a person and of her diseases that say what we cannot keep."""
    told = _karyotypic(subject).text().upper()
    if told and told not in _TOLD_KARYOTYPES and told not in ("UNKNOWN_KARYOTYPE", "0"):
        yield "karyotypicSex"
    yield from set(subject.keys) - _READ_OF_A_SUBJECT
    for disease in diseases:
        yield from set(disease.keys) - _READ_OF_A_DISEASE
        side = disease["laterality"]
        if side.value is not None and side["id"].text() not in _TOLD_SIDES:
            yield "laterality"


_READ_OF_A_SUBJECT: Final = frozenset(
    {"id", "sex", "dateOfBirth", "date_of_birth", "timeAtLastEncounter", "time_at_last_encounter"}
    | {"vitalStatus", "vital_status", "karyotypicSex", "karyotypic_sex", "taxonomy"}
)
_READ_OF_A_DISEASE: Final = frozenset({"term", "onset", "excluded", "laterality"})


_UNREAD: Final = frozenset(
    {"phenotypicFeatures", "measurements", "biosamples", "interpretations", "medicalActions"}
    | {"phenotypic_features", "medical_actions", "files"}
)


def sex(node: Node) -> Sex:
    """Read a sex by its name or its number; every other is unknown."""
    names = {"FEMALE": Sex.FEMALE, "1": Sex.FEMALE, "MALE": Sex.MALE, "2": Sex.MALE}
    return names.get(node.text().upper(), Sex.UNKNOWN)


def _cause(node: Node) -> str:
    return ontology.condition_of(node) if node.value is not None else ""


def _diagnosis(node: Node) -> Diagnosis:
    side = _TOLD_SIDES.get(node["laterality"]["id"].text())
    return Diagnosis(ontology.condition_of(node["term"]), _age(node["onset"]), side)


def _age(node: Node) -> Age | None:
    """Read a TimeElement as far as it is an age; other kinds of time are none."""
    exact = times.years(node["age"].first("iso8601duration", "iso8601_duration").text())
    if exact is not None:
        return Age.at(exact)
    span = node.first("ageRange", "age_range")
    low, high = (times.years(span[end]["iso8601duration"].text()) for end in ("start", "end"))
    return Age(low, high) if low is not None and high is not None and low <= high else None
