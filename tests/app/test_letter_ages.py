"""On the command line the clinic's ages decide who is written to and who is asked as a child."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.__main__ import main
from app.words import letter_words
from counselling.session.pretest import ASSENT
from tests.app.conftest import DEMO

TOVE = "IV-1"  # twelve years old
Ages = Callable[..., None]


@pytest.fixture
def ages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ages:
    """Write ages into this desk's settings: ages(majority_years=11)."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("CONSULTAND_HOME", str(home))

    def put(**years: int) -> None:
        lines = "".join(f"{name} = {value}\n" for name, value in years.items())
        (home / "settings.toml").write_text(lines, encoding="utf-8")

    return put


def _written(kind: str, out: Path, *more: str) -> int:
    return main(["letter", kind, str(DEMO), "--person", TOVE, "--pdf", str(out), *more])


def test_a_relative_is_of_age_when_the_clinic_says_so(
    ages: Ages, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.pdf"
    ages()
    assert _written("relative", out) == 2
    assert "is under 18" in capsys.readouterr().err
    ages(majority_years=21)
    assert _written("relative", out) == 2
    assert "is under 21" in capsys.readouterr().err
    ages(majority_years=11)
    assert _written("relative", out) == 0


def test_a_relative_is_of_age_when_the_country_says_so(
    ages: Ages, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "home" / "settings.toml").write_text('retention_country = "GB-SCT"\n', "utf-8")
    assert callable(ages)
    assert _written("relative", tmp_path / "a.pdf") == 2
    assert "is under 16" in capsys.readouterr().err


def test_a_minor_is_asked_as_herself_from_the_clinics_age_on(ages: Ages, tmp_path: Path) -> None:
    assent = letter_words("en").say(ASSENT, address="formal", gender="other", reader="patient")

    def asks_a_child() -> bool:
        page = tmp_path / "a.html"
        assert _written("pretest_consent", tmp_path / "a.pdf", "--html", str(page), "--set",
            "test=BRCA1") == 0  # fmt: skip
        return assent in page.read_text("utf-8")

    ages()
    assert asks_a_child()
    ages(herself_years=12)
    assert not asks_a_child()
    ages(herself_years=13)
    assert asks_a_child()
