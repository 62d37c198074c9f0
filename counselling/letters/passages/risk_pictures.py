"""Pictures of risk in their place: the years ahead, and before and after a result."""

from typing import Final

from counselling.language.marks import N_
from counselling.letters.letter import Figure, Picture, SourceNote
from counselling.letters.passages.conditions import condition_name
from counselling.letters.passages.risk import source_note
from counselling.letters.passages.risk_rows import group
from counselling.letters.voice import Voice
from counselling.risk.model import Assessment, CurveKind

# Most wide, most high.
_CURVE_MM: Final = (96.0, 46.0)
_COMPARED_MM: Final = (100.0, 80.0)


def curve_with_note(
    assessment: Assessment, curve: Picture | None, voice: Voice
) -> Figure | SourceNote:
    """Show the curve with what made the numbers beside it; the note alone where there is none.

    Raises LetterError("letter.picture").
    """
    note = source_note(assessment, voice)
    if curve is None or assessment.curve(CurveKind.PERSON) is None:
        return note
    cancer = condition_name(assessment.cancer, voice)
    caption = voice.parts(N_("letters.means.curve"), cancer=cancer, sex=group(assessment))
    return Figure.fitted(curve, caption, most_mm=_CURVE_MM, note=note)


def before_and_after(comparison: Picture, voice: Voice) -> Figure:
    """Show what a test could change. Raises LetterError("letter.picture")."""
    caption = voice.parts(N_("letters.means.compare"))
    return Figure.fitted(comparison, caption, most_mm=_COMPARED_MM)
