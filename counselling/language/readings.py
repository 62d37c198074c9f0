"""All that a message can say, written out: for whoever reads a wording and not its grammar.

A blank is its name in brackets, with the case form in which it is asked for. A plural is read with
the smallest number of each category that the language has for it (CLDR).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, TypeAlias

from counselling.language.catalogue import FSI, PDI, Catalogue
from counselling.language.messages import Blank, Choice, Hash, Message, Part, parse

_Value: TypeAlias = str | float
_Way: TypeAlias = Mapping[str, _Value]  # what each choice is asked by

_MOST: Final = 8  # of all combinations; where there are more, each branch is read once
_COUNTED: Final = 200
_RARE: Final = (0, 0.5, 1.5, 2.5)  # categories that no number from one on has


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a message. when: for which it is, as "sex female"; none where it is all."""

    when: tuple[str, ...]
    text: str


def readings(text: str, words: Catalogue) -> tuple[Reading, ...]:
    """Return every way to read a message of a language, in the order of its branches.

    Where choices make more than eight together, there are as many as it takes to read each branch.
    Raises LanguageError for a malformed message.
    """
    reader = _Reader(parse(text), words)
    found = list(islice(reader.ways({}), _MOST + 1))
    if len(found) > _MOST:
        found = list(reader.branches())
    return tuple(Reading(reader.told(way), reader.read(way)) for way in found)


def written_out(text: str, words: Catalogue) -> str:
    """Return every way to read a message, a line each, headed by when it is read so."""
    return "\n".join(
        f"{FSI}({', '.join(each.when)}){PDI} {each.text}" if each.when else each.text
        for each in readings(text, words)
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """A message of a language."""

    message: Message
    words: Catalogue

    def ways(self, way: _Way) -> Iterator[_Way]:
        """Yield every choice of values that leads to another reading."""
        choice = self._open(self.message, way)
        if choice is None:
            yield way
            return
        for value in self._values(choice.name):
            yield from self.ways({**way, choice.name: value})

    def branches(self) -> Iterator[_Way]:
        """Yield ways until every branch was taken once."""
        seen: set[int] = set()
        for way in self.ways({}):
            taken = {id(branch) for branch in self._on(self.message, way)}
            if not taken <= seen:
                seen |= taken
                yield way

    def told(self, way: _Way) -> tuple[str, ...]:
        """Return a way in words."""
        return tuple(f"{name.replace('_', ' ')} {self._said(value)}" for name, value in way.items())

    def read(self, way: _Way) -> str:
        """Return the message as it is read on a way."""
        return self._text(self.message, way, "#")

    def _open(self, message: Message, way: _Way) -> Choice | None:
        """Return the first choice on the way that was not made yet."""
        for part in message:
            if not isinstance(part, Choice):
                continue
            if part.name not in way:
                return part
            if (inner := self._open(self._taken(part, way), way)) is not None:
                return inner
        return None

    def _on(self, message: Message, way: _Way) -> Iterator[Message]:
        """Yield the branches that a way takes."""
        for part in message:
            if isinstance(part, Choice):
                branch = self._taken(part, way)
                yield branch
                yield from self._on(branch, way)

    def _values(self, name: str) -> tuple[_Value, ...]:
        """Return what a name is asked by, wherever it stands: keys, or a number for each form."""
        asked = [choice for choice in _choices(self.message) if choice.name == name]
        keys = list(dict.fromkeys(key for choice in asked for key in choice.branches))
        if not any(choice.is_plural for choice in asked):
            return (*(key for key in keys if key != "other"), "other")
        named = {int(key.removeprefix("=")) for key in keys if key.removeprefix("=").isdecimal()}
        numbers = [n for n in chain(range(1, _COUNTED), _RARE) if n not in named]
        form = self.words.locale.plural_form
        examples = (next((n for n in numbers if form(n) == key), None) for key in keys)
        return (*sorted(named), *(number for number in examples if number is not None))

    def _taken(self, choice: Choice, way: _Way) -> Message:
        value, branches = way[choice.name], choice.branches
        key = str(value)
        if choice.is_plural and not isinstance(value, str):
            named = f"={value}"
            key = named if named in branches else self.words.locale.plural_form(value)
        return branches.get(key, branches["other"])

    def _text(self, message: Message, way: _Way, count: str) -> str:
        return "".join(self._word(part, way, count) for part in message)

    def _word(self, part: Part, way: _Way, count: str) -> str:
        match part:
            case Blank(name, case):
                return f"[{name}, {case}]" if case else f"[{name}]"
            case Hash():
                return count
            case Choice(name):
                inner = self._said(way[name]) if part.is_plural else count
                return self._text(self._taken(part, way), way, inner)
        return str(part)

    def _said(self, value: _Value) -> str:
        return value if isinstance(value, str) else self.words.number(value)


def _choices(message: Message) -> Iterator[Choice]:
    for part in message:
        if isinstance(part, Choice):
            yield part
            for branch in part.branches.values():
                yield from _choices(branch)
