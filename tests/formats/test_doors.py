"""The doors: any bytes in, families or one clear refusal out."""

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.errors import FormatError
from counselling.formats import registry
from counselling.formats.format import FileFormat
from counselling.pedigree.family import Family
from tests.families.builders import breast_ovarian, queen_victoria, twin_sisters
from tests.families.strategies import families

ROOT = Path(__file__).resolve().parents[2]
DEMOS = sorted((ROOT / "assets" / "demo").iterdir())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "format.empty"),
        (b" \n\t\n", "format.empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "format.binary"),
        (bytes(range(256)) * 8, "format.binary"),
        (b"Dear colleague, thank you for this lady.\n", "format.unknown"),
        (b"\xff\xfe\x00", "format.binary"),
        (b'{"consultand": 99, "families": []}', "format.newer"),
        (b'{"consultand": 1, "families": [{"id": 3}]}', "format.native_broken"),
        (b'{"consultand": 1, "families"', "format.native_broken"),
    ],
)
def test_what_is_no_family_is_refused_by_name(data: bytes, message: str) -> None:
    with pytest.raises(FormatError) as refused:
        registry.read(data)
    assert refused.value.message_id == message


def test_a_file_of_a_hundred_megabytes_is_refused_before_it_is_read_as_text() -> None:
    with pytest.raises(FormatError, match="too_large"):
        registry.read(b"F 1 0 0 1 1\n" * 9_000_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_survive_every_encoding_clinics_use(encoding: str) -> None:
    data = "id\tdad\tmom\tsex\tname\r\n1\t0\t0\tF\tMüller-Ødegård\r\n".encode(encoding)
    assert registry.read(data).families[0].person("1").name == "Müller-Ødegård"


@pytest.mark.parametrize("file", DEMOS, ids=lambda f: f.name)
def test_every_truncation_of_a_demo_is_refused_or_whole_people(file: Path) -> None:
    data = file.read_bytes()
    for end in range(0, len(data), max(1, len(data) // 150)):
        try:
            reading = registry.read(data[:end])
        except FormatError:
            continue
        assert all(p.id for f in reading.families for p in f.persons)


@pytest.mark.parametrize("file", DEMOS, ids=lambda f: f.name)
def test_mutated_files_never_crash_a_reader(file: Path) -> None:
    rng = random.Random(20261124)
    data = file.read_bytes()
    for _ in range(400):
        broken = bytearray(data)
        for _ in range(rng.randint(1, 8)):
            place = rng.randrange(len(broken))
            broken[place : place + rng.randint(0, 3)] = rng.randbytes(rng.randint(0, 3))
        try:
            registry.read(bytes(broken))
        except FormatError:
            continue  # the one way to say no


@given(st.binary(max_size=400))
def test_random_bytes_never_crash_the_door(data: bytes) -> None:
    with contextlib.suppress(FormatError):
        registry.read(data)


HEADS = (
    "",
    "##CanRisk 4\n",
    "id\tdad\tmom\tsex\n",
    '{"consultand": 1}',
    "fid mid sex\n",
    "id,dad\n",
)


@given(st.text(alphabet="F102MU\t\n #=:SPN0-\",'", max_size=300))
def test_almost_files_never_crash_a_reader(text: str) -> None:
    for head in HEADS:
        with contextlib.suppress(FormatError):
            registry.read((head + text).encode())


@given(families(has_facts=True))
def test_the_programs_own_format_loses_nothing(before: Family) -> None:
    written = registry.write((before,), ".consultand")
    assert written.losses == ()
    assert registry.read(written.text.encode()).families == (before,)


@pytest.mark.parametrize("make", [breast_ovarian, queen_victoria, twin_sisters])
def test_built_families_survive_the_programs_own_format(make: object) -> None:
    before = make()  # type: ignore[operator]
    assert registry.read(registry.write((before,), ".json").text.encode()).families == (before,)


@pytest.mark.parametrize("file_format", registry.FORMATS, ids=lambda f: f.name)
def test_every_format_recognises_what_it_writes_and_no_other_does(file_format: FileFormat) -> None:
    text = file_format.write((breast_ovarian(),)).text
    assert next(f.name for f in registry.FORMATS if f.sniff(text)) == file_format.name


def test_an_ending_nobody_writes_is_refused_with_the_list() -> None:
    with pytest.raises(FormatError) as refused:
        registry.by_suffix(".docx")
    assert ".ped" in str(refused.value.fields["known"])
