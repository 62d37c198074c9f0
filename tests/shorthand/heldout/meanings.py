"""What a note was meant to say, what was read of it, and whether the two are one."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import permutations
from typing import Final, TypeAlias

from counselling.pedigree.person import Age, Diagnosis, Person
from counselling.shorthand.lexicon import normal
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import LANGUAGES, lexicon
from tests.shorthand.heldout.relatives import labels

ASK: Final = "ASK"  # a question is the right answer, or one of the right ones
_SAID: Final = ("well", "alive", "unaffected")  # no field of a person: only the echo tells them
_SAME: Final = {
    "bowel_cancer": "bowel", "colon_cancer": "bowel", "colorectal_cancer": "bowel",
    "rectal_cancer": "rectal", "darmkrebs": "bowel", "dickdarmkrebs": "bowel", "colon": "bowel",
    "rektumkarzinom": "rectal", "stomach_cancer": "stomach", "magenkrebs": "stomach",
    "lung_cancer": "lung", "lungenkrebs": "lung", "endometrial_cancer": "endometrial",
    "gebärmutterkrebs": "endometrial", "leukämie": "leukaemia", "hodenkrebs": "testicular",
    "testicular_cancer": "testicular", "cancer_of_unknown_site": "cancer",
    "krebs_unbekannter_lokalisation": "cancer", "sarkom": "sarcoma", "polypen": "polyps",
    "brain_tumour": "brain", "hirntumor": "brain", "skin_cancer": "skin", "hautkrebs": "skin",
    "throat_cancer": "throat", "schlaganfall": "stroke",
}  # fmt: skip


@dataclass(slots=True)
class Facts:
    """Of one person: facts that are compared as they are, and words kept as they were typed."""

    exact: set[str] = field(default_factory=set)
    words: str = ""


Told: TypeAlias = Mapping[str, Sequence[Facts]]


@dataclass(frozen=True, slots=True)
class Meant:
    """Of one person: what must be there, what may be, and words that must be kept somewhere."""

    needed: frozenset[str]
    allowed: frozenset[str]
    words: frozenset[str]
    illnesses: frozenset[str]
    may_keep_words: bool

    def fits(self, told: Facts, *, is_whole: bool) -> bool:
        """Whether nothing else was read and, if whole, nothing was lost."""
        more = told.exact - self.needed - self.allowed
        own = {
            fact
            for fact in more
            if any(_names(_in_all_words(fact), illness) for illness in self.illnesses)
        }
        if more - own or (told.words and not self.may_keep_words):
            return False
        kept = " ".join((told.words, *map(_in_all_words, own)))
        return not is_whole or (
            self.needed <= told.exact
            and all(_names(told.words, word) for word in self.words)
            and all(_names(kept, illness) for illness in self.illnesses)
        )


def meant(text: str) -> Iterator[Mapping[str, Sequence[Meant]]]:
    """Read one column of the table: every reading that is right, ASK left out."""
    for way in text.split(" | "):
        if not way.startswith(ASK):
            people: dict[str, list[Meant]] = defaultdict(list)
            for part in filter(None, (part.strip() for part in way.split(";"))):
                who, _, what = part.partition(":")
                count = re.match(r"(\d+)x (.*)", who)
                facts = [x.strip() for x in what.split(",") if x.strip()]
                people[count[2] if count else who] += [_meant(facts)] * int(
                    count[1] if count else 1
                )
            yield people


def _meant(facts: Sequence[str]) -> Meant:
    """Read `fact`, `?fact` (may be), `~words` (kept as words), `+illness` (either way)."""
    needed = frozenset(x for x in facts if x[0] not in "?~+")
    allowed = frozenset(x[1:] for x in facts if x[0] == "?" and x[1] != "~")
    words = frozenset(x[1:].lower() for x in facts if x[0] == "~")
    illnesses = frozenset(x[1:].lower() for x in facts if x[0] == "+")
    may_keep = words or illnesses or any(x.startswith("?~") for x in facts)
    if may_keep:
        allowed |= {"cause"}
    if "well" in needed:
        allowed |= {"alive"}
    is_kept = bool(may_keep) or bool((needed | allowed) & {*_SAID, "cause"})
    return Meant(needed, allowed, words, illnesses, is_kept)


def _names(text: str, illness: str) -> bool:
    """Whether one of the names "htn/hypertension" stands in a text."""
    said = text.replace("_", " ")
    return any(name in said or normal(name) in said for name in illness.split("/"))


def _in_all_words(fact: str) -> str:
    """A fact, with the words that any language has for a condition it names."""
    return f"{fact} {_terms().get(fact.split()[0], '')}"


@cache
def _terms() -> Mapping[str, str]:
    found: dict[str, str] = defaultdict(str)
    for words in map(lexicon, LANGUAGES):
        for phrase, senses in words.phrases.items():
            for sense in senses:
                if sense.category == "condition":
                    name = words.name_of(sense.id).replace(" ", "_").lower()
                    found[name] += f" {phrase}"
    return found


def told(reading: Reading) -> Told:
    """Everything that the reading says of everybody; links that nobody named left out."""
    names = labels(reading.family)
    people: dict[str, list[Facts]] = defaultdict(list)
    for person in reading.family.persons:
        if not person.is_placeholder:
            facts = Facts(set(_exact(person)), " ".join(filter(None, _words(person))).lower())
            facts.exact |= {
                name
                for echo in reading.echoes
                if person.id in echo.persons
                and (name := echo.message_id.rpartition(".")[2]) in _SAID
            }
            if names[person.id] != "pt" or facts.exact or facts.words:
                people[names[person.id]].append(facts)
    for couple in reading.family.partnerships:
        exact = {couple.status.value} - {"together"}
        exact |= {f"left by {names[couple.left_by]}"} if couple.left_by else set()
        exact |= {f"childless {couple.childlessness.value}"} if couple.childlessness else set()
        exact |= {"consang"} if couple.is_consanguineous else set()
        exact |= {"rel"} if couple.relationship else set()
        if exact:
            people["+".join(sorted(names[x] for x in couple.partners))].append(Facts(exact))
    for twins in reading.family.twins:
        pair = "+".join(sorted(names[x] for x in twins.members))
        people[pair].append(Facts({f"twins {twins.zygosity.value[:2]}"}))
    return people


def is_meant(told: Told, way: Mapping[str, Sequence[Meant]], *, is_whole: bool) -> bool:
    """Whether somebody stands for everybody meant, and if whole, the other way round too."""
    nothing = {"pt": [Facts()]} if "pt" in way and "pt" not in told else {}
    told = {**told, **nothing}
    if is_whole and set(told) != set(way):
        return False
    return all(_pairs(facts, way.get(who, ()), is_whole=is_whole) for who, facts in told.items())


def _pairs(told: Sequence[Facts], meant: Sequence[Meant], *, is_whole: bool) -> bool:
    if len(told) > len(meant) or (is_whole and len(told) != len(meant)):
        return False
    return any(
        all(m.fits(t, is_whole=is_whole) for t, m in zip(told, some, strict=True))
        for some in permutations(meant, len(told))
    )


def _age(age: Age | None) -> str:
    if age is None:
        return ""
    return f"{age.low_years:g}" if age.is_exact else f"{age.low_years:g}-{age.high_years:g}"


def _condition(d: Diagnosis) -> Iterator[str]:
    name = d.condition.replace(" ", "_").lower()
    yield _SAME.get(name, name.removesuffix("_cancer"))
    if d.age:
        yield _age(d.age)
    if d.laterality:
        yield {"bilateral": "bilat"}.get(d.laterality.value, d.laterality.value)
    for marker in d.markers:
        yield marker.name + ("+" if marker.status.value == "positive" else "-")


def _exact(person: Person) -> Iterator[str]:
    life = "dead" if person.is_deceased else "age"
    if person.age or person.is_deceased:
        yield f"{life} {_age(person.age)}".strip()
    if person.birth:
        yield f"born {person.birth.year}" + (f"-{person.birth.month}" if person.birth.month else "")
    if person.death:
        yield f"died {person.death.year}"
    if person.cause_of_death:
        yield "cause"
    if person.name:
        yield f'"{person.name}"'
    if person.id == "consultand" and person.sex.value != "unknown":
        yield person.sex.value
    for diagnosis in person.diagnoses:
        yield " ".join(_condition(diagnosis))
    for test in person.tests:
        yield f"{test.gene} {test.result.value[:3]} {test.variant}".strip()
    for procedure in person.procedures:
        yield f"{procedure.kind} {_age(procedure.age)}".strip()
    yield from (f"anc {x.lower()}" for x in person.ancestry)
    if person.adoption:
        yield f"adopted {person.adoption.value}"
    if person.contact:
        yield person.contact.value
    if person.gestation_weeks:
        yield f"wks {person.gestation_weeks}"
    if person.count != 1:
        yield f"count {person.count}"
    for seen in person.evaluations:
        yield f"exam {seen.name.lower()} {seen.result.value if seen.result else ''}".strip()
    if person.childlessness_cause:
        yield f"barren {person.childlessness_cause.lower()}"
    if person.pregnancy and person.sex.value != "unknown":
        yield person.sex.value


def _words(person: Person) -> Iterator[str]:
    yield person.note
    yield person.cause_of_death
    for diagnosis in person.diagnoses:
        yield diagnosis.pathology
        yield diagnosis.source.value if diagnosis.source else ""
    for diagnosis in person.suspected:
        yield f"suspected {diagnosis.condition} {_age(diagnosis.age)} {diagnosis.pathology}"
    yield from (f"excluded {condition}" for condition in person.excluded)
    yield person.childlessness.value if person.childlessness else ""
