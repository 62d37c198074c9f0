"""All that a message can say, written out: for whoever reads a wording and not its grammar.

A blank is its name in brackets, with the case form in which it is asked for. A plural is read with
the smallest number of each category that the language has for it (CLDR).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, NamedTuple, TypeAlias

from counselling.language.catalogue import FSI, PDI, Catalogue
from counselling.language.messages import Blank, Choice, Hash, Message, Part, parse

_MOST: Final = 8  # of all combinations; where there are more, one choice varies at a time
_COUNTED: Final = 200
_RARE: Final = (0, 0.5, 1.5, 2.5)  # categories that no number from one on has


class _Branch(NamedTuple):
    """Which branch is read. number: for which it stands; None where it is no plural's."""

    key: str
    number: float | None = None


_Way: TypeAlias = Mapping[str, _Branch]  # by the name of a choice


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a message. when: for which it is, as "sex female"; none where it is all."""

    when: tuple[str, ...]
    text: str


def readings(text: str, words: Catalogue) -> tuple[Reading, ...]:
    """Return every way to read a message of a language, in the order of its branches.

    Where choices make more than eight together, each is read through with the others at their
    first. Raises LanguageError for a malformed message.
    """
    message = parse(text)
    found = list(islice(_ways(message, {}, words), _MOST + 1))
    if len(found) > _MOST:
        found = list(_one_by_one(message, words))
    return tuple(Reading(_told(way, words), _read(message, way, words)) for way in found)


def written_out(text: str, words: Catalogue) -> str:
    """Return every way to read a message, a line each, headed by when it is read so."""
    return "\n".join(
        f"{FSI}({', '.join(each.when)}){PDI} {each.text}" if each.when else each.text
        for each in readings(text, words)
    )


def _ways(message: Message, way: _Way, words: Catalogue) -> Iterator[_Way]:
    """Yield every choice of branches that leads to another reading."""
    choice = _open(message, way)
    if choice is None:
        yield way
        return
    for branch in _branches(choice, words):
        yield from _ways(message, {**way, choice.name: branch}, words)


def _one_by_one(message: Message, words: Catalogue) -> Iterator[_Way]:
    first = next(_ways(message, {}, words))
    yield first
    for name in first:
        others = {other: branch for other, branch in first.items() if other != name}
        for way in _ways(message, others, words):
            if way != first:
                yield {each: way[each] for each in (*first, *way) if each in way}


def _open(message: Message, way: _Way) -> Choice | None:
    """Return the first choice on the way that was not made yet."""
    for part in message:
        if not isinstance(part, Choice):
            continue
        if part.name not in way:
            return part
        if (inner := _open(_taken(part, way), way)) is not None:
            return inner
    return None


def _taken(choice: Choice, way: _Way) -> Message:
    return choice.branches.get(way[choice.name].key, choice.branches["other"])


def _branches(choice: Choice, words: Catalogue) -> Iterator[_Branch]:
    for key in choice.branches:
        number = _example(key, choice, words) if choice.is_plural else None
        if number is not None or not choice.is_plural:
            yield _Branch(key, number)


def _example(key: str, choice: Choice, words: Catalogue) -> float | None:
    """Return a number for which a branch of a plural stands; None where there is none."""
    if key.startswith("="):
        return int(key[1:])
    numbers = (n for n in chain(range(1, _COUNTED), _RARE) if f"={n}" not in choice.branches)
    return next((n for n in numbers if words.locale.plural_form(n) == key), None)


def _told(way: _Way, words: Catalogue) -> tuple[str, ...]:
    return tuple(
        f"{name.replace('_', ' ')} {key if number is None else words.number(number)}"
        for name, (key, number) in way.items()
    )


def _read(message: Message, way: _Way, words: Catalogue, count: str = "#") -> str:
    return "".join(_word(part, way, words, count) for part in message)


def _word(part: Part, way: _Way, words: Catalogue, count: str) -> str:
    match part:
        case Blank(name, case):
            return f"[{name}, {case}]" if case else f"[{name}]"
        case Hash():
            return count
        case Choice(name):
            number = way[name].number
            inner = count if number is None else words.number(number)
            return _read(_taken(part, way), way, words, inner)
    return str(part)
