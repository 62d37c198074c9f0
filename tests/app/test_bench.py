"""`consultand bench`: every area gives figures, beside a peer, as one JSON object."""

import json
from pathlib import Path

import pytest

from app.__main__ import main
from app.paths import resource

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
