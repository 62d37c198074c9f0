"""What is said of the people of a clause: read, doubted, and written into the draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Sex
from counselling.shorthand.anchors import Doubt
from counselling.shorthand.checks import doubts
from counselling.shorthand.context import Context
from counselling.shorthand.couples import Couples
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.facts import FactReader
from counselling.shorthand.naming import Naming
from counselling.shorthand.path import PersonPhrase
from counselling.shorthand.plausible import implausible
from counselling.shorthand.reading import Echo, Question, Unread
from counselling.shorthand.record import Recorder
from counselling.shorthand.scan import Setting
from counselling.shorthand.tokens import Token

_SHORT: Final = 3
_OF_ALL: Final = (FactKind.WELL, FactKind.ALIVE, FactKind.UNAFFECTED)
_SHARED_OUT: Final = (FactKind.AGE, FactKind.DEAD)


@dataclass(frozen=True, slots=True)
class Named:
    """The people a clause names. is_listed: with commas only, so that facts may be of the last."""

    phrases: tuple[PersonPhrase, ...] = ()
    is_listed: bool = False
    is_each: bool = False

    @property
    def is_uncounted(self) -> bool:
        """Whether one of them stands for several of unknown number."""
        return any(phrase.steps and phrase.steps[-1].is_uncounted for phrase in self.phrases)


class Telling:
    """Reads facts about people who are found, and writes them down; base of a statement."""

    def __init__(self, context: Context, tokens: Sequence[Token]) -> None:
        self.questions: list[Question] = []
        self.unread: list[Unread] = []
        self.echoes: list[Echo] = []
        self._context, self._tokens = context, tokens
        self._couples = Couples(context.text, context.draft, self.questions, self.echoes)
        self._naming = Naming(context, self.questions, self.echoes, self._couples)
        self._spoken_of: list[PersonId] = []

    def _doubt_ages(self) -> None:
        """Ask about an age that cannot be, at the words that told it."""
        odd = set(implausible(self._context.draft, self._context.consultand))
        for echo in self.echoes:
            is_told = echo.persons and echo.persons[0] in odd and dict(echo.fields).get("age")
            if is_told:
                words = (("words", self._context.text[echo.start : echo.end]),)
                self.questions.append(
                    Question("shorthand.ask.odd_age", echo.start, echo.end, words)
                )

    def _ask(self, what: str, token: Token, choices: tuple[str, ...] = ()) -> None:
        fields = (("words", token.text),)
        self.questions.append(
            Question(f"shorthand.ask.{what}", token.start, token.end, fields, choices)
        )

    def _ask_place(self, what: str, phrase: PersonPhrase, choices: tuple[str, ...]) -> None:
        place = (phrase.start, phrase.end)
        words = (("words", self._context.text[slice(*place)]),)
        self.questions.append(Question(f"shorthand.ask.{what}", *place, words, choices))

    def _theirs(self, words: str) -> tuple[str, ...]:
        """ "Her dau": of whom was spoken before."""
        lexicon, people = self._context.lexicon, self._context.draft.people
        before = people.get(self._spoken_of[-1]) if self._spoken_of else None
        pronoun = {Sex.FEMALE: "her", Sex.MALE: "his"}.get(before.sex) if before else None
        return (f"{lexicon.word_for(pronoun, pronoun)} {words}",) if pronoun else ()

    def _say(
        self,
        who: Sequence[PersonId],
        base: PersonId,
        named: Named,
        found: Sequence[Token],
        first: int,
        *,
        shared: frozenset[int] | None = None,
    ) -> None:
        """Read what is said of them, and write it down.

        shared: where the words stand that are said of several, each of whom has words of her own.
        """
        is_shared = shared is not None
        context, phrases = self._context, named.phrases
        reader = self._reader(phrases, found, first, who)
        facts = reader.read()
        for fact in facts:
            fact.is_own = shared is not None and fact.token.start not in shared
        self.questions += reader.questions
        self.unread += reader.unread
        is_group = len(who) > 1 or is_shared or named.is_each or named.is_uncounted
        setting = Setting(bool(phrases), is_group)
        self._doubt_whose(phrases, facts, found, first, who, is_side=bool(reader.side))
        if first and self._tokens[first - 1].has("remove") and phrases:
            removed = self._tokens[first - 1]
            if facts:
                self._ask("word", removed)
            facts = [Fact(FactKind.REMOVE, "", removed, removed.end)]
        if reader.is_each and not setting.is_group:
            facts = self._say_of_all(facts, reader)
        is_each = reader.is_each or named.is_each
        if named.is_listed and facts and not is_each:
            self._ask("all_or_last", facts[0].token)
        self.questions += doubts(
            facts, setting, context.lexicon, is_each=is_each, is_shared=is_shared
        )
        if reader.side and facts:
            facts[0].end = max(fact.end for fact in facts)
            who, facts = [context.consultand], facts[:1]
        if is_shared:
            for fact in facts:
                fact.traits += ["assumed"] if fact.kind in _SHARED_OUT else []
        self._write(who, base, facts)
        context.before = () if is_shared else tuple(facts if phrases else (*context.before, *facts))

    def _say_of_all(self, facts: Sequence[Fact], reader: FactReader) -> list[Fact]:
        """ "Dau 12, son 9, both well": what stands behind "both" is true of all named so far."""
        shared = [fact for fact in facts if fact.token.start > reader.each_at]
        others = list(dict.fromkeys((*self._spoken_of,)))
        is_plain = bool(shared) and all(fact.kind in _OF_ALL for fact in shared)
        fits = len(others) > 2 if reader.is_of_all else len(others) == 2
        if not (is_plain and fits):
            return list(facts)
        reader.is_each = False
        for fact in shared:
            fact.traits.append("assumed")
        self._write(others, self._context.consultand, shared)
        return [fact for fact in facts if fact not in shared]

    def _reader(
        self,
        phrases: Sequence[PersonPhrase],
        found: Sequence[Token],
        first: int,
        who: Sequence[PersonId],
    ) -> FactReader:
        context = self._context
        relation = phrases[-1].steps[-1].relation.id if phrases and phrases[-1].steps else ""
        is_opening = context.is_first and first == 0
        is_self = list(who) == [context.consultand] if phrases else is_opening
        is_group = len(who) > 1 or any(phrase.is_counted for phrase in phrases)
        is_of_variant = any(token.has("family-variant") for token in found)
        genes = context.tested_genes() if is_of_variant else ()
        setting = Setting(
            bool(phrases),
            is_group,
            relation,
            is_opening,
            is_self,
            genes,
            is_several=len(self._spoken_of) > 1,
            before=context.before,
            sex=context.draft.people[who[0]].sex if len(who) == 1 else Sex.UNKNOWN,
        )
        return FactReader(found, context.lexicon, setting)

    def _doubt_whose(
        self,
        phrases: Sequence[PersonPhrase],
        facts: Sequence[Fact],
        found: Sequence[Token],
        first: int,
        who: Sequence[PersonId],
        *,
        is_side: bool,
    ) -> None:
        is_nobodys = facts and not phrases and not is_side
        is_doubtful = is_nobodys and (not who or self._is_none_of_another(facts))
        if is_doubtful or (is_nobodys and first == 0 and self._may_be_person(found[0])):
            self._ask("whose", facts[0].token)

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
            if fact.kind is FactKind.TWIN and fact.count not in (0, len(who)):
                self._ask("twins", fact.token)  # "triplet brother": who are the others?
            elif fact.kind is FactKind.TWIN:
                self._couples.twin(who, base, fact.what, (fact.start, fact.end))
            elif fact.kind in (FactKind.RELATED, FactKind.PARTED) or fact.has("couple"):
                self._couples.pair(who, base, fact)
