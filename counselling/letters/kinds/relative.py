"""The letter to a relative, tailored to what the family's tree and results say of that relative.

Nothing of who has the gene change stands in it unless she agreed, and it is recorded, that
relatives are written to: then the gene and its change, never who. Where nobody agreed it does not
say that somebody asked or came; where who it rests on said no there is none. It is not written to
whom it would not be true of. What belongs in: Forrest et al. 2008 (Eur J Hum Genet 16:1314) on how
families tell; words are our own.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from counselling.errors import LetterError
from counselling.language.marks import N_
from counselling.language.numbers import how_many
from counselling.letters.facts import Fact, Number, Report, Result
from counselling.letters.inheriting import chance, changes, has_own_result
from counselling.letters.inline import Parts, Token
from counselling.letters.letter import Block, Section, Table
from counselling.letters.material import Content, Kind, Material, blanks
from counselling.letters.passages.prose import prose
from counselling.letters.passages.telling import Teller
from counselling.letters.reader import demand_reader
from counselling.letters.template import Blank, Template
from counselling.letters.voice import Voice
from counselling.pedigree.consanguinity import consanguinity
from counselling.pedigree.kinship import generations_first
from counselling.pedigree.person import GeneTest, Person, PersonId

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
_OUT_OF: Final = 100
_ASIDE: Final = frozenset({"neutral", "found", "choice", "find", "insurance", "pregnancy"})

TEMPLATE: Final = Template(
    kind="relative",
    version="2026.3",
    sections=(*_TITLES, "words", "contacts"),
    most_pages=2,
    is_close=True,
    blanks=(
        Blank("lab", N_("letters.blank.report")),
        Blank("family_reference", N_("letters.blank.family_reference")),
        Blank("insurance", N_("letters.blank.insurance")),
    ),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What may be told: a test that found a change, and how likely the reader has it (0..1).

    probability: None where nobody can say.
    """

    test: GeneTest
    probability: float | None


def known(material: Material) -> Known | None:
    """Return what may be told the reader: the likeliest change of who agreed; None for nothing.

    Raises LetterError where no letter would be true: "letter.reader_tested" of who has her own
    result, "letter.not_inherited" of who has no part in what was found; "letter.contact_refused"
    where it would rest on somebody who said no.
    """
    family, reader = material.family, material.subject
    every, agreed = tuple(changes(family)), material.consented
    found = [(who.id, test) for who, test in every if who.id != reader.id]
    mine = [(who, Known(t, chance(family, reader.id, t))) for who, t in _once(found, agreed)]
    true_of_her = [(who, one) for who, one in mine if _is_open(reader, one)]
    told = [one for who, one in true_of_her if who in agreed]
    if told:
        return max(told, key=_weight)
    if true_of_her:
        _demand_nobody_refused(material, (who for who, _ in found))
        return None
    if len(found) < len(every) or any(has_own_result(reader, test) for _, test in found):
        raise LetterError("letter.reader_tested")
    if found or not _is_of_the_family(material):
        raise LetterError("letter.not_inherited")
    _demand_nobody_refused(material, ())
    return None


def _demand_nobody_refused(material: Material, found: Iterable[PersonId]) -> None:
    """Refuse a letter that nobody agreed to tell anything in, where who it rests on said no.

    found: of whom a change is known. Raises LetterError("letter.contact_refused").
    """
    rests_on = {material.family.proband, material.family.consultand, *found} - {material.person}
    if rests_on & material.refused:
        raise LetterError("letter.contact_refused")


def _is_asked_for(material: Material) -> bool:
    """Whether somebody but the reader agreed that relatives are written to."""
    return bool(material.consented - {material.person})


def _once(
    found: Iterable[tuple[PersonId, GeneTest]], agreed: Container[PersonId]
) -> Iterable[tuple[PersonId, GeneTest]]:
    """Each change once, of somebody who agreed where there is one: the engine need not be asked
    for every carrier."""
    once: dict[tuple[str, str], tuple[PersonId, GeneTest]] = {}
    for who, test in found:
        key = test.gene, test.variant
        if key not in once or (who in agreed and once[key][0] not in agreed):
            once[key] = who, test
    return once.values()


def _is_open(reader: Person, one: Known) -> bool:
    """Whether it is worth a letter: it may have come down to her, and she has no result yet."""
    return one.probability != 0.0 and not has_own_result(reader, one.test)


