"""Everything that is told of a person, a line each: how it is taken back, how it is put right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from counselling.figures.fact_words import FactWords
from counselling.figures.naming import Named
from counselling.figures.terms_said import ANCESTRIES, COUPLES, ZYGOSITIES
from counselling.language.catalogue import Catalogue
from counselling.language.conditions import condition_name
from counselling.pedigree.edits import Edit, Mark
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.structure import ClearTwins, UnlinkParent
from counselling.pedigree.terms import Contact
from ui.pages.pedigree.edits import couple_facts, facts, illness
from ui.pages.pedigree.edits.ages import as_typed, date_as_typed
from ui.pages.pedigree.prompting import details, steps
from ui.pages.pedigree.prompting.details import DETAILS, Kind
from ui.pages.pedigree.prompting.fact import Back, Known, Place
from ui.pages.pedigree.prompting.prompts import Prompt, Verb
from ui.pages.pedigree.prompting.steps import Step


def known_of(person: Person, family: Family, words: Catalogue, named: Named) -> tuple[Known, ...]:
    """Return what is told of a person, in the order of a label. named: says who somebody is."""
    teller = _Teller(person, family, words, named, FactWords(words, named))
    return tuple(known for part in _PARTS for known in part(teller))


@dataclass(frozen=True)
class _Teller:
    person: Person
    family: Family
    words: Catalogue
    named: Named
    said: FactWords

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
            yield Known(self.said.name(name), self.cleared("name"), change, Place.OWN)

    def sexes(self) -> Iterator[Known]:
        person, ask = self.person, self.prompt
        if person.gender is not None:
            told = self.said.gender(person.gender)
            change = ask(Verb.SEX, Step.GENDER, "", (Step.SEX_OF, steps.GENDER))
            yield Known(told, self.cleared("gender"), change, Place.OWN)
        if person.assigned is not None:
            told = self.said.assigned(person.assigned)
            change = ask(Verb.SEX, Step.ASSIGNED, "", (Step.SEX_OF, steps.ASSIGNED))
            yield Known(told, self.cleared("assigned"), change)

    def ages(self) -> Iterator[Known]:
        person = self.person
        if person.is_deceased:
            change = self.prompt(Verb.DEATH, Step.DEATH_AGE, as_typed(person.age))
            told = self.said.death(person)
            yield Known(told, partial(facts.alive, person.id), change, Place.OWN)
        elif person.age is not None:
            change = self.prompt(Verb.AGE, Step.AGE, as_typed(person.age))
            told = self.said.age(person.age)
            yield Known(told, self.cleared("age"), change, Place.OWN)
        if person.cause_of_death:
            death = (Step.DEATH_AGE, as_typed(person.age))
            change = self.prompt(Verb.DEATH, Step.CAUSE, person.cause_of_death, death)
            told = self.said.cause(person.cause_of_death)
            yield Known(told, self.cleared("cause_of_death"), change)

    # --- illness

    def diagnoses(self) -> Iterator[Known]:
        for field, sign in (("diagnoses", ""), ("suspected", illness.SUSPECTED)):
            for place, each in enumerate(getattr(self.person, field)):
                told = self.said.suspected(each) if sign else self.said.diagnosis(each)
                text = illness.onset_as_typed(each)
                given = (Step.CONDITION, sign + each.condition)
                change = self.prompt(Verb.CONDITION, Step.ONSET, text, given, place=place)
                yield Known(told, self.cleared(field, place), change, Place.CONDITIONS)
        for place, condition in enumerate(self.person.excluded):
            told = self.said.excluded(condition)
            yield Known(told, self.cleared("excluded", place), None, Place.CONDITIONS)

    def tests(self) -> Iterator[Known]:
        for place, test in enumerate(self.person.tests):
            text = illness.gene_as_typed(test)
            change = self.prompt(Verb.TEST, Step.GENE, text, place=place)
            back = self.cleared("tests", place)
            yield Known(self.said.test(test), back, change, Place.TESTS)

    def operations(self) -> Iterator[Known]:
        for place, each in enumerate(self.person.procedures):
            kind = (Step.OPERATION, each.kind)
            text = as_typed(each.age)
            change = self.prompt(Verb.OPERATION, Step.AT_AGE, text, kind, place=place)
            yield Known(self.said.operation(each), self.cleared("procedures", place), change)

    def evaluations(self) -> Iterator[Known]:
        for place, each in enumerate(self.person.evaluations):
            change = self.prompt(Verb.EVALUATION, Step.TEXT, each.name, place=place)
            yield Known(self.said.evaluation(each), self.cleared("evaluations", place), change)
        for place, (key, value) in enumerate(self.person.risk_factors):
            text = f"{key}={value}"
            change = self.prompt(Verb.RISK_FACTOR, Step.TEXT, text, place=place)
            told = self.said.risk_factor((key, value))
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
            yield Known(self.said.text(DETAILS[verb].field, each), back, change)

    def _detail(self, verb: Verb, value: object) -> Known:
        detail = DETAILS[verb]
        back = self.cleared(detail.field)
        if detail.kind is Kind.FLAG:
            return Known(self.said.flag(detail.field), back, None)
        if detail.kind is Kind.CONTACT:
            told = self.said.contact(Contact(str(value)))
            return Known(told, back, self.prompt(verb, Step.CONTACT))
        step = {Kind.DATE: Step.DATE, Kind.NUMBER: Step.NUMBER}.get(detail.kind, Step.TEXT)
        text = str(value)
        if detail.kind is Kind.DATE:
            text = date_as_typed(getattr(self.person, detail.field))
        elif verb is Verb.GROUP and value == 0:
            text = ""
        told = next(self.said.of(detail.field, value))
        return Known(told, back, self.prompt(verb, step, text))

    def pregnancies(self) -> Iterator[Known]:
        if self.person.pregnancy is not None:
            told = self.said.loss(self.person.pregnancy)
            yield Known(told, self.cleared("pregnancy"), self.prompt(Verb.LOSS, Step.LOSS))

    def adoptions(self) -> Iterator[Known]:
        if self.person.adoption is not None:
            told = self.said.adoption(self.person.adoption)
            change = self.prompt(Verb.ADOPTION, Step.ADOPTION)
            yield Known(told, self.cleared("adoption"), change, Place.OWN)

    def childlessness(self) -> Iterator[Known]:
        why = self.person.childlessness
        if why is not None:
            told = self.said.childless(why, self.person.childlessness_cause)
            back = partial(couple_facts.childless_alone, self.person.id, None, "")
            change = self.prompt(Verb.CHILDLESS, Step.CHILDLESS)
            yield Known(told, back, change)

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
            yield Known(
                self.said.parent(link), partial(_unlinked, self.person.id, link.parent), None
            )

    def twins(self) -> Iterator[Known]:
        for each in self.family.twins:
            if self.person.id in each.members:
                others = [member for member in each.members if member != self.person.id]
                zygosity = self.words.say(ZYGOSITIES[each.zygosity])
                told = self.said.line("twin", self.said.pairs(*map(self.named, others), zygosity))
                given = ((Step.JOIN, steps.TWIN), (Step.TWIN_OF, others[0]))
                change = self.prompt(Verb.JOIN, Step.ZYGOSITY, "", *given)
                yield Known(told, partial(_untwinned, each.members), change)

    def couples(self) -> Iterator[Known]:
        for couple in self.family.partnerships:
            if self.person.id in couple.partners:
                mate = next(p for p in couple.partners if p != self.person.id)
                status = self.words.say(COUPLES[couple.status])
                told = self.said.line("couple", self.said.pairs(self.named(mate), status))
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
