"""The desk: all use cases over one vault, built once in app/compose."""

from dataclasses import dataclass

from counselling.work.boards import Boards
from counselling.work.door import Door
from counselling.work.families import Families
from counselling.work.habits import Habits
from counselling.work.hear_patient import Hearing
from counselling.work.letters import Letters
from counselling.work.pedigrees import Pedigrees
from counselling.work.print_family import Sheets
from counselling.work.risks import Risks
from counselling.work.safekeeping import Safekeeping
from counselling.work.search_people import People
from counselling.work.sessions import Sessions


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
