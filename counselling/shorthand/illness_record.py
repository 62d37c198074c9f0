"""Writes illness into the draft: diagnoses, causes of death, tests, operations, pregnancies."""

import re
from collections.abc import Mapping
from typing import Final

from counselling.pedigree.person import (
    Age,
    Diagnosis,
    GeneTest,
    Marker,
    ParentLink,
    Person,
    PersonId,
    Procedure,
)
from counselling.pedigree.terms import (
    Laterality,
    MarkerStatus,
    ParentKind,
    PregnancyOutcome,
    Sex,
    Source,
    TestMethod,
    TestResult,
)
from counselling.shorthand.fact import Fact
from counselling.shorthand.ledger import Ledger
from counselling.shorthand.reading import Told

_RESULTS: Final = {
    "pos": TestResult.POSITIVE,
    "neg": TestResult.NEGATIVE,
    "vus": TestResult.UNCERTAIN,
}
_OUTCOMES: Final = {
    "SAB": PregnancyOutcome.SPONTANEOUS_ABORTION,
    "TOP": PregnancyOutcome.TERMINATION,
    "SB": PregnancyOutcome.STILLBIRTH,
    "ECT": PregnancyOutcome.ECTOPIC,
    "P": PregnancyOutcome.ONGOING,
}
_LOSSES: Final[Mapping[PregnancyOutcome, str]] = {
    outcome: f"{outcome.value.replace('_', '-')}" for outcome in PregnancyOutcome
}
_PROCEDURES: Final = {
    "rrso": "salpingo_oophorectomy",
    "mastectomy": "mastectomy",
    "hysterectomy": "hysterectomy",
    "colectomy": "colectomy",
}
_LOST: Final = {"male": Sex.MALE, "female": Sex.FEMALE}
_MARKED: Final = re.compile(r"([A-Z0-9]+)([+-])")
_LATEST: Final = 55  # years: nobody older is pregnant now
_TRIPLE_NEGATIVE: Final = ("ER", "PR", "HER2")


