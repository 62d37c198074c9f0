"""What the server writes when something in it fails: one line, and of nobody.

The library would write who asked, and for a request that it cannot read the request itself, in
which the name of a room may stand.
"""

import logging
from typing import Final

from aiohttp.http import HttpProcessingError


class _OfNobody(logging.Filter):
    """Leaves of a failure its kind alone, and nothing at all of what others asked wrongly."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is written; what it said of a request is taken out of it."""
        failure = record.exc_info[1] if record.exc_info else None
        if record.levelno < logging.ERROR or isinstance(failure, HttpProcessingError):
            return False
        record.msg, record.args = "a request failed: %s", (type(failure).__name__,)
        record.exc_info = record.exc_text = record.stack_info = None
        return True


_OF_NOBODY: Final = _OfNobody()


def failures() -> logging.Logger:
    """Return where the web server is to write what fails in it."""
    log = logging.getLogger("consultand.rendezvous")
    log.addFilter(_OF_NOBODY)  # once, however often it is asked for
    return log
