"""Everything that is told of a person, a line each: how it is taken back, how it is put right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from counselling.figures.labels import (
    ASSIGNED,
    age_line,
    age_text,
    condition_line,
    date_text,
    suspected_line,
)
from counselling.language.catalogue import Catalogue
from counselling.language.conditions import condition_name
from counselling.pedigree.edits import Edit, Mark
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.structure import ClearTwins, UnlinkParent
from counselling.pedigree.terms import TestMethod
from ui.pages.pedigree import couple_facts, details, facts, illness, steps
from ui.pages.pedigree.ages import as_typed, date_as_typed
from ui.pages.pedigree.details import DETAILS, Kind
from ui.pages.pedigree.fact import Back, Known, Place
from ui.pages.pedigree.naming import (
    ANCESTRIES,
    GENDERS,
    Named,
    beside,
    operation_name,
    result_words,
)
from ui.pages.pedigree.prompts import Prompt, Verb
from ui.pages.pedigree.risk_factors import factor_words
from ui.pages.pedigree.steps import KEYED, Step


def known_of(person: Person, family: Family, words: Catalogue, named: Named) -> tuple[Known, ...]:
    """Return what is told of a person, in the order of a label. named: says who somebody is."""
    teller = _Teller(person, family, words, named)
    return tuple(known for part in _PARTS for known in part(teller))


@dataclass(frozen=True)
class _Teller:
    person: Person
    family: Family
    words: Catalogue
    named: Named

    def line(self, what: str, told: str) -> str:
        return self.words.say("fact.line", what=self.words.say(f"fact.{what}"), told=told)

    def pairs(self, first: str, *others: str) -> str:
        """Put phrases side by side as the language does; empty ones are left out."""
        for other in filter(None, others):
            first = self.words.say("fact.pair", first=first, second=other)
        return first

    def cleared(self, field: str, place: int | None = None) -> Back:
        return partial(details.cleared, self.person.id, field, place=place)

    def prompt(
        self,
        verb: Verb,
        step: Step,
        text: str = "",
        *given: tuple[Step, str],
        place: int | None = None,
    ) -> Prompt:
        return Prompt(verb, self.person.id, step, given, place=place, text=text)

    # --- the person

    def names(self) -> Iterator[Known]:
        name = self.person.name
        if name:
            change = self.prompt(Verb.NAME, Step.NAME, name)
            yield Known(self.line("name", name), self.cleared("name"), change, Place.OWN)

    def sexes(self) -> Iterator[Known]:
        person, say, ask = self.person, self.words.say, self.prompt
        if person.gender is not None:
            told = self.line("gender", say(GENDERS[person.gender]))
            change = ask(Verb.SEX, Step.GENDER, "", (Step.SEX_OF, steps.GENDER))
            yield Known(told, self.cleared("gender"), change, Place.OWN)
        if person.assigned is not None:
            told = self.line("assigned", ASSIGNED[person.assigned])
            change = ask(Verb.SEX, Step.ASSIGNED, "", (Step.SEX_OF, steps.ASSIGNED))
            yield Known(told, self.cleared("assigned"), change)

    def ages(self) -> Iterator[Known]:
        person = self.person
        if person.is_deceased:
            change = self.prompt(Verb.DEATH, Step.DEATH_AGE, as_typed(person.age))
            told = self.line("death", age_line(person, self.words))
            yield Known(told, partial(facts.alive, person.id), change, Place.OWN)
        elif person.age is not None:
            change = self.prompt(Verb.AGE, Step.AGE, as_typed(person.age))
            told = self.line("age", age_text(person.age, self.words))
            yield Known(told, self.cleared("age"), change, Place.OWN)
        if person.cause_of_death:
            death = (Step.DEATH_AGE, as_typed(person.age))
            change = self.prompt(Verb.DEATH, Step.CAUSE, person.cause_of_death, death)
            told = self.line("cause", condition_name(person.cause_of_death, self.words))
            yield Known(told, self.cleared("cause_of_death"), change)

    # --- illness

    def diagnoses(self) -> Iterator[Known]:
        for field, sign in (("diagnoses", ""), ("suspected", illness.SUSPECTED)):
            for place, each in enumerate(getattr(self.person, field)):
                name = condition_name(each.condition, self.words)
                told = condition_line(each, self.words) or name
                if sign:
                    told = suspected_line(each, self.words)
                text = illness.onset_as_typed(each)
                more = text.split(" ")[bool(each.age or each.laterality) :]
                given = (Step.CONDITION, sign + each.condition)
                change = self.prompt(Verb.CONDITION, Step.ONSET, text, given, place=place)
                shown = beside((told, *more), self.words)
                yield Known(shown, self.cleared(field, place), change, Place.CONDITIONS)
        for place, condition in enumerate(self.person.excluded):
            name = condition_name(condition, self.words)
            told = self.words.say("pedigree.excluded", condition=name)
            yield Known(told, self.cleared("excluded", place), None, Place.CONDITIONS)

    def tests(self) -> Iterator[Known]:
        for place, test in enumerate(self.person.tests):
            parts = [result_words(test, self.words), test.variant]
            if test.method is not TestMethod.UNKNOWN:
                parts.append(self.words.say(f"canvas.key_{test.method}"))
            text = illness.gene_as_typed(test)
            change = self.prompt(Verb.TEST, Step.GENE, text, place=place)
            told = beside(parts, self.words)
            yield Known(told, self.cleared("tests", place), change, Place.TESTS)

    def operations(self) -> Iterator[Known]:
        for place, each in enumerate(self.person.procedures):
            age = age_text(each.age, self.words) if each.age else ""
            told = beside((operation_name(each.kind, self.words), age), self.words)
            kind = (Step.OPERATION, each.kind)
            text = as_typed(each.age)
            change = self.prompt(Verb.OPERATION, Step.AT_AGE, text, kind, place=place)
            yield Known(told, self.cleared("procedures", place), change)

    def evaluations(self) -> Iterator[Known]:
        signs = {each.code: each.said for each in KEYED[Step.EVALUATED]}
        for place, each in enumerate(self.person.evaluations):
            found = self.words.say(signs[each.result or steps.NOTHING])
            told = self.line("evaluation", self.pairs(each.name, found))
            change = self.prompt(Verb.EVALUATION, Step.TEXT, each.name, place=place)
            yield Known(told, self.cleared("evaluations", place), change)
        for place, (key, value) in enumerate(self.person.risk_factors):
            text = f"{key}={value}"
            change = self.prompt(Verb.RISK_FACTOR, Step.TEXT, text, place=place)
            told = factor_words(key, value, self.words)
            yield Known(told, self.cleared("risk_factors", place), change)

    # --- the rest

    def details(self) -> Iterator[Known]:
        for verb, detail in DETAILS.items():
            value = getattr(self.person, detail.field)
            if verb is Verb.NAME or value in _UNTOLD.get(detail.kind, (None, "", False)):
                continue
            if verb is Verb.GROUP and value == 1:
                continue
            if detail.kind is Kind.TEXTS:
                yield from self._texts(verb, value)
            else:
                yield self._detail(verb, value)

    def _texts(self, verb: Verb, values: tuple[str, ...]) -> Iterator[Known]:
        step = Step.TEXT if verb is Verb.ANCESTRY else Step.CONDITION
        for place, each in enumerate(values):
            name = condition_name(each, self.words)
            if each in ANCESTRIES:
                name = self.words.say(ANCESTRIES[each])
            change = self.prompt(verb, step, name, place=place)
            back = self.cleared(DETAILS[verb].field, place)
            yield Known(self.line(verb, name), back, change)

    def _detail(self, verb: Verb, value: object) -> Known:
        detail = DETAILS[verb]
        back = self.cleared(detail.field)
        if detail.kind is Kind.FLAG:
            return Known(self.words.say(f"fact.{verb}"), back, None)
        if detail.kind is Kind.CONTACT:
            said = {each.code: each.said for each in KEYED[Step.CONTACT]}
            told = self.words.say(said[str(value)])
            return Known(told, back, self.prompt(verb, Step.CONTACT))
        text = told = str(value)
        step = {Kind.DATE: Step.DATE, Kind.NUMBER: Step.NUMBER}.get(detail.kind, Step.TEXT)
        if detail.kind is Kind.DATE:
            date = getattr(self.person, detail.field)
            text, told = date_as_typed(date), date_text(date, self.words, is_year_only=False)
        elif verb is Verb.GROUP and value == 0:
            text, told = "", self.words.say("canvas.key_u")
        return Known(self.line(verb, told), back, self.prompt(verb, step, text))

    def pregnancies(self) -> Iterator[Known]:
        if self.person.pregnancy is not None:
            said = {each.code: each.said for each in KEYED[Step.LOSS]}
            told = self.line("loss", self.words.say(said[self.person.pregnancy]))
            yield Known(told, self.cleared("pregnancy"), self.prompt(Verb.LOSS, Step.LOSS))

    def adoptions(self) -> Iterator[Known]:
        if self.person.adoption is not None:
            told = self.words.say(f"pedigree.adopted_{self.person.adoption}")
            change = self.prompt(Verb.ADOPTION, Step.ADOPTION)
            yield Known(told, self.cleared("adoption"), change, Place.OWN)

    def childlessness(self) -> Iterator[Known]:
        why = self.person.childlessness
        if why is not None:
            said = {each.code: each.said for each in KEYED[Step.CHILDLESS]}
            parts = (self.words.say(said[why]), self.person.childlessness_cause)
            back = partial(couple_facts.childless_alone, self.person.id, None, "")
            change = self.prompt(Verb.CHILDLESS, Step.CHILDLESS)
            yield Known(self.pairs(*parts), back, change)

    # --- other people

    def marks(self) -> Iterator[Known]:
        """Who asks and who brought the family: shown by an arrow, taken back like any fact."""
        for mark, bearer in (
            (Mark.CONSULTAND, self.family.consultand),
            (Mark.PROBAND, self.family.proband),
        ):
            if bearer == self.person.id:
                back = partial(facts.unmarked, self.person.id, mark)
                yield Known(self.words.say(f"fact.{mark}"), back, None)

    def parents(self) -> Iterator[Known]:
        for link in self.person.parents:
            kind = self.words.say(f"parent.{link.kind}")
            told = self.words.say("fact.line", what=kind, told=self.named(link.parent))
            yield Known(told, partial(_unlinked, self.person.id, link.parent), None)

    def twins(self) -> Iterator[Known]:
        said = {each.code: each.said for each in KEYED[Step.ZYGOSITY]}
        for each in self.family.twins:
            if self.person.id in each.members:
                others = [member for member in each.members if member != self.person.id]
                zygosity = self.words.say(said[each.zygosity])
                told = self.line("twin", self.pairs(*map(self.named, others), zygosity))
                given = ((Step.JOIN, steps.TWIN), (Step.TWIN_OF, others[0]))
                change = self.prompt(Verb.JOIN, Step.ZYGOSITY, "", *given)
                yield Known(told, partial(_untwinned, each.members), change)

    def couples(self) -> Iterator[Known]:
        for couple in self.family.partnerships:
            if self.person.id in couple.partners:
                mate = next(p for p in couple.partners if p != self.person.id)
                said = {each.code: each.said for each in KEYED[Step.COUPLE]}
                told = self.line(
                    "couple", self.pairs(self.named(mate), self.words.say(said[couple.status]))
                )
                back = partial(couple_facts.uncoupled, (self.person.id, mate))
                change = self.prompt(Verb.COUPLE_WITH, Step.COUPLE, "", (Step.WHOM, mate))
                yield Known(told, back, change, Place.OWN)


def _unlinked(child: PersonId, parent: PersonId, family: Family) -> tuple[Edit, ...]:
    return (UnlinkParent(child, parent),)


def _untwinned(members: tuple[PersonId, ...], family: Family) -> tuple[Edit, ...]:
    return (ClearTwins(members),)


_UNTOLD: Final[Mapping[Kind, tuple[object, ...]]] = {
    Kind.NUMBER: (None,),  # where 0 is a number too
    Kind.TEXTS: ((),),
}
_PARTS: Final = (
    _Teller.names,
    _Teller.sexes,
    _Teller.ages,
    _Teller.diagnoses,
    _Teller.operations,
    _Teller.tests,
    _Teller.evaluations,
    _Teller.pregnancies,
    _Teller.details,
    _Teller.adoptions,
    _Teller.parents,
    _Teller.twins,
    _Teller.couples,
    _Teller.childlessness,
    _Teller.marks,
)
