"""Use case: typed family history onto a family, with what it says of questions of the interview."""

from collections.abc import Mapping
from dataclasses import replace

from counselling.pedigree.answering import RecordAnswer
from counselling.pedigree.answers import Answer, Reply, Topic
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.reader import read
from counselling.shorthand.reading import Reading
from counselling.work.history.cancers import benign

_WELL = ("shorthand.echo.well", "shorthand.echo.unaffected")


def read_note(
    text: str,
    family: Family,
    lexicon: Lexicon,
    *,
    current: PersonId | None = None,
    numbers: Mapping[PersonId, str] | None = None,
) -> Reading:
    """Read a text, as counselling.shorthand.reader.read; "alive and well" is an answer too."""
    return with_answers(read(text, family, lexicon, current=current, numbers=numbers))


def with_answers(reading: Reading) -> Reading:
    """Write down of whom it was said that she is well: whether she had cancer is answered."""
    family, edits = reading.family, list(reading.edits)
    answered = {answer.question for answer in family.answers}
    for who in _well(reading):
        answer = Answer(who, Topic.CANCER, Reply.NONE)
        if answer.question not in answered and not _has_cancer(family, who):
            edits.append(RecordAnswer(answer))
            family = edits[-1].apply(family)
    return replace(reading, family=family, edits=tuple(edits)) if edits else reading


def _well(reading: Reading) -> tuple[PersonId, ...]:
    told = (echo.persons for echo in reading.echoes if echo.message_id in _WELL)
    return tuple(dict.fromkeys(p for persons in told for p in persons if p in reading.family.by_id))


def _has_cancer(family: Family, who: PersonId) -> bool:
    return any(d.condition not in benign() for d in family.person(who).diagnoses)
