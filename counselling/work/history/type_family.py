"""Use case: a family history typed as shorthand, onto a new family or one of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counselling.errors import ShorthandError
from counselling.files import keep_apart, replace_file
from counselling.formats import registry
from counselling.formats.format import Loss
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.shorthand.reading import Reading
from counselling.shorthand.registry import lexicon
from counselling.work.files.read_family import content_of
from counselling.work.history.read_note import read_note

CONSULTAND: Final = "consultand"


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed text as it was read, and what the written file cannot say."""

    reading: Reading
    lost_writing: Sequence[Loss] = ()


def new_family() -> Family:
    """Return a family of one: the consultand, who brought it to attention too."""
    person = Person(CONSULTAND)
    return Family("family", persons=(person,), proband=CONSULTAND, consultand=CONSULTAND)


def type_family(
    text: str,
    family: Family,
    *,
    language: str,
    numbers: Mapping[PersonId, str] | None = None,
    terms: str = "",
) -> Reading:
    """Read a text onto a family.

    terms: a clinic's own terms, as clinic_terms returns them. Raises LanguageError,
    PedigreeError("pedigree.no_consultand"), ShorthandError of terms that do not fit.
    """
    return read_note(text, family, lexicon(language, terms), numbers=numbers)


def clinic_terms(path: Path) -> str:
    """Return what stands in a clinic's file of terms (docs/command-line.md, `type --terms`).

    Raises StorageError, FormatError as content_of; ShorthandError("shorthand.terms_unreadable").
    """
    try:
        return content_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ShorthandError("shorthand.terms_unreadable", why="UTF-8") from error


def write_typed(reading: Reading, target: Path, *, source: Path | None, is_partial: bool) -> Typed:
    """Write the family in the format of the target's ending; nothing on an error.

    source: the file it was typed onto, which is kept apart. Raises
    ShorthandError("shorthand.not_complete", problems=...) when something is not clear, unless
    is_partial; FormatError and StorageError as every writing.
    """
    registry.by_suffix(target.suffix)
    if source is not None:
        keep_apart(source, target)
    if not reading.is_complete and not is_partial:
        problems = len(reading.questions) + len(reading.unread)
        raise ShorthandError("shorthand.not_complete", problems=problems)
    writing = registry.write((reading.family,), target.suffix)
    replace_file(target, writing.text.encode())
    return Typed(reading, writing.losses)
