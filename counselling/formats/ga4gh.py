"""GA4GH Pedigree in its Phenopackets form: people as Phenopackets, and pairs with KIN terms.

Source: the standard's model as pedigree-ga4gh and the proposed pedigree.proto give it. Not yet an
approved standard. Every kind of parent, couples and twins can be said.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from counselling.errors import FormatError
from counselling.formats import json_text, kin, kinships, packets
from counselling.formats.export import fact_loss, is_word, prepare
from counselling.formats.facts import Fact
from counselling.formats.format import Loss, Reading, Writing, fields
from counselling.formats.json_text import Lines, Node, without_nothing
from counselling.formats.kinships import Statement
from counselling.formats.rows import Row, Ties, assemble
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId

SAYS: Final = packets.SAYS | {
    Fact.SOCIAL_PARENTS,
    Fact.DONOR,
    Fact.PARTNERS,
    Fact.CONSANGUINITY,
    Fact.TWINS,
    Fact.ZYGOSITY,
}


class Ga4ghPedigree:
    """The format; see the module."""

    name = "ga4gh-pedigree"
    suffixes = (".pedigree.json", ".ga4gh.json", ".ga4gh")
    says = SAYS

    def sniff(self, text: str) -> bool:
        """Recognise individuals beside relationships."""
        keys = json_text.keys(text)
        return {"individuals", "relationships"} <= keys and "resourceType" not in keys

    def read(self, text: str) -> Reading:
        """Read a pedigree, or a list of them. Raises FormatError with the line or the place."""
        root, lines = json_text.load(text), Lines(text)
        losses: list[Loss] = []
        rows: list[Row] = []
        ties: dict[str, Ties] = {}
        found = list(root.items()) if json_text.is_list(text) else [root]
        for number, node in enumerate(found, start=1):
            name = node["id"].text() or str(number)
            if name in ties:
                raise FormatError("format.double_family", line=lines.of(name), family=name)
            ties[name] = _read(node, name, rows, lines, losses)
        return assemble(rows, losses, ties)

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write one pedigree, or a list of them where there are several families."""
        losses: list[Loss] = []
        plain = prepare(families, self.says, losses, is_plain=is_word)
        told = [_told(family, losses) for family in plain]
        if len(told) != 1:
            losses.append(Loss("loss.several_families", fields=fields(count=len(told))))
        return Writing(json_text.dump(told if len(told) != 1 else told[0]), tuple(losses))


def _read(node: Node, name: str, rows: list[Row], lines: Lines, losses: list[Loss]) -> Ties:
    people: dict[PersonId, Person] = {}
    for packet in node["individuals"].items():
        person_id = packet["subject"]["id"].text()
        if not person_id or person_id == "0":
            raise FormatError("format.json_value", place=f"{packet.place}.subject.id")
        if person_id in people:
            raise FormatError("format.double_id", line=lines.of(person_id))
        people[person_id] = packets.read_packet(packet, losses, line=lines.of(person_id))
    sexes = {p.id: p.sex for p in people.values()}
    said = list(_statements(node["relationships"], lines))
    found = kinships.told(said, sexes, losses)
    for person_id in found.parents:
        people.setdefault(person_id, Person(person_id))
    index = [n.text() for n in node.first("indexPatients", "index_patients").items()]
    for person in people.values():
        links = tuple(found.parents.get(person.id, ()))
        is_index = person.id in index
        line = lines.of(person.id)
        rows.append(Row(line, name, person, is_proband=is_index, links=links))
    return Ties("", tuple(found.partnerships), tuple(found.twins))


def _statements(node: Node, lines: Lines) -> Iterator[Statement]:
    for one in node.items():
        subject = one.first("individualId", "individual_id").text()
        other = one.first("relativeId", "relative_id").text()
        if not subject or not other:
            raise FormatError("format.json_value", place=one.place)
        yield Statement(subject, one["relation"]["id"].text(), other, lines.of(subject))


def _told(family: Family, losses: list[Loss]) -> Mapping[str, object]:
    for pair in family.partnerships:
        if pair.is_consanguineous is False or pair.relationship:
            losses.append(fact_loss(min(pair.partners), Fact.CONSANGUINITY))
    return {
        "id": family.id,
        **without_nothing(indexPatients=[family.proband] if family.proband else None),
        "individuals": [packets.packet(f"{family.id}-{p.id}", p, losses) for p in family.persons],
        "relationships": [
            {
                "individualId": one.subject,
                "relation": {"id": one.code, "label": kin.LABELS[one.code]},
                "relativeId": one.other,
            }
            for one in kinships.statements(family)
        ],
    }


FORMAT: Final = Ga4ghPedigree()
