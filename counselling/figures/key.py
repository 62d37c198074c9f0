"""The key of a pedigree: what each fill means, and the abbreviations and signs that were used."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from counselling.drawing.ink import HAIRLINE_PT, SMALL_PT, Ink
from counselling.drawing.measure import Measure
from counselling.drawing.runs import line_of_text
from counselling.drawing.scene import Anchor, Circle, Group, Item, Line, Rectangle, Stroke, Text
from counselling.figures.fills import Fill, filled
from counselling.figures.symbols import NotationStyle
from counselling.language.catalogue import Catalogue
from counselling.language.conditions import condition_name
from counselling.language.marks import N_
from counselling.pedigree.family import Family

_SWATCH_PT: Final = 13.0
_BESIDE_PT: Final = 6.0
_APART_PT: Final = 18.0
_ROW_PT: Final = 19.0
# At the head of a line of a label, or inside a symbol; whole, so that no word is taken for one.
_CODES: Final = (
    "AFAB", "AMAB", "UAAB", "SB", "SAB", "TOP", "ECT", "LMP", "EDD", "D", "S", "SD", "P", "n",
    "E", "E+", "E-", "Eu", "ER", "PR", "HER2", "CK14", "CK56", "VUS",
)  # fmt: skip
_MARKERS: Final = frozenset({"ER", "PR", "HER2", "CK14", "CK56"})  # with + or - behind
_UNSURE: Final = "VUS"  # behind its gene
_INSIDE: Final = frozenset({"D", "S", "SD", "P", "n"})  # in labels they are somebody's initial
_IDS: Final[Mapping[str, str]] = {"E+": "e_positive", "E-": "e_negative", "Eu": "e_unsure"}

Sign: TypeAlias = Fill | str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a key: a fill, or letters as they stand in the drawing, and what they mean."""

    sign: Sign
    words: str


def entries(
    family: Family,
    fills: Mapping[str, Fill],
    words: Catalogue,
    style: NotationStyle,
    *,
    inside: Collection[str],
    written: Collection[str],
) -> tuple[Entry, ...]:
    """What a drawing's key has to say. inside: letters in symbols; written: lines without names."""
    is_dot = style is NotationStyle.NSGC_2008
    carried = _in_order((c for p in family.persons for c in p.carries), words)
    silent = _in_order((c for p in family.persons for c in p.presymptomatic), words)
    found = [Entry(fill, condition_name(c, words)) for c, fill in fills.items()]
    for known, sign, message in (
        (carried, "•" if is_dot else Fill.DOTTED, N_("pedigree.carrier_of")),
        (silent, "|" if is_dot else Fill.RINGED, N_("pedigree.presymptomatic_of")),
    ):
        found += [
            Entry(sign, words.say(message, condition=condition_name(c, words))) for c in known
        ]
    used = {line.partition(" ")[0] for line in written} - _INSIDE
    used |= _INSIDE & set(inside)
    results = {word for line in written for word in line.split()}
    used |= _MARKERS & {word[:-1] for word in results if word[-1] in "+-"} | {_UNSURE} & results
    for code in _CODES:
        if code in used:
            message = f"abbreviation.{_IDS.get(code, code.lower())}"
            found.append(Entry(code, words.say(message)))
    if any(person.is_documented for person in family.persons):
        found.append(Entry("*", words.say(N_("abbreviation.documented"))))
    return tuple(found)


def _in_order(conditions: Iterable[str], words: Catalogue) -> Sequence[str]:
    """Conditions once each, by their names in the language."""
    return sorted(set(conditions), key=lambda c: words.collation_key(condition_name(c, words)))


class Key:
    """A key set in rows of at most a given width."""

    def __init__(
        self, found: Sequence[Entry], words: Catalogue, measure: Measure, *, width_pt: float
    ) -> None:
        self._words, self._measure = words, measure
        self._rows: list[list[Entry]] = [[]]
        taken = 0.0
        self.width_pt = 0.0
        for entry in found:
            wide = self._width(entry)
            if self._rows[-1] and taken + wide > width_pt:
                self._rows.append([])
                taken = 0.0
            self._rows[-1].append(entry)
            taken += wide
            self.width_pt = max(self.width_pt, taken - _APART_PT)
        self.height_pt = _ROW_PT * len(self._rows) if found else 0.0

    def items(self, x: float, y: float) -> Iterator[Group]:
        """The rows, each entry as a group with its words, from the side where reading begins."""
        for number, row in enumerate(self._rows):
            taken, top = 0.0, y + number * _ROW_PT
            for entry in row:
                wide = self._width(entry)
                left = (
                    x + self.width_pt - taken - wide + _APART_PT if self._is_turned else x + taken
                )
                yield self._entry(entry, left, top)
                taken += wide

    @property
    def _is_turned(self) -> bool:
        return self._words.direction == "rtl"

    def _sign_width(self, sign: Sign) -> float:
        if isinstance(sign, Fill):
            return _SWATCH_PT
        return max(_SWATCH_PT, self._measure.width_pt(sign, SMALL_PT, is_bold=True))

    def _width(self, entry: Entry) -> float:
        text = self._measure.width_pt(entry.words, SMALL_PT)
        return self._sign_width(entry.sign) + _BESIDE_PT + text + _APART_PT

    def _entry(self, entry: Entry, x: float, y: float) -> Group:
        sign, whole = self._sign_width(entry.sign), self._width(entry) - _APART_PT
        words = line_of_text(
            x + (whole - sign - _BESIDE_PT if self._is_turned else sign + _BESIDE_PT),
            y + _SWATCH_PT - 3.2,
            entry.words,
            self._measure,
            size_pt=SMALL_PT,
            anchor=Anchor.END if self._is_turned else Anchor.START,
            direction=self._words.direction,
        )
        sign_x = x + whole - sign if self._is_turned else x
        return Group((*_sign(entry.sign, sign_x, y), *words), "", entry.words)


def _sign(sign: Sign, x: float, y: float) -> Iterator[Item]:
    side = _SWATCH_PT
    if isinstance(sign, Fill):
        box = ((x, y), (x + side, y), (x + side, y + side), (x, y + side))
        yield from filled(box, sign)
        yield Rectangle(x, y, side, side, None, Stroke(Ink.INK, HAIRLINE_PT))
    elif sign == "•":
        yield Circle(x + side / 2, y + side / 2, side / 2, None, Stroke(Ink.INK, HAIRLINE_PT))
        yield Circle(x + side / 2, y + side / 2, 2.2, Ink.INK, None)
    elif sign == "|":
        yield Circle(x + side / 2, y + side / 2, side / 2, None, Stroke(Ink.INK, HAIRLINE_PT))
        yield Line(x + side / 2, y, x + side / 2, y + side, Stroke(Ink.INK, HAIRLINE_PT))
    else:
        yield Text(x, y + side - 3.2, sign, SMALL_PT, is_bold=True)
