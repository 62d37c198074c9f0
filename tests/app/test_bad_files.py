"""Files that are no family: each is refused in one sentence, by every command that reads one."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.__main__ import main
from tests.app.conftest import DEMO, ROOT, Run, one_line

Refused = Callable[..., str]
MEGABYTE = 1_000_000
READERS: Sequence[Sequence[str]] = (
    ("convert", "{file}", "out.consultand"),
    ("draw", "{file}", "--svg", "out.svg", "--layout-json", "out.json"),
    ("risk", "{file}", "--country", "UK"),
    ("letter", "summary", "{file}", "--pdf", "out.pdf"),
)
readers = pytest.mark.parametrize("words", READERS, ids=lambda words: words[0])


@pytest.fixture
def answers(run: Run, here: Path) -> Callable[..., str]:
    """The one line with which a command refuses a file; nothing new lies in the folder."""

    def call(words: Sequence[str], file: Path) -> str:
        before = sorted(path.name for path in here.iterdir())
        line = one_line(run(*(word.format(file=file) for word in words)), left=here)
        assert sorted(path.name for path in here.iterdir()) == before
        return line

    return call


def written(here: Path, content: bytes | str, name: str = "in.ped") -> Path:
    path = here / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@readers
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \r\n\t\n", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "The file holds no text"),
        (b"F 1 0 0 1 1\n" * 2000 + b"F 2\0 0 0 1 1\n", "The file holds no text"),
        (b"Dear colleague, thank you for this lady.\n", "The file is in no format"),
        ("F 1 0 0 1 1\nF 2 0 0 2 1\n".encode("utf-16-le"), "The file holds no text"),
    ],
    ids=["empty", "blank", "picture", "zero-byte", "letter", "utf-16-unmarked"],
)
def test_what_is_no_family_is_refused(
    answers: Refused, here: Path, words: Sequence[str], content: bytes, sentence: str
) -> None:
    assert answers(words, written(here, content)).startswith(sentence)


@readers
@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "link to itself", "dangling link"])
def test_what_is_no_file_is_refused_and_never_waited_for(
    answers: Refused, here: Path, words: Sequence[str], kind: str
) -> None:
    path = here / "in.ped"
    sentence = "This is a folder, a pipe or a device"
    if kind == "folder":
        path.mkdir()
        if words[0] == "draw":  # it takes folders; this one is empty
            sentence = "The 0 files of the folder hold no family that can be drawn."
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "link to itself":
        path.symlink_to(path)
        sentence = "The file cannot be opened."
    else:
        path.symlink_to(here / "nowhere")
        sentence = "There is no such file."
    assert answers(words, path).startswith(sentence)


@readers
def test_file_that_fails_while_it_is_read_is_refused(
    answers: Refused, here: Path, words: Sequence[str]
) -> None:
    if not Path("/proc/self/mem").exists():
        pytest.skip("no /proc here")
    assert answers(words, Path("/proc/self/mem")).startswith("The file cannot be opened.")


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give the rights of root away for a while; another user has none to give."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_file_that_may_not_be_read_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    if os.name == "nt":
        pytest.skip("rights are told in another way here")
    folder = Path(os.path.realpath("/tmp")) / f"consultand-{os.getpid()}"
    folder.mkdir(mode=0o755)
    try:
        secret = folder / "in.ped"
        secret.write_text("F 1 0 0 1 1\n")
        secret.chmod(0)
        monkeypatch.chdir(folder)
        with as_nobody():
            code = main(["convert", "in.ped", "out.consultand"])
            unwritable = main(["convert", str(DEMO), "out.consultand"])
        spoken = capsys.readouterr()
        assert (code, unwritable, spoken.out) == (2, 2, "")
        first, second = spoken.err.splitlines()
        assert first.startswith("consultand: The file cannot be opened.")
        assert second.startswith("consultand: Writing to this folder is not allowed.")
        assert os.listdir(folder) == ["in.ped"]
    finally:
        secret.unlink()
        folder.rmdir()


@pytest.fixture(scope="module")
def hundred_megabytes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "in.ped"
    line = b"F 1 0 0 1 1\n"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(line * (MEGABYTE // len(line) + 1))
    return path


@readers
def test_hundred_megabytes_are_refused_at_once_and_with_little_memory(
    here: Path, hundred_megabytes: Path, words: Sequence[str]
) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc here")

    def peak(file: Path) -> tuple[str, int]:
        """What a command says of a file, and the most memory it held, in bytes."""
        code = (
            "import re, sys; from app.__main__ import main; main(sys.argv[1:]);"
            "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code, *(word.format(file=file) for word in words)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            cwd=here,
            capture_output=True,
            text=True,
            check=True,
        )
        return ran.stderr, int(ran.stdout) * 1024

    said, held = peak(hundred_megabytes)
    assert said.startswith("consultand: The file is larger than 20 MB.")
    assert said.count("\n") == 1
    assert held < peak(written(here, b""))[1] + 8 * MEGABYTE
    assert [p.name for p in here.iterdir()] == ["in.ped"]


@readers
@pytest.mark.parametrize("suffix", [".ped", ".tsv", ".canrisk4", ".consultand"])
def test_person_who_is_her_own_ancestor_is_named(
    answers: Refused, here: Path, words: Sequence[str], suffix: str
) -> None:
    assert "Berta-7" in answers(words, written(here, own_ancestor(suffix), f"in{suffix}"))


def own_ancestor(suffix: str) -> str:
    """Adam, who is no one's child; Berta-7, who is her own grandmother through Cleo."""
    rows = (("A", "0", "0", "M"), ("Berta-7", "A", "C", "F"), ("C", "A", "Berta-7", "F"))
    if suffix == ".ped":
        return "".join(f"F {i} {f} {m} {s}\n" for i, f, m, s in rows)
    if suffix == ".tsv":
        return "id\tdad\tmom\tsex\n" + "".join("\t".join(row) + "\n" for row in rows)
    if suffix == ".canrisk4":
        genes = "\t".join(["0:0"] * 10)
        ends = "\t".join(["0"] * 10)
        lines = (
            f"F\tNA\t0\t{i}\t{f}\t{m}\t{s}\t{ends}\t{genes}\t0:0:0:0:0\n" for i, f, m, s in rows
        )
        return "##CanRisk 4\n" + "".join(lines)
    link = '"parents": [{"parent": "%s", "kind": "mother"}]'
    return (
        '{"consultand": 1, "families": [{"id": "F", "persons": ['
        f'{{"id": "Berta-7", {link % "C"}}}, {{"id": "C", {link % "Berta-7"}}}]}}]}}'
    )


