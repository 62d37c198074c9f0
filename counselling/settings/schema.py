"""What can be set on this desk: every setting declared once, with its kind, default and limits.

A setting's words are in the catalogue (domain ui): its label is `settings.<path>`, a line of help
`settings.<path>.help`, e.g. settings.clinic.name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Annotated

import msgspec

Line = Annotated[str, msgspec.Meta(max_length=500)]
Lines = Annotated[str, msgspec.Meta(max_length=2000)]
TextSize = Annotated[int, msgspec.Meta(ge=80, le=250)]
LockMinutes = Annotated[int, msgspec.Meta(ge=1, le=15)]
RetentionYears = Annotated[int, msgspec.Meta(ge=0, le=100)]
MajorityYears = Annotated[int, msgspec.Meta(ge=0, le=30)]
AssentYears = Annotated[int, msgspec.Meta(ge=0, le=18)]
HerselfYears = Annotated[int, msgspec.Meta(ge=10, le=18)]


class Theme(StrEnum):
    """Light or dark, or as the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Clinic:
    """The clinic as it stands at the head of a letter; the address in lines."""

    name: Line = ""
    address: Lines = ""
    phone: Line = ""
    email: Line = ""


@dataclass(frozen=True, slots=True)
class Counsellor:
    """Who works at this desk, as letters are signed; registration: with a professional register."""

    name: Line = ""
    role: Line = ""
    registration: Line = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of this desk; no patient is ever named here.

    language: of the screens, BCP 47. last_vault: the folder offered at the next start; last_user:
    the name in it that was in last. country: whose population risks are compared with, as the
    incidence tables name it; "" until chosen. rendezvous_url: the server of the clinic; "" for the
    one inside the program. rendezvous_page_hash: of the page that it hands out to patients where
    that is another release's; "" for this release's. media_url: its media server for more than five
    people; "" for none. ca_file: certificates of the clinic's own authority, by which both are
    believed, in the user's folder unless its whole path is said; "" for none. engine: another one
    than the best of this computer for the video talk (docs/rendezvous.md); "" for the best.
    keys: deed and letter of the drawn family's keys, where it is not the language's (letters.py).
    label_lines: names of the lines under a symbol, as counselling.figures.label_lines reads them.
    sheet_paper: name of the paper that pedigrees are printed on; "" until another than the usual
    one is chosen. lock_minutes: untouched for so long, the desk locks itself. backup_folder: where
    copies of the vault go; "" until one is chosen. relay_folder: the folder over which families are
    exchanged; "" until one is chosen. retention_years: how long records are kept after their last
    change; 0: as the country's rule says (records/privacy/retention); retention_country: which
    country's, ISO 3166; retention_basis: on what the clinic rests years of its own. majority_years:
    from which age on somebody consents for herself; 0: as the law of retention_country says;
    assent_years: from which age on a child is asked too; herself_years: from which age on a minor
    is asked as herself, and a parent signs too (where 16 comes from: records/papers/majority).
    """

    language: Line = "en"
    theme: Theme = Theme.SYSTEM
    text_size_percent: TextSize = 100
    lock_minutes: LockMinutes = 10
    retention_years: RetentionYears = 0
    retention_country: Line = ""
    retention_basis: Line = ""
    majority_years: MajorityYears = 0
    assent_years: AssentYears = 7
    herself_years: HerselfYears = 16
    last_vault: Lines = ""
    last_user: Line = ""
    backup_folder: Lines = ""
    relay_folder: Lines = ""
    country: Line = ""
    rendezvous_url: Line = ""
    rendezvous_page_hash: Line = ""
    media_url: Line = ""
    ca_file: Lines = ""
    engine: Line = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    label_lines: Line = ""
    sheet_paper: Line = ""
    clinic: Clinic = field(default_factory=Clinic)
    counsellor: Counsellor = field(default_factory=Counsellor)


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared setting: its path ("clinic.name") and the message ids of its words."""

    path: str

    @property
    def label_id(self) -> str:
        """Message id of its name."""
        return f"settings.{self.path}"

    @property
    def help_id(self) -> str:
        """Message id of the line that explains it."""
        return f"settings.{self.path}.help"


def declared() -> tuple[Setting, ...]:
    """Return every setting in the order of the declaration."""
    return tuple(Setting(path) for path in _paths(Settings(), ""))


def _paths(group: Settings | Clinic | Counsellor, prefix: str) -> Iterator[str]:
    for each in fields(group):
        value = getattr(group, each.name)
        if is_dataclass(value) and isinstance(value, Clinic | Counsellor):
            yield from _paths(value, f"{prefix}{each.name}.")
        else:
            yield f"{prefix}{each.name}"
