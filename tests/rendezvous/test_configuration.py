"""The configuration file: every mistake is one plain error that names its place."""

from pathlib import Path

import pytest

from app.commands.serve import COMMAND, _configuration, _options
from app.rendezvous.configuration import Configuration, read_configuration, read_secret, turn_server
from app.rendezvous.visitors import Visitors, networks
from counselling.errors import StorageError, UsageError
from tests.rendezvous.test_commands import arguments

WHOLE = """
host = "192.0.2.1"
port = 9000
url = "https://visit.clinic.example/"
trusted_proxies = ["192.0.2.0/24"]
redis = "redis://127.0.0.1"
[turn]
urls = ["turn:turn.clinic.example:3478"]
secret_file = "SECRET"
"""


@pytest.fixture
def written(tmp_path: Path):
    (tmp_path / "secret").write_text("shared\n")

    def write(text: str) -> Path:
        path = tmp_path / "server.toml"
        path.write_text(text.replace("SECRET", str(tmp_path / "secret")))
        return path

    return write


def test_file_is_read_and_the_command_line_counts_more(written) -> None:
    path = written(WHOLE)
    chosen = _configuration(arguments("--config", str(path), "--port", "0", "--redis", ""))
    assert (chosen.host, chosen.port, chosen.redis) == ("192.0.2.1", 0, "")
    options = _options(chosen)
    assert options.url == "https://visit.clinic.example"
    assert options.proxies == ("192.0.2.0/24",)
    assert options.turn.secret == "shared"
    assert "shared" not in repr(options)


def test_nothing_said_is_memory_on_this_machine_alone() -> None:
    chosen = _configuration(arguments())
    assert chosen == Configuration()
    assert (_options(chosen).store, _options(chosen).redis) == (None, "")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("port = 99999", "port"),
        ("port = 'http'", "port"),
        ("pots = 1", "pots"),
        ("[turn]\nurls = []", "secret_file"),
        ("[turn]\nurls = []\nsecret_file = ''\nseconds = 1", "turn.seconds"),
        ("[turn]\nurls = ['turn:[::1']\nsecret_file = 'x'", "turn.urls[0]"),
        ("[turn]\nurls = ['turn:a:1', 'foo:bar']\nsecret_file = 'x'", "turn.urls[1]"),
        ("[turn]\nurls = ['turn:clinic.example:99999']\nsecret_file = 'x'", "turn.urls[0]"),
        ("host = \nport = 1", "line 1"),
        ("= = =", "line 1"),
    ],
)
def test_mistake_is_named_by_its_place(written, text: str, place: str) -> None:
    with pytest.raises(StorageError) as caught:
        read_configuration(written(text))
    assert caught.value.message_id == "serve.config"
    assert place in str(caught.value.fields["place"])


def test_file_that_cannot_be_read_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        read_configuration(tmp_path / "none.toml")
    assert caught.value.message_id == "serve.config_file"
    (tmp_path / "latin.toml").write_bytes(b"host = '\xe9'")
    with pytest.raises(StorageError) as caught:
        read_configuration(tmp_path / "latin.toml")
    assert caught.value.message_id == "serve.config"


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xff"])
def test_secret_that_is_none_is_one_clear_error(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        read_secret(str(path))
    assert caught.value.message_id == "serve.secret_file"


def test_two_places_to_remember_in_are_one_too_many() -> None:
    with pytest.raises(UsageError) as caught:
        _options(_configuration(arguments("--store", "x", "--redis", "redis://x")))
    assert caught.value.message_id == "serve.two_stores"


@pytest.mark.parametrize("word", ["localhost", "10.0.0.0/33", "10.0.0.1/24", ""])
def test_proxy_that_is_no_address_is_named(word: str) -> None:
    with pytest.raises(StorageError) as caught:
        networks([word])
    assert caught.value.fields == {"address": word}


VISITORS = Visitors(networks(["127.0.0.1", "10.0.0.0/8", "fd00::/8"]), b"key")


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("192.0.2.9", [], "192.0.2.9"),
        ("192.0.2.9", ["1.1.1.1"], "192.0.2.9"),  # no proxy of ours: what it says is nothing
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["192.0.2.9"], "192.0.2.9"),
        ("127.0.0.1", ["6.6.6.6, 192.0.2.9"], "192.0.2.9"),  # the first was written by herself
        ("127.0.0.1", ["6.6.6.6", "192.0.2.9"], "192.0.2.9"),
        ("127.0.0.1", ["192.0.2.9, 10.1.1.1"], "192.0.2.9"),  # over two proxies
        ("127.0.0.1", ["6.6.6.6, 192.0.2.9, 10.1.1.1"], "192.0.2.9"),
        ("::ffff:127.0.0.1", ["192.0.2.9"], "192.0.2.9"),
        ("fd00::1", ["2001:db8::7"], "2001:db8::7"),
    ],
)
def test_address_is_the_last_that_no_proxy_of_ours_wrote_of_itself(
    remote: str, forwarded: list[str], address: str
) -> None:
    assert VISITORS.address(remote, forwarded) == address


def test_visitors_of_one_home_are_counted_as_one_and_no_address_is_kept() -> None:
    home = {VISITORS.counted(f"2001:db8:0:1::{n:x}", []) for n in range(20)}
    assert len(home) == 1
    assert VISITORS.counted("2001:db8:0:2::1", []) not in home
    assert VISITORS.counted("192.0.2.1", []) != VISITORS.counted("192.0.2.2", [])
    assert VISITORS.counted("::ffff:192.0.2.1", []) == VISITORS.counted("192.0.2.1", [])
    assert "192" not in VISITORS.counted("192.0.2.1", [])
    other = Visitors(VISITORS.proxies, b"another key")
    assert other.counted("192.0.2.1", []) != VISITORS.counted("192.0.2.1", [])


def test_command_says_the_hash_that_desks_compare() -> None:
    import io

    from app.commands.command import Speaker
    from app.rendezvous.page import read_page
    from tests.rendezvous.conftest import ROOT

    out = io.StringIO()
    COMMAND.run(arguments("--hash"), Speaker(False, out, io.StringIO()))
    page = read_page(ROOT / "assets" / "patient_page", ROOT / "translations")
    assert out.getvalue().strip() == page.hash


def test_without_a_turn_server_nothing_is_lent() -> None:
    assert turn_server(None).lend("1", "place", 0.0).urls == ()
