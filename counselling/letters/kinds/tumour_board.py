"""The referral to a tumour board: a question, and what a board needs to answer it."""

from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.letters.kinds.referrer import greeting, history, risks, talks, tests
from counselling.letters.letter import Block, Bullets, KeyBox, Paragraph, Section
from counselling.letters.material import SESSION_ON, TALK_BLANK, Content, Kind, Material, blanks
from counselling.letters.parties import Recipient
from counselling.letters.passages.conditions import diagnosis_fact
from counselling.letters.passages.person import named
from counselling.letters.passages.prose import as_it_runs, prose
from counselling.letters.passages.telling import Teller
from counselling.letters.template import Audience, Blank, Filling, Template
from counselling.letters.voice import Voice

_TITLES: Final = {
    "question": N_("letters.board.question"),
    "patient": N_("letters.board.patient"),
    "tumours": N_("letters.board.tumours"),
    "tests": N_("letters.board.tests"),
    "family": N_("letters.board.family"),
    "risk": N_("letters.board.risk"),
    "wishes": N_("letters.board.wishes"),
    "proposal": N_("letters.board.proposal"),
    "attachments": N_("letters.board.attachments"),
}

TEMPLATE: Final = Template(
    kind="tumour_board",
    version="2026.3",
    sections=(*_TITLES, "contacts"),
    most_pages=3,
    audience=Audience.PROFESSIONAL,
    blanks=(
        TALK_BLANK,
        Blank("question", N_("letters.blank.question"), is_needed=True, filling=Filling.PROSE),
        Blank("doctor", N_("letters.blank.doctor")),
        Blank("history", N_("letters.blank.history"), filling=Filling.PROSE, can_be_none=True),
        Blank("wishes", N_("letters.blank.wishes"), filling=Filling.PROSE, can_be_none=True),
        Blank("proposal", N_("letters.blank.proposal"), filling=Filling.PROSE, can_be_none=True),
    ),
)


def write(material: Material, voice: Voice) -> Content:
    """Write the referral."""
    filled = blanks(TEMPLATE, material, voice)
    fields = {**filled, **named(material, voice), "date": filled[SESSION_ON]}
    doctor = material.said("doctor")
    return Content(
        tuple(_sections(material, Teller(voice, fields))),
        tests_of=tuple(person.id for person in material.family.persons),
        has_numbers=True,
        recipient=Recipient(doctor),
        greeting=greeting(doctor, voice),
    )


def _sections(material: Material, teller: Teller) -> Iterator[Section]:
    voice = teller.voice
    question = (teller.fields["question"],)
    asked = as_it_runs(question, voice)  # type: ignore[arg-type]  # an inline part
    yield teller.section("question", _TITLES["question"], KeyBox((asked,)))
    seen, text = talks(material), N_("letters.board.patient.text")
    yield teller.prose("patient", _TITLES["patient"], text, facts=seen)
    yield teller.section("tumours", _TITLES["tumours"], *_tumours(material, teller))
    yield teller.section("tests", _TITLES["tests"], *tests(material, voice))
    yield teller.section("family", _TITLES["family"], *history(material, voice))
    yield teller.section("risk", _TITLES["risk"], *risks(material, voice))
    yield teller.prose("wishes", _TITLES["wishes"], N_("letters.board.wishes.text"))
    yield teller.prose("proposal", _TITLES["proposal"], N_("letters.board.proposal.text"))
    files = N_("letters.referrer.attachments.text")
    yield teller.prose("attachments", _TITLES["attachments"], files)
    yield from teller.ending((), material.frame.clinic)


def _tumours(material: Material, teller: Teller) -> Iterator[Block]:
    known = tuple(
        Paragraph(diagnosis_fact(diagnosis, teller.voice))
        for diagnosis in material.subject.diagnoses
    )
    yield Bullets(known) if known else teller.voice.paragraph(N_("letters.board.tumours.none"))
    yield from prose(teller.voice, N_("letters.board.tumours.text"), **teller.fields)


KIND: Final = Kind(TEMPLATE, N_("letters.board.title"), write, needs_assessment=True)
