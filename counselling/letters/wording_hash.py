"""The wording of a kind of letter in a language: a hash that any other word of it changes."""

import json
from collections.abc import Iterator
from hashlib import sha256

from counselling.language.catalogue import Catalogue
from counselling.letters.registry import KINDS, find_kind
from counselling.letters.template import Audience, Template


def wording(template: Template, words: Catalogue) -> str:
    """Return SHA-256 over all that a kind of letter can say, and its version; 64 hex digits.

    words: the catalogue of letters, and nothing beside them: words that only another patients'
    letter says are left out, all others count.
    """
    told = [template.kind, template.version, words.code, sorted(said(template, words))]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def sentences(template: Template, words: Catalogue) -> str:
    """Return SHA-256 over a kind's own sentences, its version left out; 64 hex digits.

    What a template is at one version: not the names of illnesses and relatives that are put in, nor
    the lists of words that letters are checked by.
    """
    told = [
        (key, text)
        for key, text in sorted(said(template, words))
        if key.startswith("letters.") and not key.startswith("letters.check.")
    ]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def said(template: Template, words: Catalogue) -> list[tuple[str, str]]:
    """Return all that a kind of letter can say, each with its message id: what the hash is over.

    Its own sentences come first, then those that it shares with other letters, then the words that
    are put into them; each part as the catalogue has it.
    """
    foreign = tuple(_others(template))
    own = find_kind(template.kind).title.removesuffix("title")
    told = ((key, text) for key, text in words.raw.items() if not key.startswith(foreign))
    return sorted(told, key=lambda one: _part(one[0], own))


def _part(key: str, own: str) -> int:
    if key.startswith(own):
        return 0
    return 2 if not key.startswith("letters.") or key.startswith("letters.check.") else 1


def _others(template: Template) -> Iterator[str]:
    """Beginnings of the ids that only another letter uses; doctors' letters borrow from theirs."""
    for kind in KINDS:
        is_for_patients = kind.template.audience is Audience.PATIENT
        if kind.template.kind != template.kind and is_for_patients:
            yield kind.title.removesuffix("title")
