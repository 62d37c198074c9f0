"""What went wrong, as a value without a language, and its words for a person."""

import logging
import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counselling.errors import CounsellingError, Field
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_

_log = logging.getLogger("consultand.ui")

UNEXPECTED: Final = N_("error.unexpected")
_END_OF_SENTENCE: Final = re.compile(r"(?<=[.!?\u061f])\s+")


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure: full id of its sentence in domain ui, and the blanks."""

    sentence_id: str
    fields: tuple[tuple[str, Field], ...] = ()


@dataclass(frozen=True, slots=True)
class FailureWords:
    """what: what happened, one sentence. rest: what is safe, what to do now; may be empty."""

    what: str
    rest: str = ""


def failure_of(error: BaseException) -> Failure:
    """Turn an exception into a failure.

    One that nobody expected is logged by its type and the lines it came through; never by its
    text, which may hold what a patient said.
    """
    if isinstance(error, CounsellingError):
        return Failure(error.sentence_id, tuple(error.fields.items()))
    steps = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(step.filename).name}:{step.lineno}" for step in reversed(steps))
    _log.error("unexpected %s at %s", type(error).__name__, where)
    return Failure(UNEXPECTED)


def words(failure: Failure, catalogue: Catalogue) -> FailureWords:
    """Say a failure: what happened, is my work safe, what now.

    A sentence that the language lacks must not hide the failure: the general one is said.
    """
    if catalogue.has(failure.sentence_id):
        text = catalogue.say(failure.sentence_id, **dict(failure.fields))
    else:
        _log.error("no words for %s", failure.sentence_id)
        text = catalogue.say(UNEXPECTED)
    what, *rest = _END_OF_SENTENCE.split(text, maxsplit=1)
    return FailureWords(what, " ".join(rest))


def sentence(catalogue: Catalogue, message_id: str, fields: tuple[tuple[str, Field], ...]) -> str:
    """Say a finding, a caveat or a loss: values of the core that carry an id and blanks."""
    blanks: Mapping[str, Field] = dict(fields)
    return catalogue.say(message_id, **blanks)
