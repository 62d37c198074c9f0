"""FHIR FamilyMemberHistory, R4 and R5: a patient, and one history for each relative.

The relation to the patient is one word; who is whose parent stands in the genetics extensions
(family-member-history-genetics-parent and -sibling). Where a file has none, the words place the
relatives: parents, grandparents, siblings, children, aunts and uncles, partners.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from counselling.errors import FormatError
from counselling.formats import (
    fhir,
    fhir_history_write,
    fhir_roles,
    json_text,
    kin,
    kinships,
    ontology,
    times,
)
from counselling.formats.export import is_word, prepare
from counselling.formats.fhir import Bundle
from counselling.formats.fhir_places import place
from counselling.formats.format import Loss, Reading, Writing, fields
from counselling.formats.json_text import Lines, Node
from counselling.formats.rows import Row, Ties, assemble
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import TwinSet
from counselling.pedigree.person import Diagnosis, ParentLink, Person, PersonId
from counselling.pedigree.terms import ParentKind, Sex, Zygosity


class FhirHistory:
    """The format; see the module."""

    name = "fhir-family-history"
    suffixes = (".fhir.json", ".fhir")
    says = fhir_history_write.SAYS

    def sniff(self, text: str) -> bool:
        """Recognise FHIR with a family member's history and without a pedigree's Composition."""
        is_history = '"FamilyMemberHistory"' in text and '"Composition"' not in text
        return is_history and "resourceType" in json_text.keys(text)

    def read(self, text: str) -> Reading:
        """Read a family for each patient. Raises FormatError with the line or the place."""
        bundle, lines = Bundle(json_text.load(text)), Lines(text)
        losses: list[Loss] = []
        patients: dict[str, _Patient] = {}
        for node in bundle.of_kind("FamilyMemberHistory"):
            wanted = node["patient"]["reference"].text()
            patients.setdefault(wanted, _Patient(wanted)).histories.append(node)
        rows: list[Row] = []
        ties: dict[str, Ties] = {}
        for number, patient in enumerate(patients.values(), start=1):
            target = bundle.find(Node({"reference": patient.wanted}))
            name = _family_id(target) or str(number)
            if name in ties:
                raise FormatError("format.double_family", line=lines.of(name), family=name)
            ties[name] = _read(bundle, target, patient, name, rows, lines, losses)
        return assemble(rows, losses, ties)

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write a patient and everybody's history, all families in one bundle."""
        losses: list[Loss] = []
        plain = prepare(families, self.says, losses, is_plain=is_word)
        told = fhir_history_write.resources(plain, losses)
        return Writing(json_text.dump(fhir.bundle(told)), tuple(losses))


@dataclass
class _Patient:
    """Histories of one patient's relatives."""

    wanted: str
    histories: list[Node] = field(default_factory=list)


def _family_id(node: Node | None) -> str:
    if node is None:
        return ""
    found = (i for i in fhir.identifiers(node) if i["system"].text() == fhir.FAMILY)
    return next((i["value"].text() for i in found), "")


def _read(
    bundle: Bundle,
    patient: Node | None,
    told: _Patient,
    name: str,
    rows: list[Row],
    lines: Lines,
    losses: list[Loss],
) -> Ties:
    people: dict[PersonId, Person] = {}
    ids: dict[str, PersonId] = {}
    by_place: dict[str, PersonId] = {}  # resources need no id of their own
    roles: dict[PersonId, str] = {}
    target = fhir.own_id(patient, fhir.PERSON) if patient else told.wanted.rpartition("/")[2]
    if not is_word(target):
        raise FormatError("format.json_value", place="$.patient")
    if patient:
        ids[fhir.key(patient)] = target
    ages = _observed_ages(bundle)
    for number, node in enumerate(told.histories, start=1):
        role = next((c for c in fhir.codes(node["relationship"]) if c), "")
        relative = fhir.own_id(node, fhir.PERSON) or f"relative-{number}"
        person_id = target if role == fhir_roles.SELF else relative
        if not is_word(person_id):
            raise FormatError("format.json_value", place=f"{node.place}.id")
        if person_id in people:
            raise FormatError("format.double_id", line=lines.of(person_id))
        if node["id"].text():
            ids[fhir.key(node)] = person_id
        by_place[node.place] = person_id
        roles[person_id] = role
        people[person_id] = _person(node, person_id, role, ages.get(fhir.key(node)))
        line = lines.of(person_id)
        losses += [Loss("loss.key", line, fields(person=person_id, key=k)) for k in _unread(node)]
    if target not in people:
        people[target] = _patient(patient, target)
    links, twins = _linked(bundle, told, ids, by_place, people, losses)
    placed = place(target, roles, people, links, losses)
    for person in placed.people.values():
        own = tuple(placed.links.get(person.id, ()))
        is_target = person.id == target
        rows.append(Row(lines.of(person.id), name, person, is_proband=is_target, links=own))
    return Ties("", tuple(placed.partnerships), (*twins, *placed.twins))


def _observed_ages(bundle: Bundle) -> Mapping[str, Node]:
    table: dict[str, Node] = {}
    for node in bundle.of_kind("Observation"):
        for focus in node["focus"].items():
            found = bundle.find(focus)
            if found is not None:
                table.setdefault(fhir.key(found), node)
    return table


