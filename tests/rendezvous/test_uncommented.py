"""Patients get all of the page that a browser runs, and nothing that only readers want."""

import re
from pathlib import Path

import pytest

from app.rendezvous.uncommented import uncommented

PAGE = Path(__file__).resolve().parents[2] / "assets" / "patient_page"
ALL_COMMENTS = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
SOURCES = sorted(each for each in PAGE.iterdir() if each.suffix in (".js", ".css"))


def code_of(source: str) -> str:
    return "".join(ALL_COMMENTS.sub("", source).split())


def test_comments_go_and_each_line_stays_in_its_place() -> None:
    source = (
        b"// Why.\nlet a = 1; // kept\n  /** Does it. */\n"
        b"/*\n * More.\n */\nconst u = 'http://x';\n"
    )
    assert uncommented(source, ".js") == (b"\nlet a = 1; // kept\n\n\n\n\nconst u = 'http://x';\n")


def test_other_kinds_of_files_are_handed_out_as_they_are() -> None:
    assert uncommented(b"/* x */", ".svg") == b"/* x */"


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_what_is_left_out_of_a_file_is_no_code(file: Path) -> None:
    source = file.read_text("utf-8")
    kept = uncommented(file.read_bytes(), file.suffix).decode("utf-8")
    assert len(kept.splitlines()) == len(source.splitlines())
    assert code_of(kept) == code_of(source)
    assert len(kept) < len(source)


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_no_string_goes_over_several_lines(file: Path) -> None:
    """A line of one that looks like a comment would be lost."""
    source = uncommented(file.read_bytes(), file.suffix).decode("utf-8")
    assert all(line.count("`") % 2 == 0 for line in source.splitlines())
