"""One statement: clauses with their people and what is said of them; whole or not at all."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counselling.shorthand.ahead import joined, told_ahead
from counselling.shorthand.apposition import closes_at, counted_by_ages, owned, same_person
from counselling.shorthand.belonging import is_doubtful, standing
from counselling.shorthand.context import Context
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.headings import Headed
from counselling.shorthand.nobody import Nobody, nobody
from counselling.shorthand.opening import POINTING, counted
from counselling.shorthand.path import PersonPhrase
from counselling.shorthand.phrase import PersonParser
from counselling.shorthand.reading import Echo, Unread
from counselling.shorthand.second_look import dissents, misplaced
from counselling.shorthand.sentences import begins_after, ends_sentence, is_headed
from counselling.shorthand.sharing import shared_out
from counselling.shorthand.telling import Named
from counselling.shorthand.tokens import Kind, Token

_LEADS: Final = ("filler", "article", "history", "contrast")
_DASHES: Final = ("-", "–", "—", ".")


class Statement(Headed):
    """Reads its tokens into the draft; whoever holds it sets the draft back when it is held."""

    def __init__(self, context: Context, tokens: Sequence[Token]) -> None:
        super().__init__(context, tokens)
        self._is_named_yet = False
        self._ahead_of_person: Sequence[Token] = ()
        self._prior = ""  # how the person before is related to the patient

    @property
    def is_held(self) -> bool:
        """Whether anything in it must wait."""
        return bool(self.questions or self.unread)

    def read(self) -> None:
        """Read all clauses up to the first that is in doubt about its people."""
        for token in self._tokens:
            if token.mended:
                fields = (("words", token.text), ("meant", token.norm))
                mended = Echo(
                    "shorthand.echo.mended", (), token.start, token.end, fields, is_assumed=True
                )
                self.echoes.append(mended)
        self._read_header()
        while self._at < len(self._tokens) and not self.questions:
            self._clause()
        if not self.is_held:
            self._doubt_ages()
        if not self.is_held:
            self._look_again()

    def _look_again(self) -> None:
        """Ask where a much simpler rule does not find what was read."""
        context = self._context
        for token in dissents(self._tokens, self.echoes, context.lexicon):
            self._ask("word", token)
        people = context.draft.people
        for token in misplaced(self._tokens, self.echoes, context.lexicon, people):
            self._ask("whose", token)

    # --- where clauses begin and end

    def _clause(self) -> None:
        first = self._at
        if none := nobody(self._tokens, first, self._context.lexicon):
            self._tell_none(none)
            return
        named = self._named()
        if self.questions:
            return
        self._is_named_yet = self._is_named_yet or bool(named.phrases)
        facts = self._facts_up_to_next_person()
        if not named.phrases and first == self._at:
            token = self._tokens[first]
            self.unread.append(Unread(token.start, token.end))
            self._at += 1
        self._understand(named, facts, first)

    def _tell_none(self, none: Nobody) -> None:
        """ "Sibs: none": the patient's, on a line of its own or where nobody else was named."""
        context, first = self._context, self._tokens[self._at]
        if any(who != context.consultand for who in self._spoken_of):
            self._ask("whose", first)
        fact = Fact(FactKind.NOTE, "none", first, none.last.end)
        fact.variant = none.relation.sense("relation")
        self._write([context.consultand], context.consultand, [fact])
        context.current, context.before = context.consultand, ()
        self._at = none.end
        while self._at < len(self._tokens) and _is_pause(self._tokens[self._at]):
            self._at += 1
        self._skip_heading()

    def _named(self) -> Named:
        """The people a clause names: one, or several in a row."""
        phrases: list[PersonPhrase] = []
        joints: list[str] = []
        while self._at < len(self._tokens) and self._starts(self._at):
            first = self._at
            phrase = self._phrase()
            if phrase is None:
                self._at = len(self._tokens)
                break
            phrase = counted_by_ages(self._said_closer(phrase), self._tokens[self._at :])
            phrases.append(phrase)
            self._doubt_belonging(phrase, first)
            joint = self._joint(phrase)
            if not joint:
                break
            joints.append(joint)
            self._at += joint in ("and", ",")
        is_listed = bool(joints) and joints[-1] != "and"
        return Named(tuple(phrases), is_listed, any(phrase.is_each for phrase in phrases))

    def _said_closer(self, phrase: PersonPhrase) -> PersonPhrase:
        """ "Mat cousin (dau of mat uncle)": the brackets say which one."""
        at, tokens = self._at, self._tokens
        if at >= len(tokens) or tokens[at].text != "(" or not self._starts(at + 1):
            return phrase
        closer, self._at = owned(phrase, tokens, at, self._context.lexicon)
        if self._at > at:
            return closer
        parser = PersonParser(tokens, at + 1, self._context.lexicon, names=(), header=self._header)
        inner = parser.parse()
        if inner is None or not inner.steps or not closes_at(tokens, parser.at):
            return phrase
        same = same_person(phrase, inner)
        if same is None:
            return phrase
        self._at = parser.at + 1
        return replace(same, end=tokens[parser.at].end)

    def _doubt_belonging(self, phrase: PersonPhrase, first: int) -> None:
        """ "Mat aunt br ca 45, dau 20": the aunt's daughter, or the patient's?"""
        if is_doubtful(phrase, self._prior, self._tokens, first):
            is_article = self._tokens[first].has("article", "the")
            start = self._tokens[first + 1].start if is_article else phrase.start
            words = self._context.text[start : phrase.end]
            self._ask_place("whose", phrase, (*self._theirs(words), f"; {words}"))
        self._prior = standing(phrase)

    def _phrase(self) -> PersonPhrase | None:
        token = self._tokens[self._at]
        parser = PersonParser(
            self._tokens,
            self._at,
            self._context.lexicon,
            names=self._context.names,
            header=self._header,
        )
        phrase = parser.parse()
        self.questions += parser.questions
        if phrase is None and not parser.questions:
            self.unread.append(Unread(token.start, token.end))
        self._at = parser.at
        return phrase

    def _joint(self, phrase: PersonPhrase) -> str:
        """What joins the next person to this one: "and", a comma, or a count: "1 bro 2 sis"."""
        if self._at + 1 >= len(self._tokens):
            return ""
        token = self._tokens[self._at]
        if (token.has("and") or token.text in "&+") and self._starts(self._at + 1):
            return "and"
        if token.kind is Kind.COMMA and self._starts(self._at + 1):
            return ","
        following = self._tokens[self._at + 1]
        is_counted = phrase.is_counted and counted(token) and following.has("relation")
        return "count" if is_counted else ""

    def _facts_up_to_next_person(self) -> Sequence[Token]:
        start = self._at
        while self._at < len(self._tokens):
            if self._starts(self._at) and (self._at > start or start > 0):
                break
            self._at += 1
        facts = self._tokens[start : self._at]
        return self._before_next_person(facts) if self._at < len(self._tokens) else facts

    def _before_next_person(self, facts: Sequence[Token]) -> Sequence[Token]:
        """Somebody else begins here: only after a separator, or by her, his, their."""
        following, prior = self._tokens[self._at], self._tokens[self._at - 1]
        is_joined = prior.has("and") or prior.text in ("&", "+")
        before = facts[:-1]
        is_lead = bool(facts) and all(t.has(*_LEADS) for t in facts)
        if is_lead and not self._is_named_yet:
            return ()  # "bei der Mutter"
        if not self._is_named_yet and (ahead := told_ahead(facts, self._context.lexicon)):
            self._ahead_of_person = ahead
            return ()  # "CRC 38 in brother"
        if prior.kind is Kind.COMMA and not before:
            self._ask("all_or_last", following)
        elif is_joined and self._are_ages(before) and not self._are_of_each(self._at):
            self._ask("all_or_last", following)  # "bro 45 & sis 43 A&W"
        elif prior.text == "." and before:
            return before
        elif prior.text == ":" and before and all(t.kind is Kind.PARITY for t in before):
            return before  # "G4P2: son 8, dau 6"
        elif prior.text in _DASHES and before and not self._is_named_yet:
            self._ask("whose", before[0])  # "declined testing - sister"
        elif (
            prior.kind is Kind.COMMA
            or is_joined
            or prior.has("remove", "contrast")
            or (prior.text in _DASHES and before)
        ):
            return before
        elif before and prior.norm in self._context.lexicon.joints:
            return before  # "2 m/c then dau 6"
        elif facts and self._is_new_sentence(facts, following):
            return facts
        elif not (following.has(*POINTING) and (facts or self._is_having(following))):
            self._ask("another_person", following, (f"; {following.text}",))
        return facts

    def _is_new_sentence(self, facts: Sequence[Token], following: Token) -> bool:
        is_ended = ends_sentence(facts, following, self._context.lexicon)
        is_next = self._is_named_yet and is_headed(self._tokens, self._at)
        is_next = is_next or (self._is_named_yet and self._begins(facts))
        return is_ended or is_next

    def _is_having(self, token: Token) -> bool:
        return token.norm in self._context.lexicon.having  # "mum has 2 sisters"

    def _begins(self, facts: Sequence[Token]) -> bool:
        return begins_after(facts, self._tokens, self._at, self._context.lexicon)

    def _are_of_each(self, at: int) -> bool:
        """ "Dau 5 & son 3", "dau 16 & son 13, both well": no fact may be of the last alone."""
        rest = self._tokens[at:]
        return self._are_ages(rest) or any(token.has("each") for token in rest)

    @staticmethod
    def _are_ages(tokens: Sequence[Token]) -> bool:
        """Whether there is nothing but people and ages: "dau 5 & son 3"."""
        plain = ("relation", "side-mat", "side-pat", "year-unit", "yo", "and")
        return bool(tokens) and all(t.kind is Kind.NUMBER or t.has(*plain) for t in tokens)

    # --- what a clause means

    def _understand(self, named: Named, found: Sequence[Token], first: int) -> None:
        context, phrases = self._context, named.phrases
        if phrases and self._ahead_of_person:
            found = joined(self._ahead_of_person, found)
            self._ahead_of_person = ()
        who, base = self._naming.find(phrases)
        if self.questions:
            return
        self._spoken_of += who if phrases else []
        is_pair = any(len(p.steps[-1].relation.paths) > 1 for p in phrases if p.steps)
        is_ordered = bool(phrases) and not (named.is_listed or is_pair)  # of "parents": who first?
        shares = shared_out(found, len(who)) if is_ordered else ()
        for person, tokens in zip(who, shares, strict=False):
            self._say([person], base, named, tokens, first, shared=_of_all(shares))
        if not shares:
            self._say(who, base, named, found, first)
        if phrases:
            is_one = len(who) == 1 and not named.is_uncounted
            context.current = who[0] if is_one else None


def _is_pause(token: Token) -> bool:
    return token.kind is Kind.COMMA or token.text == "."


def _of_all(shares: Sequence[Sequence[Token]]) -> frozenset[int]:
    """Where the words stand that each of several shares."""
    return frozenset.intersection(*(frozenset(t.start for t in share) for share in shares))
