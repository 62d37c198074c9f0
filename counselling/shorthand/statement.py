"""One statement: clauses with their people and what is said of them; whole or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from counselling.pedigree.person import PersonId
from counselling.shorthand.anchors import Doubt, anchored
from counselling.shorthand.checks import doubts
from counselling.shorthand.couples import Couples
from counselling.shorthand.draft import Draft
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.facts import FactReader
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.people import People
from counselling.shorthand.phrase import PersonParser, PersonPhrase, starts_person
from counselling.shorthand.reading import Echo, Question, Unread
from counselling.shorthand.record import Recorder
from counselling.shorthand.scan import Setting
from counselling.shorthand.tokens import Kind, Token

_SHORT = 3
_DASHES = ("-", "–", "—", ".")


@dataclass(slots=True)
class Context:
    """What a statement is read with. current: who "her" is; None after a group or a doubt.

    is_first: nothing was typed before.
    """

    text: str
    lexicon: Lexicon
    draft: Draft
    people: People
    consultand: PersonId
    current: PersonId | None
    numbers: Mapping[str, PersonId]
    names: dict[str, PersonId] = field(default_factory=dict)
    is_first: bool = False


class Statement:
    """Reads its tokens into the draft; whoever holds it sets the draft back when it is held."""

    def __init__(self, context: Context, tokens: Sequence[Token]) -> None:
        self.questions: list[Question] = []
        self.unread: list[Unread] = []
        self.echoes: list[Echo] = []
        self._context, self._tokens, self._at = context, tokens, 0
        self._named: set[PersonId] = set()

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
        while self._at < len(self._tokens) and not self.questions:
            self._clause()

    def _ask(self, what: str, token: Token, choices: tuple[str, ...] = ()) -> None:
        fields = (("words", token.text),)
        self.questions.append(
            Question(f"shorthand.ask.{what}", token.start, token.end, fields, choices)
        )

    # --- where clauses begin and end

    def _starts(self, at: int) -> bool:
        if at and self._tokens[at - 1].has("no"):
            return False
        return starts_person(self._tokens, at, self._context.names)

    def _clause(self) -> None:
        first = self._at
        phrases = list(self._phrases())
        if self.questions:
            return
        facts = self._facts_up_to_next_person()
        if not phrases and first == self._at:
            self._at += 1
        self._understand(phrases, facts, first)

    def _phrases(self) -> Iterator[PersonPhrase]:
        """The people a clause names: one, or several joined by "and"."""
        while self._at < len(self._tokens) and self._starts(self._at):
            token = self._tokens[self._at]
            parser = PersonParser(
                self._tokens, self._at, self._context.lexicon, names=self._context.names
            )
            phrase = parser.parse()
            self.questions += parser.questions
            if phrase is None:
                if not parser.questions:
                    self.unread.append(Unread(token.start, token.end))
                self._at = len(self._tokens)
                return
            self._at = parser.at
            yield phrase
            if not self._joins(self._at):
                return
            self._at += 1

    def _joins(self, at: int) -> bool:
        """Whether "and" stands here between two people."""
        if at + 1 >= len(self._tokens):
            return False
        token = self._tokens[at]
        return (token.has("and") or token.text in "&+") and self._starts(at + 1)

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
        if prior.kind is Kind.COMMA and not before:
            self._ask("all_or_last", following)
        elif is_joined and before and all(token.kind is Kind.NUMBER for token in before):
            self._ask("all_or_last", following)  # "bro 45 & sis 43 A&W"
        elif (
            prior.kind is Kind.COMMA
            or is_joined
            or prior.has("remove")
            or (prior.text in _DASHES and before)
        ):
            return before
        elif not (following.has("her", "his", "their") and facts):
            self._ask("another_person", following, (f"; {following.text}",))
        return facts

    # --- what a clause means

    def _understand(
        self, phrases: Sequence[PersonPhrase], found: Sequence[Token], first: int
    ) -> None:
        context = self._context
        who, base = self._who(phrases)
        if self.questions:
            return
        facts, is_each, is_side = self._facts(phrases, found, first, who)
        if first and self._tokens[first - 1].has("remove") and phrases:
            removed = self._tokens[first - 1]
            if facts:
                self._ask("word", removed)
            facts = [Fact(FactKind.REMOVE, "", removed, removed.end)]
        setting = Setting(bool(phrases), len(who) > 1)
        self.questions += doubts(facts, setting, context.lexicon, is_each=is_each)
        if is_side and facts:
            facts[0].end = max(fact.end for fact in facts)
            who, facts = [context.consultand], facts[:1]
        self._write(who, base, facts)
        if phrases:
            context.current = who[0] if len(who) == 1 else None

    def _facts(
        self,
        phrases: Sequence[PersonPhrase],
        found: Sequence[Token],
        first: int,
        who: Sequence[PersonId],
    ) -> tuple[list[Fact], bool, bool]:
        context = self._context
        relation = phrases[-1].steps[-1].relation.id if phrases and phrases[-1].steps else ""
        is_opening = context.is_first and first == 0
        is_self = list(who) == [context.consultand] if phrases else is_opening
        setting = Setting(bool(phrases), len(who) > 1, relation, is_opening, is_self)
        reader = FactReader(found, context.lexicon, setting)
        facts = reader.read()
        self.questions += reader.questions
        self.unread += reader.unread
        is_nobodys = facts and not phrases and not reader.side
        is_doubtful = is_nobodys and (not who or self._is_none_of_another(facts))
        if is_doubtful or (is_nobodys and first == 0 and self._may_be_person(found[0])):
            self._ask("whose", facts[0].token)
        return facts, reader.is_each, bool(reader.side)

    def _may_be_person(self, token: Token) -> bool:
        """Whether a short word at the beginning may be a mistyped person: "mi 71" for "mo 71"."""
        lexicon = self._context.lexicon
        if len(token.norm) > _SHORT or not token.has("condition", "procedure", "loss"):
            return False
        near = lexicon.near(token.norm)
        senses = (sense for word in near for sense in lexicon.phrases.get(word, ()))
        return any(sense.category in ("relation", "self") for sense in senses)

    def _is_none_of_another(self, facts: Sequence[Fact]) -> bool:
        """ "no sibs" without a person is about the consultand, or nobody can say."""
        is_another = self._context.current != self._context.consultand
        return is_another and any(fact.what == "none" for fact in facts)

    def _who(self, phrases: Sequence[PersonPhrase]) -> tuple[list[PersonId], PersonId]:
        context = self._context
        base = context.consultand
        if not phrases:
            return ([context.current] if context.current else []), base
        who: list[PersonId] = []
        for phrase in phrases:
            try:
                anchor = anchored(
                    phrase,
                    consultand=context.consultand,
                    current=context.current,
                    numbers=context.numbers,
                    names=context.names,
                )
                self._check_pronoun(phrase, anchor)
                before = len(context.draft.added)
                found, base = context.people.find(phrase, anchor)
            except Doubt as doubt:
                self.questions.append(doubt.question)
                return [], base
            self._tell_added(phrase, found, context.draft.added[before:])
            if phrase.is_twin:
                place = (phrase.start, phrase.end)
                self._couples().twin(found, base, phrase.zygosity, place)
            if any(person in self._named for person in found) and phrase.anchor is None:
                self._ask_phrase("twice_named", phrase)  # "mum BSO 50, mo br ca": or "no"?
            self._named.update(found)
            who += [person for person in found if person not in who]
        return who, base

    def _ask_phrase(self, what: str, phrase: PersonPhrase) -> None:
        place = (phrase.start, phrase.end)
        fields = (("words", self._context.text[slice(*place)]),)
        self.questions.append(Question(f"shorthand.ask.{what}", *place, fields))

    def _couples(self) -> Couples:
        context = self._context
        return Couples(context.text, context.draft, self.questions, self.echoes)

    def _check_pronoun(self, phrase: PersonPhrase, anchor: PersonId) -> None:
        token = phrase.anchor
        word = token.sense("her", "his") if token else ""
        sex = self._context.draft.people[anchor].sex.value
        if token and ((word == "her" and sex == "male") or (word == "his" and sex == "female")):
            self._ask("whose", token)

    def _tell_added(
        self, phrase: PersonPhrase, found: Sequence[PersonId], added: Sequence[PersonId]
    ) -> None:
        place = (phrase.start, phrase.end)
        for who in found:
            self._context.draft.reveal(who)
            if who in added:
                self.echoes.append(Echo("shorthand.echo.added", (who,), *place))
        for who in added:
            if who not in found:
                self.echoes.append(Echo("shorthand.echo.linked", (who,), *place, is_assumed=True))

    def _write(self, who: Sequence[PersonId], base: PersonId, facts: Sequence[Fact]) -> None:
        context = self._context
        recorder = Recorder(context.text, context.draft, context.lexicon, context.people)
        recorder.begin_clause(base, context.consultand)
        for person in who:
            for fact in facts:
                try:
                    recorder.write(person, fact)
                except Doubt as doubt:
                    self.questions.append(doubt.question)
        self.questions += recorder.questions
        self.echoes += recorder.echoes
        for fact in facts:
            if fact.kind is FactKind.TWIN:
                self._couples().twin(who, base, fact.what, (fact.start, fact.end))
            elif fact.kind in (FactKind.RELATED, FactKind.PARTED):
                self._couples().pair(who, base, fact)
