"""The pages of the desk: one line a page.

A page's builder is handed to the window by app/compose under the page's id, as a factory that
imports the page when it is first shown: the session's video and the chart's web engine cost
nothing before. A line without a builder is not shown.
"""

from dataclasses import dataclass
from typing import Final

from counselling.language.marks import N_


@dataclass(frozen=True, slots=True)
class PageLine:
    """One page. title: message id. key: the digit of Ctrl+digit; it never moves.

    is_at_foot: its button stands at the foot of the rail, away from the daily work. needs: the deed
    (records.acts.Action) that the page is about; roles that may not do it are told so.
    """

    id: str
    icon: str
    title: str
    key: int
    needs_family: bool
    is_at_foot: bool = False
    needs: str = ""


UNLOCK: Final = "unlock"  # the door: shown while the desk is locked, and never in the rail
FIRST: Final = "families"  # what the unlocked desk opens on
AFTER_OPENING: Final = "pedigree"  # what a family opens on

# Ctrl+1 is kept for Today.
PAGES: Final = (
    PageLine("families", "users", N_("page.families"), 2, needs_family=False),
    PageLine("pedigree", "network", N_("page.pedigree"), 3, needs_family=True, needs="change"),
    PageLine("risk", "chart-line", N_("page.risk"), 4, needs_family=True),
    PageLine("session", "video", N_("page.session"), 5, needs_family=True, needs="create"),
    PageLine("letters", "file-text", N_("page.letters"), 6, needs_family=True),
    PageLine(
        "safekeeping", "shield", N_("page.safekeeping"), 7, needs_family=False, is_at_foot=True
    ),
)


def line(page_id: str) -> PageLine:
    """Return a page's line. Raises KeyError for an id that no line has."""
    for each in PAGES:
        if each.id == page_id:
            return each
    raise KeyError(page_id)
