"""Which records are older than they are to be kept: proposed, and erased by nobody but a person.

Rules are data with a source and a status (retention.toml); no lawyer has checked one yet, and the
clinic's own setting counts more.
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from typing import Final

import msgspec

from counselling.records.log import families
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault

_YEAR: Final = timedelta(days=365.2425)


@dataclass(frozen=True, slots=True)
class Rule:
    """How long records are kept. status: "recalled", or "checked" by whom and when."""

    years: int
    source: str
    status: str
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A family whose records are older than the rule says. years: since the last change."""

    family: FamilyId
    name: str
    changed: datetime
    years: float


@functools.cache
def rules() -> Mapping[str, Rule]:
    """Return the rules by country, ISO 3166."""
    here = resources.files("counselling.records.privacy")
    text = here.joinpath("retention.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), type=dict[str, Rule])


def due(vault: Vault, *, years: int, now: datetime) -> tuple[Due, ...]:
    """Return the families that who is in can read and that are due, the oldest first.

    Written down as a query; nothing is changed.
    """
    found = []
    for line in families.listing(vault):
        age = (now - line.changed) / _YEAR
        if age >= years:
            found.append(Due(line.id, line.name, line.changed, round(age, 1)))
    return tuple(sorted(found, key=lambda one: one.changed))
