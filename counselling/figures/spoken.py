"""A person in one sentence, for those who hear the picture."""

from counselling.figures.labels import (
    ASSIGNED,
    CARE,
    OUTCOME,
    TEST,
    age_line,
    condition_line,
    suspected_line,
)
from counselling.language.catalogue import Catalogue
from counselling.language.conditions import condition_name
from counselling.language.marks import N_
from counselling.pedigree.person import Person
from counselling.pedigree.terms import Gender

_NOUN = {
    Gender.WOMAN: N_("person.woman"),
    Gender.MAN: N_("person.man"),
    Gender.NON_BINARY: N_("person.non_binary"),
    Gender.UNKNOWN: N_("person.gender_unknown"),
}


def spoken(person: Person, words: Catalogue, *, number: str, has_name: bool, role: str = "") -> str:
    """Describe a person in one sentence.

    number: pedigree number; role: "proband", "consultand" or empty.
    """
    parts = [person.name] if has_name and person.name else []
    parts.append(words.say(_NOUN[person.shown_gender]))
    if person.told_assigned is not None:
        parts.append(words.say(f"abbreviation.{ASSIGNED[person.told_assigned].lower()}"))
    if role:
        parts.append(words.say(f"pedigree.role_{role}"))
    if person.pregnancy in OUTCOME:
        parts.append(words.say(f"abbreviation.{OUTCOME[person.pregnancy].lower()}"))
    if person.is_adopted:
        parts.append(words.say(N_("pedigree.adopted")))
    parts += [words.say(CARE[k.kind]) for k in person.parents if k.kind in CARE]
    if person.pregnancy is None:
        parts.append(age_line(person, words) or words.say(N_("pedigree.age_unknown")))
    parts += [
        condition_line(d, words) or words.say(N_("condition.affected")) for d in person.diagnoses
    ]
    parts += [suspected_line(d, words) for d in person.suspected]
    for known, message in (
        (person.carries, N_("pedigree.carrier_of")),
        (person.presymptomatic, N_("pedigree.presymptomatic_of")),
        (person.excluded, N_("pedigree.excluded")),
    ):
        parts += [words.say(message, condition=condition_name(c, words)) for c in known]
    parts += [words.say(TEST[test.result], gene=test.gene) for test in person.tests]
    return words.say(N_("pedigree.spoken"), number=number, facts=", ".join(parts).removesuffix("."))
