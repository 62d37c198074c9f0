"""What a clause says of who somebody is, and of what she carries or may be asked about."""

from typing import Final

from counselling.pedigree.terms import Sex
from counselling.shorthand.asides import dated
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.standing import StandingScan
from counselling.shorthand.tokens import Kind, Token

_DATES: Final = ("due", "last-period")
_SILENT: Final = {"carries": FactKind.CARRIES, "presymptomatic": FactKind.PRESYMPTOMATIC}


class IdentityScan(StandingScan):
    """Reads gender, contact, carriers and dates of a pregnancy."""

    def _trait(self, token: Token) -> None:
        self._add(FactKind.TRAIT, token.senses[0].category, token)

    def _worded(self, token: Token) -> None:
        """Pronouns and karyotypes stand as they were typed."""
        category = token.senses[0].category if token.senses else "karyotype"
        is_code = category == "karyotype"
        self._add(FactKind.TRAIT, category, token).variant = token.text if is_code else token.norm

    # --- carriers

    def _result(self, token: Token) -> None:
        if token.norm not in self._lexicon.carriers or not self._is_silent("carries", token):
            super()._result(token)

    def _presymptomatic(self, token: Token) -> None:
        if not self._is_silent("presymptomatic", token):
            self._ask("word", token)

    def _is_silent(self, kind: str, token: Token) -> bool:
        """ "Cystic fibrosis carrier", "carrier of haemophilia": no diagnosis."""
        last = self._last
        is_behind = last is not None and last.kind is FactKind.CONDITION
        is_plain = is_behind and last is not None and not (last.age or last.traits)
        if (
            last is not None
            and is_plain
            and not self._is_after_comma
            and self._is_carried(last.what)
        ):
            last.kind, last.end = _SILENT[kind], token.end
            return True
        following = self._ahead_of("of", "article", "purpose")
        if following is None or not self._is_carried(following.sense("condition")):
            return False
        self._wait(kind, token)
        while self._comes("of", "article", "purpose"):
            self._pass(self._tokens[self._at])
            self._at += 1
        return True

    def _is_carried(self, condition: str) -> bool:
        """Whether one speaks of carriers of a condition; of a cancer, one of a gene's variant."""
        return condition in self._lexicon.groups["benign"]

    def _condition(self, token: Token) -> None:
        super()._condition(token)
        for kind, silent in _SILENT.items():
            if said := self._take_up(kind):
                fact = self.facts[-1]
                if fact.kind is not FactKind.CONDITION:
                    self._ask("negated", token)
                fact.kind, fact.start = silent, min(fact.start, said.start)
                fact.traits = [trait for trait in fact.traits if trait != "of"]

    # --- she, he

    def _subject(self, token: Token) -> None:
        """ "Mum br ca 45, she is well": the same person goes on, where the sex fits."""
        sexes = {"she": Sex.FEMALE, "he": Sex.MALE}
        before = self._previous
        is_beginning = before is None or before.kind is Kind.COMMA or before.text in ".:-–"
        is_joined = before is not None and before.has("and", "contrast")
        if not (is_beginning or is_joined):
            self._fail(token)
        elif sexes[token.senses[0].category] is not self._setting.sex:
            self._ask("whose", token)
        else:
            self._pass(token)

    # --- places

    def _is_before_place(self, token: Token) -> bool:
        """ "Brother in Boston": a name that no word is near to, kept with what it stands with."""
        following = self._next
        is_name = following is not None and following.kind is Kind.WORD and not following.senses
        if following is None or not (is_name and token.has("within") and self._is_place(following)):
            return False
        fact = self._add(FactKind.ASIDE, "", token)
        fact.end, fact.variant = following.end, "place"  # no number behind is of it
        self._at += 1
        return True

    def _is_place(self, token: Token) -> bool:
        return token.text.istitle() and len(token.text) > 3 and not self._lexicon.near(token.norm)

    # --- death

    def _age_of_death(self, token: Token) -> Fact | None:
        """ "Opa 82 verstorben", "72†": the age that stands before a death is the age at it.

        A single letter may be the rest of another word; a number behind is the age then.
        """
        last, following = self._last, self._next
        self._doubt_age_before(token)
        is_told = last is not None and last.kind is FactKind.AGE and not last.traits
        is_word = len(token.norm) > len("ded") or token.text == "†"
        is_open = following is None or following.kind is Kind.COMMA or following.text in "().;"
        if last is None or not (is_told and is_word and is_open) or self._is_after_comma:
            return None
        self.facts.remove(last)
        return last

    def _doubt_age_before(self, token: Token) -> None:
        """ "Brustkrebs mit 45 verstorben": 45 at diagnosis, or at death?"""
        last, before = self._last, self._tokens[max(self._at - 3, 0) : self._at - 1]
        if last is None or len(before) < 2 or last.kind is not FactKind.CONDITION:
            return
        is_said = before[0].has("at", "within", "late", "mid", "early")
        is_its_number = before[1].kind is Kind.NUMBER and before[1].end <= last.end
        is_end = self._next is None or self._next.kind is Kind.COMMA
        if is_said and is_its_number and last.age and is_end and len(token.norm) > len("ded"):
            self._ask("number", before[1], self._number_choices(before[1]))

    # --- dates of a pregnancy

    def _date_word(self, token: Token) -> None:
        self._wait(token.sense(*_DATES), token)

    def _date(self, token: Token) -> None:
        kind = next((kind for kind in _DATES if kind in self._pending), "")
        last, date = self._last, dated(token.text)
        if not kind:
            super()._date(token)
        elif last is None or date is None or date.day is None or last.what != "P":
            self._ask("number", token)
        else:
            self._take_up(kind)
            self._pass(token)
            last.dates[kind], last.end = date, token.end
