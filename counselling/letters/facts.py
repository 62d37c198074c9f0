"""What a letter says as data beside its words: numbers, results, answers, days.

A fact stands with the section or the table that says the same in words, so that the record inside
the file (record.py) tells no program more than the paper tells its reader.
"""

import datetime
from dataclasses import dataclass, fields
from typing import Final, TypeAlias

Json: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True)
class Number:
    """A risk as it is printed: `count` of `out_of` people, 0 for fewer than one.

    what: "change" (in one of `genes`), "cancer" (to fall ill with `cancer`), "second" (in the other
    breast), "inherited" (a known change came down). whose: "person", or with whom she is compared:
    "population", "noncarrier". low, high: the range, as count where none is told. from_age, to_age:
    in years, None for a number that no age belongs to. country, sex, ancestry: the population that
    was counted, "" where it does not matter. model, version: what computed it.
    """

    what: str
    count: int
    low: int
    high: int
    out_of: int = 100
    whose: str = "person"
    genes: tuple[str, ...] = ()
    cancer: str = ""
    from_age: int | None = None
    to_age: int | None = None
    country: str = ""
    sex: str = ""
    ancestry: str = ""
    model: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A gene test: result "pos", "neg", "uncertain"; variant in HGVS where the letter names it.

    whose: "self", the relative's key (kinship.relation), or "family" where nobody is named. result:
    a value of TestResult, the class that the laboratory gave.
    """

    whose: str
    gene: str
    result: str
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A laboratory and its report, as the counsellor named them."""

    laboratory: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One element of a consent as the clinic's records keep it.

    id: as the records name it. level: "MUST", "SHOULD", "". version: of the text that was answered.
    codes: of a yes (DUO). explained_by: "" for nobody, unknown, or not said in this letter, and so
    interpreter; has_interpreter: None where nobody said so. medium: "paper", "spoken", "video",
    "page"; method: "typed", "drawn", "" for what was not signed here. evidence: SHA-256 of what was
    signed, "" for none. at: when it was written down, ISO 8601.
    """

    id: str
    is_yes: bool
    level: str = ""
    version: str = ""
    codes: tuple[str, ...] = ()
    explained_by: str = ""
    has_interpreter: bool | None = None
    interpreter: str = ""
    medium: str = ""
    method: str = ""
    evidence: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class DataUse:
    """What the answers to the uses of data allow, all together, in codes (DUO)."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample: its number, until when it is to be back, and when we remind."""

    sample_id: str
    return_by: datetime.date | None
    reminders: tuple[datetime.date, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk that was held, on which day; of one that is invited to, when it starts and how long
    it is planned for (start: ISO 8601 with its offset; minutes as they are printed).
    """

    day: datetime.date | None = None
    start: str = ""
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A letter to a relative that was written: whose (a relative's key), and on which day."""

    whose: str
    written_on: datetime.date


Fact: TypeAlias = Number | Result | Report | Answered | DataUse | Sample | Talk | Held

NAMES: Final[dict[type, str]] = {
    Number: "numbers",
    Result: "results",
    Report: "reports",
    Answered: "answers",
    DataUse: "data_use",
    Sample: "samples",
    Talk: "talks",
    Held: "letters",
}  # what the record calls its lists


def as_plain(fact: Fact) -> Json:
    """Return a fact as plain data; days in ISO 8601, tuples as lists."""
    return {each.name: _plain(getattr(fact, each.name)) for each in fields(fact)}


def _plain(value: object) -> object:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
