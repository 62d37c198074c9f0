"""What a clause's reading remembers while it goes through the tokens, and how it asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from counselling.errors import Field
from counselling.pedigree.terms import Sex
from counselling.shorthand.ages import ToldAge
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.reading import Question, Unread
from counselling.shorthand.tokens import Kind, Token


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands before the facts. relation: of the last person named, "" without one.

    is_self: the consultand is named, by that word alone. is_opening: the clause may begin with
    the consultand's age, as the first of a text may. tested_genes: in which the family has a
    pathogenic variant, so that "neg for fam mut" says which. is_several: others were named in the
    statement before, so that "both" can mean them too. before: what was told of who was named
    before, so that "too" says which. sex: of the one person that the clause is about.
    """

    is_named: bool
    is_group: bool
    relation: str = ""
    is_opening: bool = False
    is_self: bool = False
    tested_genes: tuple[str, ...] = ()
    is_several: bool = False
    before: tuple[Fact, ...] = ()
    sex: Sex = Sex.UNKNOWN


class ClauseScan:
    """Goes through the tokens of one clause without going back."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon, setting: Setting) -> None:
        self.facts: list[Fact] = []
        self.questions: list[Question] = []
        self.unread: list[Unread] = []
        self.is_each = False
        self.side = ""
        self._tokens, self._lexicon, self._setting = tokens, lexicon, setting
        self._at = 0
        self._pending: dict[str, Token] = {}
        self._count = 0
        self._counted: Token | None = None
        self._findings: Token | None = None
        self._weeks: tuple[Token, int] | None = None
        self._ahead: tuple[Token, ToldAge] | None = None
        self._opened_at = 0
        self._opening: Token | None = None
        self._closed: Token | None = None
        self.each_at = -1
        self.is_of_all = False
        self._is_after_comma = self._is_joined = False
        self._is_negated = self._was_negated = False
        self._previous: Token | None = None
        self._negating: Token | None = None
        self._is_negation_open = False
        self._is_in_brackets = False
        self._passed: set[int] = set()

    @property
    def _last(self) -> Fact | None:
        return self.facts[-1] if self.facts else None

    @property
    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _comes(self, *categories: str) -> bool:
        token = self._next
        return token is not None and token.has(*categories)

    def _ahead_of(self, *skipped: str) -> Token | None:
        """The next token that is none of these."""
        at = self._at
        while at < len(self._tokens) and self._tokens[at].has(*skipped):
            at += 1
        return self._tokens[at] if at < len(self._tokens) else None

    def _ask(self, what: str, token: Token, choices: tuple[str, ...] = (), **more: Field) -> None:
        fields = (("words", token.text), *more.items())
        self.questions.append(
            Question(f"shorthand.ask.{what}", token.start, token.end, fields, choices)
        )

    def _fail(self, token: Token) -> None:
        near = token.near or (self._lexicon.near(token.norm) if token.norm.isalpha() else ())
        note = self._lexicon.word_for("note-mark", "note-mark")
        kept = (f"{note} {token.text}",) if token.text.isalpha() and len(token.text) > 1 else ()
        self.unread.append(Unread(token.start, token.end, (*near[:4], *kept)))

    def _add(self, kind: FactKind, what: str, token: Token) -> Fact:
        if self._is_negated and kind is not FactKind.NEVER:
            self._ask("negated", token)
        fact = Fact(kind, what, token, token.end, is_after_comma=self._is_after_comma)
        self.facts.append(fact)
        return fact

    def _wait(self, what: str, token: Token) -> None:
        if what in self._pending:
            self._ask("word", token)
        self._pending[what] = token

    def _take_up(self, what: str) -> Token | None:
        """A word that waited for what it belongs to has found it."""
        token = self._pending.pop(what, None)
        if token is not None:
            self._pass(token)
        return token

    def _close_negation(self) -> None:
        """A "no" that denied nothing."""
        if self._is_negation_open and self._negating:
            self._ask("negated", self._negating)
        self._is_negation_open = False

    # --- every token is part of a fact, or was passed on purpose; nothing is dropped

    def _pass(self, token: Token) -> None:
        """A token that says nothing by itself here."""
        self._passed.add(token.start)

    def _refuse_what_is_left(self) -> None:
        told = [(fact.start, fact.end) for fact in self.facts]
        told += [(question.start, question.end) for question in self.questions]
        told += [(unread.start, unread.end) for unread in self.unread]
        for token in self._tokens:
            if token.kind is Kind.COMMA or token.start in self._passed:
                continue
            if not any(start <= token.start and token.end <= end for start, end in told):
                self._fail(token)
