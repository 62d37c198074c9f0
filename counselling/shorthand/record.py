"""Writes the facts of a clause into the draft; what contradicts the family becomes a question."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from counselling.pedigree.person import PartialDate, Person, PersonId
from counselling.pedigree.terms import ASHKENAZI, Adoption, ParentKind, Sex
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.lineage_record import LineageLedger
from counselling.shorthand.reading import Told

_SEXES: Final = {"male": Sex.MALE, "female": Sex.FEMALE}
_OF_COUPLES: Final = (FactKind.TWIN, FactKind.RELATED, FactKind.PARTED)
_RAISED: Final = (ParentKind.MOTHER, ParentKind.FATHER)


class Recorder(LineageLedger):
    """Writes facts about one person at a time."""

    def write(self, who: PersonId, fact: Fact) -> None:
        """Write one fact about one person. Raises Doubt about the other parent of a pregnancy."""
        before = len(self.echoes) + len(self.questions)
        _WRITERS[fact.kind](self, self._draft.people[who], fact)
        is_of_couple = fact.kind in _OF_COUPLES or fact.has("couple")
        if len(self.echoes) + len(self.questions) == before and not is_of_couple:
            self._ask("word", fact)  # what was said without an echo would be lost unseen
        self._draft.reveal(who)
        self._note_what_no_field_holds(who, fact)

    # --- small steps

    # --- facts

    def _keep_side_note(self, person: Person, fact: Fact) -> None:
        self._note(person.id, self._words(fact))
        self._echo("side_note", person, fact, words=self._words(fact))

    def _dead(self, person: Person, fact: Fact) -> None:
        if person.id == self._consultand:
            self._ask("consultand_died", fact)
        if person.id in self._draft.well:
            self._ask("dead_and_well", fact)
        age = self._age(person, fact)
        if person.is_deceased and person.age not in (None, age):
            self._ask("changed", fact)
        elif person.age and not person.is_deceased:
            is_later = age is not None and age.high_years >= person.age.low_years
            if not is_later:
                self._ask("dead_and_age", fact)
        late = [d for d in person.diagnoses if age and d.age and d.age.low_years > age.high_years]
        if late:
            self._ask("too_late", fact)
        kept = age if age or not person.is_deceased else person.age
        year = fact.age.year if fact.age else None
        year = fact.date.year if fact.date else year
        death = PartialDate(year) if year else person.death
        person = self._change(person, is_deceased=True, age=kept, death=death)
        if fact.variant:
            self._cause(person, fact, self._name(fact.variant))
        if kept:
            self._echo("died_at", person, fact, age=kept, **self._when(fact))
        else:
            self._echo("died", person, fact, **self._when(fact))

    def _when(self, fact: Fact) -> dict[str, Told]:
        """Year or "about", for the echo."""
        details: dict[str, Told] = {}
        if fact.age and fact.age.year:
            details["with_year"] = str(fact.age.year)
        if (fact.age and fact.age.is_about) or fact.has("vague"):
            details["with_note"] = self._words(fact)
        return details

    def _alive(self, person: Person, fact: Fact) -> None:
        if person.is_deceased:
            self._ask("dead_and_well", fact)
        self._draft.well.add(person.id)
        self._note(person.id, self._words(fact))  # the pedigree has no field for it
        self._echo(fact.kind.value, person, fact, words=self._words(fact))

    def _unaffected(self, person: Person, fact: Fact) -> None:
        known = {self._name(what) for what in self._lexicon.groups["benign"]}
        if any(d.condition not in known for d in person.diagnoses):
            is_told_now = any(told == person.id for told, _ in self._told_now)
            if fact.kind is FactKind.UNAFFECTED or not is_told_now:
                self._ask("well_and_ill", fact)
        if fact.kind is FactKind.WELL:
            self._alive(person, fact)
        else:
            self._note(person.id, self._words(fact))
            self._echo("unaffected", person, fact, words=self._words(fact))

    def _age_now(self, person: Person, fact: Fact) -> None:
        age = fact.age.age if fact.age else None
        if person.is_deceased:
            self._ask("dead_and_age", fact)
        elif person.age not in (None, age):
            self._ask("changed", fact)
        if age and any(d.age and d.age.low_years > age.high_years for d in person.diagnoses):
            self._ask("too_late", fact)
        self._change(person, age=age)
        if age:
            self._echo("age", person, fact, age=age, **self._when(fact))

    def _born(self, person: Person, fact: Fact) -> None:
        year = fact.age.year if fact.age else None
        if year is None:
            return
        if person.birth and person.birth.year != year:
            self._ask("changed", fact)
        told = fact.date if fact.date else PartialDate(year)
        self._change(person, birth=told if person.birth is None or fact.date else person.birth)
        self._echo("born", person, fact, year=str(year))

    def _adopted(self, person: Person, fact: Fact) -> None:
        if fact.what == "adopted-out":
            self._change(person, adoption=Adoption.OUT)
            self._echo("adopted_out", person, fact)
            return
        if not person.parents:  # her own parents are not in the pedigree
            self._change(person, adoption=Adoption.IN)
            self._echo("adopted", person, fact)
            return
        if person.id == self._consultand:
            self._ask("adopted", fact)
            return
        links = tuple(
            replace(x, kind=ParentKind.ADOPTIVE) if x.kind in _RAISED else x for x in person.parents
        )
        self._change(person, parents=links)
        self._echo("adopted", person, fact)

    def _ancestry(self, person: Person, fact: Fact) -> None:
        told = [one for one in fact.what.split("|") if one not in person.ancestry]
        if told:
            self._change(person, ancestry=(*person.ancestry, *told))
        if fact.what == ASHKENAZI:
            self._echo("ancestry", person, fact)
        else:
            self._echo("ancestry_of", person, fact, words=self._words(fact))

    def _sex(self, person: Person, fact: Fact) -> None:
        sex = _SEXES[fact.what]
        if person.sex is Sex.UNKNOWN and self._draft.is_turnable(person.id, sex):
            self._draft.set_sex(person.id, sex)
        elif person.sex is not sex:
            self._ask("sex", fact)
        self._echo(fact.what, person, fact)

    def _named(self, person: Person, fact: Fact) -> None:
        same = fact.what.casefold()
        if any(p.name.casefold() == same and p.id != person.id for p in self._named_people()):
            self._ask("name_twice", fact, (fact.token.text,))
        if person.name not in ("", fact.what):
            self._ask("changed", fact)
        self._change(person, name=fact.what)
        self._echo("name", person, fact, name=fact.what)

    def _named_people(self) -> list[Person]:
        return [person for person in self._draft.people.values() if person.name]

    def _remove(self, person: Person, fact: Fact) -> None:
        if person.id == self._consultand or self._draft.is_new(person.id):
            self._ask("word", fact)
        self._draft.remove(person.id)
        self._echo("removed", person, fact)

    def _pair_facts(self, person: Person, fact: Fact) -> None:
        """Facts about two people are written by couples.py, which knows both."""


_Writer = Callable[[Recorder, Person, Fact], None]
_WRITERS: Final[Mapping[FactKind, _Writer]] = {
    FactKind.CONDITION: Recorder._condition,
    FactKind.NEVER: Recorder._never,
    FactKind.ASIDE: Recorder._keep_note,
    FactKind.CHILDLESS: Recorder._childless,
    FactKind.NOTE: Recorder._keep_note,
    FactKind.SIDE_NOTE: Recorder._keep_side_note,
    FactKind.DEAD: Recorder._dead,
    FactKind.WELL: Recorder._unaffected,
    FactKind.ALIVE: Recorder._alive,
    FactKind.UNAFFECTED: Recorder._unaffected,
    FactKind.AGE: Recorder._age_now,
    FactKind.BORN: Recorder._born,
    FactKind.LOSS: Recorder._loss,
    FactKind.PROCEDURE: Recorder._procedure,
    FactKind.GENE: Recorder._gene,
    FactKind.ADOPTED: Recorder._adopted,
    FactKind.RELATED: Recorder._pair_facts,
    FactKind.PARTED: Recorder._pair_facts,
    FactKind.ANCESTRY: Recorder._ancestry,
    FactKind.SEX: Recorder._sex,
    FactKind.NAME: Recorder._named,
    FactKind.TWIN: Recorder._pair_facts,
    FactKind.TRAIT: Recorder._trait,
    FactKind.CARRIES: Recorder._carried,
    FactKind.PRESYMPTOMATIC: Recorder._carried,
    FactKind.EXAMINED: Recorder._examined,
    FactKind.GIVEN: Recorder._given,
    FactKind.REMOVE: Recorder._remove,
}
