"""How the answers of a consent were given: a line for each way, and each answer as data."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from counselling.language.marks import N_
from counselling.letters.facts import Answered
from counselling.letters.inline import Direction, Parts, sentences
from counselling.letters.letter import Paragraph
from counselling.letters.material import Material
from counselling.letters.passages.uses import USES
from counselling.letters.voice import Voice

_DAY: Final = N_("letters.sign.day")
_BY: Final = N_("letters.doctor.counsellor")
_INTERPRETER: Final = N_("letters.blank.interpreter")
_PAIR: Final = N_("letters.answer.name")  # "{question} – {answer}"
_SHARED: Final = "share_"
_BETWEEN: Final[dict[Direction, str]] = {"ltr": "; ", "rtl": "؛ "}


def recorded(material: Material, names: Iterable[str]) -> tuple[Answered, ...]:
    """Return what the records hold of these answers, with the codes of each yes."""
    known = (material.recorded[name] for name in names if name in material.recorded)
    return tuple(replace(one, codes=_codes(one)) for one in known)


def unnamed(answers: Iterable[Answered]) -> tuple[Answered, ...]:
    """Return answers without the names of who was there, for a letter that does not tell them."""
    return tuple(replace(one, explained_by="", interpreter="") for one in answers)


def how_given(answers: Iterable[Answered], voice: Voice) -> Iterator[Paragraph]:
    """Tell on which day, explained by whom and with which interpreter; once for each such way."""
    told = (tuple(_way(one, voice)) for one in answers)
    for way in dict.fromkeys(told):
        if way:
            pairs = (voice.parts(_PAIR, question=label, answer=value) for label, value in way)
            yield Paragraph(_joined(pairs, voice))


def _joined(pairs: Iterable[Parts], voice: Voice) -> Parts:
    return sentences(*pairs, between=_BETWEEN[voice.catalogue.direction])


def _way(one: Answered, voice: Voice) -> Iterator[tuple[str, str]]:
    if one.at:
        day = datetime.fromisoformat(one.at).astimezone().date()
        yield voice.text(_DAY), voice.catalogue.date(day)
    if one.explained_by:
        yield voice.text(_BY), one.explained_by
    if one.has_interpreter:
        label = voice.catalogue.begun(voice.text(_INTERPRETER))
        yield label, one.interpreter or voice.text(N_("letters.answer.yes"))


def _codes(one: Answered) -> tuple[str, ...]:
    use = one.id.removeprefix(_SHARED)
    return USES[use].codes if one.is_yes and use != one.id and use in USES else ()
