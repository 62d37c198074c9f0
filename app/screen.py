"""Whether this machine can show a window."""

import os
import sys


def has_screen() -> bool:
    """Whether a window can be opened here: always on Windows and macOS, elsewhere by display."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
