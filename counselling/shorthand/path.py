"""A way to a relative: steps from somebody, each one relation, as the words say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from counselling.shorthand.lexicon import Relation
from counselling.shorthand.tokens import Token

# A word for either sex, with the sex told beside it.
OF_SEX: Final[Mapping[tuple[str, str], str]] = {
    ("cousin", "male"): "cousin-m",
    ("cousin", "female"): "cousin-f",
    ("sibling", "male"): "brother",
    ("sibling", "female"): "sister",
    ("half-sibling", "male"): "half-brother",
    ("half-sibling", "female"): "half-sister",
    ("child", "male"): "son",
    ("child", "female"): "daughter",
    ("grandchild", "male"): "grandson",
    ("grandchild", "female"): "granddaughter",
    ("partner", "male"): "husband",
    ("partner", "female"): "wife",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One relation on the way. side: mother, father or "". pick: which of several, from 0.

    is_uncounted: several, nobody says how many.
    start, end: where its words begin and end. age_word: "elder" and the like, kept as a note.
    """

    relation: Relation
    token: Token
    side: str = ""
    count: int = 0
    order: str = ""
    pick: int | None = None
    is_plural: bool = False
    start: int = 0
    end: int = 0
    age_word: str = ""
    is_adopted: bool = False
    is_uncounted: bool = False


@dataclass(frozen=True, slots=True)
class PersonPhrase:
    """Words for a person. anchor: where the path starts, None at the consultand."""

    start: int
    end: int
    anchor: Token | None
    steps: tuple[Step, ...]
    owner: "PersonPhrase | None" = None
    is_twin: bool = False
    zygosity: str = ""
    is_each: bool = False
    is_counted: bool = False
