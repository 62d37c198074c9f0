"""Which conditions are no cancer, as all languages of the shorthand write them down."""

from functools import cache

from counselling.pedigree.terms import CONGENITAL
from counselling.shorthand.registry import LANGUAGES, lexicon


@cache
def benign() -> frozenset[str]:
    """Return conditions as they stand in families: heart disease, Schlaganfall, haemophilia."""
    names = {
        name
        for words in map(lexicon, LANGUAGES)
        for condition in words.groups["benign"]
        for name in (words.name_of(condition), words.word_for("condition", condition))
    }  # in a language's own words too: as families had them once
    return frozenset(names | CONGENITAL)
