"""`consultand risk FILE --person ID --country NAME`: carrier probabilities and future risk."""

import argparse
from pathlib import Path
from typing import Final

from app.commands.command import Command, Speaker
from app.commands.losses import tell_findings, tell_losses
from app.compose import measure
from app.words import catalogue
from counselling.risk.model import Assessment, CurveKind
from counselling.work.assess_risk import as_table, assess, in_words
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
        parser.add_argument("--model", default="", metavar="NAME")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Compute, and say values with interval, assumptions and sources."""
        words = catalogue("en")
        reading = read_file(arguments.file)
        family = choose(reading, arguments.family)
        assessment = assess(
            family, person=arguments.person, country=arguments.country, model=arguments.model
        )
        numbers = draw_family(family, words, measure()).numbers
        tell_losses(reading.losses, speaker)
        tell_findings((family,), speaker)
        said = [*_values(assessment), ""]
        said += [in_words(c, words, numbers) for c in (*assessment.reasons, *assessment.caveats)]
        said += ["", *(citation.text for citation in assessment.citations)]
        speaker.result(as_table(assessment, numbers), "\n".join(said))
        return 0


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
