"""What the line of typed family history shows, as one value."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counselling.drawing.scene import Scene
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.shorthand.reading import Question, Unread
from counselling.shorthand.say import say_echo, say_question
from ui.kit.pictures.scene_painter import Prepared
from ui.kit.threads.failures import Failure

if TYPE_CHECKING:
    from counselling.shorthand.reading import Reading
    from counselling.work.history import ask_next

MOST_CHOICES = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """The first thing that is not clear. choices: texts for the place of text[start:end]."""

    words: str
    start: int
    end: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineState:
    """State of the line.

    about: whom facts without a person are about, as selected; None: the consultand. question: what
    the line answers; then these facts are about whom it asks about. told: the reading in full
    words. asked: what is not clear. marked: places that are not clear. ghost: the family as it
    would be; picture: the same, prepared. is_correcting: the text was taken back to be mended.
    is_ready: Enter takes it over.
    """

    text: str = ""
    language: str = "en"
    about: PersonId | None = None
    question: "ask_next.Asked | None" = None
    told: tuple[str, ...] = ()
    asked: Asked | None = None
    marked: tuple[tuple[int, int], ...] = ()
    ghost: Scene | None = None
    picture: Prepared | None = None
    is_correcting: bool = False
    is_ready: bool = False
    failure: Failure | None = None


def told_of(reading: "Reading", words: Catalogue) -> tuple[str, ...]:
    """Say a reading in full words, what was assumed as such; nothing twice."""
    said = []
    for echo in reading.echoes:
        text = say_echo(echo, reading.family, words)
        said.append(words.say("line.assumed", told=text) if echo.is_assumed else text)
    return tuple(dict.fromkeys(said))


def asked_of(reading: "Reading", text: str, words: Catalogue, *, number: str = "") -> Asked | None:
    """Return the first question of a reading, or the first words that nobody understood.

    number: pedigree number of whom the line is about: the likeliest owner of a fact without one.
    """
    unclear: list[Question | Unread] = [*reading.questions, *reading.unread]
    first = min(unclear, key=_place, default=None)
    if first is None:
        return None
    if isinstance(first, Question):
        said, choices = say_question(first, words), first.choices
        if first.message_id == "shorthand.ask.whose" and number:
            choices = (f"{number} {text[first.start : first.end]}", *choices)
    else:
        message = "line.near" if first.near else "line.unread"
        said, choices = words.say(message, words=text[first.start : first.end]), first.near
    return Asked(said, first.start, first.end, choices[:MOST_CHOICES])


def marked_of(reading: "Reading") -> tuple[tuple[int, int], ...]:
    """Return the places of a text that are not clear."""
    asked = tuple((each.start, each.end) for each in reading.questions)
    return asked + tuple((each.start, each.end) for each in reading.unread)


def changed_people(before: Family, after: Family) -> tuple[set[PersonId], set[PersonId]]:
    """Return who is new or was only a gap, and of whom else something changed but her place."""
    known = before.by_id
    new, changed = set(), set()
    for person in after.persons:
        old = known.get(person.id)
        if old is None or old.is_placeholder > person.is_placeholder:
            new.add(person.id)
        elif replace(old, parents=person.parents) != person:
            changed.add(person.id)
    return new, changed


def _place(unclear: Question | Unread) -> int:
    return unclear.start
