"""What a clause says of illness: conditions, organs' sides, genes, operations, lost pregnancies."""

import re
from typing import Final

from counselling.shorthand.ages import ToldAge
from counselling.shorthand.counting import NumberScan
from counselling.shorthand.fact import FactKind
from counselling.shorthand.tokens import Kind, Token

_MOST_LOSSES: Final = 15
# Enough of HGVS to see a slip: c.68_69del, c.5266dupC, c.181T>G, p.(Cys61Gly).
_VARIANT: Final = re.compile(
    r"c\.[-*]?\d+(?:[+-]\d+)?(?:_[-*]?\d+(?:[+-]\d+)?)?"
    r"(?:(?:del|dup)[ACGT]*|(?:del)?ins[ACGT]+|[ACGT]>[ACGT]|=)"
    r"|p\.\(?(?:[A-Z][a-z]{2})\d+(?:[A-Z][a-z]{2}|\*|=|del|dup|(?:[A-Z][a-z]{2})?fs(?:Ter\d+|\*\d+)?)\)?"
)


class IllnessScan(NumberScan):
    """Reads the words of illness in a clause."""

    def _times(self, token: Token) -> None:
        last, count = self._last, int(token.text[1:])
        if (
            last and last.kind is FactKind.LOSS and not last.count and 0 < count <= _MOST_LOSSES
        ) or (last and last.kind is FactKind.CONDITION and not last.age and count > 1):
            last.count, last.end = count, token.end
        else:
            self._ask("number", token)

    def _variant(self, token: Token) -> None:
        last = self._last
        is_variant = _VARIANT.fullmatch(token.text) is not None
        if is_variant and last and last.kind is FactKind.GENE and not last.variant:
            last.variant, last.end = token.text, token.end
        else:
            self._fail(token)

    def _ordinal(self, token: Token) -> None:
        if self._comes("condition"):
            self._wait("second", token)
        else:
            self._fail(token)

    def _sign(self, token: Token) -> None:
        last, following = self._last, self._next
        is_hyphen = token.text == "-" and following and following.start == token.end
        if is_hyphen and following and following.kind is not Kind.COMMA:
            return
        if last and last.kind is FactKind.GENE and not last.traits:
            if token.text == "-" or self._comes("pos", "neg", "vus"):
                self._ask("result", token, (self._lexicon.word_for("neg", "neg"),))  # or a dash
            last.traits.append("pos" if token.text == "+" else "neg")
            last.end = token.end
        elif token.text == "+" and self._next and self._next.kind is Kind.NUMBER:
            self._is_joined = True
            self._joins(token)
        elif token.text == "+":
            self._fail(token)

    def _joins(self, token: Token) -> None:
        last = self._last
        if not (last and last.kind is FactKind.CONDITION and last.age):
            self._fail(token)

    def _condition(self, token: Token) -> None:
        if self._was_negated and self._is_after_comma:
            no = self._lexicon.word_for("no", "no")
            self._ask("reach", token, (f"{no} {token.text}", f"; {token.text}"))
        if self._previous and self._previous.has("unaffected", "unknown", "untested"):
            self._ask("word", self._previous)
        last = self._last
        if self._is_in_brackets and last and last.kind is FactKind.CONDITION:
            self._ask("word", token)  # "br ca 48 (DCIS)": one tumour, said more closely
        is_tied = not self._is_after_comma and last is not None and last.kind is FactKind.DEAD
        is_never = self._is_negated
        is_listed = self._is_joined or (self._previous and self._previous.has("or", "no"))
        if is_never and last and last.kind is FactKind.NEVER and not is_listed:
            self._ask("negated", token)
        self._is_negation_open = False
        kind = FactKind.NEVER if is_never else FactKind.CONDITION
        fact = self._add(kind, token.sense("condition", "brca"), token)
        if token.has("brca"):
            fact.what = "breast"
        for trait in ("bilateral", "left", "right", "maybe", "second"):
            if said := self._pending.pop(trait, None):
                fact.traits.append(trait)
                fact.start = min(fact.start, said.start)
        if is_never and self._negating:
            fact.start = min(fact.start, self._negating.start)
        if is_tied:
            fact.traits.append("cause")
        if is_tied and self._previous and self._previous.has("of", "because"):
            fact.traits.append("because")

    def _brca(self, token: Token) -> None:
        following = self._next
        is_age = following is not None and following.kind is Kind.NUMBER
        if is_age or self._comes("dx", "at"):
            self._condition(token)
            return
        genes = ("BRCA1", "BRCA2")
        if self._comes("pos", "neg", "vus") or (following and following.text in ("+", "-")):
            self._ask("gene", token, genes)
        else:
            breast = self._lexicon.word_for("condition", "breast")
            self._ask("ambiguous", token, (breast, *genes))

    def _bare_cancer(self, token: Token) -> None:
        """A cancer without its site; "ca." before a number may be circa."""
        site = self._lexicon.word_for("condition", "unknown-site")
        is_number = self._next is not None and self._next.kind is Kind.NUMBER
        self._ask("site", token, (site, "~") if is_number else (site,))

    def _side_of_organ(self, token: Token) -> None:
        last, side = self._last, token.sense("bilateral", "left", "right")
        is_ill = last is not None and last.kind in (FactKind.CONDITION, FactKind.NEVER)
        if last and is_ill and not self._is_after_comma and not self._comes("condition", "brca"):
            if last.has("bilateral") or last.has("left") or last.has("right"):
                self._ask("word", token)
            last.traits.append(side)
            last.end = token.end
        else:
            self._wait(side, token)

    def _maybe(self, token: Token) -> None:
        last = self._last
        is_open = last is not None and last.age is None and not self._is_after_comma
        if last and last.kind is FactKind.CONDITION and is_open and not self._comes("condition"):
            last.traits.append("maybe")
            last.end = token.end
        elif last and last.kind is FactKind.DEAD and is_open:
            if self._comes("condition"):
                self._ask("word", token)
            last.age, last.end = ToldAge(), token.end
        else:
            self._wait("maybe", token)

    def _loss(self, token: Token) -> None:
        fact = self._add(FactKind.LOSS, token.sense("loss"), token)
        fact.count, self._count = self._count, 0

    def _procedure(self, token: Token) -> None:
        self._add(FactKind.PROCEDURE, token.sense("procedure"), token)

    def _marker(self, token: Token) -> None:
        last = self._last
        if last and last.kind is FactKind.CONDITION:
            last.traits.append(token.sense("marker"))
            last.end = token.end
        else:
            self._ask("marker", token)

    def _gene(self, token: Token) -> None:
        fact = self._add(FactKind.GENE, token.sense("gene"), token)
        for result in ("pos", "neg", "vus"):
            if self._pending.pop(result, None):
                fact.traits.append(result)

    def _result(self, token: Token) -> None:
        last, result = self._last, token.sense("pos", "neg", "vus")
        if last and last.kind is FactKind.GENE:
            if last.traits:
                self._ask("result", token)
            last.traits.append(result)
            last.end = token.end
        elif self._comes("gene"):
            self._wait(result, token)
        else:
            self._ask("which_test", token)
