"""A result typed or copied line by line; a line that is not understood is named, never guessed at.

    CanRisk, BOADICEA 6.3.0, 2026-11-20
    BRCA1 4.8 %
    breast 40-80: 23.1 % (average 11.9 %)

A percentage needs its sign: 0.5 alone could be a half or a half in a hundred.
"""

import re
from collections.abc import Mapping
from typing import Final

from counselling.errors import RiskInputError
from counselling.pedigree.outside_result import Entered, OutsideCarrier, OutsideRisk
from counselling.risk.outside.told import (
    LIFETIME,
    OutsideReading,
    carrier,
    date_in,
    risk,
)

_GENES: Final = frozenset({
    "ATM", "BARD1", "BRCA1", "BRCA2", "BRIP1", "CHEK2", "PALB2", "RAD51C", "RAD51D", "HOXB13",
    "TP53", "PTEN", "CDH1", "STK11", "MLH1", "MSH2", "MSH6", "PMS2", "EPCAM", "APC", "MUTYH",
    "CDKN2A",
})  # fmt: skip
_WORDS: Final[Mapping[str, str]] = {
    "breast": "breast", "ovarian": "ovarian", "ovary": "ovarian", "prostate": "prostate",
    "brust": "breast", "brustkrebs": "breast", "eierstock": "ovarian", "eierstockkrebs": "ovarian",
    "prostata": "prostate", "prostatakrebs": "prostate",
    "الثدي": "breast", "المبيض": "ovarian", "البروستاتا": "prostate",
}  # fmt: skip
_PERCENT: Final = r"(\d{1,3}(?:[.,]\d+)?)\s*[%٪]"
_VALUE: Final = re.compile(_PERCENT)
_CARRIER: Final = re.compile(rf"([A-Z][A-Z0-9]+)\W+(?:\w+\W+){{0,3}}?{_PERCENT}", re.IGNORECASE)
_SPAN: Final = (
    r"(?:(?P<from>\d{1,3})\s*(?:-|–|—|to|bis|حتى|إلى)\s*(?P<to>\d{1,3})"
    r"|(?P<whole>lifetime|lebenszeit|مدى الحياة))"
)
_RISK: Final = re.compile(
    rf"(?P<cancer>\w+)(?:\s+cancer)?(?:\s+risk)?[\s,:]+(?:from\s+|von\s+|من\s+)?{_SPAN}"
    rf"(?:\s+years|\s+jahren?)?[\s:=]*(?P<mine>{_PERCENT})(?:\s*\(?(?:\w+[\s:]+){{0,2}}?"
    rf"(?P<theirs>{_PERCENT})\)?)?\.?",
    re.IGNORECASE,
)
_VERSION: Final = re.compile(r"(?P<word>[A-Za-z][\w -]*?)\s+v?(?P<number>\d+(?:\.\d+)+)")
_HEAD_WORDS: Final = 8


def read_lines(text: str) -> OutsideReading:
    """Read a text. Raises RiskInputError("risk.outside_unclear") where nothing is understood."""
    program, version, made_on = "", "", ""
    carriers: dict[str, OutsideCarrier] = {}
    risks: dict[tuple[str, int, int], OutsideRisk] = {}
    unread: list[str] = []
    for line in (" ".join(line.split()) for line in text.splitlines()):
        if not line:
            continue
        if (told := _risk_in(line)) is not None:
            is_new = risks.setdefault((told.cancer, *_ages(told)), told) == told
        elif (found := _carrier_in(line)) is not None:
            is_new = carriers.setdefault(found.gene, found) == found
        elif not (program or carriers or risks) and _is_head(line):
            program, version, made_on = _head(line)
            is_new = True
        else:
            is_new = False
        if not is_new:  # not understood, or another value of something told above
            unread.append(line)
    reading = OutsideReading(
        program,
        version,
        made_on or date_in(text),
        "",
        Entered.TYPED,
        tuple(carriers.values()),
        tuple(risks.values()),
        tuple(unread),
    )
    if reading.is_empty:
        raise RiskInputError("risk.outside_unclear", field="result")
    return reading


def _ages(told: OutsideRisk) -> tuple[int, int]:
    return told.from_age_years, told.to_age_years


def _carrier_in(line: str) -> OutsideCarrier | None:
    match = _CARRIER.fullmatch(line)
    if match is None or match[1].upper() not in _GENES:
        return None
    try:
        return carrier(match[1], _share(match[2]))
    except RiskInputError:
        return None


def _risk_in(line: str) -> OutsideRisk | None:
    match = _RISK.fullmatch(line)
    cancer = _WORDS.get(match["cancer"].casefold()) if match else None
    if match is None or cancer is None:
        return None
    ages = LIFETIME if match["whole"] else (int(match["from"]), int(match["to"]))
    try:
        return risk(cancer, ages, _share(match["mine"]), _share(match["theirs"]))
    except RiskInputError:
        return None


def _share(percent: str | None) -> float | None:
    """Return a percentage as a probability; None where none was written."""
    if percent is None:
        return None
    number = percent.rstrip("%٪ ").replace(",", ".")
    return round(float(number) / 100, 9)


def _is_head(line: str) -> bool:
    """Whether a first line may name the program: few words, no percentage."""
    return not _VALUE.search(line) and len(line.split()) <= _HEAD_WORDS


def _head(line: str) -> tuple[str, str, str]:
    """Program, version and date of "CanRisk, BOADICEA 6.3.0, 2026-11-20"."""
    made_on = date_in(line)
    parts = [part.strip() for part in line.replace(made_on, "").split(",") if part.strip()]
    if not parts:
        return "", "", made_on
    if len(parts) > 1:
        return parts[0], ", ".join(parts[1:]), made_on
    match = _VERSION.fullmatch(parts[0])
    return (match["word"], match["number"], made_on) if match else (parts[0], "", made_on)
