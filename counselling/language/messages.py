"""A message with blanks, plural and select branches: a small, strict part of ICU MessageFormat.

    {name}                                              a blank
    {relative.dative}                                   a blank asked for in a case form
    {count, plural, one {# person} other {# persons}}   branches by the language's plural rules
    {sex, select, female {her} male {his} other {their}}

`#` inside a plural branch is the number in the language's own digits and separators. An apostrophe
quotes a brace: '{'. Source of the grammar: Unicode MessageFormat 1, ICU 76 user guide.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Final, TypeAlias

from counselling.errors import LanguageError


@dataclass(frozen=True, slots=True)
class Blank:
    """{name} or {name.case}."""

    name: str
    case: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A plural or a select: the branch is chosen by the field's value."""

    name: str
    is_plural: bool
    branches: Mapping[str, "Message"]


@dataclass(frozen=True, slots=True)
class Hash:
    """`#`: the number of the plural around it."""


Part: TypeAlias = str | Blank | Choice | Hash
Message: TypeAlias = tuple[Part, ...]

_HEAD: Final = re.compile(r"\{\s*(\w+)(?:\.(\w+))?\s*(?:,\s*(plural|select)\s*,)?\s*")
_BRANCH: Final = re.compile(r"\s*(=\d+|\w+)\s*\{")


def parse(text: str) -> Message:
    """Read a message. Raises LanguageError("language.malformed", at=...) with the place."""
    parts, at = _parse(text, 0, inside=False)
    if at != len(text):
        raise _malformed(at)
    return parts


def _malformed(at: int) -> LanguageError:
    return LanguageError("language.malformed", at=at)


def _parse(text: str, at: int, *, inside: bool) -> tuple[Message, int]:
    parts: list[Part] = []
    plain: list[str] = []

    def flush() -> None:
        if plain:
            parts.append("".join(plain))
            plain.clear()

    while at < len(text):
        letter = text[at]
        if letter == "'" and text[at + 1 : at + 2] in ("{", "}", "'", "#"):
            plain.append(text[at + 1])
            at += 3 if text[at + 1] != "'" and text[at + 2 : at + 3] == "'" else 2
        elif letter == "{":
            flush()
            part, at = _braced(text, at)
            parts.append(part)
        elif letter == "}":
            if not inside:
                raise _malformed(at)
            break
        elif letter == "#" and inside:
            flush()
            parts.append(Hash())
            at += 1
        else:
            plain.append(letter)
            at += 1
    else:
        if inside:
            raise _malformed(at)
    flush()
    return tuple(parts), at


def _braced(text: str, at: int) -> tuple[Blank | Choice, int]:
    head = _HEAD.match(text, at)
    if head is None:
        raise _malformed(at)
    name, case, kind = head[1], head[2] or "", head[3]
    at = head.end()
    if kind is None:
        if text[at : at + 1] != "}":
            raise _malformed(at)
        return Blank(name, case), at + 1
    branches: dict[str, Message] = {}
    while text[at : at + 1] != "}":
        branch = _BRANCH.match(text, at)
        if branch is None:
            raise _malformed(at)
        branches[branch[1]], at = _parse(text, branch.end(), inside=True)
        at += 1
        while text[at : at + 1].isspace():
            at += 1
    if "other" not in branches:
        raise _malformed(at)
    return Choice(name, kind == "plural", branches), at + 1


def blanks(message: Message) -> frozenset[str]:
    """Names of all fields that a message needs."""
    return frozenset(_names(message))


def _names(message: Message) -> Iterator[str]:
    for part in message:
        if isinstance(part, Blank):
            yield part.name
        elif isinstance(part, Choice):
            yield part.name
            for branch in part.branches.values():
                yield from _names(branch)


def cases(message: Message) -> frozenset[str]:
    """Case forms in which a message asks for its blanks."""
    return frozenset(_cases(message))


def _cases(message: Message) -> Iterator[str]:
    for part in message:
        if isinstance(part, Blank) and part.case:
            yield part.case
        elif isinstance(part, Choice):
            for branch in part.branches.values():
                yield from _cases(branch)


def plural_branches(message: Message) -> Iterator[frozenset[str]]:
    """The branch names of each plural in a message, for the check against the language's rules."""
    for part in message:
        if isinstance(part, Choice):
            if part.is_plural:
                yield frozenset(part.branches)
            for branch in part.branches.values():
                yield from plural_branches(branch)


def has_forms(message: Message, needed: Set[str]) -> bool:
    """Whether each plural in a message has a branch for every category that the language needs."""
    return all(needed <= found for found in plural_branches(message))


def fill(
    message: Message,
    fields: Mapping[str, object],
    *,
    plural_form: Callable[[float], str],
    number: Callable[[float], str],
) -> tuple[object, ...]:
    """Fill the blanks: a tuple of strings and of the field values as they were given.

    Values stay values, so that a letter can set a gene's name differently from the words around
    it; whoever wants one string joins them. `#` becomes a string by `number`.
    Raises LanguageError("language.blank", blank=...) when a field is missing.
    """
    out: list[object] = []
    _fill(message, fields, plural_form, number, None, out)
    return tuple(out)


def _fill(
    message: Message,
    fields: Mapping[str, object],
    plural_form: Callable[[float], str],
    number: Callable[[float], str],
    count: float | None,
    out: list[object],
) -> None:
    for part in message:
        match part:
            case str():
                out.append(part)
            case Hash():
                out.append("#" if count is None else number(count))
            case Blank(name, case):
                value = _field(fields, name)
                out.append(value(case) if callable(value) else value)
            case Choice(name, is_plural, branches):
                value = _field(fields, name)
                branch, inner = _branch(value, branches, plural_form if is_plural else None)
                _fill(branch, fields, plural_form, number, inner if is_plural else count, out)


def _field(fields: Mapping[str, object], name: str) -> object:
    try:
        return fields[name]
    except KeyError:
        raise LanguageError("language.blank", blank=name) from None


def _branch(
    value: object,
    branches: Mapping[str, Message],
    plural_form: Callable[[float], str] | None,
) -> tuple[Message, float | None]:
    if plural_form is None:
        return branches.get(str(value), branches["other"]), None
    if not isinstance(value, int | float):
        raise LanguageError("language.blank", blank=str(value))
    exact = branches.get(f"={value}")
    chosen = exact if exact is not None else branches.get(plural_form(value), branches["other"])
    return chosen, value
