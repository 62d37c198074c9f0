"""The calendar file of an invitation (RFC 5545): its title names neither a person nor health."""

import hashlib
import zoneinfo
from datetime import UTC, datetime, timedelta
from typing import Final

from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.letters.kinds import invitation
from counselling.letters.material import Material, moment_of

_LONGEST_LINE: Final = 75  # octets


def calendar_file(material: Material, words: Catalogue) -> bytes:
    """Return the appointment as an .ics file; the same invitation is the same bytes.

    Raises LetterError("letter.no_appointment") where the time is missing or the length is no
    number of minutes, "letter.unclear_moment", "letter.unknown_zone".
    """
    minutes = material.said(invitation.MINUTES) or invitation.USUAL_MINUTES
    told = material.said(invitation.START)
    if not told or not minutes.isascii() or not minutes.isdigit():
        raise LetterError("letter.no_appointment")
    start = moment_of(invitation.START, told).replace(tzinfo=_zone(material))
    link = material.said(invitation.LINK)
    title = words.say(N_("letters.invitation.calendar.title"))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Consultand//Letters//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(f'{told} {link}'.encode()).hexdigest()[:32]}@consultand",
        f"DTSTAMP:{material.frame.written_on:%Y%m%d}T000000Z",
        f"DTSTART:{_utc(start)}",
        f"DTEND:{_utc(start + timedelta(minutes=int(minutes)))}",
        f"SUMMARY:{_escaped(title)}",
        *((f"URL:{link}",) if link.startswith("https://") else ()),
        "CLASS:PRIVATE",
        f"SEQUENCE:{material.frame.version - 1}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _zone(material: Material) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(material.said(invitation.ZONE) or invitation.USUAL_ZONE)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise LetterError("letter.unknown_zone") from None


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


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
