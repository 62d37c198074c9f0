"""`consultand bench`: every area gives figures, beside a peer, as one JSON object."""

import argparse
import io
import json
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.commands.bench import Bench, is_within, table
from app.commands.command import Speaker
from app.paths import resource
from counselling.errors import UsageError

AREAS = [path.stem for path in sorted(resource("benchmarks").glob("*.py"))]


def test_there_is_something_to_measure() -> None:
    assert "desk" in AREAS


def test_desk_is_measured_beside_an_empty_window(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main(["bench", "desk", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["area"] == "desk"
    for measured in ("unlock_page_ms", "empty_qt_window_ms"):
        assert (
            0 < figures[measured]["min"] <= figures[measured]["median"] <= figures[measured]["max"]
        )
    assert figures["peak_memory_mib"] > 0


REACHED = {
    "engine": "wrtc",
    "stage": "clean",
    "figure": "to_patient.fps",
    "goal": 2,
    "value": 30.0,
    "direction": "at_least",
    "limit": 28,
    "is_reached": True,
}
MISSED = {**REACHED, "stage": "cut", "figure": "told_s", "value": None, "is_reached": False}


def heard() -> tuple[Speaker, io.StringIO]:
    noted = io.StringIO()
    return Speaker(False, io.StringIO(), noted), noted


def test_missed_limit_is_named_and_a_bench_that_held_nothing_is_no_good_one() -> None:
    speaker, noted = heard()
    assert is_within([REACHED], speaker)
    assert not is_within([REACHED, MISSED], speaker)
    assert noted.getvalue() == "MISSED  goal 2  wrtc  cut  told_s  never  >= 28\n"
    assert not is_within([], speaker)
    assert is_within([REACHED, {**MISSED, "is_reached": None}], speaker)  # left open


def test_table_has_a_line_for_each_limit() -> None:
    assert table([REACHED, MISSED]) == [
        "reached  goal 2  wrtc  clean  to_patient.fps  30     >= 28",
        "MISSED   goal 2  wrtc  cut    told_s          never  >= 28",
    ]
    (unnumbered,) = table([{**REACHED, "goal": None}])
    assert unnumbered.startswith("reached  no goal  wrtc")
    (row,) = table([{**MISSED, "why": "others were busy"}])
    assert row.endswith(">= 28  others were busy")
    assert table([]) == []


@pytest.mark.parametrize(("value", "code"), [("True", 0), ("False", 1)])
def test_exit_code_says_that_a_limit_was_missed_when_that_is_asked(
    value: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = f"{{'bounds': [{REACHED!r} | {{'is_reached': {value}}}]}}"
    words = f"GOALS = [1]\ndef measure():\n    return {held}\n"
    area = tmp_path / "call.py"
    area.write_text(words)
    asked = argparse.Namespace(area="call", bounds=True)
    speaker = Speaker(True, sys.stdout, sys.stderr)
    assert Bench({"call": area}).run(asked, speaker) == code
    assert json.loads(capsys.readouterr().out)["bounds"][0]["goal"] == 2
    asked.bounds = False
    assert Bench({"call": area}).run(asked, speaker) == 0


def test_area_without_limits_is_told_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    area = tmp_path / "undo.py"
    area.write_text("def measure():\n    raise AssertionError\n")
    asked = argparse.Namespace(area="undo", bounds=True)
    with pytest.raises(UsageError) as told:
        Bench({"undo": area}).run(asked, Speaker(True, sys.stdout, sys.stderr))
    assert told.value.message_id == "bench.no_bounds"
    assert main(["bench", "calibration", "--bounds"]) == 2
    assert "calibration" in capsys.readouterr().err
