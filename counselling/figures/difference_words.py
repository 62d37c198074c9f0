"""What two people said differently, in words: whose, what, and each value as a card says it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Final, Protocol

from counselling.figures.fact_words import FactWords
from counselling.figures.naming import Named, led, who
from counselling.figures.terms_said import CHILDLESS, COUPLES, SEXES, ZYGOSITIES
from counselling.figures.writer_words import written_by
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.answers import Answer
from counselling.pedigree.family import Family
from counselling.pedigree.outside_result import OutsideResult
from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import PersonId
from counselling.pedigree.places import Place, Value, whom
from counselling.pedigree.writer import Writer

# a fact of a person -> the message that names it
_WHAT: Final[Mapping[str, str]] = {
    "name": N_("fact.name"),
    "sex": N_("fact.sex"),
    "gender": N_("fact.gender"),
    "parents": N_("differ.parents"),
    "birth": N_("fact.birth"),
    "age": N_("fact.age"),
    "is_deceased": N_("fact.death"),
    "cause_of_death": N_("fact.cause"),
    "diagnoses": N_("fact.condition"),
    "suspected": N_("fact.condition"),
    "excluded": N_("fact.condition"),
    "carries": N_("fact.carrier"),
    "presymptomatic": N_("fact.presymptomatic"),
    "tests": N_("fact.test"),
    "procedures": N_("fact.operation"),
    "evaluations": N_("fact.evaluation"),
    "pregnancy": N_("fact.loss"),
    "ancestry": N_("fact.ancestry"),
    "risk_factors": N_("fact.risk_factor"),
    "note": N_("fact.note"),
    "assigned": N_("fact.assigned"),
    "pronouns": N_("fact.pronouns"),
    "karyotype": N_("fact.karyotype"),
    "death": N_("fact.death_date"),
    "gestation_weeks": N_("fact.weeks"),
    "due": N_("fact.due"),
    "last_period": N_("fact.last_period"),
    "count": N_("fact.group"),
    "adoption": N_("fact.adoption"),
    "childlessness": N_("fact.childless"),
    "childlessness_cause": N_("fact.childless"),
    "contact": N_("fact.contact"),
    "is_documented": N_("fact.documented"),
    "is_status_unknown": N_("fact.status_unknown"),
    "is_placeholder": N_("fact.placeholder"),
    "has_unknown_parents": N_("fact.unknown_parents"),
}
# a kind of place, or what is told of the whole family -> the message that names it
_OTHERS: Final[Mapping[str, str]] = {
    "name": N_("fact.family_name"),
    "proband": N_("fact.proband"),
    "consultand": N_("fact.consultand"),
    "historian": N_("differ.historian"),
    "notes": N_("fact.note"),
    "couple": N_("fact.couple"),
    "twins": N_("fact.twin"),
    "answer": N_("differ.answer"),
    "outside": N_("differ.outside"),
}


class Told(Protocol):
    """A value that can stand at a place. writer, told_at: who wrote it and when, nobody and None
    where it stood before anybody differed. stands: it does so now.
    """

    @property
    def value(self) -> Value:
        """The value."""
        ...

    @property
    def writer(self) -> Writer:
        """Who wrote it last."""
        ...

    @property
    def told_at(self) -> datetime | None:
        """When."""
        ...

    @property
    def stands(self) -> bool:
        """Whether it stands now."""
        ...


class Differing(Protocol):
    """A place at which somebody must choose."""

    @property
    def place(self) -> Place:
        """Where."""
        ...


class DifferenceWords:
    """How the card says things of one family. numbers: as drawn."""

    def __init__(self, family: Family, numbers: Mapping[PersonId, str], words: Catalogue) -> None:
        self._family, self._words = family, words
        self._named: Named = partial(who, family=family, numbers=numbers, words=words)
        self._facts = FactWords(words, self._named)

    def about(self, one: Differing) -> str:
        """Say whose it is, and what."""
        return led(self._about(one), self._words)

    def _about(self, one: Differing) -> str:
        say, place = self._words.say, one.place
        match place:
            case ("person", person):
                return say("differ.about", who=self._named(person), what=say("differ.in_family"))
            case ("person", person, name):
                return say("differ.about", who=self._named(person), what=say(_WHAT[name]))
            case ("family", name):
                return say("differ.about", who=say("differ.family"), what=say(_OTHERS[name]))
        people = self._words.listed([self._named(person) for person in whom(place)])
        return say("differ.about", who=people, what=say(_OTHERS[place[0]]))

    def choice(self, place: Place, choice: Told) -> str:
        """Say a value."""
        lines = [line for line in self._value(place, choice.value) if line]
        return led("; ".join(lines) if lines else self._words.say("differ.nothing"), self._words)

    def by(self, choice: Told) -> str:
        """Say who wrote it and when, and whether it stands now."""
        say, parts = self._words.say, []
        if choice.told_at is not None:
            here = choice.told_at.astimezone()
            day = self._words.date(here.date())
            when = say("audit.moment", day=day, time=f"{here:%H:%M}")
            author = written_by(choice.writer, self._words)
            parts.append(say("differ.by", author=author, when=when))
        else:
            parts.append(say("differ.before"))
        return say("differ.stands", by=parts[0]) if choice.stands else parts[0]

    def _value(self, place: Place, value: Value) -> Iterator[str]:
        say = self._words.say
        match place:
            case ("person", _):
                yield say("differ.is_there" if value else "differ.is_out")
            case ("person", _, name):
                yield from self._fact(name, value)
            case ("family", "proband" | "consultand"):
                yield self._named(value) if value else ""
            case ("family", "notes"):
                yield from (note.text for note in value)
            case ("family", _):
                yield str(value)
            case _:
                yield from self._of_people(value)

    def _fact(self, name: str, value: Value) -> Iterator[str]:
        if name == "sex":
            yield self._words.say(SEXES[value])
        elif name == "is_deceased" and not value:
            yield self._words.say("fact.alive")
        elif name == "childlessness_cause":
            yield value
        else:
            yield from self._facts.of(name, value)

    def _of_people(self, value: Value) -> Iterator[str]:
        say = self._words.say
        match value:
            case Partnership():
                yield from self._couple(value)
            case TwinSet():
                yield self._words.listed([self._named(member) for member in value.members])
                yield say(ZYGOSITIES[value.zygosity])
            case Answer():
                topic = say("interview.topic", topic=value.topic.value)
                reply = say("interview.reply", reply=value.reply.value)
                yield say("differ.about", who=topic, what=reply)
            case OutsideResult():
                yield from (value.program, value.version, value.made_on)

    def _couple(self, couple: Partnership) -> Iterator[str]:
        say = self._words.say
        yield say(COUPLES[couple.status])
        if couple.childlessness is not None:
            yield say(CHILDLESS[couple.childlessness])
            yield couple.childlessness_cause
        if couple.is_consanguineous:
            yield say("pedigree.related")
        yield couple.relationship
        if couple.left_by is not None:
            left = say("pedigree.left_by")
            yield say("differ.about", who=left, what=self._named(couple.left_by))
