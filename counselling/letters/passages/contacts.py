"""How to reach the clinic."""

from collections.abc import Iterator

from counselling.language.marks import N_
from counselling.letters.inline import Parts, Token, sentences
from counselling.letters.letter import Block, Paragraph
from counselling.letters.parties import Clinic
from counselling.letters.voice import Voice


def ways_to_reach(clinic: Clinic, voice: Voice) -> Iterator[Parts]:
    """Yield a line for each way to reach the clinic that it has."""
    if clinic.phone:
        yield voice.parts(N_("letters.contact.phone"), phone=Token(clinic.phone))
    if clinic.email:
        yield voice.parts(N_("letters.contact.email"), email=Token(clinic.email))


def contacts(clinic: Clinic, voice: Voice, *, has_ways: bool = True) -> tuple[Block, ...]:
    """Tell when to get in touch, how, and what not to wait for.

    has_ways: the clinic's number and address are told again; they stand at the letter's head too.
    """
    told = [voice.parts(N_("letters.contact.when"))]
    ways = list(ways_to_reach(clinic, voice)) if has_ways else []
    if ways:
        told.append(sentences(*ways, between=" · "))
    told.append(voice.parts(N_("letters.contact.not_urgent")))
    return tuple(Paragraph(parts) for parts in told)
