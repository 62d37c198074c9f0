"""The program's own file: everything that a family can hold, as versioned JSON."""

from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Final

import msgspec

from counselling.errors import FormatError, PedigreeError
from counselling.formats import json_text
from counselling.formats.facts import EVERYTHING
from counselling.formats.format import Reading, Writing
from counselling.pedigree.arrangement import Arrangement
from counselling.pedigree.arranging import demand_whole
from counselling.pedigree.family import Family
from counselling.pedigree.kinship import people_on_cycles
from counselling.pedigree.validation import Severity, findings

VERSION: Final = 3  # 2: arrangement, answers and notes; 3: results of other programs
_LARGEST: Final = 1_000_000  # no age, year or count is larger


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """What stands in the file."""

    consultand: int
    families: tuple[Family, ...]


class Native:
    """The format; see the module."""

    name = "consultand"
    suffixes = (".consultand", ".json")
    says = EVERYTHING

    def sniff(self, text: str) -> bool:
        """Recognise our own mark: the key of the version."""
        return not json_text.is_list(text) and "consultand" in json_text.keys(text)

    def read(self, text: str) -> Reading:
        """Read all families. Raises FormatError: newer version, or the place in the JSON."""
        try:
            version = msgspec.json.decode(text, type=dict[str, object]).get("consultand")
            if isinstance(version, int) and version > VERSION:
                raise FormatError("format.newer", version=version)
            families = msgspec.json.decode(text, type=_File, strict=True).families
            _refuse_unknown_keys(msgspec.json.decode(text), msgspec.inspect.type_info(_File))
        except (msgspec.DecodeError, RecursionError) as error:
            raise FormatError("format.native_broken", place=_place(error)) from None
        for family in families:
            _refuse_contradictions(family)
        if not families:
            raise FormatError("format.no_people")
        return Reading(families)

    def write(self, families: tuple[Family, ...]) -> Writing:
        """Write everything; nothing is lost."""
        plain = {"consultand": VERSION, "families": _told(families)}
        data = msgspec.json.format(msgspec.json.encode(plain), indent=1)
        return Writing(data.decode() + "\n")


def _refuse_unknown_keys(value: object, kind: msgspec.inspect.Type, place: str = "$") -> None:
    """Refuse keys that the model does not have: behind a misspelt one facts would be lost.

    Numbers beyond all sense are refused too.
    """
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise FormatError("format.native_broken", place=place)
    match kind:
        case msgspec.inspect.UnionType(types):
            for one in types:
                _refuse_unknown_keys(value, one, place)
        case msgspec.inspect.VarTupleType(item_type) if isinstance(value, list):
            for number, part in enumerate(value):
                _refuse_unknown_keys(part, item_type, f"{place}[{number}]")
        case msgspec.inspect.DataclassType() | msgspec.inspect.StructType() if isinstance(
            value, dict
        ):
            known = {field.encode_name: field.type for field in kind.fields}
            for key, part in value.items():
                if key not in known:
                    raise FormatError("format.native_broken", place=place)
                _refuse_unknown_keys(part, known[key], f"{place}.{key}")


def _refuse_contradictions(family: Family) -> None:
    if any(not person.id.strip() for person in family.persons):
        raise FormatError("format.native_broken", place="$.families[...].persons[...].id")
    if cycle := people_on_cycles(family):
        raise FormatError("format.native_own_ancestor", person=cycle[0])
    try:
        demand_whole(family)
    except PedigreeError:
        raise FormatError("format.native_broken", place="$.families[...].arrangement") from None
    for finding in findings(family):
        if finding.severity is Severity.BLOCKING:
            person = finding.persons[0] if finding.persons else family.id
            raise FormatError("format.native_contradiction", person=person)


def _told(value: object) -> object:
    """Leave out what is not known: a blank field and an absent one read the same."""
    if isinstance(value, tuple):
        return [_told(part) for part in value]
    if not is_dataclass(value):
        return msgspec.to_builtins(value)
    found = ((field, getattr(value, field.name)) for field in fields(value))
    return {field.name: _told(part) for field, part in found if not _is_left_out(field, part)}


def _is_left_out(field: "Field[object]", value: object) -> bool:
    has_default = field.default is not MISSING or field.default_factory is not MISSING
    return has_default and value in (None, "", (), Arrangement())


def _place(error: Exception) -> str:
    """The path in the JSON that msgspec names after "at"; never the value it found there."""
    _, found, place = str(error).rpartition("`$")
    return f"${place.rstrip('`')}" if found else "$"


FORMAT: Final = Native()
