"""Consent before a genetic test, given from afar.

What belongs in: Joint Committee on Genomics in Medicine 2019 (Consent and confidentiality), the
subsections of the NHS Genomic Medicine Service's record of discussion, EuroGentest's
recommendations, Oviedo Convention, article 12, and CM/Rec(2016)8 on insurance. Words are our own.
"""

from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.letters.letter import Block, Section
from counselling.letters.material import Content, Kind, Material, blanks
from counselling.letters.passages.prose import prose
from counselling.letters.passages.telling import Teller
from counselling.letters.template import Blank, Template
from counselling.letters.voice import Voice

_ADULT_YEARS: Final = 18
_SECTIONS: Final = {
    "test": (N_("letters.pretest.test"), N_("letters.pretest.test.text")),
    "can_show": (N_("letters.pretest.can_show"), N_("letters.pretest.can_show.text")),
    "changes": (N_("letters.pretest.changes"), N_("letters.pretest.changes.text")),
    "family": (N_("letters.pretest.family"), N_("letters.pretest.family.text")),
    "unexpected": (N_("letters.pretest.unexpected"), N_("letters.pretest.unexpected.text")),
    "benefits": (N_("letters.pretest.benefits"), N_("letters.pretest.benefits.text")),
    "sample_storage": (
        N_("letters.pretest.sample_storage"),
        N_("letters.pretest.sample_storage.text"),
    ),
    "data": (N_("letters.pretest.data"), N_("letters.pretest.data.text")),
    "insurance": (N_("letters.pretest.insurance"), N_("letters.pretest.insurance.text")),
    "results": (N_("letters.pretest.results"), N_("letters.pretest.results.text")),
    "research": (N_("letters.pretest.research"), N_("letters.pretest.research.text")),
    "withdrawal": (N_("letters.pretest.withdrawal"), N_("letters.pretest.withdrawal.text")),
    "special": (N_("letters.pretest.special"), N_("letters.pretest.special.adult")),
    "interpreter": (N_("letters.pretest.interpreter"), N_("letters.pretest.interpreter.text")),
    "statements": (N_("letters.pretest.statements"), N_("letters.pretest.statements.spoken")),
    "copy": (N_("letters.pretest.copy"), N_("letters.pretest.copy.text")),
}
_STATEMENTS: Final = {
    "understood": N_("letters.pretest.statements.understood"),
    "asked": N_("letters.pretest.statements.asked"),
    "stop": N_("letters.pretest.statements.stop"),
    "agree": N_("letters.pretest.statements.agree"),
}

TEMPLATE: Final = Template(
    kind="pretest_consent",
    version="2026.1",
    sections=(*_SECTIONS, "words", "contacts"),
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
    teller = Teller(voice, blanks(TEMPLATE, material, voice))
    sections = teller.ending(_sections(material, teller), material.frame.clinic)
    facts = ((N_("letters.pretest.test"), material.said("test")),)
    return Content(sections, facts)


def _sections(material: Material, teller: Teller) -> Iterator[Section]:
    is_minor = _is_minor(material)
    more: dict[str, tuple[Block, ...]] = {
        "family": (teller.question("relatives", N_("letters.pretest.family.question")),),
        "unexpected": (
            teller.question(
                "unexpected", N_("letters.pretest.unexpected.question"), ("yes", "no", "later")
            ),
        ),
        "sample_storage": (
            teller.question(
                "storage",
                N_("letters.pretest.sample_storage.question"),
                said=_recorded(material, "storage"),
            ),
        ),
        "special": (
            (teller.question("assent", N_("letters.pretest.special.assent")),) if is_minor else ()
        ),
    }
    for section_id, (title, text) in _SECTIONS.items():
        if section_id == "statements":
            yield _statements(teller, title, is_minor=is_minor)
        elif section_id == "special" and is_minor:
            minor = N_("letters.pretest.special.minor")
            yield teller.prose(section_id, title, minor, *more[section_id])
        else:
            yield teller.prose(section_id, title, text, *more.get(section_id, ()))


def _statements(teller: Teller, title: str, *, is_minor: bool) -> Section:
    asked = tuple(teller.question(name, message) for name, message in _STATEMENTS.items())
    spoken = prose(teller.voice, N_("letters.pretest.statements.spoken"))
    clinician = prose(teller.voice, N_("letters.pretest.statements.clinician"))
    guardian = (("guardian", N_("letters.sign.guardian")),) if is_minor else ()
    mine = teller.signatures(("patient", N_("letters.sign.patient")), *guardian)
    ours = teller.signatures(
        ("witness", N_("letters.sign.witness")), ("counsellor", N_("letters.sign.counsellor"))
    )
    return teller.section("statements", title, *asked, mine, *spoken, *clinician, ours)


def _is_minor(material: Material) -> bool:
    age = material.subject.age
    return age is not None and age.high_years < _ADULT_YEARS


def _recorded(material: Material, what: str) -> str:
    if what not in material.answers:
        return ""
    return "yes" if material.answers[what] else "no"


KIND: Final = Kind(TEMPLATE, N_("letters.pretest.title"), write)
