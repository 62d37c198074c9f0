"""A family as a letter may show it: no text of it gives orders to whoever draws or reads it.

The words of a letter lose such orders where they are set; a drawing is cut into pieces by them
before that, so they go before anything is drawn.
"""

import dataclasses
from typing import Final, TypeVar, cast

from counselling.letters.characters import clean
from counselling.pedigree.family import Family

_Thing = TypeVar("_Thing")
_KEPT: Final = frozenset({"id", "parents"})  # by them people are found


def clean_family(family: Family) -> Family:
    """Return a family whose people's texts hold nothing that cannot be seen."""
    persons = tuple(map(_cleaned, family.persons))
    return family if persons == family.persons else dataclasses.replace(family, persons=persons)


def _cleaned(thing: _Thing) -> _Thing:
    if isinstance(thing, str) and type(thing) is str:  # a word of a list, as Sex is one, is none
        return cast("_Thing", clean(thing))
    if isinstance(thing, tuple):
        return cast("_Thing", tuple(map(_cleaned, thing)))
    if not dataclasses.is_dataclass(thing) or isinstance(thing, type):
        return thing
    told = {
        one.name: getattr(thing, one.name)
        for one in dataclasses.fields(thing)
        if one.name not in _KEPT
    }
    changed = {name: new for name, old in told.items() if (new := _cleaned(old)) != old}
    return dataclasses.replace(thing, **changed) if changed else thing
