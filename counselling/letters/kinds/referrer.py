"""The report to the referring doctor: what was found, what it means for care, what is asked."""

from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.letters.facts import Held, Report, Talk
from counselling.letters.inline import Parts
from counselling.letters.letter import Block, Figure, KeyBox, Section, Table
from counselling.letters.material import SESSION_ON, TALK_BLANK, Content, Kind, Material, blanks
from counselling.letters.parties import Recipient
from counselling.letters.passages import family as family_passage
from counselling.letters.passages import risk
from counselling.letters.passages.afterwards import agreed_to, told_of
from counselling.letters.passages.conditions import gene_list
from counselling.letters.passages.given import recorded, unnamed
from counselling.letters.passages.person import named
from counselling.letters.passages.prose import as_it_runs
from counselling.letters.passages.telling import Teller
from counselling.letters.passages.tests import test_table, whose
from counselling.letters.template import Audience, Blank, Filling, Template
from counselling.letters.voice import Voice
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import TestResult
from counselling.risk.model import Assessment

_TITLES: Final = {
    "headline": N_("letters.referrer.headline"),
    "patient": N_("letters.referrer.patient"),
    "findings": N_("letters.referrer.findings"),
    "risk": N_("letters.referrer.risk"),
    "management": N_("letters.referrer.management"),
    "family": N_("letters.referrer.family"),
    "psychosocial": N_("letters.referrer.psychosocial"),
    "recontact": N_("letters.referrer.recontact"),
    "open_items": N_("letters.referrer.open_items"),
    "attachments": N_("letters.referrer.attachments"),
}
_TEXTS: Final = {
    "management": N_("letters.referrer.management.text"),
    "family": N_("letters.referrer.family.text"),
    "psychosocial": N_("letters.referrer.psychosocial.text"),
    "recontact": N_("letters.referrer.recontact.text"),
    "open_items": N_("letters.referrer.open_items.text"),
    "attachments": N_("letters.referrer.attachments.text"),
}
_WAYS: Final = {
    "video": N_("letters.way.video"),
    "telephone": N_("letters.way.telephone"),
    "in person": N_("letters.way.in_person"),
}
_AGREED: Final = N_("letters.referrer.agreed")
_REFUSED: Final = N_("letters.referrer.refused")
_LETTER: Final = N_("letters.doctor.letter")
_WRITTEN: Final = N_("letters.doctor.date")
_PEDIGREE_MM: Final = (168.0, 95.0)

TEMPLATE: Final = Template(
    kind="referrer",
    version="2026.3",
    sections=(*_TITLES, "contacts"),
    most_pages=3,
    audience=Audience.PROFESSIONAL,
    blanks=(
        TALK_BLANK,
        Blank("way", N_("letters.blank.way")),
        Blank("doctor", N_("letters.blank.doctor"), is_needed=True),
        Blank("doctor_address", N_("letters.blank.doctor_address"), filling=Filling.PROSE),
        Blank("headline", N_("letters.blank.headline"), is_needed=True, filling=Filling.PROSE),
        Blank("actions", N_("letters.blank.actions"), filling=Filling.PROSE, can_be_none=True),
        Blank("reason", N_("letters.blank.reason"), can_be_none=True),
        Blank("lab", N_("letters.blank.report"), can_be_none=True),
        Blank(
            "management", N_("letters.blank.management"), filling=Filling.PROSE, can_be_none=True
        ),
        Blank("informed", N_("letters.blank.informed"), can_be_none=True),
        Blank(
            "psychosocial",
            N_("letters.blank.psychosocial"),
            filling=Filling.PROSE,
            can_be_none=True,
        ),
        Blank("language", N_("letters.blank.language")),
        Blank("interpreter", N_("letters.blank.interpreter"), can_be_none=True),
        Blank("review_on", N_("letters.blank.review_on"), filling=Filling.DAY, can_be_none=True),
        Blank(
            "open_items", N_("letters.blank.open_items"), filling=Filling.PROSE, can_be_none=True
        ),
    ),
)


def write(material: Material, voice: Voice) -> Content:
    """Write the report."""
    carriers = carried(material)
    filled = blanks(TEMPLATE, material, voice)
    fields = {
        **filled,
        **named(material, voice),
        "date": filled[SESSION_ON],
        "way": _way(material.said("way"), voice) or filled["way"],
        "carriers": gene_list(carriers) if carriers else "none",
    }
    teller = Teller(voice, fields)
    doctor = material.said("doctor")
    lines = tuple(filter(None, (x.strip() for x in material.said("doctor_address").splitlines())))
    return Content(
        tuple(_sections(material, teller)),
        tests_of=tuple(person.id for person in material.family.persons),
        has_numbers=True,
        recipient=Recipient(doctor, address=lines),
        greeting=voice.parts(N_("letters.greeting.doctor"), name=fields["doctor"]),
    )


def greeting(name: str, voice: Voice) -> Parts:
    """Greet a professional, or whoever reads."""
    if not name:
        return voice.parts(N_("letters.greeting.nobody"))
    return voice.parts(N_("letters.greeting.doctor"), name=name)


def carried(material: Material) -> tuple[str, ...]:
    """Return the genes in which a change is known in the family, each once."""
    found = (
        test.gene
        for person in material.family.persons
        for test in person.tests
        if test.result is TestResult.POSITIVE
    )
    return tuple(dict.fromkeys(found))


