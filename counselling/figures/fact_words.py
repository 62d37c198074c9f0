"""The facts of a person in words, a line each, as cards and lists say them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from counselling.figures.labels import (
    ASSIGNED,
    age_line,
    age_text,
    condition_line,
    date_text,
    suspected_line,
)
from counselling.figures.naming import Named, beside, operation_name, result_words
from counselling.figures.risk_factor_words import factor_words
from counselling.figures.terms_said import (
    ANCESTRIES,
    CHILDLESS,
    CONTACTS,
    GENDERS,
    LOSSES,
    RESULTS,
    UNKNOWN,
)
from counselling.language.catalogue import Catalogue
from counselling.language.conditions import condition_name
from counselling.pedigree.person import (
    Age,
    Diagnosis,
    Evaluation,
    GeneTest,
    ParentLink,
    PartialDate,
    Person,
    Procedure,
)
from counselling.pedigree.terms import (
    Adoption,
    Childlessness,
    Contact,
    Gender,
    MarkerStatus,
    PregnancyOutcome,
    SexAssigned,
    Source,
    TestMethod,
)

# as clinics write it, and as the shorthand does
SOURCE_SIGNS: Final[Mapping[Source, str]] = {
    Source.FAMILY: "fam",
    Source.NOTES: "notes",
    Source.HISTOLOGY: "path",
    Source.DEATH_CERTIFICATE: "cert",
    Source.REGISTRY: "reg",
}
# a field of a person -> its word in the ids of messages
_WORDS: Final[Mapping[str, str]] = {
    "birth": "birth",
    "death": "death_date",
    "due": "due",
    "last_period": "last_period",
    "ancestry": "ancestry",
    "carries": "carrier",
    "presymptomatic": "presymptomatic",
    "is_documented": "documented",
    "is_placeholder": "placeholder",
    "is_status_unknown": "status_unknown",
    "has_unknown_parents": "unknown_parents",
    "karyotype": "karyotype",
    "note": "note",
    "pronouns": "pronouns",
    "gestation_weeks": "weeks",
}
_NOTHING: Final[tuple[object, ...]] = (None, "", (), False)


def beyond_age(told: Diagnosis) -> tuple[str, ...]:
    """Return what is told of a diagnosis besides age and side: markers, source, pathology."""
    signs = {MarkerStatus.POSITIVE: "+"}
    marks = (f"{mark.name}{signs.get(mark.status, '-')}" for mark in told.markers)
    source = f"({SOURCE_SIGNS[told.source]})" if told.source else ""
    return tuple(part for part in (*marks, source, told.pathology) if part)


class FactWords:
    """How facts are said in one language. named: says who somebody is."""

    def __init__(self, words: Catalogue, named: Named) -> None:
        self._words, self._named = words, named

    def line(self, what: str, told: str) -> str:
        """Say what it is about, and what is told; what: the end of a message id."""
        return self._words.say("fact.line", what=self._words.say(f"fact.{what}"), told=told)

    def pairs(self, first: str, *others: str) -> str:
        """Put phrases side by side as the language does; empty ones are left out."""
        for other in filter(None, others):
            first = self._words.say("fact.pair", first=first, second=other)
        return first

    def of(self, field: str, value: Any) -> Iterator[str]:
        """Say all that a field of a person holds; nothing where it says nothing.

        Of `sex` and `childlessness_cause` no line of their own is said.
        """
        if field in _ONE and value is not None and value != "":
            yield _ONE[field](self, value)
        elif field in _EACH:
            yield from (_EACH[field](self, each) for each in value)
        elif field in ("ancestry", "carries", "presymptomatic"):
            yield from (self.text(field, each) for each in value)
        elif field == "is_deceased" and value:
            yield self.death(Person("", is_deceased=True))
        elif field == "count" and value != 1:
            yield self.group(value)
        elif field in _WORDS and (value == 0 or value not in _NOTHING) and value is not False:
            yield self.flag(field) if value is True else self.detail(field, value)

    def name(self, name: str) -> str:
        """Say a name."""
        return self.line("name", name)

    def gender(self, gender: Gender) -> str:
        """Say a gender."""
        return self.line("gender", self._words.say(GENDERS[gender]))

    def assigned(self, sex: SexAssigned) -> str:
        """Say the sex assigned at birth."""
        return self.line("assigned", ASSIGNED[sex])

    def age(self, age: Age) -> str:
        """Say the age of somebody living."""
        return self.line("age", age_text(age, self._words))

    def death(self, person: Person) -> str:
        """Say that somebody has died, and at what age."""
        return self.line("death", age_line(person, self._words))

    def cause(self, condition: str) -> str:
        """Say what somebody died of."""
        return self.line("cause", condition_name(condition, self._words))

    def diagnosis(self, told: Diagnosis) -> str:
        """Say a diagnosis with all that is told of it."""
        line = condition_line(told, self._words) or condition_name(told.condition, self._words)
        return beside((line, *beyond_age(told)), self._words)

    def suspected(self, told: Diagnosis) -> str:
        """Say what somebody may have."""
        return beside((suspected_line(told, self._words), *beyond_age(told)), self._words)

    def excluded(self, condition: str) -> str:
        """Say what was asked about and is not so."""
        name = condition_name(condition, self._words)
        return self._words.say("pedigree.excluded", condition=name)

    def test(self, test: GeneTest) -> str:
        """Say a gene test."""
        parts = [result_words(test, self._words), test.variant]
        if test.method is not TestMethod.UNKNOWN:
            parts.append(self._words.say(f"canvas.key_{test.method}"))
        return beside(parts, self._words)

    def operation(self, told: Procedure) -> str:
        """Say an operation."""
        age = age_text(told.age, self._words) if told.age else ""
        return beside((operation_name(told.kind, self._words), age), self._words)

    def evaluation(self, told: Evaluation) -> str:
        """Say an examination and what it found."""
        found = UNKNOWN if told.result is None else RESULTS[told.result]
        return self.line("evaluation", self.pairs(told.name, self._words.say(found)))

    def risk_factor(self, told: tuple[str, str]) -> str:
        """Say a risk factor."""
        return factor_words(*told, self._words)

    def text(self, field: str, told: str) -> str:
        """Say one of several texts: a condition, an ancestry."""
        name = condition_name(told, self._words)
        if told in ANCESTRIES:
            name = self._words.say(ANCESTRIES[told])
        return self.line(_WORDS[field], name)

    def flag(self, field: str) -> str:
        """Say what is or is not so."""
        return self._words.say(f"fact.{_WORDS[field]}")

    def detail(self, field: str, told: object) -> str:
        """Say a date, a number or a text."""
        if isinstance(told, PartialDate):
            told = date_text(told, self._words, is_year_only=False)
        return self.line(_WORDS[field], str(told))

    def group(self, count: int) -> str:
        """Say for how many a symbol stands; 0: for several, nobody said how many."""
        return self.line("group", str(count) if count else self._words.say(UNKNOWN))

    def contact(self, contact: Contact) -> str:
        """Say whether somebody can be asked or told."""
        return self._words.say(CONTACTS[contact])

    def loss(self, outcome: PregnancyOutcome) -> str:
        """Say what became of a pregnancy."""
        return self.line("loss", self._words.say(LOSSES[outcome]))

    def adoption(self, way: Adoption) -> str:
        """Say which way somebody was adopted."""
        return self._words.say(f"pedigree.adopted_{way}")

    def childless(self, why: Childlessness, cause: str = "") -> str:
        """Say why there are no children."""
        return self.pairs(self._words.say(CHILDLESS[why]), cause)

    def parent(self, link: ParentLink) -> str:
        """Say who a parent is, and how."""
        kind = self._words.say(f"parent.{link.kind}")
        return self._words.say("fact.line", what=kind, told=self._named(link.parent))


_ONE: Final[Mapping[str, Callable[[FactWords, Any], str]]] = {
    "name": FactWords.name,
    "gender": FactWords.gender,
    "assigned": FactWords.assigned,
    "age": FactWords.age,
    "cause_of_death": FactWords.cause,
    "contact": FactWords.contact,
    "pregnancy": FactWords.loss,
    "adoption": FactWords.adoption,
    "childlessness": FactWords.childless,
}
_EACH: Final[Mapping[str, Callable[[FactWords, Any], str]]] = {
    "diagnoses": FactWords.diagnosis,
    "suspected": FactWords.suspected,
    "excluded": FactWords.excluded,
    "tests": FactWords.test,
    "procedures": FactWords.operation,
    "evaluations": FactWords.evaluation,
    "risk_factors": FactWords.risk_factor,
    "parents": FactWords.parent,
}
