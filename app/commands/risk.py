"""`consultand risk FILE --person ID --country NAME`: carrier probabilities and future risk."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from app.commands.arguments import supposition
from app.commands.command import Command, Speaker
from app.commands.losses import tell_findings, tell_losses
from app.fonts import measure
from app.words import catalogue
from counselling.drawing.scene import Scene
from counselling.drawing.svg import svg
from counselling.errors import RiskInputError, UsageError
from counselling.figures.beside import beside, unkept
from counselling.figures.carriers import carrier_chart, population_name
from counselling.figures.carriers_scene import carriers_scene
from counselling.figures.horizons import HorizonChart, band_lines, horizon_chart
from counselling.figures.horizons_scene import horizons_scene
from counselling.figures.second_cancer import second_chart
from counselling.files import keep_apart, replace_file
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.risk.model import Assessment, CurveKind, Probability
from counselling.risk.polygenic_score import PolygenicScore
from counselling.risk.supposition import Supposition
from counselling.work.files.read_family import choose, read_file
from counselling.work.pedigree.contradictions import contradictions_told
from counselling.work.pedigree.draw_family import draw_family
from counselling.work.risk.assess_risk import as_table, assess, assess_all, in_words
from counselling.work.risk.compare_risk import ComparedRisk, compare_risk, comparison_table, knows
from counselling.work.risk.explain_risk import (
    explain_answer,
    explanation_table,
    explanation_words,
)
from counselling.work.risk.outside_results import beside_table, with_result


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
            help="compare with the answer if this test had this result; GENE may be ER, the"
            " receptor of her breast cancer; may be repeated",
        )
        parser.add_argument(
            "--beside", type=Path, metavar="RESULT", help="another program's result, shown beside"
        )
        parser.add_argument("--svg", type=Path, metavar="OUT", help="the years ahead, or --if")
        parser.add_argument("--carriers", type=Path, metavar="OUT", help="chances to carry, SVG")
        parser.add_argument("--language", default="en", metavar="CODE", help="of the sentences")
        parser.add_argument("--prs-alpha", type=float, metavar="A", help="of a polygenic score")
        parser.add_argument("--prs-z", type=float, metavar="Z", help="of a polygenic score")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Compute, and say values with interval, assumptions and sources."""
        words = catalogue(arguments.language)
        reading = read_file(arguments.file)
        family = _with_beside(choose(reading, arguments.family), arguments, words, speaker)
        wanted = [supposition(text) for text in arguments.supposed]
        with contradictions_told(family, words, measure()):
            answers = _answers(family, arguments, words, speaker)
        numbers = _numbers(family, words)
        tell_losses(reading.losses, speaker)
        tell_findings((family,), speaker)
        said: list[str] = []
        called = {who: f"{number} {who}" for who, number in numbers.items()}
        for answer in answers:
            said += [*_values(answer, words), "", *_outlook(answer, words, called)]
            said += _second(answer, words, called)
            for told in beside(answer, words):
                said += [told.title, *told.sentences, ""]
            said += [in_words(c, words, numbers) for c in (*answer.reasons, *answer.caveats)]
            said += ["", *(citation.text for citation in answer.citations), ""]
        tables = [{**as_table(a, numbers), "beside": beside_table(a)} for a in answers]
        table: dict[str, object] = {**tables[0], "models": tables}
        if arguments.explain:
            model, explanation = answers[0].model, explain_answer(answers[0])
            table["explanation"] = {"model": model, **explanation_table(explanation, numbers)}
            said += [words.say(N_("explain.by_model"), model=model)]
            said += explanation_words(explanation, words, called)
        compared = list(_compared(answers, wanted, words, called))
        for one in compared:
            said += ["", one.words.title, *one.words.sentences]
        if compared:
            table["comparisons"] = [comparison_table(one) for one in compared]
        drawn: list[tuple[Path, Scene]] = []
        if arguments.svg:
            drawn.append((arguments.svg, _picture(answers[0], compared, words, called)))
        if arguments.carriers:
            drawn.append((arguments.carriers, _carriers(answers[0], words, called)))
        for path, scene in drawn:
            keep_apart(arguments.file, path)
            replace_file(path, svg(scene).encode())
        speaker.result(table, "\n".join(said).rstrip())
        return 0


