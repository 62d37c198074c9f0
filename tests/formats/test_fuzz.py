"""Broken files of every format: refused by name or read whole; packaging/fuzz.py goes on longer."""

import random
import time
from pathlib import Path

import pytest

from counselling.errors import FormatError
from counselling.formats import registry
from counselling.formats.format import FileFormat
from tests.families.builders import breast_ovarian
from tests.formats.mutations import complaints, mutated, seeds

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "pedigrees"
ROUNDS = 10_000 // len(registry.FORMATS) + 1  # ten thousand in all
JSON = ("consultand", "phenopackets", "ga4gh-pedigree", "ga4gh-fhir", "fhir-family-history")
formats = pytest.mark.parametrize("form", registry.FORMATS, ids=lambda form: form.name)


@formats
def test_no_broken_file_crashes_hangs_or_contradicts_itself(form: FileFormat) -> None:
    rng = random.Random(20261128)
    files = seeds(form, SHARED)
    for number in range(ROUNDS):
        data = mutated(files[number % len(files)], rng)
        assert list(complaints(data)) == [], data[:2000]


@pytest.mark.parametrize("name", [*JSON, "phenotips"])
def test_a_json_file_that_was_cut_off_anywhere_is_refused(name: str) -> None:
    form = next(form for form in registry.FORMATS if form.name == name)
    data = form.write((breast_ovarian(),)).content.rstrip()
    for end in range(1, len(data) - 1, max(1, len(data) // 200)):
        with pytest.raises(FormatError):
            registry.read(data[:end])


def test_a_gedcom_that_was_cut_off_says_so() -> None:
    data = registry.write((breast_ovarian(),), ".ged").content
    for end in range(60, len(data) - 8, len(data) // 80):
        try:
            reading = registry.read(data[:end])
        except FormatError:
            continue
        assert "loss.cut_off" in {loss.message_id for loss in reading.losses}


def test_a_workbook_that_was_cut_off_is_refused() -> None:
    data = registry.write((breast_ovarian(),), ".xlsx").content
    for end in range(4, len(data) - 1, len(data) // 60):
        with pytest.raises(FormatError):
            registry.read(data[:end])


def test_the_fuzz_sees_a_reader_that_lets_a_circle_in(monkeypatch: pytest.MonkeyPatch) -> None:
    from counselling.formats import rows

    monkeypatch.setattr(rows, "people_on_cycles", lambda _: ())
    circle = b"F 1 2 0 1 1\nF 2 1 0 1 1\n"
    assert list(complaints(circle)) == ["a family that contradicts itself"]


BLANKS = b" " * 300_000
LONG = b"9" * 6_000
HOSTILE = {
    "ped of blanks": b"F 1 0 0 1 1" + BLANKS + b"x\n",
    "makeped of blanks": b"1 1 0 0 0 0 0 1 0 1" + BLANKS + b"Ped:" + BLANKS + b"\n",
    "canrisk of digits": b"##CanRisk " + LONG + b"\n",
    "boadicea of digits": b"BOADICEA import pedigree file format " + LONG + b"\n",
    "gedcom date": b"0 HEAD\n0 @I1@ INDI\n1 BIRT\n2 DATE INT " + b"(" * 300_000 + b"\n0 TRLR\n",
    "gedcom age": b"0 HEAD\n0 @I1@ INDI\n1 DEAT\n2 AGE 1y" + BLANKS + b"x\n0 TRLR\n",
    "gedcom levels": b"0 HEAD\n" + b"".join(b"%d X y\n" % n for n in range(1000)) + b"0 TRLR\n",
    "json of digits": b'[{"id": ' + LONG + b', "sex": "male"}]',
    "json age": b'[{"id": "1", "sex": "male", "deceasedAge": "' + LONG + b'"}]',
    "json strings": b'[{"id": "1", "sex": "' + b'\\"' * 300_000,
    "json of brackets": b'[{"id": "1", "sex": ' + b"[" * 1_000_000,
    "json of objects": b'{"proband":{"subject":' * 200_000,
    "table of quotes": b'id,dad,mom,sex\n1,0,0,"' + b'""' * 200_000,
    "table of stacked names": b"id\nfather\nmother\nsex\n" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_be_slow_is_not(name: str) -> None:
    assert list(complaints(HOSTILE[name])) == []


@pytest.mark.parametrize(
    "ending", [".ged", ".fhir.json", ".ga4gh.fhir.json", ".pedigree.json", ".xlsx"]
)
def test_five_thousand_people_are_read_in_seconds(ending: str) -> None:
    rows = (f"F {n} {n - 1 if n % 10 else 0} 0 1 1\n" for n in range(1, 5_001))
    families = registry.read("".join(rows).encode()).families
    data = registry.write(families, ending).content
    started = time.thread_time()
    assert sum(len(f.persons) for f in registry.read(data).families) == 5_000
    assert time.thread_time() - started < 20
