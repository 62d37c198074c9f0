"""The lines of an address that an envelope's window shows."""

from collections.abc import Sequence
from typing import Final

from counselling.errors import VaultError

MOST_LINES: Final = 5  # with the name six, as an envelope's window has room for
LONGEST_LINE: Final = 40  # letters; a longer one leaves the window


def fitting(lines: Sequence[str]) -> tuple[str, ...]:
    """Return an address without empty lines and stray spaces.

    Raises VaultError("vault.address_long") for more than MOST_LINES lines, or LONGEST_LINE letters
    in one.
    """
    told = tuple(line for line in (" ".join(line.split()) for line in lines) if line)
    if len(told) > MOST_LINES or any(len(line) > LONGEST_LINE for line in told):
        raise VaultError("vault.address_long", lines=MOST_LINES, letters=LONGEST_LINE)
    return told
