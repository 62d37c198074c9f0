"""Conditions and ages in a patient's words."""

from counselling.language import conditions
from counselling.language.marks import N_
from counselling.letters.inline import Parts, Token
from counselling.letters.voice import Voice
from counselling.pedigree.person import Diagnosis
from counselling.pedigree.terms import (
    AFFECTED,
    BREAST,
    HAEMOPHILIA_B,
    OVARY,
    PANCREAS,
    PROSTATE,
)
from counselling.risk.organs import COLORECTAL, ENDOMETRIUM, MELANOMA, SARCOMA, STOMACH, THYROID

_NAMES = {
    BREAST: N_("letters.condition.breast"),
    OVARY: N_("letters.condition.ovary"),
    PROSTATE: N_("letters.condition.prostate"),
    PANCREAS: N_("letters.condition.pancreas"),
    COLORECTAL: N_("letters.condition.colorectal"),
    ENDOMETRIUM: N_("letters.condition.endometrium"),
    STOMACH: N_("letters.condition.stomach"),
    MELANOMA: N_("letters.condition.melanoma"),
    THYROID: N_("letters.condition.thyroid"),
    SARCOMA: N_("letters.condition.sarcoma"),
    HAEMOPHILIA_B: N_("letters.condition.haemophilia_b"),
    AFFECTED: N_("letters.condition.affected"),
}


def condition_name(condition: str, voice: Voice) -> str:
    """Name a condition; one that the program does not know keeps its own words."""
    known = _NAMES.get(condition)
    return voice.text(known) if known else conditions.condition_name(condition, voice.catalogue)


def diagnosis_fact(diagnosis: Diagnosis, voice: Voice) -> Parts:
    """Tell a condition and the age at which it came, as exactly as it was told."""
    name, age = condition_name(diagnosis.condition, voice), diagnosis.age
    if age is None:
        return voice.parts(N_("letters.fact.condition"), condition=name)
    low, high = int(age.low_years), int(age.high_years)
    if low == high:
        return voice.parts(N_("letters.fact.condition_at"), condition=name, age=low)
    return voice.parts(N_("letters.fact.condition_between"), condition=name, low=low, high=high)


def gene_list(genes: tuple[str, ...]) -> Token:
    """Return genes as one piece: two of them side by side could change places."""
    return Token(", ".join(genes))
