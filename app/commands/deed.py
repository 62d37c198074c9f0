"""A deed of a command that has several: `consultand vault DEED FOLDER`, its own options alone."""

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.commands.command import Speaker
from app.commands.parser import Parser
from counselling.errors import UsageError
from counselling.files import told_by_the_disk

_MOST_TOLD: Final = 40  # letters of an unknown option: the rest may be anything


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed. summary: one English line for --help; usage: what follows the folder, as the
    documentation has it; folder: how help names what the deed is done on.

    spends_code: a recovery code that opened for it opens once and must be made anew.
    """

    name: str
    summary: str
    declare: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Speaker], int]
    usage: str = ""
    folder: str = "FOLDER.vault"
    spends_code: bool = True


class DeedParser(Parser):
    """Takes what its deed declares and refuses the rest, a name somebody typed never repeated."""

    def parse_known_args(  # type: ignore[override]  # typeshed overloads it for other namespaces
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Read the words. Raises UsageError for words that are too many, or no text."""
        known, foreign = super().parse_known_args(args, namespace)
        options = [word.partition("=")[0] for word in foreign if word.startswith("--")]
        if options:
            told = f"{options[0][:_MOST_TOLD]!r} is no option of {self.prog!r}"
            self.error(f"{told}; {self.prog} --help lists what is")
        if foreign:
            raise UsageError("vault.words_too_many", deed=self.prog)
        if not all(map(_is_text, _said(known))):
            raise UsageError("vault.no_text")
        return known, []


def options_apart(*given: tuple[str, bool]) -> None:
    """Refuse two options that do not go together. given: each with whether it was typed.

    Raises UsageError.
    """
    typed = [name for name, is_typed in given if is_typed]
    if len(typed) > 1:
        raise UsageError("vault.options_apart", first=typed[0], second=typed[1])


def needs(option: str, other: str, *, is_typed: bool, has_other: bool) -> None:
    """Refuse an option that says something only beside another. Raises UsageError."""
    if is_typed and not has_other:
        raise UsageError("vault.option_needs", option=option, other=other)


def demand_folder(option: str, folder: Path) -> None:
    """Refuse a folder that is not there: nothing would be found in it. Raises UsageError."""
    with told_by_the_disk():
        is_there = folder.is_dir()
    if not is_there:
        raise UsageError("vault.no_such_folder", option=option)


def _said(known: argparse.Namespace) -> Iterable[str]:
    for value in vars(known).values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (each for each in value if isinstance(each, str))


def _is_text(word: str) -> bool:
    """Whether it is text: bytes that are none come out of a shell as half characters."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True
