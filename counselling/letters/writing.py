"""The room's door for words: a kind and its material in, a letter in one language out."""

from dataclasses import replace

from counselling.language.catalogue import Catalogue
from counselling.language.registry import find as find_language
from counselling.letters.compose import compose
from counselling.letters.letter import Annex, Letter
from counselling.letters.material import Content, Kind, Material
from counselling.letters.passages.for_doctor import for_doctor
from counselling.letters.passages.person import about
from counselling.letters.template import Audience
from counselling.letters.voice import Voice

_LATIN = "en"


def write(kind: Kind, material: Material, words: Catalogue, *, latin: Catalogue) -> Letter:
    """Write a letter in the language of `words`.

    latin: the language of the page for her doctor, which stands behind a right-to-left letter.
    Raises LetterError: as `blanks` and as the kind says; LanguageError for a missing message.
    """
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
    )


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
