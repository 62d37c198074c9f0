"""Use case: write a letter of any kind about a person, with her family's picture and her curve."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene, moved
from counselling.drawing.svg import svg
from counselling.errors import RiskInputError
from counselling.figures.compare import compare
from counselling.figures.compare_scene import comparison_scene
from counselling.figures.family_told import family_told
from counselling.figures.risk_chart import risk_chart
from counselling.figures.risk_curve import IN_LETTER, risk_curve
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.letters.characters import says_something
from counselling.letters.facts import Answered
from counselling.letters.frame import Frame
from counselling.letters.letter import Letter, Picture
from counselling.letters.material import Material
from counselling.letters.parties import Address, Clinic, Counsellor, Recipient
from counselling.letters.passages.risk import result_supposed
from counselling.letters.passages.risk_rows import OUT_OF
from counselling.letters.registry import find, find_kind
from counselling.letters.typed import typed
from counselling.letters.voice import Voice
from counselling.letters.writing import write
from counselling.pedigree.coming_of_age import USUAL_AGES, ChildAges
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.risk.model import Assessment
from counselling.risk.supposition import Supposition
from counselling.work.letters.clean_family import clean_family
from counselling.work.pedigree.draw_family import Drawing, draw_family
from counselling.work.risk.compare_risk import suppose

_SUMMARY = "summary"
_WHITE_PT = 12.0  # of the 18 that a drawing has on each side


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes; reviewer: who signed the letter's language off, None for nobody."""

    clinic: Clinic
    counsellor: Counsellor
    reviewer: str | None


@dataclass(frozen=True)
class Asked:
    """What a letter is asked to be.

    filled: blanks of its template by name. agreed: one line each, of a summary. supposed: a result
    whose before and after are shown. consented: who agreed that relatives are written to; answers:
    consents of the person by what for; refused, held, recorded, signed: as Material. post: lines of
    the person's address, () for none. reference: the clinic's, of the family. version: of this
    letter to this person. appointment: id of the session that it invites to, "" for none.
    session_on: the day of the talk, None where nobody knows it. ages: from which a child is asked
    too.
    """

    kind: str
    session_on: datetime.date | None
    written_on: datetime.date
    address: Address = Address.FORMAL
    filled: Mapping[str, str] = field(default_factory=dict)
    agreed: tuple[str, ...] = ()
    supposed: Supposition | None = None
    consented: frozenset[PersonId] = frozenset()
    refused: frozenset[PersonId] = frozenset()
    held: Mapping[PersonId, datetime.date] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)
    recorded: Mapping[str, Answered] = field(default_factory=dict)
    signed: frozenset[str] = frozenset()
    post: tuple[str, ...] = ()
    reference: str = ""
    version: int = 1
    ages: ChildAges = USUAL_AGES
    appointment: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    """The languages of a letter: its own, and the one of the page for her doctor."""

    words: Catalogue
    latin: Catalogue


def subject(family: Family, person: PersonId | None) -> PersonId:
    """Return whom a letter is about. Raises RiskInputError for nobody, and for no such person."""
    chosen = person or family.focus
    if chosen is None:
        raise RiskInputError("risk.nobody_chosen", field="person")
    if chosen not in family.by_id:
        raise RiskInputError("risk.no_such_person", field="person", person=chosen)
    return chosen


def needs_assessment(kind: str) -> bool:
    """Whether a kind of letter tells risks. Raises LetterError("letter.unknown_kind")."""
    return find_kind(kind).needs_assessment


def write_letter(
    asked: Asked,
    family: Family,
    person: PersonId,
    tongue: Tongue,
    measure: Measure,
    *,
    head: Letterhead,
    assessment: Assessment | None,
) -> Letter:
    """Compose a letter.

    assessment: of the person; None where the kind needs none. Raises LetterError, LanguageError.
    """
    return write(
        find_kind(asked.kind),
        letter_material(
            asked, family, person, tongue.words, measure, head=head, assessment=assessment
        ),
        tongue.words,
        latin=tongue.latin,
    )


