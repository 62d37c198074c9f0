"""The invitation to a talk by video. Its title, seen in mailboxes, holds no health word."""

from collections.abc import Iterator
from typing import Final

from counselling.errors import LetterError
from counselling.language.marks import N_
from counselling.language.moments import clock, weekday_date
from counselling.letters.appointed import Appointed, appointed, zone_of
from counselling.letters.facts import Talk
from counselling.letters.inline import Gap, Strong, Token
from counselling.letters.letter import Section
from counselling.letters.material import Content, Kind, Material, blanks, moment_of
from counselling.letters.passages.telling import Teller
from counselling.letters.template import Blank, Filling, Template
from counselling.letters.voice import Voice

_SECTIONS: Final = {
    "when": (N_("letters.invitation.when"), N_("letters.invitation.when.text")),
    "length": (N_("letters.invitation.length"), N_("letters.invitation.length.text")),
    "with_whom": (N_("letters.invitation.with_whom"), N_("letters.invitation.with_whom.text")),
    "join": (N_("letters.invitation.join"), N_("letters.invitation.join.text")),
    "test_device": (N_("letters.invitation.try"), N_("letters.invitation.try.text")),
    "prepare": (N_("letters.invitation.prepare"), N_("letters.invitation.prepare.text")),
    "who_may_attend": (N_("letters.invitation.who"), N_("letters.invitation.who.text")),
    "interpreter": (
        N_("letters.invitation.interpreter"),
        N_("letters.invitation.interpreter.text"),
    ),
    "change": (N_("letters.invitation.change"), N_("letters.invitation.change.text")),
    "link": (N_("letters.invitation.link"), N_("letters.invitation.link.text")),
    "emergency": (N_("letters.invitation.emergency"), N_("letters.invitation.emergency.text")),
    "access": (N_("letters.invitation.access"), N_("letters.invitation.access.text")),
    "privacy": (N_("letters.invitation.privacy"), N_("letters.invitation.privacy.text")),
    "calendar": (N_("letters.invitation.calendar"), N_("letters.invitation.calendar.text")),
}
START: Final = "start"
ZONE: Final = "zone"
MINUTES: Final = "minutes"
LINK: Final = "link"
USUAL_MINUTES: Final = "45"
_MOST_DIGITS: Final = 4  # of the minutes
USUAL_ZONE: Final = "Europe/Berlin"

TEMPLATE: Final = Template(
    kind="invitation",
    version="2026.3",
    sections=(*_SECTIONS, "words", "contacts"),
    most_pages=2,
    blanks=(
        Blank(START, N_("letters.blank.start"), is_needed=True, filling=Filling.MOMENT),
        Blank(ZONE, N_("letters.blank.zone"), usual=USUAL_ZONE),
        Blank(MINUTES, N_("letters.blank.minutes"), usual=USUAL_MINUTES),
        Blank(LINK, N_("letters.blank.link"), is_needed=True, filling=Filling.LINK),
        Blank("code", N_("letters.blank.code")),
        Blank("callback", N_("letters.blank.callback")),
        Blank("test_link", N_("letters.blank.test_link"), filling=Filling.LINK),
        Blank("interpreter", N_("letters.blank.interpreter"), can_be_none=True),
        Blank("emergency", N_("letters.blank.emergency"), usual="112"),
        Blank("privacy_link", N_("letters.blank.privacy_link"), filling=Filling.LINK),
    ),
)


def write(material: Material, voice: Voice) -> Content:
    """Write the invitation. Raises LetterError as `blanks`, `length` and `appointment`."""
    fields = dict(blanks(TEMPLATE, material, voice))
    length(material)
    fields |= _moment(material, voice, fields)
    fields["counsellor"] = (
        material.frame.counsellor.name
        or material.frame.clinic.name
        or Gap("counsellor", voice.text(N_("letters.doctor.counsellor")))
    )
    if not material.frame.clinic.phone:  # then none stands at the top of the letter
        fields["has_callback"] = "yes"
    for name in ("zone", "minutes", "code"):
        if isinstance(fields[name], str) and fields[name]:
            fields[name] = Token(str(fields[name]))
    teller = Teller(voice, fields)
    facts = (
        (N_("letters.invitation.when"), _plainly(material)),
        (N_("letters.invitation.join"), material.said(LINK)),
    )
    told = _sections(teller, _talk(material))
    sections = teller.ending(told, material.frame.clinic)
    return Content(sections, facts, is_named=False)


def _sections(teller: Teller, talk: Talk | None) -> Iterator[Section]:
    for section_id, (title, text) in _SECTIONS.items():
        facts = (talk,) if talk is not None and section_id == "when" else ()
        yield teller.prose(section_id, title, text, is_aside=True, facts=facts)


def _talk(material: Material) -> Talk | None:
    found = appointment(material)
    minutes = str(length(material))
    return Talk(start=found.start.isoformat(), minutes=minutes) if found else None


def length(material: Material) -> int:
    """Return how many minutes it takes, from 1 to 9999.

    Raises LetterError("letter.unclear_minutes").
    """
    told = material.said(MINUTES) or USUAL_MINUTES
    is_number = told.isascii() and told.isdigit() and len(told) <= _MOST_DIGITS
    if not is_number or int(told) == 0:
        raise LetterError("letter.unclear_minutes", blank=MINUTES)
    return int(told)


def appointment(material: Material) -> Appointed | None:
    """Return when it is; None where that is not filled in.

    Raises LetterError: "letter.unclear_moment", "letter.unknown_zone"; "letter.past_day" for a day
    before that of the invitation.
    """
    zone = material.said(ZONE) or USUAL_ZONE
    zone_of(zone)
    if not material.said(START):
        return None
    told = moment_of(START, material.said(START))
    if told.date() < material.frame.written_on:
        raise LetterError("letter.past_day", blank=START)
    return appointed(told, zone)


def _moment(material: Material, voice: Voice, fields: dict[str, object]) -> dict[str, object]:
    found = appointment(material)
    if found is None:
        return {"day": fields[START], "time": fields[START]}
    at = found.start
    time = Strong((Token(clock(voice.catalogue, at.time())),))
    day = Strong((weekday_date(voice.catalogue, at.date()),))
    return {"day": day, "time": time, "zone": found.zone_told}


def _plainly(material: Material) -> str:
    found = appointment(material)
    return "" if found is None else f"{found.start:%Y-%m-%d %H:%M} ({found.zone_told})"


KIND: Final = Kind(TEMPLATE, N_("letters.invitation.title"), write)
