"""What stands in a family and is not used by a model, or used only with an assumption; in whom."""

from collections.abc import Callable, Mapping
from typing import Final

from counselling.language.marks import N_
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.pedigree.terms import (
    ASHKENAZI,
    BREAST,
    OVARY,
    PANCREAS,
    PROSTATE,
    Laterality,
    Zygosity,
)
from counselling.risk.histories import REMOVES

_READ: Final = frozenset({BREAST, OVARY, PROSTATE, PANCREAS})


def doubts(family: Family) -> Mapping[str, tuple[PersonId, ...]]:
    """Message ids of caveats with the people each concerns, in the order of the list below."""
    found = {
        message_id: tuple(p.id for p in family.persons if concerns(p))
        for message_id, concerns in _OF_A_PERSON.items()
    }
    unsure = [t.members for t in family.twins if t.zygosity is Zygosity.UNKNOWN]
    found[N_("caveat.twins_unknown_zygosity")] = tuple(m for members in unsure for m in members)
    return {message_id: persons for message_id, persons in found.items() if persons}


def _has_second_cancer(person: Person) -> bool:
    conditions = [d.condition for d in person.diagnoses if d.condition in _READ]
    both_sides = any(d.laterality is Laterality.BILATERAL for d in person.diagnoses)
    return len(conditions) > len(set(conditions)) or both_sides


def _has_unread_condition(person: Person) -> bool:
    return any(d.condition not in _READ for d in person.diagnoses) or bool(person.carries)


_OF_A_PERSON: Final[Mapping[str, Callable[[Person], bool]]] = {
    N_("caveat.ancestry_unused"): lambda p: ASHKENAZI in p.ancestry,
    N_("caveat.pathology_unused"): lambda p: any(d.markers or d.pathology for d in p.diagnoses),
    N_("caveat.second_cancer_unused"): _has_second_cancer,
    N_("caveat.prostate_sources_differ"): lambda p: p.first_diagnosis(PROSTATE) is not None,
    N_("caveat.other_conditions_unused"): _has_unread_condition,
    N_("caveat.suspected_unused"): lambda p: bool(p.suspected),
    N_("caveat.surgery_taken_as_complete"): lambda p: any(q.kind in REMOVES for q in p.procedures),
    N_("caveat.other_procedures_unused"): lambda p: any(
        q.kind not in REMOVES for q in p.procedures
    ),
    N_("caveat.risk_factors_unused"): lambda p: bool(p.risk_factors),
}
