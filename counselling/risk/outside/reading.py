"""The only door: text in, another program's result out, by whatever layout it has."""

from typing import Final

from counselling.errors import RiskInputError
from counselling.risk.outside.json_result import is_json, read_json
from counselling.risk.outside.tab_result import is_table, read_table
from counselling.risk.outside.told import OutsideReading
from counselling.risk.outside.typed_lines import read_lines

LONGEST: Final = 2_000_000  # characters; a result of one family has some thousand


def read_outside(text: str, *, person: str) -> OutsideReading:
    """Read a result about a person. person: her id here, to choose by where there are several.

    Raises RiskInputError: "risk.outside_unclear" where nothing in it is understood,
    "risk.outside_several" where it is about several people and none has this id,
    "risk.outside_no_probability" for a number that is none, "risk.outside_disagrees" where it
    says one risk in two ways.
    """
    if len(text) > LONGEST:
        raise RiskInputError("risk.outside_unclear", field="result")
    clean = text.removeprefix("\ufeff")
    if is_json(clean):
        reading = read_json(clean, person=person)
    elif is_table(clean):
        reading = read_table(clean, person=person)
    else:
        reading = read_lines(clean)
    if reading.is_empty:
        raise RiskInputError("risk.outside_unclear", field="result")
    return reading
