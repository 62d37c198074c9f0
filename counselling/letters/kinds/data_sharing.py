"""Consent to sharing data and to research: one question a use, and no answer is a no.

The uses follow GA4GH's Machine Readable Consent Guidance (2020) and the 1+MG list of what a consent
for the European genome infrastructure covers; words are our own. Codes: passages/uses.py.
"""

from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.letters.letter import KeyBox, Section
from counselling.letters.material import Content, Kind, Material, blanks
from counselling.letters.passages.prose import prose
from counselling.letters.passages.telling import Teller
from counselling.letters.passages.uses import USES
from counselling.letters.template import Blank, Template
from counselling.letters.voice import Voice

_ASKED: Final = {
    "registry": (
        N_("letters.sharing.registry"),
        N_("letters.sharing.registry.text"),
        N_("letters.sharing.registry.question"),
    ),
    "variant": (
        N_("letters.sharing.variant"),
        N_("letters.sharing.variant.text"),
        N_("letters.sharing.variant.question"),
    ),
    "repository": (
        N_("letters.sharing.repository"),
        N_("letters.sharing.repository.text"),
        N_("letters.sharing.repository.question"),
    ),
    "commercial": (
        N_("letters.sharing.commercial"),
        N_("letters.sharing.commercial.text"),
        N_("letters.sharing.commercial.question"),
    ),
    "abroad": (
        N_("letters.sharing.abroad"),
        N_("letters.sharing.abroad.text"),
        N_("letters.sharing.abroad.question"),
    ),
    "recontact": (
        N_("letters.sharing.recontact"),
        N_("letters.sharing.recontact.text"),
        N_("letters.sharing.recontact.question"),
    ),
    "findings": (
        N_("letters.sharing.findings"),
        N_("letters.sharing.findings.text"),
        N_("letters.sharing.findings.question"),
    ),
    "biobank": (
        N_("letters.sharing.biobank"),
        N_("letters.sharing.biobank.text"),
        N_("letters.sharing.biobank.question"),
    ),
    "ai": (
        N_("letters.sharing.ai"),
        N_("letters.sharing.ai.text"),
        N_("letters.sharing.ai.question"),
    ),
}
_TOLD: Final = {
    "who": (N_("letters.sharing.who"), N_("letters.sharing.who.text")),
    "keeping": (N_("letters.sharing.keeping"), N_("letters.sharing.keeping.text")),
    "safeguards": (N_("letters.sharing.safeguards"), N_("letters.sharing.safeguards.text")),
    "risks": (N_("letters.sharing.risks"), N_("letters.sharing.risks.text")),
    "benefits": (N_("letters.sharing.benefits"), N_("letters.sharing.benefits.text")),
    "withdrawal": (N_("letters.sharing.withdrawal"), N_("letters.sharing.withdrawal.text")),
    "statements": (N_("letters.sharing.statements"), N_("letters.sharing.statements.text")),
}

TEMPLATE: Final = Template(
    kind="data_sharing",
    version="2026.1",
    sections=("main_points", *_ASKED, *_TOLD, "words", "contacts"),
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
    points = prose(teller.voice, N_("letters.sharing.main.text"))
    items = tuple(item for block in points for item in getattr(block, "items", ()))
    yield teller.section("main_points", N_("letters.sharing.main"), KeyBox(items))
    for use, (title, text, question) in _ASKED.items():
        said = material.answers.get(use)
        asked = teller.question(
            use,
            question,
            said="" if said is None else "yes" if said else "no",
            codes=USES[use].codes,
            level=USES[use].level,
        )
        yield teller.prose(use, title, text, asked)
    for section_id, (title, text) in _TOLD.items():
        if section_id == "statements":
            signed = teller.signatures(
                ("patient", N_("letters.sign.patient")),
                ("counsellor", N_("letters.sign.counsellor")),
            )
            yield teller.prose(section_id, title, text, signed)
        else:
            yield teller.prose(section_id, title, text)


KIND: Final = Kind(TEMPLATE, N_("letters.sharing.title"), write)
