"""The list of families: a line each, told from its history; a sealed one for its readers."""

from typing import Final, NamedTuple

import msgspec

from counselling.pedigree.family import Family
from counselling.records.index import search_index
from counselling.records.log.standing import Standing
from counselling.records.store.chain import FamilyId
from counselling.records.store.engine import Connection
from counselling.records.vault.sealing import FamilyKey, FamilyKeys

_LINE: Final = b"summary"


class Line(NamedTuple):
    """A family's line; sealed: the rest, of a family with readers of its own."""

    family_id: str
    name: str
    people: int
    proband: str
    changed_at: str
    changed_by: str
    sequence: int
    differences: int
    sealed: bytes | None = None


_COLUMNS: Final = ", ".join(Line._fields)


def line(standing: Standing) -> Line:
    """Return the line of a family as it stands."""
    family = standing.family
    proband = family.by_id.get(family.proband or "")
    shown = (proband.name or proband.id) if proband else ""
    return Line(
        family.id, family.name, len(family.persons), shown, standing.at, standing.author,
        standing.head.sequence, len(standing.differences),
    )  # fmt: skip


def keep(
    connection: Connection,
    standing: Standing,
    key: FamilyKey,
    *,
    is_restricted: bool,
    before: Family | None = None,
) -> None:
    """Keep a family's line in the list and its people in the search, as they are now.

    before: the family as the search knows it, where that is known.
    Of a family with readers of its own the line is sealed, and nobody is in the search.
    """
    told = line(standing)
    if is_restricted:
        search_index.forget(connection, told.family_id)
        text = msgspec.json.encode(told[1:-1])
        told = Line(told.family_id, "", 0, "", "", "", 0, 0, key.seal(text, about=_LINE))
    elif before is None:
        search_index.index(connection, standing.family)
    else:
        search_index.update(connection, before, standing.family)
    marks = ", ".join("?" * len(told))
    connection.run(f"INSERT OR REPLACE INTO family_summary VALUES ({marks})", *told)


def kept(connection: Connection, family: FamilyId, key: FamilyKey) -> Line | None:
    """Return a family's line as the list has it; None where it has none."""
    sql = f"SELECT {_COLUMNS} FROM family_summary WHERE family_id = ?"
    found = connection.row(Line, sql, family)
    return found if found is None or found.sealed is None else _unsealed(found, key)


def readable(connection: Connection, keys: FamilyKeys) -> list[Line]:
    """Return the lines of all families that this user can read, in no order.

    Of a family with readers of its own what was sealed stays beside what it says.
    """
    found = []
    for told in connection.rows(Line, f"SELECT {_COLUMNS} FROM family_summary"):
        if told.sealed is None:
            found.append(told)
        elif keys.is_mine(connection, told.family_id):
            plain = _unsealed(told, keys.of(connection, told.family_id))
            found.append(plain._replace(sealed=told.sealed))
    return found


def _unsealed(sealed: Line, key: FamilyKey) -> Line:
    text = key.open(sealed.sealed or b"", about=_LINE)
    told = msgspec.json.decode(text, type=tuple[str, int, str, str, str, int, int])
    return Line(sealed.family_id, *told)