def _weight(told: Known) -> float:
    return -1.0 if told.probability is None else told.probability


def _is_of_the_family(material: Material) -> bool:
    """Whether the reader shares blood with somebody who is ill or asks."""
    family = material.family
    if generations_first(family) is None:
        return True
    concerned = [p.id for p in family.persons if p.diagnoses or p.id == family.focus]
    return any(consanguinity(family, material.person, one) is not None for one in concerned)


def write(material: Material, voice: Voice) -> Content:
    """Write the letter. Raises LetterError as `blanks`, `demand_reader`, `known`."""
    today, years = material.frame.written_on, material.ages.majority
    demand_reader(material.subject, today=today, years=years)
    told, fields = known(material), dict(blanks(TEMPLATE, material, voice))
    if told is not None:
        fields["gene"] = Token(told.test.gene)
    teller = Teller(voice, fields)
    sections = teller.ending(_sections(material, teller, told), material.frame.clinic)
    facts = tuple((name, value) for name, value in _taken_along(material, told) if value)
    return Content(sections, facts, is_named=False)


def _sections(material: Material, teller: Teller, told: Known | None) -> Iterator[Section]:
    is_asked_for = _is_asked_for(material)

    def section(section_id: str, text: str, *more: Block) -> Section:
        is_aside = section_id in _ASIDE
        return teller.prose(section_id, _TITLES[section_id], text, *more, is_aside=is_aside)

    yield section("neutral", _ASKED["neutral"] if is_asked_for else _UNASKED["neutral"])
    if told is None:
        yield section("found", N_("letters.relative.found.private"))
        yield section("why", N_("letters.relative.why.private"))
        yield section("can_do", N_("letters.relative.can_do.private"))
    else:
        yield section("found", N_("letters.relative.found.text"))
        why = (*_chance(teller.voice, told), *prose(teller.voice, _EVERYBODY))
        yield teller.section("why", _TITLES["why"], *why, facts=_chance_as_data(told))
        yield section("can_do", N_("letters.relative.can_do.text"))
    yield section("choice", N_("letters.relative.choice.text"))
    table = _table(material, teller.voice, told)
    facts = tuple(_as_data(material, told))
    yield teller.section("take_along", _TITLES["take_along"], table, facts=facts)
    yield section("find", N_("letters.relative.find.text"))
    yield section("insurance", N_("letters.relative.insurance.text"))
    yield section("pregnancy", N_("letters.relative.pregnancy.text"))
    for_doctor = _ASKED["doctor"] if is_asked_for else _UNASKED["doctor"]
    yield section("doctor", N_("letters.relative.doctor.text") if told else for_doctor)


_ASKED: Final = {
    "neutral": N_("letters.relative.neutral.text"),
    "doctor": N_("letters.relative.doctor.private"),
}
_UNASKED: Final = {
    "neutral": N_("letters.relative.neutral.unasked"),
    "doctor": N_("letters.relative.doctor.unasked"),
}
_EVERYBODY: Final = N_("letters.relative.why.everybody")


def _count(told: Known) -> int | None:
    return None if told.probability is None else how_many(told.probability, _OUT_OF)


def _chance(voice: Voice, told: Known) -> Iterator[Block]:
    count = _count(told)
    if not count:  # nobody can say, or it is rarer than such a sentence can tell
        yield voice.paragraph(N_("letters.relative.why.far"))
    elif count >= _OUT_OF - 1:  # no result is told by letter: "very likely" leaves the test to her
        yield voice.paragraph(N_("letters.relative.why.likely"))
    else:
        rest = _OUT_OF - count
        yield voice.paragraph(N_("letters.relative.why.chance"), count=count, rest=rest)


def _chance_as_data(told: Known) -> tuple[Fact, ...]:
    """The chance where the letter says a number; none where it only says how likely."""
    count = _count(told)
    if not count or count >= _OUT_OF - 1:
        return ()
    return (Number("inherited", count, count, count, genes=(told.test.gene,)),)


def _as_data(material: Material, told: Known | None) -> Iterator[Fact]:
    """What her doctor needs, as data: the change and never whose it is."""
    if told is not None:
        yield Result("family", told.test.gene, told.test.result.value, told.test.variant)
        if lab := material.said("lab"):
            yield Report(lab)


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
