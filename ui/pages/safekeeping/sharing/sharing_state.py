"""What the panel of sharing shows: where somebody is in it, and what became of the last deed."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from counselling.errors import Field
from ui.found import found_in
from ui.kit.threads.failures import Failure
from ui.summaries import FamilySummary

if TYPE_CHECKING:
    from counselling.work.sharing.relay_rounds import Refused
    from counselling.work.sharing.sealing_key import KeyRead
    from counselling.work.sharing.share_families import FoundFamily
    from counselling.work.sharing.sharing import Keys, RelayState


class Step(Enum):
    """Where somebody is. FAMILY: chooses one to give; KEY: says to whom; FILE: sees what is in one
    that she was given; VAULT: takes in another vault.
    """

    REST = "rest"
    FAMILY = "family"
    KEY = "key"
    FILE = "file"
    VAULT = "vault"


@dataclass(frozen=True, slots=True)
class Told:
    """What was done last, as a message; rest: what else is to be said. is_good: nothing is left to
    see to.
    """

    what: str
    rest: tuple[str, ...] = ()
    fields: tuple[tuple[str, Field], ...] = ()
    is_good: bool = True


@dataclass(frozen=True, slots=True)
class SharingState:
    """State of the panel.

    keys, families, relay: None while they were never read. wanted: what was typed to find a
    family; family: the chosen one; typed, read: the key of whom it is given to. found, file: a
    file that was looked into; folder: of another vault. share: of a long work, None while there is
    none. refused: families that were not exchanged.
    """

    step: Step = Step.REST
    keys: "Keys | None" = None
    families: tuple[FamilySummary, ...] | None = None
    relay: "RelayState | None" = None
    wanted: str = ""
    family: FamilySummary | None = None
    typed: str = ""
    read: "KeyRead | None" = None
    found: "FoundFamily | None" = None
    file: Path | None = None
    folder: Path | None = None
    share: float | None = None
    is_busy: bool = False
    done: Told | None = None
    refused: "tuple[Refused, ...]" = ()
    failure: Failure | None = None

    def __repr__(self) -> str:
        return f"SharingState({self.step}, {self.is_busy}, {self.failure})"  # never a name

    @property
    def is_at_work(self) -> bool:
        """Whether something is under way."""
        return self.is_busy or self.share is not None

    @property
    def found_families(self) -> tuple[FamilySummary, ...]:
        """The families whose name or proband holds every word typed."""
        return found_in(self.families or (), self.wanted)

    @property
    def waiting(self) -> tuple[FamilySummary, ...]:
        """The families in which somebody must choose."""
        return tuple(each for each in self.families or () if each.differences)

    @property
    def has_relay(self) -> bool:
        """Whether the clinic's shared folder can be reached."""
        return self.relay is not None and self.relay.is_there

    @property
    def recipient(self) -> str:
        """The key of somebody else that was typed, whole, in hexadecimal; "" while it is none."""
        key = self.read.key if self.read is not None else ""
        return "" if self.keys is None or key == self.keys.own_hex else key
