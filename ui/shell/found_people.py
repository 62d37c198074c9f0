"""How people whom the search has found read in a list: the name, and why they are there."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from counselling.language.catalogue import Catalogue
from counselling.language.conditions import condition_name
from counselling.language.marks import N_
from ui.kit.blocks.facts import listed

if TYPE_CHECKING:
    from counselling.records.search.search import Hit, Reason

# Reasons that want a word beside what was found; a gene or a name speaks for itself.
_WORDS: Final[Mapping[str, str]] = {
    "born": N_("found.born"),
    "identifier": N_("found.identifier"),
    "letter": N_("found.letter"),
}


def who(hit: "Hit", words: Catalogue) -> str:
    """Return the name that somebody is shown by."""
    return hit.name or words.say("found.unnamed")


def why(hit: "Hit", words: Catalogue) -> str:
    """Return birth year, family and what somebody was found by, in a line."""
    born = words.say("found.birth", text=str(hit.birth_year)) if hit.birth_year else ""
    family = words.say("found.family", text=hit.family_name) if hit.family_name else ""
    reasons = (_reason(reason, words) for reason in hit.reasons)
    return listed((*dict.fromkeys(reasons), born, family), words)


def _reason(reason: "Reason", words: Catalogue) -> str:
    kind = reason.why.value
    if kind in _WORDS:
        return words.say(_WORDS[kind], text=reason.text)
    if kind == "sound":
        return words.say("found.sound")
    if kind == "diagnosis":
        return condition_name(reason.text, words)
    return reason.text if kind == "gene" else ""
