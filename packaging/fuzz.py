"""Breaks files of one format, or of all, for as long as is wished: `packaging/fuzz.py ped`.

Arguments: names of formats (none: all), --seconds N for each, or --files N in all; --seed N.
Every file that a reader did wrong by is kept under out/fuzz with the complaint; the exit code says
whether any was.
"""

import argparse
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from counselling.formats import registry  # noqa: E402
from tests.formats.mutations import complaints, mutated, seeds  # noqa: E402

SHARED = ROOT.parent / "shared" / "data" / "pedigrees"


def main() -> int:
    """Fuzz, and say how much was tried."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formats", nargs="*", metavar="FORMAT")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--files", type=int, help="how many in all, however long it takes")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    known = {form.name: form for form in registry.FORMATS}
    unknown = set(arguments.formats) - known.keys()
    if unknown:
        parser.error(f"no such format: {', '.join(sorted(unknown))}; known: {', '.join(known)}")
    found = 0
    chosen = arguments.formats or list(known)
    each = -(-arguments.files // len(chosen)) if arguments.files else None
    for name in chosen:
        rng = random.Random(f"{arguments.seed}-{name}")
        files = seeds(known[name], SHARED)
        ends, tried, bad = time.monotonic() + arguments.seconds, 0, 0
        while tried < each if each else time.monotonic() < ends:
            data = mutated(rng.choice(files), rng)
            tried += 1
            for complaint in complaints(data):
                bad += 1
                keep(name, bad, data, complaint)
        found += bad
        print(f"{name}: {tried} files, {bad} complaints (seed {arguments.seed})", flush=True)
    return 1 if found else 0


def keep(name: str, number: int, data: bytes, complaint: str) -> None:
    """Write a file that was done wrong by, twenty of a format at most."""
    if number > 20:
        return
    folder = ROOT / "out" / "fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}-{number}").write_bytes(data)
    print(f"{name}-{number}: {complaint[:200]}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
