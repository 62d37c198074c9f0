"""A letter of the vault in words: what it is, in which language, about whom, from when."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.language.registry import Language
from counselling.pedigree.person import PersonId
from ui.kit.facts import listed

if TYPE_CHECKING:
    from counselling.records.papers.documents import Document

_KINDS: Final[Mapping[str, str]] = {
    "pretest_consent_letter": N_("letters.kind_pretest_consent"),
    "session_consent_letter": N_("letters.kind_session_consent"),
    "summary_letter": N_("letters.kind_summary"),
    "referrer_letter": N_("letters.kind_referrer"),
    "relative_letter": N_("letters.kind_relative"),
    "invitation_letter": N_("letters.kind_invitation"),
    "data_sharing_letter": N_("letters.kind_data_sharing"),
    "tumour_board_letter": N_("letters.kind_tumour_board"),
    "sample_kit_letter": N_("letters.kind_sample_kit"),
    "handed_over": N_("letters.kind_handed_over"),
}
_FILES: Final[Mapping[str, tuple[str, str]]] = {
    "invitation_letter": (N_("letters.calendar"), ".ics"),
    "sample_kit_letter": (N_("letters.labels"), ".labels.pdf"),
    "data_sharing_letter": (N_("letters.consent_file"), ".json"),
}
_OTHER: Final = N_("letters.kind_other")  # made by a version of the program that knows more
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
    kind = words.say(_KINDS.get(letter.kind, _OTHER))
    day = words.date(letter.created_at.astimezone().date())
    size = words.say("letters.size", size=max(1, round(letter.size_bytes / _KILOBYTE)))
    first = (kind, named.get(letter.language, letter.language))
    version = versions.get(letter.id, 1)
    which = words.say("letters.version", version=version) if version > 1 else ""
    second = (people.get(letter.person, ""), day, which, size)
    return "\n".join(listed(line, words) for line in (first, second))
