"""Who wrote something down, as far as the vault that holds it can vouch for it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Known(StrEnum):
    """By what a writer is known."""

    HERE = "here"  # a user of this vault signed it, now or once
    GRANT = "grant"  # somebody of another vault did, who was introduced by a signed grant
    NOBODY = "nobody"  # the name is what the signer wrote, and may be anybody's


@dataclass(frozen=True, slots=True)
class Writer:
    """name: that goes with the key; of a stranger the one she wrote. key: the first digits of the
    key that signed, in fours; "" where nobody signed.
    """

    name: str
    known: Known = Known.HERE
    key: str = ""

    @property
    def is_stranger(self) -> bool:
        """Whether nobody here can say whose name it is."""
        return self.known is Known.NOBODY


NAMELESS: Final = Writer("")
