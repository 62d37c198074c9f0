"""Answers that are one fact: an age, a side, a source, a cause; and words that are kept as said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from counselling.interview.gap import Gap
from counselling.interview.replies import Replies, plain, replies
from counselling.pedigree.answering import RecordAnswer, TakeNote
from counselling.pedigree.answers import Answer, FamilyNote, Reply, Topic
from counselling.pedigree.edits import ChangePerson, Edit, SetPartnership
from counselling.pedigree.family import Family
from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import Age, Diagnosis, Person
from counselling.pedigree.terms import AFFECTED, Adoption
from counselling.shorthand.lexicon import Lexicon, normal
from counselling.shorthand.reader import read
from counselling.shorthand.reading import Echo, Told
from counselling.shorthand.reading import Question as Doubt
from counselling.work.history.cancers import benign

# Answers in the family's own words, where they are no shorthand.
FREE: Final = (
    Topic.OPENING,
    Topic.CONFIRMING,
    Topic.PARENTAGE,
    Topic.ANCESTRY,
    Topic.CAUSE,
)
_CHOICES: Final[Mapping[Topic, tuple[tuple[str, str], ...]]] = {
    Topic.SIBLINGS: (("relation", "brother"), ("relation", "sister")),
    Topic.CHILDREN: (("relation", "son"), ("relation", "daughter")),
    Topic.HALF_SIBLINGS: (("relation", "half-brother"), ("relation", "half-sister")),
    Topic.LOSSES: (("loss", "SAB"), ("loss", "TOP"), ("loss", "SB")),
}
_CONSANGUINEOUS: Final = ("consang", "consang-1c", "consang-2c")


@dataclass(frozen=True, slots=True)
class Fact:
    """What an answer says, as edits and in words."""

    edits: tuple[Edit, ...]
    echoes: tuple[Echo, ...]


def short_fact(text: str, family: Family, gap: Gap, *, words: Lexicon) -> Fact | None:
    """Read an answer that is one fact and nothing else; None where it is more, or another."""
    known = replies(words.language)
    person = family.person(gap.person)
    whole = (0, len(text))
    match gap.topic:
        case Topic.CANCER if known.is_yes(text):
            told = (*person.diagnoses, Diagnosis(AFFECTED))
            return _changed(replace(person, diagnoses=told), "interview.echo.cancer", whole)
        case Topic.PARENTAGE if _means(text, words, "adopted", "adopted-in"):
            told_in = replace(person, adoption=Adoption.IN)
            return _changed(told_in, "shorthand.echo.adopted", whole)
        case Topic.ONSET:
            return _onset(text, person, gap, words)
        case Topic.AGE:
            return _age(text, person, words)
        case Topic.LATERALITY if side := known.side(text):
            sided = replace(person.diagnoses[gap.place], laterality=side)
            fields = (("condition", sided.condition), ("side", side.value))
            return _changed(_diagnosed(person, gap, sided), "interview.echo.side", whole, fields)
        case Topic.SOURCE:
            return _source(text, person, known)
        case Topic.CAUSE:
            return _cause(text, person, known, words)
        case Topic.RELATED_PARENTS:
            return _related(text, family, person, known, words)
    return None


def free_words(text: str, family: Family, gap: Gap, *, stamp: str) -> Fact:
    """Keep what was said in the family's own words: an ancestry, a cause, a note with its time."""
    said, whole = " ".join(text.split()), (0, len(text))
    fields = (("words", said),)
    person = family.person(gap.person)
    if gap.topic is Topic.CAUSE:
        return _changed(replace(person, cause_of_death=said), "interview.echo.cause", whole, fields)
    if gap.topic is Topic.ANCESTRY:
        told = replace(person, ancestry=(*person.ancestry, said))
        return _changed(told, "interview.echo.ancestry", whole, fields)
    note = TakeNote(FamilyNote(stamp, said))
    answer = RecordAnswer(Answer(gap.person, gap.topic, Reply.TOLD))
    return Fact((note, answer), (Echo("interview.echo.note", (gap.person,), *whole, fields),))


def number_asked(text: str, gap: Gap, words: Lexicon) -> Doubt:
    """A bare number that can be an age or how many: which is meant is asked."""
    number = text.strip()
    start = text.index(number)
    place = (start, start + len(number))
    kinds = _CHOICES.get(gap.topic)
    if kinds is None:
        age = f"{words.word_for('age', 'age')} {number}"
        return Doubt("shorthand.ask.number", *place, (("words", number),), (age,))
    choices = tuple(f"{number} {_counted(words, *kind, int(number))}" for kind in kinds)
    return Doubt("shorthand.ask.how_many", *place, (("words", number),), choices)


