"""The grammar of what is said about a person; what could be two things becomes a question."""

from collections.abc import Callable, Mapping
from typing import Final

from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.lineage import LineageScan
from counselling.shorthand.placing import AGED
from counselling.shorthand.reading import Question, Unread
from counselling.shorthand.tokens import Kind, Token

# What is no fact by itself and lets a comma before it count for the fact that follows.
_LEADING: Final = (
    "filler",
    "contrast",
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
    "between",
    "primary",
    "other-side",
    "vague",
    "several",
    "before-now",
    "she",
    "he",
    "likewise",
    "correction",
    "normal",
    "abnormal",
    "inconclusive",
    "pathology",
    "article",
    "within",
    "about",
    "copula",
)
# What must have something behind it.
_DANGLING: Final = (
    "filler", "contrast", "of", "because", "purpose", "history", "and", "or", "copula", "past",
)  # fmt: skip
_PAUSES: Final = frozenset(".!")
_PUNCTUATION: Final = frozenset("():.!/–—-")
_MOST_TOKENS: Final = 120  # of one clause: beyond, nobody speaks of one person any more


class FactReader(LineageScan):
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
        ahead = self._ahead[0] if self._ahead else None
        counted = (self._counted, self._findings, self._weeks[0] if self._weeks else None, ahead)
        for token in counted:
            if token is not None:
                self._ask("number", token)
        if self._opening is not None:
            self._fail(self._opening)  # what the brackets held ends elsewhere
        self._refuse_what_is_left()
        self._doubt_what_dangles()
        if self.side:
            self._as_side_note()
        return self.facts

    def _doubt_what_dangles(self) -> None:
        """ "Sister also", "mum br ca 45 with": small words with nothing behind them."""
        pauses = (Kind.COMMA, Kind.MARK)
        words = [token for token in self._tokens if token.senses or token.kind not in pauses]
        is_closed = bool(words) and words[-1].norm in self._lexicon.closing
        if words and words[-1].has(*_DANGLING) and not is_closed:
            self._ask("word", words[-1])

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
        is_plus = token.text in ("+", "/") and self._is_joined
        self._is_joined = token.has("and") or is_plus or (self._is_joined and is_leading)

    def _comma(self) -> None:
        self._is_after_comma, self._is_joined = True, False
        self._close_negation()
        if self._ahead:
            self._ask("number", self._ahead[0], self._number_choices(self._ahead[0]))
            self._ahead = None
        self._was_negated, self._is_negated = self._is_negated, False
        for token in self._pending.values():
            self._ask("word", token)
        self._pending.clear()

    def _plain(self, token: Token) -> None:
        """A mark, a name, or a word that nobody knows."""
        if token.kind is Kind.MARK and token.text in "+-":
            self._sign(token)
        elif token.kind is Kind.MARK and token.text in _PUNCTUATION:
            self._pass(token)
            if token.text in _PAUSES:
                self._comma()
            elif token.text in "()":
                self._is_in_brackets = token.text == "("
                self._bracket(token)
                if token.text == "(" and self._next is not None and self._next.text == ")":
                    self._fail(token)  # what stood in the brackets is lost
            elif token.text == "/":
                self._slash()
            elif token.text in "–—-" and self._is_negated:
                self._comma()  # "no br ca - RRSO 49": the denial ends here
        elif token.kind in (Kind.WORD, Kind.UNSURE) and self._may_be_name(token):
            self._name(token, token.text)
        else:
            self._fail(token)

    def _bracket(self, token: Token) -> None:
        """Remember what stood in brackets: a number behind may be of what stood before them."""
        if token.text == "(":
            self._opened_at, self._opening = len(self.facts), token
            return
        if self._opening is None:
            self._fail(token)
        self._opening = None
        before, inside = self.facts[: self._opened_at], self.facts[self._opened_at :]
        is_open = bool(before) and before[-1].kind in AGED and before[-1].age is None
        self._closed = token if is_open and any(f.kind in AGED for f in inside) else None

    def _slash(self) -> None:
        """ "bilat br ca 44/51" joins two ages, as "and" does."""
        last, following = self._last, self._next
        if last is None and not self._setting.is_named and not self._pending:
            self._ask("word", self._tokens[self._at - 1])
        is_age = following is not None and following.kind is Kind.NUMBER
        if last and following and is_age and last.kind is FactKind.CONDITION and last.age:
            self._is_joined = True
            if not last.has("bilateral") and not last.count:
                first = self._tokens[self._at - 2].text
                choices = (f" & {following.text}", f"-{following.text}")
                slash = self._tokens[self._at - 1]
                words = (("words", f"{first}/{following.text}"),)
                self.questions.append(
                    Question("shorthand.ask.number", slash.start, following.end, words, choices)
                )

    # --- words


