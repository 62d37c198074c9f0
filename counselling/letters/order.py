"""What a letter is asked to be, before it is composed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counselling.letters.page import Size
from counselling.letters.parties import Address
from counselling.pedigree.person import PersonId
from counselling.risk.supposition import Supposition


@dataclass(frozen=True)
class Order:
    """A letter that is to be written.

    person: whom it is about, None for the family's focus. own: the counsellor's language, in which
    it is kept beside; "" for none. agreed: a summary's lines. filled: blanks by name. session:
    id of the one it belongs to. post: lines of the person's address, kept with her from then on;
    None for those that are kept.
    """

    family: str
    kind: str
    language: str
    country: str
    person: PersonId | None = None
    own: str = ""
    address: Address = Address.FORMAL
    size: Size = Size.USUAL
    filled: Mapping[str, str] = field(default_factory=dict)
    agreed: tuple[str, ...] = ()
    session: str | None = None
    post: tuple[str, ...] | None = None
    supposed: Supposition | None = None
