"""Our own file keeps what the hand did to a drawing; older files are read as they were."""

import json
from dataclasses import replace

import pytest

from counselling.errors import FormatError
from counselling.formats.native import FORMAT, VERSION
from counselling.pedigree.arrangement import Arrangement, Nudged, Pinned
from tests.families.builders import trio

BY_HAND = Arrangement(
    nudges=(Nudged("child", 0.5),), pins=(Pinned("mother", -1.25),), sides=(("mother", "father"),)
)


def test_an_arrangement_comes_back_and_an_empty_one_is_not_written() -> None:
    family = replace(trio(), arrangement=BY_HAND)
    assert FORMAT.read(FORMAT.write((family,)).text).families == (family,)
    assert "arrangement" not in FORMAT.write((trio(),)).text


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_of_an_earlier_version_is_read(version: int) -> None:
    plain = json.loads(FORMAT.write((trio(),)).text)
    assert plain["consultand"] == VERSION == 3
    plain["consultand"] = version
    assert FORMAT.read(json.dumps(plain)).families == (trio(),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"nudges": [{"person": "nobody", "by": 1}]},
        {"pins": [{"person": "child", "x": 1e300}]},
        {"orders": [["child", "nobody"]]},
        {"sides": [["child"]]},
        {"sideways": []},
    ],
)
def test_an_arrangement_of_nobody_or_nowhere_is_refused(wrong: dict[str, object]) -> None:
    plain = json.loads(FORMAT.write((trio(),)).text)
    plain["families"][0]["arrangement"] = wrong
    with pytest.raises(FormatError) as refused:
        FORMAT.read(json.dumps(plain))
    assert refused.value.message_id == "format.native_broken"
