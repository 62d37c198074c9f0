"""Consent to talks by video: how they go, what can go wrong, what then."""

from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.letters.letter import Block, Section
from counselling.letters.material import Content, Kind, Material, blanks
from counselling.letters.passages.given import how_given, recorded
from counselling.letters.passages.telling import Teller
from counselling.letters.template import Blank, Template
from counselling.letters.voice import Voice
from counselling.session.telehealth import (
    EMERGENCY,
    RECORDED,
    SECTIONS,
    STATEMENTS,
    TITLE,
    VERSION,
)

TEMPLATE: Final = Template(
    kind="session_consent",
    version=VERSION,
    sections=(*SECTIONS, "statements", "contacts"),
    most_pages=4,
    blanks=(
        Blank("callback", N_("letters.blank.callback"), is_needed=True),
        Blank("place", N_("letters.blank.place")),
        Blank("emergency", N_("letters.blank.emergency"), usual=EMERGENCY),
        Blank("interpreter", N_("letters.blank.interpreter")),
        Blank("cost", N_("letters.blank.cost"), can_be_none=True),
        Blank("servers", N_("letters.blank.servers"), can_be_none=True),
    ),
)


def write(material: Material, voice: Voice) -> Content:
    """Write the form."""
    teller = Teller(voice, blanks(TEMPLATE, material, voice))
    sections = teller.ending(_sections(material, teller), material.frame.clinic)
    return Content(sections, ((N_("letters.blank.callback"), material.said("callback")),))


def _sections(material: Material, teller: Teller) -> Iterator[Section]:
    for section_id, (title, text) in SECTIONS.items():
        yield teller.prose(section_id, title, text)
    signed_to = {name: RECORDED[name] for name in STATEMENTS if RECORDED[name] in material.signed}
    facts = recorded(material, signed_to.values())
    answers = {one.id: "yes" if one.is_yes else "no" for one in facts}
    asked = tuple(
        teller.question(name, message, said=answers.get(signed_to.get(name, ""), ""))
        for name, message in STATEMENTS.items()
    )
    signed = teller.signatures(
        ("patient", N_("letters.sign.patient")), ("counsellor", N_("letters.sign.counsellor"))
    )
    blocks: tuple[Block, ...] = (*asked, *how_given(facts, teller.voice), signed)
    yield teller.section("statements", N_("letters.session.statements"), *blocks, facts=facts)


KIND: Final = Kind(TEMPLATE, TITLE, write)
