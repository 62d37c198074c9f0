"""The pens of GEDCOM's two versions: the same facts in the lines that each of them allows."""

from collections.abc import Iterator
from typing import Final

from counselling.pedigree.terms import ParentKind

_LONGEST: Final = 200  # letters of a line's value; 5.5.1 allows 255 with level and tag
_PEDIGREES: Final = {ParentKind.ADOPTIVE: "adopted", ParentKind.FOSTER: "foster"}


class Seven:
    """FamilySearch GEDCOM 7.0: lines of any length; only a leading "@" is doubled."""

    def value(self, level: int, tag: str, text: str) -> Iterator[str]:
        """Return a value; further lines by CONT."""
        first, *rest = [f"@{line}" if line.startswith("@") else line for line in text.split("\n")]
        yield f"{level} {tag} {first}"
        yield from (f"{level + 1} CONT {line}" for line in rest)

    def typed(self, tag: str, value: str, kind: str) -> Iterator[str]:
        """Return a fact or an event whose kind is told in words."""
        yield from self.value(1, tag, value) if value else (f"1 {tag}",)
        yield f"2 TYPE {kind}"

    def belonging(self, kind: ParentKind) -> Iterator[str]:
        """Return how a child belongs to parents who are not those by birth."""
        if kind in _PEDIGREES:
            yield f"2 PEDI {_PEDIGREES[kind].upper()}"
        else:
            yield "2 PEDI OTHER"
            yield f"3 PHRASE {kind.value}"

    def relation(self, words: str) -> Iterator[str]:
        """Return how somebody is associated."""
        yield "2 ROLE OTHER"
        yield f"3 PHRASE {words}"


class Five(Seven):
    """GEDCOM 5.5.1: lines of 255 letters at most, every "@" doubled, no words for "other"."""

    def value(self, level: int, tag: str, text: str) -> Iterator[str]:
        """Return a value; further lines by CONT, the rest of a long one by CONC."""
        for number, line in enumerate(text.split("\n")):
            parts = _parts(line)
            lead = f"{level} {tag}" if number == 0 else f"{level + 1} CONT"
            yield f"{lead} {parts[0]}"
            yield from (f"{level + 1} CONC {part}" for part in parts[1:])

    def belonging(self, kind: ParentKind) -> Iterator[str]:
        """Return how a child belongs; the standard's own words are few, so ours has its own tag."""
        yield f"2 PEDI {_PEDIGREES[kind]}" if kind in _PEDIGREES else f"2 _KIND {kind.value}"

    def relation(self, words: str) -> Iterator[str]:
        """Return how somebody is associated."""
        yield f"2 RELA {words}"


def _parts(line: str) -> list[str]:
    """Pieces of a line, cut where no blank is at a piece's edge: readers drop those."""
    parts = [""]
    for letter in line:
        is_safe = letter != " " and not parts[-1].endswith(" ")
        if len(parts[-1]) >= _LONGEST and is_safe:
            parts.append("")
        parts[-1] += "@@" if letter == "@" else letter
    return parts
