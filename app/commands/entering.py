"""How a command comes into a vault: which user, by which way, and by which secret."""

import argparse
from typing import Final

from app.commands.unseen import secret
from app.compose import now
from app.safekeeping import device_keyring, heads
from counselling.errors import UsageError
from counselling.records.ways.shares import NEEDED
from counselling.records.ways.way import DeviceSecrets, Proof
from counselling.work.vault.keep_vault import Entry

_MOST_DIGITS: Final = 9  # of a descriptor


def declare_entry(parser: argparse.ArgumentParser) -> None:
    """Declare who enters, and by what."""
    group = declare_who(parser, "who enters; else everybody's ways are tried")
    way = group.add_mutually_exclusive_group()
    way.add_argument("--with-code", action="store_true", help="the secret is a code on paper")
    way.add_argument(
        "--with-sheets", action="store_true", help="the secrets are two of the clinic's sheets"
    )


def declare_who(parser: argparse.ArgumentParser, user: str) -> argparse._ArgumentGroup:
    """Declare who it is and where secrets come from, where there is one way only. user: help."""
    group = parser.add_argument_group("who enters")
    add = group.add_argument
    add("--user", default="", metavar="NAME", help=user)
    add("--secret-fd", type=_descriptor, metavar="N",
        help="read secrets from this descriptor, a line each")  # fmt: skip
    add("--no-keyring", action="store_true", help="do not ask this computer's keyring")
    return group


def _descriptor(text: str) -> int:
    """Read a descriptor's number; never repeated, for it may be the secret put in a wrong place."""
    if not text.isascii() or not text.isdigit() or len(text) > _MOST_DIGITS:
        raise argparse.ArgumentTypeError("it is the number of an open file, as in 3<FILE")
    return int(text)


def entry(arguments: argparse.Namespace, of: str = "") -> Entry:
    """Ask for what opens, and return somebody at the vault's door. of: of which, in words."""
    proof = _proof(arguments, f" of {of}" if of else "")
    return Entry(arguments.folder, proof, now, arguments.user, heads())


def device(arguments: argparse.Namespace) -> DeviceSecrets | None:
    """Return this computer's keyring; None where there is none to trust, or it is not wanted."""
    return None if arguments.no_keyring else device_keyring()


def new_passphrase(arguments: argparse.Namespace, question: str) -> str:
    """Read a new passphrase; at the terminal, where nobody sees it, twice. Raises UsageError."""
    typed = secret(arguments, question)
    if arguments.secret_fd is None and secret(arguments, "The same again: ") != typed:
        raise UsageError("vault.typed_differs")
    return typed


def _proof(arguments: argparse.Namespace, of: str) -> Proof:
    if arguments.with_code:
        return Proof(code=secret(arguments, f"Code{of}: "))
    if arguments.with_sheets:
        asked = (f"Words of sheet {n} of {NEEDED}: " for n in range(1, NEEDED + 1))
        return Proof(shares=tuple(secret(arguments, question) for question in asked))
    passphrase = secret(arguments, f"Passphrase{of}: ")
    return Proof(passphrase=passphrase, device=device(arguments))
