"""`consultand peel PROBLEM.json`: genotype probabilities of families that are plain numbers."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.commands.command import Command, Json, Speaker
from app.words import catalogue, counted
from counselling.errors import UsageError
from counselling.genetics.problem import Answer
from counselling.work.risk.peel_json import number
from counselling.work.risk.peel_problems import Cohort, Unanswered, peel_file, peel_tables


class Peel:
    """The engine without diseases: parents, allele frequencies, P(data | genotype) in."""

    name = "peel"
    summary = "genotype probabilities from parents and P(data | genotype)"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, nargs="?", metavar="PROBLEM.json")
        parser.add_argument("--dat", type=Path, metavar="CSV", help="family,indiv,mother,father")
        parser.add_argument("--penet", type=Path, metavar="CSV", help="p0,p1,p2, row by row")
        parser.add_argument("--allele-frequency", metavar="Q", help="of the tables: 0.001, 1/1000")
        parser.add_argument("--de-novo-rate", default="0", metavar="MU", help="of the tables")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Answer; an impossible family is an answer too."""
        has_tables = arguments.dat is not None and arguments.penet is not None
        if (arguments.file is None) is not has_tables:
            raise UsageError("peel.arguments")
        if has_tables:
            return _tables(arguments, speaker)
        answers, is_list = peel_file(arguments.file)
        found = [_json(answer) for answer in answers]
        lines = [_words(answer) for answer in answers]
        speaker.result(found if is_list else found[0], "\n".join(lines))
        return 0


def _tables(arguments: argparse.Namespace, speaker: Speaker) -> int:
    if arguments.allele_frequency is None:
        raise UsageError("peel.frequency")
    answer = peel_tables(
        arguments.dat,
        arguments.penet,
        frequency=number(arguments.allele_frequency, "--allele-frequency"),
        de_novo_rate=number(arguments.de_novo_rate, "--de-novo-rate"),
    )
    if isinstance(answer, Unanswered):
        speaker.result(_json(answer), _words(answer))
        return 0
    speaker.result(_cohort_json(answer), _cohort_words(answer))
    return 0


def _json(answer: Answer | Unanswered) -> Json:
    if isinstance(answer, Unanswered):
        return {"error": _reason(answer), "people": list(answer.people)}
    return {
        "log_likelihood": answer.log_likelihood,
        "posteriors": {person: list(row) for person, row in answer.posteriors.items()},
        "milliseconds": answer.milliseconds,
        "plan_milliseconds": answer.plan_milliseconds,
    }


def _cohort_json(cohort: Cohort) -> Json:
    families = {
        family: {person: list(row) for person, row in people.items()}
        for family, people in cohort.families.items()
    }
    only: Mapping[str, object] = {}
    if len(families) == 1:
        only = {"posteriors": next(iter(families.values()))}
    return {
        "log_likelihood": cohort.log_likelihood,
        **only,
        "families": families,
        "milliseconds": cohort.milliseconds,
        "plan_milliseconds": cohort.plan_milliseconds,
    }


def _words(answer: Answer | Unanswered) -> str:
    if isinstance(answer, Unanswered):
        return f"{_reason(answer)} {', '.join(answer.people)}".strip()
    rows = [f"  {person}  {_row(row)}" for person, row in answer.posteriors.items()]
    told = f"log-likelihood {answer.log_likelihood:.12g}, {answer.milliseconds:.3f} ms"
    return "\n".join([told, *rows])


def _cohort_words(cohort: Cohort) -> str:
    rows = [
        f"  {family} {person}  {_row(row)}"
        for family, people in cohort.families.items()
        for person, row in people.items()
    ]
    told = counted(len(cohort.families), "family", "families")
    head = f"{told}, log-likelihood {cohort.log_likelihood:.12g}, {cohort.milliseconds:.3f} ms"
    return "\n".join([head, *rows])


def _row(row: tuple[float, ...]) -> str:
    return "  ".join(f"{chance:.10g}" for chance in row)


def _reason(answer: Unanswered) -> str:
    said = catalogue("en").say(answer.reason.sentence_id, **answer.reason.fields)
    return " ".join(said.split())


COMMAND: Final[Command] = Peel()
