"""Consent before a genetic test, given from afar: session/pretest holds its words and sources."""

from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.letters.letter import Block, Section
from counselling.letters.material import Content, Kind, Material, blanks
from counselling.letters.passages.given import how_given, recorded
from counselling.letters.passages.prose import prose
from counselling.letters.passages.telling import YES_NO, Teller
from counselling.letters.template import Blank, Template
from counselling.letters.voice import Voice
from counselling.pedigree.coming_of_age import Maturity
from counselling.session.pretest import (
    ASSENT,
    CLINICIAN,
    CONTACT,
    KIND_ID,
    MINOR,
    QUESTIONS,
    RECORDED,
    SECTIONS,
    STATEMENTS,
    TITLE,
    VERSION,
)

_BESIDE: Final = ("family_contact", "assent")  # asked for some only

TEMPLATE: Final = Template(
    kind=KIND_ID,
    version=VERSION,
    sections=(*SECTIONS, "words", "contacts"),
    most_pages=5,
    blanks=(
        Blank("test", N_("letters.blank.test"), is_needed=True),
        Blank("lab", N_("letters.blank.lab"), can_be_none=True),
        Blank("storage", N_("letters.blank.storage"), can_be_none=True),
        Blank("results_by", N_("letters.blank.results_by")),
        Blank("nominee", N_("letters.blank.nominee")),
        Blank("insurance", N_("letters.blank.insurance")),
        Blank("interpreter", N_("letters.blank.interpreter"), can_be_none=True),
    ),
)


def write(material: Material, voice: Voice) -> Content:
    """Write the form; what a child needs stands in it where the person is under age."""
    ages = {"assent": material.ages.assent, "child_to": material.ages.child_to}
    teller = Teller(voice, {**blanks(TEMPLATE, material, voice), **ages})
    sections = teller.ending(_sections(material, teller), material.frame.clinic)
    facts = ((N_("letters.pretest.test"), material.said("test")),)
    return Content(sections, facts)


def _sections(material: Material, teller: Teller) -> Iterator[Section]:
    more = _asked_within(material, teller)
    is_minor = material.maturity is not Maturity.ADULT
    for section_id, (title, text) in SECTIONS.items():
        if section_id == "statements":
            yield _statements(material, teller, title, is_minor=is_minor)
        else:
            told = MINOR if section_id == "special" and is_minor else text
            yield teller.prose(section_id, title, told, *more.get(section_id, ()))


def _asked_within(material: Material, teller: Teller) -> dict[str, tuple[Block, ...]]:
    """The questions that stand in a section of their own; answers that are recorded are ticked."""
    asked = {
        "family": ("relatives", QUESTIONS["relatives"], YES_NO),
        "unexpected": ("unexpected", QUESTIONS["unexpected"], (*YES_NO, "later")),
        "sample_storage": ("storage", QUESTIONS["storage"], YES_NO),
    }
    more: dict[str, tuple[Block, ...]] = {
        section: (teller.question(name, message, boxes, said=_recorded(material, name)),)
        for section, (name, message, boxes) in asked.items()
    }
    if "family_contact" in material.signed:  # asked by the form on her page alone
        contact = teller.question("contact", CONTACT, said=_signed(material, "family_contact"))
        more["family"] += (contact,)
    if material.maturity is Maturity.CHILD:
        more["special"] = (teller.question("assent", ASSENT, said=_signed(material, "assent")),)
    return more


def _statements(material: Material, teller: Teller, title: str, *, is_minor: bool) -> Section:
    """What she states when she signs; of what she has signed a copy, with how it was given."""
    names = {name: "test" if name == "agree" else f"test_{name}" for name in STATEMENTS}
    asked = tuple(
        teller.question(name, message, said=_signed(material, names[name]))
        for name, message in STATEMENTS.items()
    )
    told = (name for name in RECORDED.values() if name in material.answers)
    signed = (name for name in (*names.values(), *_BESIDE) if name in material.signed)
    facts = recorded(material, (*told, *signed))
    spoken = prose(teller.voice, SECTIONS["statements"][1])
    clinician = prose(teller.voice, CLINICIAN)
    guardian = (("guardian", N_("letters.sign.guardian")),) if is_minor else ()
    mine = teller.signatures(("patient", N_("letters.sign.patient")), *guardian)
    ours = teller.signatures(
        ("witness", N_("letters.sign.witness")), ("counsellor", N_("letters.sign.counsellor"))
    )
    given = how_given(facts, teller.voice)
    blocks = (*asked, *given, mine, *spoken, *clinician, ours)
    return teller.section("statements", title, *blocks, facts=facts)


def _recorded(material: Material, question: str) -> str:
    scope = RECORDED[question]
    if scope not in material.answers:
        return ""
    return "yes" if material.answers[scope] else "no"


def _signed(material: Material, name: str) -> str:
    """What was signed to exactly these words; any other test, and any other text, is asked anew."""
    if name not in material.signed or name not in material.recorded:
        return ""
    return "yes" if material.recorded[name].is_yes else "no"


KIND: Final = Kind(TEMPLATE, TITLE, write)
