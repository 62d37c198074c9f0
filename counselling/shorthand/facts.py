"""The grammar of what is said about a person; what could be two things becomes a question."""

from collections.abc import Callable, Mapping
from typing import Final

from counselling.shorthand.ages import ToldAge
from counselling.shorthand.counting import AGED
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.illness import IllnessScan
from counselling.shorthand.reading import Unread
from counselling.shorthand.tokens import Kind, Token

# What is no fact by itself and lets a comma before it count for the fact that follows.
_LEADING: Final = (
    "filler",
    "because",
    "age",
    "at",
    "of",
    "dx",
    "now",
    "early",
    "mid",
    "late",
    "and",
    "or",
    "no",
    "bilateral",
    "left",
    "right",
    "maybe",
    "each",
)
_PAUSES: Final = frozenset(".!")
_PUNCTUATION: Final = frozenset("():.!/–—-")
_MOST_TOKENS: Final = 120  # of one clause: beyond, nobody speaks of one person any more


class FactReader(IllnessScan):
    """Reads the facts of one clause, token after token."""

    # --- the loop

    def read(self) -> list[Fact]:
        """Return the facts; `questions` and `unread` say what stands against them."""
        if len(self._tokens) > _MOST_TOKENS:
            self.unread.append(Unread(self._tokens[0].start, self._tokens[-1].end))
            return []
        while (token := self._next) is not None:
            self._at += 1
            self._take(token)
            self._previous = token
        for token in self._pending.values():
            self._ask("word", token)
        self._close_negation()
        if self._count:
            self._ask("number", self._tokens[-1])
        return self.facts

    def _take(self, token: Token) -> None:
        if token.kind is Kind.COMMA:
            self._comma()
            return
        is_leading = token.has(*_LEADING)
        if token.kind is Kind.NUMBER:
            self._number(token, token.text)
        elif token.kind in _BY_KIND:
            _BY_KIND[token.kind](self, token)
        elif not token.senses:
            self._plain(token)
        else:
            category = token.senses[0].category
            _BY_CATEGORY.get(category, FactReader._fail)(self, token)
        is_mark = token.kind is Kind.MARK and not token.senses and token.text in "([<@.!"
        if not (is_leading or is_mark):
            self._is_after_comma = False
        is_plus = token.text == "+" and self._is_joined
        self._is_joined = token.has("and") or is_plus or (self._is_joined and is_leading)

    def _comma(self) -> None:
        self._is_after_comma, self._is_joined = True, False
        self._close_negation()
        self._was_negated, self._is_negated = self._is_negated, False
        for token in self._pending.values():
            self._ask("word", token)
        self._pending.clear()

    def _close_negation(self) -> None:
        """A "no" that denied nothing."""
        if self._is_negation_open and self._negating:
            self._ask("negated", self._negating)
        self._is_negation_open = False

    def _plain(self, token: Token) -> None:
        """A mark, a name, or a word that nobody knows."""
        if token.kind is Kind.MARK and token.text in "+-":
            self._sign(token)
        elif token.kind is Kind.MARK and token.text in _PUNCTUATION:
            if token.text in _PAUSES:
                self._comma()
            elif token.text in "()":
                self._is_in_brackets = token.text == "("
        elif token.kind in (Kind.WORD, Kind.UNSURE) and self._may_be_name(token):
            self._name(token, token.text)
        else:
            self._fail(token)

    def _may_be_name(self, token: Token) -> bool:
        is_first = self._setting.is_named and not self.facts and not self._pending
        return is_first and token.text.istitle() and token.text.isalpha() and len(token.text) > 2

    def _name(self, token: Token, name: str) -> None:
        if token.kind is not Kind.QUOTED and token.norm not in self._lexicon.given_names:
            self._ask("name", token, (f'"{name}"', *token.near[:4]))
        if not self._setting.is_named or self.facts:
            self._ask("word", token)
        self._add(FactKind.NAME, name, token)

    def _quoted(self, token: Token) -> None:
        self._name(token, token.text.strip('"').strip())

    # --- words

    def _no(self, token: Token) -> None:
        if not self._comes("relation"):
            self._close_negation()
            self._is_negated, self._negating, self._is_negation_open = True, token, True
            return
        relation = self._tokens[self._at]
        self._at += 1
        fact = self._add(FactKind.NOTE, "none", token)
        fact.end = relation.end

    def _dead(self, token: Token) -> None:
        self._add(FactKind.DEAD, "", token)

    def _well(self, token: Token) -> None:
        self._add(FactKind(token.senses[0].category), "", token)

    def _born(self, token: Token) -> None:
        self._add(FactKind.BORN, "", token)

    def _event(self, token: Token) -> None:
        """Words that say what the number behind them is."""
        self._wait(token.senses[0].category, token)

    def _years_old(self, token: Token) -> None:
        last = self._last
        if last and last.kind is FactKind.AGE:
            last.traits.append("now")
            last.end = token.end
        elif not (last and last.age):
            self._fail(token)

    def _note(self, token: Token) -> None:
        last = self._last
        is_unknown = token.has("unknown")
        if is_unknown and last and last.kind in AGED and last.age is None:
            last.age, last.end = ToldAge(), token.end
            self._pending.pop("at", None)
        else:
            self._add(FactKind.NOTE, token.senses[0].category, token)

    def _twin(self, token: Token) -> None:
        zygosity = token.sense("mz", "dz")
        twin = next((f for f in self.facts if f.kind is FactKind.TWIN), None)
        if twin:
            twin.what, twin.end = zygosity or twin.what, token.end
        else:
            self._add(FactKind.TWIN, zygosity, token)

    def _adopted(self, token: Token) -> None:
        category = token.senses[0].category
        fact = self._add(FactKind.ADOPTED, category, token)
        if category == "adopted":
            fact.traits.append("assumed")

    def _related(self, token: Token) -> None:
        self._add(FactKind.RELATED, token.senses[0].category, token)

    def _parted(self, token: Token) -> None:
        self._add(FactKind.PARTED, token.senses[0].category, token)

    def _ancestry(self, token: Token) -> None:
        self._add(FactKind.ANCESTRY, "", token)

    def _sex(self, token: Token) -> None:
        is_place = all(f.kind in (FactKind.NAME, FactKind.AGE) for f in self.facts)
        if len(token.norm) == 1 and not (is_place and self._setting.is_self):
            self._fail(token)
        self._add(FactKind.SEX, token.sense("male", "female"), token)

    def _side(self, token: Token) -> None:
        """A whole side of the family: "pat side unremarkable"."""
        is_whole = token.has("whole-mat", "whole-pat")
        if not is_whole and not self._comes("sidenoun"):
            self._ask("of_whom", token)
            return
        if self._setting.is_named or self.facts:
            self._ask("of_whom", token)
        if not is_whole:
            self._at += 1
        fact = self._add(FactKind.SIDE_NOTE, "", token)
        fact.end = self._tokens[self._at - 1].end
        self.side = token.senses[0].category

    def _filler(self, token: Token) -> None:
        """Small words; a single letter may be the rest of another word."""
        if len(token.norm) == 1:
            self._fail(token)

    def _and(self, token: Token) -> None:
        following, last = self._next, self._last
        if following is None or following.kind is Kind.COMMA or not self.facts:
            self._ask("word", token)
        elif following.kind is Kind.NUMBER or following.has("figure", "decade"):
            is_loss = self._at + 1 < len(self._tokens) and self._tokens[self._at + 1].has("loss")
            if not is_loss and not (last and last.kind is FactKind.CONDITION and last.age):
                self._ask("word", token)

    def _or(self, token: Token) -> None:
        if not self._is_negated:
            self._ask("word", token)

    def _each(self, token: Token) -> None:
        self.is_each = True

    def _ambiguous(self, token: Token) -> None:
        self._ask("ambiguous", token, self._lexicon.options[token.norm])


