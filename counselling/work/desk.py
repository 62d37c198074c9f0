"""The desk: all use cases over one vault, built once in app/compose."""

from dataclasses import dataclass

from counselling.work.families.families import Families
from counselling.work.families.pedigrees import Pedigrees
from counselling.work.families.print_family import Sheets
from counselling.work.history.habits import Habits
from counselling.work.letters.letters import Letters
from counselling.work.risk.risks import Risks
from counselling.work.safekeeping import Safekeeping
from counselling.work.session.boards import Boards
from counselling.work.session.hear_patient import Hearing
from counselling.work.session.sessions import Sessions
from counselling.work.vault.door import Door
from counselling.work.vault.search_people import People


@dataclass(frozen=True, slots=True)
class Desk:
    """One property a page. Pages see it only through the protocols of ui/context.py."""

    unlock: Door
    families: Families
    people: People
    pedigrees: Pedigrees
    sheets: Sheets
    risks: Risks
    boards: Boards
    sessions: Sessions
    hearing: Hearing
    letters: Letters
    habits: Habits
    safekeeping: Safekeeping
