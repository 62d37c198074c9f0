"""Words of the field, explained once, in the letter that uses them."""

from collections.abc import Iterable
from typing import Final

from counselling.language.marks import N_
from counselling.letters.letter import Definitions, Section
from counselling.letters.voice import Voice

GENE: Final = "gene"
GENE_CHANGE: Final = "gene_change"

# In the order in which they are explained: a meaning uses only words that stand before it.
_WORDS: Final = {
    GENE: (N_("letters.term.gene"), N_("letters.term.gene.meaning")),
    GENE_CHANGE: (N_("letters.term.gene_change"), N_("letters.term.gene_change.meaning")),
}


def glossary(sections: Iterable[Section], voice: Voice) -> Definitions:
    """Explain every word that the sections use, each once."""
    used = {term for section in sections for term in section.terms}
    return Definitions(
        tuple(
            (voice.parts(word), voice.parts(meaning))
            for term, (word, meaning) in _WORDS.items()
            if term in used
        )
    )
