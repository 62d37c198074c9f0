"""What a letter of any kind is made from: the record, the people, and what a person filled in."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from counselling.errors import LetterError
from counselling.language.marks import N_
from counselling.letters.facts import Answered
from counselling.letters.frame import Frame
from counselling.letters.inline import Gap, Inline, Parts, Token
from counselling.letters.letter import Picture, Section
from counselling.letters.parties import Recipient
from counselling.letters.template import NONE, Blank, Filling, Template
from counselling.letters.voice import Voice
from counselling.pedigree.coming_of_age import USUAL_AGES, ChildAges, Maturity, maturity
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.risk.model import Assessment

SESSION_ON: Final = "session_on"  # the blank for the day of the talk
TALK_BLANK: Final = Blank(
    SESSION_ON, N_("letters.blank.session_on"), filling=Filling.DAY
)  # of every letter that tells it
_ELSEWHERE: Final = datetime.timedelta(days=1)  # east of where the letter's day is read off


@dataclass(frozen=True)
class Material:
    """Everything from the record.

    person: whom the letter is about; of a letter to a relative, that relative. reference: the
    clinic's for this family. consented: who agreed that relatives are written to; refused: whose
    last word on it was no, who was never asked is in neither; held: relatives to whom a letter was
    written, with the day of the last one. answers: consents by what they are for, as recorded;
    recorded: the same by their names in the records, with how they were given; signed: which of
    them were signed to exactly this letter's words. filled: blanks by name. numbering: of the
    pedigree. appointment: id of the session that is invited to, "" for none. ages: from which one
    is asked as a child, as herself, alone. session_on: the day of the talk, None where nobody knows
    it.
    """

    frame: Frame
    family: Family
    person: PersonId
    session_on: datetime.date | None
    reference: str = ""
    numbering: Mapping[PersonId, str] = field(default_factory=dict)
    pedigree: Picture | None = None
    assessment: Assessment | None = None
    curve: Picture | None = None
    comparison: Picture | None = None
    agreed: tuple[str, ...] = ()
    consented: frozenset[PersonId] = frozenset()
    refused: frozenset[PersonId] = frozenset()
    held: Mapping[PersonId, datetime.date] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)
    recorded: Mapping[str, Answered] = field(default_factory=dict)
    signed: frozenset[str] = frozenset()
    filled: Mapping[str, str] = field(default_factory=dict)
    ages: ChildAges = USUAL_AGES
    appointment: str = ""

    @property
    def subject(self) -> Person:
        """The person whom the letter is about."""
        return self.family.person(self.person)

    @property
    def maturity(self) -> Maturity:
        """Who is asked when something is decided about her."""
        return maturity(self.subject, self.ages, today=self.frame.written_on)

    @property
    def is_a_child(self) -> bool:
        """Whether others are asked for her: she is younger than who is asked as herself."""
        return self.maturity in (Maturity.SMALL, Maturity.CHILD)

    @property
    def talked_on(self) -> datetime.date | None:
        """The day of the talk, as filled or as it is known. Raises as `day_of`."""
        told = self.said(SESSION_ON)
        return day_of(SESSION_ON, told) if told else None

    def said(self, name: str) -> str:
        """What was filled into a blank; "" for nothing. The day of the talk may be known."""
        told = self.filled.get(name, "").strip()
        if not told and name == SESSION_ON and self.session_on is not None:
            return self.session_on.isoformat()
        return told


@dataclass(frozen=True, slots=True)
class Content:
    """What a kind of letter says.

    facts: for the page in Latin script, by message id of their names. tests_of: whose gene tests
    stand there too; has_numbers: whether risks do. recipient: where it is not the person herself.
    is_named: whether the two marks of the patient stand at the head.
    """

    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...] = ()
    tests_of: tuple[PersonId, ...] = ()
    has_numbers: bool = False
    recipient: Recipient | None = None
    greeting: Parts | None = None
    is_named: bool = True


Write: TypeAlias = Callable[[Material, Voice], Content]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter: its template, its title's message id, and who writes it.

    is_in_two_scripts: the page in Latin script stands behind every language but English.
    """

    template: Template
    title: str
    write: Write
    needs_assessment: bool = False
    is_in_two_scripts: bool = False


def blanks(template: Template, material: Material, voice: Voice) -> Mapping[str, object]:
    """Return the template's blanks as fields of a message, and has_<name> (yes, no) for each.

    A blank that nobody filled is a gap with its label; has_<name> is "no" for one that can be none
    only where somebody said so.
    Raises LetterError: "letter.unknown_blank" for a filled one that the template does not have,
    "letter.unclear_day" for what is no date or time.
    """
    known = {blank.name for blank in template.asked}
    for name in material.filled:
        if name not in known:
            raise LetterError("letter.unknown_blank", blank=name, known=", ".join(sorted(known)))
    return dict(_fields(template, material, voice))


def _fields(template: Template, material: Material, voice: Voice) -> Iterator[tuple[str, object]]:
    for blank in template.blanks:
        text = material.said(blank.name) or blank.usual
        if blank.can_be_none:
            yield f"has_{blank.name}", "no" if text in NONE else "yes"
        else:
            yield f"has_{blank.name}", "yes" if text else "no"
        yield blank.name, _filling(blank, text, voice)


def _filling(blank: Blank, text: str, voice: Voice) -> Inline:
    if blank.can_be_none and text in NONE:
        return ""
    if not text:
        return Gap(blank.name, voice.text(blank.label))
    match blank.filling:
        case Filling.LINK:
            return Token(text, link_of(blank.name, text))
        case Filling.DAY:
            return voice.catalogue.date(day_of(blank.name, text))
    return text


def demand_past_talk(template: Template, material: Material) -> None:
    """Refuse to tell of a talk that is yet to come.

    Raises LetterError("letter.future_day"), and as `day_of`.
    """
    if TALK_BLANK not in template.blanks or (day := material.talked_on) is None:
        return
    if day > material.frame.written_on + _ELSEWHERE:
        raise LetterError("letter.future_day", blank=SESSION_ON)


def link_of(name: str, text: str) -> str:
    """Return where a link leads: "" for one to this computer alone, which nobody else can follow.

    Raises LetterError("letter.unclear_link", blank=name) for whatever is no address of a page.
    """
    if re.fullmatch(r"https://[^\s\x00-\x1f<>\"]+", text):
        return text
    if re.fullmatch(r"http://(localhost|127\.0\.0\.1)[:/][^\s<>\"]*", text):
        return ""
    raise LetterError("letter.unclear_link", blank=name)


def talk_day(day: datetime.date | None, voice: Voice) -> Inline:
    """Return the day of a talk as a letter says it; a line to write it on where it is not known."""
    if day is None:
        return Gap(SESSION_ON, voice.text(TALK_BLANK.label))
    return voice.catalogue.date(day)


def day_of(name: str, text: str) -> datetime.date:
    """Read a day. Raises LetterError("letter.unclear_day", blank=name)."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise LetterError("letter.unclear_day", blank=name) from None


def moment_of(name: str, text: str) -> datetime.datetime:
    """Read a day and a time. Raises LetterError("letter.unclear_moment", blank=name)."""
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise LetterError("letter.unclear_moment", blank=name) from None
    return found.replace(tzinfo=None)
