"""The patient as a letter names her: name, birth, reference."""

import datetime

from counselling.language.marks import N_
from counselling.letters.inline import Parts, Token
from counselling.letters.material import Material
from counselling.letters.voice import Voice
from counselling.pedigree.person import PartialDate


def about(material: Material, voice: Voice) -> Parts:
    """Tell two marks of the patient."""
    return voice.parts(
        N_("letters.about"),
        **named(material, voice),
        reference=Token(material.reference or "-"),
    )


def named(material: Material, voice: Voice) -> dict[str, object]:
    """Return her name and birth as fields of a message."""
    person = material.subject
    born = _birth(person.birth, voice)
    name = person.name or material.numbering.get(person.id, person.id)
    return {"name": name, "born": "yes" if born else "no", "birth": born}


def _birth(birth: PartialDate | None, voice: Voice) -> str | Token:
    if birth is None:
        return ""
    if birth.month is None or birth.day is None:
        return Token(str(birth.year))
    try:
        return voice.catalogue.date(datetime.date(birth.year, birth.month, birth.day))
    except ValueError:
        return Token(str(birth.year))
