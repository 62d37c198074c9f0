"""`consultand risk FILE --person ID --country NAME`: carrier probabilities and future risk."""

import argparse
from pathlib import Path
from typing import Final

from app.commands.command import Command, Speaker
from app.commands.losses import tell_findings, tell_losses
from app.fonts import measure
from app.words import catalogue
from counselling.errors import UsageError
from counselling.risk.explaining import explain
from counselling.risk.model import Assessment, CurveKind
from counselling.risk.polygenic_score import PolygenicScore
from counselling.work.assess_risk import (
    as_table,
    assess,
    assess_all,
    explanation_table,
    explanation_words,
    in_words,
)
from counselling.work.draw_family import draw_family
from counselling.work.read_family import choose, read_file


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
        parser.add_argument("--prs-alpha", type=float, metavar="A", help="of a polygenic score")
        parser.add_argument("--prs-z", type=float, metavar="Z", help="of a polygenic score")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Compute, and say values with interval, assumptions and sources."""
        words = catalogue("en")
        reading = read_file(arguments.file)
        family = choose(reading, arguments.family)
        score = _score(arguments)
        person, country = arguments.person, arguments.country
        answers: tuple[Assessment, ...]
        if arguments.model:
            model: str = arguments.model
            answers = (assess(family, person=person, country=country, model=model, score=score),)
        else:
            answers, refusals = assess_all(family, person=person, country=country, score=score)
            for name, reason in refusals:
                told = " ".join(words.say(reason.sentence_id, **reason.fields).split())
                speaker.note(f"{name}: {told}")
        numbers = draw_family(family, words, measure()).numbers
        tell_losses(reading.losses, speaker)
        tell_findings((family,), speaker)
        said: list[str] = []
        for answer in answers:
            said += [*_values(answer), ""]
            said += [in_words(c, words, numbers) for c in (*answer.reasons, *answer.caveats)]
            said += ["", *(citation.text for citation in answer.citations), ""]
        tables = [as_table(answer, numbers) for answer in answers]
        table: dict[str, object] = {**tables[0], "models": tables}
        if arguments.explain:
            explanation = explain(answers[0].question)
            table["explanation"] = explanation_table(explanation, numbers)
            called = {who: f"{number} {who}" for who, number in numbers.items()}
            said += explanation_words(explanation, words, called)
        speaker.result(table, "\n".join(said).rstrip())
        return 0


def _score(arguments: argparse.Namespace) -> PolygenicScore | None:
    alpha, z = arguments.prs_alpha, arguments.prs_z
    if alpha is None and z is None:
        return None
    if alpha is None or z is None:
        raise UsageError("risk.half_a_score")
    return PolygenicScore(alpha, z)


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
