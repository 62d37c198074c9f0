"""What the keys about a couple do; where there is no partner, what they say of the person alone."""

from counselling.pedigree.edits import Edit
from counselling.pedigree.family import Family
from counselling.pedigree.terms import Childlessness, PartnershipStatus
from ui.pages.pedigree.edits import couple_facts
from ui.pages.pedigree.edits.facts import mates_of
from ui.pages.pedigree.prompting import steps
from ui.pages.pedigree.prompting.prompts import Prompt, Verb
from ui.pages.pedigree.prompting.steps import Step

CHILDLESS = frozenset(Childlessness)


def coupled(prompt: Prompt, family: Family) -> tuple[Edit, ...]:
    """Return the edits of a person and the partner who was named, else the one told last."""
    mates = mates_of(family, prompt.person)
    told = prompt.told(Step.COUPLE) or prompt.told(Step.CHILDLESS)
    cause = prompt.told(Step.CHILDLESS_CAUSE)
    if not mates or prompt.verb is Verb.CHILDLESS:
        why = Childlessness(told) if told in CHILDLESS else None
        return couple_facts.childless_alone(prompt.person, why, cause, family) if why else ()
    named = prompt.told(Step.WHOM)
    pair = (prompt.person, named if named in mates else mates[-1])
    if told in CHILDLESS:
        return couple_facts.childless(pair, Childlessness(told), cause, family)
    if told in set(PartnershipStatus):
        return couple_facts.parted(pair, PartnershipStatus(told), family)
    if told in (steps.RELATED, steps.HOW_RELATED):
        how = prompt.told(Step.RELATIONSHIP) if told == steps.HOW_RELATED else None
        return couple_facts.related(pair, family, is_related=True, how=how)
    if told == steps.LEFT:
        who = {steps.PERSON: pair[0], steps.PARTNER: pair[1]}.get(prompt.told(Step.LEFT))
        return couple_facts.left(pair, who, family)
    return couple_facts.uncoupled(pair, family)
