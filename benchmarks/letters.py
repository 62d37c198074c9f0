"""What a letter costs: every kind in every language, set, sealed and verified.

`consultand bench letters`; what it has to reach stands in benchmarks/goals/letters. CPU of this
process, warm: each letter is set again and again, the middle of its rounds counts. "fresh": the
first time of each letter; Typst remembers what it set before. "one_letter": the most memory of one
process that writes one summary in Arabic. "this_process": how this one, which keeps all letters and
all that Typst remembers, has grown over them: no letter's own need. Three minutes.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import process_time

from app.fonts import measure as text_measure
from app.letters import set_letter
from app.paths import resource
from app.words import letter_words, offered
from benchmarks.goals.bounds import judged
from benchmarks.goals.lateness import Probe
from benchmarks.goals.letters import ENGINE, GOALS, LETTER_MS, SEALED_MS
from counselling.call.media.stopwatch import percentile
from counselling.language.traits import Use
from counselling.letters.html import twin
from counselling.letters.letter import Letter
from counselling.letters.parties import Clinic, Counsellor
from counselling.letters.registry import KINDS
from counselling.letters.seal import seal
from counselling.letters.seal_key import SealKey, make_key
from counselling.letters.template import Blank, Filling
from counselling.letters.verify import verify
from counselling.work.files.read_family import read_file
from counselling.work.letters.write_letter import Asked, Letterhead, Tongue, write_letter
from counselling.work.risk.assess_risk import assess

ROUNDS = 6  # the first is fresh; of the other five a letter's median counts
DEMO = resource("assets", "demo", "invented-breast-ovarian.canrisk4")
STARTER = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""
Figures = Mapping[str, object]
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


def letters(languages: Sequence[str] = ()) -> list[Letter]:
    """Every kind in every language, about the person whom the family is about.

    languages: of these alone.
    """
    family = read_file(DEMO).families[0]
    assessment = assess(family, person=None, country="UK")
    person, found = assessment.question.person, []
    codes = languages or [language.code for language in offered(Use.LETTERS)]
    head = Letterhead(
        Clinic("Clinic for Genetics", ("12 Lamp Street",), "+49 30 1234567", "a@clinic.example"),
        Counsellor("Dr Ada Oak", "Genetic counsellor"),
        None,
    )
    for kind in KINDS:
        for code in codes:
            asked = Asked(
                kind.template.kind,
                DAY,
                DAY,
                filled={blank.name: filled(blank) for blank in kind.template.blanks},
                consented=frozenset(one.id for one in family.persons),
            )
            tongue = Tongue(letter_words(code), letter_words("en"))
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


@dataclass
class Costs:
    """What letters took, each in every round: milliseconds of CPU; bytes of what was sealed."""

    setting: list[list[float]]
    sealed: list[list[float]]
    sizes: list[int]


def measure() -> Figures:
    """Measure every letter several times, warm, and the memory of one.

    "bounds": every goal that was measured, whether it is reached.
    """
    made = letters()
    stages = {**measure_letters(made, rounds=ROUNDS), "one_letter": measure_one()}
    verdicts = judged(ENGINE, stages, GOALS)
    return {
        "letters": len(made),
        "rounds": ROUNDS,
        "machine_cores": os.cpu_count(),
        ENGINE: stages,
        "bounds": [each.told() for each in verdicts],
    }


def measure_letters(made: Sequence[Letter], *, rounds: int) -> Figures:
    """Set and seal letters, by stages. rounds: two or more, the first is fresh."""
    key, before = make_key("Clinic", now=NOW), _peak_mib()
    cold_ms, first = cpu_ms(partial(set_letter, made[0]))
    sealed = seal(first, made[0], key, now=NOW)  # the first seal imports
    since = process_time()
    is_whole = verify(sealed).is_whole
    verify_ms = 1000 * (process_time() - since)
    with Probe() as probe:
        costs = _costs(made, key, rounds)
        lateness = probe.since_last()
    timed = {"late": lateness.told(), "no_time": lateness.why()}
    return {
        "fresh": {**summed(made, [each[:1] for each in costs.setting], LETTER_MS), **timed},
        "set": {**summed(made, [each[1:] for each in costs.setting], LETTER_MS), **timed},
        "sealed": {**summed(made, [each[1:] for each in costs.sealed], SEALED_MS), **timed},
        "first": {
            "cold_ms": round(cold_ms, 1),
            "verify_ms": round(verify_ms, 1),
            "is_whole": int(is_whole),
        },
        "size": {
            "largest_bytes": max(costs.sizes),
            "html_bytes": max(len(twin(letter).encode()) for letter in made),
        },
        "this_process": {"before_mib": before, "grown_mib": round(_peak_mib() - before, 1)},
    }


def _costs(made: Sequence[Letter], key: SealKey, rounds: int) -> Costs:
    costs = Costs([[] for _ in made], [[] for _ in made], [])
    for _ in range(rounds):
        for letter, setting, sealed in zip(made, costs.setting, costs.sealed, strict=True):
            took, pdf = cpu_ms(partial(set_letter, letter))
            sealed_took, whole = cpu_ms(partial(seal, pdf, letter, key, now=NOW))
            setting.append(took)
            sealed.append(took + sealed_took)
            costs.sizes.append(len(whole))
    return costs


def summed(made: Sequence[Letter], took: Sequence[Sequence[float]], limit_ms: float) -> Figures:
    """Sum up what letters took, each by the middle of its rounds; "over": which took too much."""
    usual = [statistics.median(each) for each in took]
    over = [
        f"{letter.kind} {letter.language}"
        for letter, each in zip(made, usual, strict=True)
        if each > limit_ms
    ]
    return {
        "median_ms": round(statistics.median(usual), 1),
        "p95_ms": round(percentile(usual, 0.95) or 0.0, 1),
        "worst_ms": round(max(usual), 1),
        f"over_{limit_ms:g}_ms": len(over),
        "over": over,
    }


def measure_one() -> Figures:
    """Write one summary in Arabic in a process of its own, with a seal and without."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["letter", "summary", str(DEMO), "--language", "ar", "--draft", "--json"]
        letter = [sys.executable, "-m", "app", *words, "--pdf", str(Path(folder, "letter.pdf"))]
        return {
            "unsealed_peak_mib": peak_mib([*letter, "--no-seal"], home=folder),
            "sealed_peak_mib": peak_mib(letter, home=folder),
        }


def peak_mib(command: Sequence[str], *, home: str) -> float:
    """Return the most memory that a program held. Linux counts in KiB.

    A small process starts it: what its own starter held counts as a program's until it runs.
    """
    starter = [sys.executable, "-I", "-S", "-c", STARTER, *command]
    environment = {**os.environ, "CONSULTAND_HOME": home}
    done = subprocess.run(starter, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the measured program failed: {done.stderr.strip()}")
    return round(int(done.stdout) / 1024, 1)


def _peak_mib() -> float:
    return round(getrusage(RUSAGE_SELF).ru_maxrss / 1024, 1)
