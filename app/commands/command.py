"""What every command offers, and how it speaks: one JSON object, or plain lines."""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TextIO, TypeAlias

Json: TypeAlias = Mapping[str, object]


@dataclass(frozen=True)
class Speaker:
    """Where a command's words go. With --json stdout holds JSON and nothing else."""

    is_json: bool
    out: TextIO
    err: TextIO

    def result(self, answer: Json, words: str) -> None:
        """Say the command's one answer: the object with --json, else the words."""
        print(json.dumps(answer, ensure_ascii=False) if self.is_json else words, file=self.out)
        self.out.flush()

    def event(self, event: Json) -> None:
        """Say one line of a running command, always JSON: programs read it."""
        print(json.dumps(event, ensure_ascii=False), file=self.out, flush=True)

    def note(self, words: str) -> None:
        """Say something beside the answer: progress, a loss, a hint."""
        print(words, file=self.err, flush=True)


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
