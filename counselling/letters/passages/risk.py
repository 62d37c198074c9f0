"""Numbers for patients: absolute, out of the same 100, with time span, range, comparison, source.

Whole people out of one fixed number, with the people to whom it does not happen, are understood
best (Gigerenzer et al. 2007, Psychol Sci Public Interest 8:53; Trevena et al. 2013, BMC Med Inform
Decis Mak 13 Suppl 2:S7). "1 in X" is not offered: a changing X misleads (Pighin et al. 2011, Med
Decis Making 31:721).
"""

import re
from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.language.numbers import how_many
from counselling.letters.inline import Token, sentences
from counselling.letters.letter import Block, Paragraph, SourceNote, Table
from counselling.letters.passages.conditions import condition_name, gene_list
from counselling.letters.passages.risk_rows import ancestry, curves, genes_found, group, rows, span
from counselling.letters.voice import Voice
from counselling.pedigree.kinship import relation
from counselling.risk.countries import in_words
from counselling.risk.model import (
    Assessment,
    Caveat,
    Citation,
    CurveKind,
)
from counselling.risk.supposition import Supposition

_MOST_SOURCES: Final = 4  # the rest stands in the record, and the clinic can name it


def having_a_change(assessment: Assessment, voice: Voice) -> Paragraph | None:
    """Tell how likely the person has a change in one of the genes; None where not computed.

    Where a test found a change, that is said instead: a probability would blur a fact.
    """
    found = genes_found(assessment)
    if found:
        return voice.paragraph(N_("letters.risk.found"), genes=gene_list(found))
    if not assessment.consultand:
        return None
    genes = gene_list(tuple(assessment.consultand))
    counted = _counted(assessment.any_gene.value)
    told = [voice.parts(N_("letters.risk.carrying"), genes=genes, **counted)]
    if assessment.reference is not None:
        count = how_many(assessment.reference.any_gene.value)
        known = ancestry(assessment.reference)
        told.append(voice.parts(N_("letters.risk.carrying_compared"), ancestry=known, count=count))
    return Paragraph(sentences(*told))


def becoming_ill(assessment: Assessment, voice: Voice) -> Paragraph | None:
    """Tell the risk to the end of the curve, and the population's; None where there is no curve."""
    mine, theirs = curves(assessment)
    if mine is None:
        return None
    told = [
        voice.parts(
            N_("letters.risk.cancer"),
            sex=group(assessment),
            cancer=condition_name(assessment.cancer, voice),
            **span(mine),
            **_counted(mine.probabilities[-1]),
        )
    ]
    if theirs is not None:
        count = how_many(theirs.probabilities[-1])
        told.append(voice.parts(N_("letters.risk.compared"), sex=group(assessment), count=count))
    return Paragraph(sentences(*told))


def result_supposed(what: Supposition, assessment: Assessment, voice: Voice) -> str:
    """Say what would be found, as the name of a picture."""
    gene, result = Token(what.gene), what.result.value
    if what.person == assessment.question.person:
        return voice.text(N_("letters.compare.own"), gene=gene, result=result)
    question = assessment.question
    key = relation(question.family, question.person, what.person).key
    relative = voice.kin(key)
    return voice.text(N_("letters.compare.relative"), gene=gene, result=result, relative=relative)


def numbers(assessment: Assessment, voice: Voice) -> Iterator[Block]:
    """Tell everything that was computed, out of the same 100, with its range."""
    told = tuple(rows(assessment, voice))
    if told:
        heads = (voice.parts(N_("letters.table.what")), voice.parts(N_("letters.table.how_often")))
        cells = tuple(row.cells for row in told)
        yield Table(heads, cells, facts=tuple(row.number for row in told))
    if assessment.curve(CurveKind.PERSON) is None and assessment.second is None:
        cancer = condition_name(assessment.cancer, voice)
        yield voice.paragraph(N_("letters.risk.no_curve"), cancer=cancer)


def source_note(assessment: Assessment, voice: Voice) -> SourceNote:
    """Say what made the numbers, what they cannot say, and from which publications they come."""
    parts = voice.parts(
        N_("letters.risk.source"),
        model=Token(assessment.model),
        version=Token(assessment.version),
        country=in_words(assessment.question.country, voice.catalogue),
    )
    cited = tuple(_short(citation) for citation in assessment.citations)
    more = len(cited) - _MOST_SOURCES
    if more > 0:
        some = voice.parts(N_("letters.risk.some_sources"), count=more)
        return SourceNote(parts, some, cited[:_MOST_SOURCES])
    return SourceNote(parts, voice.parts(N_("letters.risk.sources")) if cited else (), cited)


def doubts(assessment: Assessment, voice: Voice) -> Iterator[Paragraph]:
    """Tell the reasons and assumptions that the letter has words for, and count the others."""
    untold = 0
    for caveat in (*assessment.reasons, *assessment.caveats):
        message_id = f"letters.{caveat.message_id}"
        if voice.catalogue.has(message_id):
            yield voice.paragraph(message_id, **dict(_fields(caveat, voice)))
        else:
            untold += 1
    if untold:
        yield voice.paragraph(N_("letters.uncertain.more"), count=untold)


def _fields(caveat: Caveat, voice: Voice) -> Iterator[tuple[str, object]]:
    for name, value in caveat.fields:
        if name in ("country", "neighbour"):
            yield name, in_words(str(value), voice.catalogue)
        else:
            yield name, Token(value) if isinstance(value, str) else value


_ASIDE: Final = re.compile(r",? doi:\S+| \([^()]*\)")


def _short(citation: Citation) -> str:
    """A publication as a patient's letter names it: without its doi and our notes in brackets."""
    return _ASIDE.sub("", citation.text).rstrip(" ,")


def _counted(probability: float) -> dict[str, int]:
    count = how_many(probability)
    return {"count": count, "rest": 100 - count}
