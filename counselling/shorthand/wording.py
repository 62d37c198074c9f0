"""Words that say a fact by themselves, or what the number behind them is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counselling.shorthand.ages import ToldAge
from counselling.shorthand.fact import FactKind
from counselling.shorthand.identity import IdentityScan
from counselling.shorthand.lexicon import Sense, normal
from counselling.shorthand.placing import AGED
from counselling.shorthand.tokens import Kind, Token

_LONGEST_NAME: Final = 12
# What "a" may stand before; elsewhere a single letter is the rest of another word.
_NAMED_THINGS: Final = ("gene", "condition", "pathology", "aside", "vague", "pos", "procedure")
_BEFORE_AN_OBJECT: Final = ("article", "filler", "of", "history", "maybe", "vague", "several")


class WordScan(IdentityScan):
    """Reads names, death, health, denial and the small words between."""

    def _name(self, token: Token, name: str) -> None:
        if token.kind is not Kind.QUOTED and token.norm not in self._lexicon.given_names:
            self._ask("name", token, (f'"{name}"', *token.near[:4]))
        if not self._setting.is_named or self.facts:
            self._ask("word", token)
        self._add(FactKind.NAME, name, token)

    def _quoted(self, token: Token) -> None:
        """A name; what does not look like one is the family's own words, kept as a note."""
        text = token.text.strip('"').strip()
        words = [normal(word) for word in text.split()]
        circles = [p for p, s in self._lexicon.phrases.items() if s[0].category == "circles"]
        is_ill = any(c in word for c in circles if len(c) > 2 for word in words)
        is_known = is_ill or any(word in self._lexicon.phrases for word in words)
        if text[:1].isupper() and not is_known:
            if len(words[0]) > _LONGEST_NAME:
                self._ask("name", token)  # rather a word of the family's: "Unterleibskrebs"
            self._name(token, text)
        else:
            self._aside(token)

    def _noted(self, token: Token) -> None:
        """ "note ...": unknown words behind it are kept as they are."""
        fact = self._add(FactKind.ASIDE, "", token)
        while (following := self._next) is not None:
            is_open = (
                following.kind in (Kind.WORD, Kind.UNSURE, Kind.UNKNOWN) or following.text == ":"
            )
            if not is_open or following.senses:
                break
            self._at, fact.end = self._at + 1, following.end
        if fact.end == token.end:
            self._ask("word", token)

    def _no(self, token: Token) -> None:
        if not self._comes("relation"):
            self._close_negation()
            self._is_negated, self._negating, self._is_negation_open = True, token, True
            return
        relation = self._tokens[self._at]
        self._at += 1
        if self._is_negated:
            self._ask("negated", token)
        fact = self._add(FactKind.NOTE, "none", token)
        fact.variant = relation.sense("relation")
        fact.end = relation.end

    def _dead(self, token: Token) -> None:
        closing, last = self._next, self._last
        is_marked = self._is_in_brackets and closing is not None and closing.text == ")"
        if token.text == "D" and is_marked and last and last.kind is FactKind.CONDITION:
            self._ask("ambiguous", token)  # died, or from the death certificate
        for word in ("age", "at", "dx", "now"):
            if word in self._pending:
                self._ask("word", self._pending[word])  # "age d38"
        aged, ill = self._age_of_death(token), self._last
        is_cause = ill is not None and ill.has("of") and not self._is_after_comma
        fact = self._add(FactKind.DEAD, "", token)
        fact.age, fact.start = (aged.age, aged.start) if aged else (None, fact.start)
        if token.has("dead-how"):
            fact.traits.append("vague")
        if said := self._take_up("same-cause"):
            ills = (f.what for f in self.facts if f.kind is FactKind.CONDITION)
            fact.variant, fact.start = next(ills, ""), min(fact.start, said.start)
        if ill is not None and ill.has("ahead") and self._previous is ill.token:
            self._ask("number", ill.token)  # "mit 52 Brustkrebs gestorben": 52 is which age?
        is_bare = ill is None or ill.kind is not FactKind.CONDITION or ill.age is not None
        if self._ahead is not None and is_bare:  # "mit 60 verstorben"
            number, fact.age = self._ahead
            fact.start, self._ahead = min(fact.start, number.start), None
        if ill is not None and is_cause and ill.age is None:
            ill.traits.remove("of")  # "an Brustkrebs verstorben": the cause stood before
            ill.traits += ["cause", "because"]
            if self._ahead is not None:
                number, fact.age = self._ahead
                fact.start, self._ahead = min(ill.start, number.start), None

    def _well(self, token: Token) -> None:
        self._add(FactKind(token.senses[0].category), "", token)

    def _same_cause(self, token: Token) -> None:
        """ "Ov ca 61, died 63 of same", "daran verstorben": of the one illness told before."""
        ill = [fact for fact in self.facts if fact.kind is FactKind.CONDITION]
        last = self._last
        is_one = len(ill) == 1 and not ill[0].has("maybe") and not self._is_negated
        if is_one and last is not None and last.kind is FactKind.DEAD and not self._is_after_comma:
            last.variant, last.end = ill[0].what, token.end
        elif is_one and self._comes("dead"):
            self._wait("same-cause", token)
        else:
            self._ask("word", token)

    def _well_or_dead(self, token: Token) -> None:
        """ "Ges." is a letter from "gest.": well where an age stands before it and none behind."""
        following = self._next
        is_plain = following is None or following.kind is Kind.COMMA or following.text in ".)"
        if is_plain and any(fact.kind is FactKind.AGE for fact in self.facts):
            self._add(FactKind.WELL, "", token)
        else:
            choices = (self._lexicon.word_for(word, word) for word in ("well", "dead"))
            self._ask("ambiguous", token, tuple(choices))

    def _born(self, token: Token) -> None:
        self._add(FactKind.BORN, "", token)

    def _event(self, token: Token) -> None:
        """Words that say what the number behind them is."""
        if self._is_before_place(token):
            return
        category = token.senses[0].category
        last = self._last
        if (
            category == "dx"
            and last
            and last.kind is FactKind.CONDITION
            and not self._is_after_comma
        ):
            if last.has("of"):
                last.traits.remove("of")
            if self._ahead is not None or (last.age is not None and not self._leads_to_number()):
                self._give_ahead(last)
                last.end = max(last.end, token.end)
                return
        self._wait("at" if category == "within" else category, token)

    def _leads_to_number(self) -> bool:
        following = self._ahead_of("at", "within", "age", "about", "early", "mid", "late")
        return following is not None and following.kind in (Kind.NUMBER, Kind.DATE)

    def _tested_word(self, token: Token) -> None:
        """ "Tested": a small word where a gene or a result stands near, else a note."""
        rest = self._tokens[self._at :]
        is_near = any(part.has("gene", "brca", "family-variant") for part in rest)
        last = self._last
        if is_near or (last is not None and last.kind is FactKind.GENE):
            self._pass(token)
        else:
            self._aside(token)

    def _the(self, token: Token) -> None:
        """ "The BRCA1 variant", "the right breast"; before anything else it points at somebody."""
        following = self._ahead_of("filler")
        named = ("gene", "family-variant", "condition", "pathology", "pathogenic")
        if following is not None and following.has(*named):
            self._pass(token)
        else:
            self._fail(token)

    def _past(self, token: Token) -> None:
        """ "Was 45": an age of another day."""
        following = self._ahead_of("age", "at", "within", "about")
        if following is not None and following.kind is Kind.NUMBER:
            self._ask("word", token)
        self._copula(token)

    def _copula(self, token: Token) -> None:
        """ "Is": what a finger makes of "sis", too; only where somebody was named."""
        if self._setting.is_named:
            self._pass(token)
        else:
            self._fail(token)

    def _years_old(self, token: Token) -> None:
        last = self._last
        if last and last.kind is FactKind.AGE:
            if not self._comes("condition", "ambiguous"):
                last.traits.append("now")  # "45yo br ca" may be the age at diagnosis
            last.end = token.end
        elif last and last.age:
            last.end = max(last.end, token.end)
        else:
            self._fail(token)

    def _note(self, token: Token) -> None:
        last = self._last
        is_unknown = token.has("unknown")
        if is_unknown and last and last.kind in AGED and last.age is None:
            last.age, last.end = ToldAge(), token.end
            for word in ("at", "age", "dx"):
                self._take_up(word)
        else:
            self._add(FactKind.NOTE, token.senses[0].category, token)

    def _filler(self, token: Token) -> None:
        """Small words; a single letter may be the rest of another word."""
        if len(token.norm) == 1 and not (token.has("article") and self._comes(*_NAMED_THINGS)):
            self._fail(token)
        elif token.has("article", "history", "of", "because", "purpose") and not self._has_object():
            self._ask("word", token)  # "Z.n. 45": the word behind it is lost
        elif token.has("article") and self._comes("well", "alive", "unaffected"):
            self._fail(token)  # "alive an well"
        else:
            self._pass(token)

    def _has_object(self) -> bool:
        following = self._ahead_of(*_BEFORE_AN_OBJECT)
        if following is not None and following.kind is Kind.NUMBER:
            at = self._tokens.index(following) + 1
            return at < len(self._tokens) and self._tokens[at].has("loss", "condition")
        return following is not None and (bool(following.senses) or following.kind is Kind.WORD)

    def _and(self, token: Token) -> None:
        self._pass(token)
        following, last = self._next, self._last
        if following is None or following.kind is Kind.COMMA or not self.facts:
            self._ask("word", token)
        elif following.kind is Kind.NUMBER or following.has("figure", "decade"):
            is_loss = self._at + 1 < len(self._tokens) and self._tokens[self._at + 1].has("loss")
            if not is_loss and not (last and last.kind is FactKind.CONDITION and last.age):
                self._ask("word", token)

    def _or(self, token: Token) -> None:
        self._pass(token)
        if not self._is_negated:
            self._ask("word", token)

    def _each(self, token: Token) -> None:
        self.is_each = True
        self.each_at = token.start
        self._pass(token)

    def _ambiguous(self, token: Token) -> None:
        options = self._lexicon.options[token.norm]
        known = self._lexicon.phrases
        senses = [sense for word in options for sense in known.get(normal(word), ())]
        is_of_all = any(sense.category == "each" for sense in senses) and not token.text.isupper()
        is_group = self._setting.is_group or self._setting.is_several
        is_all = self._comes("well", "alive", "unaffected") or (
            self._setting.is_group and self._comes("condition", "brca", "procedure", "dead")
        )
        if is_of_all and is_group and is_all:
            self._each(token)  # "3 bros, all well"
            self.is_of_all = True
        elif self._is_kind_of_last(token, senses):
            self.facts[-1].pathology.append(token.text)
            self.facts[-1].end = token.end
        elif site := self._as_site(token, options):
            self._condition(site)
            if self.facts[-1].kind is FactKind.CONDITION:
                self.facts[-1].traits.append("assumed")
        else:
            self._ask("ambiguous", token, options)

    def _is_kind_of_last(self, token: Token, senses: Sequence[Sense]) -> bool:
        """ "Leukaemia (ALL) 5": capitals in brackets mean a kind of what stands before them."""
        last = self._last
        is_ill = last is not None and last.kind is FactKind.CONDITION and last.age is None
        is_same = last is not None and Sense("condition", last.what) in senses
        return is_ill and is_same and self._is_in_brackets and token.text.isupper()

    def _as_site(self, token: Token, options: tuple[str, ...]) -> Token | None:
        """ "Prostate 62", "breast or ovarian ca": an organ that can only mean its cancer here."""
        found = [
            sense
            for word in options
            for sense in self._lexicon.phrases.get(normal(word), ())
            if sense.category == "condition"
        ]
        following = self._next
        after = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else None
        is_number = after is not None and after.kind is Kind.NUMBER
        is_joint = following is not None and (following.has("or", "and") or following.text == "/")
        is_shared = is_joint and after is not None and after.has("condition")
        is_alone = len(options) == 1 and token.norm in self._lexicon.organs and len(token.norm) > 3
        is_aged = following is not None and (
            following.kind is Kind.NUMBER
            or following.has("dx", "at", "within", "about", "pathology", "graded")
        )
        is_aged = is_aged or (following is not None and following.text == "(" and is_number)
        is_said = is_alone and (is_aged or "maybe" in self._pending) and not self._is_negated
        if len(found) != 1 or not (is_shared or is_said):
            return None
        return replace(token, senses=tuple(found))

    def _may_be_name(self, token: Token) -> bool:
        is_first = self._setting.is_named and not self.facts and not self._pending
        return is_first and token.text.istitle() and token.text.isalpha() and len(token.text) > 2
