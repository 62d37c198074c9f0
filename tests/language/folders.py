"""The languages' folders as they lie there."""

from functools import cache
from pathlib import Path

from counselling.language.catalogue import Catalogue, read
from counselling.language.registry import find
from counselling.language.traits import Traits, read_traits

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"


def text(code: str, domain: str) -> str:
    return (TRANSLATIONS / code / f"{domain}.po").read_text("utf-8")


@cache
def traits(code: str) -> Traits:
    return read_traits((TRANSLATIONS / code / "language.toml").read_text("utf-8"))


@cache
def words(code: str, *domains: str) -> Catalogue:
    """Some domains of a language."""
    files = {domain: text(code, domain) for domain in domains}
    return read(code, find(code).direction, files, traits=traits(code))


def whole(code: str) -> Catalogue:
    """What a language says to be complete in."""
    return words(code, *sorted(traits(code).complete))
