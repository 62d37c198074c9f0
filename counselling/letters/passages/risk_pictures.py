"""Pictures of risk in their place: people among 100, the years ahead, before and after a result."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from counselling.drawing.scene import Scene
from counselling.drawing.svg import svg
from counselling.figures.icon_array import circles, extent
from counselling.figures.share import rounded_blanks
from counselling.language.marks import N_
from counselling.language.numbers import how_many
from counselling.letters.inline import Parts, sentences, words_of
from counselling.letters.letter import Block, Figure, Picture, SourceNote, Table
from counselling.letters.passages.conditions import condition_name, gene_list
from counselling.letters.passages.risk import (
    becoming_ill,
    having_a_change,
    numbers,
    source_note,
)
from counselling.letters.passages.risk_rows import OUT_OF, at_age, genes_found, group
from counselling.letters.voice import Voice
from counselling.risk.model import Assessment, CurveKind, Probability

# Most wide, most high.
_CURVE_MM: Final = (96.0, 46.0)
_COMPARED_MM: Final = (100.0, 80.0)
_CIRCLES_MM: Final = (25.0, 25.0)  # as high as the table beside them
_A_ROW: Final = 10  # of the circles: a square of ten times ten is counted at a glance


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


def numbers_drawn(
    assessment: Assessment, voice: Voice, *, curve: Picture | None, comparison: Picture | None
) -> Iterator[Block]:
    """Tell a patient all numbers, the one that matters most as people among 100, then the curve.

    comparison: before and after a result, None for none; it draws the same people. Raises
    LetterError("letter.picture").
    """
    has_numbers, is_compared = False, comparison is not None
    for block in numbers(assessment, voice):
        if not isinstance(block, Table):
            yield block
            continue
        has_numbers = True
        yield block if is_compared else _circles_beside(block, assessment, voice) or block
    if has_numbers:
        yield curve_with_note(assessment, curve, voice)
    if has_numbers and comparison is not None:
        yield before_and_after(comparison, voice)


def _circles_beside(table: Table, assessment: Assessment, voice: Voice) -> Figure | None:
    """Show one of a table's numbers as people, the table beside them.

    It is her own risk to fall ill, or that of the other breast, else the chance of a gene change;
    None where a test knows better.
    """
    shown = _ill(assessment, voice) or _second(assessment, voice) or _change(assessment, voice)
    if shown is None:
        return None
    count = how_many(shown.probability.value, OUT_OF)
    people = circles(count, OUT_OF, is_ltr=voice.catalogue.direction == "ltr", columns=_A_ROW)
    scene = Scene(tuple(people), *extent(OUT_OF, columns=_A_ROW))
    picture = Picture(svg(scene, has_title=False), words_of(shown.told))
    return replace(Figure.fitted(picture, shown.caption, most_mm=_CIRCLES_MM), beside=table)


class _Shown(NamedTuple):
    """A number that is drawn as people: told in a sentence for whoever does not see them."""

    probability: Probability
    told: Parts
    caption: Parts


def _ill(assessment: Assessment, voice: Voice) -> _Shown | None:
    mine, told = assessment.curve(CurveKind.PERSON), becoming_ill(assessment, voice)
    if mine is None or told is None:
        return None
    risk = at_age(mine, mine.ages_years[-1])
    return _Shown(risk, told.parts, _who_falls_ill(risk, voice))


def _second(assessment: Assessment, voice: Voice) -> _Shown | None:
    second = assessment.second
    if second is None:
        return None
    blanks = _blanks(second.person, voice)
    ages = {"start": second.from_age_years, "end": second.to_age_years}
    told = voice.parts(N_("second.counts"), **ages, **blanks)
    return _Shown(second.person, told, _who_falls_ill(second.person, voice))


def _change(assessment: Assessment, voice: Voice) -> _Shown | None:
    told = having_a_change(assessment, voice)
    if told is None or genes_found(assessment):
        return None
    genes = gene_list(tuple(assessment.consultand))
    caption = voice.parts(N_("letters.row.any_gene"), genes=genes)
    if len(assessment.consultand) == 1:
        caption = voice.parts(N_("letters.row.gene"), gene=genes)
    return _Shown(assessment.any_gene, told.parts, caption)


def _who_falls_ill(risk: Probability, voice: Voice) -> Parts:
    counted = voice.parts(N_("horizon.label"), **_blanks(risk, voice))
    return sentences(voice.parts(N_("letters.summary.circles")), counted)


def _blanks(risk: Probability, voice: Voice) -> dict[str, object]:
    """The blanks of a number without its range, which stands in the table."""
    you = voice.text(N_("chart.you"))
    return {**rounded_blanks(you, risk, OUT_OF), "interval": "unknown"}
