"""Secrets that are asked for and that nobody sees.

A secret comes from the terminal, unseen, or line by line from a file descriptor; never from the
command line, which other programs of the machine can read.
"""

import argparse
import getpass
import os
import sys
from typing import Final

from counselling.errors import UsageError
from counselling.files import told_by_the_disk

_MOST_BYTES: Final = 1 << 16


def secret(arguments: argparse.Namespace, question: str) -> str:
    """Read one line: from the descriptor, or unseen from the terminal. Raises UsageError."""
    if arguments.secret_fd is not None:
        return _line(arguments.secret_fd)
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
