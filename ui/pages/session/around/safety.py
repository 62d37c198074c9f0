"""Safety words as they are read out: both ends see the same, or somebody stands between them."""

from counselling.call.link.proof import WORDS_IN_LIST, SafetyWords
from counselling.language.catalogue import Catalogue


def in_words(safety: SafetyWords, words: Catalogue) -> str:
    """Return the safety words in our language, and the digits for two without a common one."""
    listed = words.say("safety.words")
    if len(listed.split()) < WORDS_IN_LIST:
        return safety.digits
    said = safety.in_words(listed)
    # a message and not a sum of texts: it keeps the digits in their order between Arabic words
    return words.say("session.safety", words=said, digits=safety.digits)
