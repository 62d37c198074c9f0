"""Use case: answer a published score from a file of answers."""

from pathlib import Path

from counselling.errors import FormatError
from counselling.risk.scores.registry import find
from counselling.risk.scores.score import Score, ScoreAnswer, checked
from counselling.work.files.json_file import parsed
from counselling.work.files.read_family import content_of


def score_file(name: str, path: Path) -> tuple[Score, ScoreAnswer]:
    """Return the score and its answer.

    Raises StorageError, FormatError("score.json"), RiskInputError with the place.
    """
    score = find(name)
    return score, score_text(score, content_of(path))


def score_text(score: Score, data: bytes) -> ScoreAnswer:
    """Answer a score from JSON. Raises FormatError("score.json"), RiskInputError."""
    try:
        told = parsed(data)
    except ValueError:
        raise FormatError("score.json") from None
    return score.compute(checked(score.asks, told))
