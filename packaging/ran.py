"""Whether the tests ran for which this machine was prepared: python packaging/ran.py REPORT.

A green run without tests is a red one, and so is one without the real ends of a call, the real
keyring, the judges of letters and of pages. What only another system could show may be left out.
"""

import re
import sys
import xml.etree.ElementTree as tree
from collections.abc import Iterable
from pathlib import Path

# Reasons of skips that say: something is not here that packaging/bootstrap.py brings.
_WANTING = re.compile(
    r"no (Chromium|Firefox|WebKitGTK|GStreamer|system Python|Janus|coturn|redis-server|nginx|node"
    r"|PulseAudio|gnome-keyring|D-Bus|compiler|veraPDF|certutil)\b"
    r"|needs Linux and iproute2|needs root and /dev/net/tun|network namespaces are not permitted"
    r"|(axe-core|pdf\.js|mutool) is not installed|QtWebEngine is not there"
    r"|could not import '(?!ged4py)"  # it comes without a wheel, and the lock has only wheels
)


def missing(skips: Iterable[str]) -> tuple[str, ...]:
    """Return the reasons of skips that a prepared machine does not have, each once."""
    return tuple(sorted({reason for reason in skips if _WANTING.match(reason)}))


def main(report: Path) -> int:
    """Say how many tests ran; return 1 where none did or where some lacked what they need."""
    root = tree.parse(report).getroot()
    wanting = missing(each.get("message", "") for each in root.iter("skipped"))
    suites = list(root.iter("testsuite"))
    ran = sum(int(each.get("tests", 0)) - int(each.get("skipped", 0)) for each in suites)
    print(f"tests that ran: {ran}")
    for reason in wanting:
        print(f"skipped for want of what it needs: {reason}", file=sys.stderr)
    return 1 if wanting or not ran else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
