"""The room's door for words: a kind and its material in, a letter in one language out."""

from dataclasses import replace

from counselling.language.catalogue import Catalogue
from counselling.language.registry import find as find_language
from counselling.letters.compose import compose
from counselling.letters.letter import Annex, Letter
from counselling.letters.material import Content, Kind, Material, demand_past_talk
from counselling.letters.passages.for_doctor import for_doctor
from counselling.letters.passages.person import about
from counselling.letters.reader import demand_living
from counselling.letters.template import SALUTATION, Audience
from counselling.letters.typed import typed
from counselling.letters.voice import Voice

_LATIN = "en"


def write(kind: Kind, material: Material, words: Catalogue, *, latin: Catalogue) -> Letter:
    """Write a letter in the language of `words`.

    latin: the language of the page for her doctor, which stands behind a right-to-left letter.
    Raises LetterError: as `blanks`, `demand_past_talk`, as the kind says, and as `demand_living`
    where it is to the patient; LanguageError for a missing message.
    """
    material = _as_typed(kind, material)
    recipient = material.frame.recipient
    voice = Voice(words, recipient.gender, recipient.form, kind.template.audience)
    content = kind.write(material, voice)
    frame = material.frame
    if content.recipient is not None:
        frame = replace(frame, recipient=content.recipient)
    return compose(
        kind.template,
        frame,
        title=voice.text(kind.title),
        sections=content.sections,
        voice=voice,
        about=about(material, voice) if content.is_named else (),
        greeting=content.greeting,
        annex=_annex(kind, content, material, words, latin),
        child_under=_child_under(kind, material),
    )


def _as_typed(kind: Kind, material: Material) -> Material:
    """The material with what was typed as it is read, to somebody who can be written to."""
    filled = typed(kind.template, material.filled)
    told = replace(material, filled=filled)
    if kind.template.audience is Audience.PATIENT:
        demand_living(told.subject)
    demand_past_talk(kind.template, told)
    if not (salutation := filled.get(SALUTATION.name, "")):
        return told
    recipient = replace(material.frame.recipient, salutation=salutation)
    return replace(told, frame=replace(material.frame, recipient=recipient))


def _child_under(kind: Kind, material: Material) -> int:
    """Under how many years the child is that a letter greets; 0 where it greets nobody such."""
    is_hers = kind.template.audience is Audience.PATIENT
    if not is_hers or material.frame.recipient.salutation or not material.is_a_child:
        return 0
    return material.ages.herself


def _annex(
    kind: Kind, content: Content, material: Material, words: Catalogue, latin: Catalogue
) -> Annex | None:
    is_foreign = words.direction == "rtl" or (kind.is_in_two_scripts and words.code != _LATIN)
    if not is_foreign or words.code == latin.code:
        return None
    name = f"{find_language(words.code).own_name} ({words.code})"
    return for_doctor(
        kind, content, material, Voice(latin, reader=Audience.PROFESSIONAL), language=name
    )
