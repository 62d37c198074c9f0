"""Use case: the records looked after at the desk; one room a panel of the page."""

from dataclasses import dataclass

from counselling.records.vault import rights
from counselling.records.vault.acts import Action
from counselling.work.consents.export_research import Research
from counselling.work.consents.keep_consents import Consents
from counselling.work.letters.review_letters import LetterReviews
from counselling.work.privacy.answer_requests import Requests
from counselling.work.sharing.name_readers import Readers
from counselling.work.sharing.sharing import Sharing
from counselling.work.vault.back_up import Backups
from counselling.work.vault.bring_back import BringBack
from counselling.work.vault.door import Door
from counselling.work.vault.keep_records import KeepRecords
from counselling.work.vault.keep_staff import KeepStaff
from counselling.work.vault.own_ways import OwnWays
from counselling.work.vault.review_audit import AuditReview
from counselling.work.vault.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Safekeeping:
    """What the panels of the page need. A new panel adds its room here."""

    door: Door
    audit: AuditReview
    staff: KeepStaff
    ways: OwnWays
    backups: Backups
    requests: Requests
    bring_back: BringBack
    readers: Readers
    sharing: Sharing
    consents: Consents
    keeping: KeepRecords
    research: Research
    tasks: Tasks
    wording: LetterReviews

    def may(self, action: str) -> bool:
        """Whether who is in may do this (a value of Action). Quick. Raises VaultLocked."""
        return rights.may(self.door.actor.role, Action(action))
