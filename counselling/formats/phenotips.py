"""PhenoTips simple JSON: a list of people, and of couples where something is known of them.

Source: PhenoTips' documentation (DevGuide, pedigree JSON export). Parents are named by id,
externalId, name or firstName, in this order; of a child adopted in, they are the adoptive ones.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from counselling.errors import FormatError
from counselling.formats import json_text, ontology, phenotips_write, times
from counselling.formats.export import is_word, prepare
from counselling.formats.format import Loss, Reading, Writing, fields
from counselling.formats.json_text import Lines, Node
from counselling.formats.phenotips_write import LIFE
from counselling.formats.rows import Row, Ties, assemble
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Age, Diagnosis, ParentLink, Person, PersonId
from counselling.pedigree.terms import (
    AFFECTED,
    Adoption,
    Childlessness,
    Contact,
    ParentKind,
    PartnershipStatus,
    Sex,
    Zygosity,
)

_KNOWN: Final = frozenset({"id", "externalId", "name", "firstName", "sex", "mother", "father"})
_IDS: Final = ("id", "externalId", "externalID")
_NAMES: Final = (*_IDS, "name", "firstName")
_SEXES: Final = {"male": Sex.MALE, "m": Sex.MALE, "female": Sex.FEMALE, "f": Sex.FEMALE}
_OUTCOMES: Final = {word: outcome for outcome, word in LIFE.items()}
_READ: Final = frozenset(
    {*_NAMES, "lastName", "sex", "mother", "father", "lifeStatus", "birthDate", "deathDate"}
    | {"deceasedAge", "deceasedCause", "disorders", "gestationAge", "ethnicities", "comments"}
    | {"numPersons", "adoptedStatus", "childlessStatus", "childlessReason", "lostContact"}
    | {"evaluated", "twinGroup", "monozygotic", "proband", "carrierStatus"}
)
_STATUS_READ: Final = ("", "affected", "unaffected")  # a carrier of what, nobody says
_CHILDLESS: Final = {
    "childless": Childlessness.UNKNOWN,
    "infertile": Childlessness.INFERTILE,
}


class PhenoTips:
    """The format; see the module."""

    name = "phenotips"
    suffixes = (".phenotips.json", ".phenotips")
    says = phenotips_write.SAYS

    def sniff(self, text: str) -> bool:
        """Recognise a list of objects with the keys of people."""
        return json_text.is_list(text) and len(json_text.keys(text) & _KNOWN) >= 2

    def read(self, text: str) -> Reading:
        """Read one family, or a list of them. Raises FormatError with the line or the place."""
        root, lines = json_text.load(text), Lines(text)
        found = list(root.items())
        is_many = bool(found) and all(isinstance(node.value, list) for node in found)
        losses: list[Loss] = []
        rows: list[Row] = []
        ties: dict[str, Ties] = {}
        for number, node in enumerate(found if is_many else [root], start=1):
            ties[str(number)] = _read(node, str(number), rows, lines, losses)
        return assemble(rows, losses, ties)

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write one list of people, or a list of such lists where there are several families."""
        losses: list[Loss] = []
        plain = prepare(families, self.says, losses, is_plain=is_word)
        told = [phenotips_write.people(family, losses) for family in plain]
        if len(told) != 1:
            losses.append(Loss("loss.several_families", fields=fields(count=len(told))))
        return Writing(json_text.dump(told if len(told) != 1 else told[0]), tuple(losses))


def _read(node: Node, family: str, rows: list[Row], lines: Lines, losses: list[Loss]) -> Ties:
    items = list(node.items())
    people = [item for item in items if "members" not in item.keys]
    ids = [_id(item, place) for place, item in enumerate(people, start=1)]
    names = _by_name(people, ids)
    for item, person_id in zip(people, ids, strict=True):
        line = lines.of(person_id)
        links = _links(item, names)
        losses += [
            Loss("loss.key", line, fields(person=person_id, key=key)) for key in _unread(item)
        ]
        rows.append(
            Row(
                line,
                family,
                _person(item, person_id, is_linked=bool(links)),
                is_proband=item["proband"].flag(),
                twins=item["twinGroup"].text(),
                zygosity=_zygosity(item["monozygotic"]),
                links=links,
            )
        )
    couples = [item for item in items if "members" in item.keys]
    return Ties("", tuple(_couple(item, names) for item in couples))


def _unread(item: Node) -> Iterator[str]:
    """Keys that say something which is not kept."""
    for key in item.keys:
        is_odd = key == "carrierStatus" and item[key].text() not in _STATUS_READ
        if (key not in _READ or is_odd) and item[key].value not in (None, [], {}, "", False):
            yield key


def _id(node: Node, place: int) -> PersonId:
    """Return what others call a person, her place where she has no name at all."""
    found = node.first(*_NAMES).text() or f"person-{place}"
    if not is_word(found):
        raise FormatError("format.json_value", place=f"{node.place}.id")
    return found


