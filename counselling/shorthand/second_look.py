"""A second look at a finished reading, by a much simpler rule: does every word have its effect?

It knows nothing of the grammar: only which words lie within the place of an echo, and what such a
word must have done there. Where the two looks disagree, the statement is asked.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from counselling.pedigree.person import Age, Person
from counselling.pedigree.terms import Sex
from counselling.shorthand.ages import told
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.reading import Echo
from counselling.shorthand.tokens import Kind, Token

_DIGITS: Final = re.compile(r"\d+")
_DECADE: Final = 9
_IN_YEARS: Final = 3
_PREFIX: Final = "shorthand.echo."
_RESULTS: Final = {"pos": "positive", "neg": "negative", "vus": "uncertain"}
# Words that make something else of a diagnosis that they stand with.
_TURNING: Final = ("no", "maybe", "unconfirmed", "excluded", "turning", "undone", "untested")
_DIAGNOSES: Final = ("condition", "condition_no_age")
# What stands between the words of one way to a relative.
_BETWEEN_KIN: Final = (
    "of", "of-article", "article", "and", "side-mat", "side-pat", "whole-mat", "whole-pat",
    "same-mat", "same-pat", "her", "his", "their", "twin", "mz", "dz", "another", "aged", "male",
    "female", "figure", "each",
)  # fmt: skip
_OF_PEOPLE: Final = (
    "added", "added_several", "linked", "twins", "related", "parted", "removed", "mended",
    "side_note",
)  # fmt: skip
_IN_A_PATH: Final = (
    Kind.OWNER, Kind.MARK, Kind.NUMBER, Kind.INDEX, Kind.TIMES, Kind.MULTIPLE,
)  # fmt: skip
_OTHER_PEOPLE: Final = ("self", "her", "his", "their", "family-variant")
_Rule = Callable[[Token, Echo, Lexicon], bool]


def dissents(tokens: Sequence[Token], echoes: Sequence[Echo], lexicon: Lexicon) -> Iterator[Token]:
    """Words of an understood statement that did not do what such a word does."""
    for token in tokens:
        near = [echo for echo in echoes if echo.start <= token.start and token.end <= echo.end]
        rule = _rule_of(token)
        is_lost = rule is not None and not any(
            rule(token, echo, lexicon) or _keeps(echo, token) or _is_no_of(token, echo)
            for echo in near
        )
        if near and (is_lost or any(_is_overlooked(token, echo) for echo in near)):
            yield token


def misplaced(
    tokens: Sequence[Token], echoes: Sequence[Echo], lexicon: Lexicon, people: Mapping[str, Person]
) -> Iterator[Token]:
    """First words of facts that are not about somebody of the nearest word for a relative."""
    for echo in echoes:
        near = _nearest(tokens, echo.start)
        is_one = len(echo.persons) == 1 and not echo.is_assumed and _kind(echo) not in _OF_PEOPLE
        if not is_one or not near or echo.persons[0] not in people:
            continue
        before = [token for token in tokens if token.end <= echo.start]
        if before and before[-1].has("each", "ambiguous"):
            continue  # "1 bro, 2 sis, all well"
        told_sexes = {lexicon.relations[token.sense("relation")].sex for token in near}
        person = people[echo.persons[0]]
        sex = person.sex if person.gender is None else Sex.UNKNOWN  # "brother (AFAB)"
        if Sex.UNKNOWN not in (*told_sexes, sex) and sex not in told_sexes:
            yield next(token for token in tokens if token.end > echo.start)


def _nearest(tokens: Sequence[Token], start: int) -> list[Token]:
    """Words for relatives that stand together before a place: "mat aunt's dau"."""
    found: list[Token] = []
    before = [token for token in tokens if token.start < start]
    for token in reversed(before):
        is_kin = token.has("relation")
        is_between = token.kind in _IN_A_PATH or token.has(*_BETWEEN_KIN)
        if found and not (is_kin or is_between):
            break
        if not found and token.has(*_OTHER_PEOPLE):
            break
        found += [token] if is_kin else []
    return found


def _rule_of(token: Token) -> _Rule | None:
    if token.kind is Kind.NUMBER:
        return _is_number
    category = token.senses[0].category if token.senses else ""
    return _RULES.get(category)


def _is_overlooked(token: Token, echo: Echo) -> bool:
    """Whether a word that denies or doubts lies within a plain diagnosis, and is not kept."""
    if _is_put_right(echo):
        return False  # "br ca 45, no, 56"
    is_turning = bool(token.senses) and token.senses[0].category in _TURNING
    return is_turning and _kind(echo) in _DIAGNOSES and not _keeps(echo, token)


def _is_put_right(echo: Echo) -> bool:
    return any(name == "with_instead" for name, _ in echo.fields)


def _kind(echo: Echo) -> str:
    return echo.message_id.removeprefix(_PREFIX)


def _is_no_of(token: Token, echo: Echo) -> bool:
    """Whether a "no" took a number back."""
    return token.has("no") and _is_put_right(echo)


def _keeps(echo: Echo, token: Token) -> bool:
    """Whether the words are kept as they were typed."""
    said = " ".join(token.text.casefold().split())
    return any(isinstance(told, str) and said in told.casefold() for _, told in echo.fields)


def _is_number(token: Token, echo: Echo, lexicon: Lexicon) -> bool:
    """Whether the number is an age, a year, how many, or tells people apart."""
    if _kind(echo) in _OF_PEOPLE:
        return True
    values = [value for _, value in echo.fields]
    ages = [value for value in values if isinstance(value, Age)]
    number = told(token.text)
    if number and number.year and str(number.year) in map(str, values):
        return True
    for digits in _DIGITS.findall(token.text):
        low = int(digits[:4])
        high = low + _DECADE if low % 10 == 0 else low
        is_age = any(low <= age.high_years + 1 and age.low_years - 1 <= high for age in ages)
        is_part = any(age.high_years < _IN_YEARS for age in ages)  # told in months or days
        if not (is_age or is_part or digits in map(str, values)):
            return False
    return True


def _is_condition(token: Token, echo: Echo, lexicon: Lexicon) -> bool:
    name = lexicon.name_of(token.sense("condition"))
    fields = dict(echo.fields)
    return fields.get("condition") == name or _is_closer(token, echo)


def _is_closer(token: Token, echo: Echo) -> bool:
    """ "Br ca 43, TNBC": said more closely."""
    return token.sense("condition") == "breast-tn" and _kind(echo) in _DIAGNOSES


def _is_side(token: Token, echo: Echo, lexicon: Lexicon) -> bool:
    return dict(echo.fields).get("with_side") == token.senses[0].category


def _is_gene(token: Token, echo: Echo, lexicon: Lexicon) -> bool:
    gene = token.sense("gene")
    return dict(echo.fields).get("gene") in lexicon.panels.get(gene, (gene,))


def _is_result(token: Token, echo: Echo, lexicon: Lexicon) -> bool:
    is_carrier = _kind(echo) in ("carries", "examined")
    return is_carrier or dict(echo.fields).get("result") == _RESULTS[token.senses[0].category]


def _is_of(*kinds: str) -> _Rule:
    def rule(token: Token, echo: Echo, lexicon: Lexicon) -> bool:
        return _kind(echo) in kinds

    return rule


_RULES: Final[Mapping[str, _Rule]] = {
    "condition": _is_condition,
    "bilateral": _is_side,
    "left": _is_side,
    "right": _is_side,
    "gene": _is_gene,
    "pos": _is_result,
    "neg": _is_result,
    "vus": _is_result,
    "dead": _is_of("died", "died_at", "died_of"),
    "well": _is_of("well", "examined"),
    "alive": _is_of("alive"),
    "unaffected": _is_of("unaffected", "examined"),
    "procedure": _is_of("procedure", "procedure_no_age"),
    "loss": _is_of("pregnancy"),
    "no": _is_of("excluded", "unaffected", "note", "side_note"),
    "maybe": _is_of("suspected", "note", "side_note", "died"),
    "adopted": _is_of("adopted", "added"),
    "adopted-out": _is_of("adopted_out"),
    "examination": _is_of("examined", "note", "side_note"),
    "infertile": _is_of("childless", "childless_couple"),
    "ancestry": _is_of("ancestry_of", "ancestry", "side_note"),
}