def _patient(node: Node | None, target: PersonId) -> Person:
    if node is None:
        return Person(target)
    names = list(node["name"].items())
    return Person(
        target,
        name=names[0]["text"].text() if names else "",
        sex=fhir.sex(node["gender"]),
        birth=times.date(node["birthDate"].text()),
        is_deceased=node["deceasedBoolean"].flag(),
    )


def _person(node: Node, person_id: PersonId, role: str, observed: Node | None) -> Person:
    told = next((c for c in fhir.codes(node["sex"]) if c), "")
    sex = fhir.sex(Node(told)) if told else fhir_roles.SEX.get(role, Sex.UNKNOWN)
    age_at_death = fhir.age_of(node, "deceased")
    age = age_at_death or fhir.age_of(node, "age")
    if age is None and observed is not None:
        age = fhir.read_observed_age(observed)
    died = node["deceasedDate"].text()
    is_dead = node["deceasedBoolean"].flag() or bool(died or age_at_death)
    period = node["bornPeriod"]["start"].text()
    notes = [note["text"].text() for note in node["note"].items()]
    return Person(
        person_id,
        name=node["name"].text(),
        sex=sex,
        birth=times.date(node["bornDate"].text() or period or node["bornString"].text()),
        age=age,
        is_deceased=is_dead or bool(node["deceasedString"].text()),
        death=times.date(died),
        diagnoses=tuple(_diagnosis(c) for c in node["condition"].items()),
        note="\n".join(note for note in notes if note),
    )


_UNREAD: Final = ("procedure", "reasonCode", "reason", "reasonReference", "dataAbsentReason")
_UNREAD_OF_A_CONDITION: Final = ("outcome", "contributedToDeath", "note")


def _unread(node: Node) -> Iterator[str]:
    """Keys of a history that say something which is not kept."""
    yield from (key for key in _UNREAD if node[key].value not in (None, [], ""))
    for condition in node["condition"].items():
        for key in _UNREAD_OF_A_CONDITION:
            if condition[key].value not in (None, [], "", False):
                yield f"condition.{key}"
        onset = condition["onsetString"].text()
        if onset and fhir.age_of(condition, "onset") is None:
            yield "condition.onsetString"


def _diagnosis(node: Node) -> Diagnosis:
    code = next(fhir.codes(node["code"]), "")
    named = ontology.condition(code, fhir.words(node["code"]))
    return Diagnosis(named, fhir.age_of(node, "onset"))


Links = dict[PersonId, list[ParentLink]]
_PAIRS: Final = ("genetics-parent", "genetics-sibling")


def _linked(
    bundle: Bundle,
    told: _Patient,
    ids: Mapping[str, PersonId],
    by_place: Mapping[str, PersonId],
    people: Mapping[PersonId, Person],
    losses: list[Loss],
) -> tuple[Links, list[TwinSet]]:
    """Parents and twins that stand in the genetics extensions."""
    links: Links = {}
    twins: dict[Zygosity, list[set[PersonId]]] = {}
    for node in told.histories:
        person_id = by_place[node.place]
        for code, other, is_parent in _pairs(bundle, node, losses):
            relative = ids.get(other)
            if relative is None:
                losses.append(Loss("loss.reference", fields=fields(reference=other)))
            elif not is_parent:
                if code in fhir_roles.ZYGOSITIES:
                    zygosity = fhir_roles.ZYGOSITIES[code]
                    twins.setdefault(zygosity, []).append({person_id, relative})
            else:
                kind = _kind(code, people[relative].sex, links.get(person_id, []))
                links.setdefault(person_id, []).append(ParentLink(relative, kind))
    return links, list(kinships.twin_sets(twins))


def _kind(code: str, sex: Sex, known: list[ParentLink]) -> ParentKind:
    has_mother = any(k.kind.is_genetic and k.kind.gives_egg for k in known)
    kind = kin.KINDS.get(code) or fhir_roles.KINDS.get(code)
    kind = kind or kin.parent_kind(kin.BIOLOGICAL_PARENT, sex, has_mother=has_mother)
    return kind or ParentKind.MOTHER


def _pairs(bundle: Bundle, node: Node, losses: list[Loss]) -> Iterator[tuple[str, str, bool]]:
    """Code (KIN's before HL7's), key of the other resource, and whether it is a parent."""
    for ending in _PAIRS:
        for extension in fhir.extensions(node, ending):
            for kind in fhir.extensions(extension, "reference"):
                found = bundle.find(kind["valueReference"])
                if found is None:
                    lost = fields(reference=kind["valueReference"]["reference"].text() or "?")
                    losses.append(Loss("loss.reference", fields=lost))
                    continue
                codes = [
                    code
                    for part in fhir.extensions(extension, "type")
                    for code in fhir.codes(part["valueCodeableConcept"])
                ]
                best = next((c for c in codes if c in kin.KINDS), codes[0] if codes else "")
                yield best, fhir.key(found), ending == "genetics-parent"


FORMAT: Final = FhirHistory()
