"""A cancer as a sentence names it, where the language has a name; else the organ's."""

from counselling.language.catalogue import Catalogue
from counselling.language.conditions import condition_name


def cancer_name(cancer: str, words: Catalogue) -> str:
    """Return "breast cancer" for "breast"."""
    named = f"cancer.{cancer}"
    return words.say(named) if words.has(named) else condition_name(cancer, words)