def _by_name(people: Sequence[Node], ids: Sequence[PersonId]) -> Mapping[str, PersonId]:
    """Everybody by every name; an id counts more than a first name."""
    table: dict[str, PersonId] = {}
    for key in _NAMES:
        for node, person_id in zip(people, ids, strict=True):
            if word := node[key].text():
                table.setdefault(word, person_id)
    return table


def _links(node: Node, names: Mapping[str, PersonId]) -> tuple[ParentLink, ...]:
    is_adopted = node["adoptedStatus"].text() == "adoptedIn"
    kinds = {"mother": ParentKind.MOTHER, "father": ParentKind.FATHER}
    links = []
    for key, kind in kinds.items():
        word = node[key].text()
        if word and word != "0":
            adopted = ParentKind.ADOPTIVE if is_adopted else kind
            links.append(ParentLink(names.get(word, word), adopted))
    return tuple(links)


def _zygosity(node: Node) -> Zygosity:
    if node.value is None:
        return Zygosity.UNKNOWN
    return Zygosity.MONOZYGOTIC if node.flag() else Zygosity.DIZYGOTIC


def _person(node: Node, person_id: PersonId, *, is_linked: bool) -> Person:
    life = node["lifeStatus"].text().lower()
    names = [node[key].text() for key in ("firstName", "lastName")]
    name = " ".join(part for part in names if part) or node["name"].text()
    adopted = node["adoptedStatus"].text()
    adoption = {"adoptedOut": Adoption.OUT, "adoptedIn": Adoption.IN}.get(adopted)
    died = times.date(node["deathDate"].text())
    age = _years(node["deceasedAge"])
    return Person(
        person_id,
        name=name if name != person_id or node.first(*_IDS).text() else "",  # else it is the id
        sex=_SEXES.get(node["sex"].text().lower(), Sex.UNKNOWN),
        birth=times.date(node["birthDate"].text()),
        age=None if age is None else Age.at(age),
        is_deceased=life == "deceased" or died is not None,
        death=died,
        cause_of_death=node["deceasedCause"].text(),
        diagnoses=_diagnoses(node),
        pregnancy=_OUTCOMES.get(life),
        gestation_weeks=_weeks(node["gestationAge"]),
        ancestry=tuple(word.text() for word in node["ethnicities"].items() if word.text()),
        note=node["comments"].text(),
        count=_count(node["numPersons"]),
        adoption=None if is_linked and adoption is Adoption.IN else adoption,
        childlessness=_CHILDLESS.get(node["childlessStatus"].text()),
        childlessness_cause=node["childlessReason"].text(),
        contact=Contact.NO_CONTACT if node["lostContact"].flag() else None,
        is_documented=node["evaluated"].flag(),
    )


def _diagnoses(node: Node) -> tuple[Diagnosis, ...]:
    found = tuple(Diagnosis(ontology.by_words(word)) for word in _disorders(node["disorders"]))
    if not found and node["carrierStatus"].text() == "affected":
        return (Diagnosis(AFFECTED),)
    return found


def _disorders(node: Node) -> Iterator[str]:
    """Words, OMIM numbers, or objects with a label."""
    for one in node.items():
        is_object = isinstance(one.value, dict)
        text = one.first("label", "name", "id").text() if is_object else one.text()
        if text:
            yield f"OMIM:{text}" if text.isdecimal() else text


def _number(node: Node, most: float) -> float | None:
    """Read a number that may stand in quotation marks."""
    text = node.text()
    try:
        value = float(text) if text else None
    except ValueError:
        raise node.refused() from None
    if value is not None and not 0 <= value <= most:
        raise node.refused()
    return value


def _years(node: Node) -> float | None:
    text = node.text()
    iso = times.years(text)
    return iso if iso is not None else _number(node, times.MAX_YEARS)


def _weeks(node: Node) -> int | None:
    value = _number(node, 60)
    return None if value is None else int(value)


def _count(node: Node) -> int:
    value = _number(node, 10_000)
    return int(value) if value and value > 1 else 1


def _couple(node: Node, names: Mapping[str, PersonId]) -> Partnership:
    members = [names.get(m.text(), m.text()) for m in node["members"].items()]
    if len(members) != 2:
        raise FormatError("format.json_value", place=f"{node.place}.members")
    related = {"y": True, "yes": True, "n": False, "no": False}
    is_separated = node["separated"].flag()
    return Partnership(
        (members[0], members[1]),
        status=PartnershipStatus.SEPARATED if is_separated else PartnershipStatus.TOGETHER,
        childlessness=_CHILDLESS.get(node["childlessStatus"].text()),
        childlessness_cause=node["childlessReason"].text(),
        is_consanguineous=related.get(node["consanguinity"].text().lower()),
    )


FORMAT: Final = PhenoTips()
