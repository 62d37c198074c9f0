"""`consultand mailbox`: made, filled and fetched over a real server, from the command line."""

import io
import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.conftest import Run, one_line
from tests.rendezvous.processes import Server, served


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with served(tmp_path, "--store", str(tmp_path / "store")) as running:
        yield running


@pytest.fixture
def key(tmp_path: Path, server: Server) -> Path:
    return tmp_path / "host.key"


@pytest.fixture
def left(run: Run, monkeypatch: pytest.MonkeyPatch):
    """Leave a text by a link."""

    def leave(link: str, text: str):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return run("mailbox", "leave", link, "--json")

    return leave


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_what_was_left_is_fetched_once(
    run: Run, left, server: Server, key: Path, here: Path
) -> None:
    words = ("--server", server.address.url, "--host-key-file", key)
    made = run("mailbox", "make", "box", *words, "--language", "de", "--json")
    link = str(made.json["link"])
    assert link.startswith(f"{server.address.url}/j/")
    assert link.endswith(".de")
    assert stat.S_IMODE((here / "box").stat().st_mode) == 0o600
    assert left(link, "meine Tante auch").json == {"number": 1}
    fetched = run("mailbox", "fetch", "box", "--host-key-file", key, "--json")
    assert lines(fetched.out) == [
        {"event": "letter", "seat": "1", "number": 1, "missing": 0, "message": "meine Tante auch"},
        {"event": "round", "letters": 1, "spoilt": 0, "failed": []},
    ]
    again = run("mailbox", "fetch", "box", "--host-key-file", key, "--json")
    assert lines(again.out) == [{"event": "round", "letters": 0, "spoilt": 0, "failed": []}]
    assert "Tante" not in (here / "box").read_text()


def test_server_with_another_page_invites_nobody(
    run: Run, server: Server, key: Path, here: Path
) -> None:
    words = ("--server", server.address.url, "--host-key-file", key, "--page-hash", "0" * 64)
    said = one_line(run("mailbox", "make", "box", *words), left=here, untouched={})
    assert "another patient’s page" in said
    words = ("--fake-media", *words)
    assert "another patient’s page" in one_line(run("host", *words), left=here, untouched={})


def test_box_is_not_written_over(run: Run, server: Server, key: Path, here: Path) -> None:
    (here / "box").write_text("mine")
    said = run("mailbox", "make", "box", "--server", server.address.url, "--host-key-file", key)
    assert "Choose another name" in one_line(said, left=here, untouched={"box": b"mine"})


@pytest.mark.parametrize("content", ["", "{}", '{"server":"x","owner":"o","links":{}}', "\0"])
def test_file_that_is_no_box_is_one_clear_line(
    run: Run, here: Path, tmp_path: Path, content: str
) -> None:
    (here / "box").write_text(content)
    (tmp_path / "key").write_text("k" * 43)
    said = run("mailbox", "fetch", "box", "--host-key-file", tmp_path / "key")
    assert "consultand mailbox make" in one_line(
        said, left=here, untouched={"box": content.encode()}
    )


def test_link_that_the_server_does_not_take_and_a_text_that_is_too_long_are_told(
    run: Run, left, server: Server, key: Path, here: Path
) -> None:
    made = run("mailbox", "make", "box", "--server", server.address.url, "--host-key-file", key)
    link = made.out.strip()
    secret = link.partition("#")[2]
    unknown = left(f"{server.address.url}/j/{'a' * 26}#{secret}", "x")
    assert (unknown.code, unknown.out) == (2, "")
    assert "does not take this link" in unknown.err
    too_long = left(link, "x" * 50_000)
    assert (too_long.code, too_long.out) == (2, "")
    assert "too long" in too_long.err


def test_link_is_read_from_standard_input_where_nobody_sees_it(
    run: Run, left, server: Server, key: Path, here: Path
) -> None:
    made = run("mailbox", "make", "box", "--server", server.address.url, "--host-key-file", key)
    assert left("-", f"{made.out.strip()}\nInvented words.").code == 0
    fetched = run("mailbox", "fetch", "box", "--host-key-file", key)
    assert "Invented words." in fetched.out
    assert made.out.strip() not in fetched.out
    broken = left("-", "no link\nInvented words.")
    assert (broken.code, broken.out) == (2, "")
    assert "no link" not in broken.err


def test_server_that_is_away_is_told(run: Run, here: Path, tmp_path: Path, left) -> None:
    said = left(f"http://127.0.0.1:9/j/{'a' * 26}#{'A' * 43}", "x")
    assert said.code == 2
    assert "cannot be reached" in said.err
