"""Whether the tests ran for which this machine was prepared: python packaging/ran.py REPORT.

A green run without tests is a red one, and so is one in which a test was skipped: the real ends of
a call, the real keyring, the judges of letters and of pages are brought by packaging/bootstrap.py.
What only another system could show may be left out, and is named here.
"""

import re
import sys
import xml.etree.ElementTree as tree
from collections.abc import Iterable
from pathlib import Path

_BORNE = re.compile(
    r"could not import '(ged4py|pednet)"  # without a wheel, and the lock has only wheels
    # collections that lie beside the project, on some machines
    r"|no shared folder beside us|the shared (measure is|pedigree files are) not on this machine"
    r"|the collection of facts is not here|got empty parameter set"
    r"|a development check against another program"
    r"|this machine dumps elsewhere, or not at all|this machine's own rule forbids it to everybody"
    r"|this user's memory has no limit that can be lowered|disks may not be mounted here"
    r"|this machine has a camera or a microphone|this system asks"
)


def missing(skips: Iterable[str]) -> tuple[str, ...]:
    """Return the reasons of skips that a prepared machine does not have, each once."""
    return tuple(sorted({reason for reason in skips if not _BORNE.match(reason)}))


def main(report: Path) -> int:
    """Say how many tests ran; return 1 where none did or where some were skipped for no reason."""
    root = tree.parse(report).getroot()
    wanting = missing(each.get("message", "") for each in root.iter("skipped"))
    suites = list(root.iter("testsuite"))
    ran = sum(int(each.get("tests", 0)) - int(each.get("skipped", 0)) for each in suites)
    print(f"tests that ran: {ran}")
    for reason in wanting:
        print(f"skipped, on a machine that was prepared: {reason}", file=sys.stderr)
    return 1 if wanting or not ran else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