def letter_material(
    asked: Asked,
    family: Family,
    person: PersonId,
    words: Catalogue,
    measure: Measure,
    *,
    head: Letterhead,
    assessment: Assessment | None,
) -> Material:
    """Return what a letter is made from; pictures only where a kind shows them."""
    family = clean_family(family)
    drawing = draw_family(family, words, measure)
    number = drawing.numbers.get(person, "")
    recipient = _recipient(family, person, drawing, asked)
    return Material(
        frame=Frame(
            clinic=head.clinic,
            counsellor=head.counsellor,
            recipient=recipient,
            written_on=asked.written_on,
            reviewer=head.reviewer,
            version=asked.version,
        ),
        family=family,
        person=person,
        session_on=asked.session_on,
        reference="/".join(filter(None, (asked.reference, number))),
        numbering=drawing.numbers,
        pedigree=Picture(
            _picture(_trimmed(drawing.scene)).svg, family_told(family, words, drawing.numbers)
        ),
        assessment=assessment,
        curve=_curve(assessment, words, measure) if assessment else None,
        agreed=asked.agreed,
        consented=asked.consented,
        refused=asked.refused,
        held=asked.held,
        answers=asked.answers,
        recorded=asked.recorded,
        signed=asked.signed,
        filled=typed(find(asked.kind), asked.filled),
        appointment=asked.appointment,
        ages=asked.ages,
        comparison=_comparison(assessment, asked.supposed, words, measure, recipient=recipient),
    )


def write_summary(
    assessment: Assessment,
    words: Catalogue,
    measure: Measure,
    *,
    head: Letterhead,
    session_on: datetime.date,
    written_on: datetime.date,
    agreed: tuple[str, ...] = (),
    supposed: Supposition | None = None,
) -> Letter:
    """Compose the summary letter in the language of `words`.

    supposed: a result whose before and after are shown. Raises LetterError, and as `suppose`.
    """
    question = assessment.question
    asked = Asked(_SUMMARY, session_on, written_on, agreed=agreed, supposed=supposed)
    tongue = Tongue(words, words)
    return write_letter(
        replace(asked, reference=question.family.id[:8]),
        question.family,
        question.person,
        tongue,
        measure,
        head=head,
        assessment=assessment,
    )


def _curve(assessment: Assessment, words: Catalogue, measure: Measure) -> Picture | None:
    # out of 100 like every number of a letter, whatever fits a screen
    chart = risk_chart(assessment, words, whose=words.say(N_("chart.you")), out_of=OUT_OF)
    return _picture(risk_curve(chart, measure, sheet=IN_LETTER)) if chart else None


def _comparison(
    assessment: Assessment | None,
    supposed: Supposition | None,
    words: Catalogue,
    measure: Measure,
    *,
    recipient: Recipient,
) -> Picture | None:
    """Before and after, named in the letter's own words; None where nothing is supposed."""
    if supposed is None or assessment is None:
        return None
    voice = Voice(words, recipient.gender, recipient.form)
    told = compare(
        assessment,
        suppose(assessment, supposed, words, measure),
        supposed,
        words,
        names={},
        reader=assessment.question.person,
        out_of=OUT_OF,
        called=result_supposed(supposed, assessment, voice),
    )
    return _picture(comparison_scene(told, measure, has_words=False))


def _recipient(family: Family, person_id: PersonId, drawing: Drawing, asked: Asked) -> Recipient:
    person = family.person(person_id)
    name = person.name if says_something(person.name) else drawing.numbers[person_id]
    return Recipient(name, person.shown_gender, asked.address, asked.post)


def _trimmed(scene: Scene) -> Scene:
    """Take off most of the white around a tree: on a page of text there is enough."""
    items = tuple(moved(item, -_WHITE_PT, -_WHITE_PT) for item in scene.items)
    width, height = scene.width - 2 * _WHITE_PT, scene.height - 2 * _WHITE_PT
    return replace(scene, items=items, width=width, height=height)


def _picture(scene: Scene) -> Picture:
    return Picture(svg(scene, has_title=False), scene.description)
