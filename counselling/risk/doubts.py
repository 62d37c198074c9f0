"""What stands in a family and is not used by a model, or used only with an assumption; in whom."""

from collections.abc import Callable, Mapping
from typing import Final

from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import ASHKENAZI, PROSTATE, Laterality, Zygosity
from counselling.risk.organs import cancer_of, first_cancer, taken_by
from counselling.risk.scope import BREAST_SCOPE, Scope


def doubts(family: Family, scope: Scope = BREAST_SCOPE) -> Mapping[str, tuple[PersonId, ...]]:
    """Message ids of caveats with the people each concerns, in the order of the list below.

    scope: the cancers that the model reads.
    """
    found = {
        message_id: tuple(p.id for p in family.persons if concerns(p, scope))
        for message_id, concerns in _OF_A_PERSON.items()
    }
    unsure = [t.members for t in family.twins if t.zygosity is Zygosity.UNKNOWN]
    found[N_("caveat.twins_unknown_zygosity")] = tuple(m for members in unsure for m in members)
    return {message_id: persons for message_id, persons in found.items() if persons}


def _has_second_cancer(person: Person, scope: Scope) -> bool:
    told = (cancer_of(d.condition) for d in person.diagnoses)
    conditions = [cancer for cancer in told if cancer in scope.all]
    both_sides = any(
        d.laterality is Laterality.BILATERAL and cancer_of(d.condition) in scope.all
        for d in person.diagnoses
    )
    return len(conditions) > len(set(conditions)) or both_sides


def _has_unread_condition(person: Person, scope: Scope) -> bool:
    is_unread = any(cancer_of(d.condition) not in scope.all for d in person.diagnoses)
    return is_unread or bool(person.carries)


def _has_operation(person: Person, scope: Scope, *, is_read: bool) -> bool:
    taken = (scope.all.intersection(taken_by(done.kind)) for done in person.procedures)
    return any(bool(cancers) is is_read for cancers in taken)


_OF_A_PERSON: Final[Mapping[str, Callable[[Person, Scope], bool]]] = {
    N_("caveat.ancestry_unused"): lambda p, _: ASHKENAZI in p.ancestry,
    N_("caveat.pathology_unused"): lambda p, _: any(d.markers or d.pathology for d in p.diagnoses),
    N_("caveat.second_cancer_unused"): _has_second_cancer,
    N_("caveat.prostate_sources_differ"): lambda p, scope: (
        PROSTATE in scope.all and first_cancer(p, PROSTATE) is not None
    ),
    N_("caveat.other_conditions_unused"): _has_unread_condition,
    N_("caveat.suspected_unused"): lambda p, _: bool(p.suspected),
    N_("caveat.surgery_taken_as_complete"): lambda p, scope: _has_operation(p, scope, is_read=True),
    N_("caveat.other_procedures_unused"): lambda p, scope: _has_operation(p, scope, is_read=False),
    N_("caveat.risk_factors_unused"): lambda p, _: bool(p.risk_factors),
}
