"""Settings of earlier releases brought up to date, one small step a change of meaning."""

from collections.abc import Callable
from typing import Final, TypeAlias

from counselling.errors import SettingsError

Table: TypeAlias = dict[str, object]
Step: TypeAlias = Callable[[Table], Table]

VERSION_KEY: Final = "version"

# STEPS[n - 1] turns a table of version n into one of n + 1. Released steps stay as they are.
STEPS: Final[tuple[Step, ...]] = ()
VERSION: Final = len(STEPS) + 1


def migrate(table: Table, *, steps: tuple[Step, ...] = STEPS) -> Table:
    """Return the table as this release writes it, without its version.

    Raises SettingsError("settings.newer") for a table of a later release, and
    SettingsError("settings.value", key="version") for a version that is none.
    """
    version = table.get(VERSION_KEY, 1)
    if not isinstance(version, int) or version < 1:
        raise SettingsError("settings.value", key=VERSION_KEY, line=0)
    if version > len(steps) + 1:
        raise SettingsError("settings.newer")
    table = {key: value for key, value in table.items() if key != VERSION_KEY}
    for step in steps[version - 1 :]:
        table = step(table)
    return table
