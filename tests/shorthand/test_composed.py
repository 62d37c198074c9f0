"""Notes that nobody wrote, put together by chance: read as their parts mean, or asked."""

from collections import Counter

from counselling.shorthand.reader import read
from counselling.shorthand.registry import lexicon
from tests.shorthand.composed import composed
from tests.shorthand.facts_told import facts, patient

NOTES = 1500


def fate(seed: int) -> str:
    text, meant = composed(seed)
    reading = read(text, patient(), lexicon("en"))
    kept = {f for f in facts(patient(), reading, "en") if not f.startswith("note ")}
    kept = {f for f in kept if " cause " not in f}  # "d 70 br ca" tells the cause by itself
    if reading.is_complete:
        return "right" if kept == meant else "wrong"
    return "wrong" if kept - meant else "asked"


def test_no_note_of_known_parts_is_read_as_anything_else() -> None:
    fates = {seed: fate(seed) for seed in range(NOTES)}
    assert [composed(seed) for seed, what in fates.items() if what == "wrong"] == []
    assert Counter(fates.values())["right"] > 0.6 * NOTES
