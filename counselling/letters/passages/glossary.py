"""Words of the field, explained once, in the letter that uses them."""

from collections.abc import Iterable, Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.letters.inline import words_of
from counselling.letters.letter import Definitions, Section
from counselling.letters.record import lines
from counselling.letters.voice import Voice
from counselling.letters.wording import any_of

GENE: Final = "gene"
GENE_CHANGE: Final = "gene_change"

# In the order in which they are explained: a meaning uses only words that stand before it. Each
# with its name, its meaning, and the forms by which a text is known to use it.
_WORDS: Final = {
    GENE: (N_("letters.term.gene"), N_("letters.term.gene.meaning"), N_("letters.term.gene.forms")),
    GENE_CHANGE: (
        N_("letters.term.gene_change"),
        N_("letters.term.gene_change.meaning"),
        N_("letters.term.gene_change.forms"),
    ),
    "genetic_test": (
        N_("letters.term.genetic_test"),
        N_("letters.term.genetic_test.meaning"),
        N_("letters.term.genetic_test.forms"),
    ),
    "dna": (N_("letters.term.dna"), N_("letters.term.dna.meaning"), N_("letters.term.dna.forms")),
    "coded": (
        N_("letters.term.coded"),
        N_("letters.term.coded.meaning"),
        N_("letters.term.coded.forms"),
    ),
    "biobank": (
        N_("letters.term.biobank"),
        N_("letters.term.biobank.meaning"),
        N_("letters.term.biobank.forms"),
    ),
}
_UNDER: Final = {GENE_CHANGE: (GENE,), "genetic_test": (GENE, GENE_CHANGE)}  # words of a meaning


def glossary(sections: Iterable[Section], voice: Voice) -> Definitions:
    """Explain every word that the sections use or name, each once."""
    told = tuple(sections)
    used = {term for section in told for term in section.terms} | set(terms_in(texts(told), voice))
    used |= {under for term in used for under in _UNDER.get(term, ())}
    return Definitions(
        tuple(
            (voice.parts(word), voice.parts(meaning))
            for term, (word, meaning, _) in _WORDS.items()
            if term in used
        )
    )


def texts(sections: Iterable[Section]) -> str:
    """Return all words of sections, a line a block's line."""
    return "\n".join(
        words_of(parts)
        for section in sections
        for block in section.blocks
        for parts in lines(block)
    )


def terms_in(text: str, voice: Voice) -> Iterator[str]:
    """Yield the terms that a text uses."""
    for term, (_, _, forms) in _WORDS.items():
        if any_of(voice.catalogue.raw.get(forms, "")).search(text):
            yield term
