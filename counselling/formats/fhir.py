"""What FHIR's two ways of telling a family share: bundles, references, ages, codes.

Source: HL7 FHIR R4 and R5 (bundle, references, datatypes); terminology.hl7.org v3-RoleCode.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from counselling.formats import times
from counselling.formats.json_text import Node, without_nothing
from counselling.pedigree.person import Age
from counselling.pedigree.terms import Gender, Sex

PERSON: Final = "urn:consultand:person"
FAMILY: Final = "urn:consultand:family"
ROLES: Final = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
SNOMED: Final = "http://snomed.info/sct"
LOINC: Final = "http://loinc.org"
AGE_CODE: Final = "30525-0"
IDENTITY: Final = "http://hl7.org/fhir/StructureDefinition/patient-genderIdentity"
IDENTITIES: Final = "http://hl7.org/fhir/gender-identity"
SEXES: Final[Mapping[Sex, str]] = {
    Sex.FEMALE: "female",
    Sex.MALE: "male",
    Sex.UNKNOWN: "unknown",
}
GENDERS: Final[Mapping[Gender, str]] = {
    Gender.WOMAN: "female",
    Gender.MAN: "male",
    Gender.NON_BINARY: "non-binary",
    Gender.UNKNOWN: "non-disclose",
}
_UNITS: Final[Mapping[str, float]] = {
    "a": 1, "y": 1, "yr": 1, "year": 1, "years": 1,
    "mo": 1 / 12, "month": 1 / 12, "months": 1 / 12,
    "wk": 7 / 365.25, "week": 7 / 365.25, "weeks": 7 / 365.25,
    "d": 1 / 365.25, "day": 1 / 365.25, "days": 1 / 365.25,
}  # fmt: skip


@dataclass(frozen=True)
class Bundle:
    """Resources of a bundle, or one resource alone, and how others refer to them."""

    root: Node

    @cached_property
    def resources(self) -> tuple[Node, ...]:
        """All resources, those inside a Composition's "contained" too."""
        entries = [entry["resource"] for entry in self.root["entry"].items()]
        found = entries or [self.root]
        inner = [deep for node in found for deep in node["contained"].items()]
        return (*found, *inner)

    @cached_property
    def _index(self) -> Mapping[str, Node]:
        table: dict[str, Node] = {}
        for node in self.resources:
            own = node["id"].text()
            table.setdefault(f"{kind(node)}/{own}", node)
            table.setdefault(f"#{own}", node)
        for entry in self.root["entry"].items():
            address = entry["fullUrl"].text()
            if address:
                table.setdefault(address, entry["resource"])
        return table

    def of_kind(self, name: str) -> Iterator[Node]:
        """Resources of one type."""
        return (node for node in self.resources if kind(node) == name)

    def find(self, reference: Node) -> Node | None:
        """Return the resource that a Reference means, None when it is not in the bundle."""
        wanted = reference["reference"].text()
        short = "/".join(wanted.split("/_history")[0].split("/")[-2:])
        return self._index.get(wanted) or self._index.get(short)


def kind(node: Node) -> str:
    """Type of a resource."""
    return node["resourceType"].text()


def key(node: Node) -> str:
    """Return what identifies a resource inside the file."""
    return f"{kind(node)}/{node['id'].text()}"


def own_id(node: Node, system: str) -> str:
    """Return the id that we gave, else the resource's own."""
    for one in identifiers(node):
        if one["system"].text() == system:
            return one["value"].text()
    return node["id"].text()


def identifiers(node: Node) -> Iterator[Node]:
    """Identifiers of a resource: a list in most, one alone in a Composition of R4."""
    found = node["identifier"]
    return iter((found,)) if isinstance(found.value, dict) else found.items()


def codes(concept: Node) -> Iterator[str]:
    """Codes of a CodeableConcept."""
    return (coding["code"].text() for coding in concept["coding"].items())


def words(concept: Node) -> str:
    """Text of a CodeableConcept, else what its first coding shows, else its code."""
    if text := concept["text"].text():
        return text
    for coding in concept["coding"].items():
        if shown := coding["display"].text() or coding["code"].text():
            return shown
    return ""


def extensions(node: Node, ending: str) -> Iterator[Node]:
    """Extensions whose address ends so: bases differ between releases of a guide."""
    return (e for e in node["extension"].items() if e["url"].text().endswith(ending))


def concept(system: str, code: str, text: str = "") -> Mapping[str, object]:
    """Return a CodeableConcept of one code."""
    return {"coding": [{"system": system, "code": code}], **without_nothing(text=text)}


def sex(node: Node) -> Sex:
    """Read an administrative gender; what is neither female nor male is unknown."""
    return {"female": Sex.FEMALE, "male": Sex.MALE}.get(node.text().lower(), Sex.UNKNOWN)


def years_of(node: Node) -> float | None:
    """Read an Age or Quantity as years; None for what is none or beyond sense."""
    value = node["value"].number()
    unit = (node["code"].text() or node["unit"].text() or "a").lower()
    if value is None or unit not in _UNITS:
        return None
    years = value * _UNITS[unit]
    return years if 0 <= years <= times.MAX_YEARS else None


def age_of(node: Node, stem: str) -> Age | None:
    """Read age[x], onset[x], deceased[x]: an Age, a Range, or a duration as a string."""
    exact = years_of(node[f"{stem}Age"])
    if exact is not None:
        return Age.at(exact)
    span = node[f"{stem}Range"]
    low, high = years_of(span["low"]), years_of(span["high"])
    if low is not None and high is not None and low <= high:
        return Age(low, high)
    told = times.years(node[f"{stem}String"].text())
    return None if told is None else Age.at(told)


def quantity(years: float) -> Mapping[str, object]:
    """Write years as an Age."""
    value = int(years) if years == int(years) else years
    return {"value": value, "unit": "years", "system": "http://unitsofmeasure.org", "code": "a"}


def told_age(stem: str, age: Age | None) -> Mapping[str, object]:
    """Write an age under its stem; nothing where none is known."""
    if age is None:
        return {}
    if age.is_exact:
        return {f"{stem}Age": quantity(age.low_years)}
    return {f"{stem}Range": {"low": quantity(age.low_years), "high": quantity(age.high_years)}}


def observed_age(age: Age, about: Mapping[str, object]) -> Mapping[str, object]:
    """Write an age as an observation, where the resource itself has no place for it."""
    told = told_age("value", age)
    value = {"valueQuantity": told["valueAge"]} if "valueAge" in told else told
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": concept(LOINC, AGE_CODE, "age"),
        **about,
        **value,
    }


def read_observed_age(node: Node) -> Age | None:
    """Read such an observation; None for any other."""
    if AGE_CODE not in tuple(codes(node["code"])):
        return None
    exact = years_of(node["valueQuantity"])
    return age_of(node, "value") if exact is None else Age.at(exact)


def bundle(resources: list[Mapping[str, object]]) -> Mapping[str, object]:
    """Return a collection; every resource with an id gets an address."""
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {"fullUrl": f"urn:consultand:{r['resourceType']}:{r['id']}", "resource": r}
            if "id" in r
            else {"resource": r}
            for r in resources
        ],
    }


def reference(resource: str, resource_id: str) -> Mapping[str, str]:
    """Return a Reference."""
    return {"reference": f"{resource}/{resource_id}"}
