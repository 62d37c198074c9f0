"""All commands: name, one line for --help, module. Only the module of the one called is imported.

The third place for a lazy import (docs/decisions/0007): `consultand open` must not wait for the
imports of `consultand host`.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Final, cast

from app.commands.command import Command

COMMANDS: Final[Mapping[str, str]] = {
    "open": "open the desk",
    "demo": "play the whole path of a family, from file to letter",
    "convert": "turn a family file into another format",
    "type": "type a family history in the shorthand of notes",
    "ask": "say what to ask next about a family",
    "check": "say what cannot be right about a family",
    "draw": "draw the pedigree of a family file",
    "tell": "say a family in words, person by person",
    "risk": "compute carrier probabilities and future risk",
    "score": "answer a published score from a file of answers",
    "calibration": "show how a risk model compares with print and with every nation",
    "peel": "genotype probabilities from parents and P(data | genotype)",
    "letter": "write a letter about a person of a family file",
    "verify-letter": "say whether a letter is as it was sealed, and what its record holds",
    "languages": "list the languages, what they are used for and what they lack",
    "vault": "create and verify encrypted records, their users and their audit",
    "serve": "run the rendezvous server alone",
    "mailbox": "leave something sealed on a server, and fetch it",
    "host": "hold a session without a screen: the link, then events as JSON lines",
    "join": "join a session without a browser: events and figures as JSON lines",
    "doctor": "say what is missing on this machine",
    "bench": "measure the program",
}


def load(name: str) -> Command:
    """Return the command of this name; its module is app/commands/<name>.py, - as _."""
    module = import_module(f"app.commands.{name.replace('-', '_')}")
    return cast(Command, module.COMMAND)
