"""What is still to be said after the numbers: feelings, insurance, later, what she allowed."""

from collections.abc import Mapping
from typing import Final

from counselling.language.marks import N_
from counselling.letters.characters import clean
from counselling.letters.letter import Paragraph
from counselling.letters.voice import Voice

_CONSENTS: Final = {
    "care": N_("letters.consents.care"),
    "family_contact": N_("letters.consents.family_contact"),
    "storage": N_("letters.consents.storage"),
    "research": N_("letters.consents.research"),
    "recontact": N_("letters.consents.recontact"),
    "recording": N_("letters.consents.recording"),
}
_NOTHING: Final = "none"  # as the message selects by it


def afterwards(
    answers: Mapping[str, bool], filled: Mapping[str, str], voice: Voice
) -> Mapping[str, Paragraph]:
    """Return a paragraph for each section, in order. answers: consents as recorded, by scope.

    Where nothing of hers is recorded, nothing is said of what she allowed.
    """
    allowed = {
        "given": _listed(answers, voice, said=True),
        "refused": _listed(answers, voice, said=False),
    }
    told = {
        "support": voice.paragraph(N_("letters.support.text"), **_filling(filled, "support")),
        "insurance": voice.paragraph(N_("letters.insurance.text"), **_filling(filled, "insurance")),
        "recontact": voice.paragraph(N_("letters.recontact.text")),
    }
    if set(allowed.values()) != {_NOTHING}:
        told["consents"] = voice.paragraph(N_("letters.consents.text"), **allowed)
    return told


def _listed(answers: Mapping[str, bool], voice: Voice, *, said: bool) -> str:
    names = [
        voice.text(_CONSENTS[scope])
        for scope, answer in answers.items()
        if answer is said and scope in _CONSENTS
    ]
    return clean(voice.catalogue.listed(names)) if names else _NOTHING


def _filling(filled: Mapping[str, str], name: str) -> dict[str, object]:
    text = filled.get(name, "").strip()
    return {f"has_{name}": "yes" if text else "no", name: text}
