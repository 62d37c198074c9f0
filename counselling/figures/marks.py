"""What stands beside a symbol: arrow, brackets, star, question mark, bars for no children."""

from collections.abc import Iterator, Mapping
from typing import Final

from counselling.drawing.ink import DASH, HAIRLINE_PT, LINE_PT, SMALL_PT, Ink
from counselling.drawing.scene import Anchor, Item, Line, Path, Stroke, Text
from counselling.figures.symbols import SIZE_PT
from counselling.pedigree.family import Family
from counselling.pedigree.lineage import lines_up
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import Childlessness, ParentKind, PregnancyOutcome

LETTER_PT: Final = 9.0  # height that the proband's letter takes below the symbol
STEM_PT: Final = 13.0  # from a couple's line down to the bars that say: no children
BARS_PT: Final = 4.0  # and what the bars take below it
_OWN_STEM_PT: Final = 7.0  # the same under one person
_BAR_PT: Final = 7.0  # half of a bar
ARROW_PT: Final = 18.5  # what an arrow and its letter take on the left
_BRACKET_PT: Final = 4.5  # from the symbol
_HOOK_PT: Final = 4.0
BRACKETS_PT: Final = _BRACKET_PT + 1.0  # what brackets take on either side
STAR_PT: Final = 8.0  # what a star takes there
ABOVE_PT: Final = 22.0  # what the sign of unknown parents takes above a symbol
_UNKNOWN_PT: Final = 8.0  # the line to parents whom nobody knows


def inside(person: Person, roles: Mapping[PersonId, str]) -> str:
    """Letters inside a symbol: G1 P, A1-A4 D and S, P11 ?, P12 the number of people."""
    letters = roles.get(person.id, "")
    if person.pregnancy is PregnancyOutcome.ONGOING:
        letters += "P"
    if person.count != 1:
        letters += str(person.count) if person.count > 1 else "n"
    if not letters and (_is_status_open(person) or person.is_placeholder):
        letters = "?"
    return letters


def _is_status_open(person: Person) -> bool:
    """Whether nobody knows, or somebody suspects and nobody has said more."""
    return person.is_status_unknown or bool(person.suspected and not person.diagnoses)


def donors(family: Family) -> Mapping[PersonId, str]:
    """Who gave egg or sperm (D), who carried a child for others (S), who did both (SD)."""
    letters: dict[PersonId, set[str]] = {}
    for child in family.persons:
        home = next((line.parents for line in lines_up(family, child)), ())
        for link in child.parents:
            if link.kind.is_donor:
                letters.setdefault(link.parent, set()).add("D")
            elif link.kind is ParentKind.GESTATIONAL_CARRIER and link.parent not in home:
                letters.setdefault(link.parent, set()).add("S")
    return {who: "".join(sorted(found, reverse=True)) for who, found in letters.items()}


def arrow(x: float, y: float, *, letter: str, is_bracketed: bool = False) -> tuple[Item, ...]:
    """P14, P15: an arrow at the lower left; a letter under it for the proband.

    Short enough to stay clear of the line of descent between two partners.
    """
    half = SIZE_PT / 2
    aside = _BRACKET_PT + 0.5 if is_bracketed else 0.0
    tip = (x - half - 1.5 - aside, y + half * 0.5)
    tail = (tip[0] - 10, tip[1] + 9)
    pen = Stroke(Ink.INK, LINE_PT * 1.2)
    items: list[Item] = [
        Line(*tail, *tip, pen),
        Line(tip[0] - 6.5, tip[1] + 0.8, *tip, pen),
        Line(tip[0] - 1.6, tip[1] + 6.2, *tip, pen),
    ]
    if letter:
        place = (tail[0] - 3.5, y + half + LETTER_PT - 1)
        items.append(Text(*place, letter, SMALL_PT, Anchor.MIDDLE, Ink.INK, is_bold=True))
    return tuple(items)


def brackets(x: float, y: float) -> Iterator[Item]:
    """L13, L14: brackets round the symbol, facing inwards."""
    reach = SIZE_PT / 2 + _BRACKET_PT
    tall = SIZE_PT / 2 + 2.5
    for side in (-1, 1):
        back, hook = x + side * reach, x + side * (reach - _HOOK_PT)
        steps = (("M", hook, y - tall), ("L", back, y - tall), ("L", back, y + tall))
        yield Path((*steps, ("L", hook, y + tall)), None, Stroke())


def star(x: float, y: float, *, is_bracketed: bool) -> Text:
    """P16: documented, a star at the lower right."""
    half = SIZE_PT / 2
    aside = _BRACKET_PT + 1.0 if is_bracketed else 0.0
    return Text(x + half + 4.5 + aside, y + half + 4.5, "*", 12.0, Anchor.MIDDLE, is_bold=True)


def unknown_parents(x: float, y: float) -> Iterator[Item]:
    """L12: a question mark above a short line; y is the top of the symbol."""
    yield Line(x, y, x, y - _UNKNOWN_PT)
    yield Text(x, y - _UNKNOWN_PT - 2.5, "?", SMALL_PT, Anchor.MIDDLE, is_bold=True)


def no_children(x: float, y: float, why: Childlessness, *, stem: float) -> Iterator[Item]:
    """L10, L11: a stem with one bar across its end, two for infertility; y is its beginning."""
    yield Line(x, y, x, y + stem)
    yield Line(x - _BAR_PT, y + stem, x + _BAR_PT, y + stem)
    if why is Childlessness.INFERTILE:
        foot = y + stem + 3.2
        yield Line(x - _BAR_PT, foot, x + _BAR_PT, foot)


def own_stem(person: Person) -> float:
    """Room below a symbol for the sign that one person has no children."""
    return _OWN_STEM_PT + BARS_PT if person.childlessness else 0.0


def no_children_of_her_own(person: Person, x: float, y: float) -> Iterator[Item]:
    """L10, L11 under one person; y is the foot of the symbol."""
    if person.childlessness is not None:
        yield from no_children(x, y, person.childlessness, stem=_OWN_STEM_PT)


def same_person(one: tuple[float, float], other: tuple[float, float]) -> Path:
    """L17: a dashed arc between two symbols of one person."""
    (x1, y1), (x2, y2) = sorted((one, other))
    top = SIZE_PT / 2
    rise = min(y1, y2) - top - 14.0
    steps = (("M", x1, y1 - top), ("C", x1, rise, x2, rise, x2, y2 - top))
    return Path(steps, None, Stroke(Ink.SOFT, HAIRLINE_PT * 1.4, DASH))