def _counted(words: Lexicon, category: str, what: str, count: int) -> str:
    """The word for one of these or several."""
    plural = next(
        (
            sense
            for sense in words.spelled
            if (sense.category, sense.id, sense.is_plural) == (category, what, True)
        ),
        None,
    )
    return words.spelled[plural] if count > 1 and plural else words.word_for(category, what)


def _changed(
    person: Person, message: str, place: tuple[int, int], fields: tuple[tuple[str, Told], ...] = ()
) -> Fact:
    return Fact((ChangePerson(person),), (Echo(message, (person.id,), *place, fields),))


def _diagnosed(person: Person, gap: Gap, told: Diagnosis) -> Person:
    before, after = person.diagnoses[: gap.place], person.diagnoses[gap.place + 1 :]
    return replace(person, diagnoses=(*before, told, *after))


def _age_told(text: str, words: Lexicon) -> Age | None:
    """The age that a text is, read as one behind a condition of any age: 43, early 40s, ~60."""
    scratch = Family("age", persons=(Person("who"),), consultand="who")
    condition = words.word_for("condition", "leukaemia")
    reading = read(f"{condition} {text}", scratch, words)
    told = reading.family.person("who")
    is_plain = reading.is_complete and len(told.diagnoses) == 1 and not told.note
    is_only = told == replace(Person("who"), diagnoses=told.diagnoses)
    return told.diagnoses[0].age if is_plain and is_only else None


def _onset(text: str, person: Person, gap: Gap, words: Lexicon) -> Fact | None:
    age = _age_told(text, words)
    if age is None or (person.age and age.low_years > person.age.high_years):
        return None  # shorthand says what is wrong
    told = replace(person.diagnoses[gap.place], age=age)
    fields: tuple[tuple[str, Told], ...] = (("condition", told.condition), ("age", age))
    return _changed(
        _diagnosed(person, gap, told), "shorthand.echo.condition", (0, len(text)), fields
    )


def _age(text: str, person: Person, words: Lexicon) -> Fact | None:
    age = _age_told(text, words)
    if age is None or any(d.age and d.age.low_years > age.high_years for d in person.diagnoses):
        return None
    message = "shorthand.echo.died_at" if person.is_deceased else "shorthand.echo.age"
    return _changed(replace(person, age=age), message, (0, len(text)), (("age", age),))


def _means(text: str, words: Lexicon, *meanings: str) -> str:
    """Which of these the whole of a text means; "" for none of them."""
    senses = words.phrases.get(normal(text), ())
    return next((sense.id for sense in senses if sense.id in meanings), "")


def _source(text: str, person: Person, known: Replies) -> Fact | None:
    source = known.source(text)
    if source is None:
        return None
    told = tuple(
        replace(d, source=source) if d.source is None and d.condition not in benign() else d
        for d in person.diagnoses
    )
    fields = (("source", source.value),)
    return _changed(
        replace(person, diagnoses=told), "interview.echo.source", (0, len(text)), fields
    )


def _cause(text: str, person: Person, known: Replies, words: Lexicon) -> Fact | None:
    """A term that means one condition is written as the family's other causes are."""
    if known.is_unknown(text):
        return None
    senses = words.phrases.get(normal(text), ())
    conditions = [sense for sense in senses if sense.category == "condition"]
    if len(senses) == 1 and conditions:
        cause = words.name_of(senses[0].id)
        fields = (("condition", cause),)
        told = replace(person, cause_of_death=cause)
        return _changed(told, "shorthand.echo.died_of", (0, len(text)), fields)
    return None


def _related(
    text: str, family: Family, person: Person, known: Replies, words: Lexicon
) -> Fact | None:
    kind = _means(text, words, *_CONSANGUINEOUS)
    mother, father = person.mother, person.father
    if not (kind or known.is_yes(text)) or mother is None or father is None:
        return None
    pair = frozenset((mother, father))
    couple = next((p for p in family.partnerships if frozenset(p.partners) == pair), None)
    told = couple or Partnership((mother, father))
    relationship = plain(text) if kind in _CONSANGUINEOUS[1:] else told.relationship
    told = replace(told, is_consanguineous=True, relationship=relationship)
    echo = Echo("interview.echo.related", (person.id,), 0, len(text))
    return Fact((SetPartnership(told),), (echo,))
