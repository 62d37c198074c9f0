"""`consultand score MODEL ANSWERS.json`: a published score from plain answers."""

import argparse
from pathlib import Path
from typing import Final

from app.commands.command import Command, Json, Speaker
from app.words import catalogue
from counselling.errors import UsageError
from counselling.language.catalogue import Catalogue
from counselling.risk.scores.registry import SCORES, find
from counselling.risk.scores.score import AnswerKind, Ask, Score, ScoreAnswer, Unit, Value
from counselling.work.risk.score_answers import score_file


class ScoreCommand:
    """Gail, Claus, Manchester, PREMM5, MMRpredict: published scores on answers in a file."""

    name = "score"
    summary = "answer a published score from a file of answers"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        known = ", ".join(score.name for score in SCORES)
        parser.add_argument("model", metavar="MODEL", help=known)
        parser.add_argument("answers", type=Path, nargs="?", metavar="ANSWERS.json")
        parser.add_argument("--questions", action="store_true", help="print what it wants to know")
        parser.add_argument("--language", default="en", metavar="CODE")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Answer, or say the questions."""
        words = catalogue(arguments.language)
        score = find(arguments.model)
        if arguments.questions:
            asked = [_ask_json(ask, words) for ask in score.asks]
            told = "\n".join(line for ask in score.asks for line in _ask_lines(ask, words, ""))
            head = {"model": score.name, "version": score.version}
            speaker.result({**head, "questions": asked}, told)
            return 0
        if arguments.answers is None:
            raise UsageError("score.arguments")
        score, answer = score_file(arguments.model, arguments.answers)
        speaker.result(_json(score, answer, words), _words(score, answer, words))
        return 0


def _ask_json(ask: Ask, words: Catalogue) -> Json:
    out: dict[str, object] = {
        "name": ask.name,
        "question": words.say(ask.message_id),
        "type": ask.kind.value,
        "needed": ask.is_needed,
    }
    if ask.kind in (AnswerKind.WHOLE, AnswerKind.NUMBER):
        out |= {"low": ask.low, "high": ask.high, "unit": ask.unit}
    if ask.choices:
        out["allowed"] = list(ask.choices)
    if ask.rows:
        out["each"] = [_ask_json(one, words) for one in ask.rows]
    if not ask.is_needed:
        out["default"] = ask.default
    return out


def _ask_lines(ask: Ask, words: Catalogue, indent: str) -> list[str]:
    kind = ", ".join(ask.choices) or ask.kind.value
    span = f" {ask.low:g} to {ask.high:g} {ask.unit}".rstrip() if ask.high else ""
    needed = "" if ask.is_needed else ", may be left out"
    line = f"{indent}{ask.name}: {words.say(ask.message_id)} ({kind}{span}{needed})"
    return [line, *(more for one in ask.rows for more in _ask_lines(one, words, indent + "  "))]


def _json(score: Score, answer: ScoreAnswer, words: Catalogue) -> Json:
    return {
        "model": score.name,
        "version": score.version,
        "values": [_value_json(value, words) for value in answer.values],
        "assumptions": [words.say(c.message_id, **dict(c.fields)) for c in answer.caveats],
        "missing": list(answer.missing),
        "citations": [{"text": c.text, "status": c.status} for c in score.citations],
    }


def _value_json(value: Value, words: Catalogue) -> Json:
    span = value.ages_years
    interval = value.interval
    return {
        "name": value.name,
        "meaning": words.say(value.message_id),
        "about": value.about or None,
        "value": value.value,
        "population": value.population,
        "unit": value.unit.value,
        "interval": [interval.low, interval.high] if interval else None,
        "from_age": span[0] if span else None,
        "to_age": span[1] if span else None,
        "status": value.status,
    }


def _words(score: Score, answer: ScoreAnswer, words: Catalogue) -> str:
    lines = [f"{score.name} ({score.version})"]
    for value in answer.values:
        told = f"{value.value:.4f}" if value.unit is not Unit.POINTS else f"{value.value:g}"
        span = f", {value.ages_years[0]} to {value.ages_years[1]}" if value.ages_years else ""
        mark = "" if value.status.startswith("verified") else f" [{value.status}]"
        who = f"{value.about}: " if value.about else ""
        beside = "" if value.population is None else f" (population: {value.population:.4f})"
        lines.append(f"  {who}{words.say(value.message_id)}{span}: {told}{beside}{mark}")
    lines += [words.say(c.message_id, **dict(c.fields)) for c in answer.caveats]
    lines += [citation.text for citation in score.citations]
    return "\n".join(lines)


COMMAND: Final[Command] = ScoreCommand()
