"""Where the program's own files and the user's folders are; the one door to both."""

import os
import sys
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a file of the program: assets or translations.

    An installed program finds them in app/_bundle, a checkout beside app.
    """
    bundled = _PACKAGE / "_bundle"
    root = bundled if bundled.is_dir() else _PACKAGE.parent
    return root.joinpath(*parts)


def user_folder() -> Path:
    """Return where this user's settings and vaults lie unless told otherwise."""
    if home := os.environ.get("CONSULTAND_HOME"):
        return Path(home)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "Consultand"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Consultand"
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "consultand"
