"""Which records are older than they are to be kept: proposed, and erased by nobody but a person.

Rules are data with a source and a status (retention.toml); no lawyer has checked one yet, and the
clinic's own rule counts more.
"""

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from importlib import resources
from typing import Final

import msgspec

from counselling.records.log import families
from counselling.records.log.families import FamilySummary
from counselling.records.papers import consents
from counselling.records.papers.consents import Recorded, Scope
from counselling.records.privacy import keeping
from counselling.records.privacy.keeping import Kept
from counselling.records.vault.acts import FamilyId
from counselling.records.vault.vault import Vault

_YEAR: Final = timedelta(days=365.2425)
OWN: Final = "own"


@dataclass(frozen=True, slots=True)
class Rule:
    """How long records are kept after their last change.

    status: "recalled", or "checked" by whom and when; "own": the clinic's, which answers for it.
    """

    years: int
    source: str
    status: str
    checked: str = ""


class Reason(StrEnum):
    """Why a family is due."""

    AGE = "age"
    STORAGE = "storage"  # who agreed that it is kept has taken that back


@dataclass(frozen=True, slots=True)
class Due:
    """A family to decide about. years: since the last change; reasons: one or more.

    kept: that somebody has decided to keep it longer, None where nobody has, or the day is past.
    """

    family: FamilyId
    name: str
    changed: datetime
    years: float
    reasons: tuple[Reason, ...] = (Reason.AGE,)
    kept: Kept | None = None


@functools.cache
def rules() -> Mapping[str, Rule]:
    """Return the rules by country, ISO 3166."""
    here = resources.files("counselling.records.privacy")
    text = here.joinpath("retention.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), type=dict[str, Rule])


def in_force(*, country: str, years: int = 0, basis: str = "") -> Rule | None:
    """Return the rule that counts: the country's, with the clinic's own over it.

    country: ISO 3166, "" for none; years: the clinic's own, 0 for the country's; basis: on what
    the clinic rests its own. None where nothing says how long.
    """
    rule = rules().get(country.upper())
    if not years:
        return rule
    if rule is not None and not basis and rule.years == years:
        return rule
    return Rule(years, basis, OWN)


def due(vault: Vault, *, years: int, now: datetime) -> tuple[Due, ...]:
    """Return the families that who is in can read and that are due: to be decided about first.

    years: how long records are kept. Written down as a query; nothing is changed.
    """
    lines = families.listing(vault)
    said = keeping.words_of(vault, [line.id for line in lines])
    found = []
    for line in lines:
        words = said.get(line.id, ())
        one = _due(line, words, years, now)
        if one.reasons:
            kept = keeping.among(words)
            is_kept = kept is not None and kept.until >= now.date()
            found.append(replace(one, kept=kept) if is_kept else one)
    return tuple(sorted(found, key=lambda one: (one.kept is not None, one.changed)))


def _due(line: FamilySummary, words: Sequence[Recorded], years: int, now: datetime) -> Due:
    age = (now - line.changed) / _YEAR
    reasons = [Reason.AGE] if age >= years else []
    said = consents.last_words(words).items()
    if any(scope is Scope.STORAGE and not is_given for (_, scope), is_given in said):
        reasons.append(Reason.STORAGE)
    return Due(line.id, line.name, line.changed, round(age, 1), tuple(reasons))
