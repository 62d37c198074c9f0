"""The page in Latin script behind a letter that her doctor may not be able to read."""

from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.letters.frame import Frame
from counselling.letters.inline import Parts, Token
from counselling.letters.letter import Annex, Block, Table
from counselling.letters.material import Content, Kind, Material
from counselling.letters.passages import risk
from counselling.letters.passages.tests import test_table
from counselling.letters.voice import Voice

_LETTER: Final = N_("letters.doctor.letter")
_LANGUAGE: Final = N_("letters.doctor.language")
_DATE: Final = N_("letters.doctor.date")
_PATIENT: Final = N_("letters.doctor.patient")
_CLINIC: Final = N_("letters.doctor.clinic")
_COUNSELLOR: Final = N_("letters.doctor.counsellor")


def for_doctor(
    kind: Kind, content: Content, material: Material, latin: Voice, *, language: str
) -> Annex:
    """Return the letter's facts in the language of `latin`, and nothing else.

    language: of the letter itself, by its English name or its code.
    """
    blocks: list[Block] = [latin.paragraph(N_("letters.doctor.intro"))]
    heads = (latin.parts(N_("letters.doctor.what")), latin.parts(N_("letters.doctor.fact")))
    told = tuple(_rows(kind, content, material, latin, language))
    blocks.append(Table(heads, told, wide=1))
    tests = test_table(material.family, material.person, content.tests_of, latin)
    if tests is not None:
        blocks.append(tests)
    if content.has_numbers and material.assessment is not None:
        blocks += risk.numbers(material.assessment, latin)
        blocks.append(risk.source_note(material.assessment, latin))
    title = latin.parts(N_("letters.doctor.title"))
    return Annex(latin.catalogue.code, latin.catalogue.direction, title, tuple(blocks))


def _rows(
    kind: Kind, content: Content, material: Material, latin: Voice, language: str
) -> Iterator[tuple[Parts, ...]]:
    frame: Frame = material.frame
    told = [(_LETTER, latin.text(kind.title)), (_LANGUAGE, language)]
    told.append((_DATE, frame.written_on.isoformat()))
    if content.is_named:
        told.append((_PATIENT, material.subject.name or material.reference))
    reached = (frame.clinic.name, frame.clinic.phone, frame.clinic.email)
    told.append((_CLINIC, ", ".join(filter(None, reached))))
    told.append((_COUNSELLOR, frame.counsellor.name))
    for name, value in (*told, *content.facts):
        if value:
            label = latin.text(name)
            yield (latin.catalogue.begun(label),), (Token(value) if value.isascii() else value,)
