"""`consultand mailbox DEED`: what is left on a server while nobody is at the desk."""

import argparse
import asyncio
import os
import secrets
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from app.commands.arguments import seconds
from app.commands.command import Command, Speaker
from app.invited import declare_link, invited
from app.mailbox_file import FileTray, make_box, write_box
from app.rendezvous.key import host_key
from app.rendezvous.page import published_hash
from app.roots import declare_roots, read_roots
from app.words import demand
from counselling.call.link.plan import ServerAddress, check_server_url
from counselling.call.server.mailbox import MOST_BYTES, Arrived, Letter, announce, leave
from counselling.call.server.page_check import check_page
from counselling.errors import CallError, StorageError
from counselling.language.traits import Use
from counselling.work.session.fetch_mail import MailRounds, Round

_DAY: Final = 86_400.0


class Mailbox:
    """Makes a box, leaves something in it as a patient does, fetches it as a desk does."""

    name = "mailbox"
    summary = "leave something sealed on a server, and fetch it"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the deeds."""
        several = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
        make = several.add_parser(
            "make", help="invite one person; BOX keeps the room's keys", allow_abbrev=False
        )
        make.add_argument("box", type=Path, metavar="BOX")
        make.add_argument("--server", required=True, help="address of the rendezvous server")
        make.add_argument("--days", type=float, default=30.0, help="how long the link works")
        make.add_argument("--language", default="", help="first language of the patient's page")
        fetch = several.add_parser(
            "fetch", help="fetch what was left, and have it deleted there", allow_abbrev=False
        )
        fetch.add_argument("box", type=Path, metavar="BOX")
        fetch.add_argument("--every", type=seconds, help="again after so many seconds, until told")
        put = several.add_parser(
            "leave", help="leave what comes on standard input", allow_abbrev=False
        )
        declare_link(put)
        for deed in (make, fetch):
            deed.add_argument("--host-key-file", type=Path, required=True, help="the server's key")
        make.add_argument("--page-hash", help="of the server's page; else this release's own")
        for deed in (make, fetch):
            declare_roots(deed)
        for deed in (make, fetch, put):
            deed.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Do one deed."""
        _DEEDS[arguments.deed](arguments, speaker)
        return 0


def _make(arguments: argparse.Namespace, speaker: Speaker) -> None:
    if arguments.box.exists():
        raise StorageError("mailbox.there")
    if arguments.language:
        demand(arguments.language, Use.PATIENT)
    check_server_url(arguments.server)
    roots = read_roots(arguments.ca_file)
    key = host_key(arguments.host_key_file)
    server = ServerAddress(arguments.server.rstrip("/"), key, roots)
    box = make_box(server, language=arguments.language, random=os.urandom)
    expected = arguments.page_hash or published_hash()

    async def known() -> None:
        # before anybody is invited: a page that was changed could read what follows the #
        await check_page(server.url, expected=expected, random=os.urandom, roots=roots)
        await announce(box, opens_in=0.0, closes_in=arguments.days * _DAY)

    asyncio.run(known())
    write_box(arguments.box, box, {})
    link = box.invitations["1"].link
    speaker.result({"link": link}, link)


def _leave(arguments: argparse.Namespace, speaker: Speaker) -> None:
    invitation = invited(arguments)
    message = sys.stdin.buffer.read(MOST_BYTES + 1)
    key = secrets.token_urlsafe(24)
    number = asyncio.run(leave(invitation, message, seat_key=key, random=os.urandom))
    speaker.result({"number": number}, str(number))


def _fetch(arguments: argparse.Namespace, speaker: Speaker) -> None:
    def tell(arrived: Arrived) -> None:
        speaker.event(_arrived_json(arrived))

    roots = read_roots(arguments.ca_file)
    tray = FileTray(arguments.box, host_key(arguments.host_key_file), tell, roots)
    rounds = MailRounds(tray)

    async def once() -> Round:
        return await rounds.go_round()

    async def again() -> None:
        async for done in rounds.rounds(seconds=arguments.every):
            speaker.event({"event": "round", **_round_json(done)})

    if arguments.every is not None:
        asyncio.run(again())
        return
    done = asyncio.run(once())
    for _, error in done.failed:
        raise error
    speaker.event({"event": "round", **_round_json(done)})


def _arrived_json(arrived: Arrived) -> Mapping[str, object]:
    place = {"seat": arrived.seat, "number": arrived.number}
    if isinstance(arrived, Letter):
        message = arrived.message.decode("utf-8", "replace")
        return {"event": "letter", **place, "missing": arrived.missing, "message": message}
    return {"event": "spoilt", **place, "error": {"id": arrived.error.message_id}}


def _round_json(done: Round) -> Mapping[str, object]:
    failed: list[CallError] = [error for _, error in done.failed]
    return {
        "letters": done.letters,
        "spoilt": done.spoilt,
        "failed": [{"id": error.message_id} for error in failed],
    }


_DEEDS: Final[Mapping[str, Callable[[argparse.Namespace, Speaker], None]]] = {
    "make": _make,
    "leave": _leave,
    "fetch": _fetch,
}

COMMAND: Final[Command] = Mailbox()
