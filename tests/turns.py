"""How several workers share the tests: whole files, and those that need the machine in turn."""

from typing import Final

from xdist.scheduler import LoadScopeScheduling

# Rooms with real lines and browsers: one such test at a time, whatever runs beside it.
IN_TURN: Final = ("browser", "call", "journeys")


class Turns(LoadScopeScheduling):
    """A worker takes a file, or all that must run in turn.

    By its own hook: groups by mark (`--dist loadgroup`) are not seen by pytest 9.2, whose items
    take no other name.
    """

    def _split_scope(self, nodeid: str) -> str:
        return share(nodeid)


def share(nodeid: str) -> str:
    """Return what a test is handed out with."""
    return "in turn" if takes_turns(nodeid) else nodeid.partition("::")[0]


def takes_turns(nodeid: str) -> bool:
    """Whether a test is of a room with real lines and browsers."""
    return nodeid.removeprefix("tests/").partition("/")[0] in IN_TURN
