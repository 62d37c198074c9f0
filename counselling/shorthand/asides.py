"""What a clause says beside illness: words kept as they are, dates, sources, ancestry, children."""

import re
from typing import Final

from counselling.pedigree.person import Age, PartialDate
from counselling.shorthand.ages import ToldAge, told
from counselling.shorthand.fact import FactKind
from counselling.shorthand.placing import AGED
from counselling.shorthand.testing import TestedScan
from counselling.shorthand.tokens import Kind, Token

_TEENS: Final = Age(13, 19)
_MONTHS: Final = 12
_DAYS: Final = 31
_FIRST_YEAR, _LAST_YEAR = 1850, 2100


class AsideScan(TestedScan):
    """Reads what the pedigree has no field of its own for, and what needs a look at its place."""

    def _aside(self, token: Token) -> None:
        """Words that are kept as a note, with the number behind them."""
        last = self._last
        is_open = last is not None and last.kind is FactKind.ASIDE and not self._is_after_comma
        if last and is_open:
            last.end = token.end
            return
        is_negated, self._is_negated, self._is_negation_open = self._is_negated, False, False
        fact = self._add(FactKind.ASIDE, "", token)
        if is_negated and self._negating:
            fact.start = self._negating.start
        self._is_negated = is_negated
        for word in ("maybe", "second", "bilateral", "left", "right", "at"):
            if said := self._take_up(word):
                fact.start = min(fact.start, said.start)
        if self._previous and self._previous.has("because", "of", "filler"):
            fact.start = min(fact.start, self._previous.start)

    def _turning(self, token: Token) -> None:
        """ "Br ca screening", "risk of br ca": words that make no cancer of a cancer's name."""
        last = self._last
        following = self._ahead_of("because", "purpose", "of", "history", "article")
        is_of = following is not None and following.has("condition", "ambiguous", "circles")
        is_ill = last is not None and last.kind in (FactKind.CONDITION, FactKind.NEVER)
        if is_of or (is_ill and not self._is_after_comma):
            self._ask("word", token)
        self._aside(token)

    def _undone(self, token: Token) -> None:
        """ "RRSO planned", "TOP declined": what was not done is no operation and no loss."""
        rest = self._tokens[self._at :]
        done = (FactKind.PROCEDURE, FactKind.LOSS, FactKind.GENE)
        is_near = any(part.has("procedure", "loss", "gene") for part in rest)
        if is_near or any(fact.kind in done for fact in self.facts):
            self._ask("word", token)
        self._aside(token)

    def _parity(self, token: Token) -> None:
        """G3P2: kept as a note."""
        self._add(FactKind.ASIDE, "", token)

    def _vague(self, token: Token) -> None:
        """An age in words ("young", "premenopausal"): kept as a note with its fact."""
        last = self._last
        if self._comes("condition"):
            self._wait("vague", token)
        elif last and last.kind in AGED and not last.has("vague"):
            last.traits.append("vague")
            last.end = token.end
        elif last and last.kind is FactKind.ASIDE:
            last.end = token.end
        else:
            self._add(FactKind.ASIDE, "", token)
        self._take_up("at")
        is_end = self._next is None or self._next.kind is Kind.COMMA or self._next.text in ".)"
        if last is not None and last.kind is FactKind.CONDITION and is_end:
            self._take_up("dx")  # "panc ca, dx last year"

    def _taken_out(self, token: Token) -> None:
        """ "A melanoma removed at 35": says nothing that the illness does not."""
        last = self._last
        is_ill = last is not None and last.kind is FactKind.CONDITION
        if last is not None and is_ill and not self._is_after_comma:
            last.end = token.end
        else:
            self._fail(token)

    def _ago(self, token: Token) -> None:
        """ "Years ago": without a number, as any age in words."""
        if " " in token.norm:
            self._vague(token)
        else:
            self._ask("number", token)

    def _teens(self, token: Token) -> None:
        part = next((p for p in ("early", "mid", "late") if p in self._pending), "")
        if part:
            self._ask("number", token)
        self._place(token, ToldAge(_TEENS), token.end)
        for word in ("at", "age"):
            self._take_up(word)

    def _between(self, token: Token) -> None:
        self._wait("between", token)

    def _ancestry_word(self, token: Token) -> None:
        last = self._last
        joint = self._previous
        is_joined = joint is not None and (joint.text in "/+-" or joint.has("and", "ancestry"))
        if last and last.kind is FactKind.ANCESTRY and is_joined:
            last.end = token.end
            last.what = f"{last.what}|{token.sense('ancestry')}"
            return
        self._add(FactKind.ANCESTRY, token.sense("ancestry"), token)

    def _without(self, token: Token) -> None:
        """ "Only child", "childless": as "no sibs" and "no children"."""
        fact = self._add(FactKind.NOTE, "none", token)
        fact.variant = "sibling" if token.has("only-child") else "child"

    def _childless(self, token: Token) -> None:
        self._add(FactKind.CHILDLESS, token.senses[0].category, token)

    def _source(self, token: Token) -> None:
        """In brackets behind a fact: where it was read or heard."""
        last, following = self._last, self._next
        is_bracketed = self._is_in_brackets and following is not None and following.text == ")"
        if last is not None and last.kind is FactKind.GENE and token.norm in self._lexicon.reported:
            self._pathogenic(token)  # "BRCA2 c.5946delT path."
        elif last is None or not (is_bracketed or " " in token.norm):
            self._fail(token)
        elif last.kind is FactKind.CONDITION and not last.source and not last.has("maybe"):
            last.source, last.end = token.sense("source"), token.end
        else:
            last.traits.append("vague")  # no field for the source of this: the words are kept
            last.end = token.end

    def _date(self, token: Token) -> None:
        """A date: only its year, unless it is certain which number is the month."""
        date, last = dated(token.text), self._last
        if date is None or last is None or self._is_after_comma:
            self._ask("number", token)
            return
        is_dx = self._take_up("dx") is not None
        is_timed = last.age is None and last.kind in (*AGED, FactKind.BORN)
        if not is_timed or (is_dx and last.kind is not FactKind.CONDITION):
            self._ask("number", token)
            return
        self._take_up("at")
        self._give(last, ToldAge(None, date.year), token, token.end)
        last.date = date
        if date.month is None or last.kind is not FactKind.BORN:
            last.traits.append("vague")

    def _month(self, token: Token) -> None:
        """ "Died Jan 1998": the year has a field, the month is kept in the nurse's words."""
        following, last = self._next, self._last
        year = told(following.text) if following and following.kind is Kind.NUMBER else None
        if last is None or year is None or year.year is None or self._is_after_comma:
            self._fail(token)
            return
        self._pass(token)
        last.traits += ["vague"] if not last.has("vague") else []

    def _donor(self, token: Token) -> None:
        """By donor: whose genes the child has is never guessed."""
        self._ask("donor", token)


def dated(text: str) -> PartialDate | None:
    """Return a date as far as it is certain which number is what; None where it is none."""
    numbers = [int(part) for part in re.split(r"[-./]", text)]
    if len(numbers) == 2:
        month, year = numbers
        return PartialDate(year, month) if _fits(year, month, 1) else None
    is_iso = len(text.split("-")[0]) == 4
    year, month, day = numbers if is_iso else (numbers[2], numbers[1], numbers[0])
    if len(re.split(r"[-./]", text)[-1]) == 2 and not is_iso:
        return None  # 14/05/80: of which century?
    if is_iso or "." in text:
        return PartialDate(year, month, day) if _fits(year, month, day) else None
    if day > _MONTHS or day == month:
        return PartialDate(year, month, day) if _fits(year, month, day) else None
    if month > _MONTHS:
        return PartialDate(year, day, month) if _fits(year, day, month) else None
    return PartialDate(year) if _fits(year, 1, 1) else None  # 3/4/1960: April or March


def _fits(year: int, month: int, day: int) -> bool:
    return _FIRST_YEAR < year < _LAST_YEAR and 0 < month <= _MONTHS and 0 < day <= _DAYS
