"""Two partners, with or without children; twins and higher multiples."""

from dataclasses import dataclass

from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import Childlessness, PartnershipStatus, Zygosity


@dataclass(frozen=True, slots=True)
class Partnership:
    """What is known of a couple beyond its children.

    is_consanguineous: told so although the structure does not show it; None: as the structure says.
    relationship: how they are related, in the family's words, where the drawing cannot show it.
    left_by: who left, where that is known. childlessness_cause: e.g. "azoospermia".
    """

    partners: tuple[PersonId, PersonId]
    status: PartnershipStatus = PartnershipStatus.TOGETHER
    childlessness: Childlessness | None = None
    is_consanguineous: bool | None = None
    relationship: str = ""
    left_by: PersonId | None = None
    childlessness_cause: str = ""


@dataclass(frozen=True, slots=True)
class TwinSet:
    """Twins, triplets and more, of one pregnancy."""

    members: tuple[PersonId, ...]
    zygosity: Zygosity


@dataclass(frozen=True, slots=True)
class Union:
    """Partners and the children whose genes come from them, derived from the children's parents.

    partners: one (the other parent is not known) or two, the egg's first. children: in the
    family's order.
    """

    partners: tuple[PersonId, ...]
    children: tuple[PersonId, ...]
    partnership: Partnership | None = None
