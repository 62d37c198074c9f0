"""`consultand vault create|info|verify|audit|users|passphrase|code FOLDER`: records without a desk.

A secret comes from the terminal, unseen, or from a file descriptor; never from the command line,
which other programs of the machine can read.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

from app.commands.command import Command, Speaker
from app.compose import now
from app.safekeeping import device_keyring, heads
from counselling.errors import UsageError
from counselling.files import told_by_the_disk
from counselling.records.acts import Actor, Role
from counselling.records.ways.way import DeviceSecrets, Proof
from counselling.work import keep_vault

_DAMAGED: Final = 1
_MOST_BYTES: Final = 1 << 16


class Vault:
    """Creates a vault, looks at it, verifies it, and says who may enter and what was done."""

    name = "vault"
    summary = "create and verify encrypted records, their users and their audit"

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        add = parser.add_argument
        add("deed", choices=sorted(_DEEDS), metavar="|".join(_DEEDS))
        add("folder", type=Path, metavar="FOLDER.vault")
        add("--secret-fd", type=int, metavar="N", help="read the secret from this descriptor")
        add("--with-code", action="store_true", help="the secret is the recovery code")
        add("--user", default="", metavar="NAME", help="who enters; of whom users speaks")
        add("--no-keyring", action="store_true", help="do not ask this computer's keyring")
        add("--add", metavar="NAME", help="users: let somebody in, by a passphrase and a code")
        add("--remove", metavar="NAME", help="users: take somebody's ways in")
        add("--role", choices=[r.value for r in Role], default=Role.COUNSELLOR.value)
        add("--limit", type=int, default=100, metavar="ROWS", help="audit: so many rows at most")

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Do one deed."""
        return _DEEDS[arguments.deed](arguments, speaker)


def _create(arguments: argparse.Namespace, speaker: Speaker) -> int:
    made = keep_vault.create(
        arguments.folder,
        _secret(arguments, "Passphrase of the new vault: "),
        owner=Actor(arguments.user or getpass.getuser(), Role.ADMINISTRATOR),
        device=_device(arguments),
        now=now,
    )
    words = (
        f"The vault was made. Recovery code, shown this once: {made.code}\n"
        "Write it down and keep it apart from this computer."
    )
    speaker.result({"vault": made.vault, "recovery_code": made.code, "ways": made.ways}, words)
    return 0


def _info(arguments: argparse.Namespace, speaker: Speaker) -> int:
    told = keep_vault.info(arguments.folder)  # needs no secret: all of it lies in the clear
    lines = [f"vault {told.vault}, key {told.epoch}"]
    lines += [f"{user}: {', '.join(ways)}" for user, ways in told.ways.items()]
    speaker.result(asdict(told), "\n".join(lines))
    return 0


def _verify(arguments: argparse.Namespace, speaker: Speaker) -> int:
    found = keep_vault.verify(_entry(arguments))
    words = "everything is as it was written" if found.is_whole else "the vault is damaged"
    if found.freshness == "older":
        words = "the vault is older than what was open on this computer"
    counts = f"families damaged: {found.families}, documents damaged: {found.documents}, "
    counts += f"pages: {found.pages}, audit rows: {found.audit_rows}"
    speaker.result(asdict(found), f"{words} ({counts})")
    return 0 if found.is_whole else _DAMAGED


def _audit(arguments: argparse.Namespace, speaker: Speaker) -> int:
    rows = keep_vault.audit_rows(_entry(arguments), limit=arguments.limit)
    lines = [f"{r['at']}  {r['actor']} ({r['role']})  {r['action']} {r['target']}" for r in rows]
    speaker.result({"rows": rows}, "\n".join(lines))
    return 0


def _users(arguments: argparse.Namespace, speaker: Speaker) -> int:
    entry, answer = _entry(arguments), {}
    if arguments.add:
        code = keep_vault.add_user(
            entry, name=arguments.add, role=Role(arguments.role),
            passphrase=_typed(f"Passphrase of {arguments.add}: ", arguments.secret_fd),
        )  # fmt: skip
        answer["recovery_code"] = code
        speaker.note(f"recovery code of {arguments.add}, shown this once: {code}")
    if arguments.remove:
        keep_vault.remove_user(entry, name=arguments.remove)
    found = keep_vault.users(entry)
    lines = [f"{one['name']}: {one['role']}" for one in found]
    speaker.result({"users": found, **answer}, "\n".join(lines))
    return 0


def _passphrase(arguments: argparse.Namespace, speaker: Speaker) -> int:
    entry = _entry(arguments)
    new = _typed("New passphrase: ", arguments.secret_fd)
    keep_vault.change_passphrase(entry, new=new, device=_device(arguments))
    speaker.result({"changed": "passphrase"}, "the passphrase was changed")
    return 0


def _code(arguments: argparse.Namespace, speaker: Speaker) -> int:
    code = keep_vault.renew_code(_entry(arguments))
    words = f"New recovery code, shown this once: {code}\nThe old one opens nothing any more."
    speaker.result({"recovery_code": code}, words)
    return 0


def _entry(arguments: argparse.Namespace) -> keep_vault.Entry:
    return keep_vault.Entry(
        arguments.folder,
        _proof(arguments),
        now,
        arguments.user,
        heads(),
    )


def _proof(arguments: argparse.Namespace) -> Proof:
    if arguments.with_code:
        return Proof(code=_secret(arguments, "Recovery code: "))
    return Proof(passphrase=_secret(arguments, "Passphrase: "), device=_device(arguments))


def _device(arguments: argparse.Namespace) -> DeviceSecrets | None:
    return None if arguments.no_keyring else device_keyring()


def _secret(arguments: argparse.Namespace, question: str) -> str:
    return _typed(question, arguments.secret_fd)


def _typed(question: str, descriptor: int | None) -> str:
    """Read one line: from the descriptor, or unseen from the terminal."""
    if descriptor is not None:
        return _line(descriptor)
    if not sys.stdin.isatty():
        raise UsageError("vault.no_secret")
    return getpass.getpass(question)


def _line(descriptor: int) -> str:
    """Read a line byte by byte: what follows it belongs to the next question."""
    read = bytearray()
    with told_by_the_disk():
        while len(read) < _MOST_BYTES and (byte := os.read(descriptor, 1)) not in (b"", b"\n"):
            read += byte
    return read.decode("utf-8", "surrogateescape").rstrip("\r")


_DEEDS: Final[Mapping[str, Callable[[argparse.Namespace, Speaker], int]]] = {
    "create": _create,
    "info": _info,
    "verify": _verify,
    "audit": _audit,
    "users": _users,
    "passphrase": _passphrase,
    "code": _code,
}
COMMAND: Final[Command] = Vault()
