"""The server's configuration file: TOML, every mistake named by its key; docs/rendezvous.md."""

import os
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import msgspec

from app.rendezvous.turn import NO_TURN, TURN_SECONDS, TurnServer
from counselling.call.link import relay_address
from counselling.errors import StorageError

_Port = Annotated[int, msgspec.Meta(ge=0, le=65_535)]
_Seconds = Annotated[int, msgspec.Meta(ge=60, le=86_400)]
_KEY: Final = "`$."


class Turn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The clinic's TURN server. secret_file: holds what it shares with coturn, one line."""

    urls: tuple[str, ...]
    secret_file: str
    seconds: _Seconds = TURN_SECONDS


class Configuration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that a server can be told; what is "" or empty is left out.

    Files hold secrets: a configuration is copied into tickets and backups, they need not be.
    """

    host: str = "127.0.0.1"
    port: _Port = 8710
    url: str = ""
    host_key_file: str = ""
    trusted_proxies: tuple[str, ...] = ()
    store: str = ""
    redis: str = ""
    redis_password_file: str = ""
    turn: Turn | None = None


def read_configuration(path: Path) -> Configuration:
    """Read a configuration. Raises StorageError: "serve.config" with the key or line, "file.*"."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        chosen = msgspec.convert(table, type=Configuration)
    except OSError:
        raise StorageError("serve.config_file") from None
    except tomllib.TOMLDecodeError as error:
        raise StorageError("serve.config", place=str(error)) from None
    except UnicodeDecodeError:
        raise StorageError("serve.config", place="UTF-8") from None
    except msgspec.ValidationError as error:
        raise StorageError("serve.config", place=str(error).replace(_KEY, "`")) from None
    _check_addresses(chosen.turn.urls if chosen.turn else ())
    return chosen


def _check_addresses(urls: Sequence[str]) -> None:
    for number, url in enumerate(urls):
        if relay_address.read(url) is None:
            place = f"Expected an address like `turn:name:3478` - at `turn.urls[{number}]`"
            raise StorageError("serve.config", place=place)


def with_secrets_in(folder: str, chosen: Configuration) -> Configuration:
    """Return a configuration whose secrets that are only named lie in a folder; "": where we are.

    A service's credentials lie in a folder that has the service's name, another for each process.
    """
    turn = chosen.turn
    return msgspec.structs.replace(
        chosen,
        host_key_file=_in(folder, chosen.host_key_file),
        redis_password_file=_in(folder, chosen.redis_password_file),
        turn=turn and msgspec.structs.replace(turn, secret_file=_in(folder, turn.secret_file)),
    )


def _in(folder: str, file: str) -> str:
    return os.path.join(folder, file) if file else ""


def turn_server(turn: Turn | None) -> TurnServer:
    """Return the TURN server with its secret. Raises StorageError("serve.secret_file")."""
    if turn is None:
        return NO_TURN
    return TurnServer(turn.urls, read_secret(turn.secret_file), turn.seconds)


def read_secret(path: str) -> str:
    """Read a file's one line, "" for no file. Raises StorageError("serve.secret_file")."""
    if not path:
        return ""
    try:
        secret = Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeError):
        raise StorageError("serve.secret_file") from None
    if not secret:
        raise StorageError("serve.secret_file")
    return secret
