"""The grammar of a person: [count] [order] [side] [twin] relation, 's and of, her, II-3, a name."""

from collections.abc import Container, Sequence
from typing import Final

from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.opening import POINTING, counted, is_name, starts_person
from counselling.shorthand.path import OF_SEX, PersonPhrase, Step
from counselling.shorthand.reading import Question
from counselling.shorthand.sentences import is_label
from counselling.shorthand.tokens import Kind, Token

_LONGEST_PATH: Final = 6  # a great-grandmother's brother's son's daughter
_SIDES: Final = {"side-mat": "mother", "whole-mat": "mother", "same-mat": "mother"}
_PARTNERS: Final = ("husband", "wife", "partner")


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
        header: str = "",
    ) -> None:
        self.at, self._depth, self._header = at, depth, header
        self.questions: list[Question] = []
        self._tokens, self._first, self._lexicon, self._names = tokens, at, lexicon, names
        self._steps: list[Step] = []
        self._anchor: Token | None = None
        self._owner: PersonPhrase | None = None
        self._is_twin, self._zygosity, self._is_each = False, "", False
        self._is_counted = False
        self._clear()

    def _clear(self) -> None:
        self._count, self._order, self._side, self._sex = 0, "", "", ""
        self._pick: int | None = None
        self._start, self._end = -1, 0
        self._age_word, self._is_adopted, self._is_led = "", False, False
        self._is_uncounted = False

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
                if self._depth and following and following.start == token.start:
                    self.at += 1  # "Mutter der Patientin": her sex is no fact about the mother
                    following = self._token()
                if following and following.kind is Kind.OWNER:
                    self.at += 1
                elif not token.has(*POINTING):
                    break
            elif self._small(token):
                self._start = token.start if self._start < 0 else self._start
                self._is_led = True
                self.at += 1
            else:
                break
        if self._is_twin and self._anchor and self._anchor.has(*POINTING) and not self._steps:
            self._add_twin(self._tokens[self.at - 1])  # "his twin": a sibling of either sex
        if self._is_half_said():
            self._ask("shorthand.ask.whose_what", self._tokens[self.at - 1])
        is_lost = self._anchor is None or self._anchor.has(*POINTING)
        if self.questions or (not self._steps and is_lost):
            return None
        return self._phrase()

    def _add_twin(self, token: Token) -> None:
        self._end, self._is_led = token.end, False
        self._append("sibling", token, is_plural=False)

    def _phrase(self) -> PersonPhrase:
        start, end = self._tokens[self._first].start, self._tokens[self.at - 1].end
        path = tuple(self._steps)
        return PersonPhrase(
            start, end, self._anchor, path, self._owner,
            self._is_twin, self._zygosity, self._is_each, self._is_counted,
        )  # fmt: skip

    def _is_half_said(self) -> bool:
        """Words that lead to a relation ("pt's other ...") with none behind them."""
        last = self._tokens[self.at - 1] if self.at > self._first else None
        is_owner = last is not None and last.kind is Kind.OWNER
        return self.at > self._first and (self._is_led or is_owner)

    def _is_anchor(self, token: Token) -> bool:
        is_led_by_the = self._is_led and self._order in ("", "the") and not self._side
        is_first = self._anchor is None and (self.at == self._first or is_led_by_the)
        points = token.kind is Kind.REFERENCE or token.has("self", *POINTING)
        return is_first and (points or is_name(token, self._names))

    def _small(self, token: Token) -> bool:
        if side := token.sense("side-mat", "side-pat"):
            self._once(self._side, token)
            self._side = _SIDES.get(side, "father")
        elif order := token.sense("former", "divorced", "the", "another", "aged"):
            if self._order not in ("", "the") or (self._order == "the" and order == "another"):
                self._ask("shorthand.ask.word", token)
            self._order = order
            self._age_word = token.text if order == "aged" else self._age_word
        elif token.kind is Kind.ORDINAL:
            self._once(self._pick is not None, token)
            self._nth(int("".join(c for c in token.text if c.isdecimal())))
        elif token.has("twin", "mz", "dz"):
            self._is_twin, self._zygosity = True, token.sense("mz", "dz") or self._zygosity
        elif sex := token.sense("male", "female"):
            self._once(self._sex, token)
            self._sex = sex
        elif (count := counted(token)) and not self._count:
            self._count, self._is_counted = count, True
        elif token.has("each"):
            self._is_each = True
        elif token.has("several"):
            self._is_uncounted = self._is_counted = True
        elif token.has("adopted"):
            self._is_adopted = True
        else:
            return token.has("article", "of-article") and not self._is_led
        return True

    def _once(self, is_told: object, token: Token) -> None:
        if is_told:
            self._ask("shorthand.ask.word", token)

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
            is_plural = True
        if self._is_uncounted and not any(s.is_plural for s in senses):
            self._ask("shorthand.ask.how_many", token)
        relation = OF_SEX.get((senses[0].id, self._sex), senses[0].id)
        if self._sex and self._lexicon.relations[relation].sex.value != self._sex:
            sides = (self._lexicon.word_for(side, side) for side in ("side-mat", "side-pat"))
            self._ask("shorthand.ask.sex", token, tuple(f"{s} {token.text}" for s in sides))
        self.at += 1
        self._after_relation()
        self._end = self._tokens[self.at - 1].end
        self._stand_under_header(relation, token)
        following = self._token()
        is_owned = self._depth and not self._opens(self.at)  # "Bruder des Vaters"
        is_owner = token.has("genitive") and not is_owned
        if following and following.kind is Kind.OWNER:
            is_owner = True
            self.at += 1
        elif is_plural and not self._count and self._is_other_kin(token, following):
            is_owner, is_plural = True, False  # "aunts dau" is an aunt's daughter
        self._append(relation, token, is_plural=is_plural)
        self._clear()
        if len(self._steps) > _LONGEST_PATH:
            self._ask("shorthand.ask.whose_what", token)
            return False
        if is_owner:
            return self._owned(token)
        if following and following.has("of", "of-article") and self._opens(self.at + 1):
            self._owned_by()
        return False

    def _append(self, relation: str, token: Token, *, is_plural: bool) -> None:
        self._steps.append(
            Step(
                self._lexicon.relations[relation],
                token,
                self._side,
                self._count,
                self._order,
                self._pick,
                is_plural,
                self._start if self._start >= 0 else token.start,
                self._end,
                self._age_word,
                self._is_adopted,
                self._is_uncounted,
            )
        )

    def _is_other_kin(self, token: Token, following: Token | None) -> bool:
        """Whether "aunts dau" can be an aunt's daughter; "sibs bro" is a list without its colon."""
        if following is None or not following.has("relation"):
            return False
        relations = self._lexicon.relations
        one, other = (relations[t.sense("relation")].paths for t in (token, following))
        return one != other

    def _after_relation(self) -> None:
        token = self._token()
        is_labelled = self._takes_label()
        if token and token.kind is Kind.TIMES:
            self._count = int(token.text[1:])
        elif token and token.kind is Kind.INDEX:
            self._pick = int(token.text[1:]) - 1
        if token and not is_labelled and token.kind in (Kind.TIMES, Kind.INDEX):
            self.at += 1
        token, following = self._token(), self._token(1)
        is_bracket = token is not None and (token.text == "(" or token.kind is Kind.COMMA)
        if is_bracket:
            token, following = following, self._token(2)
        side = token.sense(*self._sides_of(self._tokens[self.at - 1])) if token else ""
        if not side or self._side or (following and following.has("relation", "sidenoun")):
            return
        self._side = _SIDES.get(side, "father")
        self.at += 1 + is_bracket
        if is_bracket and (closing := self._token()) and closing.text == ")":
            self.at += 1
        self._takes_label()

    def _takes_label(self) -> bool:
        """A number that tells relatives apart: "sister 2: br ca 40"."""
        token, following = self._token(), self._token(1)
        if token is None or token.kind is not Kind.NUMBER or not counted(token):
            return False
        is_colon = following is not None and following.text == ":"
        if not (is_colon or is_label(self._tokens, self.at, self._lexicon)):
            return False
        self._pick = int(token.text) - 1
        self.at += 1
        return True

    def _sides_of(self, relation: Token) -> tuple[str, ...]:
        """Words for a side that may stand behind: "half bro (same mum)"."""
        told = self._lexicon.relations.get(relation.sense("relation"))
        is_half = told is not None and any("half" in path for path in told.paths)
        sides = ("side-mat", "side-pat", "whole-mat", "whole-pat")
        return (*sides, "same-mat", "same-pat") if is_half else sides

    def _stand_under_header(self, relation: str, token: Token) -> None:
        """ "Mat side: aunt": the side that the statement begins with is hers."""
        following = self._token()
        is_owned = following is not None and following.has("of", "of-article")
        if not self._header or self._steps or self._anchor or is_owned:
            return
        first = {path[0] for path in self._lexicon.relations[relation].paths}
        if first <= {"?parent", "half", "step-sibling", "?grand"}:
            self._side = self._side or self._header
        if self._side not in ("", self._header) or (not self._side and first != {self._header}):
            self._ask("shorthand.ask.of_whom", token)

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
            self._tokens,
            self.at + 1,
            self._lexicon,
            names=self._names,
            depth=self._depth + 1,
            header=self._header,
        )
        self._owner = parser.parse()
        self.questions += parser.questions
        if self._owner is None and not parser.questions:
            self._ask("shorthand.ask.whose_what", self._tokens[self.at])
        self.at = parser.at

    def _ask(self, message_id: str, token: Token, choices: tuple[str, ...] = ()) -> None:
        words = (("words", token.text),)
        start = self._start if choices and self._start >= 0 else token.start
        self.questions.append(Question(message_id, start, token.end, words, choices))
