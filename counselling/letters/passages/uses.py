"""Uses of data that a patient is asked about, in the codes of the Data Use Ontology (DUO).

DUO: Lawson et al. 2021, Cell Genomics 1:100028; codes as of release 2021-02-23. Levels:
session/elements.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from counselling.session.elements import level_of

GENERAL_RESEARCH: Final = "DUO:0000042"  # GRU
HEALTH_RESEARCH: Final = "DUO:0000006"  # HMB
CLINICAL_CARE: Final = "DUO:0000043"  # CC
USER_SPECIFIC: Final = "DUO:0000026"  # US: approved users, here by a committee
NOT_COMMERCIAL: Final = "DUO:0000046"  # NCU
GEOGRAPHICAL: Final = "DUO:0000022"  # GS


@dataclass(frozen=True, slots=True)
class Use:
    """codes: what a yes allows; without: what holds for every other use as long as it is no."""

    codes: tuple[str, ...]
    level: str
    without: tuple[str, ...] = ()


USES: Final[Mapping[str, Use]] = {
    "registry": Use((CLINICAL_CARE,), level_of("share_registry")),
    "variant": Use((GENERAL_RESEARCH,), level_of("share_variant")),
    "repository": Use((HEALTH_RESEARCH, USER_SPECIFIC), level_of("share_repository")),
    "commercial": Use((), level_of("share_commercial"), without=(NOT_COMMERCIAL,)),
    "abroad": Use((), level_of("share_abroad"), without=(GEOGRAPHICAL,)),
    "recontact": Use((), level_of("share_recontact")),
    "recontact_results": Use((), level_of("share_recontact_results")),
    "findings": Use((), level_of("share_findings")),
    "biobank": Use((HEALTH_RESEARCH,), level_of("share_biobank")),
    "ai": Use((), level_of("share_ai")),
}


def data_use(answers: Mapping[str, bool]) -> tuple[str, ...]:
    """Return the codes that hold; none where nothing is allowed. What was not answered is a no."""
    allowed = [code for use, told in USES.items() if answers.get(use) for code in told.codes]
    if not allowed:
        return ()
    limits = [code for use, told in USES.items() if not answers.get(use) for code in told.without]
    return tuple(dict.fromkeys((*allowed, *limits)))
