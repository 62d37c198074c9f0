"""What is wrong with a letter, its words, its key, the disk or the file: one sentence, no file."""

import re
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.__main__ import main
from app.words import catalogue
from counselling.errors import LanguageError
from counselling.language.catalogue import read
from tests.app.conftest import DEMO

ORDERS = "\u202e\u2066\u200f\u061c"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONSULTAND_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def _consent(out: Path, *more: str, file: Path = DEMO) -> int:
    words = ["letter", "session_consent", str(file), "--pdf", str(out / "a.pdf"), "--json"]
    return main([*words, "--set", "callback=+49 30 1234567", *more])


@contextmanager
def _full(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _one_line(capsys: pytest.CaptureFixture[str]) -> str:
    told = capsys.readouterr().err.strip()
    assert "\n" not in told
    assert "Traceback" not in told
    return told


def test_a_blank_that_the_template_does_not_have_is_named_with_those_it_has(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _consent(out, "--set", "hat=blue") == 2
    told = _one_line(capsys)
    assert "“hat”" in told
    assert "callback" in told
    assert list(out.iterdir()) == []


def test_a_language_without_a_plural_form_is_refused_before_a_word_is_written() -> None:
    text = 'msgid "letters.x"\nmsgstr "{count, plural, one {# page}}"\n'
    with pytest.raises(LanguageError):
        read("en", "ltr", {"letters": text}).parts("letters.x", count=3)


@pytest.mark.parametrize("count", [1, 3, 5])
def test_a_sentence_without_a_form_that_its_language_needs_is_named(count: int) -> None:
    text = 'msgid "letters.x"\nmsgstr "{count, plural, one {# a} many {# b} other {# c}}"\n'
    for code, is_whole in (("pl", False), ("en", True)):
        words = read(code, "ltr", {"letters": text})
        if is_whole:
            assert words.say("letters.x", count=count)
            continue
        with pytest.raises(LanguageError) as refused:
            words.say("letters.x", count=count)
        assert refused.value.fields == {"message": "letters.x"}
        told = catalogue("en").say(f"error.{refused.value.message_id}", **refused.value.fields)
        assert told.startswith("The text letters.x is missing in this language.")


def _named(folder: Path, name: str) -> Path:
    """The demo family with another name for its proband."""
    text = DEMO.read_text("utf-8")
    assert "\tAnna\t" in text
    made = folder / "family.canrisk4"
    made.write_text(text.replace("\tAnna\t", f"\t{name}\t"), "utf-8")
    return made


def test_invisible_orders_in_a_name_turn_nothing_about(out: Path, tmp_path: Path) -> None:
    file = _named(tmp_path, f"An{ORDERS}na")
    page = out / "a.html"
    assert _consent(out, "--html", str(page), file=file) == 0
    told = page.read_text("utf-8")
    assert "Anna" in told
    assert not re.search(f"[{ORDERS}]", told)


def test_a_character_that_no_font_has_is_named_by_its_code_point(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _consent(out, file=_named(tmp_path, "Mi\u6f22")) == 2
    told = _one_line(capsys)
    assert "U+6F22" in told
    assert "\u6f22" not in told
    assert list(out.iterdir()) == []


def test_five_thousand_words_are_set_and_the_part_to_shorten_is_named(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "We talk about it again. " * 1000
    words = ["letter", "summary", str(DEMO), "--pdf", str(out / "a.pdf"), "--agreed", text]
    assert main(words) == 0
    told = capsys.readouterr().err
    assert "The longest part is “What we agreed”" in told
    assert (out / "a.pdf").stat().st_size > 50_000


def test_an_address_that_leaves_the_window_is_refused(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _consent(out, "--post", "x" * 41) == 2
    assert "window" in _one_line(capsys)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("size", [0, 1, 20_000])
def test_a_full_disk_leaves_what_was_there_and_nothing_half_written(
    size: int, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _consent(out, "--html", str(out / "a.html")) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    capsys.readouterr()
    with _full(size):
        code = _consent(out, "--html", str(out / "a.html"), "--language", "de")
    assert code == 2
    _one_line(capsys)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_whatever_a_letter_is_cut_to_is_one_verdict_and_never_whole(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _consent(out) == 0
    content = (out / "a.pdf").read_bytes()
    damaged = out / "b.pdf"
    for part in range(20):
        damaged.write_bytes(content[: len(content) * part // 20])
        capsys.readouterr()
        assert main(["verify-letter", str(damaged)]) in (1, 2)
        assert "Traceback" not in capsys.readouterr().err


def test_one_bit_in_every_hundredth_of_a_letter_is_found(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _consent(out) == 0
    content = (out / "a.pdf").read_bytes()
    changed = out / "b.pdf"
    for part in range(100):
        place = len(content) * part // 100 + len(content) // 200
        spoilt = bytearray(content)
        spoilt[place] ^= 1 << part % 8
        changed.write_bytes(spoilt)
        assert main(["verify-letter", str(changed), "--json"]) in (1, 2), place
    capsys.readouterr()


@pytest.mark.parametrize("text", ["\u200b", ORDERS, "\x07", "–", "--"])
def test_a_needed_blank_that_holds_nothing_to_read_is_empty(
    text: str, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _consent(out, "--set", f"callback={text}") == 2
    assert "1 needed blank is empty" in _one_line(capsys)
    assert list(out.iterdir()) == []
