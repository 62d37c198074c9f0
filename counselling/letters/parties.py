"""Who a letter comes from and who it goes to, as the clinic keeps them."""

from dataclasses import dataclass
from enum import StrEnum

from counselling.pedigree.terms import Gender


class Address(StrEnum):
    """How a language with two forms speaks to the reader."""

    FORMAL = "formal"
    INFORMAL = "informal"


@dataclass(frozen=True, slots=True)
class Clinic:
    """The sender. address: its lines as they are printed."""

    name: str
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Counsellor:
    """Who signs. registration: number in the professional register, where there is one."""

    name: str
    role: str = ""
    registration: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who reads. Names are kept whole as the person gave them: never inflected, never split.

    salutation: the greeting as she wishes it; empty for the template's own.
    """

    name: str
    gender: Gender = Gender.UNKNOWN
    form: Address = Address.FORMAL
    address: tuple[str, ...] = ()
    salutation: str = ""
