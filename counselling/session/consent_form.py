"""A text that people are asked to agree to: its questions, its version, its words in a language."""

from dataclasses import dataclass
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.session.consent import text_hash


@dataclass(frozen=True, slots=True)
class Form:
    """A form. title to declaration: message ids; version: raised whenever a word changes.

    questions: id of each question (as the records name what is agreed to) and its message id.
    """

    id: str
    version: str
    title: str
    paragraphs: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    declaration: str


@dataclass(frozen=True, slots=True)
class FormText:
    """A form in the words of one language. direction: "ltr" or "rtl"."""

    form: str
    version: str
    language: str
    direction: str
    title: str
    paragraphs: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    declaration: str

    @property
    def words(self) -> str:
        """All that is shown to whoever signs, in reading order."""
        asked = (words for _, words in self.questions)
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
    """Return a form in a language."""
    return FormText(
        form=form.id,
        version=form.version,
        language=words.code,
        direction=words.direction,
        title=words.say(form.title),
        paragraphs=tuple(words.say(each) for each in form.paragraphs),
        questions=tuple((question, words.say(said)) for question, said in form.questions),
        declaration=words.say(form.declaration),
    )
