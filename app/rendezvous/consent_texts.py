"""The consent that can be signed before a session, as the server hands it out: alike for everybody.

It is part of the page and of its published hash, and says that nobody reviewed its words: whose
reviewer could have, it cannot know. Nobody asks for it by a name, and what is answered goes another
way (mailroom), sealed.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from counselling.errors import LanguageError
from counselling.language.catalogue import Catalogue, read
from counselling.language.pseudo import pseudo
from counselling.language.registry import Language
from counselling.language.traits import Use, read_traits
from counselling.session.consent_form import UNREVIEWED, FormText, in_words
from counselling.session.telehealth import TELEHEALTH

_NAME: Final = "consent-"
_BEGUN: Final = ('msgid "letters.session.', 'msgid "letters.blank.', f'msgid "{UNREVIEWED}"')


def consent_texts(
    translations: Path, languages: Iterable[Language], *, made_up: Iterable[str] = ()
) -> Mapping[str, bytes]:
    """Return the text by name, in each language that letters are written in. Raises OSError.

    made_up: of the languages that nobody speaks (counselling/language/pseudo), which to add.
    """
    said = [words for each in languages if (words := _words(translations / each.code, each))]
    said += [pseudo(said[0], code) for code in made_up]  # English is the first
    texts = {words.code: _text(words) for words in said}
    return {f"{_NAME}{code}": _json(text) for code, text in texts.items() if text is not None}


def _words(folder: Path, language: Language) -> Catalogue | None:
    traits = read_traits((folder / "language.toml").read_text(encoding="utf-8"))
    if not traits.is_for(Use.LETTERS):
        return None
    letters = _of_form((folder / "letters.po").read_text(encoding="utf-8"))
    return read(language.code, language.direction, {"letters": letters}, traits=traits)


def _text(words: Catalogue) -> FormText | None:
    try:
        return in_words(TELEHEALTH, words)
    except LanguageError:  # not all of it; the page shows it in English, as the desk would
        return None


def _of_form(letters: str) -> str:
    """Return the entries that the form may need: to read all of every language takes a second."""
    entries = letters.split("\n\n")
    return "\n\n".join(each for each in entries if any(begun in each for begun in _BEGUN))


def _json(text: FormText) -> bytes:
    told = {
        "form": text.form,
        "version": text.version,
        "language": text.language,
        "direction": text.direction,
        "title": text.title,
        "paragraphs": text.paragraphs,
        "headings": text.headings,
        "questions": [{"id": name, "words": words} for name, words in text.questions],
        "blanks": [{"id": name, "words": words} for name, words in text.blanks],
        "declaration": text.declaration,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
