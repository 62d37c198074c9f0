"""What every letter needs to know around its sections."""

import datetime
from dataclasses import dataclass

from counselling.letters.parties import Clinic, Counsellor, Recipient


@dataclass(frozen=True, slots=True)
class Frame:
    """The sender, the reader, the day.

    reviewer: who signed this language of the template off in the clinic; None prints so. version:
    of this letter to this person.
    """

    clinic: Clinic
    counsellor: Counsellor
    recipient: Recipient
    written_on: datetime.date
    reviewer: str | None
    version: int = 1
