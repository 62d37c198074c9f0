"""The command line: finds the command, runs it, and turns what went wrong into one plain line."""

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from typing import Final

from app.commands.command import Speaker, speaker
from app.commands.parser import USAGE_ERROR, Parser
from app.commands.registry import COMMANDS, load
from app.hardening import harden
from app.logs import write_crash
from app.words import catalogue
from counselling.errors import CounsellingError, LanguageError
from counselling.language.marks import N_

CRASH: Final = 1
_CRASHED: Final = N_("error.crashed")
_UNEXPECTED: Final = N_("error.unexpected")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `consultand ...` and return the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser()
    if not words or words[0] not in COMMANDS:
        if words and not words[0].startswith("-"):
            parser.error(f"there is no command {words[0]!r}; there are {', '.join(COMMANDS)}")
        if words and words[0] not in ("-h", "--help"):
            parser.error(f"the command comes first; there are {', '.join(COMMANDS)}")
        parser.parse_args(words)  # --help leaves here
        parser.print_help(sys.stderr)
        return USAGE_ERROR
    return _run(words[0], words[1:])


def _parser() -> Parser:
    listing = "\n".join(f"  {name:10}{summary}" for name, summary in COMMANDS.items())
    return Parser(
        prog="consultand",
        usage="consultand COMMAND [--help] [--json] ...",
        description="A desk for remote genetic counselling in hereditary cancer.",
        epilog=f"commands:\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _run(name: str, words: Sequence[str]) -> int:
    harden()  # before there is a key: every command may read a family
    speak = speaker(is_json="--json" in words)
    try:
        command = load(name)
        # no shortened options: they would change their meaning when a longer one is added
        parser = Parser(prog=f"consultand {name}", description=command.summary, allow_abbrev=False)
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
        command.declare(parser)
        return command.run(parser.parse_args(words), speak)
    except CounsellingError as error:
        if error.message_id == "output.lost":
            _forget_output()
        speak.note(f"consultand: {sentence(error)}")
        return USAGE_ERROR
    except BrokenPipeError:
        _forget_output()
        return 128 + signal.SIGPIPE if hasattr(signal, "SIGPIPE") else CRASH
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except Exception as error:  # noqa: BLE001  the top of the process: a crash ends in one line
        return _crashed(error, speak)


def _forget_output() -> None:
    """Let Python's own flush at exit not fail once more over what nobody can take."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def sentence(error: CounsellingError) -> str:
    """Say an error in English, on one line: terminals and scripts read it."""
    try:
        said = catalogue("en").say(error.sentence_id, **error.fields)
    except LanguageError:
        said = f"{error.message_id} {error.fields or ''}"
    return " ".join(said.split())


def _crashed(error: Exception, speak: Speaker) -> int:
    log = write_crash(error)
    said = catalogue("en").say(_CRASHED, log=str(log)) if log else catalogue("en").say(_UNEXPECTED)
    speak.note(f"consultand: {said}")
    return CRASH


if __name__ == "__main__":
    sys.exit(main())
