"""The letter to a relative on the command line: true of its reader, or one line and no file."""

import re
from pathlib import Path

import pytest

from app.__main__ import main
from tests.app.conftest import DEMO


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def _written(out: Path, person: str, *more: str) -> int:
    words = ["letter", "relative", str(DEMO), "--person", person, "--pdf", str(out / "a.pdf")]
    return main([*words, "--html", str(out / "a.html"), "--consented", "III-4", *more])


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("II-4", "about 25 have this gene change"),  # the carrier's aunt
        ("III-1", "about 13 have"),
        ("II-6", "about 50 have"),  # the carrier's father: it may be from him
    ],
)
def test_the_number_is_that_of_the_tree(person: str, said: str, tmp_path: Path) -> None:
    assert _written(tmp_path, person) == 0
    assert said in re.sub("<[^>]+>", "", (tmp_path / "a.html").read_text("utf-8"))


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("III-2", "cannot have inherited"),  # Anna's husband
        ("II-3", "cannot have inherited"),  # her father: the carrier is of her mother's side
        ("III-4", "a test result of their own"),
        ("II-5", "has died"),
        ("IV-1", "is under 18"),
    ],
)
def test_who_it_is_not_true_of_is_one_line_and_no_file(
    person: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _written(tmp_path, person) == 2
    told = capsys.readouterr().err.strip()
    assert said in told
    assert "\n" not in told
    assert list(tmp_path.glob("a.*")) == []
