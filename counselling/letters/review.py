"""What to look at before a letter is sent: findings, each with its place, for a person to judge.

What nobody filled in holds a letter back; the rest is doubtful and may be sent as it is: the words
are the counsellor's.
"""

from collections import Counter
from collections.abc import Iterator

from counselling.errors import Field
from counselling.language.catalogue import Catalogue
from counselling.letters import readability
from counselling.letters.inline import Gap, Inline, Parts, Strong, Token, words_of
from counselling.letters.letter import (
    Block,
    Bullets,
    Definitions,
    KeyBox,
    Letter,
    Paragraph,
    Section,
)
from counselling.letters.passages.glossary import terms_in, texts
from counselling.letters.record import lines
from counselling.letters.registry import find
from counselling.letters.template import Audience
from counselling.letters.voice import Voice
from counselling.letters.wordlists import WordLists
from counselling.pedigree.finding import Finding, Severity


def review(
    letter: Letter,
    words: Catalogue,
    *,
    pages: int,
    own: Catalogue | None = None,
    beside: Letter | None = None,
) -> tuple[Finding, ...]:
    """Return the findings about a set letter, what holds it back first.

    words: of the letter's language; pages: as the finished file has them, a page for her doctor
    included. own, beside: words and the same letter in the counsellor's language, in which places
    are then named; None for the letter's own.
    """
    places = _places(beside or letter)
    gaps = (*_gaps(letter, places, own or words), *_unset(letter), *_reader(letter))
    found = (*gaps, *_length(letter, places, pages), *_wording(letter, words, places))
    return blocking_first(found)


def blocking_first(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return findings with those that hold a letter back before the others."""
    return tuple(sorted(findings, key=lambda one: one.severity is not Severity.BLOCKING))


def holds_back(findings: tuple[Finding, ...]) -> bool:
    """Whether the letter cannot be sent."""
    return any(finding.severity is Severity.BLOCKING for finding in findings)


def _places(letter: Letter) -> dict[str, str]:
    """What a reader calls each place: a section's title, the letter's for what stands before."""
    return {"": letter.title, **{s.id: words_of(s.title) for s in letter.sections}}


def _gaps(letter: Letter, places: dict[str, str], own: Catalogue) -> Iterator[Finding]:
    blanks = {blank.name: blank for blank in find(letter.kind).blanks}
    found = [("", gap) for gap in _gaps_of(letter.greeting)]
    found += [(section.id, gap) for section in letter.sections for gap in _gaps_in(section)]
    for section_id, gap in dict.fromkeys(found):
        label = own.say(blanks[gap.name].label) if gap.name in blanks else gap.label
        place = (("blank", label), ("section", places.get(section_id, "")))
        if gap.name in blanks and blanks[gap.name].is_needed:
            yield Finding("finding.letter_blank", Severity.BLOCKING, fields=place)
        elif gap.name in blanks and blanks[gap.name].can_be_none:
            yield Finding("finding.letter_unsaid", Severity.DOUBTFUL, fields=place)
        else:
            yield Finding("finding.letter_gap", Severity.DOUBTFUL, fields=place)


def _unset(letter: Letter) -> Iterator[Finding]:
    """What the settings lack, and the letter with them: who signs, and where to call."""
    if not letter.signature:
        yield Finding("finding.letter_unset", Severity.DOUBTFUL, fields=(("what", "counsellor"),))
    ways = (part for line in letter.sender.lines for part in line if isinstance(part, Token))
    if all("@" in way.text for way in ways):
        yield Finding("finding.letter_unset", Severity.DOUBTFUL, fields=(("what", "phone"),))


def _reader(letter: Letter) -> Iterator[Finding]:
    """A child is told by its parents, who also decide for it."""
    if letter.child_under:
        told: tuple[tuple[str, Field], ...] = (("years", letter.child_under),)
        yield Finding("finding.letter_child", Severity.DOUBTFUL, fields=told)


def _gaps_in(section: Section) -> Iterator[Gap]:
    for block in section.blocks:
        for parts in lines(block):
            yield from _gaps_of(parts)


def _gaps_of(parts: tuple[Inline, ...]) -> Iterator[Gap]:
    for part in parts:
        match part:
            case Gap():
                yield part
            case Strong(inner):
                yield from _gaps_of(inner)
            case str() | Token():
                pass


def _length(letter: Letter, places: dict[str, str], pages: int) -> Iterator[Finding]:
    """Longer letters are read and liked less (Roggenbuck et al. 2015, J Genet Couns 24:645)."""
    most = find(letter.kind).most_pages
    own = pages - (letter.annex is not None)
    if own > most:
        part = places.get(_longest(letter).id, "")
        told: tuple[tuple[str, Field], ...] = (("pages", own), ("most", most), ("part", part))
        yield Finding("finding.letter_too_long", Severity.DOUBTFUL, fields=told)


def _longest(letter: Letter) -> Section:
    """The section with most words; of a picture what stands beside it and under it counts."""
    return max(letter.sections, key=lambda section: len("".join(texts((section,)))))


def _wording(letter: Letter, words: Catalogue, places: dict[str, str]) -> Iterator[Finding]:
    is_for_patients = find(letter.kind).audience is Audience.PATIENT
    check = WordLists(words)
    for section in letter.sections:
        place = places.get(section.id, "")
        before = ""
        for number, sentence in enumerate(_sentences(section), start=1):
            for message_id, fields in check.found(
                sentence, is_for_patients=is_for_patients, before=before
            ):
                told: tuple[tuple[str, Field], ...] = (
                    *fields, ("section", place), ("number", number)
                )  # fmt: skip
                yield Finding(message_id, Severity.DOUBTFUL, fields=told)
            before = sentence
    if is_for_patients:
        yield from _terms(letter, words)
        prose = "\n".join(sentence for part in letter.sections for sentence in _sentences(part))
        if not readability.is_easy(prose, words.traits.ease):
            yield Finding("finding.letter_hard", Severity.DOUBTFUL)


def _terms(letter: Letter, words: Catalogue) -> Iterator[Finding]:
    """Words of the field that are used and not explained, or explained twice."""
    voice = Voice(words)
    explained = Counter(
        words_of(word)
        for section in letter.sections
        for block in section.blocks
        if isinstance(block, Definitions)
        for word, _ in block.entries
    )
    named = set(terms_in("\n".join(explained), voice))
    for term in terms_in(texts(letter.sections), voice):
        if term not in named:
            word = words.say(f"letters.term.{term}")
            told: tuple[tuple[str, Field], ...] = (("word", word),)
            yield Finding("finding.letter_undefined", Severity.DOUBTFUL, fields=told)
    for word, count in explained.items():
        if count > 1:
            told = (("word", word),)
            yield Finding("finding.letter_defined_twice", Severity.DOUBTFUL, fields=told)


def _sentences(section: Section) -> Iterator[str]:
    for block in section.blocks:
        for parts in _prose(block):
            yield from readability.sentences_of(words_of(parts))


def _prose(block: Block) -> Iterator[Parts]:
    match block:
        case Paragraph(parts):
            yield parts
        case Bullets(items) | KeyBox(items):
            yield from (item.parts for item in items)
