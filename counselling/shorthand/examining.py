"""What a clause says of examinations: which, with which result; without one it is a note."""

from typing import Final

from counselling.shorthand.fact import FactKind
from counselling.shorthand.repeats import RepeatScan
from counselling.shorthand.tokens import Kind, Token

RESULTS: Final = ("normal", "abnormal", "inconclusive")
# What words of other kinds say right behind an examination.
_SAYING: Final = {
    "normal": "normal", "unaffected": "normal", "neg": "normal", "well": "normal",
    "abnormal": "abnormal", "pos": "abnormal",
    "inconclusive": "inconclusive", "unconfirmed": "inconclusive",
}  # fmt: skip
_SKIPPED: Final = ("at", "age", "within", "filler", "copula", "past", "purpose", "left", "right",
                   "bilateral")  # fmt: skip


class ExaminedScan(RepeatScan):
    """Reads "MRI normal", "colonoscopy clear 2023", "Mammographie 2024 o.B."."""

    def _examination(self, token: Token) -> None:
        """An examination with its result; without one, the words are kept as they are."""
        said = next((result for result in RESULTS if result in self._pending), "")
        at = self._past_when(self._at)
        result = self._result_at(at)
        if self._is_negated or "maybe" in self._pending or (said and result):
            self._ask("word", token)
        if not (said or result):
            self._turning(token)
            return
        fact = self._add(FactKind.EXAMINED, token.sense("examination"), token)
        if waited := self._take_up(said):
            fact.start = min(fact.start, waited.start)
        end = at + 1 if result else self._at
        end = self._past_when(end, is_number=True)
        last = self._tokens[end - 1]
        fact.traits.append(said or result)
        if any(part.kind in (Kind.NUMBER, Kind.DATE) for part in self._tokens[self._at : end]):
            fact.traits.append("vague")  # when it was has no field: the words are kept
        self._at, fact.end = end, max(fact.end, last.end)

    def _result_at(self, at: int) -> str:
        token = self._tokens[at] if at < len(self._tokens) else None
        if token is None or not token.senses:
            return ""
        following = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        if following is not None and following.has("of", "because", "condition", "ambiguous"):
            return ""  # "colonoscopy clear of polyps"
        return _SAYING.get(token.senses[0].category, "")

    def _past_when(self, at: int, *, is_number: bool = False) -> int:
        """The place behind "in 2024", "at 45"; is_number: only where a number is there."""
        start = at
        while at < len(self._tokens) and self._tokens[at].has(*_SKIPPED):
            at += 1
        token = self._tokens[at] if at < len(self._tokens) else None
        if token is not None and token.kind in (Kind.NUMBER, Kind.DATE):
            return at + 1
        return start if is_number else at

    def _finding(self, token: Token) -> None:
        """ "Normal mammogram"; behind an examination it was taken with it."""
        if self._comes("examination"):
            self._wait(token.senses[0].category, token)
        else:
            self._ask("word", token)

    def _well(self, token: Token) -> None:
        """ "Clear colonoscopy" says nothing of the person; anything else does."""
        if self._comes("examination") and token.has("unaffected"):
            self._wait("normal", token)
        else:
            super()._well(token)
