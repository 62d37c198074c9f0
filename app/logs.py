"""The log: what happened, never to whom. Values of variables and exception texts stay out."""

import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from app.paths import user_folder

_KEPT_CRASHES: Final = 20


def write_crash(error: BaseException) -> Path | None:
    """Write down where a crash happened and return the file, None when none can be written.

    Kinds of exceptions and places in our code only: an exception's text may hold a patient's data.
    """
    folder = user_folder() / "logs"
    path = folder / f"crash-{datetime.now(UTC):%Y%m%dT%H%M%S}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text("\n".join(_lines(error)) + "\n", encoding="utf-8")
        for old in sorted(folder.glob("crash-*.log"))[:-_KEPT_CRASHES]:
            old.unlink(missing_ok=True)
    except OSError:
        return None  # the sentence on the screen is all there is
    return path


def _lines(error: BaseException) -> list[str]:
    lines = []
    current: BaseException | None = error
    while current is not None:
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}")
        current = current.__cause__ or current.__context__
    return lines
