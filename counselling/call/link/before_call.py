"""What is said between a page that waits and the counsellor's program: findings and notes.

The sentences are said by the page in its own language; what is typed is shown as it is.
"""

from enum import StrEnum
from typing import Annotated, Final, TypeAlias

from msgspec import Meta


class Finding(StrEnum):
    """What a page's device check found to be wrong."""

    CAMERA_REFUSED = "camera_refused"
    CAMERA_MISSING = "camera_missing"
    CAMERA_BUSY = "camera_busy"
    MICROPHONE_REFUSED = "microphone_refused"
    MICROPHONE_MISSING = "microphone_missing"
    MICROPHONE_BUSY = "microphone_busy"
    MICROPHONE_SILENT = "microphone_silent"
    MICROPHONE_MUTED = "microphone_muted"
    SPEAKER_UNHEARD = "speaker_unheard"
    LINE_SLOW = "line_slow"
    LINE_BLOCKED = "line_blocked"
    RELAY_BLOCKED = "relay_blocked"  # no address of the clinic's relay answers from there
    RELAY_REFUSED = "relay_refused"  # it answers and lets her not through: the clinic's to mend


class Sentence(StrEnum):
    """What can be said to one who waits without typing it; "" for typed words alone."""

    NONE = ""
    FIVE = "five"
    TEN = "ten"
    MOMENT = "moment"
    SOON = "soon"
    ANOTHER_TIME = "another_time"
    PHONE = "phone"


LATER: Final = (Sentence.MOMENT, Sentence.FIVE, Sentence.TEN, Sentence.SOON)
NOT_TODAY: Final = (Sentence.ANOTHER_TIME, Sentence.PHONE)  # for one who is not let in

Findings: TypeAlias = Annotated[tuple[Finding, ...], Meta(max_length=len(Finding))]
Typed: TypeAlias = Annotated[str, Meta(max_length=500)]