@pytest.mark.parametrize("suffix", [".ped", ".tsv", ".canrisk4", ".consultand"])
def test_file_cut_off_anywhere_is_refused_or_read_as_far_as_it_goes(
    run: Run, here: Path, suffix: str
) -> None:
    whole = here / f"whole{suffix}"
    assert run("convert", DEMO, whole).code == 0
    data = whole.read_bytes()
    people = []
    for end in range(1, len(data), max(1, len(data) // 60)):
        cut = written(here, data[:end], f"cut{suffix}")
        said = run("convert", cut, "out.consultand", "--json")
        if said.code == 0:
            people.append(said.json["people"])
            (here / "out.consultand").unlink()
        else:
            one_line(said, left=here)
        assert not (here / "out.consultand").exists()
    assert people == sorted(people)  # never a person out of nothing
    if suffix == ".consultand":
        assert people == []  # this format knows where it ends


def test_row_of_a_table_that_was_cut_off_is_not_read_as_healthy(
    answers: Refused, here: Path
) -> None:
    table = "id\tdad\tmom\tsex\tbreast\tBRCA1\n1\t0\t0\tF\t44\tP\n2\t0\t0\tF\t5"
    assert "Line 3 has 5 columns, 6 are needed" in answers(
        READERS[0], written(here, table, "a.tsv")
    )


def test_quotation_mark_that_stays_open_does_not_swallow_the_people_behind_it(
    answers: Refused, here: Path
) -> None:
    table = 'id,dad,mom,sex,name\n1,0,0,F,"Ada\n2,0,0,F,Bea\n'
    assert answers(READERS[0], written(here, table, "a.csv")).startswith("Line 3: the table")
