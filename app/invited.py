"""The link of an invited person, as a command is given it."""

import argparse
import sys
from dataclasses import replace
from typing import Final

from app.roots import declare_roots, read_roots
from counselling.call.link.invitation import Invitation, read_link

_TYPED: Final = "-"
_LONGEST: Final = 4096  # octets of a line; a link has some hundred


def declare_link(parser: argparse.ArgumentParser) -> None:
    """Declare LINK and --ca-file, which `invited` takes."""
    parser.add_argument(
        "link",
        metavar="LINK",
        help="what the person was sent; - reads it from the first line of standard input: what"
        " stands on a command line is seen by all who use this computer",
    )
    declare_roots(parser)


def invited(arguments: argparse.Namespace) -> Invitation:
    """Return what a link says. Raises LinkRefused("call.link"), CallError("call.ca_file")."""
    told = arguments.link
    if told == _TYPED:
        told = sys.stdin.buffer.readline(_LONGEST).decode("utf-8", "replace").strip()
    return replace(read_link(told), roots=read_roots(arguments.ca_file))
