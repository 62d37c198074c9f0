"""What is said of two people at once: twins, related by blood, no longer together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from counselling.pedigree.partnership import Partnership, TwinSet
from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import PartnershipStatus, Zygosity
from counselling.shorthand.draft import Draft
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.lineage_record import CHILDLESS
from counselling.shorthand.reading import Echo, Question

_ZYGOSITY: Final = {
    "mz": Zygosity.MONOZYGOTIC,
    "dz": Zygosity.DIZYGOTIC,
    "": Zygosity.UNKNOWN,
}
_PARTED: Final = {
    "former": PartnershipStatus.SEPARATED,
    "left": PartnershipStatus.SEPARATED,
    "divorced": PartnershipStatus.DIVORCED,
}


class Couples:
    """Writes into the draft, questions and echoes of one statement."""

    def __init__(
        self, text: str, draft: Draft, questions: list[Question], echoes: list[Echo]
    ) -> None:
        self._text, self._draft = text, draft
        self._questions, self._echoes = questions, echoes

    def twin(
        self, who: Sequence[PersonId], base: PersonId, zygosity: str, place: tuple[int, int]
    ) -> None:
        """Several people are twins of each other, one is the twin of whom she was named by."""
        draft = self._draft
        members = tuple(who) if len(who) > 1 else (base, *who)
        parents = {draft.people[member].genetic_parents for member in members}
        if len(set(members)) < 2 or len(parents) > 1 or parents == {()}:
            fields = (("words", self._text[slice(*place)]),)
            self._questions.append(Question("shorthand.ask.twins", *place, fields))
            return
        draft.twins = [twins for twins in draft.twins if set(twins.members) != set(members)]
        draft.twins.append(TwinSet(members, _ZYGOSITY[zygosity]))
        told = (("with_zygosity", _ZYGOSITY[zygosity].value),)
        self._forget_twins(members)
        self._echoes.append(Echo("shorthand.echo.twins", members, *place, told))

    def _forget_twins(self, members: Sequence[PersonId]) -> None:
        """What is said more closely behind ("twin brother, identical") is echoed once."""
        self._echoes[:] = [
            echo
            for echo in self._echoes
            if echo.message_id != "shorthand.echo.twins" or set(echo.persons) != set(members)
        ]

    def pair(self, who: Sequence[PersonId], base: PersonId, fact: Fact) -> None:
        """The two named, or the one named and whose partner she is."""
        draft, place = self._draft, (fact.start, fact.end)
        pair = tuple(who) if len(who) == 2 else (base, *who)
        is_left = fact.kind is FactKind.PARTED and fact.what == "left"
        if (is_left or fact.has("couple")) and len(who) == 1:
            pair = self._only_pair(base, who[0])
        if len(set(pair)) != 2 or len(pair) != 2 or pair[1] not in draft.partners(pair[0]):
            fields = (("words", fact.token.text),)
            self._questions.append(Question("shorthand.ask.which_couple", *place, fields))
            return
        known = draft.partnership(*pair)
        if is_left and len(who) == 1:
            self._leave(known, who[0], fact)
            return
        if fact.has("couple"):
            self._childless(known, pair, fact)
            return
        if fact.kind is FactKind.PARTED:
            draft.couple(replace(known, status=_PARTED[fact.what]))
            self._echoes.append(Echo("shorthand.echo.parted", pair, *place))
            return
        relationship = known.relationship if fact.what == "consang" else fact.token.norm
        draft.couple(replace(known, is_consanguineous=True, relationship=relationship))
        degree = (("with_words", relationship),) if relationship else ()
        self._echoes.append(Echo("shorthand.echo.related", pair, *place, degree))

    def _only_pair(self, base: PersonId, who: PersonId) -> tuple[PersonId, ...]:
        """Whose partner somebody was named as, else her only partner: "dad left the family"."""
        mates = self._draft.partners(who)
        if base != who and base in mates:
            return (base, who)
        return (mates[0], who) if len(mates) == 1 else (who,)

    def _leave(self, couple: Partnership, who: PersonId, fact: Fact) -> None:
        """Apart, and who left; a divorce stays one."""
        is_together = couple.status is PartnershipStatus.TOGETHER
        status = PartnershipStatus.SEPARATED if is_together else couple.status
        self._draft.couple(replace(couple, status=status, left_by=who))
        other = next(mate for mate in couple.partners if mate != who)
        words = self._text[fact.start : fact.end]
        when = (("with_note", words),) if fact.has("vague") else ()
        self._echoes.append(Echo("shorthand.echo.left", (who, other), fact.start, fact.end, when))

    def _childless(self, couple: Partnership, pair: tuple[PersonId, ...], fact: Fact) -> None:
        kind = CHILDLESS[fact.what]
        place = (fact.start, fact.end)
        if couple.childlessness not in (None, kind):
            fields = (("words", fact.token.text),)
            self._questions.append(Question("shorthand.ask.changed", *place, fields))
        cause = fact.variant or couple.childlessness_cause
        self._draft.couple(replace(couple, childlessness=kind, childlessness_cause=cause))
        why = (("with_words", fact.variant),) if fact.variant else ()
        told = (("kind", kind.value), *why)
        self._echoes.append(Echo("shorthand.echo.childless_couple", pair, *place, told))