def _with_beside(
    family: Family, arguments: argparse.Namespace, words: Catalogue, speaker: Speaker
) -> Family:
    """The family with another program's result about the person; the file itself stays."""
    person: PersonId | None = arguments.person or family.focus
    if arguments.beside is None:
        return family
    if person is None:
        raise RiskInputError("risk.nobody_chosen")
    now = partial(datetime.now, UTC)
    told, reading = with_result(family, person, arguments.beside, now=now)
    for line in unkept(reading, person, words):
        speaker.note(line)
    return told


def _numbers(family: Family, words: Catalogue) -> Mapping[PersonId, str]:
    return draw_family(family, words, measure()).numbers


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
        reason = _with_people(reason, family, words)
        told = " ".join(words.say(reason.sentence_id, **reason.fields).split())
        speaker.note(f"{name}: {told}")
    return answers


def _with_people(reason: RiskInputError, family: Family, words: Catalogue) -> RiskInputError:
    try:
        with contradictions_told(family, words, measure()):
            raise reason
    except RiskInputError as told:
        return told


def _score(arguments: argparse.Namespace) -> PolygenicScore | None:
    alpha, z = arguments.prs_alpha, arguments.prs_z
    if alpha is None and z is None:
        return None
    if alpha is None or z is None:
        raise UsageError("risk.half_a_score")
    return PolygenicScore(alpha, z)


def _compared(
    answers: Sequence[Assessment],
    wanted: Sequence[Supposition],
    words: Catalogue,
    called: Mapping[PersonId, str],
) -> Iterator[ComparedRisk]:
    """Compare by every model that knows the gene; by the first one, which refuses it, if none."""
    for what in wanted:
        knowing = [answer for answer in answers if knows(answer, what)]
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


def _carriers(answer: Assessment, words: Catalogue, called: Mapping[PersonId, str]) -> Scene:
    asked = answer.question.person
    return carriers_scene(carrier_chart(answer, words, whose=called.get(asked, asked)), measure())


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


def _second(answer: Assessment, words: Catalogue, called: Mapping[PersonId, str]) -> list[str]:
    """Say the risk of the other breast, where there is one."""
    asked = answer.question.person
    told = second_chart(answer, words, whose=called.get(asked, asked))
    return [] if told is None else [told.title, *told.sentences, ""]


def _values(assessment: Assessment, words: Catalogue) -> list[str]:
    lines = [f"{assessment.model} {assessment.version}, {assessment.question.person}"]
    reference, genes = assessment.reference, assessment.consultand
    told = [(gene, gene, probability) for gene, probability in genes.items()]
    if len(genes) > 1:
        told.append(("", "any", assessment.any_gene))
    for gene, name, probability in told:
        line = f"{name:6} carrier {_spanned(probability)}"
        if reference is not None:
            average = reference.genes[gene] if gene else reference.any_gene
            line += f"; {population_name(assessment, words)}: {_spanned(average)}"
        lines.append(line)
    for kind in CurveKind:
        curve = assessment.curve(kind)
        if curve:
            start, end = curve.ages_years[0], curve.ages_years[-1]
            risk = curve.probabilities[-1]
            lines.append(f"{assessment.cancer} cancer, {kind.value}, {start} to {end}: {risk:.4f}")
    return lines


def _spanned(probability: Probability) -> str:
    interval = probability.interval
    span = f" ({interval.low:.4f} to {interval.high:.4f})" if interval else ""
    return f"{probability.value:.4f}{span}"


COMMAND: Final[Command] = Risk()
