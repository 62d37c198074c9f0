"""Phenopackets v2 Family: a proband, relatives, and a table of parents.

Source: phenopacket-schema 2.0 (phenopackets.proto, pedigree.proto). The table knows genetic
parents only, and the message wants a proband.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from counselling.errors import FormatError
from counselling.formats import json_text, packets
from counselling.formats.export import is_word, prepare
from counselling.formats.facts import Fact
from counselling.formats.format import Loss, Reading, Writing, fields
from counselling.formats.json_text import Lines, Node
from counselling.formats.rows import Row, assemble, parent_or_none
from counselling.pedigree.family import Family
from counselling.pedigree.person import Diagnosis, Person, PersonId
from counselling.pedigree.terms import AFFECTED


class Phenopackets:
    """The format; see the module."""

    name = "phenopackets"
    suffixes = (".phenopacket.json", ".phenopacket", ".phenopackets.json")
    says = packets.SAYS | {Fact.STATUS_UNKNOWN}

    def sniff(self, text: str) -> bool:
        """Recognise a proband beside a pedigree or beside meta data."""
        keys = json_text.keys(text)
        beside = {"pedigree", "relatives", "metaData", "meta_data"}
        return "proband" in keys and bool(keys & beside) and "resourceType" not in keys

    def read(self, text: str) -> Reading:
        """Read a family, or a list of them. Raises FormatError with the line or the place."""
        root, lines = json_text.load(text), Lines(text)
        losses: list[Loss] = []
        found = list(root.items()) if json_text.is_list(text) else [root]
        names: set[str] = set()
        rows: list[Row] = []
        for number, node in enumerate(found, start=1):
            name = node["id"].text() or str(number)
            if name in names:
                raise FormatError("format.double_family", line=lines.of(name), family=name)
            names.add(name)
            rows += _rows(node, name, lines, losses)
        return assemble(rows, losses)

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write one message, or a list of them where there are several families."""
        losses: list[Loss] = []
        plain = prepare(families, self.says, losses, is_plain=is_word)
        told = [_family(family, losses) for family in plain]
        if len(told) != 1:
            losses.append(Loss("loss.several_families", fields=fields(count=len(told))))
        return Writing(json_text.dump(told if len(told) != 1 else told[0]), tuple(losses))


def _rows(node: Node, name: str, lines: Lines, losses: list[Loss]) -> Iterator[Row]:
    people: dict[PersonId, Person] = {}
    proband = node["proband"]
    for packet in (proband, *node["relatives"].items()):
        if packet.value is None:
            continue
        person_id = packet["subject"]["id"].text()
        person = packets.read_packet(packet, losses, line=lines.of(person_id))
        if not person.id:
            raise FormatError("format.json_value", place=f"{packet.place}.subject.id")
        if person.id in people:
            raise FormatError("format.double_id", line=lines.of(person.id))
        people[person.id] = person
    index = proband["subject"]["id"].text()
    seen: set[PersonId] = set()
    for entry in node["pedigree"]["persons"].items():
        row = _entry(entry, name, people, lines)
        seen.add(row.person.id)
        yield _with_target(row, index)
    for person_id, person in people.items():
        if person_id not in seen:
            yield _with_target(Row(lines.of(person_id), name, person), index)


def _with_target(row: Row, index: str) -> Row:
    return replace(row, is_proband=bool(index) and row.person.id == index)


def _entry(node: Node, name: str, people: Mapping[PersonId, Person], lines: Lines) -> Row:
    person_id = node.first("individualId", "individual_id").text()
    if not person_id or person_id == "0":
        raise FormatError("format.json_value", place=f"{node.place}.individualId")
    known = people.get(person_id) or Person(person_id, sex=packets.sex(node["sex"]))
    affected = node.first("affectedStatus", "affected_status").text() or "MISSING"
    return Row(
        lines.of(person_id),
        name,
        _with_status(known, affected),
        parent_or_none(node.first("paternalId", "paternal_id").text()),
        parent_or_none(node.first("maternalId", "maternal_id").text()),
    )


def _with_status(person: Person, affected: str) -> Person:
    if affected in ("AFFECTED", "2") and not person.diagnoses:
        return replace(person, diagnoses=(Diagnosis(AFFECTED),))
    if affected in ("MISSING", "0") and not person.diagnoses:
        return replace(person, is_status_unknown=True)
    return person


def _family(family: Family, losses: list[Loss]) -> Mapping[str, object]:
    told = {p.id: packets.packet(f"{family.id}-{p.id}", p, losses) for p in family.persons}
    target = family.proband or family.persons[0].id
    if not family.proband:
        losses.append(Loss("loss.proband_chosen", fields=fields(person=target)))
    return {
        "id": family.id,
        "proband": told.pop(target),
        "relatives": list(told.values()),
        "consanguinousParents": _is_child_of_relatives(family, target),
        "pedigree": {"persons": [_told_entry(family, p) for p in family.persons]},
        "metaData": packets.meta_data(),
    }


def _is_child_of_relatives(family: Family, target: PersonId) -> bool:
    parents = frozenset(family.person(target).genetic_parents)
    return any(
        frozenset(pair.partners) == parents and bool(pair.is_consanguineous)
        for pair in family.partnerships
    )


def _told_entry(family: Family, person: Person) -> Mapping[str, object]:
    status = "AFFECTED" if person.diagnoses else "UNAFFECTED"
    if person.is_status_unknown and not person.diagnoses:
        status = "MISSING"
    return {
        "familyId": family.id,
        "individualId": person.id,
        "paternalId": person.father or "0",
        "maternalId": person.mother or "0",
        "sex": packets.SEXES[person.sex],
        "affectedStatus": status,
    }


FORMAT: Final = Phenopackets()
