"""Writes how children came, why there are none, and what was examined."""

from typing import Final

from counselling.pedigree.person import Evaluation, Person
from counselling.pedigree.terms import Childlessness, TestResult
from counselling.shorthand.fact import Fact
from counselling.shorthand.identity_record import IdentityLedger
from counselling.shorthand.reading import Told

CHILDLESS: Final = {
    "infertile": Childlessness.INFERTILE,
    "by-choice": Childlessness.BY_CHOICE,
}
_FOUND: Final = {
    "normal": TestResult.NEGATIVE,
    "abnormal": TestResult.POSITIVE,
    "inconclusive": TestResult.UNCERTAIN,
}


class LineageLedger(IdentityLedger):
    """Writes what is said of children that came by others, or not, and of examinations."""

    def _childless(self, person: Person, fact: Fact) -> None:
        if fact.has("couple"):
            return  # written by couples.py, which knows both
        kind = CHILDLESS[fact.what]
        cause = person.childlessness_cause
        is_other = person.childlessness not in (None, kind)
        if is_other or (fact.variant and cause not in ("", fact.variant)):
            self._ask("changed", fact)
        self._change(person, childlessness=kind, childlessness_cause=fact.variant or cause)
        why: dict[str, Told] = {"with_words": fact.variant} if fact.variant else {}
        self._echo("childless", person, fact, kind=kind.value, **why)

    def _given(self, person: Person, fact: Fact) -> None:
        """The donor or carrier stands in the family, without a name. Raises Doubt."""
        self._people.given_by(person.id, fact.what, fact.token)
        self._echo("given", person, fact, kind=fact.what.replace("-", "_"))

    def _examined(self, person: Person, fact: Fact) -> None:
        found = next(trait for trait in fact.traits if trait in _FOUND)
        name = self._lexicon.word_for("examination", fact.what)  # as this language writes it
        seen = Evaluation(name, _FOUND[found])
        same = [known for known in person.evaluations if known.name == seen.name]
        if any(known.result is not seen.result for known in same) and not fact.has("vague"):
            self._ask("changed", fact)
        if seen not in person.evaluations:
            self._change(person, evaluations=(*person.evaluations, seen))
        when: dict[str, Told] = {"with_note": self._words(fact)} if fact.has("vague") else {}
        self._echo("examined", person, fact, name=seen.name, result=found, **when)
