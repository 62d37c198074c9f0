"""The settings file: read with its mistakes named by line, written whole or not at all."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from counselling.errors import Field, SettingsError
from counselling.files import replace_file, told_by_the_disk
from counselling.settings import toml
from counselling.settings.letters import Mistake, mistakes
from counselling.settings.migrations import VERSION, VERSION_KEY, Table, migrate
from counselling.settings.schema import Settings

_PLACE: Final = re.compile(r"at line (\d+)")
_PATH: Final = re.compile(r"at `\$\.?([\w.]*)`")
_HEAD: Final = re.compile(r"\s*\[([^\[\]]+)\]")
_KEY: Final = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w-]+)\s*=""")
_ASIDE: Final = ".unreadable"
_LETTERS: Final = "keys"


@dataclass(frozen=True, slots=True)
class Note:
    """Something in the file that this release does not know: kept there, and not used.

    message_id: sentence in domain ui; line counts from 1.
    """

    message_id: str
    line: int
    fields: tuple[tuple[str, Field], ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """What a settings file says."""

    settings: Settings
    notes: tuple[Note, ...] = ()


def read(path: Path) -> Stored:
    """Read the settings; a file that is not there says nothing, so the defaults hold.

    Raises SettingsError("settings.unreadable", line=...), SettingsError("settings.value", line=...,
    key=...), SettingsError("settings.newer"), StorageError; of letters for the keys
    SettingsError("settings.letter", ...), SettingsError("settings.letter_taken", other=..., ...).
    """
    content = _content(path)
    if content is None:
        return Stored(Settings())
    text, table = _parsed(content)
    letters = table.get(_LETTERS)
    for wrong in mistakes(letters) if isinstance(letters, dict) else ():
        raise _letter_error(text, wrong)
    try:
        settings = msgspec.convert(table, type=Settings)
    except msgspec.ValidationError as error:
        key = _culprit(error)
        raise SettingsError("settings.value", line=_line(text, key), key=key) from None
    notes = tuple(
        Note("loss.settings_unknown", _line(text, key), (("key", key),))
        for key in _paths(_foreign(table, _plain(Settings())))
    )
    return Stored(settings, notes)


def write(path: Path, settings: Settings) -> None:
    """Replace the file by these settings, keys of other releases kept.

    A file that cannot be understood is laid aside as NAME.unreadable first. Raises StorageError,
    SettingsError("settings.refused", key=...) for a value that could not be read back, and
    SettingsError("settings.newer") rather than overwrite what a later release wrote.
    """
    try:
        msgspec.convert(_plain(settings), type=Settings)
    except msgspec.ValidationError as error:
        raise SettingsError("settings.refused", key=_culprit(error)) from None
    for wrong in mistakes(settings.keys):
        raise SettingsError("settings.refused", key=f"{_LETTERS}.{wrong.deed}")
    content = _content(path)
    foreign: Table = {}
    if content is not None:
        try:
            foreign = _foreign(_parsed(content)[1], _plain(Settings()))
        except SettingsError as error:
            if error.message_id == "settings.newer":
                raise
            replace_file(path.with_name(path.name + _ASIDE), content)
    table = {VERSION_KEY: VERSION, **_joined(_plain(settings), foreign)}
    with told_by_the_disk():
        path.parent.mkdir(parents=True, exist_ok=True)
    # a folder's name that is no text (old file systems) is not worth losing the others for
    replace_file(path, toml.render(table).encode("utf-8", "replace"))


def line_of(path: Path, key: str) -> int:
    """Return the line where a setting ("keys.mother") stands; 0 when it cannot be found."""
    content = _content(path)
    return _line(content.decode(errors="replace"), key) if content is not None else 0


def _letter_error(text: str, wrong: Mistake) -> SettingsError:
    key = f"{_LETTERS}.{wrong.deed}"
    line = _line(text, key)
    if not wrong.other:
        return SettingsError("settings.letter", key=key, line=line)
    other = f"{_LETTERS}.{wrong.other}"
    return SettingsError("settings.letter_taken", key=key, other=other, line=line)


def _culprit(error: msgspec.ValidationError) -> str:
    """Return the path of the setting that a complaint is about."""
    found = _PATH.search(str(error))
    return found[1] if found else ""


def _content(path: Path) -> bytes | None:
    with told_by_the_disk():
        return path.read_bytes() if path.exists() else None


def _parsed(content: bytes) -> tuple[str, Table]:
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SettingsError("settings.unreadable", line=line) from None
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _PLACE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise SettingsError("settings.unreadable", line=line) from None
    return text, migrate(table)


def _plain(settings: Settings) -> Table:
    plain: Table = msgspec.to_builtins(settings)
    return plain


def _foreign(table: Table, ours: Table) -> Table:
    """Return what a table holds beyond our own keys, groups within groups."""
    found: Table = {}
    for key, value in table.items():
        mine = ours.get(key)
        if key == _LETTERS:
            continue  # its keys are the deeds: what is none was refused
        if key not in ours:
            found[key] = value
        elif (
            isinstance(value, dict) and isinstance(mine, dict) and (inner := _foreign(value, mine))
        ):
            found[key] = inner
    return found


def _joined(ours: Table, foreign: Table) -> Table:
    joined = dict(ours)
    for key, value in foreign.items():
        mine = joined.get(key)
        if isinstance(mine, dict) and isinstance(value, dict):
            joined[key] = {**mine, **value}
        else:
            joined[key] = value
    return joined


def _paths(table: Mapping[str, object], prefix: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping) and value:
            yield from _paths(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


def _line(text: str, path: str) -> int:
    """Return the line where a key of this path is set; 0 when it cannot be found."""
    group = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if head := _HEAD.match(line):
            group = head[1].strip() + "."
        elif (key := _KEY.match(line)) and group + key[1].strip("\"'") == path:
            return number
    return 0
