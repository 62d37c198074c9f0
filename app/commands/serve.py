"""`consultand serve`: the rendezvous server alone, on a clinic's host."""

import argparse
import asyncio
import contextlib
import secrets
import signal
from pathlib import Path
from typing import Final

from app.commands.arguments import port
from app.commands.command import Command, Speaker
from app.paths import resource
from app.rendezvous.server import HOST_KEY_BYTES, ServerOptions, start_server
from counselling.call.plan import ServerAddress
from counselling.errors import StorageError
from counselling.files import replace_file

_MAX_KEY: Final = 64  # characters; what the server reads of a key
_MIN_KEY: Final = 22  # 128 bits in base64url


class Serve:
    """Runs until it is told to stop."""

    name = "serve"
    summary = "run the rendezvous server alone"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=port, default=8710, help="port, 0 for any free one")
        parser.add_argument("--url", default="", help="how visitors reach it, when behind a proxy")
        parser.add_argument(
            "--host-key-file",
            type=Path,
            help="file with the key that counsellors open rooms with; made when it is missing",
        )
        parser.add_argument(
            "--behind-proxy",
            action="store_true",
            help="take visitors' addresses from X-Forwarded-For",
        )

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Serve until SIGTERM or Ctrl+C."""
        key = host_key(arguments.host_key_file)
        options = ServerOptions(
            page=resource("assets", "patient_page"),
            translations=resource("translations"),
            host=arguments.host,
            port=arguments.port,
            host_key=key,
            url=arguments.url.rstrip("/"),
            is_behind_proxy=arguments.behind_proxy,
        )
        # A key out of a file is not printed: the log of a service is no place for it.
        asyncio.run(_serve(options, speaker, shows_key=arguments.host_key_file is None))
        return 0


async def _serve(options: ServerOptions, speaker: Speaker, *, shows_key: bool) -> None:
    async with start_server(options) as server:
        _say(server, speaker, shows_key=shows_key)
        await until_stopped()


def _say(server: ServerAddress, speaker: Speaker, *, shows_key: bool) -> None:
    answer = {"event": "serving", "url": server.url}
    words = server.url
    if shows_key:
        answer["host_key"] = server.host_key
        words = f"{server.url}\n{server.host_key}"
    speaker.result(answer, words)


async def until_stopped() -> None:
    """Wait for SIGTERM or Ctrl+C."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows raises KeyboardInterrupt instead
            loop.add_signal_handler(name, stopped.set)
    await stopped.wait()


def host_key(file: Path | None) -> str:
    """Return the key in a file, made and written for the owner's eyes only when there is none.

    Raises StorageError: "serve.key_file" when the file cannot be used, else what the disk said.
    """
    if file is None:
        return secrets.token_urlsafe(HOST_KEY_BYTES)
    try:
        if not file.exists():
            replace_file(file, (secrets.token_urlsafe(HOST_KEY_BYTES) + "\n").encode())
        if not file.is_file():
            raise StorageError("serve.key_file")
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError):
        raise StorageError("serve.key_file") from None
    if not _MIN_KEY <= len(key) <= _MAX_KEY:
        raise StorageError("serve.key_file")
    return key


COMMAND: Final[Command] = Serve()
