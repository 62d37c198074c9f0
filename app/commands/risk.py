"""`consultand risk FILE --person ID --country NAME`: carrier probabilities and future risk."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from app.commands.command import Command, Speaker
from app.commands.losses import tell_findings, tell_losses
from app.fonts import measure
from app.words import catalogue
from counselling.drawing.scene import Scene
from counselling.drawing.svg import svg
from counselling.errors import UsageError
from counselling.figures.horizons import HorizonChart, band_lines, horizon_chart
from counselling.figures.horizons_scene import horizons_scene
from counselling.files import keep_apart, replace_file
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import TestResult
from counselling.risk.explaining import explain
from counselling.risk.model import Assessment, CurveKind
from counselling.risk.polygenic_score import PolygenicScore
from counselling.risk.supposing import Supposition
from counselling.work.assess_risk import (
    as_table,
    assess,
    assess_all,
    explanation_table,
    explanation_words,
    in_words,
)
from counselling.work.compare_risk import ComparedRisk, compare_risk, comparison_table
from counselling.work.draw_family import draw_family
from counselling.work.read_family import choose, read_file

_RESULTS: Final = {
    "pos": TestResult.POSITIVE,
    "positive": TestResult.POSITIVE,
    "neg": TestResult.NEGATIVE,
    "negative": TestResult.NEGATIVE,
}


class Risk:
    """Asks the model about one person of a family."""

    name = "risk"
    summary = "compute carrier probabilities and future risk"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--family", metavar="ID", help="which family of several")
        parser.add_argument("--person", metavar="ID", help="default: whom the file is about")
        parser.add_argument("--country", required=True, metavar="NAME", help="e.g. UK, Germany")
        parser.add_argument("--model", default="", metavar="NAME", help="default: all of them")
        parser.add_argument("--explain", action="store_true", help="say what moves the result")
        parser.add_argument(
            "--if",
            dest="supposed",
            action="append",
            default=[],
            metavar='"PERSON GENE pos|neg"',
            help="compare with the answer if this test had this result; may be repeated",
        )
        parser.add_argument("--svg", type=Path, metavar="OUT", help="the years ahead, or --if")
        parser.add_argument("--language", default="en", metavar="CODE", help="of the sentences")
        parser.add_argument("--prs-alpha", type=float, metavar="A", help="of a polygenic score")
        parser.add_argument("--prs-z", type=float, metavar="Z", help="of a polygenic score")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Compute, and say values with interval, assumptions and sources."""
        words = catalogue(arguments.language)
        reading = read_file(arguments.file)
        family = choose(reading, arguments.family)
        wanted = [_supposition(text) for text in arguments.supposed]
        answers = _answers(family, arguments, words, speaker)
        numbers = draw_family(family, words, measure()).numbers
        tell_losses(reading.losses, speaker)
        tell_findings((family,), speaker)
        said: list[str] = []
        called = {who: f"{number} {who}" for who, number in numbers.items()}
        for answer in answers:
            said += [*_values(answer), "", *_outlook(answer, words, called)]
            said += [in_words(c, words, numbers) for c in (*answer.reasons, *answer.caveats)]
            said += ["", *(citation.text for citation in answer.citations), ""]
        tables = [as_table(answer, numbers) for answer in answers]
        table: dict[str, object] = {**tables[0], "models": tables}
        if arguments.explain:
            explanation = explain(answers[0].question)
            table["explanation"] = explanation_table(explanation, numbers)
            said += explanation_words(explanation, words, called)
        compared = list(_compared(answers, wanted, words, called))
        for one in compared:
            said += ["", one.words.title, *one.words.sentences]
        if compared:
            table["comparisons"] = [comparison_table(one) for one in compared]
        if arguments.svg:
            scene = _picture(answers[0], compared, words, called)
            keep_apart(arguments.file, arguments.svg)
            replace_file(arguments.svg, svg(scene).encode())
        speaker.result(table, "\n".join(said).rstrip())
        return 0


def _answers(
    family: Family, arguments: argparse.Namespace, words: Catalogue, speaker: Speaker
) -> tuple[Assessment, ...]:
    """Ask the model that is wanted, or all; which cannot answer is told beside."""
    person, country, score = arguments.person, arguments.country, _score(arguments)
    if arguments.model:
        model: str = arguments.model
        return (assess(family, person=person, country=country, model=model, score=score),)
    answers, refusals = assess_all(family, person=person, country=country, score=score)
    for name, reason in refusals:
        told = " ".join(words.say(reason.sentence_id, **reason.fields).split())
        speaker.note(f"{name}: {told}")
    return answers


def _score(arguments: argparse.Namespace) -> PolygenicScore | None:
    alpha, z = arguments.prs_alpha, arguments.prs_z
    if alpha is None and z is None:
        return None
    if alpha is None or z is None:
        raise UsageError("risk.half_a_score")
    return PolygenicScore(alpha, z)


def _supposition(text: str) -> Supposition:
    """Read "PERSON GENE pos|neg"; an id may hold blanks."""
    parts = text.rsplit(maxsplit=2)
    result = _RESULTS.get(parts[-1].casefold()) if len(parts) == 3 else None
    if result is None:
        raise UsageError("risk.unclear_supposition", text=text)
    return Supposition(parts[0], parts[1], result)


def _compared(
    answers: Sequence[Assessment],
    wanted: Sequence[Supposition],
    words: Catalogue,
    called: Mapping[PersonId, str],
) -> Iterator[ComparedRisk]:
    """Compare by every model that knows the gene; by the first one, which refuses it, if none."""
    for what in wanted:
        knowing = [answer for answer in answers if what.gene in answer.consultand]
        for answer in knowing or answers[:1]:
            yield compare_risk(answer, what, words, measure(), names=called)


def _picture(
    answer: Assessment,
    compared: Sequence[ComparedRisk],
    words: Catalogue,
    called: Mapping[PersonId, str],
) -> Scene:
    """Draw the first comparison, else the years ahead; as the sentences name the person."""
    if compared:
        return compared[0].scene
    told = _told(answer, words, called)
    if told is None:
        raise UsageError("risk.nothing_to_draw")
    return horizons_scene(told, measure())


def _told(
    answer: Assessment, words: Catalogue, called: Mapping[PersonId, str]
) -> HorizonChart | None:
    asked = answer.question.person
    return horizon_chart(answer, words, whose=called.get(asked, asked))


def _outlook(answer: Assessment, words: Catalogue, called: Mapping[PersonId, str]) -> list[str]:
    """Say each span that lies ahead, and the guideline's category."""
    told = _told(answer, words, called)
    if told is None:
        return []
    said = [line for row in told.rows for line in (row.title, *row.sentences, "")]
    return [*said, *band_lines(answer, words, is_for_patient=False), told.note[-1], ""]


def _values(assessment: Assessment) -> list[str]:
    lines = [f"{assessment.model} {assessment.version}, {assessment.question.person}"]
    for gene, probability in assessment.consultand.items():
        interval = probability.interval
        span = f" ({interval.low:.4f} to {interval.high:.4f})" if interval else ""
        lines.append(f"{gene:6} carrier {probability.value:.4f}{span}")
    for kind in CurveKind:
        curve = assessment.curve(kind)
        if curve:
            start, end = curve.ages_years[0], curve.ages_years[-1]
            risk = curve.probabilities[-1]
            lines.append(f"{assessment.cancer} cancer, {kind.value}, {start} to {end}: {risk:.4f}")
    return lines


COMMAND: Final[Command] = Risk()
