"""GA4GH Pedigree as FHIR: a Composition of patients, and of histories that relate two of them.

Source: the implementation guide's model and examples (pedigree-fhir-ig, 2021-08, CC0). Facts stand
with the patients; a relationship holds two people and a KIN code and nothing else.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from counselling.errors import FormatError
from counselling.formats import fhir, ga4gh_fhir_write, json_text, kinships, ontology, times
from counselling.formats.export import is_word, prepare
from counselling.formats.fhir import Bundle
from counselling.formats.format import Loss, Reading, Writing, fields
from counselling.formats.json_text import Lines, Node
from counselling.formats.kinships import Statement
from counselling.formats.rows import Row, Ties, assemble
from counselling.pedigree.family import Family
from counselling.pedigree.person import Diagnosis, Person, PersonId
from counselling.pedigree.terms import AFFECTED, Gender

_GENDERS: Final[Mapping[str, Gender]] = {
    **{code: gender for gender, code in fhir.GENDERS.items()},
    "transgender-female": Gender.WOMAN,
    "transgender-male": Gender.MAN,
    "other": Gender.NON_BINARY,
}


class Ga4ghFhir:
    """The format; see the module."""

    name = "ga4gh-fhir"
    suffixes = (".pedigree.fhir.json", ".ga4gh.fhir.json")
    says = ga4gh_fhir_write.SAYS

    def sniff(self, text: str) -> bool:
        """Recognise a FHIR bundle with a pedigree's Composition."""
        return "resourceType" in json_text.keys(text) and '"Composition"' in text

    def read(self, text: str) -> Reading:
        """Read every pedigree of the bundle. Raises FormatError with the line or the place."""
        bundle, lines = Bundle(json_text.load(text)), Lines(text)
        losses: list[Loss] = []
        rows: list[Row] = []
        ties: dict[str, Ties] = {}
        for number, node in enumerate(bundle.of_kind("Composition"), start=1):
            name = fhir.own_id(node, fhir.FAMILY) or str(number)
            if name in ties:
                raise FormatError("format.double_family", line=lines.of(name), family=name)
            ties[name] = _Pedigree(bundle, node, lines, losses).read(name, rows)
        return assemble(rows, losses, ties)

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write one Composition a family, all in one bundle."""
        losses: list[Loss] = []
        plain = prepare(families, self.says, losses, is_plain=is_word)
        told = ga4gh_fhir_write.resources(plain, losses)
        return Writing(json_text.dump(fhir.bundle(told)), tuple(losses))


class _Pedigree:
    """One Composition while it is read."""

    def __init__(self, bundle: Bundle, node: Node, lines: Lines, losses: list[Loss]) -> None:
        self._bundle = bundle
        self._node = node
        self._lines = lines
        self._losses = losses
        self._ids: dict[str, PersonId] = {}
        self._observed = self._by_subject("Observation")
        self._conditions = self._by_subject("Condition")

    def _by_subject(self, kind: str) -> Mapping[str, list[Node]]:
        table: dict[str, list[Node]] = {}
        for node in self._bundle.of_kind(kind):
            subject = self._bundle.find(node["subject"])
            if subject is not None:
                table.setdefault(fhir.key(subject), []).append(node)
        return table

    def read(self, name: str, rows: list[Row]) -> Ties:
        patients = self._section("individuals") or list(self._bundle.of_kind("Patient"))
        people: dict[PersonId, Person] = {}
        for patient in patients:
            person = self._person(patient)
            if person.id in people:
                raise FormatError("format.double_id", line=self._lines.of(person.id))
            people[person.id] = person
        sexes = {p.id: p.sex for p in people.values()}
        found = kinships.told(self._statements(), sexes, self._losses)
        probands = {self._ids.get(fhir.key(n)) for n in self._section("proband")}
        target = self._bundle.find(self._node["subject"])
        if not probands and target is not None:
            probands = {self._ids.get(fhir.key(target))}
        consultands = [self._ids.get(fhir.key(n)) for n in self._section("consultand")]
        for person in people.values():
            links = tuple(found.parents.get(person.id, ()))
            line = self._lines.of(person.id)
            is_proband = person.id in probands
            rows.append(Row(line, name, person, is_proband=is_proband, links=links))
        title = self._node["title"].text()
        return Ties(
            title if title.lower() != "pedigree" else "",
            tuple(found.partnerships),
            tuple(found.twins),
            next(iter(consultands), None),
        )

    def _section(self, code: str) -> list[Node]:
        """Resources that a section names; one that is not in the file is told."""
        found = []
        for section in self._node["section"].items():
            if code not in (*fhir.codes(section["code"]), section["title"].text().lower()):
                continue
            for entry in section["entry"].items():
                resource = self._bundle.find(entry)
                if resource is None:
                    lost = fields(reference=entry["reference"].text() or "?")
                    self._losses.append(Loss("loss.reference", fields=lost))
                else:
                    found.append(resource)
        return found

    def _person(self, node: Node) -> Person:
        person_id = fhir.own_id(node, fhir.PERSON)
        if not person_id or person_id == "0" or fhir.kind(node) != "Patient":
            raise FormatError("format.json_value", place=f"{node.place}.id")
        self._ids[fhir.key(node)] = person_id
        about = self._observed.get(fhir.key(node), [])
        ages = [age for n in about if (age := fhir.read_observed_age(n))]
        diagnoses = tuple(self._diagnoses(node))
        if not diagnoses and any(n["valueBoolean"].flag() for n in about if _is_status(n)):
            diagnoses = (Diagnosis(AFFECTED),)
        died = node["deceasedDateTime"].text()
        return Person(
            person_id,
            name=_name(node),
            sex=fhir.sex(node["gender"]),
            gender=_gender(node),
            birth=times.date(node["birthDate"].text()),
            age=ages[0] if ages else None,
            is_deceased=node["deceasedBoolean"].flag() or bool(died),
            death=times.date(died),
            diagnoses=diagnoses,
        )

    def _diagnoses(self, patient: Node) -> Iterator[Diagnosis]:
        for node in self._conditions.get(fhir.key(patient), ()):
            code = next(fhir.codes(node["code"]), "")
            onset = fhir.age_of(node, "onset")
            yield Diagnosis(ontology.condition(code, fhir.words(node["code"])), onset)

    def _statements(self) -> Iterator[Statement]:
        related = self._section("relationships")
        for node in related or self._bundle.of_kind("FamilyMemberHistory"):
            patient = self._bundle.find(node["patient"])
            links = list(fhir.extensions(node, "patient-record"))
            links += fhir.extensions(node, "relative")
            other = self._bundle.find(links[0]["valueReference"]) if links else None
            ends = [self._ids.get(fhir.key(n)) for n in (other, patient) if n is not None]
            if len(ends) < 2 or None in ends:
                lost = fields(reference=fhir.key(node))
                self._losses.append(Loss("loss.reference", fields=lost))
                continue
            code = next((c for c in fhir.codes(node["relationship"]) if c), "")
            yield Statement(ends[0] or "", code, ends[1] or "", self._lines.of(ends[0] or ""))


def _is_status(node: Node) -> bool:
    return ga4gh_fhir_write.AFFECTED_STATUS in tuple(fhir.codes(node["code"]))


def _name(node: Node) -> str:
    for name in node["name"].items():
        parts = [part.text() for part in name["given"].items()]
        return name["text"].text() or " ".join([*parts, name["family"].text()]).strip()
    return ""


def _gender(node: Node) -> Gender | None:
    for extension in fhir.extensions(node, "genderIdentity"):
        for code in fhir.codes(extension["valueCodeableConcept"]):
            return _GENDERS.get(code)
    return None


FORMAT: Final = Ga4ghFhir()
