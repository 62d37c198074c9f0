"""A text that people are asked to agree to: its questions, its version, its words in a language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.session.consent import text_hash

_ITEM: Final = "- "
_BULLET: Final = "•\u00a0"


@dataclass(frozen=True, slots=True)
class Form:
    """A form. title to declaration: message ids; version: raised whenever a word changes.

    questions: id of each question (as the records name what is agreed to) and its message id.
    headings: which paragraphs are. blanks: id and message id of what she may fill in herself.
    fields: what the messages ask for, the same for everybody.
    """

    id: str
    version: str
    title: str
    paragraphs: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    declaration: str
    headings: frozenset[str] = frozenset()
    blanks: tuple[tuple[str, str], ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormText:
    """A form in the words of one language. direction: "ltr" or "rtl".

    headings: places of paragraphs that are headings. blanks: id and label of each.
    """

    form: str
    version: str
    language: str
    direction: str
    title: str
    paragraphs: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    declaration: str
    headings: tuple[int, ...] = ()
    blanks: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """All that is shown to whoever signs, in reading order."""
        asked = (words for _, words in (*self.questions, *self.blanks))
        return "\n\n".join((self.title, *self.paragraphs, *asked, self.declaration))

    @property
    def text_hash(self) -> str:
        """SHA-256 of all the words."""
        return text_hash(self.words)


TESTING: Final = Form(
    id="testing",
    version="2026-11",
    title=N_("consent_form.testing.title"),
    paragraphs=(
        N_("consent_form.testing.what"),
        N_("consent_form.testing.results"),
        N_("consent_form.testing.relatives"),
        N_("consent_form.testing.free"),
    ),
    questions=(
        ("care", N_("consent_form.testing.care")),
        ("storage", N_("consent_form.testing.storage")),
        ("family_contact", N_("consent_form.testing.family_contact")),
        ("recontact", N_("consent_form.testing.recontact")),
        ("research", N_("consent_form.testing.research")),
    ),
    declaration=N_("consent_form.testing.declaration"),
)

FORMS: Final = (TESTING,)


def in_words(form: Form, words: Catalogue) -> FormText:
    """Return a form in a language. Raises LanguageError for words that the language lacks."""
    lines = tuple(_lines(form, words))
    return FormText(
        form=form.id,
        version=form.version,
        language=words.code,
        direction=words.direction,
        title=words.say(form.title),
        paragraphs=tuple(line for line, _ in lines),
        questions=tuple((one, words.say(said, **form.fields)) for one, said in form.questions),
        declaration=words.say(form.declaration, **form.fields),
        headings=tuple(place for place, (_, is_heading) in enumerate(lines) if is_heading),
        blanks=tuple((one, words.say(said)) for one, said in form.blanks),
    )


def _lines(form: Form, words: Catalogue) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs, a line each, and whether one is a heading."""
    for message in form.paragraphs:
        for line in words.say(message, **form.fields).split("\n"):
            is_item = line.startswith(_ITEM)
            yield (
                f"{_BULLET}{line.removeprefix(_ITEM)}" if is_item else line,
                message in form.headings,
            )
