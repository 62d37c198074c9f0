"""What a line of a letter is made of: words, tokens, gaps, and weight."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece that must reach every reader whole and in order: a gene, a variant, a number.

    Set left to right, never translated, never broken over two lines. address: where a reader who
    follows it is led, "" for nowhere.
    """

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank that nobody filled: shown as a line to write on, found before a letter is sent.

    name: of the blank; label: what belongs there, in the letter's language.
    """

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry weight."""

    parts: tuple[str | Token | Gap, ...]


Inline: TypeAlias = str | Token | Gap | Strong
Parts: TypeAlias = tuple[Inline, ...]


def sentences(*told: Parts, between: str = " ") -> Parts:
    """Put whole sentences, or labels that stand alone, one after the other."""
    return tuple(part for parts in told for part in (*parts, between))[:-1]


def plain(part: Inline) -> str:
    """Return the words of an inline part."""
    match part:
        case str():
            return part
        case Token(text):
            return text
        case Gap(label=label):
            return f"[{label}]"
    return "".join(plain(inner) for inner in part.parts)


def words_of(parts: Parts) -> str:
    """Return the words of a whole line."""
    return "".join(plain(part) for part in parts)
