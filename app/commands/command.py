"""What every command offers, and how it speaks: one JSON object, or plain lines."""

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TextIO, TypeAlias

from counselling.errors import StorageError

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

Json: TypeAlias = Mapping[str, object]


@dataclass(frozen=True)
class Speaker:
    """Where a command's words go. With --json stdout holds JSON and nothing else."""

    is_json: bool
    out: TextIO
    err: TextIO

    def result(self, answer: Json | Sequence[Json], words: str) -> None:
        """Say the one answer: the object, or the list asked for, with --json; else the words."""
        self._say(_as_line(answer, self.out) if self.is_json else words)

    def event(self, event: Json) -> None:
        """Say one line of a running command, always JSON: programs read it."""
        self._say(_as_line(event, self.out))

    def note(self, words: str) -> None:
        """Say something beside the answer: progress, a loss, a hint."""
        print(_fitting(words, self.err), file=self.err, flush=True)

    def _say(self, words: str) -> None:
        try:
            print(_fitting(words, self.out), file=self.out, flush=True)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise StorageError("output.lost") from error


def _as_line(answer: Json | Sequence[Json], stream: TextIO) -> str:
    """One line of JSON; where the stream cannot take a letter, all are written as \\uXXXX."""
    line = json.dumps(answer, ensure_ascii=False)
    return line if _fitting(line, stream) == line else json.dumps(answer)


def _fitting(words: str, stream: TextIO) -> str:
    """Write letters that the stream cannot take (old terminals, odd file names) as \\uXXXX.

    Control characters, which a terminal would obey, become a mark: they may come out of a file.
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    words = _CONTROL.sub("\ufffd", words)
    return words.encode(encoding, errors="backslashreplace").decode(encoding)


class Command(Protocol):
    """One command: `consultand NAME ...`."""

    name: str
    summary: str  # one English line for --help

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments; --json is there already."""
        ...

    def run(self, arguments: argparse.Namespace, speaker: Speaker) -> int:
        """Do the work and return the exit code.

        Raises CounsellingError for what a user can mend: the caller turns it into one line on
        stderr and exit code 2.
        """
        ...


def speaker(*, is_json: bool) -> Speaker:
    """Return a speaker on this process's standard streams."""
    return Speaker(is_json, sys.stdout, sys.stderr)
