"""The grammar of a person: [count] [order] [side] [twin] relation, 's and of, her, II-3, a name."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

from counselling.shorthand.lexicon import Lexicon, Relation
from counselling.shorthand.reading import Question
from counselling.shorthand.tokens import Kind, Token

_MOST_COUNTED: Final = 12
_LOOK_AHEAD: Final = 6
_LONGEST_PATH: Final = 6  # a great-grandmother's brother's son's daughter
_POINTING: Final = ("her", "his", "their")
_SMALL: Final = (
    "side-mat",
    "side-pat",
    "the",
    "another",
    "aged",
    "former",
    "divorced",
    "male",
    "female",
    "twin",
    "mz",
    "dz",
    "each",
)
_SIDES: Final = {"side-mat": "mother", "whole-mat": "mother"}
_COUSINS: Final = {("cousin", "male"): "cousin-m", ("cousin", "female"): "cousin-f"}
_PARTNERS: Final = ("husband", "wife", "partner")


@dataclass(frozen=True, slots=True)
class Step:
    """One relation on the way. side: mother, father or "". pick: which of several, from 0."""

    relation: Relation
    token: Token
    side: str = ""
    count: int = 0
    order: str = ""
    pick: int | None = None
    is_plural: bool = False


@dataclass(frozen=True, slots=True)
class PersonPhrase:
    """Words for a person. anchor: where the path starts, None at the consultand."""

    start: int
    end: int
    anchor: Token | None
    steps: tuple[Step, ...]
    owner: "PersonPhrase | None" = None
    is_twin: bool = False
    zygosity: str = ""


def is_name(token: Token, names: Container[str]) -> bool:
    """Whether a token is the name of somebody who is there."""
    if token.kind is Kind.QUOTED:
        return token.text.strip('"').casefold() in names
    return token.kind in (Kind.WORD, Kind.UNSURE) and token.text.casefold() in names


def starts_person(tokens: Sequence[Token], at: int, names: Container[str]) -> bool:
    """Whether the tokens from here open a person, looking past counts, sides and small words."""
    for k in range(at, min(at + _LOOK_AHEAD, len(tokens))):
        token = tokens[k]
        if token.kind is Kind.REFERENCE or token.has("relation", "self", *_POINTING):
            return True
        if k == at and is_name(token, names):
            return True
        following = tokens[k + 1] if k + 1 < len(tokens) else None
        if token.has("side-mat", "side-pat") and following and following.has("sidenoun"):
            return False
        if token.has(*_SMALL) or token.kind is Kind.ORDINAL or _count(token):
            continue
        return False
    return False


def _count(token: Token) -> int:
    text = token.text if token.kind is Kind.NUMBER else token.sense("figure")
    return int(text) if text.isdecimal() and len(text) < 3 and int(text) <= _MOST_COUNTED else 0


class PersonParser:
    """Reads one person from a place in the tokens; what is doubtful becomes a question."""

    def __init__(
        self,
        tokens: Sequence[Token],
        at: int,
        lexicon: Lexicon,
        *,
        names: Container[str],
        depth: int = 0,
    ) -> None:
        self.at, self._depth = at, depth
        self.questions: list[Question] = []
        self._tokens, self._first, self._lexicon, self._names = tokens, at, lexicon, names
        self._steps: list[Step] = []
        self._anchor: Token | None = None
        self._owner: PersonPhrase | None = None
        self._is_twin, self._zygosity = False, ""
        self._clear()

    def _clear(self) -> None:
        self._count, self._order, self._side, self._sex = 0, "", "", ""
        self._pick: int | None = None

    def _token(self, ahead: int = 0) -> Token | None:
        at = self.at + ahead
        return self._tokens[at] if at < len(self._tokens) else None

    def parse(self) -> PersonPhrase | None:
        """Return the phrase, None where there is none or a question must be answered first."""
        while (token := self._token()) is not None:
            if token.has("relation"):
                if self._relation(token):
                    continue
                break
            if not self._steps and self._is_anchor(token):
                self.at += 1
                self._anchor = token
                following = self._token()
                if following and following.kind is Kind.OWNER:
                    self.at += 1
                elif not token.has(*_POINTING):
                    break
            elif self._small(token):
                self.at += 1
            else:
                break
        if self._is_half_said():
            self._ask("shorthand.ask.whose_what", self._tokens[self.at - 1])
        is_lost = self._anchor is None or self._anchor.has(*_POINTING)
        if self.questions or (not self._steps and is_lost):
            return None
        start, end = self._tokens[self._first].start, self._tokens[self.at - 1].end
        path = tuple(self._steps)
        return PersonPhrase(
            start, end, self._anchor, path, self._owner, self._is_twin, self._zygosity
        )

    def _is_half_said(self) -> bool:
        """Words that lead to a relation ("pt's other ...") with none behind them."""
        is_led = bool(self._count or self._order or self._side or self._sex)
        last = self._tokens[self.at - 1] if self.at > self._first else None
        is_owner = last is not None and last.kind is Kind.OWNER
        return self.at > self._first and (is_led or is_owner or self._pick is not None)

    def _is_anchor(self, token: Token) -> bool:
        is_first = self._anchor is None and self.at == self._first
        points = token.kind is Kind.REFERENCE or token.has("self", *_POINTING)
        return is_first and (points or is_name(token, self._names))

    def _small(self, token: Token) -> bool:
        if side := token.sense("side-mat", "side-pat"):
            self._side = _SIDES.get(side, "father")
        elif token.has("former", "divorced", "the", "another", "aged"):
            self._order = token.sense("former", "divorced", "the", "another", "aged")
        elif token.kind is Kind.ORDINAL:
            self._nth(int("".join(c for c in token.text if c.isdecimal())))
        elif token.has("twin", "mz", "dz"):
            self._is_twin, self._zygosity = True, token.sense("mz", "dz") or self._zygosity
        elif sex := token.sense("male", "female"):
            self._sex = sex
        elif (count := _count(token)) and not self._count:
            self._count = count
        else:
            return token.has("each")
        return True

    def _nth(self, number: int) -> None:
        ahead = (self._token(1), self._token(2))
        if number > 1 and any(t and t.sense("relation") in _PARTNERS for t in ahead):
            self._order = "another"
        self._pick = number - 1

    def _relation(self, token: Token) -> bool:
        """Take one relation with what follows it; True where the path goes on."""
        senses = [sense for sense in token.senses if sense.category == "relation"]
        is_plural = senses[0].is_plural and not any(not s.is_plural for s in senses)
        if self._count > 1:
            if not any(s.is_plural for s in senses) and self._lexicon.has_plural(senses[0].id):
                self._ask("shorthand.ask.how_many", token)
            is_plural = True
        relation = _COUSINS.get((senses[0].id, self._sex), senses[0].id)
        self.at += 1
        self._after_relation()
        following = self._token()
        is_owner = token.has("genitive")
        if following and following.kind is Kind.OWNER:
            is_owner = True
            self.at += 1
        elif is_plural and not self._count and following and following.has("relation"):
            is_owner, is_plural = True, False  # "aunts dau" is an aunt's daughter
        self._steps.append(
            Step(
                self._lexicon.relations[relation],
                token,
                self._side,
                self._count,
                self._order,
                self._pick,
                is_plural,
            )
        )
        self._clear()
        if len(self._steps) > _LONGEST_PATH:
            self._ask("shorthand.ask.whose_what", token)
            return False
        if is_owner:
            return self._owned(token)
        if following and following.has("of") and self._opens(self.at + 1):
            self._owned_by()
        return False

    def _after_relation(self) -> None:
        token = self._token()
        if token and token.kind is Kind.TIMES:
            self._count = int(token.text[1:])
            self.at += 1
        elif token and token.kind is Kind.INDEX:
            self._pick = int(token.text[1:]) - 1
            self.at += 1
        token, following = self._token(), self._token(1)
        is_bracket = token is not None and token.text == "("
        if is_bracket:
            token, following = following, self._token(2)
        side = token.sense("side-mat", "side-pat", "whole-mat", "whole-pat") if token else ""
        if not side or self._side or (following and following.has("relation", "sidenoun")):
            return
        self._side = _SIDES.get(side, "father")
        self.at += 1 + is_bracket
        if is_bracket and (closing := self._token()) and closing.text == ")":
            self.at += 1

    def _opens(self, at: int) -> bool:
        return starts_person(self._tokens, at, self._names)

    def _owned(self, token: Token) -> bool:
        """After 's: the path goes on with the next person."""
        if self._opens(self.at):
            return True
        self._ask("shorthand.ask.whose_what", token)
        return False

    def _owned_by(self) -> None:
        """After of: the path starts at the person that follows."""
        if self._depth >= _LONGEST_PATH:
            self._ask("shorthand.ask.whose_what", self._tokens[self.at])
            return
        parser = PersonParser(
            self._tokens, self.at + 1, self._lexicon, names=self._names, depth=self._depth + 1
        )
        self._owner = parser.parse()
        self.questions += parser.questions
        if self._owner is None and not parser.questions:
            self._ask("shorthand.ask.whose_what", self._tokens[self.at])
        self.at = parser.at

    def _ask(self, message_id: str, token: Token) -> None:
        words = (("words", token.text),)
        self.questions.append(Question(message_id, token.start, token.end, words))