_Step = Callable[[FactReader, Token], None]
_BY_KIND: Final[Mapping[Kind, _Step]] = {
    Kind.QUOTED: FactReader._quoted,
    Kind.TIMES: FactReader._times,
    Kind.VARIANT: FactReader._variant,
    Kind.ORDINAL: FactReader._ordinal,
    Kind.MULTIPLE: FactReader._multiple,
    Kind.PART: FactReader._part,
    Kind.PARITY: FactReader._parity,
    Kind.DATE: FactReader._date,
    Kind.KARYOTYPE: FactReader._worded,
}
_NAMED_STEPS: Final[Mapping[_Step, str]] = {
    FactReader._figure: "figure decade",
    FactReader._no: "no",
    FactReader._condition: "condition",
    FactReader._brca: "brca",
    FactReader._bare_cancer: "circles",
    FactReader._side_of_organ: "bilateral left right",
    FactReader._maybe: "maybe",
    FactReader._other_side: "other-side primary",
    FactReader._unconfirmed: "unconfirmed",
    FactReader._excluded: "excluded",
    FactReader._pathology: "pathology",
    FactReader._graded: "graded",
    FactReader._family_variant: "family-variant",
    FactReader._pathogenic: "pathogenic",
    FactReader._variant_word: "variant",
    FactReader._aside: "aside remark",
    FactReader._turning: "turning",
    FactReader._undone: "undone",
    FactReader._the: "the",
    FactReader._vague: "vague several",
    FactReader._subject: "she he",
    FactReader._month: "month",
    FactReader._twice: "twice",
    FactReader._ago: "ago",
    FactReader._taken_out: "taken-out",
    FactReader._before_now: "before-now",
    FactReader._likewise: "likewise",
    FactReader._correction: "correction",
    FactReader._examination: "examination",
    FactReader._finding: "normal abnormal inconclusive",
    FactReader._given: "by-sperm-donor by-egg-donor by-surrogate by-mito-donor",
    FactReader._left: "left-couple",
    FactReader._couple: "couple",
    FactReader._barren: "barren",
    FactReader._teens: "teens",
    FactReader._between: "between",
    FactReader._ancestry_word: "ancestry",
    FactReader._without: "only-child childless",
    FactReader._childless: "infertile by-choice",
    FactReader._source: "source",
    FactReader._donor: "with-donor",
    FactReader._unrelated: "not-related",
    FactReader._dead: "dead dead-how",
    FactReader._well: "well alive unaffected",
    FactReader._same_cause: "same-cause",
    FactReader._well_or_dead: "well-or-dead",
    FactReader._born: "born",
    FactReader._event: "dx now at within about age early mid late",
    FactReader._copula: "copula",
    FactReader._past: "past",
    FactReader._tested_word: "tested",
    FactReader._noted: "note-mark",
    FactReader._family: "sidenoun",
    FactReader._years_old: "yo year-unit day-unit",
    FactReader._loss: "loss",
    FactReader._procedure: "procedure",
    FactReader._marker: "marker",
    FactReader._gene: "gene",
    FactReader._result: "pos neg vus",
    FactReader._note: "unknown untested",
    FactReader._twin: "twin mz dz triplet",
    FactReader._adopted: "adopted adopted-in adopted-out",
    FactReader._related: "consang consang-1c consang-2c",
    FactReader._parted: "former divorced",
    FactReader._ancestry: "ancestry-aj",
    FactReader._sex: "male female",
    FactReader._side: "side-mat side-pat whole-mat whole-pat",
    FactReader._filler: "filler of because purpose history article of-article contrast",
    FactReader._and: "and",
    FactReader._or: "or",
    FactReader._each: "each",
    FactReader._trait: (
        "trans-man trans-woman non-binary amab afab uaab no-contact not-informed documented "
        "status-unknown unknown-parents"
    ),
    FactReader._worded: "pronouns",
    FactReader._presymptomatic: "presymptomatic",
    FactReader._date_word: "due last-period",
    FactReader._ambiguous: "ambiguous",
}
_BY_CATEGORY: Final[Mapping[str, _Step]] = {
    category: step for step, names in _NAMED_STEPS.items() for category in names.split()
}
UNDERSTOOD: Final = frozenset(_BY_CATEGORY)
