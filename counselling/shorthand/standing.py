"""What a clause says of how people stand to each other: twins, adoption, kin, ancestry, sides."""

from typing import Final

from counselling.pedigree.terms import ASHKENAZI
from counselling.shorthand.asides import AsideScan
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.tokens import Kind, Token

_OF_TRIPLETS: Final = 3


class StandingScan(AsideScan):
    """Reads what is said of a person among the others."""

    def _twin(self, token: Token) -> None:
        zygosity = token.sense("mz", "dz")
        twin = next((f for f in self.facts if f.kind is FactKind.TWIN), None)
        if twin:
            twin.what, twin.end = zygosity or twin.what, token.end
        else:
            twin = self._add(FactKind.TWIN, zygosity, token)
        if token.has("triplet"):
            twin.count = _OF_TRIPLETS

    def _adopted(self, token: Token) -> None:
        category = token.senses[0].category
        fact = self._add(FactKind.ADOPTED, category, token)
        if category == "adopted":
            fact.traits.append("assumed")

    def _related(self, token: Token) -> None:
        self._add(FactKind.RELATED, token.senses[0].category, token)

    def _parted(self, token: Token) -> None:
        self._add(FactKind.PARTED, token.senses[0].category, token)

    def _ancestry(self, token: Token) -> None:
        self._add(FactKind.ANCESTRY, ASHKENAZI, token)

    def _unrelated(self, token: Token) -> None:
        self._add(FactKind.ASIDE, "", token)

    def _sex(self, token: Token) -> None:
        if self._is_of_loss(token):
            return
        is_place = all(f.kind in (FactKind.NAME, FactKind.AGE) for f in self.facts)
        before, following = self._previous, self._next
        is_apart = before is None or before.kind is Kind.COMMA or before.text == "("
        is_apart = is_apart and (
            following is None or following.kind is Kind.COMMA or following.text == ")"
        )
        is_glued = before is not None and before.kind is Kind.NUMBER and before.end == token.start
        is_behind = before is not None and before.kind is Kind.NUMBER
        is_sure = is_glued or (self._setting.is_named and (is_apart or self._setting.is_self))
        is_sure = is_place and (is_sure or (self._setting.is_self and is_behind))
        if len(token.norm) == 1 and not is_sure and before is None and not self._setting.is_named:
            self._ask("ambiguous", token, self._as_letter(token))  # "M 70": mother, or a man?
        elif len(token.norm) == 1 and not is_sure:
            self._fail(token)
        self._add(FactKind.SEX, token.sense("male", "female"), token)

    def _is_of_loss(self, token: Token) -> bool:
        """ "Male stillbirth", "stillbirth (F)": of the unborn child."""
        sex, last = token.sense("male", "female"), self._last
        is_word = len(token.norm) > 1
        is_self = self._setting.is_self and self._setting.is_named
        if self._comes("loss") and is_word and not is_self:
            self._wait(sex, token)
            return True
        is_behind = last is not None and last.kind is FactKind.LOSS and last.what != "P"
        is_near = not self._is_after_comma and (is_word or self._is_in_brackets)
        if last is None or not is_behind or not is_near or last.has("male") or last.has("female"):
            return False
        last.traits.append(sex)
        last.end = token.end
        return True

    def _as_letter(self, token: Token) -> tuple[str, ...]:
        """A parent whose word begins with this letter, or the patient's sex."""
        parents = (self._lexicon.word_for("relation", x) for x in ("mother", "father"))
        patient = self._lexicon.word_for("self", "self")
        fitting = (parent for parent in parents if parent.startswith(token.norm))
        return (*fitting, f"{patient} {token.text}")

    def _side(self, token: Token) -> None:
        """A whole side of the family: "pat side unremarkable", "AJ on mat side"."""
        is_whole = token.has("whole-mat", "whole-pat") or " " in token.norm
        is_last = self._next is None and all(f.kind is FactKind.ANCESTRY for f in self.facts)
        is_whole = is_whole or (is_last and bool(self.facts))
        if self._setting.is_named or not (is_whole or self._comes("sidenoun")):
            self._ask("of_whom", token)
            return
        self._pass(token)
        if self._comes("sidenoun"):
            self._pass(self._tokens[self._at])
            self._at += 1
        self.side = token.senses[0].category

    def _family(self, token: Token) -> None:
        """The whole family: "no FH of ovarian ca", "AJ both sides"."""
        if self._setting.is_named:
            self._fail(token)
            return
        self._pass(token)
        self.side = self.side or token.senses[0].category
        rest = self._tokens[self._at :]
        if self._negating and not any(
            part.has("condition", "ambiguous", "circles") for part in rest
        ):
            self._is_negation_open = False  # "no FH": nothing known
            self._pass(self._negating)
            self._add_unaffected(self._negating)

    def _add_unaffected(self, token: Token) -> None:
        self._is_negated = False
        self._add(FactKind.UNAFFECTED, "", token)

    def _as_side_note(self) -> None:
        """What is said of a side is one note, in the nurse's words."""
        if not self.facts:
            self._ask("of_whom", self._tokens[0])
            return
        first, last = self._tokens[0], self._tokens[-1]
        note = Fact(FactKind.SIDE_NOTE, "", first, last.end)
        self.facts.insert(0, note)
