"""Use case: write the summary letter about a person, with her family's picture and her curve."""

import datetime
from dataclasses import dataclass

from counselling.drawing.measure import Measure
from counselling.drawing.scene import Scene
from counselling.drawing.svg import svg
from counselling.figures.compare import compare
from counselling.figures.compare_scene import comparison_scene
from counselling.figures.risk_chart import risk_chart
from counselling.figures.risk_curve import IN_LETTER, risk_curve
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.letters.compose import Frame
from counselling.letters.kinds.summary import SummaryInput, summary_letter
from counselling.letters.letter import Letter, Picture
from counselling.letters.parties import Clinic, Counsellor, Recipient
from counselling.letters.passages.risk import OUT_OF, result_supposed
from counselling.letters.voice import Voice
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.risk.model import Assessment
from counselling.risk.supposition import Supposition
from counselling.work.compare_risk import suppose
from counselling.work.draw_family import Drawing, draw_family


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes; reviewer: who signed the letter's language off, None for nobody."""

    clinic: Clinic
    counsellor: Counsellor
    reviewer: str | None


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
    drawing = draw_family(question.family, words, measure)
    # out of 100 like every number of a letter, whatever fits a screen
    chart = risk_chart(assessment, words, whose=words.say(N_("chart.you")), out_of=OUT_OF)
    recipient = _recipient(question.family, question.person, drawing)
    given = SummaryInput(
        frame=Frame(
            clinic=head.clinic,
            counsellor=head.counsellor,
            recipient=recipient,
            written_on=written_on,
            reviewer=head.reviewer,
        ),
        assessment=assessment,
        numbering=drawing.numbers,
        pedigree=_picture(drawing.scene),
        curve=_picture(risk_curve(chart, measure, sheet=IN_LETTER)) if chart else None,
        session_on=session_on,
        agreed=agreed,
        comparison=_comparison(assessment, supposed, words, measure, recipient=recipient),
    )
    return summary_letter(given, words)


def _comparison(
    assessment: Assessment,
    supposed: Supposition | None,
    words: Catalogue,
    measure: Measure,
    *,
    recipient: Recipient,
) -> Picture | None:
    """Before and after, named in the letter's own words; None where nothing is supposed."""
    if supposed is None:
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


def _recipient(family: Family, person_id: PersonId, drawing: Drawing) -> Recipient:
    person = family.person(person_id)
    return Recipient(person.name or drawing.numbers[person_id], person.shown_gender)


def _picture(scene: Scene) -> Picture:
    return Picture(svg(scene, has_title=False), scene.description)
