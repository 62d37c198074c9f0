"""Use case: the answer to a question of the interview, typed in the line.

Short answers first (not known, none, an age, a side, a source); all else is read as shorthand about
whom the question is about. Nothing is guessed: what can mean two things is asked, as in any line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from counselling.interview.questions import Question
from counselling.interview.replies import replies
from counselling.pedigree.answering import RecordAnswer
from counselling.pedigree.answers import Answer, Reply, Topic
from counselling.pedigree.edits import ChangePerson, Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import AFFECTED
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.opening import starts_person
from counselling.shorthand.reader import read
from counselling.shorthand.reading import Echo, Reading
from counselling.shorthand.tokens import tokens
from counselling.work.history.answer_facts import FREE, free_words, number_asked, short_fact
from counselling.work.history.answer_marks import marked
from counselling.work.history.read_note import with_answers

LATER: Final = "interview.echo.later"
_NUMBERED: Final = (Topic.AGE, Topic.ONSET, Topic.MOTHER, Topic.FATHER)
_ALIVE: Final = ("shorthand.echo.alive", "shorthand.echo.well")


@dataclass(frozen=True)
class Typing:
    """What an answer is read with. lexicon: of the notes' language.

    now: for the time of a note; it has a zone.
    """

    lexicon: Lexicon
    now: datetime
    numbers: Mapping[PersonId, str]

    @property
    def stamp(self) -> str:
        """The time, as notes bear it."""
        return self.now.astimezone(UTC).isoformat(timespec="seconds")


def read_answer(text: str, family: Family, question: Question, typing: Typing) -> Reading:
    """Read an answer; the reading's edits close the question, where it was answered.

    Raises LanguageError, PedigreeError("pedigree.no_consultand").
    """
    gap, known = question.gap, replies(typing.lexicon.language)
    whole = (0, len(text))
    if known.is_later(text):
        return Reading(family, echoes=(Echo(LATER, (), *whole),), current=gap.person)
    fact = short_fact(text, family, gap, words=typing.lexicon)
    if fact is not None:
        return done(family, fact.edits, fact.echoes, gap.person)
    if known.is_unknown(text):
        return _answered(family, question, Reply.UNKNOWN, whole)
    if known.is_none(text, gap.topic):
        return _answered(family, question, Reply.NONE, whole)
    if text.strip().isdecimal() and gap.topic not in _NUMBERED:
        asked = number_asked(text, gap, typing.lexicon)
        return Reading(family, questions=(asked,), current=gap.person)
    reading = _as_shorthand(text, family, question, typing)
    if gap.topic in FREE and not _is_shorthand(text, reading, typing.lexicon):
        fact = free_words(text, family, gap, stamp=typing.stamp)
        return done(family, fact.edits, fact.echoes, gap.person)
    return _closing(reading, family, question) if reading.is_complete else reading


def _is_shorthand(text: str, reading: Reading, words: Lexicon) -> bool:
    """Whether a text that may be free words is read all the same, or asked about, as shorthand."""
    if reading.is_complete:
        return bool(reading.edits)
    found = tokens(text, words)
    return not reading.unread and bool(found) and starts_person(found, 0, ())


def done(
    family: Family, edits: tuple[Edit, ...], echoes: tuple[Echo, ...], current: PersonId
) -> Reading:
    """Return the reading that these edits make."""
    for edit in edits:
        family = edit.apply(family)
    return Reading(family, edits, echoes, current=current)


def _answered(family: Family, question: Question, reply: Reply, place: tuple[int, int]) -> Reading:
    gap = question.gap
    answer = Answer(gap.person, gap.topic, reply, gap.about)
    fields = (("topic", gap.topic.value), ("reply", reply.value))
    echo = Echo("history.record_answer", (gap.person,), *place, fields)
    return done(family, (RecordAnswer(answer),), (echo,), gap.person)


def _as_shorthand(text: str, family: Family, question: Question, typing: Typing) -> Reading:
    gap = question.gap
    words = typing.lexicon
    said = marked(text, family, gap.person, gap.topic, lexicon=words, numbers=typing.numbers)
    reading = read(said.text, family, words, current=gap.person, numbers=said.numbers)
    return with_answers(said.told(reading))


def _closing(reading: Reading, family: Family, question: Question) -> Reading:
    """Add what the answer says beside its facts: that a cancer has a site now, that she lives."""
    gap, after = question.gap, reading.family
    if gap.topic is Topic.SITE and after.person(gap.person) != family.person(gap.person):
        return _with_site(reading, family, question)
    is_alive = any(
        echo.message_id in _ALIVE and gap.person in echo.persons for echo in reading.echoes
    )
    is_told = gap.topic is Topic.UNNAMED and bool(reading.edits)
    is_told = is_told or (gap.topic is Topic.AGE and is_alive)
    if not is_told:
        return reading
    edit = RecordAnswer(Answer(gap.person, gap.topic, Reply.TOLD, gap.about))
    return replace(reading, family=edit.apply(after), edits=(*reading.edits, edit))


def _with_site(reading: Reading, family: Family, question: Question) -> Reading:
    """Put the cancer that was named in the place of the one of which no more was known."""
    gap = question.gap
    before, after = family.person(gap.person), reading.family.person(gap.person)
    new = after.diagnoses[len(before.diagnoses) :]
    old = before.diagnoses[gap.place]
    if old.condition != AFFECTED or not new:
        return reading
    named = replace(new[0], age=new[0].age or old.age)
    kept = (*before.diagnoses[: gap.place], named, *before.diagnoses[gap.place + 1 :], *new[1:])
    edit = ChangePerson(replace(after, diagnoses=kept))
    return replace(reading, family=edit.apply(reading.family), edits=(*reading.edits, edit))
