"""The letters on the command line: written, sealed, verified; what is wrong is one line."""

import json
from pathlib import Path

import pytest

from app.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "assets" / "demo" / "invented-breast-ovarian.canrisk4"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def _json(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, dict)
    return told


def _consent(out: Path, *more: str) -> int:
    words = ["letter", "session_consent", str(DEMO), "--pdf", str(out), "--json"]
    return main([*words, "--set", "callback=+49 30 1234567", *more])


def test_a_letter_is_written_sealed_and_verified(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, page = tmp_path / "a.pdf", tmp_path / "a.html"
    assert _consent(out, "--language", "ar", "--large-print", "--html", str(page)) == 0
    assert _json(capsys)["is_sealed"] is True
    assert (home / "seal.p12").stat().st_mode & 0o077 == 0
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert main(["verify-letter", str(out), "--json"]) == 0
    told = _json(capsys)
    assert (told["is_whole"], told["is_own_key"], told["version"]) == (True, True, 1)
    changed = bytearray(out.read_bytes())
    changed[len(changed) // 2] ^= 1
    out.write_bytes(changed)
    assert main(["verify-letter", str(out), "--json"]) == 1
    assert _json(capsys)["is_whole"] is False


def test_the_same_letter_unsealed_is_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for out in (one, other):
        assert _consent(out, "--no-seal", "--session-on", "2026-11-24") == 0
    assert one.read_bytes() == other.read_bytes()


def test_large_print_takes_the_pages_it_needs_without_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["letter", "summary", str(DEMO), "--pdf", str(tmp_path / "a.pdf"), "--json"]
    assert main([*words, "--language", "de", "--large-print"]) == 0
    told = _json(capsys)
    assert int(str(told["pages"])) > 2
    assert "finding.letter_too_long" not in str(told["findings"])


@pytest.mark.parametrize(("code", "is_told"), [("en", True), ("de", False)])
def test_the_other_form_of_address_is_said_to_change_nothing_where_there_is_one(
    code: str, is_told: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.pdf"
    assert _consent(out, "--no-seal", "--language", code, "--address", "informal") == 0
    assert ("one form of address" in capsys.readouterr().err) is is_told


def test_findings_name_places_and_blanks_in_the_language_in_which_they_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["letter", "session_consent", str(DEMO), "--pdf", str(tmp_path / "a.pdf"), "--draft"]
    assert main([*words, "--language", "ar"]) == 0
    told = capsys.readouterr().err
    assert "this needed blank is empty: phone number" in told
    empty = [line for line in told.splitlines() if "blank is empty" in line or "line to" in line]
    assert len(empty) > 1
    assert not any("\u0600" <= sign <= "\u06ff" for sign in "".join(empty))


def test_an_empty_needed_blank_is_one_line_and_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.pdf"
    words = ["letter", "session_consent", str(DEMO), "--pdf", str(out)]
    assert main(words) == 2
    assert "1 needed blank is empty" in capsys.readouterr().err
    assert not out.exists()
    assert main([*words, "--draft"]) == 0
    assert out.exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--set", "colour=blue"], "no blank"),
        (["--set", "callback"], "NAME=TEXT"),
        (["--answer", "research=perhaps"], "neither yes nor no"),
        (["--answer", "reserch=yes"], "it has no blank “reserch”"),
        (["--consented", "zzz"], "not in the family"),
        (["--country", "Atlantis"], "no cancer rates for “Atlantis”"),
        (["--language", "tlh"], "no language"),
    ],
)
def test_what_is_wrong_is_one_line(
    more: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.pdf"
    assert _consent(out, *more) == 2
    told = capsys.readouterr().err.strip()
    assert "\n" not in told
    assert said in told or more[1] in told
    assert not out.exists()


@pytest.mark.parametrize("number", ["-3", "0", "two"])
def test_a_version_is_a_whole_number_from_one_on(
    number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        _consent(tmp_path / "a.pdf", f"--version={number}")
    assert "a whole number from 1" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["--session-on=2131-01-01", "--set=session_on=2131-01-01"])
def test_nobody_spoke_on_a_day_that_is_yet_to_come(
    typed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.pdf"
    assert main(["letter", "summary", str(DEMO), "--pdf", str(out), typed]) == 2
    assert "is yet to come" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("minutes", ["0", "00", "soon", "-45", "10000"])
def test_a_talk_takes_whole_minutes(
    minutes: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = ("start=2131-01-15 10:30", "link=https://a.example/j", f"minutes={minutes}")
    words = ["letter", "invitation", str(DEMO), "--pdf", str(tmp_path / "a.pdf")]
    assert main([*words, *(f"--set={each}" for each in filled)]) == 2
    assert "“minutes” is no length of a talk" in capsys.readouterr().err


def test_a_letter_is_not_sealed_with_a_key_and_left_unsealed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        _consent(tmp_path / "a.pdf", "--no-seal", f"--seal-key={tmp_path / 'k.p12'}")
    assert "not allowed with" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["summary", "data_sharing", "sample_kit"])
def test_no_letter_is_written_to_who_has_died(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.pdf"
    words = ["letter", kind, str(DEMO), "--person", "I-1", "--pdf", str(out), "--draft"]
    assert main(words) == 2
    assert "has died" in capsys.readouterr().err
    assert not out.exists()


def test_a_letter_that_greets_a_child_says_so_until_somebody_else_is_greeted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.pdf"
    assert _consent(out, "--no-seal", "--person", "IV-2") == 0
    told = capsys.readouterr()
    assert "finding.letter_child" in told.out
    assert "greets a child under 16" in told.err
    page = tmp_path / "a.html"
    more = ("--set", "salutation=Dear Ms and Mr Oak,", "--html", str(page))
    assert _consent(out, "--no-seal", "--person", "IV-2", *more) == 0
    assert "finding.letter_child" not in capsys.readouterr().out
    assert "Dear Ms and Mr Oak," in page.read_text("utf-8")


def test_a_registration_of_the_settings_stands_under_the_name(tmp_path: Path, home: Path) -> None:
    home.mkdir()
    told = '[counsellor]\nname = "Ada Oak"\nrole = "Counsellor"\nregistration = "GCRB 0042"\n'
    (home / "settings.toml").write_text(told, "utf-8")
    page = tmp_path / "a.html"
    assert _consent(tmp_path / "a.pdf", "--no-seal", "--html", str(page)) == 0
    assert "Counsellor, GCRB 0042" in page.read_text("utf-8")


def test_an_expired_key_in_the_folder_is_told_and_not_replaced(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from datetime import UTC, datetime

    from counselling.letters.seal_key import make_key

    home.mkdir()
    old = make_key("Clinic", now=datetime(2000, 1, 1, tzinfo=UTC)).file
    (home / "seal.p12").write_bytes(old)
    assert _consent(tmp_path / "a.pdf") == 2
    assert "valid until 2009" in capsys.readouterr().err
    assert (home / "seal.p12").read_bytes() == old
    assert not (tmp_path / "a.pdf").exists()


def test_kinds_and_languages_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["letter", "--kinds", "--json"]) == 0
    kinds = _json(capsys)["kinds"]
    assert isinstance(kinds, list)
    assert len(kinds) == 9
    assert main(["languages", "--json"]) == 0
    languages = _json(capsys)["languages"]
    assert isinstance(languages, list)
    assert len(languages) == 31
    for one in languages:
        complete = [each for each in one["domains"].values() if each["is_complete"]]
        assert all(each["is_whole"] and each["faults"] == [] for each in complete), one["code"]
        if one["code"] in ("en", "de", "ar"):
            assert one["offered_for"] == ["letters", "patient", "desk"]


def test_what_is_no_letter_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"hello")
    assert main(["verify-letter", str(path)]) == 2
    assert "no PDF" in capsys.readouterr().err
    assert main(["verify-letter", str(tmp_path / "gone.pdf")]) == 2
