"""The letter to a relative, tailored to how she is related to who has the gene change.

Nothing of that person stands in it unless she agreed, and it is recorded, that relatives are
written to: then the gene and its change, never who. What belongs in: Forrest et al. 2008 (Eur J Hum
Genet 16:1314) on how families tell; words are our own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from counselling.language.marks import N_
from counselling.language.numbers import how_many
from counselling.letters.inline import Parts, Token
from counselling.letters.letter import Block, Section, Table
from counselling.letters.material import Content, Kind, Material, blanks
from counselling.letters.passages.prose import prose
from counselling.letters.passages.telling import Teller
from counselling.letters.template import Blank, Template
from counselling.letters.voice import Voice
from counselling.pedigree.kinship import relation
from counselling.pedigree.person import GeneTest
from counselling.pedigree.terms import TestResult

_TITLES: Final = {
    "neutral": N_("letters.relative.neutral"),
    "found": N_("letters.relative.found"),
    "why": N_("letters.relative.why"),
    "can_do": N_("letters.relative.can_do"),
    "choice": N_("letters.relative.choice"),
    "take_along": N_("letters.relative.take_along"),
    "find": N_("letters.relative.find"),
    "insurance": N_("letters.relative.insurance"),
    "pregnancy": N_("letters.relative.pregnancy"),
    "doctor": N_("letters.relative.doctor"),
}
_FAR: Final = 9
_ASIDE: Final = frozenset({"neutral", "found", "choice", "find", "insurance", "pregnancy"})

TEMPLATE: Final = Template(
    kind="relative",
    version="2026.1",
    sections=(*_TITLES, "words", "contacts"),
    most_pages=2,
    is_close=True,
    blanks=(
        Blank("lab", N_("letters.blank.lab")),
        Blank("family_reference", N_("letters.blank.family_reference")),
        Blank("insurance", N_("letters.blank.insurance")),
    ),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What may be told: a test that found a change, and the reader's degree to who has it."""

    test: GeneTest
    degree: int | None


def known(material: Material) -> Known | None:
    """Return what may be told of the closest carrier who agreed; None for nothing."""
    found = [
        Known(test, relation(material.family, material.person, person.id).degree)
        for person in material.family.persons
        if person.id in material.consented and person.id != material.person
        for test in person.tests
        if test.result is TestResult.POSITIVE
    ]
    return min(found, key=lambda one: one.degree or _FAR, default=None)


def write(material: Material, voice: Voice) -> Content:
    """Write the letter."""
    told, fields = known(material), dict(blanks(TEMPLATE, material, voice))
    if told is not None:
        fields["gene"] = Token(told.test.gene)
    teller = Teller(voice, fields)
    sections = teller.ending(_sections(material, teller, told), material.frame.clinic)
    facts = tuple((name, value) for name, value in _taken_along(material, told) if value)
    return Content(sections, facts, is_named=False)


def chance(degree: int) -> float:
    """Return the probability that a relative of this degree shares an autosomal change.

    degree: 1 for parent, child, full sibling. Mendel's half a step, ancestors unrelated.
    """
    return float(0.5**degree)


def _sections(material: Material, teller: Teller, told: Known | None) -> Iterator[Section]:
    def section(section_id: str, text: str, *more: Block) -> Section:
        is_aside = section_id in _ASIDE
        return teller.prose(section_id, _TITLES[section_id], text, *more, is_aside=is_aside)

    yield section("neutral", N_("letters.relative.neutral.text"))
    if told is None:
        yield section("found", N_("letters.relative.found.private"))
        yield section("why", N_("letters.relative.why.private"))
        yield section("can_do", N_("letters.relative.can_do.private"))
    else:
        yield section("found", N_("letters.relative.found.text"))
        why = (*_chance(teller.voice, told), *prose(teller.voice, _EVERYBODY))
        yield teller.section("why", _TITLES["why"], *why)
        yield section("can_do", N_("letters.relative.can_do.text"))
    yield section("choice", N_("letters.relative.choice.text"))
    table = _table(material, teller.voice, told)
    yield teller.section("take_along", _TITLES["take_along"], table)
    yield section("find", N_("letters.relative.find.text"))
    yield section("insurance", N_("letters.relative.insurance.text"))
    yield section("pregnancy", N_("letters.relative.pregnancy.text"))
    for_doctor = N_("letters.relative.doctor.private")
    yield section("doctor", N_("letters.relative.doctor.text") if told else for_doctor)


_EVERYBODY: Final = N_("letters.relative.why.everybody")


def _chance(voice: Voice, told: Known) -> Iterator[Block]:
    if told.degree is None:
        yield voice.paragraph(N_("letters.relative.why.far"))
        return
    count = how_many(chance(told.degree))
    yield voice.paragraph(N_("letters.relative.why.chance"), count=count, rest=100 - count)


def _table(material: Material, voice: Voice, told: Known | None) -> Table:
    heads = (
        voice.parts(N_("letters.relative.take_along.what")),
        voice.parts(N_("letters.relative.take_along.value")),
    )
    rows: list[tuple[Parts, ...]] = [
        (voice.parts(name), (Token(value) if value.isascii() else value,))
        for name, value in _taken_along(material, told)
        if value
    ]
    return Table(heads, tuple(rows), wide=1)


def _taken_along(material: Material, told: Known | None) -> Iterator[tuple[str, str]]:
    if told is not None:
        yield N_("letters.relative.take_along.gene"), told.test.gene
        yield N_("letters.relative.take_along.variant"), told.test.variant
        yield N_("letters.relative.take_along.lab"), material.said("lab")
    reference = material.said("family_reference") or material.reference
    yield N_("letters.relative.take_along.reference"), reference
    clinic = material.frame.clinic
    reached = ", ".join(filter(None, (clinic.name, clinic.phone)))
    yield N_("letters.relative.take_along.clinic"), reached


KIND: Final = Kind(TEMPLATE, N_("letters.relative.title"), write, is_in_two_scripts=True)
