"""How one letter speaks: its language, and to whom it says "you"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.language.kin import KinTerm
from counselling.letters.inline import Gap, Inline, Parts, Strong, Token, plain
from counselling.letters.letter import Paragraph
from counselling.letters.parties import Address
from counselling.letters.template import Audience
from counselling.pedigree.terms import Gender

_SELECTED: Final[Mapping[Gender, str]] = {Gender.WOMAN: "female", Gender.MAN: "male"}


@dataclass(frozen=True, slots=True)
class Voice:
    """A catalogue with what every sentence of this letter may ask for.

    Each message may select by `gender` (female, male, other) of the patient, by `address`, and by
    `reader` (a patient, a professional), whether it does so in this language or not.
    """

    catalogue: Catalogue
    gender: Gender = Gender.UNKNOWN
    address: Address = Address.FORMAL
    reader: Audience = Audience.PATIENT

    def parts(self, message_id: str, /, **fields: object) -> Parts:
        """Return a message with its tokens as tokens; whole numbers become tokens."""
        told = {
            "gender": _SELECTED.get(self.gender, "other"),
            "address": self.address,
            "reader": self.reader,
            **fields,
        }
        return tuple(self._inline(part) for part in self.catalogue.parts(message_id, **told))

    def paragraph(self, message_id: str, /, **fields: object) -> Paragraph:
        """Return a message as a paragraph."""
        return Paragraph(self.parts(message_id, **fields))

    def text(self, message_id: str, /, **fields: object) -> str:
        """Return a message as plain text, for where no token can stand (a title, an alt text)."""
        return "".join(plain(part) for part in self.parts(message_id, **fields))

    def kin(self, relation: str) -> KinTerm:
        """Return a relative of the reader as a blank."""
        return KinTerm(self.catalogue, relation, self.address)

    def _inline(self, part: object) -> Inline:
        if isinstance(part, str | Token | Gap | Strong):
            return part
        if isinstance(part, int | float) and not isinstance(part, bool):
            return Token(self.catalogue.number(part))
        raise TypeError(f"no inline part: {type(part).__name__}")
