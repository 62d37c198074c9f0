"""What a clause says by what was said before: "too", "the same", and corrections of a number."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counselling.shorthand.ages import ToldAge, told
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.tokens import Kind, Token
from counselling.shorthand.wording import WordScan

# Behind "too" they say what is so; the word itself says nothing then.
_SAYING: Final = (
    "condition", "brca", "circles", "ambiguous", "procedure", "loss", "gene", "dead", "dead-how",
    "well", "alive", "unaffected", "pathology", "marker", "twin", "adopted", "untested", "aside",
    "remark", "maybe", "left", "right", "bilateral", "examination", "infertile", "childless",
    "ancestry",
)  # fmt: skip
_CARRIED: Final = (
    FactKind.CONDITION, FactKind.WELL, FactKind.UNAFFECTED, FactKind.GENE, FactKind.PROCEDURE,
)  # fmt: skip
# What is told of a person and of nobody else.
_HER_OWN: Final = (FactKind.AGE, FactKind.BORN, FactKind.NAME, FactKind.SEX)
# With more than this told of it (bilateral, suspected), "the same" can mean that too.
_PLAIN: Final = frozenset(
    ("assumed", "ahead", "vague", "pos", "neg", "vus", "before", "direct", "joined")
)
_BETWEEN: Final = ("at", "age", "within", "filler", "copula", "contrast")


class RepeatScan(WordScan):
    """Reads words that point back: at the person before, or at the number before."""

    def _likewise(self, token: Token) -> None:
        """ "Her sister too", "ihre Mutter auch 52": the one thing told of who is before."""
        following = self._ahead_of("likewise", "filler", "history", "of", "article")
        last = self._last
        is_told = last is not None and last.kind not in _HER_OWN
        is_closing = following is None or following.kind is Kind.COMMA or following.text in ".)"
        if self._is_negated:
            self._ask("word", token)
        elif following is not None and following.has(*_SAYING):
            self._pass(token)
        elif is_told and (is_closing or (following is not None and following.senses)):
            self._pass(token)  # "ovaries out too"
        elif last is not None or self._pending:
            self._ask("word", token)  # "sister 40 too": which age is that?
        else:
            self._carry(token)

    def _carry(self, token: Token) -> None:
        told = _carried(self._setting.before)
        if told is None:
            self._ask("like_whom", token)
            return
        fact = self._add(told.kind, told.what, token)
        fact.traits += ["assumed", *(t for t in told.traits if t in ("pos", "neg", "vus"))]
        if told.token.norm in self._lexicon.subtypes:
            fact.pathology += told.pathology

    # --- corrections

    def _correction(self, token: Token) -> None:
        """ "Br ca 58 - no sorry 56": the number behind stands for the one just told."""
        if not (self._corrects(token) or self._corrects_illness()):
            self._ask("word", token)

    def _no(self, token: Token) -> None:
        """ "Br ca 45, no, 56"; anything else is denied."""
        is_apart = self._next is not None and self._next.kind is Kind.COMMA
        if not (is_apart and self._corrects(token)):
            super()._no(token)

    def _corrects(self, token: Token) -> bool:
        at = self._at - 2
        while at >= 0 and _is_pause(self._tokens[at]):
            at -= 1
        fact = self._fact_of_number(at)
        place = self._at
        while place < len(self._tokens) and self._is_between(self._tokens[place]):
            place += 1
        if fact is None or place >= len(self._tokens):
            return False
        number = self._tokens[place]
        age = told(number.text) if number.kind is Kind.NUMBER else None
        if age is None or not _is_alike(fact.age, age) or not self._ends_at(place + 1):
            return False
        place = self._past_units(place + 1)
        if place < len(self._tokens) and self._tokens[place].has("correction"):
            place += 1  # "no, 60, sorry"
        fact.instead, fact.age = self._number_before(at).text, age
        fact.end = self._tokens[place - 1].end
        for skipped in self._tokens[self._at - 1 : place]:
            self._pass(skipped)
        self._at = place
        return True

    def _corrects_illness(self) -> bool:
        """ "OvCa 59, nein, EndometriumCa 59": another illness, where its age is told anew."""
        at, last = self._at, self._last
        while at < len(self._tokens) and _is_pause(self._tokens[at]):
            at += 1
        told_anew = self._tokens[at : at + 2]
        is_aged = len(told_anew) == 2 and told_anew[0].has("condition")
        is_aged = is_aged and told_anew[1].kind is Kind.NUMBER
        is_plain = last is not None and last.kind is FactKind.CONDITION and not last.instead
        if last is None or not (is_aged and is_plain) or last.traits or last.pathology:
            return False
        illness = told_anew[0]
        old = (t.text for t in self._tokens if last.start <= t.start and t.end <= last.end)
        last.instead, last.what, last.age = " ".join(old), illness.sense("condition"), None
        for skipped in self._tokens[self._at - 1 : at + 1]:
            self._pass(skipped)
        last.token, last.end, self._at = illness, illness.end, at + 1
        self._is_after_comma = False  # the number behind is of it
        return True

    def _is_between(self, token: Token) -> bool:
        return _is_pause(token) or token.has(*_BETWEEN) or token.has("correction")

    def _number_before(self, at: int) -> Token:
        while at > 0 and self._tokens[at].kind is not Kind.NUMBER:
            at -= 1
        return self._tokens[at]

    def _fact_of_number(self, at: int) -> Fact | None:
        """The fact whose age the number here is, with its unit: told last, and nothing since."""
        if at < 0 or not (self._tokens[at].kind is Kind.NUMBER or _is_unit(self._tokens[at])):
            return None
        number = self._number_before(at)
        near = [f for f in self.facts if f.age and f.start <= number.start and number.end <= f.end]
        is_plain = len(near) == 1 and not near[0].instead and number.kind is Kind.NUMBER
        return near[0] if is_plain else None

    def _past_units(self, place: int) -> int:
        while place < len(self._tokens) and _is_unit(self._tokens[place]):
            place += 1
        rest: Sequence[Token] = self._tokens[place : place + 2]
        is_after = len(rest) == 2 and rest[0].kind is Kind.COMMA and rest[1].has("correction")
        return place + 1 if is_after else place

    def _ends_at(self, place: int) -> bool:
        """Whether nothing follows that the number could belong to."""
        place = self._past_units(place)
        if place >= len(self._tokens):
            return True
        token = self._tokens[place]
        return token.kind is Kind.COMMA or token.text in ")." or token.has("correction", "dead")


def corrected(tokens: Sequence[Token]) -> list[Token]:
    """Join a correction on a line of its own to what it puts right: "br ca 52\nsorry 56"."""
    found = list(tokens)
    for at in range(1, len(found) - 1):
        rest = found[at + 1 : at + 4]
        is_no = len(rest) == 3 and rest[0].has("no") and rest[1].kind is Kind.COMMA
        is_no = is_no and rest[2].kind is Kind.NUMBER
        if found[at].kind is Kind.BREAK and (rest[0].has("correction") or is_no):
            found[at] = replace(found[at], kind=Kind.COMMA)
    return found


def _carried(before: Sequence[Fact]) -> Fact | None:
    """The one thing that was told of the person before; None where there are several, or none."""
    told = [fact for fact in before if fact.kind not in _HER_OWN]
    kinds = {(fact.kind, fact.what) for fact in told}
    is_one = len(kinds) == 1 and told[0].kind in _CARRIED
    is_plain = all(set(fact.traits) <= _PLAIN and not fact.count for fact in told)
    return told[0] if is_one and is_plain else None


def _is_alike(old: ToldAge | None, new: ToldAge) -> bool:
    """Whether both are ages, or both are years."""
    return old is not None and (old.year is None) == (new.year is None)


def _is_pause(token: Token) -> bool:
    return token.kind is Kind.COMMA or token.text in ("-", "–", "—", "(", ".")


def _is_unit(token: Token) -> bool:
    return token.has("year-unit", "yo")
