"""How to reach the clinic."""

from collections.abc import Iterator

from counselling.language.marks import N_
from counselling.letters.letter import Block, Paragraph, Parts, Token, sentences
from counselling.letters.parties import Clinic
from counselling.letters.voice import Voice


def ways_to_reach(clinic: Clinic, voice: Voice) -> Iterator[Parts]:
    """Yield a line for each way to reach the clinic that it has."""
    if clinic.phone:
        yield voice.parts(N_("letters.contact.phone"), phone=Token(clinic.phone))
    if clinic.email:
        yield voice.parts(N_("letters.contact.email"), email=Token(clinic.email))


def contacts(clinic: Clinic, voice: Voice) -> tuple[Block, ...]:
    """Tell when to get in touch, how, and what not to wait for."""
    told = [voice.parts(N_("letters.contact.when"))]
    if ways := list(ways_to_reach(clinic, voice)):
        told.append(sentences(*ways, between=" · "))
    told.append(voice.parts(N_("letters.contact.not_urgent")))
    return tuple(Paragraph(parts) for parts in told)
