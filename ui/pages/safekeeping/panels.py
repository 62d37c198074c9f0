"""The panels of the page: one line a panel.

A panel is a `Page` of the kit in a file of its own, with a `build(context)`: it is made when it is
first shown, told when it comes to the front and leaves it, and its actions stand in the window's
header while it is at the front. What it does to the vault stands in counselling/work/safekeeping.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from counselling.language.marks import N_
from ui.context import UiContext
from ui.kit.standing.page import Page
from ui.pages.safekeeping.audit import audit_panel
from ui.pages.safekeeping.backups import backups_panel
from ui.pages.safekeeping.consents import consents_panel
from ui.pages.safekeeping.keeping import keeping_panel
from ui.pages.safekeeping.privacy import privacy_panel
from ui.pages.safekeeping.research import research_panel
from ui.pages.safekeeping.sharing import sharing_panel
from ui.pages.safekeeping.staff import staff_panel
from ui.pages.safekeeping.ways import ways_panel
from ui.pages.safekeeping.wording import wording_panel


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One panel. icon: of assets/icons; title: message id; group: message id of what it stands
    under in the list.

    needs: the action (records.acts.Action) that a role must be allowed to see it, "" for
    everybody; else the panel says that it is closed to her.
    """

    id: str
    icon: str
    title: str
    build: Callable[[UiContext], Page]
    group: str
    needs: str = ""


ACCESS: Final = N_("safekeeping.group_access")
COPIES: Final = N_("safekeeping.group_copies")
LETTERS: Final = N_("safekeeping.group_letters")
RIGHTS: Final = N_("safekeeping.group_rights")

# Of one group one after the other, in the order in which the arrows walk them.
PANELS: Final = (
    PanelLine("audit", "list", N_("safekeeping.audit"), audit_panel.build, ACCESS, "audit"),
    PanelLine("staff", "users", N_("safekeeping.staff"), staff_panel.build, ACCESS, "staff"),
    PanelLine("ways", "lock", N_("safekeeping.ways"), ways_panel.build, ACCESS),
    PanelLine("backups", "save", N_("safekeeping.backups"), backups_panel.build, COPIES),
    PanelLine("sharing", "share-2", N_("safekeeping.sharing"), sharing_panel.build, COPIES),
    PanelLine(
        "consents", "check", N_("safekeeping.consents"), consents_panel.build, RIGHTS, "change"
    ),
    PanelLine(
        "requests", "user", N_("safekeeping.requests"), privacy_panel.build, RIGHTS, "erase"
    ),
    PanelLine(
        "keeping", "calendar-days", N_("safekeeping.keeping"), keeping_panel.build, RIGHTS, "erase"
    ),
    PanelLine(
        "research", "file-text", N_("safekeeping.research"), research_panel.build, RIGHTS, "export"
    ),
    PanelLine(
        "wording", "languages", N_("safekeeping.wording"), wording_panel.build, LETTERS, "review"
    ),
)  # fmt: skip
