"""Writes who somebody is into the draft: gender, contact, what she carries."""

from typing import Final

from counselling.pedigree.person import Person
from counselling.pedigree.terms import Contact, Gender, Sex, SexAssigned
from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.illness_record import IllnessLedger

_CONTACTS: Final = {"no-contact": Contact.NO_CONTACT, "not-informed": Contact.NOT_INFORMED}
_ASSIGNED: Final = {
    "trans-man": SexAssigned.FEMALE,
    "trans-woman": SexAssigned.MALE,
    "amab": SexAssigned.MALE,
    "afab": SexAssigned.FEMALE,
    "uaab": SexAssigned.NONE,
}
_GENDERS: Final = {
    "trans-man": Gender.MAN,
    "trans-woman": Gender.WOMAN,
    "non-binary": Gender.NON_BINARY,
}
_OF_SEX: Final = {Sex.FEMALE: Gender.WOMAN, Sex.MALE: Gender.MAN}
_SEXES: Final = {SexAssigned.FEMALE: Sex.FEMALE, SexAssigned.MALE: Sex.MALE}
_MARKS: Final = {
    "documented": "is_documented",
    "status-unknown": "is_status_unknown",
    "unknown-parents": "has_unknown_parents",
}


class IdentityLedger(IllnessLedger):
    """Writes what is said of who somebody is."""

    def _trait(self, person: Person, fact: Fact) -> None:
        what = fact.what
        if what in ("pronouns", "karyotype"):
            if getattr(person, what) not in ("", fact.variant):
                self._ask("changed", fact)
            self._change(person, **{what: fact.variant})
            self._echo(what, person, fact, words=fact.variant)
            return
        if what in _CONTACTS:
            if person.contact not in (None, _CONTACTS[what]):
                self._ask("changed", fact)
            self._change(person, contact=_CONTACTS[what])
        elif what in _MARKS:
            if what == "unknown-parents" and person.parents:
                self._ask("changed", fact)
            self._change(person, **{_MARKS[what]: True})
        else:
            self._gender(person, fact)
        self._echo("trait", person, fact, kind=what.replace("-", "_"))

    def _gender(self, person: Person, fact: Fact) -> None:
        """Gender chooses the symbol, the sex told at birth the inheritance: both are kept."""
        assigned = _ASSIGNED.get(fact.what, person.assigned)
        gender = _GENDERS.get(fact.what, person.gender)
        sex = _SEXES.get(assigned, person.sex) if assigned else person.sex
        if person.assigned not in (None, assigned) or person.gender not in (None, gender):
            self._ask("changed", fact)
        if sex is not person.sex:
            draft = self._draft
            if draft.partners(person.id) or draft.offspring(person.id):
                self._ask("sex", fact)  # whose places as parents would have to turn
            gender = gender or _OF_SEX.get(person.sex)
        self._change(person, sex=sex, gender=gender, assigned=assigned)

    def _carried(self, person: Person, fact: Fact) -> None:
        """A carrier who has no signs: of a recessive condition, or before it begins."""
        name = self._name(fact.what)
        if any(d.condition == name for d in person.diagnoses):
            self._ask("changed", fact)
        is_carrier = fact.kind is FactKind.CARRIES
        field = "carries" if is_carrier else "presymptomatic"
        told: tuple[str, ...] = getattr(person, field)
        if name not in told:
            self._change(person, **{field: (*told, name)})
        self._echo(field, person, fact, condition=name)
