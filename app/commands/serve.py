"""`consultand serve`: the rendezvous server alone, on a clinic's host."""

import argparse
import asyncio
import contextlib
import os
import signal
from pathlib import Path
from typing import Final

import msgspec

from app.commands.arguments import port
from app.commands.command import Command, Speaker
from app.paths import resource
from app.rendezvous.configuration import (
    Configuration,
    read_configuration,
    read_secret,
    turn_server,
    with_secrets_in,
)
from app.rendezvous.files import allow_many_files
from app.rendezvous.key import host_key
from app.rendezvous.page import published_hash
from app.rendezvous.server import ServerOptions, start_server
from counselling.call.link.plan import ServerAddress
from counselling.errors import UsageError


class Serve:
    """Runs until it is told to stop."""

    name = "serve"
    summary = "run the rendezvous server alone"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments. What is said here counts more than the configuration file."""
        parser.add_argument("--config", type=Path, help="configuration file (docs/rendezvous.md)")
        parser.add_argument("--host", help="address to listen on, 127.0.0.1 unless said")
        parser.add_argument("--port", type=port, help="port, 8710 unless said, 0 for any free one")
        parser.add_argument("--url", help="how visitors reach it, when behind a proxy")
        parser.add_argument(
            "--host-key-file",
            help="file with the key that counsellors open rooms with; made when it is missing",
        )
        parser.add_argument(
            "--trusted-proxy",
            action="append",
            dest="trusted_proxies",
            metavar="ADDRESS",
            help="believe X-Forwarded-For from this address or network; may be said again",
        )
        parser.add_argument("--store", help="folder for rooms and the mailbox; else in memory")
        parser.add_argument("--redis", help="what several processes share, e.g. redis://127.0.0.1")
        parser.add_argument(
            "--hash", action="store_true", help="say the hash of the patient's page and end"
        )

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Serve until SIGTERM or Ctrl+C."""
        if arguments.hash:
            found = published_hash()
            speaker.result({"page_hash": found}, found)
            return 0
        chosen = _configuration(arguments)
        allow_many_files()
        # A key out of a file is not printed: the log of a service is no place for it.
        shows_key = not chosen.host_key_file
        asyncio.run(_serve(_options(chosen), speaker, shows_key=shows_key))
        return 0


def _configuration(arguments: argparse.Namespace) -> Configuration:
    """Return the file's words with the command line's put over them."""
    kept = read_configuration(arguments.config) if arguments.config else Configuration()
    # systemd says where it puts what LoadCredential names; what the command line says stays there
    kept = with_secrets_in(os.environ.get("CREDENTIALS_DIRECTORY", ""), kept)
    said = {
        name: getattr(arguments, name)
        for name in ("host", "port", "url", "host_key_file", "store", "redis")
        if getattr(arguments, name) is not None
    }
    if arguments.trusted_proxies:
        said["trusted_proxies"] = tuple(arguments.trusted_proxies)
    return msgspec.structs.replace(kept, **said)


def _options(chosen: Configuration) -> ServerOptions:
    if chosen.redis and chosen.store:
        raise UsageError("serve.two_stores")
    return ServerOptions(
        page=resource("assets", "patient_page"),
        translations=resource("translations"),
        host=chosen.host,
        port=chosen.port,
        host_key=host_key(Path(chosen.host_key_file) if chosen.host_key_file else None),
        url=chosen.url.rstrip("/"),
        proxies=chosen.trusted_proxies,
        store=Path(chosen.store) if chosen.store else None,
        redis=chosen.redis,
        redis_password=read_secret(chosen.redis_password_file),
        turn=turn_server(chosen.turn),
    )


async def _serve(options: ServerOptions, speaker: Speaker, *, shows_key: bool) -> None:
    async with start_server(options) as server:
        _say(server, speaker, shows_key=shows_key)
        await until_stopped()


def _say(server: ServerAddress, speaker: Speaker, *, shows_key: bool) -> None:
    answer = {"event": "serving", "url": server.url, "page_hash": published_hash()}
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


COMMAND: Final[Command] = Serve()
