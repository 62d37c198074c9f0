"""What a clause says of how children came, and of couples without: donors, carriers, causes."""

from typing import Final

from counselling.shorthand.ages import told
from counselling.shorthand.examining import ExaminedScan
from counselling.shorthand.fact import FactKind
from counselling.shorthand.tokens import Kind, Token

GIVEN: Final = ("by-sperm-donor", "by-egg-donor", "by-surrogate", "by-mito-donor")
# Words that can say why: conditions, what is kept as a note, and words that nobody knows.
_CAUSES: Final = (
    "condition",
    "aside",
    "pathology",
    "ambiguous",
    "procedure",
    "filler",
    "bilateral",
)
_WORDS: Final = (Kind.WORD, Kind.UNSURE)


class LineageScan(ExaminedScan):
    """Reads donors and carriers, who left, why there are no children."""

    def _given(self, token: Token) -> None:
        """ "Son 5, by donor sperm"."""
        last = self._last
        if last is not None and last.kind is FactKind.LOSS:
            self._ask("donor", token)  # "pregnant by donor egg": add the child when it is born
        self._add(FactKind.GIVEN, token.senses[0].category.removeprefix("by-"), token)

    def _left(self, token: Token) -> None:
        """ "Husband left her": apart, and who went."""
        fact = self._add(FactKind.PARTED, "left", token)
        while self._comes("within"):
            self._pass(self._tokens[self._at])
            self._at += 1
        following = self._next
        age = told(following.text) if following and following.kind is Kind.NUMBER else None
        if following is not None and age is not None and age.year is not None:
            self._at, fact.end = self._at + 1, following.end
            fact.traits.append("vague")  # when it was is kept in the nurse's words

    def _couple(self, token: Token) -> None:
        """ "Couple infertile": of both; nothing else is said of couples."""
        if self._comes("infertile", "by-choice"):
            self._wait("couple", token)
        else:
            self._ask("which_couple", token)

    def _childless(self, token: Token) -> None:
        """Why, where that is said: in brackets, behind "due to", or by a word for it."""
        super()._childless(token)
        fact = self.facts[-1]
        if said := self._take_up("couple"):
            fact.start = min(fact.start, said.start)
            fact.traits.append("couple")
        self._take_cause()

    def _take_cause(self) -> None:
        opening, at = self._next, self._at
        if opening is None or not (
            opening.has("because", "barren") or opening.text in ("(", ":") or self._is_of(opening)
        ):
            return
        at += not opening.has("barren")
        first = at
        while at < len(self._tokens) and self._says_why(self._tokens[at]):
            at += 1
        is_closed = at < len(self._tokens) and self._tokens[at].text == ")"
        is_ended = at >= len(self._tokens) or self._tokens[at].kind is Kind.COMMA or is_closed
        if at == first or not is_ended or (opening.text == "(") != is_closed:
            return
        fact, last = self.facts[-1], self._tokens[at - 1]
        words = (token.text for token in self._tokens[first:at])
        fact.variant = " ".join(words)
        fact.end = self._tokens[at].end if is_closed else last.end
        self._at = at + is_closed

    def _is_of(self, token: Token) -> bool:
        return token.has("of") or token.has("within")

    def _says_why(self, token: Token) -> bool:
        is_word = token.kind in _WORDS and not token.senses and len(token.text) > 2
        return is_word or token.has("barren", "remark", *_CAUSES)

    def _barren(self, token: Token) -> None:
        """ "Azoospermia": by itself, why there are no children."""
        last = self._last
        is_why = last is not None and last.kind is FactKind.CHILDLESS and not last.variant
        fact = last if last is not None and is_why else None
        fact = fact or self._add(FactKind.CHILDLESS, "infertile", token)
        fact.variant, fact.end = token.text, token.end