def tests(material: Material, voice: Voice, **fields: object) -> Iterator[Block]:
    """Tell the family's gene tests, the patient's first. fields: has_lab and lab, whose report."""
    first: tuple[PersonId, ...] = (material.person,)
    others = (one.id for one in material.family.persons if one.id != material.person)
    table = test_table(material.family, material.person, (*first, *others), voice)
    if table is None:
        yield voice.paragraph(N_("letters.referrer.findings.no_tests"))
        return
    yield voice.paragraph(N_("letters.referrer.findings.tests"))
    yield table
    if fields.get("has_lab") == "yes":
        yield voice.paragraph(N_("letters.referrer.findings.lab"), lab=fields["lab"])
    yield voice.paragraph(N_("letters.referrer.findings.not_reclassified"))


def talks(material: Material) -> tuple[Talk, ...]:
    """Return the talk that the letter tells of, where its day is known."""
    day = material.talked_on
    return (Talk(day),) if day is not None else ()


def history(material: Material, voice: Voice) -> Iterator[Block]:
    """Show the pedigree, and tell what is known of the family."""
    if material.pedigree is not None:
        caption = voice.parts(N_("letters.family.tree"))
        yield Figure.fitted(material.pedigree, caption, most_mm=_PEDIGREE_MM)
    yield from family_passage.known_facts(
        material.family, material.person, material.numbering, voice
    )


def risks(material: Material, voice: Voice) -> Iterator[Block]:
    """Tell what was computed, by what."""
    told = tuple(risk.numbers(material.assessment, voice)) if material.assessment else ()
    if material.assessment is None or not told:
        yield voice.paragraph(N_("letters.referrer.risk.none"))
        return
    yield from told
    yield voice.paragraph(N_("letters.referrer.risk.inputs"), **_inputs(material.assessment))
    yield risk.source_note(material.assessment, voice)


def _inputs(assessment: Assessment) -> dict[str, int]:
    """How many people of the family the model was told what about."""
    people = assessment.question.family.persons
    return {
        "people": len(people),
        "aged": sum(one.age is not None for one in people),
        "ill": sum(bool(one.diagnoses) for one in people),
        "tested": sum(bool(one.tests) for one in people),
    }


def _way(said: str, voice: Voice) -> str:
    """The way of the talk in the letter's words, where it is one that we know; "" for none."""
    return voice.text(_WAYS[said]) if said in _WAYS else ""


def _consents(material: Material, voice: Voice) -> Iterator[Block]:
    """What she agreed to and refused, as recorded; nothing is said where nobody asked her."""
    for message, said in ((_AGREED, True), (_REFUSED, False)):
        if what := agreed_to(material.answers, voice, said=said):
            yield voice.paragraph(message, what=what)


def _holders(material: Material, voice: Voice) -> Iterator[Block]:
    """Who holds a letter to relatives, and of which day; nothing where none was written."""
    family, person = material.family, material.person
    told = {one: day for one, day in material.held.items() if one in family.by_id and one != person}
    if not told:
        return
    written = voice.parts(
        N_("letters.answer.name"), question=voice.text(_LETTER), answer=voice.text(_WRITTEN)
    )
    rows = tuple(
        (
            family_passage.who(family, person, one, material.numbering, voice),
            (voice.catalogue.date(day),),
        )
        for one, day in told.items()
    )
    facts = tuple(Held(whose(family, person, one), day) for one, day in told.items())
    heads = (voice.parts(N_("letters.table.person")), written)
    yield Table(heads, rows, wide=1, facts=facts)


def _sections(material: Material, teller: Teller) -> Iterator[Section]:
    voice = teller.voice
    result = (teller.fields["headline"],)
    asked = (
        voice.parts(N_("letters.referrer.headline.asked"), **teller.fields)
        if teller.fields["has_actions"] == "yes"
        else voice.parts(N_("letters.referrer.headline.nothing"))
    )
    told = as_it_runs(result, voice)  # type: ignore[arg-type]  # an inline part
    box = KeyBox((told, as_it_runs(asked, voice)))
    yield teller.section("headline", _TITLES["headline"], box)
    talk = talks(material)
    text = N_("letters.referrer.patient.text")
    yield teller.prose("patient", _TITLES["patient"], text, facts=talk)
    found = (*tests(material, voice, **teller.fields), *history(material, voice))
    has_lab = any(person.tests for person in material.family.persons)
    lab = (Report(material.said("lab")),) if has_lab and teller.fields["has_lab"] == "yes" else ()
    yield teller.section("findings", _TITLES["findings"], *found, facts=lab)
    yield teller.section("risk", _TITLES["risk"], *risks(material, voice))
    for section_id, text in _TEXTS.items():
        if section_id == "family":
            yield teller.prose(section_id, _TITLES[section_id], text, *_holders(material, voice))
        elif section_id == "psychosocial":
            facts = unnamed(recorded(material, told_of(material.answers)))
            spoken = voice.paragraph(N_("letters.referrer.language"), **teller.fields)
            more = (spoken, *_consents(material, voice))
            yield teller.prose(section_id, _TITLES[section_id], text, *more, facts=facts)
        else:
            yield teller.prose(section_id, _TITLES[section_id], text)
    yield from teller.ending((), material.frame.clinic)


KIND: Final = Kind(TEMPLATE, N_("letters.referrer.title"), write, needs_assessment=True)
