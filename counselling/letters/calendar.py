"""The calendar file of an invitation (RFC 5545): its title names neither a person nor health."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Final

from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.letters.kinds import invitation
from counselling.letters.material import Material, link_of

_LONGEST_LINE: Final = 75  # octets


def calendar_file(material: Material, words: Catalogue) -> bytes:
    """Return the appointment as an .ics file; the same invitation is the same bytes.

    A calendar knows an appointment by its UID and takes the highest SEQUENCE, so that one that was
    moved is in the place of the old (RFC 5545, 3.8.4.7 and 3.8.7.4).
    Raises LetterError("letter.no_appointment") where the time is missing; as
    `invitation.appointment` and `invitation.length`.
    """
    minutes = invitation.length(material)
    found = invitation.appointment(material)
    if found is None:
        raise LetterError("letter.no_appointment")
    told = material.said(invitation.LINK)
    link = link_of(invitation.LINK, told) if told else ""
    title = words.say(N_("letters.invitation.calendar.title"))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Consultand//Letters//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_uid(material)}",
        f"DTSTAMP:{material.frame.written_on:%Y%m%d}T000000Z",
        f"DTSTART:{_utc(found.start)}",
        f"DTEND:{_utc(found.start, timedelta(minutes=minutes))}",
        f"SUMMARY:{_escaped(title)}",
        *((f"URL:{link}",) if link else ()),
        "CLASS:PRIVATE",
        f"SEQUENCE:{material.frame.version - 1}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _uid(material: Material) -> str:
    """The appointment's own name: of its session, else of the person; says neither to a reader."""
    about = "\x1f".join((material.family.id, material.person, material.appointment))
    return f"{hashlib.sha256(about.encode()).hexdigest()[:32]}@consultand"


def _utc(moment: datetime, after: timedelta = timedelta()) -> str:
    return f"{moment.astimezone(UTC) + after:%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for letter in "\\;,":
        text = text.replace(letter, f"\\{letter}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold a long line by octets, never inside a letter."""
    out, length = [], 0
    for letter in line:
        size = len(letter.encode())
        if length + size > _LONGEST_LINE:
            out.append("\r\n ")
            length = 1
        out.append(letter)
        length += size
    return "".join(out)
