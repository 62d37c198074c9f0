"""With which key a letter is sealed: this desk's own, or a clinic's PKCS#12 file."""

import argparse
from pathlib import Path

from app.commands.unseen import secret
from counselling.files import told_by_the_disk
from counselling.letters.seal_key import SealKey, is_open


def declare_seal(parser: argparse.ArgumentParser) -> None:
    """Declare whether and with what a letter is sealed."""
    group = parser.add_argument_group("the seal")
    whether = group.add_mutually_exclusive_group()
    whether.add_argument("--no-seal", action="store_true", help="leave the letter unsealed")
    whether.add_argument(
        "--seal-key",
        type=Path,
        metavar="P12",
        help="the clinic's key; if it has a passphrase, that is asked for",
    )
    group.add_argument(
        "--secret-fd", type=int, metavar="N", help="read the passphrase from this descriptor"
    )


def key_asked(arguments: argparse.Namespace) -> SealKey | None:
    """Return the clinic's key; None for this desk's own. Raises StorageError, UsageError."""
    if arguments.seal_key is None:
        return None
    with told_by_the_disk():
        file = arguments.seal_key.read_bytes()
    if is_open(file):
        return SealKey(file)
    return SealKey(file, secret(arguments, "Passphrase of the key: ").encode())
