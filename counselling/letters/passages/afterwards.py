"""What is still to be said after the numbers: feelings, insurance, later, what she allowed."""

from collections.abc import Mapping
from typing import Final

from counselling.language.marks import N_
from counselling.letters.characters import clean
from counselling.letters.letter import Block
from counselling.letters.passages.prose import prose
from counselling.letters.voice import Voice

_CONSENTS: Final = {
    "care": N_("letters.consents.care"),
    "family_contact": N_("letters.consents.family_contact"),
    "storage": N_("letters.consents.storage"),
    "research": N_("letters.consents.research"),
    "recontact": N_("letters.consents.recontact"),
    "recording": N_("letters.consents.recording"),
    "test": N_("letters.consents.test"),
    "test_relatives": N_("letters.consents.test_relatives"),
    "test_unexpected": N_("letters.consents.test_unexpected"),
    "test_sample": N_("letters.consents.test_sample"),
}
_NOTHING: Final = "none"  # as the message selects by it


def afterwards(
    answers: Mapping[str, bool], filled: Mapping[str, str], voice: Voice
) -> Mapping[str, tuple[Block, ...]]:
    """Return the blocks of each section, in order. answers: consents as recorded, by scope.

    Where nothing of hers is recorded, nothing is said of what she allowed.
    """
    allowed = {
        "given": agreed_to(answers, voice, said=True) or _NOTHING,
        "refused": agreed_to(answers, voice, said=False) or _NOTHING,
    }
    told: dict[str, tuple[Block, ...]] = {
        "support": (voice.paragraph(N_("letters.support.text"), **_filling(filled, "support")),),
        "insurance": prose(voice, N_("letters.insurance.text"), **_filling(filled, "insurance")),
        "recontact": (voice.paragraph(N_("letters.recontact.text")),),
    }
    if set(allowed.values()) != {_NOTHING}:
        told["consents"] = (voice.paragraph(N_("letters.consents.text"), **allowed),)
    return told


def told_of(answers: Mapping[str, bool]) -> tuple[str, ...]:
    """Return which answers a letter names, by scope, in the order in which they are recorded."""
    return tuple(scope for scope in answers if scope in _CONSENTS)


def agreed_to(answers: Mapping[str, bool], voice: Voice, *, said: bool) -> str:
    """Return what somebody said yes to, or no, as a list in words; "" for nothing."""
    names = [
        voice.text(_CONSENTS[scope])
        for scope, answer in answers.items()
        if answer is said and scope in _CONSENTS
    ]
    return clean(voice.catalogue.listed(names)) if names else ""


def _filling(filled: Mapping[str, str], name: str) -> dict[str, object]:
    text = filled.get(name, "").strip()
    return {f"has_{name}": "yes" if text else "no", name: text}
