"""How commands speak, and what is written down of a crash: never anybody's data."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.commands.command import Speaker
from app.logs import write_crash
from app.words import counted, people
from tests.app.conftest import ROOT, Run


def stream(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding)


def spoken(to: io.TextIOWrapper) -> bytes:
    to.flush()
    buffer = to.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
@pytest.mark.parametrize("name", ["Ødegård", "ليلى", "\udcff.ped", "a\nb"])
def test_json_is_whole_on_every_stream(encoding: str, name: str) -> None:
    out = stream(encoding)
    Speaker(True, out, stream(encoding)).result({"file": name}, "")
    assert json.loads(spoken(out).decode(encoding)) == {"file": name}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_words_that_a_stream_cannot_take_are_no_crash(encoding: str) -> None:
    out, err = stream(encoding), stream(encoding)
    Speaker(False, out, err).result({}, "ليلى \udcff")
    Speaker(False, out, err).note("ليلى \udcff")
    assert b"\\udcff" in spoken(out)
    assert spoken(out) == spoken(err)


def test_file_with_an_odd_name_is_written_and_named(run: Run, family: Path, here: Path) -> None:
    name = b"\xff.tsv".decode("utf-8", "surrogateescape")
    assert run("convert", family, name, "--json").json["file"] == name
    assert (here / name).is_file()
    assert "\\udcff.tsv" in run("convert", family, name).out


def test_process_with_an_old_terminal_says_the_same(process: Run, family: Path) -> None:
    words = ("draw", family, "--language", "ar", "--json")
    said = process(*words, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert (said.code, said.json["people"]) == (0, 20)


def test_counts_are_said_in_english() -> None:
    assert [counted(n, "page") for n in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
    assert [people(n) for n in (1, 2)] == ["1 person", "2 people"]


def crash() -> Exception:
    try:
        raise KeyError("Anna Muster, 1970")
    except KeyError as first:
        try:
            raise ValueError("born in Example") from first
        except ValueError as second:
            return second


def test_crash_is_written_down_by_its_places_and_without_data(here: Path) -> None:
    log = write_crash(crash())
    assert log is not None
    written = log.read_text("utf-8")
    assert "builtins.ValueError" in written
    assert "builtins.KeyError" in written
    assert f"{Path(__file__).name}:" in written
    assert "Muster" not in written
    assert "Example" not in written
    assert "Muster" not in log.name


def test_only_the_last_crashes_are_kept(here: Path) -> None:
    folder = here.parent / "home" / "logs"
    folder.mkdir(parents=True)
    for n in range(30):
        (folder / f"crash-20200101T0000{n:02}.log").write_text("old")
    log = write_crash(crash())
    assert log is not None
    assert log.exists()
    assert len(list(folder.iterdir())) == 20


def test_crash_that_cannot_be_written_down_is_no_second_one(here: Path) -> None:
    (here.parent / "home").write_text("a file where the folder should be")
    assert write_crash(crash()) is None


def test_crash_is_one_line_that_names_the_log(
    process: Run, here: Path, family: Path, tmp_path: Path
) -> None:
    """A program whose standard library is broken: nothing that we could have expected."""
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "secrets.py").write_text("raise ZeroDivisionError('Anna Muster')\n")
    said = process("convert", family, "out.ped", PYTHONPATH=f"{broken}{os.pathsep}{ROOT}")
    (log,) = (tmp_path / "home" / "logs").iterdir()
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("consultand: Something went wrong that the program did not expect.")
    assert str(log) in said.err
    assert said.err.count("\n") == 1
    assert "Muster" not in said.err + log.read_text("utf-8")
    assert "ZeroDivisionError" in log.read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="pipes break in another way here")
def test_reader_who_goes_away_is_no_crash(here: Path, family: Path) -> None:
    gone, pipe = os.pipe()
    os.close(gone)
    done = subprocess.run(
        [sys.executable, "-m", "app", "risk", str(family), "--country", "UK"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=here,
        stdout=pipe,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(pipe)
    assert (done.returncode, done.stderr) == (141, b"")
