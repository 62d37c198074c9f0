"""Reads how the clinic's media server is reached: its address, and its keys from a file."""

import tomllib
from pathlib import Path

from counselling.call.link.plan import MediaServer
from counselling.errors import CallError


def media_server(url: str, keys: Path | None, roots: str = "") -> MediaServer | None:
    """Return the media server at an address, None for none.

    keys: a TOML file with api_secret and admin_key, each as in the server's configuration; roots:
    as in ServerAddress.
    Raises CallError("call.media_server_url"), CallError("call.media_server_file", file).
    """
    if not url:
        return None
    if keys is None:
        return MediaServer(url, roots=roots)
    try:
        read = tomllib.loads(keys.read_text("utf-8"))
    except (OSError, ValueError):
        raise CallError("call.media_server_file", file=keys.name) from None
    api_secret, admin_key = words = [read.get(name, "") for name in ("api_secret", "admin_key")]
    if not all(isinstance(word, str) for word in words) or not any(words):
        raise CallError("call.media_server_file", file=keys.name)
    return MediaServer(url, api_secret, admin_key, roots)
