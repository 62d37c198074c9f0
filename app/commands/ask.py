"""`consultand ask FILE`: what to ask next about a family, the most informative question first."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.commands.command import Command, Json, Speaker
from app.commands.losses import tell_losses
from app.words import catalogue
from counselling.interview.say import say_progress
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.work.files.read_family import choose, read_file
from counselling.work.history.ask_next import Asked, ask, in_words


class Ask:
    """Lists the gaps of a family history as questions; nothing is changed."""

    name = "ask"
    summary = "say what to ask next about a family"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--family", metavar="ID", help="which family of several")
        parser.add_argument("--language", default="en", metavar="CODE", help="of the questions")
        parser.add_argument("--last", metavar="PERSON", help="id of whom was asked about last")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Read, find the gaps, say them."""
        reading = read_file(arguments.file)
        tell_losses(reading.losses, speaker)
        family = choose(reading, arguments.family)
        words = catalogue(arguments.language)
        found = ask(family, last=arguments.last)
        asked = [in_words(question, family, words) for question in found.questions]
        answer = {
            "family": family.id,
            "open": len(found.questions),
            "questions": [_json(each) for each in asked],
            "progress": [
                {
                    "side": each.side.value,
                    "done": each.done,
                    "total": each.total,
                    "words": say_progress(each, words),
                }
                for each in found.progress
            ],
        }
        told = [say_progress(each, words) for each in found.progress]
        speaker.result(answer, "\n".join((*_lines(asked, words), *told)))
        return 0


def _json(asked: Asked) -> Json:
    question, gap = asked.question, asked.question.gap
    return {
        "person": gap.person,
        "gap": gap.topic.value,
        "about": gap.about,
        "side": gap.side.value,
        "step": gap.step,
        "weight": question.weight,
        "undecided": question.is_undecided,
        "words": asked.words,
        "why": list(asked.why),
    }


def _lines(asked: Sequence[Asked], words: Catalogue) -> Sequence[str]:
    if not asked:
        return (words.say(N_("interview.complete")),)
    return [f"{each.question.weight:>3}  {each.words}" for each in asked]


COMMAND: Final[Command] = Ask()
