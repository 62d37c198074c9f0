"""How many files the process may have open: every socket is one, and shells allow few."""

import contextlib
import sys

if sys.platform != "win32":
    import resource


def allow_many_files() -> None:
    """Raise this process's limit as far as the system lets it; Windows has none to raise."""
    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        with contextlib.suppress(OSError, ValueError):  # macOS names a limit that it refuses
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
