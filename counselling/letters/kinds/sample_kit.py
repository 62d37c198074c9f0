"""The note in a sample kit: what to do with it, by when, and when we remind."""

import datetime
from typing import Final

from counselling.errors import LetterError
from counselling.language.marks import N_
from counselling.letters.facts import Sample
from counselling.letters.inline import Token
from counselling.letters.material import Content, Kind, Material, blanks, day_of
from counselling.letters.passages.telling import Teller
from counselling.letters.template import Blank, Filling, Template
from counselling.letters.voice import Voice

_SECTIONS: Final = {
    "contents": (N_("letters.kit.contents"), N_("letters.kit.contents.text")),
    "before": (N_("letters.kit.before"), N_("letters.kit.before.text")),
    "how": (N_("letters.kit.how"), N_("letters.kit.how.text")),
    "label": (N_("letters.kit.label"), N_("letters.kit.label.text")),
    "sending": (N_("letters.kit.sending"), N_("letters.kit.sending.text")),
    "reminders": (N_("letters.kit.reminders"), N_("letters.kit.reminders.text")),
    "results": (N_("letters.kit.results"), N_("letters.kit.results.text")),
    "safety": (N_("letters.kit.safety"), N_("letters.kit.safety.text")),
}
REMINDED_AFTER: Final = (datetime.timedelta(days=7), datetime.timedelta(days=14))
SAMPLE: Final = "sample_id"
RETURN_BY: Final = "return_by"

TEMPLATE: Final = Template(
    kind="sample_kit",
    version="2026.3",
    sections=(*_SECTIONS, "words", "contacts"),
    most_pages=2,
    is_close=True,
    blanks=(
        Blank(SAMPLE, N_("letters.blank.sample_id"), is_needed=True),
        Blank(RETURN_BY, N_("letters.blank.return_by"), is_needed=True, filling=Filling.DAY),
        Blank("lab_address", N_("letters.blank.lab_address")),
        Blank("results_by", N_("letters.blank.results_by")),
    ),
)


def write(material: Material, voice: Voice) -> Content:
    """Write the note. Raises LetterError as `blanks` and `reminders`."""
    days = reminders(material)
    first, second = (voice.catalogue.date(day) for day in days)
    fields = {**blanks(TEMPLATE, material, voice), "first": first, "second": second}
    if material.said(SAMPLE):
        fields[SAMPLE] = Token(material.said(SAMPLE))
    teller = Teller(voice, fields)
    due = material.said(RETURN_BY)
    sample = Sample(material.said(SAMPLE), day_of(RETURN_BY, due) if due else None, days)
    told = (
        teller.prose(name, title, text, facts=(sample,) if name == "reminders" else ())
        for name, (title, text) in _SECTIONS.items()
    )
    facts = ((N_("letters.blank.sample_id"), material.said(SAMPLE)),)
    return Content(teller.ending(told, material.frame.clinic), facts)


def reminders(material: Material) -> tuple[datetime.date, ...]:
    """Return the days on which the patient is reminded, counted from when the sample is due.

    Where that is not filled in they count from the day of the note. Raises LetterError:
    "letter.unclear_day"; "letter.past_day" for a kit that would be due before it is sent.
    """
    due = material.frame.written_on
    if told := material.said(RETURN_BY):
        due = day_of(RETURN_BY, told)
    if due < material.frame.written_on:
        raise LetterError("letter.past_day", blank=RETURN_BY)
    try:
        return tuple(due + after for after in REMINDED_AFTER)
    except OverflowError:
        raise LetterError("letter.unclear_day", blank=RETURN_BY) from None


KIND: Final = Kind(TEMPLATE, N_("letters.kit.title"), write)
