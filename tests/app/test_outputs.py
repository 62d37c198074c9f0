"""Where a command writes: the file is whole or it is not there, and nothing else is touched."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.app.conftest import ROOT, Run, one_line

Refuses = Callable[..., str]
WRITERS: Sequence[tuple[Sequence[str], str]] = (
    (("convert", "{file}", "{out}"), ".consultand"),
    (("draw", "{file}", "--svg", "{out}"), ".svg"),
    (("draw", "{file}", "--pdf", "{out}"), ".pdf"),
    (("draw", "{file}", "--png", "{out}"), ".png"),
    (("draw", "{file}", "--layout-json", "{out}"), ".json"),
    (("letter", "summary", "{file}", "--pdf", "{out}"), ".pdf"),
)
writers = pytest.mark.parametrize(
    ("words", "ending"), WRITERS, ids=["convert", "svg", "sheet", "pixels", "layout", "letter"]
)


@pytest.fixture
def refuses(run: Run, family: Path) -> Refuses:
    """The one line with which a command refuses to write; everything is as before."""
    here = family.parent

    def call(words: Sequence[str], out: object) -> str:
        before = {p: p.read_bytes() for p in here.rglob("*") if p.is_file()}
        line = one_line(run(*(w.format(file=family, out=out) for w in words)), left=here)
        assert {p: p.read_bytes() for p in here.rglob("*") if p.is_file()} == before
        return line

    return call


@writers
def test_folder_in_the_way_is_told(
    refuses: Refuses, here: Path, words: Sequence[str], ending: str
) -> None:
    (here / f"out{ending}").mkdir()
    assert refuses(words, f"out{ending}").startswith("A folder or a device has this name already")


@writers
def test_folder_that_is_not_there_is_told(
    refuses: Refuses, words: Sequence[str], ending: str
) -> None:
    assert refuses(words, f"missing/out{ending}").startswith("The folder or the disk is not there.")


@writers
def test_folder_that_is_a_file_is_told(
    refuses: Refuses, family: Path, words: Sequence[str], ending: str
) -> None:
    said = refuses(words, f"{family}/out{ending}")
    assert said.startswith("The folder or the disk is not there.")


@writers
def test_name_that_is_too_long_is_told(refuses: Refuses, words: Sequence[str], ending: str) -> None:
    assert refuses(words, f"{'o' * 300}{ending}").startswith("The file’s name is too long")


@writers
def test_device_is_never_replaced_by_a_file(
    refuses: Refuses, here: Path, words: Sequence[str], ending: str
) -> None:
    if os.name == "nt":
        pytest.skip("no devices in folders here")
    pipe = here / f"out{ending}"
    os.mkfifo(pipe)
    assert refuses(words, pipe).startswith("A folder or a device has this name already")
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/stdout").is_symlink(), reason="no /dev/stdout here")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/dev/null"])
def test_open_stream_is_never_replaced_by_a_file(refuses: Refuses, name: str) -> None:
    before = os.lstat("/dev/stdout").st_ino
    assert refuses(WRITERS[1][0], name).startswith("A folder or a device has this name already")
    assert os.lstat("/dev/stdout").st_ino == before


@pytest.mark.parametrize("words", [words for words, _ in WRITERS if words[0] != "convert"])
def test_file_that_is_read_is_never_written_over(
    refuses: Refuses, here: Path, family: Path, words: Sequence[str]
) -> None:
    os.link(family, here / "second-name")
    (here / "link").symlink_to(family)
    for out in (family, "second-name", "link", f"../{here.name}/{family.name}"):
        assert refuses(words, out).startswith("The output would replace the file that is read.")


def test_conversion_onto_itself_is_refused(refuses: Refuses, family: Path) -> None:
    line = refuses(("convert", "{file}", "{out}"), family)
    assert line.startswith("The output would replace the file that is read.")


def test_two_outputs_with_one_name_are_refused(refuses: Refuses) -> None:
    words = ("draw", "{file}", "--svg", "{out}", "--pdf", "./{out}")
    assert refuses(words, "out.svg").startswith("Two outputs have the same name.")


def test_of_several_outputs_all_are_written_or_none(refuses: Refuses, here: Path) -> None:
    (here / "old.svg").write_text("old")
    words = ("draw", "{file}", "--svg", "old.svg", "--layout-json", "new.json", "--pdf", "{out}")
    assert refuses(words, "missing/out.pdf").startswith("The folder or the disk is not there.")
    assert (here / "old.svg").read_text() == "old"


@writers
def test_file_behind_a_link_is_replaced_and_the_link_stays(
    run: Run, family: Path, words: Sequence[str], ending: str
) -> None:
    here = family.parent
    (here / "kept").write_text("old")
    link = here / f"out{ending}"
    link.symlink_to("kept")
    assert run(*(w.format(file=family, out=link) for w in words)).code == 0
    assert link.is_symlink()
    assert (here / "kept").stat().st_size > 100


@pytest.fixture(params=["full", "read-only"])
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A disk of its own that is nearly full, or read-only; holds an older file."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=16k", "consultand", str(disk)]
    try:
        done = subprocess.run(made, capture_output=True, check=False)
    except OSError:
        pytest.skip("no mount here")
    if done.returncode:
        pytest.skip("disks may not be mounted here")
    try:
        (disk / "old.pdf").write_bytes(b"old")
        if request.param == "full":
            (disk / "filler").write_bytes(bytes(12_288))
            sentence = "The disk is full."
        else:
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            sentence = "Writing to this folder is not allowed."
        yield disk, sentence
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@writers
def test_disk_that_takes_nothing_keeps_what_it_had(
    run: Run,
    family: Path,
    small_disk: tuple[Path, str],
    words: Sequence[str],
    ending: str,
) -> None:
    disk, sentence = small_disk
    before = sorted(os.listdir(disk))
    for name in ("old.pdf" if ending == ".pdf" else f"new{ending}", f"new{ending}"):
        said = run(*(w.format(file=family, out=disk / name) for w in words))
        assert one_line(said, left=disk).startswith(sentence)
        assert sorted(os.listdir(disk)) == before
    assert (disk / "old.pdf").read_bytes() == b"old"


@pytest.mark.skipif(os.name == "nt", reason="no file size limit to set")
@pytest.mark.parametrize("size", [0, 1, 4096, 20_000])
def test_letter_that_does_not_fit_leaves_the_older_one(
    process: Run, here: Path, family: Path, size: int
) -> None:
    (here / "letter.pdf").write_bytes(b"an older letter")
    words = ("letter", "summary", family, "--pdf", "letter.pdf")
    assert one_line(process(*words, file_size=size), left=here).startswith("The disk is full.")
    assert sorted(os.listdir(here)) == [family.name, "letter.pdf"]
    assert (here / "letter.pdf").read_bytes() == b"an older letter"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_answer_that_cannot_be_said_is_one_line_too(
    here: Path, family: Path, more: Sequence[str]
) -> None:
    # kept in a buffer until exit, as it is where nobody asks for otherwise
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "app", "convert", str(family), "out.ped", *more],
            env={**kept, "PYTHONPATH": str(ROOT)},
            cwd=here,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("consultand: The answer cannot be written")
    assert "Exception ignored" not in done.stderr
