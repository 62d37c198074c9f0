"""Consent to sharing data and to research: session/sharing holds its words and sources."""

from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.letters.facts import DataUse
from counselling.letters.letter import KeyBox, Section
from counselling.letters.material import Content, Kind, Material, blanks
from counselling.letters.passages.given import how_given, recorded
from counselling.letters.passages.prose import prose
from counselling.letters.passages.telling import Teller
from counselling.letters.passages.uses import USES, data_use
from counselling.letters.template import Blank, Template
from counselling.letters.voice import Voice
from counselling.session.sharing import ASKED, KIND_ID, MAIN, TITLE, TOLD, VERSION

TEMPLATE: Final = Template(
    kind=KIND_ID,
    version=VERSION,
    sections=("main_points", *ASKED, *TOLD, "words", "contacts"),
    most_pages=4,
    blanks=(
        Blank("controller", N_("letters.blank.controller"), is_needed=True),
        Blank("officer", N_("letters.blank.officer"), is_needed=True),
        Blank("storage", N_("letters.blank.storage"), can_be_none=True),
    ),
)


def write(material: Material, voice: Voice) -> Content:
    """Write the form; answers that are recorded are ticked, all others say no by being empty."""
    teller = Teller(voice, blanks(TEMPLATE, material, voice))
    sections = teller.ending(_sections(material, teller), material.frame.clinic)
    return Content(sections, ((N_("letters.blank.controller"), material.said("controller")),))


def _sections(material: Material, teller: Teller) -> Iterator[Section]:
    points = prose(teller.voice, MAIN[1])
    items = tuple(item for block in points for item in getattr(block, "items", ()))
    yield teller.section("main_points", MAIN[0], KeyBox(items))
    for use, (title, text, question) in ASKED.items():
        said = material.answers.get(use)
        asked = teller.question(
            use,
            question,
            said="" if said is None else "yes" if said else "no",
            codes=USES[use].codes,
            level=USES[use].level,
        )
        yield teller.prose(use, title, text, asked)
    for section_id, (title, text) in TOLD.items():
        if section_id == "statements":
            signed = teller.signatures(
                ("patient", N_("letters.sign.patient")),
                ("counsellor", N_("letters.sign.counsellor")),
            )
            given = recorded(material, (f"share_{use}" for use in ASKED if use in material.answers))
            codes = data_use({use: material.answers.get(use, False) for use in ASKED})
            facts = (*given, *((DataUse(codes),) if codes else ()))
            how = how_given(given, teller.voice)
            yield teller.prose(section_id, title, text, *how, signed, facts=facts)
        else:
            yield teller.prose(section_id, title, text)


KIND: Final = Kind(TEMPLATE, TITLE, write)
