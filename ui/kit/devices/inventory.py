"""What devices a desk can choose among, as values: also for desks that are made up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What a device is for."""

    CAMERA = "camera"
    MICROPHONE = "microphone"
    SPEAKER = "speaker"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class Device:
    """A device as it is chosen from a list.

    id: the system's, the same when it is plugged in again; name: for people, as its maker calls it.
    """

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """listed: what there is of each kind; chosen: ids, by kind; "" where nothing is.

    has_headphones: whether who sits here wears some.
    """

    listed: Mapping[Kind, tuple[Device, ...]] = field(default_factory=lambda: MappingProxyType({}))
    chosen: Mapping[Kind, str] = field(default_factory=lambda: MappingProxyType({}))
    has_headphones: bool = False

    def of(self, kind: Kind) -> tuple[Device, ...]:
        """Return what there is of a kind, what the system prefers first."""
        return self.listed.get(kind, ())

    def choice(self, kind: Kind) -> str:
        """Return the id of what is chosen, "" for nothing."""
        return self.chosen.get(kind, "")
