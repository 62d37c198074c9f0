"""A text that people are asked to agree to: its questions, its version, its words in a language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.session.consent import text_hash

INTERPRETER: Final = "interpreter"  # the blank for who interprets
UNREVIEWED: Final = N_("consent.unreviewed")  # what a letter says of itself, of a text to sign
GAP: Final = "_____"  # a line to write on, as on paper
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_ITEM: Final = "- "
_BULLET: Final = "•\u00a0"


@dataclass(frozen=True, slots=True)
class Fill:
    """What the counsellor says in a form. label: message id of what belongs there.

    is_needed: the form is not shown without it. usual: what stands there unless told otherwise.
    """

    id: str
    label: str
    is_needed: bool = False
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form. title to declaration: message ids; version: raised whenever a word changes.

    questions: id of each question (as the records name what is agreed to) and its message id.
    headings: which paragraphs are. blanks: id and message id of what she may fill in herself.
    fields: what the messages ask for, the same for everybody; to_fill: what only the counsellor can
    say. starts_with_no: every question is a no until she says yes.
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
    to_fill: tuple[Fill, ...] = ()
    starts_with_no: bool = False


@dataclass(frozen=True, slots=True)
class FormText:
    """A form in the words of one language. direction: "ltr" or "rtl".

    paragraphs: the first says so where nobody reviewed the words. headings: places of paragraphs
    that are headings. blanks: id and label of each.
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
    starts_with_no: bool = False

    @property
    def words(self) -> str:
        """All that is shown to whoever signs, in reading order."""
        asked = (words for _, words in (*self.questions, *self.blanks))
        return "\n\n".join((self.title, *self.paragraphs, *asked, self.declaration))

    @property
    def text_hash(self) -> str:
        """SHA-256 of all the words."""
        return text_hash(self.words)


def in_words(
    form: Form,
    words: Catalogue,
    filled: Mapping[str, str] = _NOTHING,
    *,
    is_reviewed: bool = False,
) -> FormText:
    """Return a form in a language. filled: what the counsellor says, by id; else a line is left.

    is_reviewed: somebody signed exactly these words off; else the first paragraph says that nobody
    did. It is shown, hashed and kept like every other word (docs/decisions/0098).
    Raises LanguageError for words that the language lacks.
    """
    fields = {**form.fields, **dict(_filled(form, filled))}
    notice = () if is_reviewed else ((words.say(UNREVIEWED, **fields), False),)
    lines = (*notice, *_lines(form, words, fields))
    return FormText(
        form=form.id,
        version=form.version,
        language=words.code,
        direction=words.direction,
        title=words.say(form.title),
        paragraphs=tuple(line for line, _ in lines),
        questions=tuple((one, words.say(said, **fields)) for one, said in form.questions),
        declaration=words.say(form.declaration, **fields),
        headings=tuple(place for place, (_, is_heading) in enumerate(lines) if is_heading),
        blanks=tuple((one, words.say(said)) for one, said in form.blanks),
        starts_with_no=form.starts_with_no,
    )


def _filled(form: Form, filled: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for each in form.to_fill:
        text = " ".join(filled.get(each.id, "").split())
        yield f"has_{each.id}", "yes" if text else "no"
        yield each.id, text or GAP


def _lines(form: Form, words: Catalogue, fields: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs, a line each, and whether one is a heading."""
    for message in form.paragraphs:
        for line in words.say(message, **fields).split("\n"):
            is_item = line.startswith(_ITEM)
            yield (
                f"{_BULLET}{line.removeprefix(_ITEM)}" if is_item else line,
                message in form.headings,
            )