class IllnessLedger(Ledger):
    """Writes what is said of illness."""

    _told_now: set[tuple[PersonId, str]]
    _base: PersonId
    _consultand: PersonId

    def _condition(self, person: Person, fact: Fact) -> None:
        if fact.has("maybe"):
            self._suspected(person, fact)
            return
        name = self._name(fact.what)
        if fact.has("cause"):
            person = self._cause(person, fact, name)
            if self._is_cause_only(fact):
                return
        elif fact.what in self._lexicon.groups["cause_only"]:
            self._ask("died_of", fact)
            return
        self._doubt_condition(person, fact, name)
        age = self._age(person, fact)
        if age and person.age and age.low_years > person.age.high_years:
            self._ask("too_late", fact)
        diagnosis = self._diagnosis(name, age, fact)
        self._told_now.add((person.id, name))
        self._change(person, diagnoses=(*person.diagnoses, diagnosis))
        details = self._details(fact)
        if age:
            self._echo("condition", person, fact, condition=name, age=age, **details)
        else:
            self._echo("condition_no_age", person, fact, condition=name, **details)

    def _diagnosis(self, name: str, age: Age | None, fact: Fact) -> Diagnosis:
        return Diagnosis(
            name,
            age,
            self._laterality(fact),
            self._markers(fact),
            ", ".join(fact.pathology),
            Source(fact.source) if fact.source else None,
        )

    def _details(self, fact: Fact) -> dict[str, Told]:
        """What is told with a diagnosis or an operation, for the echo."""
        details: dict[str, Told] = {}
        if side := self._laterality(fact):
            details["with_side"] = side.value
        marks = [trait for trait in fact.traits if trait[-1:] in ("+", "-") or trait == "TN"]
        if words := ", ".join((*marks, *fact.pathology)):
            details["with_words"] = words
        if fact.source:
            details["with_source"] = fact.source
        if fact.age and fact.age.year:
            details["with_year"] = str(fact.age.year)
        if fact.has("second"):
            details["with_primary"] = "second"
        if (fact.age and fact.age.is_about) or fact.has("vague"):
            details["with_note"] = self._words(fact)
        return details

    def _suspected(self, person: Person, fact: Fact) -> None:
        """What may be: kept apart, never counted."""
        name = self._name(fact.what)
        if fact.what in self._lexicon.groups["cause_only"]:
            self._keep_note(person, fact)  # perhaps died of it
            return
        if fact.has("cause"):
            self._note(person.id, self._words(fact))
            person = self._draft.people[person.id]
        if any(known.condition == name for known in person.diagnoses):
            self._ask("again", fact)
        diagnosis = self._diagnosis(name, self._age(person, fact), fact)
        self._change(person, suspected=(*person.suspected, diagnosis))
        self._echo("suspected", person, fact, words=self._words(fact))

    def _never(self, person: Person, fact: Fact) -> None:
        name = self._name(fact.what)
        if any(d.condition == name for d in person.diagnoses):
            self._ask("changed", fact)
        if name not in person.excluded:
            self._change(person, excluded=(*person.excluded, name))
        self._echo("excluded", person, fact, condition=name)

    def _is_cause_only(self, fact: Fact) -> bool:
        groups = self._lexicon.groups
        is_often = fact.what in groups["often_cause"] and fact.age is None
        return is_often or fact.what in groups["cause_only"]

    def _doubt_condition(self, person: Person, fact: Fact, name: str) -> None:
        only = self._lexicon.sex_of_condition.get(fact.what)
        if only and person.sex not in (only, Sex.UNKNOWN):
            self._ask("sex_condition", fact)
        is_there = any(d.condition == name for d in person.diagnoses)
        is_told_now = (person.id, name) in self._told_now and fact.age is not None
        if is_there and not is_told_now and not fact.has("second"):
            self._ask("again", fact)

    def begin_clause(self, base: PersonId, consultand: PersonId) -> None:
        """Begin a clause. base: whom the people of the clause were named as relatives of.

        A condition twice in one clause is two primaries; in two clauses it is asked.
        """
        self._base, self._consultand = base, consultand
        self._told_now = set()

    @staticmethod
    def _laterality(fact: Fact) -> Laterality | None:
        sides = [Laterality(t) for t in fact.traits if t in ("left", "right", "bilateral")]
        return sides[0] if sides else None

    def _markers(self, fact: Fact) -> tuple[Marker, ...]:
        found = []
        if fact.what == "breast-tn" or fact.has("TN"):
            found += [Marker(name, MarkerStatus.NEGATIVE) for name in _TRIPLE_NEGATIVE]
        for name, sign in _MARKED.findall(" ".join(t for t in fact.traits if t[-1:] in "+-")):
            status = MarkerStatus.POSITIVE if sign == "+" else MarkerStatus.NEGATIVE
            found.append(Marker(name, status))
        if len({marker.name for marker in found}) < len(found):
            self._ask("marker", fact)
        return tuple(found)

    def _cause(self, person: Person, fact: Fact, name: str) -> Person:
        if person.cause_of_death not in ("", name):
            self._ask("changed", fact)
        self._echo("died_of", person, fact, condition=name)
        return self._change(person, cause_of_death=name)

    def _loss(self, person: Person, fact: Fact) -> None:
        is_own = fact.what == "SB" and self._draft.is_new(person.id) and person.id != self._base
        if person.sex is Sex.MALE or (is_own and self._base == self._consultand):
            self._ask("whose", fact)  # "son stillborn" is the mother's loss, not the son's
        if person.id != self._consultand and self._consultand in self._draft.partners(person.id):
            self._ask("whose", fact)  # "husband 36. 2 misc": his, hers with somebody else?
        mother, father = self._people.parents_for_child(person.id, fact.token)
        outcome = _OUTCOMES[fact.what]
        if outcome is PregnancyOutcome.ONGOING and self._is_past_children(person):
            self._ask("whose", fact)
        links = (ParentLink(mother, ParentKind.MOTHER), ParentLink(father, ParentKind.FATHER))
        sex = next((_LOST[trait] for trait in fact.traits if trait in _LOST), Sex.UNKNOWN)
        for _ in range(fact.count or 1):
            name = self._draft.fresh(f"{person.id}-{_LOSSES[outcome]}")
            self._draft.put(
                Person(
                    name,
                    sex=sex,
                    parents=links,
                    pregnancy=outcome,
                    gestation_weeks=fact.weeks,
                    due=fact.dates.get("due"),
                    last_period=fact.dates.get("last-period"),
                )
            )
        count = fact.count or 1
        weeks: dict[str, Told] = {"with_weeks": fact.weeks} if fact.weeks else {}
        weeks |= {"with_sex": sex.value} if sex is not Sex.UNKNOWN else {}
        weeks |= {"with_note": self._words(fact)} if fact.dates else {}
        self._echo("pregnancy", person, fact, outcome=outcome.value, count=count, **weeks)

    def _is_past_children(self, person: Person) -> bool:
        """Dead, too old, or a grandmother: rather the patient is pregnant."""
        told = (person.age, *(diagnosis.age for diagnosis in person.diagnoses))
        is_old = any(age is not None and age.low_years > _LATEST for age in told)
        children = self._draft.offspring(person.id)
        has_grandchildren = any(self._draft.offspring(child) for child in children)
        return person.is_deceased or is_old or has_grandchildren

    def _procedure(self, person: Person, fact: Fact) -> None:
        kind = _PROCEDURES[fact.what]
        if any(p.kind == kind for p in person.procedures):
            self._ask("again", fact)
        age = self._age(person, fact)
        if age and person.age and age.low_years > person.age.high_years:
            self._ask("too_late", fact)
        self._change(person, procedures=(*person.procedures, Procedure(kind, age)))
        details = self._details(fact)
        if age:
            self._echo("procedure", person, fact, procedure=kind, age=age, **details)
        else:
            self._echo("procedure_no_age", person, fact, procedure=kind, **details)

    def _gene(self, person: Person, fact: Fact) -> None:
        result = next((_RESULTS[t] for t in fact.traits if t in _RESULTS), None)
        if result is None:
            return
        for gene in self._lexicon.panels.get(fact.what, (fact.what,)):
            person = self._draft.people[person.id]
            known = [test for test in person.tests if test.gene == gene]
            if any(test.result is not result or test.variant != fact.variant for test in known):
                self._ask("changed", fact)
            if fact.variant and len(self._lexicon.panels.get(fact.what, (fact.what,))) > 1:
                self._ask("gene", fact)
            if not known:
                method = TestMethod.DIRECT if fact.has("direct") else TestMethod.UNKNOWN
                test = GeneTest(gene, result, method, fact.variant)
                person = self._change(person, tests=(*person.tests, test))
            details: dict[str, Told] = {"with_words": fact.variant} if fact.variant else {}
            if fact.has("direct"):
                details["with_test"] = "direct"
            self._echo("test", person, fact, gene=gene, result=result.value, **details)