_Step = Callable[[FactReader, Token], None]
_BY_KIND: Final[Mapping[Kind, _Step]] = {
    Kind.QUOTED: FactReader._quoted,
    Kind.TIMES: FactReader._times,
    Kind.VARIANT: FactReader._variant,
    Kind.ORDINAL: FactReader._ordinal,
}
_NAMED_STEPS: Final[Mapping[_Step, str]] = {
    FactReader._figure: "figure decade",
    FactReader._no: "no",
    FactReader._condition: "condition",
    FactReader._brca: "brca",
    FactReader._bare_cancer: "circles",
    FactReader._side_of_organ: "bilateral left right",
    FactReader._maybe: "maybe",
    FactReader._dead: "dead",
    FactReader._well: "well alive unaffected",
    FactReader._born: "born",
    FactReader._event: "dx now at age early mid late",
    FactReader._years_old: "yo year-unit",
    FactReader._loss: "loss",
    FactReader._procedure: "procedure",
    FactReader._marker: "marker",
    FactReader._gene: "gene",
    FactReader._result: "pos neg vus",
    FactReader._note: "unknown untested",
    FactReader._twin: "twin mz dz",
    FactReader._adopted: "adopted adopted-in adopted-out",
    FactReader._related: "consang consang-1c consang-2c",
    FactReader._parted: "former divorced",
    FactReader._ancestry: "ancestry-aj",
    FactReader._sex: "male female",
    FactReader._side: "side-mat side-pat whole-mat whole-pat",
    FactReader._filler: "filler of because",
    FactReader._and: "and",
    FactReader._or: "or",
    FactReader._each: "each",
    FactReader._ambiguous: "ambiguous",
}
_BY_CATEGORY: Final[Mapping[str, _Step]] = {
    category: step for step, names in _NAMED_STEPS.items() for category in names.split()
}
UNDERSTOOD: Final = frozenset(_BY_CATEGORY)
