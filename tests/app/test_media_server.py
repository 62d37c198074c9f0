"""The media server's address and keys, as a command is given them."""

from pathlib import Path

import pytest

from app.media_server import media_server
from counselling.call.link.plan import MediaServer
from counselling.errors import CallError

URL = "wss://media.clinic.example:8989"


def test_none_is_none_and_keys_come_from_a_file(tmp_path: Path) -> None:
    keys = tmp_path / "media-server.toml"
    keys.write_text('api_secret = "one"\nadmin_key = "two"\n')
    assert media_server("", keys) is None
    assert media_server(URL, None) == MediaServer(URL)
    read = media_server(URL, keys)
    assert read == MediaServer(URL, "one", "two")
    assert "one" not in repr(read)


@pytest.mark.parametrize("text", ["", "api_secret = 3", "not toml", 'other = "x"', "\x00", None])
def test_file_that_holds_no_keys_is_named_and_not_quoted(tmp_path: Path, text: str | None) -> None:
    keys = tmp_path / "media-server.toml"
    if text is not None:
        keys.write_text(text)
    with pytest.raises(CallError) as caught:
        media_server(URL, keys)
    assert caught.value.message_id == "call.media_server_file"
    assert caught.value.fields == {"file": "media-server.toml"}
