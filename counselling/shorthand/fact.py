"""One fact of a clause, as the words say it, before it meets a person."""

from dataclasses import dataclass, field
from enum import StrEnum

from counselling.pedigree.person import PartialDate
from counselling.shorthand.ages import ToldAge
from counselling.shorthand.tokens import Token


class FactKind(StrEnum):
    """What a fact is about. NOTE keeps the nurse's own words: the family has no field for it."""

    CONDITION = "condition"
    NEVER = "never"
    NOTE = "note"
    SIDE_NOTE = "side_note"
    DEAD = "dead"
    WELL = "well"
    ALIVE = "alive"
    UNAFFECTED = "unaffected"
    AGE = "age"
    ASIDE = "aside"
    BORN = "born"
    LOSS = "loss"
    PROCEDURE = "procedure"
    GENE = "gene"
    ADOPTED = "adopted"
    RELATED = "related"
    PARTED = "parted"
    ANCESTRY = "ancestry"
    CHILDLESS = "childless"
    SEX = "sex"
    NAME = "name"
    TWIN = "twin"
    TRAIT = "trait"
    CARRIES = "carries"
    PRESYMPTOMATIC = "presymptomatic"
    EXAMINED = "examined"
    GIVEN = "given"
    REMOVE = "remove"


@dataclass(slots=True)
class Fact:
    """Kind and id; age where one was told; start, end: where its words begin and end.

    traits: laterality, markers, result, "second", "maybe", "cause", "now", "vague", "assumed".
    pathology: words of the report. source: where it was read, an id of terms.Source. weeks: of a
    pregnancy. date: of a birth, as far as it is certain. dates: of a pregnancy, "due" and
    "last-period". instead: the number that was put right. is_own: told of one
    of several only. variant: of a gene; of a NOTE the
    relation, of CHILDLESS the cause.
    """

    kind: FactKind
    what: str
    token: Token
    end: int
    age: ToldAge | None = None
    traits: list[str] = field(default_factory=list)
    is_after_comma: bool = False
    count: int = 0
    variant: str = ""
    weeks: int | None = None
    start: int = -1
    pathology: list[str] = field(default_factory=list)
    source: str = ""
    date: PartialDate | None = None
    dates: dict[str, PartialDate] = field(default_factory=dict)
    instead: str = ""
    is_own: bool = False

    def __post_init__(self) -> None:
        """Begin at the first word unless told otherwise."""
        if self.start < 0:
            self.start = self.token.start

    def has(self, trait: str) -> bool:
        """Whether a trait was said."""
        return trait in self.traits
