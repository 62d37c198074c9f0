"""A letter of the vault in words: what it is, in which language, about whom, from when."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.language.registry import Language
from counselling.pedigree.person import PersonId
from ui.kit.blocks.facts import listed
from ui.kit.marks.letter_names import letter_name

if TYPE_CHECKING:
    from counselling.records.papers.documents import Document

_FILES: Final[Mapping[str, tuple[str, str]]] = {
    "invitation_letter": (N_("letters.calendar"), ".ics"),
    "sample_kit_letter": (N_("letters.labels"), ".labels.pdf"),
    "data_sharing_letter": (N_("letters.consent_file"), ".json"),
}
_KILOBYTE: Final = 1000


def file_kinds(letter: "Document | None", words: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return the files that a letter can be saved as: what each is, and how its name ends."""
    usual = ((words.say("letters.pdf"), ".pdf"), (words.say("letters.html"), ".html"))
    if letter is None or letter.kind not in _FILES:
        return usual
    message, ending = _FILES[letter.kind]
    return (*usual, (words.say(message), ending))


def letter_lines(
    letters: Sequence["Document"],
    people: Mapping[PersonId, str],
    languages: Sequence[Language],
    words: Catalogue,
    versions: Mapping[str, int],
) -> tuple[str, ...]:
    """Say each letter in two lines: kind and language; person, day, version and size."""
    named = {language.code: language.own_name for language in languages}
    return tuple(_line(letter, people, named, words, versions) for letter in letters)


def _line(
    letter: "Document",
    people: Mapping[PersonId, str],
    named: Mapping[str, str],
    words: Catalogue,
    versions: Mapping[str, int],
) -> str:
    kind = letter_name(letter.kind, words)
    day = words.date(letter.created_at.astimezone().date())
    size = words.say("letters.size", size=max(1, round(letter.size_bytes / _KILOBYTE)))
    first = (kind, named.get(letter.language, letter.language))
    version = versions.get(letter.id, 1)
    which = words.say("letters.version", version=version) if version > 1 else ""
    second = (people.get(letter.person, ""), day, which, size)
    return "\n".join(listed(line, words) for line in (first, second))
