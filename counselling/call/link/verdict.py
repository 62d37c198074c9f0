"""What can come of asking a TURN server: a value that loads no engine, for events carry it."""

from enum import StrEnum


class Verdict(StrEnum):
    """What came of asking."""

    WORKS = "works"
    REFUSED = "refused"  # it is there, and what opens it has expired or was never right
    UNTRUSTED = "untrusted"  # its certificate is not one that who makes the line believes
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"  # no address of a TURN server
