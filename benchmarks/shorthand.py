"""Typed family history: how much of the committed notes is understood, asked, wrong; how fast.

The notes are those of tests/shorthand/notes, so it runs in a checkout only. A peer does not exist:
no other pedigree program reads a live shorthand (docs/decisions/0019).
"""

import statistics
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files

from counselling.shorthand.reader import read
from counselling.shorthand.registry import LANGUAGES, lexicon
from counselling.shorthand.vocabulary import compile_lexicon
from counselling.work.history.type_family import new_family
from tests.shorthand.notes_read import FOLDER, Note, notes, verdict

RUNS = 3
HARD = {
    "unknown words": "xyzzyx plugh " * 500,
    "one long statement": "mother br ca 42, d 60, " * 400,
    "many people": "mat aunt br ca 42; " * 400,
}


def measure() -> Mapping[str, object]:
    """Read all notes; times are the best of three, on one core."""
    found = [note for file in sorted(FOLDER.glob("*.tsv")) for note in notes(file.stem)]
    by_language = {code: [n for n in found if n.language == code] for code in LANGUAGES}
    return {
        "by_language": {code: _share(mine) for code, mine in by_language.items()},
        "milliseconds_a_note": _times(found),
        "milliseconds_to_load": {code: _loading(code) for code in LANGUAGES},
        "hostile": {name: _hostile(text) for name, text in HARD.items()},
    }


def _share(found: Sequence[Note]) -> Mapping[str, object]:
    """clear: notes that mean something without a question; the others can only be asked."""
    clear = [note for note in found if note.meant]
    read_right = Counter(verdict(note) for note in clear)
    unclear = Counter(verdict(note) for note in found if not note.meant)
    return {
        "notes": len(found),
        "clear": len(clear),
        "understood": read_right["right"],
        "understood_percent": round(100 * read_right["right"] / max(len(clear), 1), 1),
        "asked": read_right["asked"] + unclear["asked"],
        "refused": read_right["refused"] + unclear["refused"],
        "wrong": read_right["wrong"] + unclear["wrong"] + unclear["right"],
    }


def _times(found: Sequence[Note]) -> Mapping[str, float]:
    spent = [_best(note.text, note.language) for note in found]
    return {
        "median": round(statistics.median(spent), 3),
        "p95": round(statistics.quantiles(spent, n=20)[-1], 3),
        "max": round(max(spent), 3),
    }


def _best(text: str, language: str) -> float:
    best = float("inf")
    for _ in range(RUNS):
        started = time.perf_counter()
        read(text, new_family(), lexicon(language))
        best = min(best, time.perf_counter() - started)
    return best * 1000


def _hostile(text: str) -> Mapping[str, float]:
    milliseconds = _best(text, "en")
    return {
        "letters": len(text),
        "milliseconds": round(milliseconds, 1),
        "milliseconds_per_1000_letters": round(1000 * milliseconds / len(text), 2),
    }


def _loading(language: str) -> float:
    data = files("counselling.shorthand") / "data"
    files_read = ("kin", language, LANGUAGES[0])
    kin, words, names = ((data / f"{name}.toml").read_text("utf-8") for name in files_read)
    started = time.perf_counter()
    compile_lexicon(language, kin, words, names=names)
    return round((time.perf_counter() - started) * 1000, 1)
