"""What a letter costs: every kind in every language, set, sealed and verified.

`consultand bench letters --json`. Goals: 60 ms of CPU a letter, 300 ms with its seal, 200 KB, and
150 MB of memory more than the program has before it sets one. "fresh": the first time of
each letter; Typst
remembers what it set before.
"""

import json
import statistics
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from resource import RUSAGE_SELF, getrusage
from time import process_time

from app.fonts import measure as text_measure
from app.letters import set_letter
from app.paths import resource
from app.words import letter_words, offered
from counselling.language.traits import Use
from counselling.letters.html import twin
from counselling.letters.letter import Letter
from counselling.letters.parties import Clinic, Counsellor
from counselling.letters.registry import KINDS
from counselling.letters.seal import seal
from counselling.letters.seal_key import make_key
from counselling.letters.template import Blank, Filling
from counselling.letters.verify import verify
from counselling.pedigree.family import Family
from counselling.risk.model import Assessment
from counselling.work.files.read_family import read_file
from counselling.work.letters.write_letter import Asked, Letterhead, Tongue, write_letter
from counselling.work.risk.assess_risk import assess

ROUNDS = 6  # the first is fresh; of the other five a letter's median counts
DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
FILLED = {Filling.DAY: "2027-01-15", Filling.MOMENT: "2027-01-15 10:30",
          Filling.LINK: "https://clinic.example/join#k3J9"}  # fmt: skip
OWN = {
    "zone": "Europe/Berlin",
    "session_on": "2026-11-20",
    "minutes": "45",
    "sample_id": "KIT-2026-00417",
}


def filled(blank: Blank) -> str:
    """Something to stand in a blank."""
    return OWN.get(blank.name) or FILLED.get(blank.filling, f"Words for {blank.name}, 2026")


def letters(family: Family, assessment: Assessment) -> list[Letter]:
    """Every kind in every language, about the person whom the family is about."""
    person, found = assessment.question.person, []
    head = Letterhead(
        Clinic("Clinic for Genetics", ("12 Lamp Street",), "+49 30 1234567", "a@clinic.example"),
        Counsellor("Dr Ada Oak", "Genetic counsellor"),
        None,
    )
    for kind in KINDS:
        for language in offered(Use.LETTERS):
            asked = Asked(
                kind.template.kind,
                DAY,
                DAY,
                filled={blank.name: filled(blank) for blank in kind.template.blanks},
                consented=frozenset(one.id for one in family.persons),
            )
            tongue = Tongue(letter_words(language.code), letter_words("en"))
            found.append(
                write_letter(
                    asked, family, person, tongue, text_measure(), head=head, assessment=assessment
                )
            )
    return found


def cpu_ms(work: Callable[[], bytes]) -> tuple[float, bytes]:
    """Return the CPU milliseconds of some work, and what it made."""
    since = process_time()
    made = work()
    return 1000 * (process_time() - since), made


def measure() -> dict[str, float | int]:
    """Measure every letter several times, warm."""
    family = read_file(resource("assets", "demo", "invented-breast-ovarian.canrisk4")).families[0]
    assessment = assess(family, person=None, country="UK")
    made, key = letters(family, assessment), make_key("Clinic", now=NOW)
    before = getrusage(RUSAGE_SELF).ru_maxrss
    since = process_time()
    first = set_letter(made[0])
    cold_ms = 1000 * (process_time() - since)
    seal(first, made[0], key, now=NOW)  # the first seal imports
    setting, sealing, sizes = [], [], []
    for _ in range(ROUNDS):
        for letter in made:
            took, pdf = cpu_ms(partial(set_letter, letter))
            sealed_took, sealed = cpu_ms(partial(seal, pdf, letter, key, now=NOW))
            setting.append(took)
            sealing.append(took + sealed_took)
            sizes.append(len(sealed))
    usual = [statistics.median(setting[at + len(made) :: len(made)]) for at in range(len(made))]
    since = process_time()
    whole = verify(sealed).is_whole
    verify_ms = 1000 * (process_time() - since)
    return {
        "letters": len(made),
        "rounds": ROUNDS,
        "fresh_median_ms": round(statistics.median(setting[: len(made)]), 1),
        "fresh_worst_ms": round(max(setting[: len(made)]), 1),
        "fresh_over_60_ms": sum(took > 60 for took in setting[: len(made)]),
        "set_median_ms": round(statistics.median(setting), 1),
        "set_p95_ms": round(statistics.quantiles(setting, n=20)[-1], 1),
        "set_worst_ms": round(max(setting), 1),
        "letter_worst_ms": round(max(usual), 1),
        "letters_over_60_ms": sum(took > 60 for took in usual),
        "signed_median_ms": round(statistics.median(sealing), 1),
        "signed_worst_ms": round(max(sealing), 1),
        "cold_ms": round(cold_ms, 1),
        "verify_ms": round(verify_ms, 1),
        "is_whole": int(whole),
        "largest_bytes": max(sizes),
        "html_bytes": max(len(twin(letter).encode()) for letter in made),
        "peak_before_mb": before // 1024,
        "peak_mb": getrusage(RUSAGE_SELF).ru_maxrss // 1024,
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
