"""Consent to talks by video: how they go, what can go wrong, what then."""

from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.letters.letter import Section
from counselling.letters.material import Content, Kind, Material, blanks
from counselling.letters.passages.telling import Teller
from counselling.letters.template import Blank, Template
from counselling.letters.voice import Voice

_SECTIONS: Final = {
    "how": (N_("letters.session.how"), N_("letters.session.how.text")),
    "identity": (N_("letters.session.identity"), N_("letters.session.identity.text")),
    "place": (N_("letters.session.place"), N_("letters.session.place.text")),
    "privacy": (N_("letters.session.privacy"), N_("letters.session.privacy.text")),
    "data_path": (N_("letters.session.data_path"), N_("letters.session.data_path.text")),
    "limits": (N_("letters.session.limits"), N_("letters.session.limits.text")),
    "failure": (N_("letters.session.failure"), N_("letters.session.failure.text")),
    "distress": (N_("letters.session.distress"), N_("letters.session.distress.text")),
    "sharing": (N_("letters.session.sharing"), N_("letters.session.sharing.text")),
    "interpreter": (N_("letters.session.interpreter"), N_("letters.session.interpreter.text")),
    "cost": (N_("letters.session.cost"), N_("letters.session.cost.text")),
    "others": (N_("letters.session.others"), N_("letters.session.others.text")),
    "withdraw": (N_("letters.session.withdraw"), N_("letters.session.withdraw.text")),
}
_STATEMENTS: Final = {
    "agree": N_("letters.session.statements.agree"),
    "pictures": N_("letters.session.statements.pictures"),
    "others": N_("letters.session.statements.others"),
}

TEMPLATE: Final = Template(
    kind="session_consent",
    version="2026.1",
    sections=(*_SECTIONS, "statements", "contacts"),
    most_pages=4,
    blanks=(
        Blank("callback", N_("letters.blank.callback"), is_needed=True),
        Blank("place", N_("letters.blank.place")),
        Blank("emergency", N_("letters.blank.emergency"), usual="112"),
        Blank("interpreter", N_("letters.blank.interpreter")),
        Blank("cost", N_("letters.blank.cost")),
    ),
)


def write(material: Material, voice: Voice) -> Content:
    """Write the form."""
    teller = Teller(voice, blanks(TEMPLATE, material, voice))
    sections = teller.ending(_sections(teller), material.frame.clinic)
    return Content(sections, ((N_("letters.blank.callback"), material.said("callback")),))


def _sections(teller: Teller) -> Iterator[Section]:
    for section_id, (title, text) in _SECTIONS.items():
        yield teller.prose(section_id, title, text)
    asked = tuple(teller.question(name, message) for name, message in _STATEMENTS.items())
    signed = teller.signatures(
        ("patient", N_("letters.sign.patient")), ("counsellor", N_("letters.sign.counsellor"))
    )
    yield teller.section("statements", N_("letters.session.statements"), *asked, signed)


KIND: Final = Kind(TEMPLATE, N_("letters.session.title"), write)
