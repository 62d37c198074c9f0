"""What a clause says of who somebody is, and of what she carries or may be asked about."""

from typing import Final

from counselling.shorthand.asides import dated
from counselling.shorthand.fact import FactKind
from counselling.shorthand.standing import StandingScan
from counselling.shorthand.tokens import Token

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
