"""What a clause's reading remembers while it goes through the tokens, and how it asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from counselling.errors import Field
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.reading import Question, Unread
from counselling.shorthand.tokens import Token


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands before the facts. relation: of the last person named, "" without one.

    is_self: the consultand is named, by that word alone. is_opening: the clause may begin with
    the consultand's age, as the first of a text may.
    """

    is_named: bool
    is_group: bool
    relation: str = ""
    is_opening: bool = False
    is_self: bool = False


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
        self._is_after_comma = self._is_joined = False
        self._is_negated = self._was_negated = False
        self._previous: Token | None = None
        self._negating: Token | None = None
        self._is_negation_open = False
        self._is_in_brackets = False

    @property
    def _last(self) -> Fact | None:
        return self.facts[-1] if self.facts else None

    @property
    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _comes(self, *categories: str) -> bool:
        token = self._next
        return token is not None and token.has(*categories)

    def _ask(self, what: str, token: Token, choices: tuple[str, ...] = (), **more: Field) -> None:
        fields = (("words", token.text), *more.items())
        self.questions.append(
            Question(f"shorthand.ask.{what}", token.start, token.end, fields, choices)
        )

    def _fail(self, token: Token) -> None:
        near = token.near or (self._lexicon.near(token.norm) if token.norm.isalpha() else ())
        self.unread.append(Unread(token.start, token.end, near[:5]))

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
