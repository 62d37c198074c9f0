"""`consultand type --terms FILE`: a clinic's own words on the command line."""

import json
from pathlib import Path

import pytest

from app.words import catalogue
from counselling.errors import CounsellingError, ShorthandError, StorageError
from tests.app.test_type import run, written


def test_the_clinics_own_terms_are_read(tmp_path: Path) -> None:
    terms, file = tmp_path / "terms.toml", tmp_path / "typed.consultand"
    terms.write_text('[condition]\nbreast = ["BC"]\n', encoding="utf-8")
    out, _ = run("mother BC 45", "--terms", str(terms), "--out", str(file))
    assert json.loads(out)["asked"] == []
    assert [d.condition for d in written(file).person("mother").diagnoses] == ["breast"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'[condition]\nbreast = ["mother"]', "shorthand.terms_conflict"),
        (b"[nothing]\nx = []", "shorthand.terms_unknown"),
        (b"[", "shorthand.terms_unreadable"),
        (b"\xff\xfe\xff", "shorthand.terms_unreadable"),
    ],
)
def test_terms_that_do_not_fit_are_refused_and_nothing_is_written(
    tmp_path: Path, content: bytes, message: str
) -> None:
    terms, file = tmp_path / "terms.toml", tmp_path / "typed.consultand"
    terms.write_bytes(content)
    with pytest.raises(ShorthandError) as caught:
        run("mother br ca 45", "--terms", str(terms), "--out", str(file))
    assert caught.value.message_id == message
    assert not file.exists()
    for code in ("en", "de", "ar"):
        assert catalogue(code).say(f"error.{message}", **caught.value.fields)


def test_a_file_of_terms_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CounsellingError) as caught:
        run(
            "mother br ca 45",
            "--terms",
            str(tmp_path / "no.toml"),
            "--out",
            str(tmp_path / "x.json"),
        )
    assert isinstance(caught.value, StorageError)
